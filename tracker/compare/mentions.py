"""Which mention of an older text is which of a newer one: by where it stands, what it is, and whose."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from tracker.compare.signs import around, sentence_span
from tracker.compare.text import Piece
from tracker.model import Clause, Mention

_UNMOVED = 8
_SAME_FORM = 4
_SAME_CHANGE = 3
_SAME_SENTENCE = 3
_SAME_TRIGGER = 2
_SAME_HOLDER = 1

LEAST = 3
"""Two mentions are the same one with form, changed place, changed sentence, or trigger and holder in common."""

MOST_PAIRS = 2_500
"""Mentions on one side times those on the other, up to which each is compared with each: fifty on both."""

NEAR = 50
"""So many places before and after its own a mention is looked for, where there are more and its words changed."""


@dataclass(frozen=True)
class Placed:
    """A mention with the clause in whose text it stands."""

    clause: Clause
    mention: Mention


class Stretch(NamedTuple):
    """A stretch of an old text and what it is in the new one: the same words, or the words that came in its place."""

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def stretches(pieces: Sequence[Piece]) -> tuple[Stretch, ...]:
    """Return where the pieces stand in both texts, what went and what came in its place as one stretch."""
    found: list[Stretch] = []
    old = new = 0
    for operation, text in pieces:
        went = len(text) if operation != "+" else 0
        came = len(text) if operation != "-" else 0
        goes_on = operation != "=" and found and not found[-1].same
        start = found.pop() if goes_on else Stretch(operation == "=", old, old, new, new)
        old, new = old + went, new + came
        found.append(start._replace(old_end=old, new_end=new))
    return tuple(found)


def turned(between: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches from the newer text to the older one."""
    return tuple(Stretch(each.same, each.new_start, each.new_end, each.old_start, each.old_end) for each in between)


def place_in(mention: Mention, between: Sequence[Stretch]) -> int | None:
    """Return where the words of a mention of the first text begin in the second, or None where they changed."""
    for each in _over(mention, between):
        if each.same and each.old_start <= mention.start and mention.end <= each.old_end:
            return mention.start + each.new_start - each.old_start
    return None


def _over(mention: Mention, between: Sequence[Stretch]) -> Iterator[Stretch]:
    """Return the stretches that hold a part of a mention of the first text, in order."""
    first = bisect_right(between, mention.start, key=lambda each: each.old_end)
    return takewhile(lambda each: each.old_start < mention.end, islice(between, first, None))


def pair(
    old: Sequence[Placed], new: Sequence[Placed], places: dict[tuple[str, str], tuple[Stretch, ...]]
) -> tuple[tuple[Placed | None, Placed | None], ...]:
    """Pair the mentions of the old clauses with those of the new ones; what is left on either side stands alone.

    places: of a pair of clauses, by eid, the stretches of its text; absent where nothing of a text can be compared.
    Pairs and gained mentions come in the new order, then what was lost in the old order.
    """
    is_small = len(old) * len(new) <= MOST_PAIRS
    partner = {} if is_small else _unmoved(old, new, places)
    taken = set(partner.values())
    olds = [at for at in range(len(old)) if at not in taken]
    news = [place for place in range(len(new)) if place not in partner]
    scored = []
    for number, at in enumerate(olds):
        for place in news if is_small else news[max(0, number - NEAR) : number + NEAR]:
            between = places.get((old[at].clause.eid, new[place].clause.eid), ())
            score = _score(old[at], new[place], between, by_sentence=is_small)
            if score >= LEAST:
                scored.append((-score, abs(at - place), place, at))
    for _, _, place, at in sorted(scored):
        if place not in partner and at not in taken:
            partner[place] = at
            taken.add(at)
    pairs: list[tuple[Placed | None, Placed | None]] = [
        (old[partner[place]] if place in partner else None, after) for place, after in enumerate(new)
    ]
    pairs.extend((before, None) for at, before in enumerate(old) if at not in taken)
    return tuple(pairs)


def _unmoved(
    old: Sequence[Placed], new: Sequence[Placed], places: Mapping[tuple[str, str], tuple[Stretch, ...]]
) -> dict[int, int]:
    """Return for mentions whose words stayed the place of the new one and of the old one."""
    there = {(each.clause.eid, each.mention.start, each.mention.end): place for place, each in enumerate(new)}
    follows = {before: (after, between) for (before, after), between in places.items()}
    found: dict[int, int] = {}
    for at, each in enumerate(old):
        after, between = follows.get(each.clause.eid, ("", ()))
        start = place_in(each.mention, between)
        if (
            start is not None
            and (place := there.get((after, start, start + each.mention.end - each.mention.start))) is not None
        ):
            found.setdefault(place, at)
    return found


def _score(old: Placed, new: Placed, places: Sequence[Stretch], by_sentence: bool) -> int:
    before, after = old.mention, new.mention
    score = _SAME_FORM * (before.form == after.form) + _SAME_HOLDER * (before.holder == after.holder)
    score += _SAME_TRIGGER * (before.trigger.casefold() == after.trigger.casefold())
    for stretch in _over(before, places):
        if stretch.same and _stayed(before, after, stretch):
            return score + _UNMOVED
        if not stretch.same and _touches(before, after, stretch):
            return score + _SAME_CHANGE
    if not by_sentence:
        return score
    if _in_the_same_sentence(old, new):
        return score + _UNMOVED
    return score + _SAME_SENTENCE * (bool(places) and around(_at(old), _at(new)).is_same_sentence)


def _at(placed: Placed) -> tuple[Clause, int]:
    return placed.clause, placed.mention.start


def _in_the_same_sentence(old: Placed, new: Placed) -> bool:
    """Return whether both stand at one place of sentences that are the same, in clauses that were split or merged."""
    spans = [(each, sentence_span(each.clause.text, each.mention.start)) for each in (old, new)]
    before, after = (
        (each.clause.text[begin:end].strip(), each.clause.text[begin : each.mention.start].lstrip())
        for each, (begin, end) in spans
    )
    return before == after


def _stayed(old: Mention, new: Mention, stretch: Stretch) -> bool:
    inside = stretch.old_start <= old.start and old.end <= stretch.old_end
    shift = stretch.new_start - stretch.old_start
    return inside and (old.start + shift, old.end + shift) == (new.start, new.end)


def _touches(old: Mention, new: Mention, stretch: Stretch) -> bool:
    went = old.start < stretch.old_end and stretch.old_start < old.end
    came = new.start < stretch.new_end and stretch.new_start < new.end
    return went and came
