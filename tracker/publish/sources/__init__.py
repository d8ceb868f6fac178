"""The state of every source, in words for visitors."""
