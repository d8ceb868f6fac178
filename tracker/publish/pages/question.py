"""A question with its answer, both marked, and the clauses that they are about."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page, rows
from tracker.publish.marks import mentions_in

_QUESTION = """
SELECT vragen.*, versions.title AS titel, versions.retrieved AS opgehaald, versions.notes AS opmerkingen,
    versions.valid_from AS geldig_vanaf, versions.valid_to AS geldig_tot
FROM vragen JOIN versions ON versions.id = vragen.versie_id
WHERE vraag_id = :id
"""

_MENTIONS = """
SELECT field, start, "end", form, holder FROM mentions WHERE question = :id ORDER BY field, start
"""

_CLAUSES_ABOUT = """
SELECT clauses.id, clauses.citation, clauses.heading, policies.id AS policy_id, policies.name AS policy,
    versions.valid_from,
    max(question_clauses.how = 'verwijzing') AS cited
FROM question_clauses
JOIN clauses ON clauses.id = question_clauses.clause
JOIN versions ON versions.id = clauses.version
JOIN policies ON policies.id = versions.policy
WHERE question_clauses.question = :id
GROUP BY clauses.id ORDER BY versions.newest DESC, max(question_clauses.score) DESC, clauses.position
"""


async def show(request: Request, datasette: Datasette, id_: str) -> Response:
    """Show a question with its answer, both marked, and the clauses that they are about."""
    db = database(datasette)
    entry = (await rows(db, _QUESTION, id=id_))[0]
    mentions = await rows(db, _MENTIONS, id=id_)
    context = {
        "entry": entry,
        "question": mentions_in(entry["vraag"], mentions, "question"),
        "answer": mentions_in(entry["antwoord"], mentions, "answer"),
        "clauses": await rows(db, _CLAUSES_ABOUT, id=id_),
    }
    return await page(datasette, request, "question", context)
