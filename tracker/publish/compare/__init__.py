"""What the pages of `/vergelijk` are made of: what is asked, the comparing itself, and how it is shown."""
