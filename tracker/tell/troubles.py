"""Sources that keep failing, and those that are healed, as the checks tell it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

_FAILURES = """
WITH looks AS (SELECT source, address, max(id) AS last FROM checks WHERE step <> 'hold' GROUP BY source, address)
SELECT checks.source, checks.address, checks.error, checks.outcome, policies.name, policies.id
FROM looks
JOIN checks ON checks.id = looks.last AND checks.outcome IN ('error', 'gone')
JOIN sources ON sources.id = checks.source AND sources.followed = 1
JOIN policies ON policies.id = sources.policy
WHERE checks.address <> '' OR NOT EXISTS (SELECT 1 FROM checks AS later WHERE later.source = checks.source
    AND later.id > checks.id AND later.outcome IN ('new', 'unchanged'))
ORDER BY sources.position, checks.address
"""

_EPISODE = """
SELECT id, at FROM checks WHERE source = :source AND address = :address AND step <> 'hold' AND id > (
    SELECT coalesce(max(id), 0) FROM checks WHERE source = :source AND outcome IN ('new', 'unchanged')
    AND (address = :address OR :address = ''))
ORDER BY id
"""


@dataclass(frozen=True)
class Trouble:
    """A source, or one document of it, that fails; `since` is when this episode began, `episode` the check then."""

    source: str
    address: str
    policy: str
    name: str
    reason: str
    gone: bool
    checks: int
    since: datetime
    last: datetime
    episode: int

    @property
    def subject(self) -> str:
        """The name under which it is told."""
        return f"storing:{self.source}:{self.address}:{self.episode}"

    def lasts(self, checks: int, hours: float) -> bool:
        """Return whether it has gone on for so many checks that span so many hours."""
        return self.checks >= checks and self.last - self.since >= timedelta(hours=hours)


def troubles(db: sqlite3.Connection) -> list[Trouble]:
    """Return what fails now, in the order of the register."""
    found = []
    for source, address, error, outcome, name, policy in db.execute(_FAILURES).fetchall():
        looks = db.execute(_EPISODE, {"source": source, "address": address}).fetchall()
        (episode, since), (_, last) = looks[0], looks[-1]
        moments = datetime.fromisoformat(since), datetime.fromisoformat(last)
        found.append(Trouble(source, address, policy, name, error, outcome == "gone", len(looks), *moments, episode))
    return found


@dataclass(frozen=True)
class Healed:
    """A source, or one document of it, that failed and gives its text again."""

    source: str
    address: str
    name: str


def healed(db: sqlite3.Connection, subject: str) -> Healed | None:
    """Return what a told trouble was about, now that it is over; None when it is not followed any more."""
    found = db.execute(
        """
        SELECT checks.source, checks.address, policies.name FROM checks
        JOIN sources ON sources.id = checks.source AND sources.followed = 1
        JOIN policies ON policies.id = sources.policy
        WHERE checks.id = ?
        """,
        [subject.rpartition(":")[2]],
    ).fetchone()
    return Healed(*found) if found else None
