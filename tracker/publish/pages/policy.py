"""A policy: all versions of its texts, and what came before and after it."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, in_address, page, rows
from tracker.publish.lookup import policy_named

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


async def show(request: Request, datasette: Datasette) -> Response:
    """Show a policy with all versions of its texts, the newest first, and what came before and after it."""
    db = database(datasette)
    policy = await policy_named(db, in_address(request, "policy"))
    context = {
        "entry": policy,
        "texts": await rows(db, _VERSIONS_OF, id=policy["id"]),
        "successions": await rows(db, _SUCCESSIONS, id=policy["id"]),
    }
    return await page(datasette, request, "policy", context)
