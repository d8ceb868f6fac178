"""What the pages for reading ask of the database: few queries, each along an index, over one connection."""

import sqlite3
from collections.abc import Mapping, Sequence

from tracker.addresses import NOW
from tracker.publish.lookup import NOW_FIRST
from tracker.publish.reading.outline import QUESTION, Entry

Row = sqlite3.Row

_ABOUT_VERSION = """
SELECT versions.id AS versie_id, policies.id AS beleid_id, policies.name AS beleid, policies.municipality AS gemeente,
    policies.example AS voorbeeld, policies.kind AS soort, versions.title AS titel, versions.label AS versie,
    versions.valid_from AS geldig_vanaf, versions.valid_to AS geldig_tot, versions.published AS gepubliceerd,
    versions.retrieved AS opgehaald, versions.newest AS nieuwste, versions.publisher_page AS pagina_uitgever,
    versions.snapshot AS archiefbestand, versions.notes AS opmerkingen, versions.reason AS reden,
    versions.source AS bron, versions.work AS werk, sources.role AS rol
FROM versions
JOIN policies ON policies.id = versions.policy
JOIN sources ON sources.id = versions.source
WHERE versions.policy = :policy AND {chosen}
"""

_NAMED = _ABOUT_VERSION.format(chosen="versions.id = :version")

_NOW = _ABOUT_VERSION.format(chosen="1") + NOW_FIRST

_NEWER = """
SELECT id, valid_from FROM versions WHERE source = :bron AND work = :werk AND newest = 1 AND id <> :versie_id
ORDER BY rowid DESC LIMIT 1
"""

_OTHER_PIECES = """
SELECT count(DISTINCT work) FROM versions JOIN sources ON sources.id = versions.source
WHERE versions.policy = :beleid_id AND sources.role = :rol
"""

_CLAUSES = """
SELECT id, eid, kind, parent, label, heading, citation, position, length(text) AS letters
FROM clauses WHERE version = :version ORDER BY position, rowid
"""

_QUESTIONS = """
SELECT id, name, theme, label, position, length(question) + length(answer) AS letters
FROM questions WHERE version = :version ORDER BY position, rowid
"""

_MENTIONS = """
SELECT mentions.clause AS of, field, start, "end", form, holder, rung, force, polarity
FROM clauses JOIN mentions ON mentions.clause = clauses.id
WHERE clauses.version = :version
UNION ALL
SELECT mentions.question, field, start, "end", form, holder, rung, force, polarity
FROM questions JOIN mentions ON mentions.question = questions.id
WHERE questions.version = :version
"""

# Of a question that both names a clause and is like it, what it names counts.
_ASKED = """
SELECT question_clauses.clause, questions.id, questions.name, questions.question, questions.answer,
    asked_in.policy, max(question_clauses.how = 'verwijzing') AS cited
FROM clauses
JOIN question_clauses ON question_clauses.clause = clauses.id
JOIN questions ON questions.id = question_clauses.question
JOIN versions AS asked_in ON asked_in.id = questions.version
WHERE clauses.version = :version AND asked_in.newest = 1
GROUP BY question_clauses.clause, questions.id
ORDER BY cited DESC, max(question_clauses.score) DESC, questions.position
"""

# What a better reading of ours has no changes of, it has from the version with the same words, by its thread.
_CHANGED_VERSION = """
SELECT CASE reason WHEN 'inhoud' THEN id ELSE (
    SELECT same.id FROM versions AS same
    WHERE same.source = versions.source AND same.work = versions.work AND same.snapshot = versions.snapshot
        AND same.address = versions.address AND same.reason = 'inhoud' ORDER BY same.rowid DESC LIMIT 1) END
FROM versions WHERE id = :version
"""

_CHANGES = """
SELECT changes.kind, changes.effect, changes.sentence, changes.differences, changes.old_clause, changes.new_clause,
    changes.old_version, old.citation AS old_place, old.heading AS old_heading, old.text AS old_text,
    new.lineage AS lineage
FROM changes
LEFT JOIN clauses AS old ON old.id = changes.old_clause
LEFT JOIN clauses AS new ON new.id = changes.new_clause
WHERE changes.new_version = :version ORDER BY changes.position, changes.rowid
"""

_LINEAGES = "SELECT lineage, id FROM clauses WHERE version = :version ORDER BY position DESC"

_TEXTS = """
SELECT id, eid, kind, label, heading, citation, term, text, page FROM clauses
WHERE version = :version AND position BETWEEN :first AND :last
"""

