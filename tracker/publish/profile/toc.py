"""The contents of a text as a list in two layers: its outermost headings, and under each the others. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass

from tracker.publish.reading.outline import Entry, Outline

MOST = 120
"""Headings that are listed; the reading page has them all."""

FOLDED = 24
"""With more headings than this those under an outermost one are folded."""


@dataclass(frozen=True)
class Heading:
    """A heading with the number of mentions in all that falls under it, and the headings under it."""

    entry: Entry
    mentions: int
    below: tuple["Heading", ...] = ()


@dataclass(frozen=True)
class Contents:
    """The headings of a text; `left_out` is how many there was no room for."""

    headings: tuple[Heading, ...]
    left_out: int
    is_folded: bool


def contents_of(outline: Outline, mentions: Mapping[str, Sized]) -> Contents:
    """Return the contents of a text; `mentions` by id of the clause."""
    heads = [place for place, entry in enumerate(outline.entries) if entry.is_head and entry.title]
    within = _within(outline, mentions)
    listed = heads[:MOST]
    outermost = min((outline.depths[place] for place in listed), default=0)
    groups: list[list[int]] = []
    for place in listed:
        if outline.depths[place] == outermost or not groups:
            groups.append([place])
        else:
            groups[-1].append(place)
    headings = tuple(_heading(outline.entries, group, within) for group in groups)
    return Contents(headings, len(heads) - len(listed), len(listed) > FOLDED)


def _heading(entries: Sequence[Entry], places: Sequence[int], within: Mapping[str, int]) -> Heading:
    first, *below = (entries[place] for place in places)
    return Heading(first, within[first.id], tuple(Heading(entry, within[entry.id]) for entry in below))


def _within(outline: Outline, mentions: Mapping[str, Sized]) -> Counter[str]:
    within: Counter[str] = Counter()
    for place, entry in enumerate(outline.entries):
        if found := len(mentions.get(entry.id, ())):
            within[entry.id] += found
            for above in outline.above(place):
                within[above.id] += found
    return within
