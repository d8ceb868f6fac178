"""What a reader is shown of two versions: plain values, made from what the store holds and the comparison."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare import (
    ClauseChange,
    Difference,
    MentionChange,
    Piece,
    compare,
    control_changes,
    control_sentence,
    overall,
    sentences,
)
from tracker.store.comparing import Side


@dataclass(frozen=True)
class ShownVersion:
    """A version as a reader sees it named. `since`: from which day (ISO 8601), or empty."""

    id: str
    policy: str
    name: str
    title: str
    since: str
    page: str


@dataclass(frozen=True)
class ShownMention:
    """What a change does to one mention: the effect and a sentence."""

    effect: str
    sentence: str


@dataclass(frozen=True)
class ShownChange:
    """One change. `parts` is what to show of the words: of a clause that came or went all of them, as `+` or `-`.

    `sentence` has what became of the clause and the weightiest of what it does to residents' say; `mentions` has all.
    """

    kind: str
    effect: str
    sentence: str
    old_place: str
    new_place: str
    old_clause: str
    new_clause: str
    heading: str
    parts: tuple[Difference, ...]
    mentions: tuple[ShownMention, ...]


@dataclass(frozen=True)
class Report:
    """What changed from one version to another; `old` is None where there was none before."""

    old: ShownVersion | None
    new: ShownVersion
    changes: tuple[ShownChange, ...] = ()

    def effects(self, effect: str) -> int:
        """Return how many changes have an effect on residents' say: `versterking`, `verzwakking`, `veranderd`."""
        return sum(change.effect == effect for change in self.changes)


def report(old: tuple[ShownVersion, Side] | None, new: tuple[ShownVersion, Side], *, same_rule: bool = True) -> Report:
    """Compare two versions for a reader; `same_rule` is False for versions of two policies."""
    version, side = new
    if old is None:
        return Report(None, version)
    before, old_side = old
    changes = compare(old_side.clauses, side.clauses, same_rule=same_rule).changes
    control = control_changes(changes, old_side.mentions, side.mentions)
    shown = tuple(
        _shown(old_side, side, change, sentence, [each for each in control if each.change == at])
        for at, (change, sentence) in enumerate(zip(changes, sentences(changes, control)))
    )
    return Report(before, version, shown)


def _shown(old: Side, new: Side, change: ClauseChange, sentence: str, control: Sequence[MentionChange]) -> ShownChange:
    return ShownChange(
        kind=change.kind,
        effect=overall(each.effect for each in control),
        sentence=sentence,
        old_place="" if change.old is None else change.old.citation,
        new_place="" if change.new is None else change.new.citation,
        old_clause=old.clause_id(change.old) or "",
        new_clause=new.clause_id(change.new) or "",
        heading=change.clause.heading,
        parts=_parts(change),
        mentions=tuple(ShownMention(each.effect, control_sentence(each)) for each in control),
    )


def _parts(change: ClauseChange) -> tuple[Difference, ...]:
    if change.old is not None and change.new is not None:
        return change.differences
    operation = "-" if change.new is None else "+"
    texts = (("heading", change.clause.heading), ("text", change.clause.text))
    return tuple(Difference(part, (Piece(operation, text),)) for part, text in texts if text)
