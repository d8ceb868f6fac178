"""How well each policy was read: a policy without text is not one that says nothing about control."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tracker.matrix.choice import ANSWERS, RULES, Choice
from tracker.matrix.mentions import Counted, of_role, texts_in
from tracker.search.filters import ALL

# A source that was read once has versions; of the others the last check tells whether it failed or has nothing to give.
_FAILING = """
SELECT policy, role FROM sources
WHERE followed = 1 AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.source = sources.id)
    AND coalesce((SELECT outcome FROM checks WHERE checks.source = sources.id ORDER BY checks.id DESC LIMIT 1), 'error')
        IN ('error', 'gone')
"""

_VERSIONS = """
SELECT versions.id, versions.policy, sources.role, versions.notes
FROM versions JOIN sources ON sources.id = versions.source
"""

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


@dataclass(frozen=True)
class _Known:
    """What the database knows of a policy beside its texts."""

    failing: frozenset[str]  # roles of sources that were never read
    empty: frozenset[str]  # roles of chosen versions of which no clause or question came
    notes: tuple[str, ...]


def readings(
    connection: sqlite3.Connection, counted: Counted, texts: np.ndarray, choice: Choice, day: str
) -> dict[str, Reading]:
    """Return how well each policy was read, of those that the choice names and that are followed or have texts.

    texts: which texts (bool, by number) the chosen versions have.
    """
    catalogue = counted.catalogue
    known = _known(connection, counted, texts)
    role = of_role(catalogue, choice.role) if choice.role else np.True_
    ever = _policies_of(counted, counted.texts(connection, ALL, day) & role)
    chosen = _policies_of(counted, texts_in(counted, texts, choice))
    followed = {id_ for (id_,) in connection.execute(_FOLLOWED)}
    found = {}
    for place, policy in enumerate(catalogue.policies):
        is_named = choice.theme in ("", policy.theme) and choice.policy in ("", policy.id)
        if is_named and (policy.id in followed or place in ever):
            found[policy.id] = _reading(known[policy.id], choice.role, place in chosen, place in ever)
    return found


def _reading(known: _Known, role: str, is_chosen: bool, is_known: bool) -> Reading:
    lacking = {each for each in known.failing | known.empty if role in ("", each)}
    if is_chosen:
        return Reading(State.PARTLY if lacking else State.READ, known.notes)
    if lacking or not (is_known or role):
        return Reading(State.UNREAD)
    return Reading(State.ABSENT)


def _policies_of(counted: Counted, texts: np.ndarray) -> set[int]:
    return set(np.unique(counted.catalogue.policy[texts]).tolist())


def _known(connection: sqlite3.Connection, counted: Counted, texts: np.ndarray) -> Mapping[str, _Known]:
    catalogue = counted.catalogue
    failing: dict[str, set[str]] = defaultdict(set)
    empty: dict[str, set[str]] = defaultdict(set)
    notes: dict[str, list[str]] = defaultdict(list)
    for policy, role in connection.execute(_FAILING):
        failing[policy].add(_ROLES[role])
    places = {version.id: place for place, version in enumerate(catalogue.versions)}
    sizes = np.bincount(catalogue.texts.version[1:], minlength=len(places) + 1)
    chosen = set(np.unique(catalogue.texts.version[texts]).tolist())
    for id_, policy, role, noted in connection.execute(_VERSIONS):
        if not sizes[places[id_]]:
            empty[policy].add(_ROLES[role])
        elif places[id_] in chosen and noted:
            notes[policy].append(noted)
    ids = [policy.id for policy in catalogue.policies]
    return {id_: _Known(frozenset(failing[id_]), frozenset(empty[id_]), tuple(notes[id_])) for id_ in ids}
