"""A dossier: what a visitor collected, in an order of one's own, with notes; and what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

MOST_ENTRIES = 50
"""Clauses and questions that a dossier holds."""

LONGEST_NOTE = 1_000
"""Characters of a note that the page lets a visitor type."""

LONGEST_TITLE = 120
"""Characters of a title that the page lets a visitor type."""


@dataclass(frozen=True)
class Entry:
    """The id of a clause or a question, and the visitor's note with it; lines of the note end in a line feed."""

    id: str
    note: str = ""


@dataclass(frozen=True)
class Dossier:
    """What a visitor collected, in order; an id stands in it once."""

    title: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what it holds, in order."""
        return tuple(entry.id for entry in self.entries)

    def with_ids(self, ids: Iterable[str]) -> Self:
        """Return it with more clauses or questions at the end; those that it holds stay where they are."""
        new = tuple(Entry(id_) for id_ in dict.fromkeys(ids) if id_ not in self.ids)
        return replace(self, entries=self.entries + new)

    def without(self, id_: str) -> Self:
        """Return it without one clause or question."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.id != id_))

    def moved(self, id_: str, steps: int) -> Self:
        """Return it with one clause or question some steps further on, or back when negative; at most to an end."""
        if id_ not in self.ids:
            return self
        place = self.ids.index(id_)
        others = list(self.without(id_).entries)
        others.insert(max(0, place + steps), self.entries[place])
        return replace(self, entries=tuple(others))

    def split(self) -> tuple[Self, Self]:
        """Return as much of it as a dossier holds, and the rest; each keeps the title."""
        first, rest = self.entries[:MOST_ENTRIES], self.entries[MOST_ENTRIES:]
        return replace(self, entries=first), replace(self, entries=rest)
