"""A version of the tables as the plain values that the steps of the tracker take."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from tracker.analysis.tables import Tables
from tracker.model import Clause, ClauseKind, Mention, TrackerError


def clauses_of(tables: Tables, version: str) -> list[Clause]:
    """Return the clauses of a version in reading order.

    Raises TrackerError for a version that is not there or has no clauses.
    """
    rows = tables.clauses[tables.clauses["version"] == version]
    if rows.empty:
        raise TrackerError(f"{version}: has no clauses in {tables.origin}; choose an id from the table of versions")
    return as_clauses(rows)


def as_clauses(rows: pd.DataFrame) -> list[Clause]:
    """Return rows of the table of clauses as clauses, in the same order; a parent that is not among them is None."""
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


def mentions_of(tables: Tables, version: str) -> dict[str, list[Mention]]:
    """Return the mentions in the clauses of a version, by eid, in order."""
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
