"""A text as a visitor reads it: in parts, with its mentions marked, what is asked about it and what it was before."""
