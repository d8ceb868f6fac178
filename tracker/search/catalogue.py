"""What every text in the index is (policy, version, kind, mentions), as arrays that a whole result is counted with.

The arrays are indexed by the number of the text; number 0 is nobody's. A catalogue never changes: a database that has
changed gives a new one.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from tracker.model import ClauseKind
from tracker.search.postings import Postings

QUESTION = "vraag"
KINDS = (*(str(kind) for kind in ClauseKind), QUESTION)
"""Kinds of texts; the place in this list is the code in the arrays."""


class PolicyEntry(NamedTuple):
    """A policy as a filter shows it."""

    id: str
    name: str
    theme: str


class VersionEntry(NamedTuple):
    """A version: the place of its policy in the list, whether it is the newest of its text, and its rank among others.

    text: what it is a version of. begins: the day from which it holds or was published (ISO), '' where nobody says.
    `rank` says which of two equal texts is shown: the newest version, then the first source of the register.
    """

    id: str
    policy: int
    newest: bool
    rank: int
    begins: str = ""
    valid_to: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Mentions:
    """The mentions of control, in the order of their texts, and their values as places in the lists of `values`.

    text: the text that each is in. first: by number of text, the place of its first mention; the next number has the
    place after its last one.
    """

    text: np.ndarray  # int32, ascending
    first: np.ndarray  # int32
    codes: dict[str, np.ndarray]
    values: dict[str, tuple[str, ...]]

    def of(self, texts: np.ndarray) -> np.ndarray:
        """Return the places of all mentions in the texts with these numbers."""
        first = self.first[texts]
        many = self.first[texts + 1] - first
        before = np.cumsum(many) - many
        return np.repeat(first - before, many) + np.arange(many.sum(), dtype=np.int32)


@dataclass(frozen=True)
class Texts:
    """What stays of a text once it is in the index."""

    version: np.ndarray  # int32, place in `versions`
    kind: np.ndarray  # uint8, place in KINDS
    length: np.ndarray  # float32, words
    fingerprint: np.ndarray  # int64

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self.kind) - 1


@dataclass(frozen=True)
class Catalogue:
    """Everything that a search counts with; `postings` keeps the answers of this state of the index.

    newest: texts in the newest version of their policy's text, each wording once. all_versions: each wording once, in
    the newest version that has it.
    """

    policies: tuple[PolicyEntry, ...]
    versions: tuple[VersionEntry, ...]
    texts: Texts
    mentions: Mentions
    policy: np.ndarray  # int32 of each text
    newest: np.ndarray  # bool of each text
    all_versions: np.ndarray  # bool of each text
    postings: Postings = field(default_factory=Postings)
    vocabulary: dict[str, dict[str, int]] = field(default_factory=dict)  # words by first letter, see `suggest`
    titles: dict[str, set[int]] = field(default_factory=dict)  # versions by word of their title, see `titles`
    _in_force: dict[str, np.ndarray] = field(default_factory=dict)
    _held: dict[str, np.ndarray] = field(default_factory=dict)

    def in_force(self, day: str) -> np.ndarray:
        """Return which versions (bool, by place) are in force on a day (ISO), at most one of each text.

        Of each text that is the version that began last, that day or before, unless it has ended. Without a day it is
        the last one, unless an end is known. What says nothing of when it begins or ends is taken to be in force.
        """
        if day not in self._in_force:
            until = day or _NEVER
            last: dict[str, tuple[str, bool, int]] = {}
            for place, version in enumerate(self.versions):
                if version.begins <= until:
                    begun = (version.begins, version.newest, place)
                    last[version.text] = max(begun, last.get(version.text, begun))
            in_force = np.zeros(len(self.versions), bool)
            for _, _, place in last.values():
                ends = self.versions[place].valid_to
                in_force[place] = not ends or ends > until
            self._in_force[day] = in_force
        return self._in_force[day]

    def held(self, day: str) -> np.ndarray:
        """Return which texts (bool, by number) are in the versions in force on a day, each wording of a policy once.

        A clause that stands in two of them with the same words, or that two sources give, is there once: twice would
        say that a policy speaks of it twice as often.
        """
        if day not in self._held:
            held = np.zeros(self.texts.count + 1, bool)
            if self.versions:
                numbers = np.flatnonzero(self.in_force(day)[self.texts.version])
                numbers = numbers[numbers > 0]
                rank = np.array([version.rank for version in self.versions], np.int32)[self.texts.version[numbers]]
                held[numbers] = _first_of_equals(self.policy[numbers], self.texts.fingerprint[numbers], rank)
            self._held[day] = held
        return self._held[day]


_NEVER = "9999-12-31"


MENTION_FIELDS = ("form", "holder", "rung", "force")

_POLICIES = "SELECT id, name, theme FROM policies ORDER BY position, id"

_VERSIONS = """
SELECT versions.id, versions.policy, versions.newest,
    row_number() OVER (ORDER BY newest, coalesce(versions.valid_from, versions.published, ''), sources.position DESC,
        versions.rowid) AS rank,
    coalesce(versions.valid_from, versions.published, ''), coalesce(versions.valid_to, ''), versions.title,
    versions.source || char(10) || versions.work
