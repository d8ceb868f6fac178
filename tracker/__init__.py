"""Beleidsvolger: follow municipal policy, clause by clause."""

__version__ = "0.1.0"
