"""The list of contents over all parts of a text, with how many mentions stand under each heading."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tracker.publish.reading.outline import QUESTION, Entry, Outline, Part
from tracker.publish.reading.rows import Row

MOST = 160
"""Headings in a list of contents; of a longer one only the outermost, and those of the part that is read."""

_LONGEST = 110


@dataclass(frozen=True)
class ContentsLine:
    """A heading: how it is called, where it is, how deep it stands, how many mentions there are in it."""

    title: str
    address: str
    depth: int
    mentions: int


@dataclass(frozen=True)
class Contents:
    """The headings of a text; `is_short`: deeper headings of other parts are left out."""

    lines: tuple[ContentsLine, ...]
    is_short: bool = False


def contents_of(
    outline: Outline, part: Part, mentions: Mapping[str, Sequence[Row]], address: Callable[[Entry], str]
) -> Contents:
    """Return the contents of a text as seen from one part; `address(entry)` is where a heading of any part stands."""
    places = [place for place, entry in enumerate(outline.entries) if entry.is_head or entry.kind == QUESTION]
    shown = places
    if len(places) > MOST:
        outermost = min(outline.depths[place] for place in places)
        outer = [place for place in places if outline.depths[place] == outermost]
        here = [place for place in places if part.start <= place < part.end]
        shown = sorted({*outer[:MOST], *here[:MOST]})
    within = _within(outline, mentions)
    lines = (
        ContentsLine(
            outline.entries[place].title[:_LONGEST],
            address(outline.entries[place]),
            min(outline.depths[place], 3),
            within[outline.entries[place].id],
        )
        for place in shown
    )
    return Contents(tuple(lines), len(shown) < len(places))


def _within(outline: Outline, mentions: Mapping[str, Sequence[Row]]) -> Counter[str]:
    """Count the mentions in each entry and in all that falls under it, by id."""
    within: Counter[str] = Counter()
    for id_, rows in mentions.items():
        if id_ not in outline.place_of:
            continue
        within[id_] += len(rows)
        for above in outline.above(outline.place_of[id_]):
            within[above.id] += len(rows)
    return within
