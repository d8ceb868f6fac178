"""What the page of one clause asks of the database: what falls under it, what is near it, its thread, what refers."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from tracker.publish.reading.rows import Row, all_rows

MOST_BELOW = 400
"""Clauses under one that are read; the reading page has them all."""

_MOST_CITATIONS, _MOST_THREAD, _MOST_CHANGES, _MOST_QUESTIONS = 25, 40, 15, 20

_ENTRY = """
SELECT id, eid, kind, parent, label, heading, citation, position, term, text, page, lineage, length(text) AS letters
FROM clauses WHERE {which} {order}
"""

_BELOW = f"""
WITH RECURSIVE below(id) AS (
    SELECT id FROM clauses WHERE parent = :id
    UNION ALL SELECT clauses.id FROM clauses JOIN below ON clauses.parent = below.id LIMIT {MOST_BELOW}
)
{_ENTRY.format(which="id IN (SELECT id FROM below)", order="ORDER BY position, rowid")}
"""

_ONE = _ENTRY.format(which="id = :id", order="")

_NEIGHBOURS = """
SELECT id, eid, label, heading, citation, position FROM clauses
WHERE version = :version AND parent IS :parent AND position {after} :position ORDER BY position {order} LIMIT 1
"""

_MENTIONS = """
SELECT coalesce(clause, question) AS of, field, start, "end", "trigger", form, holder, rung, force, polarity, rule
FROM mentions
WHERE clause IN (SELECT value FROM json_each(:ids)) OR question IN (SELECT value FROM json_each(:ids))
"""

_QUESTIONS = f"""
SELECT questions.id, versions.policy, questions.name, questions.question, questions.answer,
    max(question_clauses.how = 'verwijzing') AS cited, max(question_clauses.clause = :id) AS itself
FROM question_clauses
JOIN questions ON questions.id = question_clauses.question
JOIN versions ON versions.id = questions.version
WHERE question_clauses.clause IN (SELECT value FROM json_each(:ids)) AND versions.newest = 1
GROUP BY questions.id ORDER BY cited DESC, itself DESC, max(question_clauses.score) DESC, questions.position
LIMIT {_MOST_QUESTIONS}
"""

_THREAD = f"""
SELECT clauses.id, clauses.eid, clauses.citation, clauses.heading, clauses.text, versions.id AS version,
    versions.valid_from, versions.valid_to, versions.published, versions.retrieved, versions.reason, changes.kind,
    changes.effect, changes.sentence, changes.differences
FROM clauses
JOIN versions ON versions.id = clauses.version
LEFT JOIN changes ON changes.new_clause = clauses.id
WHERE clauses.lineage = :lineage
ORDER BY coalesce(versions.valid_from, versions.published, '') DESC, versions.rowid DESC, clauses.position
LIMIT {_MOST_THREAD}
"""

# The plus keeps SQLite from looking among all clauses that ever went.
_GONE = """
SELECT changes.sentence, changes.effect, versions.id AS version, versions.valid_from, versions.retrieved
FROM changes JOIN versions ON versions.id = changes.new_version
WHERE changes.old_clause IN (SELECT value FROM json_each(:ids)) AND +changes.new_clause IS NULL
ORDER BY versions.rowid DESC LIMIT 1
"""

_CHANGED_BELOW = f"""
SELECT changes.new_clause AS id, changes.kind, changes.effect, changes.sentence, changes.differences
FROM changes JOIN clauses ON clauses.id = changes.new_clause
WHERE changes.new_clause IN (SELECT value FROM json_each(:ids)) AND changes.new_clause <> :id
ORDER BY clauses.position LIMIT {_MOST_CHANGES}
"""

_CITES = f"""
SELECT DISTINCT citations.field, coalesce(citations.clause, citations.question) AS of, citations.start,
    citations."end", citations.target_uri, citations.target_clause, citations.target_eid, citations.target_policy,
    target.citation AS place, target.heading, policies.id AS policy, policies.name AS policy_name
