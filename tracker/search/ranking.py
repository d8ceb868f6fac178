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
from tracker.search.filters import Filters, Tested
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

FEW = 16
"""A list so many times as long as another is searched for each number of the other, not marked as a whole."""


@dataclass(frozen=True)
class Answer:
    """The texts that answer a search: all that were found, and those of them that the filters leave.

    numbers, worth: of the texts that are left, the number and how well each answers. `partial`: no text has all words;
    these have the most telling ones.
    """

    found: Tested
    numbers: Numbers
    worth: np.ndarray
    partial: bool = False

    def ranked(self, first: int, last: int) -> list[int]:
        """Return the numbers of the best texts, from place `first` up to `last`; of equals the lowest number first."""
        if last < len(self.worth):
            least = -np.partition(-self.worth, last - 1)[last - 1]
            candidates = np.flatnonzero(self.worth >= least)
        else:
            candidates = np.arange(len(self.worth))
        order = candidates[np.argsort(-self.worth[candidates], kind="stable")]
        return [int(number) for number in self.numbers[order[first:last]]]


@dataclass(frozen=True)
class _Evidence:
    """Where one word is: the texts of each field and how much it counts there; the texts that have it themselves, and
    those that stand under it.
    """

    fields: tuple[tuple[Numbers, float], ...]
    own: Numbers
    under: Numbers
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
        """Return the texts that answer a search, each with its worth on the day of the filters."""
        evidence = [self._evidence(_fields(word)) for word in query.words]
        evidence += [self._evidence([(phrase("words", each.keys), PHRASE, True)]) for each in query.phrases]
        evidence += [self._evidence(_fields_of_place(each)) for each in query.places]
        numbers = self._allowed(query, self._with_all(evidence))
        partial = len(evidence) > 1 and not len(numbers)
        if partial:
            numbers = self._most_telling(evidence, query)
        found = Tested(self._catalogue, numbers)
        kept = found.left(filters)
        scores = self._scores(evidence, kept) + self._adjacency(query, evidence, kept)
        return Answer(found, kept, scores * self._priors(kept, filters.day), partial)

    def _numbers(self, expression: str) -> Numbers:
        return self._catalogue.postings.of(self._connection, expression)

    def _any(self, expressions: Sequence[str]) -> Numbers:
        return self._catalogue.postings.of_any(self._connection, expressions, self._size)

    def _evidence(self, fields: Sequence[tuple[str, float, bool]]) -> _Evidence:
        own = self._any([expression for expression, _, is_own in fields if is_own])
        under = self._any([expression for expression, _, is_own in fields if not is_own])
        held = tuple((self._numbers(expression), weight) for expression, weight, _ in fields)
        return _Evidence(held, own, under, self._rarity(len(own)))

    def _rarity(self, texts: int) -> float:
        return float(np.log1p((self._size - texts + 0.5) / (texts + 0.5)))

    def _among(self, numbers: Numbers, holders: Numbers) -> np.ndarray:
        """Return which of `numbers` (bool, in their order) are among `holders`."""
        if len(numbers) * FEW < len(holders):
            places = np.searchsorted(holders, numbers)
            return holders[np.minimum(places, len(holders) - 1)] == numbers
        self._scratch[holders] = True
        among = self._scratch[numbers]
        self._scratch[holders] = False
        return among

    def _with_all(self, evidence: Sequence[_Evidence]) -> Numbers:
        """Return the texts that have every word, or stand under it, and have at least one themselves."""
        rarest, *others = sorted(evidence, key=lambda each: len(each.own) + len(each.under))
        if not others:
            return rarest.own
        numbers = np.union1d(rarest.own, rarest.under) if len(rarest.under) else rarest.own
        own = self._among(numbers, rarest.own)
        for each in others:
            has_it = self._among(numbers, each.own)
            kept = has_it | self._among(numbers, each.under)
            numbers, own = numbers[kept], (own | has_it)[kept]
        return numbers[own]

    def _allowed(self, query: Query, numbers: Numbers) -> Numbers:
        """Leave out the texts with what must not be there; a compound with the word in it may be there."""
        unwanted = [
            any_of(column, word.reading.lemmas) for word in query.excluded for column in ("lemmas", "heading")
        ] + [phrase("words", each.keys) for each in query.excluded_phrases]
        for expression in unwanted:
            numbers = numbers[~self._among(numbers, self._numbers(expression))]
        return numbers

    def _most_telling(self, evidence: Sequence[_Evidence], query: Query) -> Numbers:
        """Return the texts that have at least half of what was asked, by how telling the words are."""
        told = np.zeros(self._size, np.float32)
        for each in evidence:
            told[each.own] += each.rarity
        numbers = self._allowed(query, np.flatnonzero(told).astype(np.int32))
        most = float(told[numbers].max(initial=0.0))
        half = sum(each.rarity for each in evidence) / 2
        return numbers[told[numbers] >= min(half, most)]

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
