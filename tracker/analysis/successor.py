"""Compare any two versions, such as those of a rule and its successor, which the database does not compare itself."""

import pandas as pd

from tracker.analysis.tables import Tables
from tracker.analysis.versions import clauses_of, mentions_of
from tracker.compare.changes import compare
from tracker.compare.control import control_changes, overall
from tracker.compare.sentences import sentences


def compared(tables: Tables, old_version: str, new_version: str) -> pd.DataFrame:
    """Return what became of the clauses of one version in another one, a row a change, in the order of reading.

    Columns: kind and effect (categories of the codebook), place, old_place, new_place, old_text, new_text, old_clause,
    new_clause, similarity (0 to 1; missing of what came or went) and sentence, which says it in Dutch.

    Raises TrackerError for a version that is not there or has no clauses.
    """
    old, new = clauses_of(tables, old_version), clauses_of(tables, new_version)
    changes = compare(tuple(old), tuple(new)).changes
    control = control_changes(changes, mentions_of(tables, old_version), mentions_of(tables, new_version))
    effects: dict[int, list[str]] = {}
    for each in control:
        effects.setdefault(each.change, []).append(each.effect)
    rows = [
        {
            "kind": change.kind,
            "effect": overall(effects.get(at, ())) or None,
            "old_place": change.old.citation if change.old else None,
            "new_place": change.new.citation if change.new else None,
            "old_text": change.old.text if change.old else None,
            "new_text": change.new.text if change.new else None,
            "old_clause": f"{old_version}/{change.old.eid}" if change.old else None,
            "new_clause": f"{new_version}/{change.new.eid}" if change.new else None,
            "similarity": change.similarity,
            "sentence": sentence,
        }
        for at, (change, sentence) in enumerate(zip(changes, sentences(changes, control), strict=True))
    ]
    return _typed(pd.DataFrame(rows, columns=_COLUMNS), tables)


_COLUMNS = (
    "kind", "effect", "old_place", "new_place", "old_text", "new_text", "old_clause", "new_clause", "similarity",
    "sentence",
)  # fmt: skip


def _typed(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    for name in ("kind", "effect"):
        rows[name] = rows[name].astype(tables.changes[name].dtype)
    rows["similarity"] = rows["similarity"].astype(float)
    rows.insert(2, "place", rows["new_place"].fillna(rows["old_place"]))
    return rows
