"""How to refer to a row so that it stands up in a council meeting: place, title, date, page, address and hash."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, overload

import pandas as pd

from tracker.dutch import day
from tracker.model import TrackerError


@dataclass(frozen=True)
class Citation:
    """Where something stands. Its text, in Dutch, names all of it.

    place: article, member and item, or the question; empty of a whole version or policy. version_date: ISO date from
    which the version is valid, empty where that is not known. page: counted from 1. address: publisher's page, or the
    document within its source. sha256: of the archived file.
    """

    title: str
    municipality: str
    place: str
    version_date: str
    page: int | None
    address: str
    sha256: str
    before: "Citation | None" = None  # of a change where it stood before

    def __str__(self) -> str:
        parts = [
            f"{self.title} ({self.municipality})",
            self.place,
            f"versie van {day(self.version_date)}" if self.version_date else "zonder datum",
            f"bladzijde {self.page}" if self.page else "",
            self.address,
            f"bestand {self.sha256}" if self.sha256 else "",
        ]
        said = ", ".join(part for part in parts if part)
        return f"{said}; eerst: {self.before}" if self.before else said


@overload
def cite(rows: pd.Series) -> Citation: ...
@overload
def cite(rows: pd.DataFrame) -> pd.Series: ...
def cite(rows: pd.Series | pd.DataFrame) -> Citation | pd.Series:
    """Return the citation of a row, or of every row of a frame, from any table with texts, versions or changes.

    Raises TrackerError when the rows lack a column that says where they stand.
    """
    if isinstance(rows, pd.Series):
        return _citation(rows.to_dict())
    return pd.Series([_citation(row) for row in rows.to_dict("records")], index=rows.index, dtype=object)


def _citation(row: dict[Hashable, Any]) -> Citation:
    try:
        now = Citation(
            title=row["policy_name"],
            municipality=row["municipality"],
            place=_said(row.get("place")),
            version_date=_date(row["valid_from"]),
            page=None if pd.isna(row.get("page")) else int(row["page"]),
            address=_said(row["found_at"]),
            sha256=_said(row["snapshot"]),
            before=_before(row) if _said(row.get("old_clause")) else None,
        )
    except KeyError as error:
        raise TrackerError(
            f"a row without {error.args[0]} cannot be cited; take whole rows of versions, clauses, questions, mentions "
            "or changes"
        ) from error
    return now


def _before(row: dict[Hashable, Any]) -> Citation:
    return Citation(
        title=row["policy_name"],
        municipality=row["municipality"],
        place=_said(row["old_place"]),
        version_date=_date(row["old_valid_from"]),
        page=None,
        address=_said(row["old_found_at"]),
        sha256=_said(row["old_snapshot"]),
    )


def _said(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _date(value: Any) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"
