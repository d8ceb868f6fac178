"""Clauses of other policies that speak of the same: the same forms of control, and the same telling words.

Counted on the arrays and the index that the search uses, so that a database of a million clauses takes milliseconds.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.publish.reading.document import beginning
from tracker.publish.reading.rows import Row, all_rows
from tracker.search.catalogue import KINDS, QUESTION, Catalogue
from tracker.search.ignored import ignored_words
from tracker.search.lexicon import load_lexicon
from tracker.search.postings import any_of
from tracker.search.terms import read_words

MOST = 5
"""Clauses that are shown."""

_MOST_OF_A_POLICY = 2
_LONGEST_TEXT = 1_500
_LONGEST_SHOWN = 220
_MOST_WORDS = 10
_SHORTEST_WORD = 4
_TOO_COMMON = 0.02
"""Share of all texts from which a word tells nothing; of a small database no word is too common."""

_MOST_READ = 15_000
"""Texts that are looked at for the telling words together, the rarest words first: what keeps it fast."""

_MOST_COUNTED = 100_000
"""Words of which the count is kept."""

_ALWAYS_TELLING = 60
_LEAST_SHARED = 0.3
"""Share of the weight of the telling words that a clause must have, and it must have two of them."""

_USUAL_LENGTH = 35.0

_TEXTS = """
SELECT search_texts.id AS number, clauses.id, clauses.citation, clauses.heading, clauses.text, policies.id AS policy,
    policies.name AS policy_name,
    (SELECT group_concat(form) FROM (SELECT DISTINCT form FROM mentions WHERE mentions.clause = clauses.id)) AS forms
FROM search_texts
JOIN clauses ON clauses.id = search_texts.clause
JOIN versions ON versions.id = clauses.version
JOIN policies ON policies.id = versions.policy
WHERE search_texts.id IN (SELECT value FROM json_each(:numbers))
"""

_COUNTED = "SELECT doc FROM search_fts_words WHERE term = :term AND col = 'lemmas'"


@dataclass(frozen=True)
class Related:
    """A clause of another policy, and why it is shown: the forms of control and the words that both have."""

    id: str
    place: str
    heading: str
    text: str
    policy: str
    policy_name: str
    forms: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Telling:
    """A word of the clause: as printed, how much it tells, and the numbers of the texts that have it."""

    printed: str
    weight: float
    texts: np.ndarray


class _WordCounts:
    """In how many texts words are, for the catalogue that was asked for last: counting a common word takes long."""

    def __init__(self) -> None:
        self._last: tuple[Catalogue | None, dict[str, int]] = (None, {})

    def of(self, connection: sqlite3.Connection, catalogue: Catalogue, lemma: str) -> int:
        """Return in how many texts a dictionary form is."""
        known, counts = self._last
        if known is not catalogue or len(counts) > _MOST_COUNTED:
            counts = {}
            self._last = catalogue, counts
        if lemma not in counts:
            row = connection.execute(_COUNTED, {"term": lemma}).fetchone()
            counts[lemma] = row[0] if row else 0
        return counts[lemma]


_word_counts = _WordCounts()


def related(
    connection: sqlite3.Connection, catalogue: Catalogue, text: str, forms: Collection[str], policy: str
) -> tuple[Related, ...]:
    """Return the clauses of other policies that are most related to a text with these forms of control in it."""
    words = _telling_words(connection, catalogue, text[:_LONGEST_TEXT])
    if len(words) < 2:
        return ()
    scores = np.zeros(catalogue.texts.count + 1, np.float32)
    shared = np.zeros(catalogue.texts.count + 1, np.uint8)
    for word in words:
        scores[word.texts] += word.weight
        shared[word.texts] += 1
    found = np.flatnonzero((shared > 1) & (scores >= _LEAST_SHARED * sum(word.weight for word in words)))
    found = found[_allowed(catalogue, found, forms, policy)]
    length = catalogue.texts.length[found] / _USUAL_LENGTH
    best = found[np.argsort(-scores[found] / (0.5 + 0.5 * length), kind="stable")]
    return _shown(connection, _spread(catalogue, best), words, forms)


def _telling_words(connection: sqlite3.Connection, catalogue: Catalogue, text: str) -> list[_Telling]:
    """Return the rarest words of a text that other texts have too, by their dictionary form."""
    printed: dict[str, str] = {}
    for word, reading in read_words(text, load_lexicon()):
        if len(word.key) >= _SHORTEST_WORD and word.key.isalpha() and word.key not in ignored_words():
            printed.setdefault(reading.lemmas[0], text[word.start : word.end].casefold())
    most = max(_ALWAYS_TELLING, _TOO_COMMON * catalogue.texts.count)
    counts = ((_word_counts.of(connection, catalogue, lemma), lemma) for lemma in printed)
    counted = [(texts, lemma) for texts, lemma in counts if 1 < texts <= most]
    telling, read = [], 0
    for texts, lemma in sorted(counted)[:_MOST_WORDS]:
        read += texts
        if read > _MOST_READ:
            break
        weight = float(np.log1p(catalogue.texts.count / texts))
        telling.append(_Telling(printed[lemma], weight, catalogue.postings.of(connection, any_of("lemmas", (lemma,)))))
    return telling


def _allowed(catalogue: Catalogue, found: np.ndarray, forms: Collection[str], policy: str) -> np.ndarray:
    """Return which texts (bool) are clauses in the newest version of another policy, with one of the forms if any."""
    own = next((place for place, each in enumerate(catalogue.policies) if each.id == policy), -1)
    allowed = catalogue.newest[found] & (catalogue.policy[found] != own)
    allowed &= catalogue.texts.kind[found] != KINDS.index(QUESTION)
    if forms:
        codes = [code for code, form in enumerate(catalogue.mentions.values["form"]) if form in forms]
        mentioned = np.zeros(catalogue.texts.count + 1, bool)
        mentioned[catalogue.mentions.text[np.isin(catalogue.mentions.codes["form"], codes)]] = True
        allowed &= mentioned[found]
    return allowed


def _spread(catalogue: Catalogue, best: np.ndarray) -> list[int]:
    """Return the first numbers, of each policy only a few."""
    chosen: list[int] = []
    of_policy: dict[int, int] = {}
    for number in best.tolist():
        policy = int(catalogue.policy[number])
        of_policy[policy] = of_policy.get(policy, 0) + 1
        if of_policy[policy] <= _MOST_OF_A_POLICY:
            chosen.append(number)
        if len(chosen) == MOST:
            break
    return chosen


def _shown(
    connection: sqlite3.Connection, numbers: Sequence[int], words: Sequence[_Telling], forms: Collection[str]
) -> tuple[Related, ...]:
    rows = {row["number"]: row for row in all_rows(connection, _TEXTS, numbers=json.dumps(numbers))}
    return tuple(_related(rows[number], words, forms) for number in numbers if number in rows)


def _related(row: Row, words: Sequence[_Telling], forms: Collection[str]) -> Related:
    return Related(
        row["id"],
        row["citation"],
        row["heading"],
        beginning(row["text"], _LONGEST_SHOWN),
        row["policy"],
        row["policy_name"],
        tuple(sorted(set((row["forms"] or "").split(",")) & set(forms))),
        tuple(word.printed for word in words if _has(word.texts, row["number"])),
    )


def _has(numbers: np.ndarray, number: int) -> bool:
    place = int(np.searchsorted(numbers, number))
    return place < len(numbers) and int(numbers[place]) == number
