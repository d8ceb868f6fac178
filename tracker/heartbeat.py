"""A sign of life after each check that came to its end: a file beside the database and, when asked, a call.

A monitor that looks at the age of the file, or that waits for the call, knows that the timer still runs. Sources that
fail do not stop it: those are reported by the check itself.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import httpx

from tracker.model import TrackerError

ADDRESS = "TRACKER_HEARTBEAT_URL"
_SECONDS = 10.0


@dataclass(frozen=True)
class Heartbeat:
    """The last check that came to its end: when (UTC), and how many documents it found so."""

    at: str
    new: int
    unchanged: int
    failed: int


def heartbeat_path(database: Path) -> Path:
    """Return where the sign of life of a database is: beside it."""
    return database.with_name(f"{database.stem}.heartbeat.json")


def beat(database: Path, at: datetime, new: int, unchanged: int, failed: int) -> None:
    """Write the sign of life, whole or not at all."""
    path = heartbeat_path(database)
    unfinished = path.with_suffix(".unfinished")
    text = json.dumps(asdict(Heartbeat(at.isoformat(timespec="seconds"), new, unchanged, failed)))
    try:
        unfinished.write_text(f"{text}\n", encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise TrackerError(f"{path}: cannot be written ({error.strerror}); see who may write there") from error


def last_beat(database: Path) -> Heartbeat | None:
    """Return the last sign of life; None when there is none that can be read."""
    try:
        return Heartbeat(**json.loads(heartbeat_path(database).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def call(environment: Mapping[str, str] = os.environ) -> None:
    """Call the address that waits for a sign of life, when there is one.

    Raises TrackerError when it does not answer as it should; the address itself, which is often a secret, is not told.
    """
    address = environment.get(ADDRESS, "").strip()
    if not address:
        return
    try:
        httpx.get(address, timeout=_SECONDS, follow_redirects=True).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).replace(address, "the address")
        raise TrackerError(f"{ADDRESS}: the call failed ({type(error).__name__}: {reason}); see the service") from error
