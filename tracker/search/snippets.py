"""The piece of a text that shows why it was found, cut into stretches that are a hit or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from tracker.search.families import other_words, separated
from tracker.search.lexicon import Reading, load_lexicon
from tracker.search.query import Query, SoughtPhrase
from tracker.search.stems import possible_words
from tracker.search.terms import reading_at
from tracker.search.words import Word, words_of

LONGEST = 45
"""Words of a piece."""

_READ = 4000
"""Words of a text that are looked at; in a longer one only its beginning is shown."""


_NOTHING = Reading(())


class Stretch(NamedTuple):
    """A stretch of a text as printed."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Snippet:
    """A piece of a text in stretches; `before` and `after` tell whether text was left out there."""

    stretches: tuple[Stretch, ...] = ()
    before: bool = False
    after: bool = False

    @property
    def has_hit(self) -> bool:
        """Whether anything in it is a hit."""
        return any(stretch.is_hit for stretch in self.stretches)


class Snippets:
    """Makes the pieces of texts for one search; what a word of a text has to do with it is looked up once.

    A word that is looked for is known by its place in the search.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._lexicon = load_lexicon()
        self._known: dict[str, tuple[int, ...]] = {}  # by word of a text: the words that it is, or holds
        self._whole: dict[str, set[int]] = {}
        self._part: dict[str, set[int]] = {}
        for number, sought in enumerate(query.words):
            for lemma in (*sought.reading.lemmas, *sought.reading.related):
                self._whole.setdefault(lemma, set()).add(number)
            for lemma in sought.reading.lemmas:
                self._part.setdefault(lemma, set()).add(number)
        self._pieces = [(*word.reading.splits, *separated(word.reading.lemmas)) for word in query.words]
        self._others = [other_words(word.reading) for word in query.words]
        parts = (part for pieces in self._pieces for piece in pieces for part in piece)
        others = (other for words in self._others for other in words)
        self._possible = possible_words((*self._whole, *parts, *others))

    def of(self, text: str, longest: int = LONGEST) -> Snippet:
        """Return the piece of at most `longest` words with most of what was looked for, or else the beginning."""
        words = list(islice(words_of(text), _READ))
        if not words:
            return Snippet((Stretch(text, False),)) if text else Snippet()
        hits = self._hits(words)
        first = _best_start([hits.get(at) for at in range(len(words))], longest) if len(words) > longest else 0
        last = min(first + longest, len(words))
        start = words[first].start if first else 0
        end = words[last - 1].end if last < len(words) or len(words) == _READ else len(text)
        marked = [words[at] for at in sorted(hits) if first <= at < last]
        return Snippet(tuple(_stretches(text, marked, start, end)), before=first > 0, after=end < len(text))

    def _hits(self, words: Sequence[Word]) -> dict[int, str]:
        """Return the places of the words that were looked for, each with which of them it is."""
        places: dict[int, list[int]] = {}
        for at, word in enumerate(words):
            found = self._known.get(word.key)
            if found is None or word.stub:
                found = self._sought_at(words, at)
            for number in found:
                places.setdefault(number, []).append(at)
        hits: dict[int, str] = {}
        for number, sought in enumerate(self._query.words):
            held = places.get(number) or self._places_apart(words, number) or self._places_of_others(words, number)
            hits.update((at, sought.key) for at in held if at not in hits)
        for phrase in self._query.phrases:
            hits.update(_hits_of_phrase(words, phrase))
        return hits

    def _sought_at(self, words: Sequence[Word], at: int) -> tuple[int, ...]:
        """Return which of the words that were looked for a word of a text is, or holds as parts of a compound."""
        reading = self._reading_at(words, at)
        found: set[int] = set()
        for lemma in reading.lemmas:
            found |= self._whole.get(lemma, set())
        for split in reading.splits:
            for part in split:
                found |= self._part.get(part, set())
            found |= {number for number, word in enumerate(self._query.words) if _holds(split, word.reading.splits)}
        numbers = tuple(found)
        if not words[at].stub:  # half a word is read with the words around it
            self._known[words[at].key] = numbers
        return numbers

    def _reading_at(self, words: Sequence[Word], at: int) -> Reading:
        """Read a word of a text, but for one that can have nothing to do with the search."""
        if not words[at].stub and not self._possible.search(words[at].key):
            return _NOTHING
        return reading_at(words, at, self._lexicon)

    def _places_apart(self, words: Sequence[Word], number: int) -> list[int]:
        """Return where the parts of what is looked for stand, where all of them are there."""
        pieces = self._pieces[number]
        if not pieces:
            return []
        lemmas = [self._reading_at(words, at).lemmas for at in range(len(words))]
        present = {lemma for each in lemmas for lemma in each}
        parts = {part for piece in pieces if present.issuperset(piece) for part in piece}
        return [at for at, each in enumerate(lemmas) if parts.intersection(each)]

    def _places_of_others(self, words: Sequence[Word], number: int) -> list[int]:
        """Return where other words for what is looked for stand."""
        others = self._others[number]
        if not others:
            return []
        return [at for at in range(len(words)) if others.intersection(self._reading_at(words, at).lemmas)]


def _holds(split: Sequence[str], wanted: Sequence[Sequence[str]]) -> bool:
    """Tell whether a compound has the parts of one of these, one after the other."""
    return any(tuple(split[at : at + len(parts)]) == tuple(parts) for parts in wanted for at in range(len(split)))


def _hits_of_phrase(words: Sequence[Word], phrase: SoughtPhrase) -> dict[int, str]:
    keys = [word.key for word in words]
    length = len(phrase.keys)
    places = [at for at in range(len(keys) - length + 1) if tuple(keys[at : at + length]) == phrase.keys]
    return {place: phrase.printed for at in places for place in range(at, at + length)}


def _best_start(hits: Sequence[str | None], longest: int) -> int:
    """Return where to begin so that most different words are in the piece, then most hits, then as early as can be."""
    places = [at for at, hit in enumerate(hits) if hit]
    best, start = (0, 0), 0
    for at in places:
        inside = [hits[place] for place in places if at <= place < at + longest - 6]
        worth = len(set(inside)), len(inside)
        if worth > best:
            best, start = worth, at
    return min(max(0, start - 6), len(hits) - longest)


def _stretches(text: str, marked: Sequence[Word], start: int, end: int) -> list[Stretch]:
    stretches: list[Stretch] = []
    done = start
    for word in marked:
        if word.start > done:
            stretches.append(Stretch(text[done : word.start], False))
        stretches.append(Stretch(text[word.start : word.end], True))
        done = word.end
    if done < end:
        stretches.append(Stretch(text[done:end], False))
    return stretches
