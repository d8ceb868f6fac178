"""What became of the clauses from one version to the next: aligned, put into words, and weighed for who has the say."""

from tracker.compare.changes import ClauseChange, Comparison, Difference, compare
from tracker.compare.text import Piece, comparable, words_of

__all__ = ["ClauseChange", "Comparison", "Difference", "Piece", "comparable", "compare", "words_of"]
