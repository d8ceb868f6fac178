"""What a reader is shown of two versions: plain values, made from what the store holds and the comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.changes import ClauseChange, Comparison, Difference, compare
from tracker.compare.control import MentionChange, control_changes, overall
from tracker.compare.sentences import clause_sentences, control_sentence, mention_sentence, sentences
from tracker.compare.text import Piece
from tracker.model import Clause
from tracker.store.comparing import Side


@dataclass(frozen=True)
class ShownVersion:
    """A version as a reader sees it named; days are ISO 8601, or empty.

    since, until: from and to which day it holds, as far as that is known. page: the publisher's own page. snapshot: the
    hash of the archived file. reason: `extractie` where we read better what was there already.
    """

    id: str
    policy: str
    name: str
    title: str
    since: str
    page: str
    policy_name: str = ""
    until: str = ""
    published: str = ""
    retrieved: str = ""
    snapshot: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ShownMention:
    """What a change does to one mention: the effect and a sentence.

    Of a clause of one rule that has no counterpart in the other it only tells that there is one; the effect is empty.
    """

    effect: str
    sentence: str


@dataclass(frozen=True)
class ShownChange:
    """One change. `parts` is what to show of the words: of a clause that came or went all of them, as `+` or `-`.

    `became` has what became of the clause, `mentions` what it does to residents' say; `sentence` has the first and the
    weightiest of the second. `moved` and `renumbered` are also told of a clause of which the words changed.
    `part_of` is where the words of a clause that was split off stood, or where those of a merged one stand now.
    `position` is the place in reading order among the changed and unchanged clauses, from 0.
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
    became: str = ""
    moved: bool = False
    renumbered: bool = False
    part_of: str = ""
    position: int = 0


@dataclass(frozen=True)
class ShownClause:
    """A clause that stayed as it was; `position` as of a change."""

    old_clause: str
    new_clause: str
    place: str
    heading: str
    text: str
    position: int


@dataclass(frozen=True)
class Report:
    """What changed from one version to another; `old` is None where there was none before.

    same_rule: whether both are versions of one publication, so that a clause came or went; of two rules a clause has a
    counterpart or has none. asks: whether they hold questions with their answers. ours: whether only our reading
    differs, so that nothing of it is a change of the publisher's; then no effects are told.
    """

    old: ShownVersion | None
    new: ShownVersion
    changes: tuple[ShownChange, ...] = ()
    unchanged: tuple[ShownClause, ...] = ()
    same_rule: bool = True
    ours: bool = False
    asks: bool = False

    def effects(self, effect: str) -> int:
        """Return how many changes have an effect on residents' say: `versterking`, `verzwakking`, `veranderd`."""
        return sum(change.effect == effect for change in self.changes)


def report(
    old: tuple[ShownVersion, Side] | None,
    new: tuple[ShownVersion, Side],
    *,
    same_rule: bool = True,
    ours: bool = False,
    asks: bool = False,
) -> Report:
    """Compare two versions for a reader; `same_rule` is False for versions of two policies, the others as in Report."""
    version, side = new
    if old is None:
        return Report(None, version, asks=asks)
    before, old_side = old
    comparison = compare(old_side.clauses, side.clauses, same_rule=same_rule)
    control = () if ours else control_changes(comparison.changes, old_side.mentions, side.mentions)
    shown = _Showing(old_side, side, comparison, control, same_rule)
    return Report(before, version, shown.changes(), shown.unchanged(), same_rule, ours, asks)


class _Showing:
    """Two versions that have been compared, put into plain values."""

    def __init__(
        self, old: Side, new: Side, comparison: Comparison, control: Sequence[MentionChange], same_rule: bool
    ) -> None:
        self.old, self.new, self.comparison, self.same_rule = old, new, comparison, same_rule
        self.became = clause_sentences(comparison.changes, same_rule=same_rule)
        self.said = sentences(comparison.changes, control, same_rule=same_rule)
        self.control: dict[int, list[MentionChange]] = {}
        for each in control:
            self.control.setdefault(each.change, []).append(each)
        self.positions = _positions(old.clauses, comparison)

    def changes(self) -> tuple[ShownChange, ...]:
        return tuple(self._change(at, change) for at, change in enumerate(self.comparison.changes))

    def unchanged(self) -> tuple[ShownClause, ...]:
        """Return the clauses without a change, in reading order."""
        changed = {change.new.eid for change in self.comparison.changes if change.new is not None}
        return tuple(
            ShownClause(
                self.old.clause_id(before) or "",
                self.new.clause_id(clause) or "",
                clause.citation,
                clause.heading,
                clause.text,
                self.positions["new", clause.eid],
            )
            for before, clause in self.comparison.pairs
            if clause.eid not in changed
        )

    def _change(self, at: int, change: ClauseChange) -> ShownChange:
        mentions = self._mentions(at, change)
        side = "old" if change.new is None else "new"
        whole = change.split_from or change.merged_into
        return ShownChange(
            kind=change.kind,
            effect=overall(each.effect for each in mentions),
            sentence=self.said[at],
            old_place="" if change.old is None else change.old.citation,
            new_place="" if change.new is None else change.new.citation,
            old_clause=self.old.clause_id(change.old) or "",
            new_clause=self.new.clause_id(change.new) or "",
            heading=change.clause.heading,
            parts=_parts(change),
            mentions=mentions,
            became=self.became[at],
            moved=change.moved,
            renumbered=change.renumbered,
            part_of="" if whole is None else whole.citation,
            position=self.positions[side, change.clause.eid],
        )

    def _mentions(self, at: int, change: ClauseChange) -> tuple[ShownMention, ...]:
        control = self.control.get(at, [])
        if self.same_rule or not change.stands_alone:
            return tuple(ShownMention(each.effect, control_sentence(each)) for each in control)
        placed = [each.old or each.new for each in control]
        return tuple(ShownMention("", mention_sentence(each.mention)) for each in placed if each is not None)


def _positions(old: Sequence[Clause], comparison: Comparison) -> Mapping[tuple[str, str], int]:
    """Return the place in reading order of every new clause, and of every repealed one after what stood before it."""
    gone = {change.old.eid for change in comparison.changes if change.old is not None and change.new is None}
    order: list[tuple[int, int, tuple[str, str]]] = []
    image: dict[str, int] = {}
    for place, (before, clause) in enumerate(comparison.pairs):
        order.append((place, -1, ("new", clause.eid)))
        if before is not None:
            image.setdefault(before.eid, place)
    last = -1
    for at, clause in enumerate(old):
        last = image.get(clause.eid, last)
        if clause.eid in gone:
            order.append((last, at, ("old", clause.eid)))
    return {key: position for position, (_, _, key) in enumerate(sorted(order))}


def _parts(change: ClauseChange) -> tuple[Difference, ...]:
    if change.old is not None and change.new is not None:
        return change.differences
    operation = "-" if change.new is None else "+"
    texts = (("heading", change.clause.heading), ("text", change.clause.text))
    return tuple(Difference(part, (Piece(operation, text),)) for part, text in texts if text)
