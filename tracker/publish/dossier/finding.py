"""What the database says of the clauses and questions in a dossier: text, place, evidence, and what became of them.

A few queries by primary keys and indexes, however many entries there are; the tests look at their plans.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from tracker.publish.dossier.item import Item, Mentioned, Missing, Newest, Part, Standing
from tracker.publish.reading.said import Values

MOST_PARTS = 5_000
"""Parts below the clauses of a dossier that are read, all together: a hundred an entry."""


Found = Mapping[str, Item | Missing]
"""What was found for each id that was asked for."""

_WANTED = "WITH wanted(id) AS (SELECT value FROM json_each(:ids)) "

_VERSION = """
    versions.policy, policies.name AS policy_name, policies.example, versions.id AS version, versions.title,
    versions.valid_from, versions.valid_to, versions.published, versions.retrieved, versions.snapshot,
    CASE WHEN policies.example THEN '' ELSE versions.publisher_page END AS publisher_page,
    versions.newest AS is_newest,
    newest.id AS newest_version, newest.valid_from AS newest_valid_from, newest.published AS newest_published,
    EXISTS (SELECT 1 FROM versions AS later WHERE later.source = versions.source AND later.work = versions.work
        AND later.reason = 'inhoud' AND later.snapshot <> versions.snapshot
        AND (later.rowid > versions.rowid OR later.valid_from > versions.valid_from)) AS has_other_words
"""

_NEWEST = """
JOIN policies ON policies.id = versions.policy
LEFT JOIN versions AS newest ON newest.source = versions.source AND newest.work = versions.work AND newest.newest = 1
    AND versions.newest = 0
"""

_ITEMS = f"""{_WANTED}
SELECT clauses.id, 0 AS is_question, clauses.citation, clauses.heading, clauses.page, clauses.text, '' AS question,
    later.id AS later_clause, later.citation AS later_citation, later.heading AS later_heading,
    later.text AS later_text, {_VERSION}
FROM wanted JOIN clauses ON clauses.id = wanted.id JOIN versions ON versions.id = clauses.version {_NEWEST}
LEFT JOIN clauses AS later ON later.lineage = clauses.lineage AND later.version = newest.id
UNION ALL
SELECT questions.id, 1, questions.name, questions.theme, questions.page, questions.answer, questions.question,
    NULL, NULL, NULL, NULL, {_VERSION}
FROM wanted JOIN questions ON questions.id = wanted.id JOIN versions ON versions.id = questions.version {_NEWEST}
"""

_BELOW = f"""{_WANTED.replace("WITH", "WITH RECURSIVE", 1)}, below(root, id, depth) AS (
    SELECT wanted.id, clauses.id, 1 FROM wanted JOIN clauses ON clauses.parent = wanted.id
    UNION ALL SELECT root, clauses.id, depth + 1 FROM below JOIN clauses ON clauses.parent = below.id
    LIMIT {MOST_PARTS})
SELECT root, clauses.id, label, heading, text, depth
FROM below JOIN clauses ON clauses.id = below.id ORDER BY root, position, clauses.rowid
"""

_MENTIONS = f"""{_WANTED}
SELECT wanted.id, field, start, "end", form, holder, rung, force, polarity
FROM wanted JOIN mentions ON mentions.clause = wanted.id
UNION ALL
SELECT wanted.id, field, start, "end", form, holder, rung, force, polarity
FROM wanted JOIN mentions ON mentions.question = wanted.id
"""

_SENTENCES = f"""{_WANTED}
SELECT changes.old_clause AS id, changes.new_version, changes.sentence
FROM wanted JOIN changes ON changes.old_clause = wanted.id ORDER BY changes.new_version, changes.position
"""

_POLICIES = f"{_WANTED} SELECT policies.id, policies.name FROM wanted JOIN policies ON policies.id = wanted.id"


_VERSION_ID = re.compile(r"(?P<policy>.+?)(?:-vragen)?-[0-9a-f]{8}(?:-\d+)?")


@dataclass
class _Read:
    """What one look at the database gave, by id of a clause or question; `later` by id of the one that it became."""

    rows: dict[str, sqlite3.Row]
    later: dict[str, sqlite3.Row]
    below: dict[str, list[sqlite3.Row]] = field(default_factory=dict)
    mentions: dict[tuple[str, str], list[Mentioned]] = field(default_factory=dict)
    sentences: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether all that falls under the clauses was read."""
        return sum(map(len, self.below.values())) < MOST_PARTS

    def ids(self, root: str) -> list[str]:
        """Return the ids of a clause and of all below it, in reading order."""
        return [root, *(row["id"] for row in self.below.get(root, ()))]


