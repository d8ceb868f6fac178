"""Opening the database file: its checks, its settings, its transactions, and SQLite's errors put into words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from tracker.model import TrackerError
from tracker.store.migrations import MIGRATIONS

PATIENCE = 10.0
"""Seconds that a writer waits for another one."""

_HEADER = b"SQLite format 3\0"


def connect(path: Path, *, readonly: bool = False, patience: float = PATIENCE) -> Database:
    """Open the database at `path` and bring it up to date; without `readonly` it is made where it is absent.

    Raises TrackerError when the file is absent (readonly), is no database of tracker, is newer than this release, or
    is in use by another writer.
    """
    _check_file(path, readonly)
    if not readonly:
        _make_folder(path.parent)
    with explained(path):
        connection = _open(path, "ro" if readonly else "rwc", patience)
        try:
            db = Database(connection, execute_plugins=False)
            db.execute("PRAGMA foreign_keys = ON")
            _check_content(db, path, readonly)
            if not readonly:
                _bring_up_to_date(db, path)
        except BaseException:
            connection.close()
            raise
    return db


def holds_rows(path: Path, table: str) -> bool:
    """Return whether the database at `path`, of whatever release, has the table with at least one row in it.

    Raises TrackerError when the file is absent or no database.
    """
    _check_file(path, readonly=True)
    with explained(path):
        db = Database(_open(path, "ro", PATIENCE), execute_plugins=False)
        try:
            return db.table(table).exists() and db.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone() is not None
        finally:
            db.close()


def _open(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=patience)


def _check_file(path: Path, readonly: bool) -> None:
    """Say what is wrong with a file before SQLite says it in its own words."""
    if path.is_dir():
        raise TrackerError(f"{path}: is a folder; name a database file")
    if not path.exists():
        if readonly:
            raise TrackerError(f"{path}: there is no database here; make one with `tracker run --db {path}`")
        return
    with path.open("rb") as file:
        start = file.read(len(_HEADER))
    if start and start != _HEADER:
        raise TrackerError(f"{path}: is not an SQLite database; name another file")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrackerError(f"{folder}: cannot be made ({error.strerror}); name another folder") from error


def _check_content(db: Database, path: Path, readonly: bool) -> None:
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    of_this_release = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    if newer := sorted(applied - of_this_release):
        raise TrackerError(f"{path}: made by a newer release of tracker (it has {newer[0]}); upgrade tracker")
    if not applied and db.table_names():
        raise TrackerError(f"{path}: is an SQLite database, but not one of tracker; name another file")
    if readonly and of_this_release - applied:
        raise TrackerError(
            f"{path}: made by an older release of tracker; `tracker run --db {path}` brings it up to date"
        )


def _bring_up_to_date(db: Database, path: Path) -> None:
    """Apply the migrations that the file lacks and switch to a write-ahead log, so that readers are not held up."""
    if MIGRATIONS.pending(db):
        with transaction(db, path):
            MIGRATIONS.apply(db)
            # When a migration ran says nothing about the policies and would make two equal runs differ.
            db.execute("UPDATE _sqlite_migrations SET applied_at = ''")
    db.execute("PRAGMA journal_mode = WAL")


def close(db: Database, *, readonly: bool) -> None:
    """Close the database; after writing, put everything into the one file, so that it can be copied or served as it is.

    Where a reader has the file open the write-ahead log stays beside it; the next writer to close takes it in.
    """
    try:
        if not readonly:
            db.execute("PRAGMA busy_timeout = 500")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
    finally:
        db.close()


@contextmanager
def transaction(db: Database, path: Path) -> Iterator[None]:
    """All that happens inside is kept, or, after any error, nothing of it. One inside another is a part of it.

    Raises TrackerError when SQLite refuses: another writer, a full disk, a broken file.
    """
    with explained(path):
        if db.conn.in_transaction:
            with db.atomic():
                yield
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


_EXPLANATIONS = (
    ("locked", "another process is writing this database; wait until it is done and run again"),
    ("disk is full", "the disk is full; nothing of this version was stored; make room and run again"),
    ("readonly", "this database cannot be written; check who owns the file and its folder"),
    ("unable to open", "this database cannot be opened; check who owns the file and its folder"),
    (
        "malformed",
        "this database is damaged; put back a copy, or move it away and run again: the archive has all bytes",
    ),
    ("not a database", "is not an SQLite database; name another file"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into one line that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        for words, explanation in _EXPLANATIONS:
            if words in str(error):
                raise TrackerError(f"{path}: {explanation}") from error
        raise TrackerError(f"{path}: SQLite refuses ({error}); this is a fault in tracker, please report it") from error
