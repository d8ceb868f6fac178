"""A clause: its text with the mentions marked, all that falls under it, and the questions about it."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page, rows
from tracker.publish.marks import mentions_in

_CLAUSE = """
SELECT bepalingen.*, versions.title AS titel, versions.retrieved AS opgehaald, versions.notes AS opmerkingen,
    clauses.parent AS deel_van, clauses.eid AS eid
FROM bepalingen
JOIN versions ON versions.id = bepalingen.versie_id
JOIN clauses ON clauses.id = bepalingen.bepaling
WHERE bepaling = :id
"""

_MENTIONS = """
SELECT field, start, "end", form, holder FROM mentions WHERE clause = :id ORDER BY start
"""

_FORMS = """(SELECT group_concat(form, ', ') FROM (
    SELECT DISTINCT form FROM mentions WHERE mentions.clause = clauses.id ORDER BY form))"""

_BELOW = f"""
WITH RECURSIVE below(id, depth) AS (
    SELECT id, 1 FROM clauses WHERE parent = :id
    UNION ALL SELECT clauses.id, depth + 1 FROM clauses JOIN below ON clauses.parent = below.id
)
SELECT clauses.id, label, citation, heading, text, depth, {_FORMS} AS forms
FROM below JOIN clauses ON clauses.id = below.id
ORDER BY position, clauses.rowid
"""

_QUESTIONS_ABOUT = """
SELECT questions.id, versions.policy, questions.name, questions.question,
    max(question_clauses.how = 'verwijzing') AS cited
FROM question_clauses
JOIN questions ON questions.id = question_clauses.question
JOIN versions ON versions.id = questions.version
WHERE question_clauses.clause = :id AND versions.newest = 1
GROUP BY questions.id ORDER BY max(question_clauses.score) DESC, questions.position
"""


async def show(request: Request, datasette: Datasette, id_: str) -> Response:
    """Show a clause with its text marked, all that falls under it, and the questions about it."""
    db = database(datasette)
    entry = (await rows(db, _CLAUSE, id=id_))[0]
    mentions = await rows(db, _MENTIONS, id=id_)
    below = await rows(db, _BELOW, id=id_)
    forms = {mention["form"] for mention in mentions}
    forms.update(form for part in below if part["forms"] for form in part["forms"].split(", "))
    context = {
        "entry": entry,
        "text": mentions_in(entry["tekst"], mentions, "text"),
        "forms": sorted(forms),
        "below": below,
        "questions": await rows(db, _QUESTIONS_ABOUT, id=id_),
    }
    return await page(datasette, request, "clause", context)
