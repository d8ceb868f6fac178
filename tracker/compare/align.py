"""Which clause of an older version goes on as which clause of a newer one.

Sure links come first and help the doubtful ones: what is the same with all that falls under it; the same words in one
place only; much the same words anywhere; then, of clauses that hold others, the one in which most of these ended up;
then, within parents that go on as one another, less like words; last of all the number alone. Every stage looks at
what is left, and takes the best likeness first.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from tracker.compare.outline import Names, Outline, outline
from tracker.compare.pieces import Fragment, merged, split_off
from tracker.compare.rare_words import RareWords
from tracker.model import Clause, ClauseKind

SURE = 0.75
"""Likeness at which a clause is known again anywhere in the document."""

ELSEWHERE = 0.6
"""Likeness at which it is known again anywhere when nothing better is left: half the words are often a set phrase."""

LIKELY = 0.5
"""Likeness at which a clause under the same parent is known again, whatever its number."""

RELATED = 0.3
"""Likeness at which a clause in the same place is known again."""

FEW_WORDS = 5
"""Fewer words than this ("vervallen", "het college") say too little to know a clause by outside its parent."""

MAJORITY = 0.5
"""Share of its children, or of those of the other one where these are fewer, by which a chapter is known again."""

_SIBLINGS = 60
"""Of longer rows of siblings each is compared with so many near it only: time must not grow with the square."""

_CONTAINERS = {ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ARTICLE, ClauseKind.ANNEX}


@dataclass(frozen=True)
class Alignment:
    """Links between two sequences of clauses, by place.

    links: (old, new), each place at most once, in the order of the new clauses.
    splits: fragments of which `part` is a new clause that has no link, whose words stood in the old clause `whole`.
    merges: fragments of which `part` is an old clause that has no link, whose words stand in the new clause `whole`.
    """

    links: tuple[tuple[int, int], ...]
    splits: tuple[Fragment, ...] = ()
    merges: tuple[Fragment, ...] = ()


def align(old: Sequence[Clause], new: Sequence[Clause], *, same_rule: bool = True) -> Alignment:
    """Return which clauses of `old` go on in `new`.

    same_rule: `new` is a later version of the same rule, so that article 5 remains article 5 even where nothing is left
    of its words. Between two rules a number says nothing.
    """
    names = Names()
    aligner = _Aligner(outline(old, names), outline(new, names))
    aligner.link_equal()
    aligner.link_alike(SURE, near=SURE, in_place=SURE)
    aligner.link_alike(ELSEWHERE, near=LIKELY, in_place=RELATED if same_rule else LIKELY)
    if same_rule and aligner.keeps_numbers():
        aligner.link_numbers()
    splits, merges = aligner.link_fragments()
    aligner.link_alike(ELSEWHERE, near=LIKELY, in_place=LIKELY, any_kind=True)
    return Alignment(
        tuple(sorted(aligner.ahead.items(), key=lambda link: link[1])),
        tuple(each for each in splits if each.part not in aligner.back),
        tuple(each for each in merges if each.part not in aligner.ahead),
    )


class _Aligner:
    """The links found so far: `ahead` from old to new places, `back` from new to old."""

    def __init__(self, old: Outline, new: Outline) -> None:
        self.old, self.new = old, new
        self.ahead: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self._likeness: dict[tuple[str, str], float] = {}

    # ---------------------------------------------------------------- stages

    def link_equal(self) -> None:
        """Link what is the same and stands in one place only: first with all that falls under it, then by itself."""
        self._link_unique(self.old.whole, self.new.whole, below=True)
        self._link_unique(self.old.content, self.new.content, below=False)

    def link_alike(self, least: float, *, near: float, in_place: float, any_kind: bool = False) -> None:
        """Link clauses with much the same words, the best fit first, until nothing more is found.

        least: likeness at which a clause is known again wherever it stands; near: under the same parent; in_place: in
        the same place there.
        """
        before = -1
        while before < len(self.ahead):
            before = len(self.ahead)
            self._link_containers()
            found = {pair for pair in self._elsewhere() if self.likeness(*pair) >= least}
            found |= {pair for pair in self._cousins() if self._is_related(pair, near, in_place)}
            found |= {pair for pair in self._beside() if self.likeness(*pair) >= near}
            self._take(pair for pair in found if any_kind or self._same_sort(*pair))

    def link_numbers(self) -> None:
        """Link what has the same number under the same parent and is left on both sides, whatever its words."""
        before = -1
        while before < len(self.ahead):
            before = len(self.ahead)
            self._take([pair for pair in self._cousins() if self._same_number(*pair)])
            self._link_containers()

    def keeps_numbers(self) -> bool:
        """Return whether most clauses that are known by their words kept their number: only then it says something."""
        numbered = [pair for pair in self.ahead.items() if self.old.clauses[pair[0]].number]
        kept = sum(self._same_number(*pair) for pair in numbered)
        return 2 * kept >= len(numbered)

    def link_fragments(self) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
        """Find what was split and merged.

        A clause of which only fragments are left goes on as what holds the largest of these, or as that one itself.
        """
        splits = split_off(self.old, self.new, self.ahead)
        for fragment in _largest_first(splits):
            above = self.new.parents[fragment.part]
            if above is not None and self._same_sort(fragment.whole, above):
                self._link_if_free(fragment.whole, above)
            self._link_if_free(fragment.whole, fragment.part)
        merges = merged(self.old, self.new, self.back)
        for fragment in _largest_first(merges):
            above = self.old.parents[fragment.part]
            if above is not None and self._same_sort(above, fragment.whole):
                self._link_if_free(above, fragment.whole)
            self._link_if_free(fragment.part, fragment.whole)
        return splits, merges

    # ---------------------------------------------------------------- what goes into the stages

    def _link_unique(self, of_old: Sequence[Hashable], of_new: Sequence[Hashable], *, below: bool) -> None:
        """Link clauses with the same key where both versions have it once; the outermost first."""
        olds, news = defaultdict(list), defaultdict(list)
        for old in self._free_old():
            if self.old.size(old, below=below) >= FEW_WORDS:
                olds[of_old[old]].append(old)
        for new in self._free_new():
            news[of_new[new]].append(new)
        for key, places in olds.items():
            if len(places) != 1 or len(news.get(key, ())) != 1:
                continue
            old, new = places[0], news[key][0]
            if self._same_sort(old, new):
                (self._link_all_below if below else self._link)(old, new)

    def _elsewhere(self) -> Iterator[tuple[int, int]]:
        """Pairs with rare words in common, wherever they stand; a few for every old clause that has enough words."""
        free = ((new, self.new.encoded[new]) for new in self._free_new())
        index = RareWords((new, encoded) for new, encoded in free if len(encoded) >= FEW_WORDS)
        for old in self._free_old():
            if len(self.old.encoded[old]) >= FEW_WORDS:
                yield from ((old, new) for new in index.candidates(self.old.encoded[old]))

    def _beside(self) -> Iterator[tuple[int, int]]:
        """Pairs of clauses beside clauses that go on as one another: what moves together stays together."""
        for old, new in self.ahead.items():
            for step in (-1, 1):
                beside_old, beside_new = self.old.sibling(old, step), self.new.sibling(new, step)
                if beside_old is None or beside_new is None or beside_old in self.ahead or beside_new in self.back:
                    continue
                yield beside_old, beside_new

    def _is_related(self, pair: tuple[int, int], near: float, in_place: float) -> bool:
        """Return whether two clauses under linked parents are the same; in the same place words count for less."""
        return self._same_term(*pair) or self.likeness(*pair) >= (in_place if self._same_place(*pair) else near)

    def _cousins(self) -> Iterator[tuple[int, int]]:
        """Pairs without a link whose parents go on as one another, and pairs at the top of both."""
        parents: list[tuple[int | None, int | None]] = [(None, None), *self.ahead.items()]
        for parent_old, parent_new in parents:
            olds = [place for place in self.old.children.get(parent_old, ()) if place not in self.ahead]
            news = [place for place in self.new.children.get(parent_new, ()) if place not in self.back]
            near = range(_SIBLINGS) if len(olds) * len(news) <= _SIBLINGS**2 else None
            for at, old in enumerate(olds):
                within = news if near is not None else news[max(0, at - _SIBLINGS // 2) : at + _SIBLINGS // 2]
                yield from ((old, new) for new in within)

    def _link_containers(self) -> None:
        """Link clauses that hold others to the one in which most of these ended up, from the innermost outwards."""
        before = -1
        while before < len(self.ahead):
            before = len(self.ahead)
            votes: Counter[tuple[int, int]] = Counter()
            for old, new in self.ahead.items():
                parent_old, parent_new = self.old.parents[old], self.new.parents[new]
                if parent_old is None or parent_new is None or parent_old in self.ahead or parent_new in self.back:
                    continue
                if self._can_be_one(parent_old, parent_new):
                    votes[parent_old, parent_new] += 1
            won = [pair for pair, count in votes.items() if MAJORITY * self._children_of_smaller(pair) <= count]
            for old, new in sorted(won, key=lambda pair: (-votes[pair], *self._preference(pair))):
                self._link_if_free(old, new)

    def _can_be_one(self, old: int, new: int) -> bool:
        """Return whether two clauses may be the same by what they hold: their own text and number do not deny it."""
        if not self._same_sort(old, new):
            return False
        if not (self.old.clauses[old].text or self.new.clauses[new].text) or self._same_number(old, new):
            return True
        return self.likeness(old, new) >= RELATED

    def _children_of_smaller(self, pair: tuple[int, int]) -> int:
        return min(len(self.old.children[pair[0]]), len(self.new.children[pair[1]]))

    # ---------------------------------------------------------------- likeness

    def likeness(self, old: int, new: int) -> float:
        """Return the share of words that two clauses have in common, in order: 0 to 1.

        Without words of their own they are as likely as what falls under them is the same.
        """
        if self.old.whole[old] == self.new.whole[new]:
            return 1.0
        first, second = self.old.encoded[old], self.new.encoded[new]
        if not first or not second:
            return 0.0
        key = first, second
        if key not in self._likeness:
            self._likeness[key] = Indel.normalized_similarity(first, second)
        return self._likeness[key]

    def _preference(self, pair: tuple[int, int]) -> tuple[float, int, int, int]:
        """Order pairs: likeness, with a little for a place that fits; then the shortest way; then reading order."""
        old, new = pair
        fits = 0.1 * self._parents_linked(old, new) + 0.1 * self._same_number(old, new)
        fits += 0.05 * sum(self._neighbours_linked(old, new, step) for step in (-1, 1))
        fits += 0.1 * (self.old.clauses[old].kind == self.new.clauses[new].kind) + 0.2 * self._same_term(old, new)
        return -(self.likeness(old, new) + fits), abs(self.old.rank(old) - self.new.rank(new)), new, old

    def _parents_linked(self, old: int, new: int) -> bool:
        parent_old, parent_new = self.old.parents[old], self.new.parents[new]
        if parent_old is None or parent_new is None:
            return parent_old is parent_new
        return self.ahead.get(parent_old) == parent_new

    def _neighbours_linked(self, old: int, new: int, step: int) -> bool:
        beside_old, beside_new = self.old.sibling(old, step), self.new.sibling(new, step)
        if beside_old is None or beside_new is None:
            return beside_old is beside_new
        return self.ahead.get(beside_old) == beside_new

    def _same_number(self, old: int, new: int) -> bool:
        before, after = self.old.clauses[old], self.new.clauses[new]
        return bool(before.number) and before.number == after.number and before.kind == after.kind

    def _same_place(self, old: int, new: int) -> bool:
        """Return whether two clauses under linked parents have the same number or, without one, the same neighbours."""
        before, after = self.old.clauses[old], self.new.clauses[new]
        if before.number or after.number or before.kind != after.kind:
            return self._same_number(old, new)
        return self._neighbours_linked(old, new, -1) and self._neighbours_linked(old, new, 1)

    def _same_term(self, old: int, new: int) -> bool:
        before, after = self.old.clauses[old].term.casefold(), self.new.clauses[new].term.casefold()
        return bool(before) and before == after

    def _same_sort(self, old: int, new: int) -> bool:
        """Return whether both hold other clauses by their nature (a paragraaf, an artikel), or neither (a lid)."""
        before, after = self.old.clauses[old].kind, self.new.clauses[new].kind
        return before == after or (before in _CONTAINERS) == (after in _CONTAINERS)

    # ---------------------------------------------------------------- links

    def _free_old(self) -> list[int]:
        return [place for place in range(len(self.old.clauses)) if place not in self.ahead]

    def _free_new(self) -> list[int]:
        return [place for place in range(len(self.new.clauses)) if place not in self.back]

    def _link(self, old: int, new: int) -> None:
        self.ahead[old] = new
        self.back[new] = old

    def _link_if_free(self, old: int, new: int) -> None:
        if old not in self.ahead and new not in self.back:
            self._link(old, new)

    def _link_all_below(self, old: int, new: int) -> None:
        """Link two equal clauses and, one by one, all that falls under them."""
        if old in self.ahead or new in self.back:
            return
        self._link(old, new)
        for below_old, below_new in zip(self.old.children.get(old, ()), self.new.children.get(new, ())):
            self._link_all_below(below_old, below_new)

    def _take(self, found: Iterable[tuple[int, int]]) -> None:
        """Link the pairs, those that fit best first; each clause once."""
        for old, new in sorted(set(found), key=self._preference):
            self._link_if_free(old, new)


def _largest_first(fragments: Iterable[Fragment]) -> list[Fragment]:
    return sorted(fragments, key=lambda each: (-each.words, each.part))
