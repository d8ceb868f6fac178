"""Writing a register, a check or a version. Every function here runs inside a transaction of the caller."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from tracker.model import Extraction, Fetched, Policy, ReadError, Source, TrackerError
from tracker.quality import Quality
from tracker.store import read
from tracker.store.rows import ContentRows, Row, content_rows, iso_day, text_sha256, version_id, version_row


class SavedVersion(NamedTuple):
    """What became of a reading: its version, `new` or `unchanged`, and of a new one the reason.

    `id` is that of the version that holds the text: the new one, or the one that it equals. `reason` is `inhoud` or
    `extractie`; empty when nothing was stored.
    """

    id: str
    outcome: str
    reason: str = ""


def write_register(db: Database, policies: Sequence[Policy]) -> None:
    """Make the policies and sources those of the register; what left it stays and is marked as no longer followed."""
    sources = [source for policy in policies for source in policy.sources]
    _write_entries(db, "policies", [_policy_row(policy, position) for position, policy in enumerate(policies)])
    _write_entries(db, "sources", [_source_row(source, position) for position, source in enumerate(sources)])
    stored = {row["id"] for row in db.query("SELECT id FROM policies")}
    for policy in policies:
        if unknown := sorted(set(policy.succeeds) - stored):
            raise TrackerError(f"policy {policy.id}: succeeds {unknown[0]}, which is not in the register; add it there")
    db.execute("DELETE FROM successions")
    db.table("successions").insert_all(
        {"policy": policy.id, "succeeds": earlier} for policy in policies for earlier in policy.succeeds
    )


def _write_entries(db: Database, table: str, rows: Sequence[Row]) -> None:
    """Write the entries that are not in the table as they are, and mark those that left the register."""
    stored = {row["id"]: row for row in db.query(f'SELECT * FROM "{table}"')}
    for row in rows:
        if not row.items() <= stored.get(row["id"], {}).items():
            db.table(table).upsert(row, pk="id")
    for left in stored.keys() - {row["id"] for row in rows}:
        if stored[left]["followed"]:
            db.table(table).update(left, {"followed": 0})


INSERT_CHECK = """
INSERT INTO checks (source, address, at, outcome, step, http_status, etag, last_modified, snapshot, error)
VALUES (:source, :address, :at, :outcome, :step, :http_status, :etag, :last_modified, :snapshot, :error)
"""


def mark_followed(db: Database, source: str, at: str) -> None:
    """Say that a source has been read for the first time, unless that was said before or nothing of it was read."""
    db.execute(
        """
        UPDATE sources SET followed_since = :at, first_read = (SELECT max(id) FROM checks WHERE source = :source)
        WHERE id = :source AND followed_since IS NULL AND EXISTS (SELECT 1 FROM versions WHERE source = :source)
        """,
        {"source": source, "at": at},
    )


def write_scores(db: Database, quality: Quality) -> None:
    """Make the scores of the tags those that were counted last."""
    db.execute("DELETE FROM tag_scores")
    db.table("tag_scores").insert_all(
        {
            "what": what,
            "value": value,
            "labelled": score.labelled,
            "found": score.found,
            "right": score.right,
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
            "labelled_clauses": quality.labelled_clauses,
            "documents": quality.documents,
        }
        for what, value, score in quality.rows()
    )


def _policy_row(policy: Policy, position: int) -> Row:
    return {
        "id": policy.id,
        "title": policy.title,
        "theme": policy.theme,
        "kind": policy.kind,
        "municipality": policy.municipality,
        "name": f"VOORBEELD: {policy.title}" if policy.example else policy.title,
        "example": int(policy.example),
        "note": policy.note,
        "followed": 1,
        "position": position,
    }


def _source_row(source: Source, position: int) -> Row:
    return {
        "id": source.id,
        "policy": source.policy,
        "adapter": source.adapter,
        "locator": source.locator,
        "role": source.role,
        "label": source.label,
        "valid_from": iso_day(source.valid_from),
        "valid_to": iso_day(source.valid_to),
        "followed": 1,
        "position": position,
    }


class _Reading(NamedTuple):
    """One document as it was read just now."""

    source: Source
    fetched: Fetched
    snapshot: str
    extraction: Extraction
    retrieved: str
    extractor: str


def write_version(
    db: Database,
    source: Source,
    fetched: Fetched,
    snapshot: str,
    extraction: Extraction,
    retrieved: str,
    extractor: str,
) -> SavedVersion:
    """Store a version when its text is new, or when another extractor reads the same text differently."""
    if not extraction.split.clauses and not extraction.split.questions:
        raise ReadError(
            "no-clauses",
            f"{source.id} ({fetched.address}): holds no clauses and no questions; it is not stored, for that would say "
            "that nothing is mentioned in it",
        )
    reading = _Reading(source, fetched, snapshot, extraction, retrieved, extractor)
    text_hash, extraction_hash = text_sha256(extraction), content_rows("", extraction).sha256()
    latest = read.latest_reading(db, source.id, fetched.address)
    reason = _reason(reading, text_hash, extraction_hash, latest)
    if latest is not None and not reason:
        saved = SavedVersion(str(latest["id"]), "unchanged")
        _write_dates(db, saved.id, version_row(source, fetched, extraction), source.role)
    else:
        saved = SavedVersion(_write_new(db, reading, text_hash, extraction_hash, reason), "new", reason)
    db.table("readings").upsert(
        {
            "source": source.id,
            "address": fetched.address,
            "snapshot": snapshot,
            "extractor": extractor,
            "version": saved.id,
        },
        pk=("source", "address"),
    )
    return saved


_TOLD = ("label", "title", "valid_from", "valid_to", "valid_to_given", "published", "publisher_page", "metadata")


def _write_dates(db: Database, version: str, row: Row, role: str) -> None:
    """Keep up with what is said of a text that did not change: a repeal gives it an end, a search a title."""
    db.table("versions").update(version, {key: row[key] for key in _TOLD} | {"name": _version_name(db, row, role)})
    _order_versions(db, str(row["source"]), str(row["work"]))


def write_told(db: Database, source: str, address: str, told: Mapping[str, str], at: str) -> None:
    """Write what a source says now beside the text that an address gave last; what it no longer says stays."""
    latest = read.latest_reading(db, source, address)
    if latest is None:
        return
    row = dict(db.table("versions").get(str(latest["id"])))
    before = row["valid_to"]
    dates = {key: told[key] for key in ("label", "title", "valid_from", "valid_to", "published") if told.get(key)}
    row |= dates | {"publisher_page": told.get("page") or row["publisher_page"]}
    row |= {"metadata": json.dumps(dict(told), ensure_ascii=False, sort_keys=True)}
    if "valid_to" in dates:
        newly = not row["valid_to_given"] or row["valid_to"] != before
        row |= {"valid_to_given": 1}
        db.table("versions").update(str(latest["id"]), {"ended_since": at} if newly else {})
    (role,) = db.execute("SELECT role FROM sources WHERE id = ?", [source]).fetchone()
    _write_dates(db, str(latest["id"]), row, role)


def _reason(
    reading: _Reading, text_hash: str, extraction_hash: str, latest: Mapping[str, str | int | None] | None
) -> str:
    """Return why the reading is a version of its own, or nothing when it is not.

    The same bytes cannot hold a change of the publisher's: what differs then is ours. Other bytes with the same text
    are a version only when another extractor reads them differently, so that a moved page number is none.
    """
    if latest is None:
        return "inhoud"
    same_bytes = latest["snapshot"] == reading.snapshot
    if latest["text_sha256"] != text_hash:
        return "extractie" if same_bytes else "inhoud"
    if latest["extraction_sha256"] != extraction_hash and (same_bytes or latest["extractor"] != reading.extractor):
        return "extractie"
    return ""


def _write_new(db: Database, reading: _Reading, text_hash: str, extraction_hash: str, reason: str) -> str:
    from tracker.store import comparing, indexing  # what takes a while to load is for runs that find something new

    id_ = _unique(db, version_id(reading.source, reading.fetched.address, text_hash))
    row = version_row(reading.source, reading.fetched, reading.extraction)
    source, work = reading.source.id, str(row["work"])
    before = comparing.version_before(db, source, work, row["valid_from"], reading.extractor)
    row |= {
        "id": id_,
        "snapshot": reading.snapshot,
        "name": _version_name(db, row, reading.source.role),
        "retrieved": reading.retrieved,
        "extractor": reading.extractor,
        "reason": reason,
        "baseline": int(read.is_baseline(db, source, reading.fetched.address)),
        "text_sha256": text_hash,
        "extraction_sha256": extraction_hash,
    }
    db.table("versions").insert(row)
    rows = content_rows(id_, reading.extraction)
    found = comparing.compared(db, before, comparing.side_of(id_, reading.extraction), reading.source.policy, reason)
    _write_content(db, rows, found.lineages)
    indexing.index_version(db, id_)
    comparing.write_changes(db, found)
    if reason == "inhoud" and comparing.comes_between(db, id_):
        comparing.compare_again(db, source, work)
    _order_versions(db, source, work)
    _lead_citations_to(db, reading.source.policy)
    return id_


def _unique(db: Database, wanted: str) -> str:
    """Return `wanted`, or with a number behind it when a text has come back or is read anew."""
    taken = {row["id"] for row in db.query("SELECT id FROM versions WHERE id >= ? AND id < ?", [wanted, wanted + "."])}
    number = 1
    while (candidate := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return candidate


def _version_name(db: Database, version: Row, role: str) -> str:
    """Return how a visitor sees a version named: the policy, what it is, and since when."""
    policy = str(db.execute("SELECT name FROM policies WHERE id = ?", [version["policy"]]).fetchone()[0])
    what = ", vragen en antwoorden" if role == "vragen" else ""
    since = version["valid_from"] or version["published"]
    return f"{policy}{what} ({f'vanaf {since}' if since else version['label']})"


def _write_content(db: Database, rows: ContentRows, lineages: Mapping[str, str]) -> None:
    db.table("clauses").insert_all({**row, "lineage": lineages[str(row["eid"])]} for row in rows.clauses)
    db.table("questions").insert_all(rows.questions)
    own = {str(row["id"]) for row in rows.clauses}
    db.table("citations").insert_all({**row, "target_clause": _own_target(row, own)} for row in rows.citations)
    db.table("mentions").insert_all(rows.mentions)
    db.table("set_apart").insert_all(rows.set_apart)


def _own_target(citation: Row, own: set[str]) -> str | None:
    """Return the clause of the same version that a reference leads to; one into another policy is led there later."""
    if citation["target_policy"] or not citation["target_eid"]:
        return None
    version = str(citation["id"]).split("/", 1)[0]
    target = f"{version}/{citation['target_eid']}"
    return target if target in own else None


def _order_versions(db: Database, source: str, work: str) -> None:
    """Mark the newest version of a work, and end each where a later one starts, unless the publisher said when."""
    db.execute(
        """
        UPDATE versions SET
            newest = id = (SELECT later.id FROM versions AS later WHERE later.source = :source AND later.work = :work
                ORDER BY coalesce(later.valid_from, '') DESC, later.rowid DESC LIMIT 1),
            valid_to = CASE WHEN valid_to_given THEN valid_to ELSE (SELECT min(later.valid_from) FROM versions AS later
                WHERE later.source = :source AND later.work = :work AND later.valid_from > versions.valid_from) END
        WHERE source = :source AND work = :work
        """,
        {"source": source, "work": work},
    )


def _lead_citations_to(db: Database, policy: str) -> None:
    """Lead references into a policy to the clauses of its newest text, wherever they were read."""
    version = read.newest_text(db, policy)
    if version:
        db.execute(
            """
            UPDATE citations SET target_clause =
                (SELECT id FROM clauses WHERE version = :version AND eid = citations.target_eid)
            WHERE target_policy = :policy AND target_eid <> ''
            """,
            {"version": version, "policy": policy},
        )


def write_targets(db: Database, targets: Sequence[tuple[str, str, int, str, str, str]]) -> None:
    """Lead citations in questions and answers to clauses: (question, field, start, policy, eid, clause)."""
    db.conn.executemany(
        "UPDATE citations SET target_policy = ?4, target_eid = ?5, target_clause = ?6 "
        "WHERE question = ?1 AND field = ?2 AND start = ?3 AND target_uri = ''",
        targets,
    )


def write_links(db: Database, links: Sequence[tuple[str, str, str, float]]) -> None:
    """Make the links those given, for the questions and the versions of clauses that are named in them."""
    rows = [
        {"question": question, "clause": clause, "how": how, "score": score} for question, clause, how, score in links
    ]
    scope = {(question, clause.split("/", 1)[0]) for question, clause, _, _ in links}
    for question, version in sorted(scope):
        db.execute(
            "DELETE FROM question_clauses WHERE question = ? AND clause IN (SELECT id FROM clauses WHERE version = ?)",
            [question, version],
        )
    db.table("question_clauses").insert_all(rows, pk=("question", "clause", "how"), replace=True)
