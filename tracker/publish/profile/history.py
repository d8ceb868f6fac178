"""The versions of a policy, newest first, each with what changed in it and where it comes from."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from tracker.dutch import count
from tracker.publish.news.effects import effects_in_words

MOST = 20
"""Versions that are shown; of more there is a table."""

_VERSIONS = """
SELECT versions.id, versions.title, versions.label, versions.valid_from, versions.valid_to, versions.published,
    versions.retrieved, versions.newest, versions.reason, versions.snapshot, versions.publisher_page, versions.notes,
    versions.text_sha256, versions.source, versions.work, sources.role, sources.adapter, sources.locator,
    snapshots.bytes, snapshots.media_type,
    (SELECT count(*) FROM questions WHERE version = versions.id) AS questions
FROM versions
JOIN sources ON sources.id = versions.source
JOIN snapshots ON snapshots.sha256 = versions.snapshot
WHERE versions.policy = :policy
ORDER BY coalesce(versions.valid_from, versions.published, '') DESC, versions.rowid DESC
"""

_CHANGES = """
SELECT new_version, old_version, kind, effect, count(*) AS number FROM changes
WHERE new_version IN (SELECT value FROM json_each(:versions)) GROUP BY new_version, old_version, kind, effect
"""

_KINDS = {
    "gewijzigd": ("gewijzigd", "gewijzigd"),
    "toegevoegd": ("nieuw", "nieuw"),
    "vervallen": ("vervallen", "vervallen"),
    "verplaatst": ("verplaatst", "verplaatst"),
    "hernummerd": ("met een ander nummer", "met een ander nummer"),
}


@dataclass(frozen=True)
class Changed:
    """What changed in a version: since which other one, how many changes, in which kinds, and what they do together."""

    since: str
    number: int
    kinds: str
    effects: str


@dataclass(frozen=True)
class Version:
    """A version of a policy; `changed` is None where it was compared with no other. row: as `_VERSIONS` has it.

    same_as: another version, from another source, that has the same words. before: the id of the version before, of
    questions and answers alone, for their changes are not stored; '' where there is none.
    """

    row: sqlite3.Row
    changed: Changed | None
    same_as: sqlite3.Row | None
    before: str = ""


@dataclass(frozen=True)
class History:
    """The texts of a policy and its questions and answers, each newest first; `left_out` versions are not shown."""

    texts: tuple[Version, ...]
    answers: tuple[Version, ...]
    left_out: int


def history_of(db: sqlite3.Connection, policy: str) -> History:
    """Return the versions of a policy."""
    rows = db.execute(_VERSIONS, {"policy": policy}).fetchall()
    shown = rows[:MOST]
    changes: dict[str, list[sqlite3.Row]] = {}
    for row in db.execute(_CHANGES, {"versions": json.dumps([row["id"] for row in shown])}).fetchall():
        changes.setdefault(row["new_version"], []).append(row)
    versions = [
        Version(row, _changed(changes.get(row["id"], ())), _twin(row, shown), _before(row, shown[place:]))
        for place, row in enumerate(shown, 1)
    ]
    return History(
        texts=tuple(version for version in versions if version.row["role"] == "tekst"),
        answers=tuple(version for version in versions if version.row["role"] == "vragen"),
        left_out=len(rows) - len(shown),
    )


def _before(row: sqlite3.Row, earlier: Sequence[sqlite3.Row]) -> str:
    if row["role"] != "vragen":
        return ""
    same = (other["id"] for other in earlier if (other["source"], other["work"]) == (row["source"], row["work"]))
    return next(same, "")


def _changed(changes: Sequence[sqlite3.Row]) -> Changed | None:
    if not changes:
        return None
    kinds: Counter[str] = Counter()
    for change in changes:
        kinds[change["kind"]] += change["number"]
    effects = chain.from_iterable(repeat(change["effect"], change["number"]) for change in changes)
    return Changed(changes[0]["old_version"], kinds.total(), kinds_in_words(kinds), effects_in_words(effects))


def kinds_in_words(kinds: Mapping[str, int]) -> str:
    """Return how many changes there are of each kind: `3 gewijzigd, 1 nieuw`."""
    return ", ".join(count(kinds[kind], *words) for kind, words in _KINDS.items() if kinds.get(kind))


def _twin(row: sqlite3.Row, others: Sequence[sqlite3.Row]) -> sqlite3.Row | None:
    same = (
        other
        for other in others
        if other["text_sha256"] == row["text_sha256"]
        and (other["adapter"], other["locator"]) != (row["adapter"], row["locator"])
    )
    return next(same, None)
