"""Policies as they stand in a list: the state of each, how long its text is, and its questions and answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.publish.answer import rows
from tracker.publish.dutch import is_partly_read, is_scan
from tracker.publish.policies.states import Standing, State
from tracker.publish.policies.stored import states_of

_POLICIES = """
SELECT id, name, title, theme, kind, municipality, example FROM policies
WHERE followed = 1 OR EXISTS (SELECT 1 FROM versions WHERE versions.policy = policies.id)
ORDER BY theme, position
"""

# The id of a mention begins with that of its version, so that its index alone can count them.
_SIZES = """
SELECT value AS version, (SELECT count(*) FROM clauses WHERE version = value) AS clauses,
    (SELECT count(*) FROM mentions WHERE id >= value || '/' AND id < value || '0') AS mentions,
    (SELECT notes FROM versions WHERE id = value) AS notes
FROM json_each(:versions)
"""

_ANSWERS = """
SELECT versions.policy, versions.id, (SELECT count(*) FROM questions WHERE version = versions.id) AS questions
FROM versions JOIN sources ON sources.id = versions.source
WHERE versions.policy IN (SELECT value FROM json_each(:policies)) AND sources.role = 'vragen' AND versions.newest = 1
ORDER BY versions.rowid
"""

_FIRST = (Standing.IN_FORCE, Standing.NOT_YET, Standing.DRAFT, Standing.WITHOUT_FORCE, Standing.UNDATED)
"""Standings that are shown before the others: what holds or may come to hold."""


@dataclass(frozen=True)
class Entry:
    """A policy in a list; clauses, mentions and notes are of the text of now, `answers` the versions of its Q&A."""

    policy: sqlite3.Row
    state: State
    clauses: int
    mentions: int
    notes: str
    answers: Sequence[sqlite3.Row]

    @property
    def is_partly_read(self) -> bool:
        """Whether something in its text was not read, so that mentions may be missing."""
        return is_partly_read(self.notes)

    @property
    def is_scan(self) -> bool:
        """Whether a computer recognised the letters of its text in a picture."""
        return is_scan(self.notes)


async def policies_by_theme(db: Database) -> dict[str, list[sqlite3.Row]]:
    """Return the policies that are followed or of which there is a text, in the order of the register."""
    themes: dict[str, list[sqlite3.Row]] = {}
    for policy in await rows(db, _POLICIES):
        themes.setdefault(policy["theme"], []).append(policy)
    return themes


async def entries_of(db: Database, policies: Sequence[sqlite3.Row]) -> list[Entry]:
    """Return these policies as they stand today, those that hold or may come to hold before the others."""
    states = await states_of(db, policies, date.today().isoformat())
    versions = json.dumps([state.text for state in states.values() if state.text])
    texts = {row["version"]: tuple(row)[1:] for row in await rows(db, _SIZES, versions=versions)}
    answers: dict[str, list[sqlite3.Row]] = {}
    for row in await rows(db, _ANSWERS, policies=json.dumps([policy["id"] for policy in policies])):
        answers.setdefault(row["policy"], []).append(row)
    entries = []
    for policy in policies:
        state = states[policy["id"]]
        clauses, mentions, notes = texts.get(state.text, (0, 0, ""))
        entries.append(Entry(policy, state, clauses, mentions, notes, answers.get(policy["id"], ())))
    return sorted(entries, key=lambda entry: entry.state.standing not in _FIRST)
