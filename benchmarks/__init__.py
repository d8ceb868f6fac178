"""Measurements of speed, memory and likeness, each against the obvious alternative in the same run."""