FROM versions JOIN sources ON sources.id = versions.source
ORDER BY versions.rowid
"""

_RANGES = "SELECT version, min(id), max(id) FROM search_texts GROUP BY version"

_TEXTS = """
SELECT group_concat(code), group_concat(length), group_concat(fingerprint) FROM (
    SELECT {codes} AS code, length, fingerprint FROM search_texts ORDER BY id)
"""

_MENTIONS = """
SELECT search_texts.id, form, holder, rung, force FROM mentions
JOIN search_texts ON search_texts.clause = mentions.clause
UNION ALL
SELECT search_texts.id, form, holder, rung, force FROM mentions
JOIN search_texts ON search_texts.question = mentions.question
"""


def read_catalogue(connection: sqlite3.Connection) -> Catalogue:
    """Read the catalogue of the database as it is now."""
    policies = tuple(PolicyEntry(*row) for row in connection.execute(_POLICIES).fetchall())
    places = {policy.id: place for place, policy in enumerate(policies)}
    rows = connection.execute(_VERSIONS).fetchall()
    versions = tuple(VersionEntry(id_, places[policy], bool(newest), *rest) for id_, policy, newest, *rest in rows)
    texts = _read_texts(connection, versions)
    mentions = _read_mentions(connection, texts.count)
    if not versions:
        nothing = np.zeros(1, bool)
        return Catalogue(policies, (), texts, mentions, np.zeros(1, np.int32), nothing, nothing)
    policy = np.array([version.policy for version in versions], np.int32)[texts.version]
    is_newest = np.array([version.newest for version in versions], bool)[texts.version]
    rank = np.array([version.rank for version in versions], np.int32)[texts.version]
    is_newest[0] = False
    once = _first_of_equals(policy, texts.fingerprint, rank)
    once[0] = False
    return Catalogue(policies, versions, texts, mentions, policy, is_newest & once, once)


def _read_texts(connection: sqlite3.Connection, versions: Sequence[VersionEntry]) -> Texts:
    codes = " ".join(f"WHEN '{kind}' THEN {code}" for code, kind in enumerate(KINDS))
    columns = connection.execute(_TEXTS.format(codes=f"CASE kind {codes} END")).fetchone()
    kind, length, fingerprint = (_with_nobody(column) for column in columns)
    place = {version.id: number for number, version in enumerate(versions)}
    version = np.zeros(len(kind), np.int32)
    for id_, first, last in connection.execute(_RANGES).fetchall():
        version[first : last + 1] = place[id_]
    return Texts(version, kind.astype(np.uint8), length.astype(np.float32), fingerprint)


def _with_nobody(numbers: str | None) -> np.ndarray:
    return np.fromstring(f"0,{numbers}" if numbers else "0", np.int64, sep=",")


def _read_mentions(connection: sqlite3.Connection, texts: int) -> Mentions:
    rows = sorted(connection.execute(_MENTIONS).fetchall(), key=itemgetter(0))
    text = np.array([row[0] for row in rows], np.int32)
    first = np.searchsorted(text, np.arange(texts + 2)).astype(np.int32)
    codes, values = {}, {}
    for column, name in enumerate(MENTION_FIELDS, start=1):
        values[name] = tuple(sorted({row[column] for row in rows}))
        code = {value: number for number, value in enumerate(values[name])}
        codes[name] = np.array([code[row[column]] for row in rows], np.uint8)
    return Mentions(text, first, codes, values)


def _first_of_equals(policy: np.ndarray, fingerprint: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Mark of the texts of a policy that are equal the one whose version ranks highest."""
    order = np.lexsort((-rank, fingerprint, policy))
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(policy[order]) != 0) | (np.diff(fingerprint[order]) != 0)
    marked = np.zeros(len(order), bool)
    marked[order[first]] = True
    return marked


class _Seen(NamedTuple):
    """What a thread saw last: its connection, how often others had changed the database, the catalogue of then."""

    connection: sqlite3.Connection
    changes: int
    catalogue: Catalogue


class Catalogues:
    """The catalogue of the connection of each thread, read again only when the database has changed."""

    def __init__(self, read: Callable[[sqlite3.Connection], Catalogue] = read_catalogue) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._seen = threading.local()
        self._latest: tuple[tuple[object, ...], Catalogue] | None = None

    def of(self, connection: sqlite3.Connection) -> Catalogue:
        """Return the catalogue of what this connection sees now."""
        seen: _Seen | None = getattr(self._seen, "last", None)
        (changes,) = connection.execute("PRAGMA data_version").fetchone()
        if seen is not None and seen.connection is connection and seen.changes == changes:
            return seen.catalogue
        with self._lock:
            state = _state(connection)
            if self._latest is None or self._latest[0] != state:
                self._latest = state, self._read(connection)
            catalogue = self._latest[1]
        self._seen.last = _Seen(connection, changes, catalogue)
        return catalogue


def _state(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what tells two states of the index apart: the texts in it, the versions and the policies."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM search_texts").fetchone()
    versions = tuple(connection.execute(_VERSIONS).fetchall())
    return last, versions, tuple(connection.execute(_POLICIES).fetchall())
