"""The file with corrections: one table, readable by its owner only."""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from tracker.model import TrackerError
from tracker.store.connection import PATIENCE, explained, transaction
from tracker.store.rows import moment

WHAT = {
    "gemarkeerd": "Er is iets gemarkeerd dat niet over zeggenschap gaat",
    "gemist": "Hier staat iets over zeggenschap, en dat is niet gemarkeerd",
    "waarde": "De vorm, de houder, de trede of de kracht klopt niet",
    "tekst": "Er staat een fout in de tekst, of er ontbreekt iets",
    "anders": "Iets anders",
}
"""What can be wrong, by the name under which it is kept: words for a visitor."""

MOST_A_DAY = 200
"""Corrections that are taken on one day (UTC), so that nobody fills the disk."""

_TABLE = "corrections"
_COLUMNS = {"id": int, "at": str, "about": str, "what": str, "words": str, "email": str, "handled": str}
_PRIVATE = 0o600  # it holds addresses of people


@dataclass(frozen=True)
class Correction:
    """What a reader says is wrong.

    about: the id of a clause, question, version or policy as the reader gave it, or empty for the site as a whole.
    what: a name in WHAT. words: in the reader's own words. email: to answer to, or empty.
    """

    about: str
    what: str
    words: str
    email: str = ""


@dataclass(frozen=True)
class Received:
    """A correction with its number, when it came (UTC) and when the maintainer was done with it; None: it waits."""

    id: int
    at: datetime
    correction: Correction
    handled: datetime | None = None


class TooManyTodayError(TrackerError):
    """So many corrections came on one day that no more are taken."""


class Corrections:
    """The corrections of one database; the file is made where it is absent.

    Raises TrackerError when the file cannot be written, is in use for longer than `patience` seconds, or is no file
    with corrections.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path
        _make(path)
        with explained(path):
            connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
            try:
                self._db = Database(connection, execute_plugins=False)
                self._db.execute("PRAGMA secure_delete = ON")  # a forgotten address is not left in the file
                self._db.table(_TABLE).create(
                    _COLUMNS, pk="id", not_null=set(_COLUMNS) - {"id"}, if_not_exists=True, strict=True
                )
            except BaseException:
                connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, correction: Correction, now: datetime, *, most_a_day: int = MOST_A_DAY) -> int:
        """Keep a correction and return its number. Raises TooManyTodayError, or TrackerError when it cannot be kept."""
        with transaction(self._db, self.path):
            today = moment(now)[: len("2026-01-30")]
            if self._db.table(_TABLE).count_where("at >= ?", [today]) >= most_a_day:
                raise TooManyTodayError(
                    f"{self.path}: {most_a_day} corrections came today; no more are taken until tomorrow"
                )
            row = vars(correction) | {"at": moment(now), "handled": ""}
            return int(str(self._db.table(_TABLE).insert(row).last_pk))

    def handle(self, ids: Iterable[int], now: datetime) -> list[int]:
        """Mark corrections as done and forget the addresses of who sent them; return those that were not waiting."""
        with transaction(self._db, self.path):
            return [id_ for id_ in ids if not self._handled(id_, now)]

    def _handled(self, id_: int, now: datetime) -> bool:
        done = "UPDATE corrections SET handled = ?, email = '' WHERE id = ? AND handled = ''"
        return self._db.execute(done, [moment(now), id_]).rowcount == 1

    def all(self) -> list[Received]:
        """Return every correction, the newest first."""
        with explained(self.path):
            return [_received(row) for row in self._db.table(_TABLE).rows_where(order_by="id DESC")]


def _make(path: Path) -> None:
    """Make the file so that at no moment anybody else can read it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE))
    except OSError as error:
        raise TrackerError(f"{path}: cannot be written ({error.strerror}); check who owns the folder") from error


def _received(row: dict) -> Received:
    correction = Correction(row["about"], row["what"], row["words"], row["email"])
    handled = _moment(row["handled"]) if row["handled"] else None
    return Received(row["id"], _moment(row["at"]), correction, handled)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def corrections_path(database: Path) -> Path:
    """Return where the corrections to a database are: beside it."""
    return database.with_name(f"{database.stem}.corrections.db")


def received_corrections(database: Path) -> list[Received]:
    """Return all corrections to a database, the newest first; makes no file where there is none."""
    path = corrections_path(database)
    if not path.exists():
        return []
    with Corrections(path) as corrections:
        return corrections.all()


def waiting_corrections(database: Path) -> list[Received]:
    """Return the corrections that wait for the maintainer of a database, the newest first."""
    return [received for received in received_corrections(database) if received.handled is None]


def put_away(database: Path, ids: Iterable[int], now: datetime) -> None:
    """Mark corrections to a database as done. Raises TrackerError, naming those that did not wait; the rest is done."""
    path = corrections_path(database)
    if not path.exists():
        raise TrackerError(f"{path}: no corrections came in yet")
    with Corrections(path) as corrections:
        unknown = corrections.handle(ids, now)
    if unknown:
        raise TrackerError(
            f"{path}: correction {', '.join(map(str, unknown))} does not wait; `tracker corrections` shows what does"
        )