FROM citations
LEFT JOIN clauses AS target ON target.id = citations.target_clause
LEFT JOIN versions ON versions.id = target.version
LEFT JOIN policies ON policies.id = coalesce(versions.policy, citations.target_policy)
WHERE (citations.clause IN (SELECT value FROM json_each(:ids))
    OR citations.question IN (SELECT value FROM json_each(:ids)))
    AND (citations.target_clause IS NOT NULL OR citations.target_policy IS NOT NULL OR citations.target_uri <> '')
ORDER BY citations.rowid LIMIT {_MOST_CITATIONS}
"""

_CITED_BY = f"""
SELECT DISTINCT coalesce(citations.clause, citations.question) AS id, citations.target_clause,
    coalesce(clauses.citation, questions.name) AS place, clauses.heading, policies.id AS policy,
    policies.name AS policy_name, versions.id AS version
FROM citations
LEFT JOIN clauses ON clauses.id = citations.clause
LEFT JOIN questions ON questions.id = citations.question
JOIN versions ON versions.id = coalesce(clauses.version, questions.version)
JOIN policies ON policies.id = versions.policy
WHERE citations.target_clause IN (SELECT value FROM json_each(:ids))
    AND coalesce(citations.clause, citations.question) NOT IN (SELECT value FROM json_each(:ids))
ORDER BY citations.rowid LIMIT {_MOST_CITATIONS}
"""


def clause_row(connection: sqlite3.Connection, id_: str) -> Row | None:
    """Return a clause, None where there is none with this id."""
    row: Row | None = connection.execute(_ONE, {"id": id_}).fetchone()
    return row


def below(connection: sqlite3.Connection, id_: str) -> list[Row]:
    """Return what falls under a clause, in reading order."""
    return all_rows(connection, _BELOW, id=id_)


def above(connection: sqlite3.Connection, clause: Row) -> list[Row]:
    """Return what a clause falls under, the outermost first."""
    found: list[Row] = []
    seen = {clause["id"]}
    while clause["parent"] and clause["parent"] not in seen:
        parent = clause_row(connection, clause["parent"])
        if parent is None:
            break
        found.append(parent)
        seen.add(parent["id"])
        clause = parent
    return found[::-1]


def neighbours(
    connection: sqlite3.Connection, version: str, clause: Row, parents: Sequence[Row]
) -> tuple[Row | None, Row | None]:
    """Return the clause before and the one after: its siblings, else those of what it falls under."""
    found: list[Row | None] = []
    for after, order in (("<", "DESC"), (">", "")):
        sql = _NEIGHBOURS.format(after=after, order=order)
        nearest: Row | None = None
        for each in (clause, *reversed(parents)):
            place = {"version": version, "parent": each["parent"], "position": each["position"]}
            nearest = connection.execute(sql, place).fetchone()
            if nearest is not None:
                break
        found.append(nearest)
    return found[0], found[1]


def _ids(ids: Iterable[str]) -> str:
    return json.dumps(list(ids))


def mentions_of(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Row]:
    """Return the mentions in clauses, or in a question, by where they stand in them."""
    rows = all_rows(connection, _MENTIONS, ids=_ids(ids))
    return sorted(rows, key=lambda row: (row["field"] == "answer", row["start"], row["end"]))


def questions_about(connection: sqlite3.Connection, id_: str, ids: Iterable[str]) -> list[Row]:
    """Return the questions about a clause and what falls under it: what names it first."""
    return all_rows(connection, _QUESTIONS, id=id_, ids=_ids(ids))


def thread(connection: sqlite3.Connection, clause: Row) -> tuple[list[Row], Row | None]:
    """Return the same clause in all versions, the newest first, and how it went where it is no longer there."""
    rows = all_rows(connection, _THREAD, lineage=clause["lineage"])
    gone: Row | None = connection.execute(_GONE, {"ids": _ids(row["id"] for row in rows)}).fetchone()
    return rows, gone


def changed_below(connection: sqlite3.Connection, id_: str, ids: Iterable[str]) -> list[Row]:
    """Return what changed, with this version, in what falls under a clause."""
    return all_rows(connection, _CHANGED_BELOW, id=id_, ids=_ids(ids))


def citations(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[list[Row], list[Row]]:
    """Return what these clauses, or this question, refer to, and what refers to them from elsewhere."""
    given = _ids(ids)
    return all_rows(connection, _CITES, ids=given), all_rows(connection, _CITED_BY, ids=given)
