"""The outline of a text: what stands in it, in reading order, how much there is of it, and in which parts it is read.

A long text is read in parts, so that no page of it is heavy; a part begins at a chapter where that can be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tracker.model import ClauseKind

HEADS = frozenset(
    {ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ARTICLE, ClauseKind.ANNEX, ClauseKind.EXPLANATION}
)
"""Kinds that open a piece of a text with a heading of their own."""

QUESTION = "vraag"
"""The kind of a question with its answer, among the kinds of clauses."""

WEIGHT = 105_000
"""What one part may weigh, in bytes of HTML as `weight_of` counts them: a page stays far under 150 kB."""

_LEAST = 0.4
"""A part goes back to the last chapter, article or other heading only when it then still has this share of WEIGHT."""

_CLAUSE, _HEADING, _MENTION, _ASKED = 190, 160, 420, 420
_LETTERS = 1.1


class Entry(NamedTuple):
    """A clause or a question in the outline. `letters` counts its text; `place` is its citation or its name.

    mentions, asked: how many mentions there are in it and questions about it. changed: letters that tell its change.
    """

    id: str
    name: str
    kind: str
    parent: str | None
    label: str
    heading: str
    place: str
    position: int
    letters: int
    mentions: int = 0
    asked: int = 0
    changed: int = 0

    @property
    def is_head(self) -> bool:
        """Whether it opens a piece of the text with a heading."""
        return self.kind in HEADS or (self.kind != QUESTION and bool(self.heading))

    @property
    def title(self) -> str:
        """How it is called in a list of contents."""
        return f"{self.label or ('' if self.heading else self.place)} {self.heading}".strip()


def weight_of(entry: Entry) -> float:
    """Return about how many bytes of HTML an entry takes, with all that is shown with it."""
    return (
        _CLAUSE
        + _LETTERS * entry.letters
        + _HEADING * entry.is_head
        + _MENTION * entry.mentions
        + _ASKED * entry.asked
        + _LETTERS * entry.changed
        + (300 if entry.changed else 0)
    )


@dataclass(frozen=True)
class Part:
    """Entries `start` up to `end`, read on one page; `number` counts from 1, `title` is what it begins with."""

    number: int
    start: int
    end: int
    title: str


@dataclass(frozen=True)
class Outline:
    """The entries of a version in reading order."""

    entries: tuple[Entry, ...]

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """At which place an entry stands, by its id."""
        return {entry.id: place for place, entry in enumerate(self.entries)}

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """How many headings each entry stands under."""
        depths: list[int] = []
        for place in range(len(self.entries)):
            above = self._parent(place)
            depths.append(0 if above is None else depths[above] + self.entries[above].is_head)
        return tuple(depths)

    def above(self, place: int) -> Iterator[Entry]:
        """Give what an entry falls under, the nearest first."""
        while (parent := self._parent(place)) is not None:
            place = parent
            yield self.entries[place]

    def _parent(self, place: int) -> int | None:
        """Return where the parent stands; one that comes later, as no text of ours has it, is none."""
        parent = self.place_of.get(self.entries[place].parent or "", place)
        return parent if parent < place else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts in which the text is read; one, be it empty, where it is short."""
        borders = [*_borders(self.entries, self.depths), len(self.entries)]
        return tuple(
            Part(number, start, end, self._title(start)) for number, (start, end) in enumerate(pairwise(borders), 1)
        )

    def part_with(self, name: str) -> Part | None:
        """Return the part that holds the clause or question with a name (eid, or `vraag_1`)."""
        place = next((place for place, entry in enumerate(self.entries) if entry.name == name), None)
        return None if place is None else self.part_at(place)

    def part_at(self, place: int) -> Part:
        """Return the part that the entry at a place is read in."""
        return next(part for part in self.parts if part.start <= place < part.end)

    def _title(self, start: int) -> str:
        if start >= len(self.entries):
            return ""
        entry = self.entries[start]
        if entry.is_head or entry.kind == QUESTION:
            return entry.title
        return next((above.title for above in self.above(start) if above.is_head), entry.place)


def _borders(entries: Sequence[Entry], depths: Sequence[int]) -> list[int]:
    """Return where each part begins."""
    borders, weight = [0], 0.0
    for place, entry in enumerate(entries):
        own = weight_of(entry)
        if weight + own > WEIGHT and place > borders[-1]:
            borders.append(_best_border(entries, depths, borders[-1], place))
            weight = sum(weight_of(each) for each in entries[borders[-1] : place])
        weight += own
    return borders


def _best_border(entries: Sequence[Entry], depths: Sequence[int], start: int, stop: int) -> int:
    """Return where best to break entries `start` to `stop`: at the outermost heading, of those at the last one."""
    headings, weight = [], 0.0
    for place in range(start, stop + 1):
        if entries[place].is_head and weight >= _LEAST * WEIGHT:
            headings.append(place)
        weight += weight_of(entries[place])
    return min(headings, key=lambda place: (depths[place], -place), default=stop)
