"""Where in a text control is named: a row for each rung, and on it a tick for each place, from begin to end. Pure.

Ticks that would touch on the narrowest screen are taken together: the place that opens such a group is where it stands,
so that two are never nearer than GAP. On a narrow screen neighbours stand on two lines, one above the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.publish.reading.outline import Entry

GAP = 1 / 20
"""The least distance between two ticks, as a share of a row: on a phone of 320 pixels half of what a finger needs."""

_DENIED = "nee"


@dataclass(frozen=True)
class Place:
    """A mention: `at` is where, from 0 (the text begins) to 1. is_denied: that the control is there is denied."""

    at: float
    entry: Entry
    rung: str
    form: str
    holder: str
    is_denied: bool


@dataclass(frozen=True)
class Tick:
    """One place, or some that are near each other. lane: 1 where it has to stand beside the one before it, else 0."""

    places: tuple[Place, ...]
    lane: int

    @property
    def at(self) -> float:
        """Where the first of the places is."""
        return self.places[0].at

    @property
    def is_denied(self) -> bool:
        """Whether at all of its places the control is denied."""
        return all(place.is_denied for place in self.places)


@dataclass(frozen=True)
class Row:
    """What a text says of one rung: its ticks in the order of the text, and how many places there are."""

    rung: str
    ticks: tuple[Tick, ...]
    count: int

    @property
    def has_lanes(self) -> bool:
        """Whether some of its ticks stand on a second line."""
        return any(tick.lane for tick in self.ticks)

    @property
    def clauses(self) -> list[tuple[Entry, int]]:
        """The clauses that it has places in, each with how many, in the order of the text."""
        counts = Counter(place.entry for tick in self.ticks for place in tick.places)
        return list(counts.items())


@dataclass(frozen=True)
class Border:
    """Where a chapter (or what else divides the text) begins, from 0 to 1, and its number."""

    at: float
    number: str


def starts_of(entries: Sequence[Entry]) -> tuple[Mapping[str, int], int]:
    """Return after how many characters each entry begins, by id, and how many there are; headings count too."""
    starts: dict[str, int] = {}
    total = 0
    for entry in entries:
        total += len(entry.label) + len(entry.heading)
        starts[entry.id] = total
        total += entry.letters
    return starts, total


def places_of(entries: Sequence[Entry], mentions: Mapping[str, Iterable[Any]]) -> list[Place]:
    """Return the mentions in the clauses of a text, in the order of the text.

    `mentions` has by id of the clause rows with start, form, holder, rung and polarity.
    """
    starts, total = starts_of(entries)
    return [
        Place(
            at=(starts[entry.id] + mention["start"]) / max(1, total),
            entry=entry,
            rung=mention["rung"],
            form=mention["form"],
            holder=mention["holder"],
            is_denied=mention["polarity"] == _DENIED,
        )
        for entry in entries
        for mention in sorted(mentions.get(entry.id, ()), key=lambda mention: mention["start"])
    ]


def rows_of(places: Sequence[Place], rungs: Sequence[str]) -> list[Row]:
    """Return a row for each of these rungs, the last of them first, so that the highest is on top."""
    rows = []
    for rung in reversed(rungs):
        own = [place for place in places if place.rung == rung]
        rows.append(Row(rung, tuple(_ticks(own)), len(own)))
    return rows


def _ticks(places: Sequence[Place]) -> list[Tick]:
    groups: list[list[Place]] = []
    for place in places:
        if groups and place.at - groups[-1][0].at < GAP:
            groups[-1].append(place)
        else:
            groups.append([place])
    ticks: list[Tick] = []
    for group in groups:
        near = bool(ticks) and group[0].at - ticks[-1].at < 2 * GAP
        ticks.append(Tick(tuple(group), 1 - ticks[-1].lane if near else 0))
    return ticks


def borders_of(entries: Sequence[Entry], pieces: Iterable[Entry]) -> list[Border]:
    """Return where the pieces of a text begin; one too near to the one before it keeps its line and has no number."""
    starts, total = starts_of(entries)
    borders: list[Border] = []
    numbered = -1.0
    for piece in pieces:
        at = (starts[piece.id] - len(piece.label) - len(piece.heading)) / max(1, total)
        number = _number(piece) if at - numbered >= GAP else ""
        numbered = at if number else numbered
        borders.append(Border(at, number))
    return borders


def _number(piece: Entry) -> str:
    """Return what counts a piece: the last word of `Hoofdstuk 2`, where that is short."""
    words = piece.label.rstrip(".").split()
    return words[-1] if words and len(words[-1]) <= 4 else ""
