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
from tracker.search.filters import Filters, left
from tracker.search.postings import Numbers, any_of, near, phrase
from tracker.search.query import Query, SoughtWord

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


MOST_NEAR = 20_000
"""Of two words that are both in more texts than this nobody looks whether they stand together: that takes long."""


@dataclass(frozen=True)
class Answer:
    """The numbers of the texts that answer a search: those that the filters leave, the best first, and all of them.

    `partial`: no text has all words; these have the most telling ones.
    """

    ranked: Numbers
    found: Numbers
    partial: bool = False


@dataclass(frozen=True)
class _Evidence:
    """Where one word is: the texts of each field and how much it counts there; masks (bool, by number) of them all."""

    fields: tuple[tuple[Numbers, float], ...]
    anywhere: np.ndarray
    own: np.ndarray
    rarity: float


class Ranking:
    """Ranks the texts of one catalogue, read over one connection."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._size = catalogue.texts.count + 1
        self._scratch = np.zeros(self._size, bool)

    def is_nowhere(self, word: SoughtWord) -> bool:
        """Return whether a word is in no text at all, in no form, as no part and under no heading."""
        return not any(len(self._numbers(expression)) for expression, _, _ in _fields(word))

    def answer(self, query: Query, filters: Filters) -> Answer:
        """Return the texts that answer a search, ranked as they stand on the day of the filters."""
        evidence = [self._evidence(_fields(word)) for word in query.words]
        evidence += [self._evidence([(phrase("words", each.keys), PHRASE, True)]) for each in query.phrases]
        evidence += [self._evidence(_fields_of_place(each)) for each in query.places]
        found = self._allowed(query)
        found &= np.logical_or.reduce([each.own for each in evidence])
        every = np.logical_and.reduce([found, *(each.anywhere for each in evidence)])
        partial = len(evidence) > 1 and not every.any()
        numbers = np.flatnonzero(self._most_telling(evidence, found) if partial else every).astype(np.int32)
        kept = numbers[left(self._catalogue, numbers, filters)]
        scores = self._scores(evidence, kept) + self._adjacency(query, evidence, kept)
        order = np.lexsort((kept, -scores * self._priors(kept, filters.day)))
        return Answer(kept[order], numbers, partial)

    def _numbers(self, expression: str) -> Numbers:
        return self._catalogue.postings.of(self._connection, expression)

    def _evidence(self, fields: Sequence[tuple[str, float, bool]]) -> _Evidence:
        anywhere = np.zeros(self._size, bool)
        own = np.zeros(self._size, bool)
        held = []
        for expression, weight, is_own in fields:
            numbers = self._numbers(expression)
            held.append((numbers, weight))
            anywhere[numbers] = True
            if is_own:
                own[numbers] = True
        return _Evidence(tuple(held), anywhere, own, self._rarity(int(np.count_nonzero(own))))

    def _rarity(self, texts: int) -> float:
        return float(np.log1p((self._size - texts + 0.5) / (texts + 0.5)))

    def _among(self, numbers: Numbers, holders: Numbers) -> np.ndarray:
        """Return which of `numbers` (bool, in their order) are among `holders`."""
        self._scratch[holders] = True
        among = self._scratch[numbers]
        self._scratch[holders] = False
        return among

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
            strength = np.zeros(len(numbers), np.float32)
            for holders, weight in each.fields:
                strength += weight * self._among(numbers, holders)
            scores += each.rarity * strength * (_SATURATION + 1) / (strength + norm)
        return scores

    def _adjacency(self, query: Query, evidence: Sequence[_Evidence], numbers: Numbers) -> np.ndarray:
        """Return what is added because words that were typed one after the other also stand so."""
        added = np.zeros(len(numbers), np.float32)
        for first, second, one, two in zip(query.words, query.words[1:], evidence, evidence[1:]):
            if len(numbers) and min(len(one.fields[0][0]), len(two.fields[0][0])) <= MOST_NEAR:
                together = self._numbers(near("lemmas", (first.reading.lemmas[0], second.reading.lemmas[0]), 2))
                added += NEXT_TO * (one.rarity + two.rarity) / 2 * self._among(numbers, together)
        return added

    def _priors(self, numbers: Numbers, day: str) -> np.ndarray:
        texts = self._catalogue.texts
        priors = np.ones(len(numbers), np.float32)
        priors[~self._catalogue.newest[numbers]] *= REPLACED
        priors[~self._catalogue.in_force(day)[texts.version[numbers]]] *= NOT_IN_FORCE
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


def _fields_of_place(sought: Address) -> list[tuple[str, float, bool]]:
    """Return where a numbered place is looked for: the place itself, and the texts that name it."""
    return [(any_of("heading", (sought.key,)), PHRASE, True), (phrase("words", sought.words), PART, True)]
