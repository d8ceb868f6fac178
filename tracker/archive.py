"""Keep the untouched bytes of every fetch, named by their SHA-256: never changed, never thrown away."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tracker.model import TrackerError

_SHA256 = re.compile(r"[0-9a-f]{64}")
_READ_ONLY = 0o444
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Snapshot:
    """Bytes in the archive. `path` is relative to the archive, with slashes; `bytes` is their number."""

    sha256: str
    path: str
    bytes: int


class Archive:
    """A folder of snapshots, spread over 256 folders by the first two signs of their names.

    A snapshot is there whole or not at all: it is written beside its place under a hidden name and moved when it is
    safe on the disk, so that neither a full disk nor a kill leaves half of it under its hash. Several processes may
    write at once; the same bytes give the same file.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def put(self, content: bytes) -> Snapshot:
        """Store bytes, unless they are there, and say where.

        Raises TrackerError when they cannot be written: no space, no permission.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        with _in_words(f"the archive {self.root} cannot keep {len(content):,} bytes"):
            if not _holds(place, sha256):
                _write_whole(place, content)
        return Snapshot(sha256, place.relative_to(self.root).as_posix(), len(content))

    def get(self, sha256: str) -> bytes:
        """Return the bytes of a snapshot.

        Raises TrackerError when they are not there, or are not what their name says.
        """
        place = self._place(sha256)
        with _in_words(f"the archive {self.root} cannot give snapshot {sha256}"):
            if not place.exists():
                raise TrackerError(f"{place}: not in the archive; restore it from a copy or fetch the source again")
            content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise TrackerError(f"{place}: damaged, its bytes do not fit its name; restore it from a copy")
        return content

    def __contains__(self, sha256: str) -> bool:
        """Tell whether there is a snapshot of that name, without reading it."""
        return self._place(sha256).exists()

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise TrackerError(f"{sha256!r} is no SHA-256; a snapshot is named by 64 signs from 0-9 and a-f")
        return self.root / sha256[:2] / sha256


def _holds(place: Path, sha256: str) -> bool:
    """Tell whether a snapshot is in its place; one that was damaged on the disk is written again."""
    return place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256


def _write_whole(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_READ_ONLY)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself outlast a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _in_words(what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        advice = "free some space and run again" if error.errno in _FULL else "see who may write there and run again"
        raise TrackerError(f"{what}: {error.strerror}; {advice}") from error
