"""The policy and the version that an address names, or words for a visitor about what is there instead."""

import difflib
from datetime import date

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.addresses import NOW, policy_address, version_address
from tracker.publish.answer import rows
from tracker.publish.errors import Elsewhere, NotHere

_MOST_LINKS = 20
_LONGEST_NAME = 80

_POLICIES = "SELECT id, name FROM policies ORDER BY theme, position"

_POLICY = "SELECT id, name, title, theme, kind, municipality, example, note FROM policies WHERE id = :id"

_VERSION = """
SELECT versions.*, sources.role
FROM versions JOIN sources ON sources.id = versions.source
WHERE versions.policy = :policy AND versions.id = :version
"""

NOW_FIRST = """
ORDER BY sources.role = 'tekst' DESC, coalesce(versions.valid_from, versions.published, '') <= :today DESC,
    versions.newest DESC, coalesce(versions.valid_from, versions.published) DESC, versions.rowid DESC
LIMIT 1
"""
"""Which version of a policy is meant by `nu`, on day `:today`, where `versions` is joined with `sources`.

A text that holds from tomorrow does not hold now; a policy of which only questions are known shows those.
"""

_NOW = f"""
SELECT versions.*, sources.role
FROM versions JOIN sources ON sources.id = versions.source
WHERE versions.policy = :policy
{NOW_FIRST}"""


async def policy_named(db: Database, id_: str) -> sqlite3.Row:
    """Return the policy with an id. Raises NotHere, with the policies that look like it or else all."""
    found = await rows(db, _POLICY, id=id_)
    if found:
        return found[0]
    there = {row["id"]: row["name"] for row in await rows(db, _POLICIES)}
    near = difflib.get_close_matches(id_.lower(), there, 5, 0.5) or list(there)
    links = tuple(Elsewhere(there[each], policy_address(each)) for each in near[:_MOST_LINKS])
    raise NotHere(f"Wij volgen geen beleid met de naam ‘{id_[:_LONGEST_NAME]}’. Dit is er wel:", links)


async def version_named(db: Database, policy: sqlite3.Row, named: str) -> sqlite3.Row:
    """Return a version of a policy, by its id or `nu`. Raises NotHere, with the way to those that are there."""
    if named == NOW:
        found = await rows(db, _NOW, policy=policy["id"], today=date.today().isoformat())
    else:
        found = await rows(db, _VERSION, policy=policy["id"], version=named)
    if found:
        return found[0]
    links = [Elsewhere(f"Alle versies van {policy['name']}", policy_address(policy["id"]))]
    if named == NOW:
        raise NotHere(f"Van ‘{policy['name']}’ is nog geen tekst gevonden.", tuple(links))
    links.insert(0, Elsewhere("De tekst die nu geldt", version_address(policy["id"])))
    raise NotHere(f"Deze versie van ‘{policy['name']}’ is er niet.", tuple(links))
