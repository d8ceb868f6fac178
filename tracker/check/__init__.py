"""The scheduled check: look at every source, hold back what is in doubt, look for rules that are not followed yet."""
