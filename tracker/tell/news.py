"""What there is to tell of policies: new versions and new documents with their changes, and texts that will end.

Read from the database at any time, so that a message that was not sent in one run can be made in the next.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Interest:
    """What somebody wants to hear of; an empty tuple is: everything. All that is named must hold."""

    policies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


EVERYTHING = Interest()


@dataclass(frozen=True)
class NewsChange:
    """What became of one clause. `forms` are the forms of control that it names, before or after.

    clause: the id of the clause as it is now, or as it was last where it is gone.

    kind, effect and sentence are as in the table `changes`; the texts are empty where a clause came or went.
    """

    id: str
    clause: str
    kind: str
    citation: str
    heading: str
    sentence: str
    effect: str
    old_text: str
    new_text: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class News:
    """One thing to tell of a policy; `subject` names it for ever.

    before: the version that it was compared with, empty where nothing changed. kind: `versie` (another text where there
    was one), `stuk` (a document that was not there before) or `einde` (the publisher says until when a text holds).
    Moments and days are ISO 8601; `forms` are those in the whole text.
    """

    subject: str
    kind: str
    version: str
    policy: str
    name: str
    theme: str
    municipality: str
    role: str
    title: str
    label: str
    valid_from: str
    valid_to: str
    retrieved: str
    page: str
    forms: tuple[str, ...]
    before: str = ""
    changes: tuple[NewsChange, ...] = ()


_NEWS = """
SELECT versions.id AS version, policies.id AS policy, policies.name, policies.theme,
    policies.municipality, sources.role, versions.title, versions.label,
    coalesce(versions.valid_from, '') AS valid_from, coalesce(versions.valid_to, '') AS valid_to,
    versions.retrieved,
    coalesce((SELECT old_version FROM changes WHERE new_version = versions.id LIMIT 1), '') AS "before",
    CASE WHEN policies.example THEN '' ELSE versions.publisher_page END AS page,
    EXISTS (SELECT 1 FROM changes WHERE changes.new_version = versions.id) OR EXISTS (
        SELECT 1 FROM versions AS earlier WHERE earlier.source = versions.source AND earlier.work = versions.work
        AND earlier.rowid < versions.rowid) AS follows,
    (SELECT group_concat(form) FROM (
        SELECT form FROM mentions JOIN clauses ON clauses.id = mentions.clause WHERE clauses.version = versions.id
        UNION
        SELECT form FROM mentions JOIN questions ON questions.id = mentions.question
        WHERE questions.version = versions.id)) AS forms
FROM versions
JOIN policies ON policies.id = versions.policy
JOIN sources ON sources.id = versions.source
WHERE versions.id IN (SELECT value FROM json_each(:versions))
ORDER BY versions.rowid
"""

_OF_A_ROW = (
    *("version", "policy", "name", "theme", "municipality", "role", "title", "label"),
    *("valid_from", "valid_to", "retrieved", "page"),
)

_CHANGES = """
SELECT changes.id, coalesce(changes.new_clause, changes.old_clause) AS clause, changes.kind, changes.sentence,
    changes.effect,
    coalesce(new.citation, old.citation, '') AS citation, coalesce(nullif(new.heading, ''), old.heading, '') AS heading,
    coalesce(old.text, '') AS old_text, coalesce(new.text, '') AS new_text,
    (SELECT group_concat(form) FROM (
        SELECT DISTINCT form FROM mentions WHERE clause IN (changes.old_clause, changes.new_clause) ORDER BY form)
    ) AS forms
FROM changes
LEFT JOIN clauses AS old ON old.id = changes.old_clause
LEFT JOIN clauses AS new ON new.id = changes.new_clause
WHERE changes.new_version = ? ORDER BY changes.rowid
"""

_SUBJECTS = """
SELECT 'versie:' || id AS subject, id, rowid AS position FROM versions
WHERE reason = 'inhoud' AND baseline = 0 AND NOT EXISTS (
    SELECT 1 FROM versions AS same WHERE same.policy = versions.policy AND same.source <> versions.source
    AND same.text_sha256 = versions.text_sha256 AND same.rowid < versions.rowid)
UNION ALL
SELECT 'einde:' || id || ':' || valid_to, id, rowid FROM versions
WHERE newest = 1 AND ended_since IS NOT NULL AND valid_to IS NOT NULL
ORDER BY position DESC
"""


def subjects(db: sqlite3.Connection) -> dict[str, str]:
    """Return the subject of everything that there is to tell, each with its version, the newest first.

    A text that two sources of a policy publish is told once.
    """
    return {subject: version for subject, version, _ in db.execute(_SUBJECTS).fetchall()}


def read_news(db: sqlite3.Connection, wanted: Mapping[str, str], interest: Interest = EVERYTHING) -> list[News]:
    """Return the news on these subjects (each with its version) that somebody is interested in, oldest first.

    With forms of control in the interest, of each version only the changes that name one of them.
    """
    found = []
    subjects_of: dict[str, list[str]] = {}
    for subject, version in wanted.items():
        subjects_of.setdefault(version, []).append(subject)
    for row in _query(db, _NEWS, {"versions": json.dumps(list(subjects_of))}):
        found += [_news(db, subject, row) for subject in subjects_of[row["version"]]]
    return [narrowed for news in found if (narrowed := _narrow(news, interest)) is not None]


def latest(db: sqlite3.Connection, interest: Interest, most: int) -> list[News]:
    """Return the last news that somebody is interested in, oldest first."""
    waiting = list(subjects(db).items())
    found: list[News] = []
    while waiting and len(found) < most:
        some, waiting = waiting[:most], waiting[most:]
        found = read_news(db, dict(some), interest) + found
    return found[-most:]


def _news(db: sqlite3.Connection, subject: str, row: Mapping[str, Any]) -> News:
    ends = subject.startswith("einde:")
    before = row["before"]
    changes: tuple[NewsChange, ...] = ()
    if not ends:
        changes = tuple(_change(each) for each in _query(db, _CHANGES, [row["version"]]))
    if not ends and row["role"] == "vragen" and row["follows"]:
        from tracker.tell.questions import changed_questions  # compares, which takes a while to load

        before, asked = changed_questions(db, row["policy"], row["version"])
        changes += asked
    return News(
        subject=subject,
        kind="einde" if ends else "versie" if row["follows"] else "stuk",
        forms=_forms(row["forms"]),
        before=before,
        changes=changes,
        **{name: row[name] for name in _OF_A_ROW},
    )


def _change(row: Mapping[str, Any]) -> NewsChange:
    return NewsChange(**{**row, "forms": _forms(row["forms"])})


def _forms(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(filter(None, (joined or "").split(","))))


def _narrow(news: News, interest: Interest) -> News | None:
    """Return the news as far as somebody is interested in it, None when not at all."""
    named = (
        (interest.policies, news.policy),
        (interest.themes, news.theme),
        (interest.municipalities, news.municipality),
    )
    if any(wanted and value not in wanted for wanted, value in named):
        return None
    if not interest.forms:
        return news
    changes = tuple(each for each in news.changes if set(each.forms) & set(interest.forms))
    if news.changes:
        return replace(news, changes=changes) if changes else None
    return news if set(news.forms) & set(interest.forms) else None


def _query(db: sqlite3.Connection, sql: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[dict[str, Any]]:
    cursor = db.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]
