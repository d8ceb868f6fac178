"""What became of the clauses from one version to the next, in a first simple form: by eid and by text.

A clause that keeps its eid and kind is the same clause; a clause that got another eid counts as repealed and added.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tracker.model import Clause

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True)
class ClauseChange:
    """One change. `kind` is `toegevoegd` (no `old`), `vervallen` (no `new`) or `gewijzigd` (both, with other words).

    `similarity` is the share of characters that stayed, 0 to 1 (rapidfuzz's ratio); None where one side is absent.
    """

    kind: str
    old: Clause | None
    new: Clause | None
    similarity: float | None = None


def comparable(text: str) -> str:
    """Return the text as two versions are compared by: composed characters, single spaces, nothing invisible."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def words_of(clause: Clause) -> str:
    """Return all that is printed of a clause itself, made comparable: label, heading and text."""
    return comparable(f"{clause.label} {clause.heading} {clause.text}")


def pairs(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[tuple[Clause | None, Clause], ...]:
    """Return each clause of `new`, in order, with the clause of `old` that it continues, or None."""
    earlier = {(clause.eid, clause.kind): clause for clause in old}
    return tuple((earlier.get((clause.eid, clause.kind)), clause) for clause in new)


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    """Return what changed: first the added and changed clauses in the new order, then the repealed in the old order."""
    changes = []
    continued = set()
    for before, after in pairs(old, new):
        if before is None:
            changes.append(ClauseChange("toegevoegd", None, after))
            continue
        continued.add(before.eid)
        if words_of(before) != words_of(after):
            similarity = fuzz.ratio(words_of(before), words_of(after)) / 100
            changes.append(ClauseChange("gewijzigd", before, after, round(similarity, 4)))
    changes.extend(ClauseChange("vervallen", clause, None) for clause in old if clause.eid not in continued)
    return tuple(changes)
