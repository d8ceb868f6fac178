"""The permanent address of a clause or a question within a version."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.addresses import version_address
from tracker.publish.answer import database, in_address, rows
from tracker.publish.errors import Elsewhere, NotHere
from tracker.publish.lookup import policy_named, version_named
from tracker.publish.pages import clause, question

_FOUND = """
SELECT 'clause' AS what FROM clauses WHERE id = :id UNION ALL SELECT 'question' FROM questions WHERE id = :id
"""


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the clause or the question that an address names by its eid or its name."""
    db = database(datasette)
    policy = await policy_named(db, in_address(request, "policy"))
    version = await version_named(db, policy, in_address(request, "version"))
    id_ = f"{version['id']}/{request.url_vars['name']}"
    found = await rows(db, _FOUND, id=id_)
    if not found:
        whole = Elsewhere("Lees de hele tekst", version_address(policy["id"], version["id"]))
        raise NotHere(f"Dit deel staat niet in deze versie van ‘{policy['name']}’.", (whole,))
    return await (clause if found[0]["what"] == "clause" else question).show(request, datasette, id_)
