"""What the pages of our own show: the home page, a clause, a question with its answer."""

from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import sqlite3, tilde_decode
from datasette.utils.asgi import Request, Response

from tracker.publish.marks import Marked, mentions_marked
from tracker.publish.metadata import DATABASE

_POLICIES = """
SELECT policies.id, policies.name, policies.theme, policies.municipality,
    count(nieuwste.versie_id) AS texts,
    sum(nieuwste.bepalingen) AS clauses,
    sum(nieuwste.vragen) AS questions,
    sum(nieuwste.vermeldingen) AS mentions,
    max(nieuwste.geldig_vanaf) AS valid_from,
    (SELECT count(*) FROM sources JOIN checks ON checks.source = sources.id
     WHERE sources.policy = policies.id AND checks.outcome IN ('new', 'unchanged')) AS reached
FROM policies LEFT JOIN nieuwste ON nieuwste.beleid_id = policies.id
WHERE policies.followed = 1 OR nieuwste.versie_id IS NOT NULL
GROUP BY policies.id ORDER BY policies.theme, policies.position
"""

_CLAUSE = """
SELECT bepalingen.*, versions.title AS titel, versions.retrieved AS opgehaald, versions.notes AS opmerkingen,
    clauses.eid, clauses.parent AS deel_van
FROM bepalingen
JOIN versions ON versions.id = bepalingen.versie_id
JOIN clauses ON clauses.id = bepalingen.bepaling
WHERE bepaling = :id
"""

_QUESTION = """
SELECT vragen.*, versions.title AS titel, versions.retrieved AS opgehaald, versions.notes AS opmerkingen
FROM vragen JOIN versions ON versions.id = vragen.versie_id
WHERE vraag_id = :id
"""

_MENTIONS = """
SELECT field, start, "end", form, holder FROM mentions WHERE clause = :id OR question = :id ORDER BY field, start
"""

_CHILDREN = "SELECT id, citation, heading, text FROM clauses WHERE parent = :id ORDER BY position"

_QUESTIONS_ABOUT = """
SELECT questions.id, questions.label, questions.question FROM question_clauses
JOIN questions ON questions.id = question_clauses.question
JOIN versions ON versions.id = questions.version
WHERE question_clauses.clause = :id AND versions.newest = 1
GROUP BY questions.id ORDER BY max(question_clauses.score) DESC, questions.position
"""

_CLAUSES_ABOUT = """
SELECT clauses.id, clauses.citation, clauses.heading, versions.name AS version FROM question_clauses
JOIN clauses ON clauses.id = question_clauses.clause
JOIN versions ON versions.id = clauses.version
WHERE question_clauses.question = :id
GROUP BY clauses.id ORDER BY versions.newest DESC, max(question_clauses.score) DESC, clauses.position
"""

ENTRIES = ("clauses", "questions")
"""The tables whose rows have a page of their own."""


async def _rows(db: Database, sql: str, **parameters: str) -> list[sqlite3.Row]:
    return list((await db.execute(sql, parameters)).rows)


async def examples(db: Database) -> str:
    """Return `alle`, `sommige` or nothing: how many of the policies were made up."""
    every, some = (await _rows(db, "SELECT min(example), max(example) FROM policies"))[0]
    return "alle" if every else "sommige" if some else ""


async def home(db: Database) -> dict[str, Any]:
    """Return the policies with what is known of each, grouped by theme."""
    themes: dict[str, list[sqlite3.Row]] = {}
    for policy in await _rows(db, _POLICIES):
        themes.setdefault(policy["theme"], []).append(policy)
    return {"themes": themes}


async def search(request: Request, datasette: Datasette) -> Response:
    """Lead the short address of the search to the prepared query."""
    address = datasette.urls.query(DATABASE, "zoek")
    return Response.redirect(f"{address}?{request.query_string}" if request.query_string else address)


async def entry(db: Database, table: str, key: str) -> dict[str, Any]:
    """Return what the page of a clause or a question shows, with its mentions marked; nothing when there is none."""
    id_ = tilde_decode(key)
    found = await _rows(db, _CLAUSE if table == "clauses" else _QUESTION, id=id_)
    if not found:
        return {}
    mentions = await _rows(db, _MENTIONS, id=id_)
    texts = {"text": found[0]["tekst"]} if table == "clauses" else {
        "question": found[0]["vraag"],
        "answer": found[0]["antwoord"],
    }  # fmt: skip
    return {
        "entry": found[0],
        "mentions": mentions,
        "texts": {field: mentions_marked(text, _in_field(mentions, field)) for field, text in texts.items()},
        "children": await _rows(db, _CHILDREN, id=id_),
        "related": await _rows(db, _QUESTIONS_ABOUT if table == "clauses" else _CLAUSES_ABOUT, id=id_),
    }


def _in_field(mentions: list[sqlite3.Row], field: str) -> list[Marked]:
    return [
        Marked(each["start"], each["end"], each["form"], each["holder"]) for each in mentions if each["field"] == field
    ]
