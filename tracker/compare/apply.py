"""The newer version made from the older one and the changes: the proof that the changes tell all there is to tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.compare.changes import ClauseChange
from tracker.compare.text import new_text
from tracker.model import Clause


@dataclass
class _Node:
    clause: Clause | None
    children: list["_Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Applied:
    """A clause of the version that was made, with the place of the clause that holds it, or None at the top.

    What follows from the place of a clause (eid, citation, position, parent) is as it was in the older version where
    the clause itself did not change.
    """

    clause: Clause
    parent: int | None


def apply(old: Sequence[Clause], changes: Sequence[ClauseChange]) -> tuple[Applied, ...]:
    """Return the newer version, in reading order. Raises ValueError when the changes are not of this version."""
    return _Application(old, changes).applied()


class _Application:
    def __init__(self, old: Sequence[Clause], changes: Sequence[ClauseChange]) -> None:
        self.old = old
        self.top = _Node(None)
        self.of_old = {change.old.eid: change for change in changes if change.old is not None}
        self.incoming = [change for change in changes if change.new is not None and _comes_in(change)]
        self.nodes_old: dict[str, _Node] = {}
        self.nodes_new: dict[str, _Node] = {}
        known = {clause.eid for clause in old}
        if unknown := sorted(set(self.of_old) - known):
            raise ValueError(f"{unknown[0]}: is changed, but is no clause of the older version")

    def applied(self) -> tuple[Applied, ...]:
        self._make_nodes()
        for clause in self.old:
            if clause.eid in self.nodes_old and not _comes_in(self.of_old.get(clause.eid)):
                self._parent_as_before(clause).children.append(self.nodes_old[clause.eid])
        for change in sorted(self.incoming, key=lambda each: each.rank or 0):
            children = self._parent_now(change).children
            children.insert(change.rank or 0, self._node_of(change))
        return tuple(_walk(self.top))

    def _make_nodes(self) -> None:
        for clause in self.old:
            change = self.of_old.get(clause.eid)
            if change is None:
                self.nodes_old[clause.eid] = _Node(clause)
            elif change.new is not None:
                self.nodes_old[clause.eid] = self.nodes_new[change.new.eid] = _Node(_changed(change))
        for change in self.incoming:
            if change.old is None and change.new is not None:
                self.nodes_new[change.new.eid] = _Node(change.new)

    def _parent_as_before(self, clause: Clause) -> _Node:
        """Return what holds a clause that did not move: the same as before, or what that one was merged into."""
        if clause.parent is None:
            return self.top
        change = self.of_old.get(clause.parent)
        if change is not None and change.merged_into is not None:
            return self.nodes_new[change.merged_into.eid]
        return self.nodes_old.get(clause.parent, self.top)

    def _parent_now(self, change: ClauseChange) -> _Node:
        if change.under is not None:
            return self.nodes_old[change.under]
        parent = None if change.new is None else change.new.parent
        return self.top if parent is None else self.nodes_new.get(parent, self.top)

    def _node_of(self, change: ClauseChange) -> _Node:
        return self.nodes_new[change.clause.eid]


def _comes_in(change: ClauseChange | None) -> bool:
    return change is not None and (change.moved or change.kind == "toegevoegd")


def _changed(change: ClauseChange) -> Clause:
    """Return the clause after a change: its words made from the differences, all else as it is told."""
    old, new = change.old, change.new
    if old is None or new is None:
        raise ValueError("only of a clause that is in both versions can words change")
    parts = {difference.part: new_text(difference.pieces) for difference in change.differences}
    return replace(new, heading=parts.get("heading", old.heading), text=parts.get("text", old.text))


def _walk(top: _Node) -> Iterator[Applied]:
    waiting: list[tuple[_Node, int | None]] = [(child, None) for child in reversed(top.children)]
    place = 0
    while waiting:
        node, parent = waiting.pop()
        if node.clause is None:
            raise ValueError("only the top has no clause")
        yield Applied(node.clause, parent)
        waiting.extend((child, place) for child in reversed(node.children))
        place += 1
