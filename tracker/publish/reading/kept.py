"""Finished pages, kept in memory until the database changes, so that what many read is made once."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

MOST_BYTES = 64_000_000
"""Bytes of pages that are kept; the longest unused ones go first."""


@dataclass(frozen=True)
class State:
    """A state of the database as the pages know it: what was read in one is kept for that one only."""

    number: int


class KeptPages:
    """Pages by what they were asked with, shared by the threads of a server.

    SQLite tells each connection whether another one has changed the database since it last looked. Whichever thread
    finds out first drops everything; what was being read meanwhile belongs to a state that is over, and is not kept.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._held = 0
        self._pages: OrderedDict[Hashable, str] = OrderedDict()
        self._state = State(0)
        self._lock = threading.Lock()
        self._seen = threading.local()

    def state(self, connection: sqlite3.Connection) -> State:
        """Return the state that a connection sees; call it before anything else is read over the connection."""
        (changes,) = connection.execute("PRAGMA data_version").fetchone()
        known = getattr(self._seen, "last", None)
        self._seen.last = (connection, changes)
        with self._lock:
            if known is None or known[0] is not connection or known[1] != changes:
                self._state = State(self._state.number + 1)
                self._pages.clear()
                self._held = 0
            return self._state

    def get(self, key: Hashable) -> str | None:
        """Return a page, None where it is not kept."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Hashable, page: str, state: State) -> None:
        """Keep a page that was read in a state, if that is still the last one."""
        with self._lock:
            if state != self._state or key in self._pages or _bytes_of(page) > self._most:
                return
            self._pages[key] = page
            self._held += _bytes_of(page)
            while self._held > self._most:
                _, dropped = self._pages.popitem(last=False)
                self._held -= _bytes_of(dropped)


def _bytes_of(page: str) -> int:
    """Return about how many bytes a page takes in memory: one a letter, and what is around it."""
    return len(page) + 500
