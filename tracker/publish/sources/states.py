"""How the sources fare, in the words and the order in which a visitor sees them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.publish.answer import rows
from tracker.publish.sources.failures import cause_of, doubt_in_words
from tracker.publish.sources.words import kind_of_source, place_in_source, publisher_address
from tracker.source_status import SourceStatus, source_statuses

_ABOUT = """
SELECT sources.id, policies.name, policies.example,
    (SELECT count(*) FROM versions WHERE source = sources.id AND reason = 'inhoud') AS texts
FROM sources JOIN policies ON policies.id = sources.policy
WHERE :policy = '' OR sources.policy = :policy
"""

_HELD = "SELECT source, doubt, first_seen FROM held WHERE state = 'vastgehouden' ORDER BY first_seen, id"


class Fares(IntEnum):
    """How a source fares, in the order in which they are shown."""

    FAILS = 0
    HELD = 1
    UNSEEN = 2
    EMPTY = 3
    WELL = 4
    LEFT = 5

    @property
    def words(self) -> str:
        """Return it in a few words."""
        return _WORDS[self]


_WORDS = {
    Fares.FAILS: "Lukt nu niet",
    Fares.HELD: "Nieuwe tekst nog niet gebruikt",
    Fares.UNSEEN: "Nog niet bekeken",
    Fares.EMPTY: "Nog geen tekst gevonden",
    Fares.WELL: "Lukt",
    Fares.LEFT: "Volgen wij niet meer",
}


@dataclass(frozen=True)
class Shown:
    """A source as a visitor sees it.

    cause: why it fails, failed or is held back, '' where nothing went wrong. address: at the publisher, '' for none.
    held_since: a moment, '' where nothing is held back.
    """

    status: SourceStatus
    fares: Fares
    policy: str
    kind: str
    place: str
    address: str
    texts: int
    cause: str
    held_since: str

    @property
    def last_look(self) -> datetime | None:
        """When it was looked at last; None for never."""
        looks = [moment for moment in (self.status.last_success, self.status.last_failure) if moment]
        return max(looks, default=None)


def last_look_at(sources: Iterable[Shown]) -> datetime | None:
    """Return when one of these sources was looked at last; None for never."""
    return max((source.last_look for source in sources if source.last_look), default=None)


def failing_policies(sources: Iterable[Shown]) -> frozenset[str]:
    """Return the policies of which a source fails, by id."""
    return frozenset(source.status.policy for source in sources if source.fares == Fares.FAILS)


async def shown_sources(db: Database, policy: str = "") -> list[Shown]:
    """Return the sources, of one policy where that is named, those that fail first."""
    now = datetime.now(UTC)
    statuses = await db.execute_fn(lambda connection: source_statuses(connection, now, policy))
    about = {row["id"]: row for row in await rows(db, _ABOUT, policy=policy)}
    held = {row["source"]: row for row in await rows(db, _HELD)}
    shown = [_shown(status, about[status.source], held) for status in statuses if status.source in about]
    return sorted(shown, key=lambda source: source.fares)


def _shown(status: SourceStatus, about: sqlite3.Row, held: Mapping[str, sqlite3.Row]) -> Shown:
    hold = held.get(status.source)
    fares = _fares(status, hold is not None)
    doubted = hold if fares == Fares.HELD else None
    return Shown(
        status=status,
        fares=fares,
        policy=about["name"],
        kind=kind_of_source(status.adapter, status.locator),
        place=place_in_source(status.adapter, status.locator),
        address="" if about["example"] else publisher_address(status.adapter, status.locator),
        texts=about["texts"],
        cause=doubt_in_words(doubted["doubt"]) if doubted else _cause(status),
        held_since=doubted["first_seen"] if doubted else "",
    )


def _fares(status: SourceStatus, is_held: bool) -> Fares:
    if not status.followed:
        return Fares.LEFT
    if is_held and (not status.failing or status.step == "hold"):
        return Fares.HELD
    if status.failing:
        return Fares.FAILS
    if status.last_success is None:
        return Fares.UNSEEN
    return Fares.WELL if status.versions else Fares.EMPTY


def _cause(status: SourceStatus) -> str:
    if status.last_failure is None:
        return ""
    return cause_of(status.outcome, status.step, status.http_status, status.reason)
