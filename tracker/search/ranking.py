"""Which texts answer a search, the best first.

A text answers when every word that says something is in it, or in the headings, lead-ins and title that it stands
under, and at least one is its own. Where few do, texts with most of it answer too, and other words for the same count.
How well is counted as BM25F does (Robertson and Zaragoza, 2009): what a word is worth grows with its rarity and with
the fields that it is found in, and less so in long texts. Clauses are short, so a word counts once a field.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from tracker.search.catalogue import KINDS, Catalogue
from tracker.search.fields import (
    ABOVE,
    TITLE,
    Field,
    fields_of,
    fields_of_phrase,
    fields_of_place,
    wider_fields_of,
)
from tracker.search.filters import Filters, Tested
from tracker.search.postings import Numbers, any_of, near, phrase
from tracker.search.query import Query, SoughtWord
from tracker.search.titles import texts_titled

FEW_FOUND = 10
"""Fewer texts than this with all words, and those with most of it are looked for too."""

ENOUGH = 0.4
"""The share of what was asked that a text must have at least, by how telling the words are."""

BEST = 0.5
"""And how near it must come to the text that has most of what was asked."""

LIGHT = 0.3
"""How much a word that says little is worth beside another one."""

TOGETHER = ((8, 0.25), (2, 0.05))
"""What is added, as a share of what two words are worth, when at most so many others stand between them."""

MOST_NEAR = 20_000
"""Of two words that are both in more texts than this nobody looks whether they stand together: that takes long."""

_LITTLE = 1e-6
"""What is asked is worth at least this much: nothing is divided by zero."""

_SATURATION = 1.2
_LENGTH = 0.5
_USUAL_LENGTH = 35.0

REPLACED, NOT_IN_FORCE, HEADING_ONLY, EXPLANATION = 0.7, 0.85, 0.6, 0.9
"""What a score is multiplied by: of a version that is replaced, of one that has ended or has yet to begin, of a heading
without text, of an explanatory note."""

FEW = 16
"""A list so many times as long as another is searched for each number of the other, not marked as a whole."""


@dataclass(frozen=True)
class Answer:
    """The texts that answer a search: all that were found, and those of them that the filters leave.

    numbers, worth, is_complete: of the texts that are left the number, how well each answers, whether it has all words.
    complete: the texts with all words, whatever the filters leave.
    """

    found: Tested
    numbers: Numbers
    worth: np.ndarray
    is_complete: np.ndarray
    complete: Numbers

    def ranked(self, first: int, last: int) -> list[int]:
        """Return the numbers of the best texts, from place `first` up to `last`; of equals the lowest number first."""
        if last < len(self.worth):
            least = -np.partition(-self.worth, last - 1)[last - 1]
            candidates = np.flatnonzero(self.worth >= least)
        else:
            candidates = np.arange(len(self.worth))
        order = candidates[np.argsort(-self.worth[candidates], kind="stable")]
        return [int(number) for number in self.numbers[order[first:last]]]

    def worth_of(self, numbers: Sequence[int]) -> list[float]:
        """Return how well each of these texts answers."""
        worth: list[float] = self.worth[np.searchsorted(self.numbers, numbers)].tolist()
        return worth


@dataclass(frozen=True)
class _Evidence:
    """Where one word is.

    fields: the texts of each field, how much it counts there, how far they have it. own, under: the texts that have it
    themselves, and those that stand under it.
    """

    fields: tuple[tuple[Numbers, float, float], ...]
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
        """Return whether a word is in no text, in no form, as no part, in no title, and no other word for it is."""
        others = (field for field in wider_fields_of(word) if field.covers > ABOVE)
        found = any(len(self._numbers(field.expression)) for field in (*fields_of(word), *others))
        return not found and not len(texts_titled(self._catalogue, word.reading.lemmas))

    def answer(self, query: Query, filters: Filters) -> Answer:
        """Return the texts that answer a search, each with its worth on the day of the filters."""
        words = [self._evidence_of(word) for word in query.words]
        others = [self._evidence(fields_of_phrase(each)) for each in query.phrases]
        others += [self._evidence(fields_of_place(each)) for each in query.places]
        needed = [each for word, each in zip(query.words, words) if word in query.needed] + others
        numbers = complete = self._allowed(query, self._with_all(needed))
        is_few = len(complete) < FEW_FOUND
        if is_few:
            words = [self._widened(word, narrow) for word, narrow in zip(query.words, words)]
            numbers = self._union(complete, self._with_most(query, words + others))
        found = Tested(self._catalogue, numbers)
        kept = found.left(filters)
        worth = self._scores(words + others, kept) + self._adjacency(query, words, kept)
        if is_few:
            worth *= self._covered(words + others, kept)
        worth *= self._priors(kept, filters.day)
        return Answer(found, kept, worth, self._among(kept, complete), complete)

    def lacking(self, query: Query, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """Return of each of these texts what was looked for and is not there nor above it, in the visitor's words."""
        looked_for = [(word.printed, self._widened(word, self._evidence_of(word))) for word in query.needed]
        looked_for += [(" ".join(each.words), self._evidence(fields_of_place(each))) for each in query.places]
        texts = np.array(numbers, np.int32)
        lacks = [
            (printed, ~self._among(texts, each.own) & ~self._among(texts, each.under)) for printed, each in looked_for
        ]
        return [tuple(printed for printed, lacking in lacks if lacking[at]) for at in range(len(texts))]

    def _numbers(self, expression: str) -> Numbers:
        return self._catalogue.postings.of(self._connection, expression)

    def _any(self, fields: Sequence[Field]) -> Numbers:
        expressions = [field.expression for field in fields]
        return self._catalogue.postings.of_any(self._connection, expressions, self._size)

    def _evidence(self, fields: Sequence[Field]) -> _Evidence:
        own = self._any([field for field in fields if field.is_own])
        under = self._any([field for field in fields if not field.is_own])
        held = tuple((self._numbers(field.expression), field.weight, field.covers) for field in fields)
        return _Evidence(held, own, under, self._rarity(len(own)))

    def _evidence_of(self, word: SoughtWord) -> _Evidence:
        evidence = self._evidence(fields_of(word))
        rarity = evidence.rarity * (LIGHT if word.is_light else 1)
        titled = texts_titled(self._catalogue, word.reading.lemmas)
        if not len(titled):
            return replace(evidence, rarity=rarity)
        return _Evidence(
            (*evidence.fields, (titled, TITLE, ABOVE)), evidence.own, self._union(evidence.under, titled), rarity
        )

    def _widened(self, word: SoughtWord, narrow: _Evidence) -> _Evidence:
        """Look for other words too; a word is as rare as it was."""
        wider = self._evidence(wider_fields_of(word))
        own = self._union(narrow.own, wider.own)
        return _Evidence(narrow.fields + wider.fields, own, narrow.under, narrow.rarity)

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
        numbers = self._union(rarest.own, rarest.under) if len(rarest.under) else rarest.own
        own = self._among(numbers, rarest.own)
        for each in others:
            has_it = self._among(numbers, each.own)
            kept = has_it | self._among(numbers, each.under)
            numbers, own = numbers[kept], (own | has_it)[kept]
        return numbers[own]

    def _allowed(self, query: Query, numbers: Numbers) -> Numbers:
        """Leave out the texts with what must not be there, but for a compound of it, or without what must be there."""
        unwanted = [
            any_of(column, word.reading.lemmas) for word in query.excluded for column in ("lemmas", "heading")
        ] + [phrase("words", each.keys) for each in query.excluded_phrases]
        for expression in unwanted:
            numbers = numbers[~self._among(numbers, self._numbers(expression))]
        for each in query.phrases:
            numbers = numbers[self._among(numbers, self._numbers(phrase("words", each.keys)))]
        return numbers

    def _with_most(self, query: Query, evidence: Sequence[_Evidence]) -> Numbers:
        """Return the texts that have at least ENOUGH of what was asked, and nearly as much as the one with most."""
        somewhere = [each for each in evidence if len(each.own)]
        asked = rest = sum(each.rarity for each in somewhere)
        rarest: list[Numbers] = []
        for each in sorted(somewhere, key=lambda each: -each.rarity):
            if rest < asked * ENOUGH:
                break  # what has only these words has too little
            rarest.append(each.own)
            rest -= each.rarity
        numbers = self._allowed(query, self._union(*rarest))
        covered = self._covered(somewhere, numbers)
        most = float(covered.max(initial=0.0))
        return numbers[covered >= min(most, max(ENOUGH, most * BEST))]

    def _union(self, *lists: Numbers) -> Numbers:
        marked = np.zeros(self._size, bool)
        for numbers in lists:
            marked[numbers] = True
        return np.flatnonzero(marked).astype(np.int32)

    def _scores(self, evidence: Sequence[_Evidence], numbers: Numbers) -> np.ndarray:
        length = self._catalogue.texts.length[numbers] / _USUAL_LENGTH
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * length)
        scores = np.zeros(len(numbers), np.float32)
        for each in evidence:
            strength = np.zeros(len(numbers), np.float32)
            for holders, weight, _ in each.fields:
                strength += weight * self._among(numbers, holders)
            scores += each.rarity * strength * (_SATURATION + 1) / (strength + norm)
        return scores

    def _covered(self, evidence: Sequence[_Evidence], numbers: Numbers) -> np.ndarray:
        """Return the share of what was asked that each text has, by how telling the words are."""
        told = np.zeros(len(numbers), np.float32)
        for each in evidence:
            covered = np.zeros(len(numbers), np.float32)
            for holders, _, covers in each.fields:
                np.maximum(covered, covers * self._among(numbers, holders), out=covered)
            told += each.rarity * covered
        return told / max(sum(each.rarity for each in evidence), _LITTLE)

    def _adjacency(self, query: Query, evidence: Sequence[_Evidence], numbers: Numbers) -> np.ndarray:
        """Return what is added because words that were typed one after the other also stand so."""
        added = np.zeros(len(numbers), np.float32)
        telling = [pair for pair in zip(query.words, evidence) if not pair[0].is_light]
        for (first, one), (second, two) in pairwise(telling):
            if len(numbers) and min(len(one.fields[0][0]), len(two.fields[0][0])) <= MOST_NEAR:
                worth = (one.rarity + two.rarity) / 2
                lemmas = first.reading.lemmas[0], second.reading.lemmas[0]
                for between, share in TOGETHER:
                    together = self._among(numbers, self._numbers(near("lemmas", lemmas, between)))
                    if not together.any():
                        break
                    added += share * worth * together
        return added

    def _priors(self, numbers: Numbers, day: str) -> np.ndarray:
        texts = self._catalogue.texts
        priors = np.ones(len(numbers), np.float32)
        priors[~self._catalogue.newest[numbers]] *= REPLACED
        priors[~self._catalogue.in_force(day)[texts.version[numbers]]] *= NOT_IN_FORCE
        priors[texts.length[numbers] == 0] *= HEADING_ONLY
        priors[texts.kind[numbers] == KINDS.index("toelichting")] *= EXPLANATION
        return priors
