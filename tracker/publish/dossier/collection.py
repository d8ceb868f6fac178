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

    def with_entries(self, entries: Iterable[Entry]) -> Self:
        """Return it with more entries at the end; of one that it holds already only a new note is put under its own."""
        notes = {entry.id: entry.note for entry in self.entries}
        for entry in entries:
            notes[entry.id] = joined(notes.get(entry.id, ""), entry.note)
        return replace(self, entries=tuple(Entry(id_, note) for id_, note in notes.items()))

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


def joined(note: str, other: str) -> str:
    """Return two notes as one, the other one below; one that is in the first already is not said again."""
    if not other or other in note:
        return note
    return f"{note}\n{other}" if note else other
