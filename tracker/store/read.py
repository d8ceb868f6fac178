"""Reading back what a run needs to know of earlier ones."""

import json
from typing import NamedTuple

from sqlite_utils import Database

from tracker.model import Clause, ClauseKind, Question

Row = dict[str, str | int | None]

_CLAUSE = "eid, parent, kind, label, number, citation, heading, text, page, position, term"


class KnownDocument(NamedTuple):
    """What is known of a document since the last time that its source gave it; extractor: what read those bytes."""

    etag: str
    last_modified: str
    snapshot: str
    metadata: tuple[tuple[str, str], ...] = ()
    extractor: str = ""


def known_documents(db: Database, source: str) -> dict[str, KnownDocument]:
    """Return what is known of each address of a source, from its last check that went well and had bytes."""
    rows = db.query(
        """
        SELECT checks.address, checks.etag, checks.last_modified, checks.snapshot, versions.metadata,
            CASE WHEN readings.snapshot = checks.snapshot THEN readings.extractor ELSE '' END AS extractor
        FROM checks
        LEFT JOIN readings ON readings.source = checks.source AND readings.address = checks.address
        LEFT JOIN versions ON versions.id = readings.version
        WHERE checks.id IN (
            SELECT max(id) FROM checks
            WHERE source = ? AND outcome IN ('new', 'unchanged') AND snapshot IS NOT NULL GROUP BY address)
        ORDER BY checks.address
        """,
        [source],
    )
    return {
        row["address"]: KnownDocument(
            row["etag"],
            row["last_modified"],
            row["snapshot"],
            tuple(json.loads(row["metadata"] or "{}").items()),
            row["extractor"],
        )
        for row in rows
    }


def is_read(db: Database, source: str, address: str, snapshot: str, extractor: str) -> bool:
    """Return whether these bytes are what the address held last and this extractor read them then."""
    found = db.execute(
        "SELECT 1 FROM readings WHERE source = ? AND address = ? AND snapshot = ? AND extractor = ?",
        [source, address, snapshot, extractor],
    )
    return found.fetchone() is not None


def latest_reading(db: Database, source: str, address: str) -> Row | None:
    """Return the version that an address gave last, with the snapshot and the extractor of that reading."""
    rows = db.query(
        """
        SELECT versions.id, versions.text_sha256, versions.extraction_sha256, readings.snapshot, readings.extractor
        FROM readings JOIN versions ON versions.id = readings.version
        WHERE readings.source = ? AND readings.address = ?
        """,
        [source, address],
    )
    return next(iter(rows), None)


class TextBefore(NamedTuple):
    """The text that an address gave last. `words` is all that is printed in it, `format` what kind of file it was."""

    version: str
    snapshot: str
    text_sha256: str
    format: str
    words: str


def text_before(db: Database, source: str, address: str) -> TextBefore | None:
    """Return the text that an address gave last; None when it gave none."""
    latest = latest_reading(db, source, address)
    if latest is None:
        return None
    version = str(latest["id"])
    (kind,) = db.execute("SELECT format FROM versions WHERE id = ?", [version]).fetchone()
    clauses = db.execute(
        "SELECT label || ' ' || heading || ' ' || text FROM clauses WHERE version = ? ORDER BY position", [version]
    ).fetchall()
    questions = db.execute(
        "SELECT theme || ' ' || question || ' ' || answer FROM questions WHERE version = ? ORDER BY position", [version]
    ).fetchall()
    words = " ".join(words for (words,) in (*clauses, *questions))
    return TextBefore(version, str(latest["snapshot"]), str(latest["text_sha256"]), kind, words)


def gave_before(db: Database, source: str, address: str, snapshot: str, text_sha256: str) -> bool:
    """Return whether one of the versions of an address has these bytes or these words."""
    found = db.execute(
        "SELECT 1 FROM versions WHERE source = ? AND address = ? AND (snapshot = ? OR text_sha256 = ?) LIMIT 1",
        [source, address, snapshot, text_sha256],
    )
    return found.fetchone() is not None


def is_followed(db: Database, source: str) -> bool:
    """Return whether a source has been read before."""
    return (
        db.execute("SELECT 1 FROM sources WHERE id = ? AND followed_since IS NOT NULL", [source]).fetchone() is not None
    )


def is_baseline(db: Database, source: str, address: str) -> bool:
    """Return whether a version stored now is no news: what a source held when it was first read.

    A document that could not be read then, and can now, was there as well.
    """
    (since,) = db.execute("SELECT followed_since FROM sources WHERE id = ?", [source]).fetchone()
    if since is None:
        return True
    late = db.execute(
        """
        SELECT 1 FROM checks JOIN sources ON sources.id = checks.source
        WHERE source = :source AND address = :address AND checks.id <= sources.first_read
        AND NOT EXISTS (SELECT 1 FROM versions WHERE source = :source AND address = :address) LIMIT 1
        """,
        {"source": source, "address": address},
    )
    return late.fetchone() is not None


def newest_versions(db: Database, policy: str) -> list[str]:
    """Return the newest version of each text and each Q&A of a policy, in the order of the register."""
    rows = db.query(
        """
        SELECT versions.id FROM versions JOIN sources ON sources.id = versions.source
        WHERE versions.policy = ? AND versions.newest = 1 ORDER BY sources.position, versions.rowid
        """,
        [policy],
    )
    return [row["id"] for row in rows]


def newest_text(db: Database, policy: str) -> str | None:
    """Return the version that is the policy's text now: the last to start, from the first source that has it."""
    found = db.execute(
        """
        SELECT versions.id FROM versions JOIN sources ON sources.id = versions.source
        WHERE versions.policy = ? AND versions.newest = 1 AND sources.role = 'tekst'
        ORDER BY coalesce(versions.valid_from, versions.published, '') DESC, sources.position, versions.rowid LIMIT 1
        """,
        [policy],
    ).fetchone()
    return found and found[0]


def clauses_of(db: Database, version: str) -> list[tuple[str, Clause]]:
    """Return the clauses of a version with their ids, in reading order; their links are not stored."""
    rows = db.query(f"SELECT id, {_CLAUSE} FROM clauses WHERE version = ? ORDER BY position, rowid", [version])
    return [(row.pop("id"), _clause(row)) for row in rows]


def _clause(row: Row) -> Clause:
    parent = row["parent"] and str(row["parent"]).split("/", 1)[1]
    return Clause(**(row | {"kind": ClauseKind(str(row["kind"])), "parent": parent}))  # type: ignore[arg-type]


def lineages(db: Database, version: str) -> dict[str, str]:
    """Return the lineage of each clause of a version by its eid."""
    return dict(db.execute("SELECT eid, lineage FROM clauses WHERE version = ?", [version]).fetchall())


def questions_of(db: Database, version: str) -> list[tuple[str, Question]]:
    """Return the questions of a version with their ids, in reading order."""
    rows = db.query(
        """
        SELECT id, number, question, answer, theme, page, position, label, answer_label FROM questions
        WHERE version = ? ORDER BY position, rowid
        """,
        [version],
    )
    return [(row.pop("id"), Question(**row)) for row in rows]
