"""One writer at a time: a run and a check of the same database never meet."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.model import TrackerError


@contextmanager
def exclusive(database: Path) -> Iterator[None]:
    """Hold the lock of a database: the file `DATABASE.lock` beside it, which names the process that holds it.

    It is a lock of the operating system, which ends with its process: one that was killed leaves the file and no lock.

    Raises TrackerError at once when another process holds it, or when the file cannot be made.
    """
    path = database.with_name(f"{database.name}.lock")
    lock = FileLock(path, timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise TrackerError(
            f"{database}: another run works on it (process {_holder(path)}); wait until that is done"
        ) from None
    except OSError as error:
        raise TrackerError(f"{path}: cannot be made ({error.strerror}); see who may write in its folder") from error
    try:
        _name_holder(path)
        yield
    finally:
        lock.release()


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip() or "not named"
    except (OSError, UnicodeDecodeError):  # on some systems a locked file cannot be read
        return "not named"


def _name_holder(path: Path) -> None:
    with suppress(OSError):  # the name is a service; the lock itself does not depend on it
        path.write_text(f"{os.getpid()}\n", encoding="ascii")
