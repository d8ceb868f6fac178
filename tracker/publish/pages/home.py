"""The home page: the policies by theme, each with the newest versions of its texts."""

from datasette.app import Datasette
from datasette.utils import sqlite3
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page, rows

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


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the policies by theme, each with the newest versions of its texts."""
    db = database(datasette)
    texts: dict[str, list[sqlite3.Row]] = {}
    for version in await rows(db, _NEWEST):
        texts.setdefault(version["beleid_id"], []).append(version)
    themes: dict[str, list[tuple[sqlite3.Row, list[sqlite3.Row]]]] = {}
    for policy in await rows(db, _POLICIES):
        themes.setdefault(policy["theme"], []).append((policy, texts.get(policy["id"], [])))
    return await page(datasette, request, "home", {"themes": themes})
