"""Which texts answer a search, the best first.

A text answers when every word is in it, or in the headings and lead-ins that it stands under, and at least one is its
own. How well is counted as BM25F does (Robertson and Zaragoza, 2009): what a word is worth grows with its rarity and
with the fields that it is found in, and less so in long texts. Clauses are short, so a word counts once a field.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tracker.search.addresses import Address
from tracker.search.catalogue import KINDS, Catalogue
from tracker.search.filters import in_force
from tracker.search.postings import Numbers, any_of, near, phrase
from tracker.search.query import Query, SoughtPhrase, SoughtWord

LEMMA, HEADING, PART, RELATED, APART, SURROUNDINGS = 1.0, 0.8, 0.55, 0.5, 0.4, 0.25
"""How much a word counts as a word of the text itself, of its heading, inside a compound, as the noun of a verb or the
verb of a noun (verdeling, verdelen), with its parts standing apart ("initiatief van bewoners" for bewonersinitiatief),
and in what the text stands under."""

PHRASE = 1.5
NEXT_TO = 0.3
"""What is added, as a share of what the two words are worth, when they stand next to each other."""

_SATURATION = 1.2
_LENGTH = 0.5
_USUAL_LENGTH = 35.0

REPLACED, NOT_IN_FORCE, HEADING_ONLY, EXPLANATION = 0.7, 0.85, 0.6, 0.9
"""What a score is multiplied by: of a version that is replaced, of one that has ended or has yet to begin, of a heading
without text, of an explanatory note."""


@dataclass(frozen=True)
class Answer:
    """The texts that answer a search, as numbers with the best first, and the same as a mask (bool, by number).

    `partial`: no text has all words; these have the most telling ones.
    """

    ranked: Numbers
    found: np.ndarray
    partial: bool = False


@dataclass(frozen=True)
class _Evidence:
    """How strongly each text has one word (float32, by number) and which have it themselves (bool); its rarity."""

    strength: np.ndarray
    own: np.ndarray
    rarity: float


class Ranking:
    """Ranks the texts of one catalogue, read over one connection; `day` (ISO) tells which of them are in force."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Catalogue, day: str = "") -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._day = day
        self._size = catalogue.texts.count + 1

    def is_nowhere(self, word: SoughtWord) -> bool:
        """Return whether a word is in no text at all, in no form, as no part and under no heading."""
        return not any(len(self._numbers(expression)) for expression, _, _ in _fields(word))

    def answer(self, query: Query, left: np.ndarray) -> Answer:
        """Return the texts that answer; `left` (bool, by number) are those that the filters leave, for the order."""
        evidence = [self._evidence_of_word(word) for word in query.words]
        evidence += [self._evidence_of_phrase(each) for each in query.phrases]
        evidence += [self._evidence_of_place(each) for each in query.places]
        found = self._allowed(query)
        own = np.zeros(self._size, bool)
        for each in evidence:
            own |= each.own
        every = found & own
        for each in evidence:
            every &= each.strength > 0
        partial = len(evidence) > 1 and not every.any()
        found = self._most_telling(evidence, found & own) if partial else every
        numbers = np.flatnonzero(found & left).astype(np.int32)
        scores = self._scores(evidence, numbers) + self._adjacency(query, evidence, numbers)
        order = np.lexsort((numbers, -scores * self._priors(numbers)))
        return Answer(numbers[order], found, partial)

    def _numbers(self, expression: str) -> Numbers:
        return self._catalogue.postings.of(self._connection, expression)

    def _evidence_of_word(self, word: SoughtWord) -> _Evidence:
        strength = np.zeros(self._size, np.float32)
        own = np.zeros(self._size, bool)
        for expression, weight, is_own in _fields(word):
            numbers = self._numbers(expression)
            strength[numbers] += weight
            if is_own:
                own[numbers] = True
        return _Evidence(strength, own, self._rarity(int(np.count_nonzero(own))))

    def _evidence_of_phrase(self, sought: SoughtPhrase) -> _Evidence:
        numbers = self._numbers(phrase("words", sought.keys))
        strength = np.zeros(self._size, np.float32)
        strength[numbers] = PHRASE
        return _Evidence(strength, strength > 0, self._rarity(len(numbers)))

    def _evidence_of_place(self, sought: Address) -> _Evidence:
        """Find a numbered place itself, and the texts that name it."""
        strength = np.zeros(self._size, np.float32)
        strength[self._numbers(any_of("heading", (sought.key,)))] = PHRASE
        strength[self._numbers(phrase("words", sought.words))] += PART
        return _Evidence(strength, strength > 0, self._rarity(int(np.count_nonzero(strength))))

    def _rarity(self, texts: int) -> float:
        return float(np.log1p((self._size - texts + 0.5) / (texts + 0.5)))

    def _allowed(self, query: Query) -> np.ndarray:
        """Return the texts (bool) without what must not be there; a compound with the word in it may be there."""
        allowed = np.ones(self._size, bool)
        for word in query.excluded:
            for column in ("lemmas", "heading"):
                allowed[self._numbers(any_of(column, word.reading.lemmas))] = False
        for each in query.excluded_phrases:
            allowed[self._numbers(phrase("words", each.keys))] = False
        return allowed

    def _most_telling(self, evidence: Sequence[_Evidence], allowed: np.ndarray) -> np.ndarray:
        """Return the texts (bool) that have at least half of what was asked, by how telling the words are."""
        told = np.zeros(self._size, np.float32)
        for each in evidence:
            told[each.own] += each.rarity
        most = float(told[allowed].max(initial=0.0))
        half = sum(each.rarity for each in evidence) / 2
        return allowed & (told >= min(half, most)) & (told > 0)

    def _scores(self, evidence: Sequence[_Evidence], numbers: Numbers) -> np.ndarray:
        length = self._catalogue.texts.length[numbers] / _USUAL_LENGTH
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * length)
        scores = np.zeros(len(numbers), np.float32)
        for each in evidence:
            strength = each.strength[numbers]
            scores += each.rarity * strength * (_SATURATION + 1) / (strength + norm)
        return scores

    def _adjacency(self, query: Query, evidence: Sequence[_Evidence], numbers: Numbers) -> np.ndarray:
        """Return what is added because words that were typed one after the other also stand so."""
        added = np.zeros(self._size, np.float32)
        for first, second, one, two in zip(query.words, query.words[1:], evidence, evidence[1:]):
            together = near("lemmas", (first.reading.lemmas[0], second.reading.lemmas[0]), 2)
            added[self._numbers(together)] += NEXT_TO * (one.rarity + two.rarity) / 2
        return added[numbers]

    def _priors(self, numbers: Numbers) -> np.ndarray:
        texts = self._catalogue.texts
        priors = np.ones(len(numbers), np.float32)
        priors[~self._catalogue.newest[numbers]] *= REPLACED
        priors[~in_force(self._catalogue, self._day)[texts.version[numbers]]] *= NOT_IN_FORCE
        priors[texts.length[numbers] == 0] *= HEADING_ONLY
        priors[texts.kind[numbers] == KINDS.index("toelichting")] *= EXPLANATION
        return priors


def _fields(word: SoughtWord) -> list[tuple[str, float, bool]]:
    """Return where a word is looked for: the expression, how much it counts there, whether it is the text's own."""
    lemmas, splits = word.reading.lemmas, word.reading.splits
    fields = [
        (any_of("lemmas", lemmas), LEMMA, True),
        (any_of("parts", lemmas), PART, True),
        (any_of("heading", lemmas), HEADING, True),
        (any_of("surroundings", lemmas), SURROUNDINGS, False),
    ]
    if word.reading.related:
        fields.append((any_of("lemmas", word.reading.related), RELATED, True))
    for split in splits:
        fields += [
            (phrase("parts", split), PART, True),
            (near("lemmas", split), APART, True),
            (phrase("heading", split), PART, True),
        ]
    return fields
