"""What the pages of our own show: the home page, a version, a clause, a question with its answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.database import Database
from datasette.utils import sqlite3, tilde_decode
from markupsafe import Markup

from tracker.publish.marks import Marked, mentions_marked

_POLICIES = """
SELECT id, name, theme, municipality,
    (SELECT count(*) FROM sources JOIN checks ON checks.source = sources.id
     WHERE sources.policy = policies.id AND checks.outcome IN ('new', 'unchanged')) AS reached
FROM policies
WHERE followed = 1 OR EXISTS (SELECT 1 FROM versions WHERE versions.policy = policies.id)
ORDER BY theme, position
"""

_NEWEST = """
SELECT nieuwste.*, sources.role FROM nieuwste
JOIN versions ON versions.id = nieuwste.versie_id
JOIN sources ON sources.id = versions.source
ORDER BY sources.position, versions.rowid
"""

_VERSION = """
SELECT versions.id AS versie_id, policies.id AS beleid_id, policies.name AS beleid, versions.title AS titel,
    versions.label AS versie, versions.valid_from AS geldig_vanaf, versions.valid_to AS geldig_tot,
    versions.published AS gepubliceerd, versions.retrieved AS opgehaald, versions.newest AS nieuwste,
    versions.publisher_page AS pagina_uitgever, versions.snapshot AS archiefbestand, versions.notes AS opmerkingen,
    versions.reason AS reden, NULL AS bladzijde, sources.role AS rol,
    (SELECT count(DISTINCT others.work) FROM versions AS others JOIN sources AS places ON places.id = others.source
     WHERE others.policy = versions.policy AND places.role = sources.role) AS stukken
FROM versions
JOIN policies ON policies.id = versions.policy
JOIN sources ON sources.id = versions.source
WHERE versions.id = :id
"""

_FORMS = """(SELECT group_concat(form, ', ') FROM (
    SELECT DISTINCT form FROM mentions WHERE mentions.clause = clauses.id ORDER BY form))"""

_CLAUSES_IN = f"""
SELECT id, eid, kind, label, citation, heading, text, {_FORMS} AS forms
FROM clauses WHERE version = :id ORDER BY position, rowid
"""

_QUESTIONS_IN = "SELECT id, name, theme, question, answer FROM questions WHERE version = :id ORDER BY position, rowid"

_CLAUSE = """
SELECT bepalingen.*, versions.title AS titel, versions.retrieved AS opgehaald, versions.notes AS opmerkingen,
    clauses.parent AS deel_van, clauses.eid AS eid
FROM bepalingen
JOIN versions ON versions.id = bepalingen.versie_id
JOIN clauses ON clauses.id = bepalingen.bepaling
WHERE bepaling = :id
"""

_QUESTION = """
SELECT vragen.*, versions.title AS titel, versions.retrieved AS opgehaald, versions.notes AS opmerkingen,
    versions.valid_from AS geldig_vanaf, versions.valid_to AS geldig_tot
FROM vragen JOIN versions ON versions.id = vragen.versie_id
WHERE vraag_id = :id
"""

_MENTIONS = """
SELECT field, start, "end", form, holder FROM mentions WHERE clause = :id OR question = :id ORDER BY field, start
"""

_BELOW = f"""
WITH RECURSIVE below(id, depth) AS (
    SELECT id, 1 FROM clauses WHERE parent = :id
    UNION ALL SELECT clauses.id, depth + 1 FROM clauses JOIN below ON clauses.parent = below.id
)
SELECT clauses.id, label, citation, heading, text, depth, {_FORMS} AS forms
FROM below JOIN clauses ON clauses.id = below.id
ORDER BY position, clauses.rowid
"""

_POLICY = "SELECT id, name, theme, kind, municipality, note FROM policies WHERE id = :id"

_VERSIONS_OF = """
SELECT versions.id, versions.title, versions.label, versions.valid_from, versions.valid_to, versions.published,
    versions.newest, versions.reason, sources.role
FROM versions JOIN sources ON sources.id = versions.source
WHERE versions.policy = :id
ORDER BY sources.role, versions.newest DESC, coalesce(versions.valid_from, versions.published) DESC, versions.rowid DESC
"""

_SUCCESSIONS = """
SELECT policies.id, policies.name, successions.policy = :id AS earlier
FROM successions JOIN policies ON policies.id = iif(successions.policy = :id, successions.succeeds, successions.policy)
WHERE :id IN (successions.policy, successions.succeeds) ORDER BY policies.position
"""

_QUESTIONS_ABOUT = """
SELECT questions.id, questions.name, questions.question, max(question_clauses.how = 'verwijzing') AS cited
FROM question_clauses
JOIN questions ON questions.id = question_clauses.question
JOIN versions ON versions.id = questions.version
WHERE question_clauses.clause = :id AND versions.newest = 1
GROUP BY questions.id ORDER BY max(question_clauses.score) DESC, questions.position
"""

_CLAUSES_ABOUT = """
SELECT clauses.id, clauses.citation, clauses.heading, policies.name AS policy, versions.valid_from,
    max(question_clauses.how = 'verwijzing') AS cited
