"""The way from an id of the database, as tables and messages have it, to the page where it can be read."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.addresses import name_in_version, place_address, policy_address, version_address
from tracker.publish.answer import database, in_address, rows
from tracker.publish.errors import NotHere

_FOUND = """
SELECT id AS policy, NULL AS version FROM policies WHERE id = :id
UNION ALL SELECT policy, id FROM versions WHERE id = :id
UNION ALL SELECT versions.policy, version FROM clauses JOIN versions ON versions.id = version WHERE clauses.id = :id
UNION ALL SELECT versions.policy, version FROM questions JOIN versions ON versions.id = version WHERE questions.id = :id
"""


async def lead(request: Request, datasette: Datasette) -> Response:
    """Lead to the page of a policy, a version, a clause or a question."""
    id_ = in_address(request, "id")
    found = await rows(database(datasette), _FOUND, id=id_)
    if not found:
        raise NotHere("Dit staat niet (meer) in onze gegevens.")
    policy, version = found[0]
    if version is None:
        address = policy_address(policy)
    elif name := name_in_version(id_):
        address = place_address(policy, version, name)
    else:
        address = version_address(policy, version)
    return Response.redirect(datasette.urls.path(address))
