"""A database file that is served while the scheduled job works on it, or puts another file in its place."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database

from tracker.publish.sql_limits import BoundedConnection

T = TypeVar("T")


def state_of(path: Path) -> tuple:
    """Return what is another one as soon as the database at `path` has changed, or another file has taken its name."""
    log = path.with_name(path.name + "-wal")
    return tuple((file.name, *_signature(file)) for file in (path, log) if file.exists())


def _signature(file: Path) -> tuple[int, int, int]:
    status = file.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


class FollowedDatabase(Database):
    """A database that is read as it stands at each request and never written.

    It is opened with `mode=ro`, so that what another process writes into the file is seen at once; `immutable=1` would
    be a little faster and give wrong answers while the file changes. A connection stays with the file that it opened,
    also when another file has taken its name; so each request looks whether the file is still the same one, and opens
    it anew when it is not.
    """

    def __init__(self, ds: Datasette, path: Path) -> None:
        super().__init__(ds, path=str(path), is_mutable=True)
        self._opened = threading.local()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open the file for reading."""
        address = f"{Path(self.path).resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=BoundedConnection)
        self._all_file_connections.append(connection)
        return connection

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` on this thread pool's connection to the file that now has the name."""
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, lambda: fn(self._connection()))

    async def execute_write_fn(self, fn: Callable[[sqlite3.Connection], Any], block: bool = True) -> Any:
        """Refuse: nothing on the site writes this database."""
        raise sqlite3.OperationalError("attempt to write a readonly database")

    def _connection(self) -> sqlite3.Connection:
        status = Path(self.path).stat()
        file = (status.st_dev, status.st_ino)
        if getattr(self._opened, "file", None) != file:
            if earlier := getattr(self._opened, "connection", None):
                self._all_file_connections.remove(earlier)
                earlier.close()
            self._opened.connection = self.connect()
            self.ds._prepare_connection(self._opened.connection, self.name)
            self._opened.file = file
        return self._opened.connection
