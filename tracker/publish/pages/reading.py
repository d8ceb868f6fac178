"""The reading page: the text of a version, or its questions with their answers, from top to bottom."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, in_address, page, rows
from tracker.publish.lookup import policy_named, version_named

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


async def show(request: Request, datasette: Datasette) -> Response:
    """Show a version with its clauses and questions in reading order."""
    db = database(datasette)
    policy = await policy_named(db, in_address(request, "policy"))
    version = await version_named(db, policy, in_address(request, "version"))
    context = {
        "entry": (await rows(db, _VERSION, id=version["id"]))[0],
        "clauses": await rows(db, _CLAUSES_IN, id=version["id"]),
        "questions": await rows(db, _QUESTIONS_IN, id=version["id"]),
    }
    return await page(datasette, request, "reading", context)
