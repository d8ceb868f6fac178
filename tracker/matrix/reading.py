"""How well each policy was read: a policy without text is not one that says nothing about control."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tracker.matrix.choice import ANSWERS, RULES, Choice
from tracker.matrix.mentions import Counted, texts_in
from tracker.search.catalogue import Catalogue

# A source that never gave a text and whose last check failed; one document of a source of which nothing was ever read.
_FAILING = """
SELECT policy, role FROM sources
WHERE followed = 1 AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.source = sources.id)
    AND coalesce((SELECT outcome FROM checks WHERE checks.source = sources.id ORDER BY checks.id DESC LIMIT 1), 'error')
        IN ('error', 'gone')
UNION
SELECT sources.policy, sources.role FROM checks JOIN sources ON sources.id = checks.source
WHERE sources.followed = 1 AND checks.outcome = 'error' AND checks.address <> ''
    AND NOT EXISTS (
        SELECT 1 FROM versions WHERE versions.source = checks.source AND versions.address = checks.address)
    AND NOT EXISTS (
        SELECT 1 FROM checks AS later
        WHERE later.source = checks.source AND later.address = checks.address AND later.id > checks.id)
"""

_LAST_CHECK = "SELECT max(id) FROM checks"

_NOTES = "SELECT id, policy, notes FROM versions WHERE notes <> ''"

_FOLLOWED = "SELECT id FROM policies WHERE followed = 1"

_ROLES = {"tekst": RULES, "vragen": ANSWERS}


class State(StrEnum):
    """What a number of a policy is worth."""

    READ = "gelezen"
    PARTLY = "deels gelezen"  # another text of it could not be read
    ABSENT = "geen tekst"  # it was read, and has no text in this choice: nothing that holds today, no answers
    UNREAD = "niet gelezen"


@dataclass(frozen=True)
class Reading:
    """How well a policy was read within a choice; `notes`: what the readers of its chosen texts noted, one a text."""

    state: State
    notes: tuple[str, ...] = ()


class Failing:
    """Which texts were never read, by policy the roles (RULES, ANSWERS); looked up again after another check."""

    def __init__(self) -> None:
        self._last: tuple[object, int | None] | None = None
        self._found: dict[str, frozenset[str]] = {}

    def of(self, connection: sqlite3.Connection, catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
        """Return the roles of what was never read, by policy; a policy of which all was read is not in it."""
        state = catalogue, connection.execute(_LAST_CHECK).fetchone()[0]
        if self._last is None or self._last[0] is not state[0] or self._last[1] != state[1]:
            roles: dict[str, set[str]] = defaultdict(set)
            for policy, role in connection.execute(_FAILING):
                roles[policy].add(_ROLES[role])
            self._found, self._last = {policy: frozenset(each) for policy, each in roles.items()}, state
        return self._found


def readings(
    connection: sqlite3.Connection, counted: Counted, texts: np.ndarray, choice: Choice, failing: Failing
) -> dict[str, Reading]:
    """Return how well each policy was read, of those that the choice names and that are followed or have texts.

    texts: which texts (bool, by number) the chosen versions have. Nothing that is in the database is empty: the store
    refuses a document of which no clause and no question came, and its check says that it failed.
    """
    catalogue = counted.catalogue
    unread, notes = failing.of(connection, catalogue), _notes(connection, counted, texts)
    ever = _policies_of(counted, counted.catalogue.all_versions)
    chosen = _policies_of(counted, texts_in(counted, texts, choice))
    followed = {id_ for (id_,) in connection.execute(_FOLLOWED)}
    found = {}
    for place, policy in enumerate(catalogue.policies):
        is_named = choice.theme in ("", policy.theme) and choice.policy in ("", policy.id)
        if is_named and (policy.id in followed or place in ever):
            lacking = bool({each for each in unread.get(policy.id, ()) if choice.role in ("", each)})
            state = _state(lacking=lacking, is_chosen=place in chosen, is_known=place in ever)
            found[policy.id] = Reading(state, tuple(notes.get(policy.id, ())))
    return found


def _state(*, lacking: bool, is_chosen: bool, is_known: bool) -> State:
    if is_chosen:
        return State.PARTLY if lacking else State.READ
    return State.UNREAD if lacking or not is_known else State.ABSENT


def _policies_of(counted: Counted, texts: np.ndarray) -> set[int]:
    return set(np.unique(counted.catalogue.policy[texts]).tolist())


def _notes(connection: sqlite3.Connection, counted: Counted, texts: np.ndarray) -> Mapping[str, list[str]]:
    """Return by policy what the readers noted of the versions that these texts are in."""
    versions = counted.catalogue.versions
    chosen = {versions[place].id for place in np.unique(counted.catalogue.texts.version[texts]).tolist()}
    notes: dict[str, list[str]] = defaultdict(list)
    for id_, policy, noted in connection.execute(_NOTES):
        if id_ in chosen:
            notes[policy].append(noted)
    return notes
