"""A version laid out for comparing: of every clause its words, its parent, its children and all that falls under it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.compare.text import Vocabulary, content_of, words
from tracker.model import Clause


@dataclass(frozen=True)
class Outline:
    """The clauses of a version with, by their place in the sequence, what the aligner asks about them.

    content: comparable heading and text; encoded: its words, a character a word; parents: place of the parent, or None;
    children: places of the children by the place of the parent (None: the top), in reading order; whole: a number that
    is the same for clauses that are the same with all that falls under them.
    """

    clauses: tuple[Clause, ...]
    content: tuple[str, ...]
    encoded: tuple[str, ...]
    parents: tuple[int | None, ...]
    children: dict[int | None, tuple[int, ...]]
    whole: tuple[int, ...]

    def size(self, place: int, *, below: bool = False) -> int:
        """Return how many words a clause has; with `below`, also those of all that falls under it."""
        return self._sizes[place] if below else len(self.encoded[place])

    @cached_property
    def _sizes(self) -> list[int]:
        sizes = [len(encoded) for encoded in self.encoded]
        for place in _innermost_first(self.parents):
            parent = self.parents[place]
            if parent is not None:
                sizes[parent] += sizes[place]
        return sizes

    def rank(self, place: int) -> int:
        """Return which of its parent's children a clause is, counted from 0."""
        return self._ranks[place]

    @cached_property
    def _ranks(self) -> dict[int, int]:
        return {child: rank for children in self.children.values() for rank, child in enumerate(children)}

    def sibling(self, place: int, step: int) -> int | None:
        """Return the sibling `step` places further (or, when negative, back), or None."""
        siblings = self.children[self.parents[place]]
        rank = self.rank(place) + step
        return siblings[rank] if 0 <= rank < len(siblings) else None


class Names:
    """What two versions that are compared share: their vocabulary, and numbers for what is equal in both."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._numbers: dict[Hashable, int] = {}

    def number(self, key: Hashable) -> int:
        """Return a number that is the same for equal keys."""
        return self._numbers.setdefault(key, len(self._numbers))


def outline(clauses: Sequence[Clause], names: Names) -> Outline:
    """Lay out the clauses of a version; a clause whose parent is not among them stands at the top."""
    places = {clause.eid: place for place, clause in enumerate(clauses)}
    parents = tuple(None if clause.parent is None else places.get(clause.parent) for clause in clauses)
    children: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    content = tuple(content_of(clause) for clause in clauses)
    whole = [0] * len(clauses)
    for place in _innermost_first(parents):
        below = tuple((clauses[child].number, whole[child]) for child in children.get(place, ()))
        whole[place] = names.number((content[place], below))
    return Outline(
        tuple(clauses),
        content,
        tuple(names.vocabulary.encode(words(each)) for each in content),
        parents,
        {parent: tuple(places) for parent, places in children.items()},
        tuple(whole),
    )


def _innermost_first(parents: Sequence[int | None]) -> list[int]:
    """Return all places, every child before its parent. Raises ValueError where a clause is its own ancestor."""
    depths: dict[int, int] = {}
    for place in range(len(parents)):
        path: list[int] = []
        at: int | None = place
        while at is not None and at not in depths:
            if len(path) > len(parents):
                raise ValueError(f"clause {place} is its own ancestor")
            path.append(at)
            at = parents[at]
        depth = -1 if at is None else depths[at]
        for step, each in enumerate(reversed(path), 1):
            depths[each] = depth + step
    return sorted(range(len(parents)), key=lambda place: -depths[place])
