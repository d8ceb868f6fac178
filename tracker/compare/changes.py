"""What became of every clause: which kind of change, on whose place, with which words."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tracker.compare.align import Alignment, align
from tracker.compare.text import Piece, comparable, content_of, differences
from tracker.model import Clause, ClauseKind

_DESIGNATED = {ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ARTICLE, ClauseKind.MEMBER, ClauseKind.ANNEX}
"""Kinds that are part of the name of a clause: hoofdstuk 2 is another name than paragraaf 2."""


MOST_CHARACTER_PAIRS = 10_000_000_000
"""Characters of one text times those of the other, up to which they are compared one by one: 100,000 of each."""


@dataclass(frozen=True)
class Difference:
    """What differs in one part of a clause, word by word; `part` is `heading` or `text`."""

    part: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ClauseChange:
    """What became of one clause.

    kind: `toegevoegd` (no `old`), `vervallen` (no `new`), `gewijzigd` (other words), else `verplaatst` (another place),
        else `hernummerd` (only another number).
    similarity: share of the characters of heading and text that stayed, 0 to 1 (rapidfuzz's ratio); None where one
        side is absent.
    moved, renumbered: also told of a clause of which the words changed.
    differences: of `gewijzigd` the parts that differ; from their pieces both texts are rebuilt exactly.
    split_from: of an added clause the old clause that its words come from. merged_into: of a repealed clause the new
        clause that its words went to.
    under: eid, in the old version, of the clause that the new place falls under; None at the top and where that
        clause is itself new. rank: which of the children there it is, from 0; None of a repealed clause.
    """

    kind: str
    old: Clause | None
    new: Clause | None
    similarity: float | None = None
    moved: bool = False
    renumbered: bool = False
    differences: tuple[Difference, ...] = ()
    split_from: Clause | None = None
    merged_into: Clause | None = None
    under: str | None = None
    rank: int | None = None

    @property
    def clause(self) -> Clause:
        """The clause as it is now, or as it was last."""
        clause = self.old if self.new is None else self.new
        if clause is None:
            raise ValueError("a change is of a clause: it has an old one, a new one, or both")
        return clause

    @property
    def stands_alone(self) -> bool:
        """Whether the other version has nothing that goes with it, not even a clause that holds its words."""
        return None in (self.old, self.new) and self.split_from is None and self.merged_into is None


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side.

    pairs: each new clause, in order, with the old clause that it continues or was split from, or None.
    changes: the changed and added clauses in the new order, then the repealed in the old order.
    """

    pairs: tuple[tuple[Clause | None, Clause], ...]
    changes: tuple[ClauseChange, ...]


def compare(old: Sequence[Clause], new: Sequence[Clause], *, same_rule: bool = True) -> Comparison:
    """Return what became of the clauses of `old` in `new`; `same_rule` as in `align`."""
    return _Comparing(old, new, align(old, new, same_rule=same_rule)).comparison()


class _Comparing:
    """Two versions with their alignment, and from it what every clause became."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], alignment: Alignment) -> None:
        self.old, self.new = old, new
        self.ahead = dict(alignment.links)
        self.back = {after: before for before, after in alignment.links}
        self.split_from = {fragment.part: fragment.whole for fragment in alignment.splits}
        self.merged_into = {fragment.part: fragment.whole for fragment in alignment.merges}
        self.parents_old, self.parents_new = _parents(old), _parents(new)
        self.ranks = _ranks(self.parents_new)
        self.moved = self._find_moved()

    def comparison(self) -> Comparison:
        changes = [change for place in range(len(self.new)) if (change := self._change(place)) is not None]
        changes.extend(self._repealed(place) for place in range(len(self.old)) if place not in self.ahead)
        pairs = []
        for place, clause in enumerate(self.new):
            before = self.back.get(place, self.split_from.get(place))
            pairs.append((None if before is None else self.old[before], clause))
        return Comparison(tuple(pairs), tuple(changes))

    def _change(self, place: int) -> ClauseChange | None:
        before = self.back.get(place)
        if before is None:
            whole = self.split_from.get(place)
            return ClauseChange(
                "toegevoegd",
                None,
                self.new[place],
                split_from=None if whole is None else self.old[whole],
                under=self._under(place),
                rank=self.ranks[place],
            )
        old, new = self.old[before], self.new[place]
        differing = _differences(old, new)
        moved, renumbered = place in self.moved, _is_renumbered(old, new)
        if not (differing or moved or renumbered):
            return None
        return ClauseChange(
            "gewijzigd" if differing else "verplaatst" if moved else "hernummerd",
            old,
            new,
            _similarity(old, new, differing),
            moved,
            renumbered,
            differing,
            under=self._under(place),
            rank=self.ranks[place],
        )

    def _repealed(self, place: int) -> ClauseChange:
        whole = self.merged_into.get(place)
        return ClauseChange("vervallen", self.old[place], None, merged_into=None if whole is None else self.new[whole])

    def _under(self, place: int) -> str | None:
        parent = self.parents_new[place]
        before = None if parent is None else self.back.get(parent)
        return None if before is None else self.old[before].eid

    def _image(self, place: int | None) -> int | None:
        """Return what an old clause is, or is a part of, in the new version."""
        return None if place is None else self.ahead.get(place, self.merged_into.get(place))

    def _find_moved(self) -> set[int]:
        """Return the new clauses that stand under another clause than before, or in another order.

        Of siblings in another order, as few as possible count as moved.
        """
        moved, staying = set(), dict[int | None, list[int]]()
        for place, before in sorted(self.back.items()):
            above, parent = self.parents_old[before], self.parents_new[place]
            image = self._image(above)
            if image != parent or (above is not None and image is None):
                moved.add(place)
            else:
                staying.setdefault(parent, []).append(place)
        for places in staying.values():
            kept = _longest_increasing([self.back[place] for place in places])
            moved.update(place for at, place in enumerate(places) if at not in kept)
        return moved


def _parents(clauses: Sequence[Clause]) -> list[int | None]:
    places = {clause.eid: place for place, clause in enumerate(clauses)}
    return [None if clause.parent is None else places.get(clause.parent) for clause in clauses]


def _ranks(parents: Sequence[int | None]) -> list[int]:
    seen: dict[int | None, int] = {}
    ranks = []
    for parent in parents:
        ranks.append(seen.get(parent, 0))
        seen[parent] = ranks[-1] + 1
    return ranks


def _differences(old: Clause, new: Clause) -> tuple[Difference, ...]:
    parts = (("heading", old.heading, new.heading), ("text", old.text, new.text))
    return tuple(
        Difference(part, differences(before, after))
        for part, before, after in parts
        if comparable(before) != comparable(after)
    )


def _similarity(old: Clause, new: Clause, differing: Sequence[Difference]) -> float:
    """Return the share of the characters that stayed; of very long texts, of those in words that stayed."""
    before, after = content_of(old), content_of(new)
    if len(before) * len(after) <= MOST_CHARACTER_PAIRS:
        return round(fuzz.ratio(before, after) / 100, 4)
    changed = sum(len(text) for each in differing for operation, text in each.pieces if operation != "=")
    return round(max(0.0, 1 - changed / (len(before) + len(after))), 4)


def _is_renumbered(old: Clause, new: Clause) -> bool:
    """Return whether a clause is called otherwise; "a)" for "a." is the same number in another dress."""
    if old.number.casefold() != new.number.casefold():
        return True
    return bool(new.number) and old.kind != new.kind and not _DESIGNATED.isdisjoint({old.kind, new.kind})


def _longest_increasing(values: Sequence[int]) -> set[int]:
    """Return the indexes of a longest increasing subsequence of distinct values (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    previous: list[int | None] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        previous.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        piles[pile : pile + 1] = [index]
    kept: set[int] = set()
    at = piles[-1] if piles else None
    while at is not None:
        kept.add(at)
        at = previous[at]
    return kept
