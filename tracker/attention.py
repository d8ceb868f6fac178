"""What waits for whoever minds the tracker: held texts, corrections by readers, rules not followed yet, what failed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tracker.corrections import Received, waiting_corrections
from tracker.corrections.listing import waiting_lines
from tracker.heartbeat import last_beat
from tracker.store import Held, Store
from tracker.store.connection import explained
from tracker.tell.outbox import Outbox, outbox_path

_CANDIDATES = """
SELECT id, kind, municipality, title, why FROM candidates
WHERE followed = 0 ORDER BY kind = 'regel', municipality, first_seen DESC, id
"""
_FAILED_SEARCHES = "SELECT id, error FROM searches WHERE error <> '' ORDER BY id"


@dataclass(frozen=True)
class Attention:
    """All that waits. `last_check` is when a check came to its end last (UTC); None: never, or not known.

    candidates: identifier, kind, municipality, title, why. searches: search, why it failed. messages: follower, title,
    tries, why it was not sent. corrections: what readers say is wrong, the newest first.
    """

    last_check: datetime | None
    held: tuple[Held, ...]
    candidates: tuple[tuple[str, str, str, str, str], ...]
    searches: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str, int, str], ...]
    corrections: tuple[Received, ...] = ()


def attention(database: Path) -> Attention:
    """Return what waits. Raises TrackerError when there is no database."""
    with Store(database, readonly=True) as store, explained(database):
        held = tuple(store.open_holds().values())
        candidates = tuple(store.db.execute(_CANDIDATES).fetchall())
        searches = tuple(store.db.execute(_FAILED_SEARCHES).fetchall())
    messages: tuple = ()
    if outbox_path(database).exists():
        with Outbox(outbox_path(database)) as outbox:
            messages = tuple(outbox.waiting())
    beat = last_beat(database)
    last_check = datetime.fromisoformat(beat.at) if beat else None
    return Attention(last_check, held, candidates, searches, messages, tuple(waiting_corrections(database)))


def print_attention(waiting: Attention, console: Console, now: datetime | None = None) -> None:
    """Print what waits, a line each, with what to do about it; nothing where nothing waits."""
    if waiting.last_check:
        age = (now or datetime.now(UTC)) - waiting.last_check
        console.print(f"last check: {waiting.last_check:%Y-%m-%d %H:%M} UTC, {age // timedelta(hours=1)} hours ago")
    for line in (
        *map(_held, waiting.held),
        *waiting_lines(waiting.corrections),
        *map(_candidate, waiting.candidates),
    ):
        console.print(Text(line), soft_wrap=True)
    for search, error in waiting.searches:
        console.print(Text(f"search {search} failed: {error}"), soft_wrap=True)
    for follower, title, tries, error in waiting.messages:
        console.print(Text(f"message to {follower}: {title}: not sent in {tries} tries: {error}"), soft_wrap=True)


def _held(held: Held) -> str:
    since = f"held back since {held.first_seen:%Y-%m-%d}, {held.seen} looks"
    what = f"{held.source} ({held.address}): {since}: {held.doubt}: {held.why}"
    return f"{what}; `tracker accept {held.source}` takes it"


def _candidate(candidate: tuple[str, str, str, str, str]) -> str:
    identifier, kind, municipality, title, why = candidate
    return f"{identifier}: {kind}, {municipality}: {title} ({why}); `tracker add {identifier}` follows it"
