"""Compare any two versions, such as those of a rule and its successor, which the database does not compare itself."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from tracker.analysis.tables import Tables
from tracker.compare import compare, control_changes, overall, sentences
from tracker.model import Clause, ClauseKind, Mention, TrackerError


def compared(tables: Tables, old_version: str, new_version: str) -> pd.DataFrame:
    """Return what became of the clauses of one version in another one, a row a change, in the order of reading.

    Columns: kind and effect (categories of the codebook), place, old_place, new_place, old_text, new_text, old_clause,
    new_clause, similarity (0 to 1; missing of what came or went) and sentence, which says it in Dutch.

    Raises TrackerError for a version that is not there or has no clauses.
    """
    old, new = _clauses(tables, old_version), _clauses(tables, new_version)
    changes = compare(tuple(old), tuple(new)).changes
    control = control_changes(changes, _mentions(tables, old_version), _mentions(tables, new_version))
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


def _clauses(tables: Tables, version: str) -> list[Clause]:
    rows = tables.clauses[tables.clauses["version"] == version]
    if rows.empty:
        raise TrackerError(f"{version}: has no clauses in {tables.origin}; choose an id from the table of versions")
    of_id = dict(zip(rows["id"], rows["eid"], strict=True))
    return [
        Clause(
            eid=row["eid"],
            parent=of_id.get(row["parent"]),
            kind=ClauseKind(row["kind"]),
            label=row["label"],
            number=row["number"],
            citation=row["citation"],
            heading=row["heading"],
            text=row["text"],
            page=None if pd.isna(row["page"]) else int(row["page"]),
            position=int(row["position"]),
            term=row["term"],
        )
        for row in rows.to_dict("records")
    ]


def _mentions(tables: Tables, version: str) -> dict[str, list[Mention]]:
    rows = tables.mentions[(tables.mentions["version"] == version) & tables.mentions["clause"].notna()]
    found: dict[str, list[Mention]] = {}
    for row in rows.to_dict("records"):
        eid = row["clause"].removeprefix(f"{version}/")
        found.setdefault(eid, []).append(_mention(row))
    return found


def _mention(row: dict[Hashable, Any]) -> Mention:
    return Mention(
        start=int(row["start"]),
        end=int(row["end"]),
        trigger=row["trigger"],
        form=row["form"],
        holder=row["holder"],
        rung=row["rung"],
        force="" if pd.isna(row["force"]) else row["force"],
        polarity="" if pd.isna(row["polarity"]) else row["polarity"],
        rule=row["rule"],
    )
