"""What became of the clauses from one version to the next: aligned, put into words, and weighed for who has the say."""

from tracker.compare.changes import ClauseChange, Comparison, Difference, compare
from tracker.compare.control import MentionChange, control_changes, overall
from tracker.compare.sentences import clause_sentences, control_sentence, mention_sentence, sentences
from tracker.compare.text import Piece, comparable, words_of

__all__ = [
    "ClauseChange",
    "Comparison",
    "Difference",
    "MentionChange",
    "Piece",
    "clause_sentences",
    "comparable",
    "compare",
    "control_changes",
    "control_sentence",
    "mention_sentence",
    "overall",
    "sentences",
    "words_of",
]
