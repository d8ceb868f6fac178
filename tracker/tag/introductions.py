"""Items of a list with the sentence that introduces the list, so that an item is read as what it says."""

from collections.abc import Iterator, Sequence

from tracker.model import Clause, ClauseKind
from tracker.tag.passages import Passage

_ITEMS = frozenset({ClauseKind.ITEM, ClauseKind.MEMBER, ClauseKind.PARAGRAPH})


def passages(clauses: Sequence[Clause]) -> Iterator[Passage]:
    """Give the text of every clause; an item with the words of the clauses above it that end in a colon."""
    by_eid = {clause.eid: clause for clause in clauses}
    for clause in clauses:
        yield Passage(clause.text, "\n".join(_introductions(clause, by_eid)))


def _introductions(clause: Clause, by_eid: dict[str, Clause]) -> list[str]:
    """The introductions of the lists that a clause is in, the outermost first."""
    parent = by_eid.get(clause.parent or "")
    if clause.kind not in _ITEMS or parent is None or not parent.text.rstrip().endswith(":"):
        return []
    return [*_introductions(parent, by_eid), parent.text.rstrip().rpartition("\n")[2]]
