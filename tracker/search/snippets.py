"""The piece of a text that shows why it was found, cut into stretches that are a hit or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from tracker.search.lexicon import Reading, load_lexicon
from tracker.search.query import Query, SoughtPhrase
from tracker.search.terms import read_words
from tracker.search.words import Word

LONGEST = 45
"""Words of a piece."""

_READ = 4000
"""Words of a text that are looked at; in a longer one only its beginning is shown."""


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


_Read = Sequence[tuple[Word, Reading]]
"""The words of a text with their readings."""


class Snippets:
    """Makes the pieces of texts for one search; what a word of a text has to do with it is looked up once."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._lexicon = load_lexicon()
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, text: str, longest: int = LONGEST) -> Snippet:
        """Return the piece of at most `longest` words with most of what was looked for, or else the beginning."""
        read = list(islice(read_words(text, self._lexicon), _READ)) if text else []
        if not read:
            return Snippet((Stretch(text, False),)) if text else Snippet()
        hits = self._hits(read)
        first = _best_start([hits.get(at) for at in range(len(read))], longest) if len(read) > longest else 0
        last = min(first + longest, len(read))
        start = read[first][0].start if first else 0
        end = read[last - 1][0].end if last < len(read) or len(read) == _READ else len(text)
        marked = [read[at][0] for at in sorted(hits) if first <= at < last]
        return Snippet(tuple(_stretches(text, marked, start, end)), before=first > 0, after=end < len(text))

    def _hits(self, read: _Read) -> dict[int, str]:
        """Return the places of the words that were looked for, each with which of them it is."""
        places: dict[int, list[int]] = {}
        for at, (word, reading) in enumerate(read):
            for number in self._sought_in(word, reading):
                places.setdefault(number, []).append(at)
        hits: dict[int, str] = {}
        for number, sought in enumerate(self._query.words):
            found = places.get(number) or _places_apart(read, sought.reading)
            hits.update((at, sought.key) for at in found if at not in hits)
        for phrase in self._query.phrases:
            hits.update(_hits_of_phrase(read, phrase))
        return hits

    def _sought_in(self, word: Word, reading: Reading) -> tuple[int, ...]:
        """Return which of the words that were looked for (their places in the query) this is, or holds."""
        if word.stub:  # its reading depends on the words around it
            return self._matching(reading)
        found = self._known.get(word.key)
        if found is None:
            found = self._known[word.key] = self._matching(reading)
        return found

    def _matching(self, reading: Reading) -> tuple[int, ...]:
        return tuple(number for number, sought in enumerate(self._query.words) if _is_or_holds(reading, sought.reading))


def _is_or_holds(reading: Reading, sought: Reading) -> bool:
    """Tell whether a word is what is looked for, or a compound with it, or with parts of it one after the other."""
    if not {*sought.lemmas, *sought.related}.isdisjoint(reading.lemmas):
        return True
    wanted = [(lemma,) for lemma in sought.lemmas] + list(sought.splits)
    return any(
        split[at : at + len(parts)] == parts for split in reading.splits for parts in wanted for at in range(len(split))
    )


def _places_apart(read: _Read, sought: Reading) -> list[int]:
    """Return where the parts of what is looked for stand, where all of them are there."""
    if not sought.splits:
        return []
    present = {lemma for _, reading in read for lemma in reading.lemmas}
    parts = {part for split in sought.splits if present.issuperset(split) for part in split}
    return [at for at, (_, reading) in enumerate(read) if parts.intersection(reading.lemmas)]


def _hits_of_phrase(read: _Read, phrase: SoughtPhrase) -> dict[int, str]:
    keys = [word.key for word, _ in read]
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