def find(connection: sqlite3.Connection, ids: Sequence[str]) -> Found:
    """Return what the database has for each id; the connection gives rows by name."""
    rows = {row["id"]: row for row in _all(connection, _ITEMS, ids)}
    read = _Read(rows, {row["later_clause"]: row for row in rows.values() if row["later_clause"]})
    for row in _all(connection, _BELOW, [*read.rows, *read.later]):
        read.below.setdefault(row["root"], []).append(row)
    for row in _all(connection, _MENTIONS, _shown(read, read.rows)):
        values = Values(*(row[each.name] for each in fields(Values)))
        mention = Mentioned(row["start"], row["end"], values)
        read.mentions.setdefault((row["id"], row["field"]), []).append(mention)
    for row in _all(
        connection, _SENTENCES, _shown(read, (row["id"] for row in rows.values() if row["newest_version"]))
    ):
        read.sentences.setdefault((row["id"], row["new_version"]), []).append(row["sentence"])
    missing = _missing(connection, [id_ for id_ in ids if id_ not in read.rows])
    return {id_: _item(read, read.rows[id_]) if id_ in read.rows else missing[id_] for id_ in ids}


def _all(connection: sqlite3.Connection, sql: str, ids: Iterable[str]) -> list[sqlite3.Row]:
    return connection.execute(sql, {"ids": json.dumps(list(ids))}).fetchall()


def _shown(read: _Read, roots: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(id_ for root in roots for id_ in read.ids(root))


def _item(read: _Read, row: sqlite3.Row) -> Item:
    known = {each.name for each in fields(Item)} & set(row.keys())
    named: dict[str, Any] = {name: "" if row[name] is None and name != "page" else row[name] for name in known}
    return Item(
        **named | {"is_question": bool(row["is_question"]), "example": bool(row["example"])},
        standing=_standing(read, row),
        newest=_newest(read, row),
        parts=_question_parts(read, row) if row["is_question"] else _clause_parts(read, row),
        is_whole=read.is_whole or row["id"] not in read.below,
    )


def _newest(read: _Read, row: sqlite3.Row) -> Newest | None:
    if not row["newest_version"]:
        return None
    version = row["newest_version"]
    said = (sentence for id_ in read.ids(row["id"]) for sentence in read.sentences.get((id_, version), ()))
    return Newest(
        version,
        row["newest_valid_from"] or "",
        row["newest_published"] or "",
        row["later_clause"] or "",
        row["later_citation"] or "",
        tuple(said),
    )


def _standing(read: _Read, row: sqlite3.Row) -> Standing:
    if not row["newest_version"]:
        return Standing.NEWEST
    if row["is_question"] or not read.is_whole:
        return Standing.UNKNOWN if row["has_other_words"] else Standing.REREAD
    if row["later_clause"] and _words(read, row["id"], row, "") == _words(read, row["later_clause"], row, "later_"):
        return Standing.SAME
    if not row["has_other_words"]:
        return Standing.REREAD
    return Standing.CHANGED if row["later_clause"] else Standing.GONE


def _words(read: _Read, id_: str, row: sqlite3.Row, which: str) -> list[tuple[str, str]]:
    """Return the words of a clause and of all below it, without what numbers them."""
    below = ((part["heading"], part["text"]) for part in read.below.get(id_, ()))
    return [(row[f"{which}heading"], row[f"{which}text"]), *below]


def _clause_parts(read: _Read, row: sqlite3.Row) -> tuple[Part, ...]:
    def mentions(id_: str) -> tuple[Mentioned, ...]:
        return tuple(read.mentions.get((id_, "text"), ()))

    own = Part("", "", row["text"], 0, mentions(row["id"]))
    below = (
        Part(part["label"], part["heading"], part["text"], part["depth"], mentions(part["id"]))
        for part in read.below.get(row["id"], ())
    )
    return tuple(part for part in (own, *below) if part.text or part.heading or part.label)


def _question_parts(read: _Read, row: sqlite3.Row) -> tuple[Part, ...]:
    question = tuple(read.mentions.get((row["id"], "question"), ()))
    answer = tuple(read.mentions.get((row["id"], "answer"), ()))
    return Part("Vraag:", "", row["question"], 0, question), Part("Antwoord:", "", row["text"], 0, answer)


def _missing(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Missing]:
    """Return what can still be said of ids that are not there: which policy their form points to."""
    if not ids:
        return {}
    pointed = {id_: found["policy"] for id_ in ids if (found := _VERSION_ID.fullmatch(id_.partition("/")[0]))}
    names = {row["id"]: row["name"] for row in _all(connection, _POLICIES, set(pointed.values()))}
    return {
        id_: Missing(id_, policy, names[policy]) if (policy := pointed.get(id_, "")) in names else Missing(id_)
        for id_ in ids
    }
