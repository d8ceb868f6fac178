"""What a change does to who has the say: mentions gained, lost and altered, and whether that is more or less.

Only what stands in changed words counts: where the words of a sentence stayed, another mention is our own second
thought. The orders and the doubtful cases are explained in docs/comparing.md; the orders themselves are data
(`corpus/changes.toml`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.changes import ClauseChange
from tracker.compare.mentions import Placed, Stretch, pair, place_in, stretches, turned
from tracker.compare.signs import Around, around, sentence_span
from tracker.compare.weighing import (
    OTHERWISE,
    STRONGER,
    WEAKER,
    WHAT,
    differing,
    is_same_word,
    weigh,
    weigh_alone,
    weigh_around,
)
from tracker.model import Clause, Mention

Mentions = Mapping[str, Sequence[Mention]]
Place = tuple[Clause, int]
"""A clause and a place in its text."""


@dataclass(frozen=True)
class MentionChange:
    """What a change of a clause does to one mention.

    change: place of the clause's change among the changes. kind: `toegevoegd` (no `old`), `vervallen` (no `new`),
    `gewijzigd`. effect: `versterking`, `verzwakking` or `veranderd`, for residents. what: the values of WHAT that
    differ, in its order; none of a mention that came or went, or around which words changed. cause: what the effect is
    judged by. went, came: the words of its sentence that did, where it is judged by these.
    """

    change: int
    kind: str
    old: Placed | None
    new: Placed | None
    effect: str
    what: tuple[str, ...]
    cause: str
    went: str = ""
    came: str = ""


def control_changes(changes: Sequence[ClauseChange], old: Mentions, new: Mentions) -> tuple[MentionChange, ...]:
    """Return what the changes do to the mentions, in the order of the changes.

    old, new: the mentions in the texts of the clauses of either version, by eid. Clauses that were split or merged are
    looked at together, so that what only moved from one to the other is no change.
    """
    found = [each for group in _groups(changes) for each in _Group(group, old, new).mention_changes()]
    return tuple(sorted(found, key=lambda each: each.change))


def overall(effects: Iterable[str]) -> str:
    """Return the effect of several together: of more and less at once that it is otherwise; empty of none."""
    named = set(effects)
    if {STRONGER, WEAKER} <= named:
        return OTHERWISE
    for effect in (STRONGER, WEAKER, OTHERWISE):
        if effect in named:
            return effect
    return ""


class _Group:
    """Changes that are looked at together, with the mentions in the clauses that they are about."""

    def __init__(self, group: Sequence[tuple[int, ClauseChange]], old: Mentions, new: Mentions) -> None:
        self.old = [
            Placed(change.old, each) for _, change in group if change.old for each in old.get(change.old.eid, ())
        ]
        self.new = [
            Placed(change.new, each) for _, change in group if change.new for each in new.get(change.new.eid, ())
        ]
        self.old_clauses = [change.old for _, change in group if change.old]
        self.new_clauses = [change.new for _, change in group if change.new]
        self.of_old = {change.old.eid: at for at, change in group if change.old}
        self.of_new = {change.new.eid: at for at, change in group if change.new}
        self.ahead: dict[str, tuple[Clause, tuple[Stretch, ...]]] = {}
        self.back: dict[str, tuple[Clause, tuple[Stretch, ...]]] = {}
        for _, change in group:
            if change.old is not None and change.new is not None:
                places = _text_stretches(change)
                self.ahead[change.old.eid] = (change.new, places)
                self.back[change.new.eid] = (change.old, turned(places))

    def mention_changes(self) -> list[MentionChange]:
        stayed_old = _stayed(self.old, self.ahead, self.new_clauses, self.new)
        stayed_new = _stayed(self.new, self.back, self.old_clauses, self.old)
        places = {(eid, clause.eid): between for eid, (clause, between) in self.ahead.items()}
        olds = [each for each in self.old if each not in stayed_old]
        news = [each for each in self.new if each not in stayed_new]
        found = [self._of_pair(before, after) for before, after in pair(olds, news, places)]
        found += [self._around(old, None, around(_start(old), place)) for old, place in stayed_old.items()]
        found += [self._around(None, new, around(place, _start(new))) for new, place in stayed_new.items()]
        return [each for each in found if each is not None]

    def _of_pair(self, old: Placed | None, new: Placed | None) -> MentionChange | None:
        if old is not None and new is not None:
            return self._altered(old, new)
        if new is not None:
            effect, cause = weigh_alone(new, STRONGER, WEAKER)
            return MentionChange(self._at(old, new), "toegevoegd", None, new, effect, (), f"gained{cause}")
        if old is not None:
            effect, cause = weigh_alone(old, WEAKER, STRONGER)
            return MentionChange(self._at(old, new), "vervallen", old, None, effect, (), f"lost{cause}")
        return None

    def _altered(self, old: Placed, new: Placed) -> MentionChange | None:
        """Weigh what became of a mention; where it stayed but for its force, by the words around it that changed."""
        words = around(_start(old), _start(new))
        what = differing(old, new, words)
        weighed = weigh(old, new, what)
        is_only_force = what == (WHAT["force"],) and is_same_word(old, new)
        by_words = self._around(old, new, words) if weighed is None or is_only_force else None
        if weighed is None or by_words is not None:
            return by_words
        return MentionChange(self._at(old, new), "gewijzigd", old, new, weighed[0], what, weighed[1])

    def _around(self, old: Placed | None, new: Placed | None, words: Around) -> MentionChange | None:
        effect = weigh_around((new or old).mention, words)  # type: ignore[union-attr]
        if not effect:
            return None
        kind = "gewijzigd" if old and new else "toegevoegd" if new else "vervallen"
        cause = "words_came" if not words.went else "words_went" if not words.came else "words"
        return MentionChange(self._at(old, new), kind, old, new, effect, (), cause, words.went, words.came)

    def _at(self, old: Placed | None, new: Placed | None) -> int:
        return self.of_new[new.clause.eid] if new is not None else self.of_old[old.clause.eid]  # type: ignore[union-attr]


def _start(placed: Placed) -> Place:
    return placed.clause, placed.mention.start


def _stayed(
    placed: Sequence[Placed],
    other: Mapping[str, tuple[Clause, tuple[Stretch, ...]]],
    clauses: Sequence[Clause],
    others: Sequence[Placed],
) -> dict[Placed, Place]:
    """Return where the words of mentions still stand in the other text, if no mention is there any more, or not yet."""
    found = {}
    for each in placed:
        clause, between = other.get(each.clause.eid, (None, ()))
        start = None if clause is None else place_in(each.mention, between)
        place = (clause, start) if clause is not None and start is not None else _sentence_in(each, clauses)
        if place is not None and not _is_mentioned(place, each.mention, others):
            found[each] = place
    return found


def _sentence_in(placed: Placed, clauses: Sequence[Clause]) -> Place | None:
    """Return where a mention would stand in another clause that has its whole sentence."""
    text, start = placed.clause.text, placed.mention.start
    begin, end = sentence_span(text, start)
    for clause in clauses:
        at = clause.text.find(text[begin:end])
        if at >= 0:
            return clause, at + start - begin
    return None


def _is_mentioned(place: Place, mention: Mention, others: Sequence[Placed]) -> bool:
    clause, start = place
    end = start + mention.end - mention.start
    return any(
        each.clause.eid == clause.eid and each.mention.start < end and start < each.mention.end for each in others
    )


def _text_stretches(change: ClauseChange) -> tuple[Stretch, ...]:
    for difference in change.differences:
        if difference.part == "text":
            return stretches(difference.pieces)
    length = len(change.clause.text)
    return (Stretch(True, 0, length, 0, length),)


def _groups(changes: Sequence[ClauseChange]) -> list[list[tuple[int, ClauseChange]]]:
    """Put changes of words together that share a clause through a split or a merge, in order."""
    group_of: dict[tuple[str, str], list[tuple[int, ClauseChange]]] = {}
    for at, change in enumerate(changes):
        if change.kind in ("verplaatst", "hernummerd"):
            continue
        keys = _clauses_of(change)
        group = [(at, change)]
        for other in {id(group_of[key]): group_of[key] for key in keys if key in group_of}.values():
            group = other + group
        for _, member in group:
            group_of.update(dict.fromkeys(_clauses_of(member), group))
    return list({id(group): group for group in group_of.values()}.values())


def _clauses_of(change: ClauseChange) -> list[tuple[str, str]]:
    """Return the clauses that a change is about: the version and the eid."""
    sides = (("old", change.old), ("new", change.new), ("old", change.split_from), ("new", change.merged_into))
    return [(side, clause.eid) for side, clause in sides if clause is not None]
