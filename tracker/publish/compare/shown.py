"""A comparison as the page shows it: what is chosen of it, in sections, on pages that stay light."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import escape

from tracker.diff import Report, ShownChange, ShownClause
from tracker.diff.limits import Limits
from tracker.diff.sections import sections
from tracker.diff.words import EFFECTS, KINDS, KINDS_OF_TWO
from tracker.publish.compare.asked import ABOUT_CONTROL, Asked

LIMITS = Limits(around=60, longest=700, most=60, whole=8_000)
"""How much of one change is on a page."""

UNCHANGED = 1_500
"""Signs that are shown of a clause that stayed the same."""

MOST_BYTES = 95_000
"""Bytes of changes on a page; its frame takes some 25 kB more."""

_OF_CHANGE, _OF_PIECE = 1_100, 100
"""Bytes of markup around a change, without the addresses in it, and around a piece of a text that went or came."""

WHOLE_TEXT = "de hele tekst, in volgorde"


@dataclass(frozen=True)
class Item:
    """One thing under a heading: a change, or a clause that stayed the same; `number` counts all, from 1."""

    number: int
    change: ShownChange | None = None
    clause: ShownClause | None = None

    @property
    def weight(self) -> int:
        """About how many bytes of the page it takes."""
        if self.clause is not None:
            return (
                _OF_CHANGE // 4
                + _bytes(self.clause.new_clause)
                + _bytes(self.clause.heading)
                + _bytes(self.clause.text[:UNCHANGED])
            )
        return _weight(self.change) if self.change else 0


@dataclass(frozen=True)
class Group:
    """Items under one heading. `total` counts those on other pages too; `continues`: some stand on an earlier page."""

    title: str
    total: int
    items: tuple[Item, ...]
    continues: bool = False


@dataclass(frozen=True)
class Chip:
    """A choice among the changes with how many there are; `value` goes into the address, empty for all."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class View:
    """What a page shows of a comparison."""

    groups: tuple[Group, ...]
    number: int
    pages: int
    shown: int


def view_of(report: Report, asked: Asked) -> View:
    """Return the page of a comparison that is asked for; the last one where there are fewer."""
    pages = _in_pages(_everything(report) if asked.everything else _chosen(report, asked.only))
    number = min(asked.page, max(1, len(pages)))
    groups = pages[number - 1] if pages else ()
    return View(groups, number, max(1, len(pages)), sum(group.total for group in groups))


def chips_of(report: Report, asked: Asked) -> tuple[Chip, ...]:
    """Return the choices that there is something behind: all, what it does to residents' say, and by kind."""
    numbers = Counter(change.effect for change in report.changes if change.effect)
    numbers.update(change.kind for change in report.changes)
    numbers[ABOUT_CONTROL] = sum(bool(change.mentions) for change in report.changes)
    named = {ABOUT_CONTROL: "over zeggenschap", **EFFECTS, **(KINDS if report.same_rule else KINDS_OF_TWO)}
    counted = [(value, words, numbers[value]) for value, words in named.items()]
    chosen = "alles" if asked.everything else asked.only
    return (
        Chip("", "alle wijzigingen" if report.same_rule else "alle verschillen", len(report.changes), chosen == ""),
        *(Chip(value, words, count, value == chosen) for value, words, count in counted if count),
    )


def _chosen(report: Report, only: str) -> list[tuple[str, list[Item]]]:
    changes = [change for change in report.changes if _fits(change, only)]
    number = 0
    found = []
    for section in sections(report, changes):
        items = [Item(number + at, change) for at, change in enumerate(section.changes, 1)]
        number += len(items)
        found.append((section.title, items))
    return found


def _fits(change: ShownChange, only: str) -> bool:
    if only == ABOUT_CONTROL:
        return bool(change.mentions)
    return not only or only in (change.effect, change.kind)


def _everything(report: Report) -> list[tuple[str, list[Item]]]:
    """Return changes and what stayed the same, in the order of the text."""
    entries: list[ShownChange | ShownClause] = [*report.changes, *report.unchanged]
    ordered = enumerate(sorted(entries, key=lambda each: each.position), 1)
    items = [
        Item(number, each) if isinstance(each, ShownChange) else Item(number, clause=each) for number, each in ordered
    ]
    return [(WHOLE_TEXT, items)] if items else []


def _in_pages(found: Sequence[tuple[str, list[Item]]]) -> list[tuple[Group, ...]]:
    """Divide the items over pages of at most so many bytes; one that is heavier by itself has a page of its own."""
    pages: list[list[Group]] = [[]]
    room = MOST_BYTES
    for title, items in found:
        waiting = items
        while waiting:
            taken = _that_fit(waiting, room, at_least=0 if pages[-1] else 1)
            if taken:
                pages[-1].append(Group(title, len(items), tuple(waiting[:taken]), len(waiting) < len(items)))
                room -= sum(item.weight for item in waiting[:taken])
                waiting = waiting[taken:]
            if waiting:
                pages.append([])
                room = MOST_BYTES
    return [tuple(page) for page in pages if page]


def _that_fit(items: Iterable[Item], room: int, at_least: int) -> int:
    taken = used = 0
    for item in items:
        used += item.weight
        if used > room and taken >= at_least:
            break
        taken += 1
    return taken


def _weight(change: ShownChange) -> int:
    weight = _OF_CHANGE + 3 * (_bytes(change.old_clause) + _bytes(change.new_clause))
    weight += _bytes(change.heading) + _bytes(change.became) + sum(_bytes(each.sentence) for each in change.mentions)
    shown = [LIMITS.shown_of(part.pieces) for part in change.parts]
    weight += sum(_weight_of(pieces) for pieces in shown)
    leaves_out = any(tuple(pieces) != tuple(part.pieces) for pieces, part in zip(shown, change.parts))
    if leaves_out and LIMITS.may_open(change.parts):
        weight += sum(_weight_of(part.pieces) for part in change.parts)
    return weight


def _weight_of(pieces: Iterable[tuple[str, str]]) -> int:
    """Return the bytes of a difference; what stayed stands on both sides."""
    return sum(2 * _bytes(text) if operation == "=" else _bytes(text) + _OF_PIECE for operation, text in pieces)


def _bytes(text: str) -> int:
    return len(escape(text).encode())
