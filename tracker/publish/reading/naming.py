"""A place that an address names in words or in part: `artikel 5, derde lid`, `art_5`, `Vraag 3`."""

import difflib
import re
import sqlite3
from dataclasses import dataclass

from tracker.model import Clause, ClauseKind
from tracker.publish.reading.rows import Row, all_rows
from tracker.refer import references_of_text

LONGEST = 120
"""Characters of a name that are looked at."""

_MOST = 8
_ALIKE = 0.55
_SEPARATORS = re.compile(r"[\s_+.,:;/\"'-]+")

_NAMES = """
SELECT eid AS name, citation AS place, heading, kind, label, number, position,
    (SELECT above.eid FROM clauses AS above WHERE above.id = clauses.parent) AS parent
FROM clauses WHERE version = :version
UNION ALL
SELECT substr(id, length(version) + 2), name, theme, '', label, number, position, NULL
FROM questions WHERE version = :version ORDER BY position
"""


@dataclass(frozen=True)
class NamedPlace:
    """A clause or a question: its name in addresses, and how it is called."""

    name: str
    words: str


@dataclass(frozen=True)
class Found:
    """The one place that is meant, None where that is not clear, and places that look like what was named."""

    place: str | None
    alike: tuple[NamedPlace, ...] = ()


def find_named(connection: sqlite3.Connection, version: str, named: str) -> Found:
    """Return what a name that is no eid means in a version: the end of one eid, a citation in any dress, a question."""
    rows = all_rows(connection, _NAMES, version=version)
    named = named[:LONGEST].strip()
    ends = [row["name"] for row in rows if _is_end(row["name"], named)]
    if len(ends) == 1:
        return Found(ends[0])
    wanted = _plain(named)
    cited = [row["name"] for row in rows if _plain(row["place"]) == wanted]
    if len(cited) == 1:
        return Found(cited[0])
    if (referred := _referred(rows, wanted)) is not None:
        return Found(referred)
    return Found(None, _alike(rows, wanted, {*ends, *cited}))


def _is_end(name: str, named: str) -> bool:
    return f"__{name}".casefold().endswith(f"__{named}".casefold()) if named else False


def _plain(words: str) -> str:
    return _SEPARATORS.sub(" ", words).strip().casefold()


def _referred(rows: list[Row], wanted: str) -> str | None:
    """Return the clause that the words refer to as a text would: `art 5 lid 3 onder b`."""
    clauses = [
        Clause(
            eid=row["name"],
            parent=row["parent"],
            kind=ClauseKind(row["kind"]),
            label=row["label"],
            number=row["number"],
            citation=row["place"],
            heading=row["heading"],
            text="",
            page=None,
            position=row["position"],
        )
        for row in rows
        if row["kind"] in set(ClauseKind)
    ]
    words = re.sub(r"^art\b", "artikel", wanted)
    found = [each for each in references_of_text(words, (), clauses) if each.start == 0 and each.end == len(words)]
    return found[0].target_clause or None if len(found) == 1 else None


def _alike(rows: list[Row], wanted: str, sure: set[str]) -> tuple[NamedPlace, ...]:
    """Return the places that the name may mean, then those that look like it."""
    by_words = {_plain(row["place"]): row for row in rows} | {_plain(row["name"]): row for row in rows}
    close = [by_words[words] for words in difflib.get_close_matches(wanted, by_words, _MOST, _ALIKE)]
    chosen = {row["name"]: row for row in [*(row for row in rows if row["name"] in sure), *close]}
    return tuple(
        NamedPlace(name, f"{row['place']} {row['heading']}".strip()) for name, row in list(chosen.items())[:_MOST]
    )