_ANSWERS = """
SELECT id, name, theme, label, question, answer_label, answer, page FROM questions
WHERE version = :version AND position BETWEEN :first AND :last
"""


def version_row(connection: sqlite3.Connection, policy: str, version: str, today: str) -> Row | None:
    """Return what a page says of a version, by its id or `nu`; None where there is no such version of the policy."""
    sql = _NOW if version == NOW else _NAMED
    row: Row | None = connection.execute(sql, {"policy": policy, "version": version, "today": today}).fetchone()
    return row


def newer_version(connection: sqlite3.Connection, version: Row) -> Row | None:
    """Return the id and the date of the newest version of the same text, None where that is this one."""
    row: Row | None = connection.execute(_NEWER, dict(version)).fetchone()
    return row


def has_other_pieces(connection: sqlite3.Connection, version: Row) -> bool:
    """Return whether the policy has more than one text, so that a page has to say which one it shows."""
    return int(connection.execute(_OTHER_PIECES, dict(version)).fetchone()[0]) > 1


def all_rows(connection: sqlite3.Connection, sql: str, **parameters: object) -> list[Row]:
    """Return all rows of a query."""
    return connection.execute(sql, parameters).fetchall()


def mentions_in(connection: sqlite3.Connection, version: str) -> dict[str, list[Row]]:
    """Return the mentions of a version by the clause or question that they are in, in reading order."""
    found: dict[str, list[Row]] = {}
    for row in all_rows(connection, _MENTIONS, version=version):
        found.setdefault(row["of"], []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row["field"] == "answer", row["start"], row["end"]))
    return found


def questions_about(connection: sqlite3.Connection, version: str) -> dict[str, list[Row]]:
    """Return the questions about each clause of a version, those that name it first."""
    found: dict[str, list[Row]] = {}
    for row in all_rows(connection, _ASKED, version=version):
        found.setdefault(row["clause"], []).append(row)
    return found


def changes_of(connection: sqlite3.Connection, version: str) -> tuple[dict[str, Row], list[Row]]:
    """Return what changed with a version: by clause of it, and what is no longer in it."""
    changed = connection.execute(_CHANGED_VERSION, {"version": version}).fetchone()
    if changed is None or changed[0] is None:
        return {}, []
    rows = all_rows(connection, _CHANGES, version=changed[0])
    gone = [row for row in rows if row["new_clause"] is None]
    if changed[0] == version or not rows:
        return {row["new_clause"]: row for row in rows if row["new_clause"]}, gone
    clause_of: dict[str, str] = {row["lineage"]: row["id"] for row in all_rows(connection, _LINEAGES, version=version)}
    return {clause_of[row["lineage"]]: row for row in rows if row["lineage"] in clause_of}, gone


def entries_of(
    connection: sqlite3.Connection,
    version: str,
    mentions: Mapping[str, Sequence[Row]],
    asked: Mapping[str, Sequence[Row]],
    changes: Mapping[str, Row],
) -> tuple[Entry, ...]:
    """Return the outline of a version: its clauses, then its questions, with what stands beside each."""
    entries = [
        Entry(
            *(row["id"], row["eid"], row["kind"], row["parent"], row["label"], row["heading"], row["citation"]),
            position=row["position"],
            letters=row["letters"],
            mentions=len(mentions.get(row["id"], ())),
            asked=len(asked.get(row["id"], ())),
            changed=_letters_of(changes.get(row["id"])),
        )
        for row in all_rows(connection, _CLAUSES, version=version)
    ]
    entries += [
        Entry(
            *(row["id"], row["id"].partition("/")[2], QUESTION, None, row["label"], row["theme"], row["name"]),
            position=row["position"],
            letters=row["letters"],
            mentions=len(mentions.get(row["id"], ())),
        )
        for row in all_rows(connection, _QUESTIONS, version=version)
    ]
    return tuple(entries)


def _letters_of(change: Row | None) -> int:
    return 0 if change is None else len(change["sentence"]) + len(change["differences"])


def texts_of(connection: sqlite3.Connection, version: str, entries: Sequence[Entry]) -> dict[str, Row]:
    """Return the texts of the entries of a part, by id."""
    found: dict[str, Row] = {}
    for sql, is_question in ((_TEXTS, False), (_ANSWERS, True)):
        positions = [entry.position for entry in entries if (entry.kind == QUESTION) is is_question]
        if positions:
            rows = all_rows(connection, sql, version=version, first=min(positions), last=max(positions))
            found |= {row["id"]: row for row in rows}
    return found
