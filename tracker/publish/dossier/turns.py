"""Taking turns at heavy work, also between the processes that answer visitors together."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_LOOK_AGAIN = 0.05
"""Seconds between looks whether there is a turn."""


@asynccontextmanager
async def turn(name: str, at_once: int, longest_wait: float) -> AsyncIterator[None]:
    """Hold one of `at_once` turns that all processes share who use this name; it should be hard to guess for others.

    A turn is a lock of the operating system, which ends with its process. Raises TimeoutError when there is none within
    `longest_wait` seconds.
    """
    files = [Path(tempfile.gettempdir()) / f"beleidsvolger-{name}-{number}.lock" for number in range(at_once)]
    async with asyncio.timeout(longest_wait):
        while (lock := _free(files)) is None:
            await asyncio.sleep(_LOOK_AGAIN)
    try:
        yield
    finally:
        lock.release()


def _free(files: list[Path]) -> FileLock | None:
    for file in files:
        lock = FileLock(file, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            continue
        return lock
    return None
