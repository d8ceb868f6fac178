"""The word that was meant, where what was typed is in no text: the nearest word that is, by letters."""

import sqlite3

from rapidfuzz.distance import DamerauLevenshtein

from tracker.search.catalogue import Catalogue

_SHORTEST = 4
_LONG = 8
"""Letters from which two errors are forgiven instead of one."""

_WORDS = """
SELECT term, doc FROM search_fts_words
WHERE col = 'words' AND term >= :first AND term < :first || char(1114111)
"""


def nearest_word(connection: sqlite3.Connection, catalogue: Catalogue, key: str) -> str | None:
    """Return the word of the texts that differs least from a folded word, the commonest of equals; None without one.

    The first letter must be right: people seldom err there, and the vocabulary need not be read whole.
    """
    if len(key) < _SHORTEST or not key.isalpha():
        return None
    most = 2 if len(key) >= _LONG else 1
    best: tuple[int, int, str] | None = None
    for word, texts in _vocabulary(connection, catalogue, key[0]).items():
        if abs(len(word) - len(key)) > most:
            continue
        errors = DamerauLevenshtein.distance(key, word, score_cutoff=most)
        if errors <= most and (best is None or (errors, -texts, word) < best):
            best = errors, -texts, word
    return best[2] if best else None


def _vocabulary(connection: sqlite3.Connection, catalogue: Catalogue, first: str) -> dict[str, int]:
    """Return the words with this first letter and in how many texts each is, kept with the catalogue."""
    if first not in catalogue.vocabulary:
        rows = connection.execute(_WORDS, {"first": first}).fetchall()
        catalogue.vocabulary[first] = {word: texts for word, texts in rows if word.isalpha()}
    return catalogue.vocabulary[first]
