"""In which order a reader gets the changes: what is more or less for residents first, then the rest as in the text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.diff.report import Report, ShownChange
from tracker.diff.words import EFFECTS, OURS, REST, TWO_EFFECTS, TWO_KINDS

Belongs = Callable[[ShownChange], bool]


@dataclass(frozen=True)
class Section:
    """Changes under one heading, in reading order."""

    title: str
    changes: tuple[ShownChange, ...]


def sections(report: Report, changes: Sequence[ShownChange] | None = None) -> tuple[Section, ...]:
    """Return the changes of a report, or those given, by section; no section is empty."""
    waiting = sorted(report.changes if changes is None else changes, key=lambda change: change.position)
    found = []
    for title, belongs in _kinds(report):
        chosen = tuple(change for change in waiting if belongs(change))
        waiting = [change for change in waiting if not belongs(change)]
        if chosen:
            found.append(Section(title, chosen))
    return tuple(found)


def _kinds(report: Report) -> list[tuple[str, Belongs]]:
    """Return the headings in their order, each with what belongs under it; the first that fits counts."""
    if report.ours:
        return [(OURS, lambda change: True)]
    if report.same_rule:
        of_effect = [(title, _has_effect(effect)) for effect, title in EFFECTS.items()]
        return [*of_effect, (REST, lambda change: True)]
    of_effect = [(title, _has_effect(effect)) for effect, title in TWO_EFFECTS.items()]
    return [*of_effect, *((title, _is_one_of(kinds, about_control)) for kinds, about_control, title in TWO_KINDS)]


def _has_effect(effect: str) -> Belongs:
    return lambda change: change.effect == effect


def _is_one_of(kinds: Sequence[str], about_control: bool) -> Belongs:
    return lambda change: change.kind in kinds and (bool(change.mentions) or not about_control)
