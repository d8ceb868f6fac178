"""What a dossier shows of a clause or a question, in plain values."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from tracker.publish.reading.said import Values


class Standing(StrEnum):
    """What became of a clause or question in the newest version of its text."""

    NEWEST = "nieuwste"  # it is in that version
    SAME = "gelijk"  # the newest version has the same words
    CHANGED = "veranderd"  # the newest version has other words
    GONE = "weg"  # the newest version has it no more
    REREAD = "herlezen"  # only our reading of the same text became another one
    UNKNOWN = "onbekend"  # there is a newer version, not laid beside this one


@dataclass(frozen=True)
class Mentioned:
    """A place that names control: `text[start:end]` of a part's text, and how it is tagged."""

    start: int
    end: int
    values: Values


@dataclass(frozen=True)
class Part:
    """A stretch of the text of an entry: its own words, or those of what falls under it.

    depth: 0 for the words of the clause itself, 1 for its leden, and so on. label: as printed (`1.`, `a.`), or `Vraag:`
    and `Antwoord:`.
    """

    label: str
    heading: str
    text: str
    depth: int = 0
    mentions: tuple[Mentioned, ...] = ()

    def shortened(self, most: int) -> Self:
        """Return it with no more than so many characters of text, and the mentions in those."""
        if len(self.text) <= most:
            return self
        inside = tuple(each for each in self.mentions if each.end <= most)
        return replace(self, text=f"{self.text[:most].rstrip()} …", mentions=inside)


@dataclass(frozen=True)
class Newest:
    """The newest version of the text that an entry is from, with the id of the same clause in it where there is one.

    `sentences` say what changed, in Dutch, where that version comes right after the one of the entry.
    """

    version: str
    valid_from: str
    published: str
    clause: str = ""
    citation: str = ""
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A clause or question as the dossier shows it. Dates are ISO 8601 or empty; `retrieved` is a moment (UTC).

    `snapshot` is the SHA-256 of the archived file. `is_whole`: whether `parts` hold all that falls under the clause.
    """

    id: str
    is_question: bool
    citation: str
    heading: str
    policy: str
    policy_name: str
    example: bool
    version: str
    title: str
    valid_from: str
    valid_to: str
    published: str
    retrieved: str
    page: int | None
    publisher_page: str
    snapshot: str
    standing: Standing = Standing.NEWEST
    newest: Newest | None = None
    parts: tuple[Part, ...] = ()
    is_whole: bool = True

    def shortened(self, most: int) -> Self:
        """Return it with no more than so many characters of text; the whole page of the entry has the rest."""
        parts: list[Part] = []
        left = most
        for part in self.parts:
            if left <= 0:
                break
            parts.append(part.shortened(left))
            left -= len(part.text)
        cut = len(parts) < len(self.parts) or left < 0
        return replace(self, parts=tuple(parts), is_whole=False) if cut else self

    @property
    def mentions(self) -> tuple[tuple[Mentioned, str], ...]:
        """All places that name control with the words that do, in reading order."""
        return tuple((each, part.text[each.start : each.end]) for part in self.parts for each in part.mentions)


@dataclass(frozen=True)
class Missing:
    """An entry that the database does not have, with the policy that its id points to where that is there."""

    id: str
    policy: str = ""
    policy_name: str = ""
