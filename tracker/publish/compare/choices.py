"""What there is to compare: the policies, those with more than one text, and the texts of one policy."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.diff.choice import RULES, Text
from tracker.publish.answer import rows
from tracker.publish.news.whats_new import NewText, earlier_changes, new_texts

MOST_NAMED = 300
"""Policies that a list to choose from names; where there are more, a visitor types a name."""

_MOST_TEXTS = 100
_MOST_NEWS = 8
_READ_AHEAD = 24

_COUNT = "SELECT count(*) AS policies FROM policies"

_POLICIES = """
SELECT id, name, (SELECT count(DISTINCT versions.snapshot) FROM versions JOIN sources ON sources.id = versions.source
    WHERE versions.policy = policies.id AND sources.role = 'tekst') AS texts
FROM policies ORDER BY theme, position LIMIT :most
"""

_NEAR = """
SELECT policies.id, policies.name, successions.policy = :id AS earlier
FROM successions JOIN policies ON policies.id = iif(successions.policy = :id, successions.succeeds, successions.policy)
WHERE :id IN (successions.policy, successions.succeeds)
    AND EXISTS (SELECT 1 FROM versions WHERE versions.policy = policies.id)
ORDER BY policies.position LIMIT 10
"""


@dataclass(frozen=True)
class Choices:
    """What the forms offer. `named` is False where there are too many policies to name.

    policies: with a text; several: with more than one.
    """

    named: bool
    policies: tuple[sqlite3.Row, ...] = ()
    several: tuple[sqlite3.Row, ...] = ()


async def choices(db: Database) -> Choices:
    """Return the policies that can be compared."""
    (counted,) = await rows(db, _COUNT)
    if counted["policies"] > MOST_NAMED:
        return Choices(named=False)
    found = await rows(db, _POLICIES, most=MOST_NAMED)
    policies = tuple(row for row in found if row["texts"])
    return Choices(True, policies, tuple(row for row in policies if row["texts"] > 1))


async def near(db: Database, policy: str) -> list[sqlite3.Row]:
    """Return what a policy replaced and what replaced it, as far as there is a text of it."""
    return await rows(db, _NEAR, id=policy)


def offered(texts: Sequence[Text], role: str = RULES) -> tuple[Text, ...]:
    """Return the texts of a role to choose from, the newest first; of bytes that were read twice the last reading."""
    fitting = [text for text in texts if text.is_last_reading and text.role == role]
    return tuple(reversed(fitting[-_MOST_TEXTS:]))


def latest_changes(connection: sqlite3.Connection) -> list[NewText]:
    """Return the last texts that took the place of another one, the newest first."""
    found = [text for text in new_texts(connection, _READ_AHEAD) if text.news.before][:_MOST_NEWS]
    return found + earlier_changes(connection, _MOST_NEWS - len(found))
