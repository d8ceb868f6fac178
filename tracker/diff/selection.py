"""Which two versions to lay side by side: by date, by name, of two policies, or of everything since a date."""

import difflib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from tracker.diff.report import Report, ShownVersion, report
from tracker.model import TrackerError
from tracker.store import Store
from tracker.store.comparing import Side, read_side
from tracker.store.connection import explained

Row = dict[str, str]

# Of bytes that were read more than once the last reading counts: two versions read by the same code differ in content.
_VERSIONS = """
SELECT versions.id, versions.policy, versions.source, versions.work, versions.name, versions.title,
    CASE WHEN policies.example THEN '' ELSE versions.publisher_page END AS page,
    coalesce(versions.valid_from, versions.published, '') AS since,
    coalesce(versions.valid_from, versions.published, substr(versions.retrieved, 1, 10)) AS known
FROM versions JOIN sources ON sources.id = versions.source JOIN policies ON policies.id = versions.policy
WHERE sources.role = 'tekst' AND versions.policy = :policy AND EXISTS (
        SELECT 1 FROM clauses WHERE clauses.version = versions.id)
    AND versions.rowid = (SELECT max(again.rowid) FROM versions AS again WHERE again.source = versions.source
        AND again.address = versions.address AND again.snapshot = versions.snapshot)
ORDER BY known, sources.position DESC, versions.rowid
"""


def between(db: Path, policy: str, start: str = "", end: str = "") -> Report:
    """Compare two versions of a policy.

    start, end: a day (ISO 8601: the version that held then) or the id of a version. Without `end` it is the newest;
    without `start` the one before `end`: of the same publication where there is one, else of the policy.

    Raises TrackerError when there is no such policy or version, or nothing before it.
    """
    with Store(db, readonly=True) as store, explained(db):
        versions = _versions(store.db, policy)
        new = _chosen(store.db, versions, policy, end) if end else _newest(versions, policy)
        old = _chosen(store.db, versions, policy, start, new) if start else _before(versions, policy, new)
        return report(_side(store.db, old), _side(store.db, new), same_rule=old["work"] == new["work"])


def between_policies(db: Path, policy: str, other: str, start: str = "", end: str = "") -> Report:
    """Compare a policy with another one, from the first to the second; `start` and `end` as in `between`."""
    with Store(db, readonly=True) as store, explained(db):
        olds, news = _versions(store.db, policy), _versions(store.db, other)
        old = _chosen(store.db, olds, policy, start) if start else _newest(olds, policy)
        new = _chosen(store.db, news, other, end) if end else _newest(news, other)
        return report(_side(store.db, old), _side(store.db, new), same_rule=False)


def since(db: Path, day: date, policy: str = "") -> list[Report]:
    """Compare what holds now with what held on a day: a report for every publication that changed since.

    policy: only this one. What is new since then has a report without an older version.
    """
    with Store(db, readonly=True) as store, explained(db):
        ids = [row["id"] for row in store.db.query("SELECT id FROM policies ORDER BY position")]
        if policy:
            _check_policy(store.db, policy)
            ids = [policy]
        return [found for each in ids for found in _since(store.db, each, day.isoformat())]


def _since(db: Database, policy: str, day: str) -> Iterator[Report]:
    works: dict[tuple[str, str], list[Row]] = {}
    for version in db.query(_VERSIONS, {"policy": policy}):
        works.setdefault((version["source"], version["work"]), []).append(version)
    for versions in works.values():
        new = versions[-1]
        if new["known"] <= day:
            continue
        held = [each for each in versions if each["known"] <= day]
        found = report(_side(db, held[-1]) if held else None, _side(db, new))
        if found.old is None or found.changes:
            yield found


# -------------------------------------------------------------------- choosing


def _versions(db: Database, policy: str) -> list[Row]:
    """Return the texts of a policy in the order in which they came to hold."""
    _check_policy(db, policy)
    return list(db.query(_VERSIONS, {"policy": policy}))


def _check_policy(db: Database, policy: str) -> None:
    known = [row["id"] for row in db.query("SELECT id FROM policies ORDER BY position")]
    if policy not in known:
        near = difflib.get_close_matches(policy, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none'}"
        raise TrackerError(f"{policy}: no policy of this database; {hint}")


def _newest(versions: list[Row], policy: str) -> Row:
    if not versions:
        raise TrackerError(f"{policy}: has no text in this database; fetch it with `tracker run`")
    return versions[-1]


def _before(versions: list[Row], policy: str, new: Row) -> Row:
    at = next((place for place, each in enumerate(versions) if each["id"] == new["id"]), len(versions))
    earlier = versions[:at]
    of_work = [each for each in earlier if (each["source"], each["work"]) == (new["source"], new["work"])]
    if not earlier:
        raise TrackerError(f"{policy}: there is no version before {new['id']}; name one with --from")
    return (of_work or earlier)[-1]


def _chosen(db: Database, versions: list[Row], policy: str, named: str, beside: Row | None = None) -> Row:
    """Return the version with an id, or the one that held on a day: if it can be, of the publication of `beside`."""
    day = _as_day(named)
    if day is None:
        return _by_id(db, policy, named)
    held = [each for each in versions if each["known"] <= day]
    if not held:
        first = f"the first is of {versions[0]['known']}" if versions else "there is none"
        raise TrackerError(f"{policy}: no version held on {day}; {first}")
    of_work = [each for each in held if beside and (each["source"], each["work"]) == (beside["source"], beside["work"])]
    return (of_work or held)[-1]


def _as_day(named: str) -> str | None:
    try:
        return date.fromisoformat(named).isoformat()
    except ValueError:
        return None


def _by_id(db: Database, policy: str, id_: str) -> Row:
    """Return any version of the policy, also a reading that was done again later."""
    row = next(
        db.query(
            """
            SELECT versions.id, policy, source, work, versions.name, versions.title,
                CASE WHEN policies.example THEN '' ELSE publisher_page END AS page,
                coalesce(valid_from, published, '') AS since, '' AS known
            FROM versions JOIN policies ON policies.id = versions.policy WHERE versions.id = ? AND policy = ?
            """,
            [id_, policy],
        ),
        None,
    )
    if row is None:
        raise TrackerError(f"{id_}: no version of {policy}, and no day (YYYY-MM-DD); see `tracker diff {policy}`")
    return row


def _side(db: Database, row: Row) -> tuple[ShownVersion, Side]:
    shown = ShownVersion(row["id"], row["policy"], row["name"], row["title"], row["since"], row["page"])
    return shown, read_side(db, row["id"])
