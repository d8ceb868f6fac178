"""Rules that are not followed yet: what a search found, and when was searched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from tracker.locator import cvdr_identifier
from tracker.store.rows import moment


@dataclass(frozen=True)
class Candidate:
    """A rule that may belong in the register.

    kind: `regel` (on a theme that is followed), `opvolger` (of a policy that is followed) or `intrekking` (of one).
    policy: the policy that is followed already and that it is about, where one can be named. adapter, locator: how a
    register would name it. published: ISO date, or None. why: a sentence for readers.
    """

    id: str
    kind: str
    municipality: str
    theme: str
    policy: str | None
    adapter: str
    locator: str
    title: str
    published: str | None
    page: str
    why: str
    first_seen: datetime


def write_candidates(db: Database, candidates: Iterable[Candidate]) -> None:
    """Store candidates that are new, and mark those that the register has taken up since."""
    rows = [vars(each) | {"first_seen": moment(each.first_seen)} for each in candidates]
    db.table("candidates").insert_all(rows, pk="id", ignore=True)
    taken = followed_identifiers(db)
    for row in list(db.query("SELECT id FROM candidates WHERE followed = 0")):
        if row["id"] in taken:
            db.table("candidates").update(row["id"], {"followed": 1})


def searches(db: Database) -> dict[str, tuple[datetime, bool]]:
    """Return of each search when it was last done and whether it went well."""
    rows = db.query("SELECT id, at, error FROM searches")
    return {row["id"]: (datetime.fromisoformat(row["at"]), not row["error"]) for row in rows}


def followed_identifiers(db: Database) -> dict[str, str]:
    """Return the works, addresses and locators that the register leads to, each with its policy."""
    found = {}
    for policy, *names in db.execute(
        """
        SELECT sources.policy, sources.locator, versions.work, versions.address FROM sources
        LEFT JOIN versions ON versions.source = sources.id WHERE sources.followed = 1
        """
    ).fetchall():
        for name in filter(None, names):
            found[name] = policy
            if identifier := cvdr_identifier(name):
                found[identifier.work] = policy
    return found
