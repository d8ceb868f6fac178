"""Training of the Dutch pipeline, as commands that anyone with the data can repeat."""