FROM question_clauses
JOIN clauses ON clauses.id = question_clauses.clause
JOIN versions ON versions.id = clauses.version
JOIN policies ON policies.id = versions.policy
WHERE question_clauses.question = :id
GROUP BY clauses.id ORDER BY versions.newest DESC, max(question_clauses.score) DESC, clauses.position
"""


async def _rows(db: Database, sql: str, **parameters: str) -> list[sqlite3.Row]:
    return list((await db.execute(sql, parameters)).rows)


async def examples(db: Database) -> str:
    """Return `alle`, `sommige` or nothing: how many of the policies were made up."""
    every, some = (await _rows(db, "SELECT min(example), max(example) FROM policies"))[0]
    return "alle" if every else "sommige" if some else ""


async def home(db: Database) -> dict[str, Any]:
    """Return the policies by theme, each with the newest versions of its texts."""
    texts: dict[str, list[sqlite3.Row]] = {}
    for version in await _rows(db, _NEWEST):
        texts.setdefault(version["beleid_id"], []).append(version)
    themes: dict[str, list[tuple[sqlite3.Row, list[sqlite3.Row]]]] = {}
    for policy in await _rows(db, _POLICIES):
        themes.setdefault(policy["theme"], []).append((policy, texts.get(policy["id"], [])))
    return {"themes": themes}


async def policy(db: Database, id_: str) -> dict[str, Any]:
    """Return a policy with all versions of its texts, the newest first, and what came before and after it."""
    return {
        "entry": (await _rows(db, _POLICY, id=id_))[0],
        "texts": await _rows(db, _VERSIONS_OF, id=id_),
        "successions": await _rows(db, _SUCCESSIONS, id=id_),
    }


async def version(db: Database, id_: str) -> dict[str, Any]:
    """Return a version with its clauses and questions in reading order."""
    return {
        "entry": (await _rows(db, _VERSION, id=id_))[0],
        "clauses": await _rows(db, _CLAUSES_IN, id=id_),
        "questions": await _rows(db, _QUESTIONS_IN, id=id_),
    }


async def clause(db: Database, id_: str) -> dict[str, Any]:
    """Return a clause with its text marked, all that falls under it, and the questions about it."""
    entry = (await _rows(db, _CLAUSE, id=id_))[0]
    mentions = await _rows(db, _MENTIONS, id=id_)
    below = await _rows(db, _BELOW, id=id_)
    forms = {mention["form"] for mention in mentions}
    forms.update(form for part in below if part["forms"] for form in part["forms"].split(", "))
    return {
        "entry": entry,
        "text": _marked(entry["tekst"], mentions, "text"),
        "forms": sorted(forms),
        "below": below,
        "questions": await _rows(db, _QUESTIONS_ABOUT, id=id_),
    }


async def question(db: Database, id_: str) -> dict[str, Any]:
    """Return a question with its answer, both marked, and the clauses that they are about."""
    entry = (await _rows(db, _QUESTION, id=id_))[0]
    mentions = await _rows(db, _MENTIONS, id=id_)
    return {
        "entry": entry,
        "question": _marked(entry["vraag"], mentions, "question"),
        "answer": _marked(entry["antwoord"], mentions, "answer"),
        "clauses": await _rows(db, _CLAUSES_ABOUT, id=id_),
    }


def _marked(text: str, mentions: list[sqlite3.Row], field: str) -> Markup:
    inside = [mention for mention in mentions if mention["field"] == field]
    return mentions_marked(text, [Marked(each["start"], each["end"], each["form"], each["holder"]) for each in inside])


_ENTRIES: dict[str, Callable[[Database, str], Awaitable[dict[str, Any]]]] = {
    "policies": policy,
    "versions": version,
    "clauses": clause,
    "questions": question,
}


async def entry(db: Database, table: str, key: str) -> dict[str, Any]:
    """Return what the page of a row shows, where that is a page of our own; `key` is the row's id in the address."""
    return await _ENTRIES[table](db, tilde_decode(key)) if table in _ENTRIES else {}
