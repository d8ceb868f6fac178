"""How every source fares, read from the database: when it last went well, when it last failed and why."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

# A failure is over when its address went well later; one of the source as a whole, when any of its addresses did.
# What went wrong last is told of the failures that are not over, where there are any.
_SOURCES = """
WITH chosen AS (
    SELECT * FROM sources WHERE :policy = '' OR policy = :policy
), failures AS (
    SELECT source, address, max(id) AS last FROM checks
    WHERE outcome IN ('error', 'gone') AND source IN (SELECT id FROM chosen) GROUP BY source, address
), open_failures AS (
    SELECT source, address, last FROM failures WHERE NOT EXISTS (
        SELECT 1 FROM checks AS later WHERE later.source = failures.source AND later.address = failures.address
        AND later.id > last AND later.outcome IN ('new', 'unchanged'))
    AND NOT (address = '' AND EXISTS (
        SELECT 1 FROM checks AS later WHERE later.source = failures.source AND later.id > last
        AND later.outcome IN ('new', 'unchanged')))
), since AS (
    SELECT source, (
        SELECT min(id) FROM checks AS failed WHERE failed.source = open_failures.source
        AND failed.address = open_failures.address AND failed.outcome IN ('error', 'gone')
        AND failed.id > coalesce((
            SELECT max(id) FROM checks AS good WHERE good.source = open_failures.source
            AND good.outcome IN ('new', 'unchanged')
            AND (good.address = open_failures.address OR open_failures.address = '')), 0)) AS first
    FROM open_failures
), fares AS (
    SELECT chosen.*,
        max(coalesce((SELECT max(id) FROM checks WHERE outcome = 'new' AND source = chosen.id), 0),
            coalesce((SELECT max(id) FROM checks WHERE outcome = 'unchanged' AND source = chosen.id), 0)) AS success,
        coalesce((SELECT max(last) FROM open_failures WHERE source = chosen.id),
            (SELECT max(last) FROM failures WHERE source = chosen.id)) AS failure,
        (SELECT count(*) FROM open_failures WHERE source = chosen.id) AS failing,
        (SELECT min(first) FROM since WHERE source = chosen.id) AS first_failure
    FROM chosen
)
SELECT fares.id AS source, fares.policy, fares.adapter, fares.locator, fares.role, fares.followed,
    (SELECT count(*) FROM versions WHERE source = fares.id) AS versions,
    success.at AS last_success, success.error AS note, failure.at AS last_failure, fares.failing,
    first_failure.at AS failing_since, failure.address, failure.outcome, failure.step, failure.http_status,
    failure.error AS reason
FROM fares
LEFT JOIN checks AS success ON success.id = fares.success
LEFT JOIN checks AS failure ON failure.id = fares.failure
LEFT JOIN checks AS first_failure ON first_failure.id = fares.first_failure
ORDER BY fares.position, fares.id
"""


@dataclass(frozen=True)
class SourceStatus:
    """One source. `age` is the time since it last went well; moments are UTC, None where it never happened.

    failing: the documents (1 for the source as a whole) whose last failure has not been followed by a success;
    failing_since: when the first of those failures was. address, outcome, step, http_status and reason are of the last
    of these failures, or of the last failure that is over. note: what was remarkable when it last went well, such as an
    optional source that holds nothing yet.
    """

    source: str
    policy: str
    adapter: str
    locator: str
    role: str
    followed: bool
    versions: int
    last_success: datetime | None
    last_failure: datetime | None
    failing: int
    failing_since: datetime | None
    address: str
    outcome: str
    step: str
    http_status: int | None
    reason: str
    note: str
    age: timedelta | None


def source_statuses(db: sqlite3.Connection, now: datetime, policy: str = "") -> list[SourceStatus]:
    """Return the state of every source, or of those of one policy, in the order of the register.

    `now` is the moment that ages are counted to.
    """
    cursor = db.execute(_SOURCES, {"policy": policy})
    names = [column[0] for column in cursor.description]
    return [_status(dict(zip(names, row)), now) for row in cursor.fetchall()]


def _status(row: dict, now: datetime) -> SourceStatus:
    success = _moment(row["last_success"])
    moments = {name: _moment(row[name]) for name in ("last_failure", "failing_since")}
    texts = {name: row[name] or "" for name in ("address", "outcome", "step", "reason", "note")}
    told = row | moments | texts
    age = now - success if success else None
    return SourceStatus(**told | {"last_success": success, "followed": bool(row["followed"]), "age": age})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
