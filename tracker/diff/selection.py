"""Comparisons on request: two versions of a policy, two policies, or everything since a date."""

from datetime import date
from pathlib import Path

from sqlite_utils import Database

from tracker.diff.choice import (
    ANSWERS,
    RULES,
    Pair,
    changed_since,
    chosen,
    pair_of_policy,
    policies_changed_since,
    texts_of,
)
from tracker.diff.report import Report, report
from tracker.store import Store
from tracker.store.comparing import read_side
from tracker.store.connection import explained


def between(db: Path, policy: str, start: str = "", end: str = "", role: str = RULES) -> Report:
    """Compare two versions of a policy.

    start, end: a day (ISO 8601: the version that held then) or the id of a version. Without `end` it is the newest;
    without `start` the one before `end`: of the same publication where there is one, else of the policy.
    role: `tekst`, or `vragen` for its questions and answers.

    Raises TrackerError when there is no such policy or version, or nothing before it.
    """
    with Store(db, readonly=True) as store, explained(db):
        return report_of(store.db, pair_of_policy(texts_of(store.db, policy), policy, start, end, role))


def between_policies(db: Path, policy: str, other: str, start: str = "", end: str = "") -> Report:
    """Compare a policy with another one, from the first to the second; `start` and `end` as in `between`."""
    with Store(db, readonly=True) as store, explained(db):
        old = chosen(texts_of(store.db, policy), policy, start)
        return report_of(store.db, Pair(old, chosen(texts_of(store.db, other), other, end)))


def since(db: Path, day: date, policy: str = "") -> list[Report]:
    """Compare what holds now with what held on a day: a report for every publication that changed since.

    policy: only this one. What is new since then has a report without an older version.
    """
    with Store(db, readonly=True) as store, explained(db):
        ids = (policy,) if policy else policies_changed_since(store.db, day.isoformat())
        pairs = [pair for each in ids for pair in changed_since(texts_of(store.db, each), day.isoformat())]
        reports = (report_of(store.db, pair) for pair in pairs)
        return [found for found in reports if found.old is None or found.changes]


def report_of(db: Database, pair: Pair) -> Report:
    """Read the two texts of a pair and compare them for a reader."""
    new = pair.new.shown, read_side(db, pair.new.id, with_questions=True)
    old = None if pair.old is None else (pair.old.shown, read_side(db, pair.old.id, with_questions=True))
    return report(old, new, same_rule=pair.same_rule, ours=pair.is_ours, asks=pair.new.role == ANSWERS)
