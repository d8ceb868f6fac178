"""What each follower has been told and what is still to be sent: a file beside the database, never published.

A message is written down whole before anything is sent, so that it survives a crash. Each sending is marked as begun
before it begins and as done after it. When a process dies in between, nobody can know whether the message arrived; it
is then marked `onzeker` and not sent again: a second copy of a message is worse than a missed one that the next message
names. So a message is sent at most once, and what it told is in the feeds whatever happens.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.store.connection import PATIENCE, explained
from tracker.store.rows import moment
from tracker.tell.words import Message

_TABLES = """
CREATE TABLE IF NOT EXISTS followers (id TEXT PRIMARY KEY NOT NULL, since TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY NOT NULL,
    follower TEXT NOT NULL REFERENCES followers(id),
    made TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS told (
    follower TEXT NOT NULL REFERENCES followers(id),
    subject TEXT NOT NULL,
    message TEXT REFERENCES messages(id),
    PRIMARY KEY (follower, subject)
) STRICT;
CREATE TABLE IF NOT EXISTS sendings (
    message TEXT NOT NULL REFERENCES messages(id),
    target TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('klaar', 'bezig', 'verzonden', 'onzeker')),
    tries INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (message, target)
) STRICT;
CREATE INDEX IF NOT EXISTS sendings_state ON sendings(state);
"""

PRIVATE = 0o600  # it holds what people follow


@dataclass(frozen=True)
class Sending:
    """One message on its way to one target; `target` is the hash of an address."""

    message: str
    follower: str
    target: str
    title: str
    body: str
    tries: int
    error: str = ""  # why the last try failed


Send = Callable[[Sending], str]
"""Sends a message; returns why it was not sent, or nothing when it was."""


class Outbox:
    """The messages of one database.

    Raises TrackerError when the file cannot be written, or is no outbox.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with explained(path):
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            path.chmod(PRIVATE)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def welcome(self, follower: str, subjects: Iterable[str], now: datetime) -> None:
        """Note a follower; to a new one, what there is to tell already is no news."""
        with self._transaction():
            added = self._db.execute("INSERT OR IGNORE INTO followers VALUES (?, ?)", [follower, moment(now)]).rowcount
            if added:
                self._pass_over(follower, subjects)

    def told(self, follower: str) -> dict[str, str | None]:
        """Return the subjects that a follower has been told, each with its message; None: passed over."""
        with explained(self.path):
            return dict(self._db.execute("SELECT subject, message FROM told WHERE follower = ?", [follower]).fetchall())

    def put(
        self, follower: str, targets: Sequence[str], subjects: Sequence[str], message: Message, now: datetime
    ) -> None:
        """Write down a message on these subjects, to be sent to each target (the hash of an address)."""
        id_ = hashlib.sha256("\n".join((follower, *subjects)).encode()).hexdigest()[:32]
        with self._transaction():
            self._db.execute(
                "INSERT INTO messages VALUES (?, ?, ?, ?, ?)", [id_, follower, moment(now), message.title, message.body]
            )
            self._db.executemany("INSERT INTO told VALUES (?, ?, ?)", [(follower, each, id_) for each in subjects])
            self._db.executemany(
                "INSERT INTO sendings (message, target, state) VALUES (?, ?, 'klaar')",
                [(id_, each) for each in targets],
            )

    def pass_over(self, follower: str, subjects: Iterable[str]) -> None:
        """Note that a follower need not be told of these."""
        with self._transaction():
            self._pass_over(follower, subjects)

    def _pass_over(self, follower: str, subjects: Iterable[str]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, NULL)", [(follower, each) for each in subjects])

    def recover(self) -> None:
        """After a crash: what was being sent may have arrived, and is not sent again."""
        with self._transaction():
            self._db.execute("UPDATE sendings SET state = 'onzeker' WHERE state = 'bezig'")

    def uncertain(self, follower: str) -> list[tuple[str, str]]:
        """Return the messages (id, title) of which a follower has not been told that they may not have arrived."""
        with explained(self.path):
            return self._db.execute(
                """
                SELECT DISTINCT messages.id, messages.title
                FROM sendings JOIN messages ON messages.id = sendings.message
                WHERE sendings.state = 'onzeker' AND messages.follower = :follower AND NOT EXISTS (
                    SELECT 1 FROM told WHERE follower = :follower AND subject = 'onzeker:' || messages.id)
                ORDER BY messages.made, messages.id
                """,
                {"follower": follower},
            ).fetchall()

    def send(self, send: Send, targets: Iterable[str], now: Callable[[], datetime]) -> list[Sending]:
        """Send what is ready for these targets, oldest first; return what could not be sent, which stays ready."""
        failed = []
        for sending in self._ready(set(targets)):
            self._mark(sending, "bezig", now(), sending.tries + 1)
            error = send(sending)
            self._mark(sending, "klaar" if error else "verzonden", now(), sending.tries + 1, error)
            if error:
                failed.append(replace(sending, error=error))
        return failed

    def waiting(self) -> list[tuple[str, str, int, str]]:
        """Return what has been tried and is not sent: follower, title, tries and why."""
        with explained(self.path):
            return self._db.execute(
                "SELECT follower, title, tries, error FROM sendings JOIN messages ON messages.id = message "
                "WHERE state = 'klaar' AND tries > 0 ORDER BY made, messages.id"
            ).fetchall()

    def _ready(self, targets: set[str]) -> list[Sending]:
        with explained(self.path):
            rows = self._db.execute(
                "SELECT message, follower, target, title, body, tries FROM sendings "
                "JOIN messages ON messages.id = message WHERE state = 'klaar' ORDER BY made, messages.rowid, target"
            ).fetchall()
        return [Sending(*row) for row in rows if row[2] in targets]

    def _mark(self, sending: Sending, state: str, at: datetime, tries: int, error: str = "") -> None:
        with self._transaction():
            self._db.execute(
                "UPDATE sendings SET state = ?, tries = ?, at = ?, error = ? WHERE message = ? AND target = ?",
                [state, tries, moment(at), error, sending.message, sending.target],
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise


def target_of(follower: str, address: str) -> str:
    """Return what stands for an address of a follower in the outbox: a hash, so that the address itself does not."""
    return hashlib.sha256(f"{follower}\n{address}".encode()).hexdigest()[:16]


def outbox_path(database: Path) -> Path:
    """Return where the outbox of a database is: beside it."""
    return database.with_name(f"{database.stem}.outbox.db")
