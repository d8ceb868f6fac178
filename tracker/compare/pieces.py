"""What was split and what was merged: clauses whose words stood in, or now stand in, another clause."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from tracker.compare.outline import Outline
from tracker.compare.rare_words import RareWords

LEAST_WORDS = 8
"""A shorter clause is found in many others by chance; it is a piece only of the clause that it falls under."""

CONTAINED = 80.0
"""How alike a clause and a stretch of another one must be, of 100, for it to be a piece of that one."""

LONGEST_PART = 2_000
"""Words of the longest clause that is looked for within others: the work grows with the square of it."""

STAYED = 0.5
"""A stretch of which a larger share than this is still in its own clause was copied, not split off."""


@dataclass(frozen=True)
class Fragment:
    """A clause (`part`, of `words` words) that is a piece of a clause of the other version (`whole`); both by place."""

    whole: int
    part: int
    words: int


def split_off(old: Outline, new: Outline, ahead: Mapping[int, int]) -> tuple[Fragment, ...]:
    """Return the new clauses without a link whose words went from an old clause. `ahead`: links, old to new."""
    linked = set(ahead.values())
    parts = [place for place in range(len(new.clauses)) if place not in linked]
    return _fragments(old, new, ahead, parts)


def merged(old: Outline, new: Outline, back: Mapping[int, int]) -> tuple[Fragment, ...]:
    """Return the old clauses without a link whose words came into a new clause. `back`: links, new to old."""
    linked = set(back.values())
    parts = [place for place in range(len(old.clauses)) if place not in linked]
    return _fragments(new, old, back, parts)


def _fragments(wholes: Outline, parts: Outline, links: Mapping[int, int], free: list[int]) -> tuple[Fragment, ...]:
    """Find for each free part the clause that it is the best piece of."""
    if not free:
        return ()
    changed = _changed(wholes, parts, links)
    across = {there: here for here, there in links.items()}
    found = []
    for part in free:
        encoded, parent = parts.encoded[part], parts.parents[part]
        above = None if parent is None else across.get(parent)
        near = set() if above is None or not encoded else {above}
        far = changed.candidates(encoded) if len(encoded) >= LEAST_WORDS else []
        scored = [
            (score, whole in near, -whole)
            for whole in near.union(far)
            if (score := _containment(wholes, parts, links.get(whole), whole, part)) >= CONTAINED
        ]
        if scored:
            found.append(Fragment(-max(scored)[2], part, len(encoded)))
    return tuple(found)


def _changed(wholes: Outline, parts: Outline, links: Mapping[int, int]) -> RareWords:
    """Return the clauses of which the words differ from those of their own continuation, by their words."""
    return RareWords(
        (whole, encoded)
        for whole, encoded in enumerate(wholes.encoded)
        if whole not in links or encoded != parts.encoded[links[whole]]
    )


def _containment(wholes: Outline, parts: Outline, continuation: int | None, whole: int, part: int) -> float:
    """Return how alike a clause and the best stretch of another are, 0 to 100; 0 where that stretch stayed there."""
    encoded, within = parts.encoded[part], wholes.encoded[whole]
    if len(encoded) > len(within):
        score, start, end = fuzz.ratio(encoded, within), 0, len(within)
    elif len(encoded) <= LONGEST_PART and (
        best := fuzz.partial_ratio_alignment(encoded, within, score_cutoff=CONTAINED)
    ):
        score, start, end = best.score, best.dest_start, best.dest_end
    else:
        return 0.0
    if continuation is None:
        return score
    stayed = sum(
        max(0, min(block.a + block.size, end) - max(block.a, start))
        for block in LCSseq.editops(within, parts.encoded[continuation]).as_matching_blocks()
    )
    return score if stayed <= STAYED * (end - start) else 0.0
