"""The state of policies on a day, as the database knows them."""

import json
from collections.abc import Iterable, Sequence

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.publish.answer import rows
from tracker.publish.policies.states import State, Successor, Text, state_of

_TEXTS = """
SELECT versions.policy, versions.id, coalesce(versions.valid_from, versions.published, '') AS starts,
    coalesce(versions.valid_to, '') AS ends, versions.format IN ('cvdr', 'bwb') AS consolidated, versions.newest,
    versions.title, versions.label
FROM versions JOIN sources ON sources.id = versions.source
WHERE versions.policy IN (SELECT value FROM json_each(:policies)) AND sources.role = 'tekst'
ORDER BY versions.rowid
"""

# Of a successor of which the text has not been found, the register may say from when it holds.
_SUCCESSORS = """
SELECT successions.succeeds AS policy, policies.id, policies.name, coalesce(
    (SELECT min(coalesce(versions.valid_from, versions.published)) FROM versions
     JOIN sources ON sources.id = versions.source WHERE versions.policy = policies.id AND sources.role = 'tekst'),
    (SELECT min(valid_from) FROM sources WHERE sources.policy = policies.id AND role = 'tekst'), '') AS starts
FROM successions JOIN policies ON policies.id = successions.policy
WHERE successions.succeeds IN (SELECT value FROM json_each(:policies))
ORDER BY policies.position
"""


async def states_of(db: Database, policies: Sequence[sqlite3.Row], day: str) -> dict[str, State]:
    """Return the state on a day (ISO) of each of these rows of `policies`, by id."""
    ids = json.dumps([policy["id"] for policy in policies])
    texts = _by_policy(await rows(db, _TEXTS, policies=ids))
    successors = _by_policy(await rows(db, _SUCCESSORS, policies=ids))
    return {
        policy["id"]: state_of(
            policy["kind"],
            policy["title"],
            [_text(row) for row in texts.get(policy["id"], ())],
            [Successor(row["id"], row["name"], row["starts"]) for row in successors.get(policy["id"], ())],
            day=day,
        )
        for policy in policies
    }


def _by_policy(found: Iterable[sqlite3.Row]) -> dict[str, list[sqlite3.Row]]:
    groups: dict[str, list[sqlite3.Row]] = {}
    for row in found:
        groups.setdefault(row["policy"], []).append(row)
    return groups


def _text(row: sqlite3.Row) -> Text:
    names = (row["title"], row["label"])
    return Text(row["id"], row["starts"], row["ends"], bool(row["consolidated"]), bool(row["newest"]), names)
