"""Read files beside the register: one file, the files directly in a folder, or those that a glob names.

Hidden files, lock files of office programs and the droppings of file managers are passed over. A link inside the folder
that leads outside it is refused: only what the register names is read. Folders below the one named are read with a glob
(`stukken/**/*.pdf`). A file's address is its path from the register's folder; its etag is the SHA-256 of its bytes.
"""

import hashlib
import mimetypes
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracker.fetch.client import Client
from tracker.fetch.failure import CORRECT
from tracker.fetch.outcome import FetchFailed, Known, NothingFoundError, Outcome, Unchanged
from tracker.model import Fetched, FetchError, Source

_WILDCARDS = "*?["
_DROPPINGS = ("thumbs.db", "desktop.ini")


def read(source: Source, client: Client, known: Mapping[str, Known]) -> Iterator[Outcome]:
    """Yield the files in the order of their paths.

    Raises NothingFoundError when the register names nothing that is there.
    """
    base = Path(source.base)
    root, files = _named(base, source.locator)
    if not files:
        what = "no such files in it" if root.is_dir() else "not there"
        where = f"looked in {base.name}, the folder of the register"  # its whole path is nobody else's business
        raise NothingFoundError(f"{source.locator}: {what} ({where}); put the files there or {CORRECT}")
    for path in files:
        yield _file(path, root, _address(path, base), client.settings.cap, known)


def _named(base: Path, locator: str) -> tuple[Path, list[Path]]:
    """Give the folder (or file) that a locator fixes, and the files that it names, sorted."""
    parts = Path(locator).parts
    fixed = next((index for index, part in enumerate(parts) if any(sign in part for sign in _WILDCARDS)), len(parts))
    root = base.joinpath(*parts[:fixed])
    if root.is_file():
        return root, [root]
    pattern = "/".join(parts[fixed:]) or "*"
    found = root.glob(
        f"{pattern}/*" if pattern.endswith("**") else pattern
    )  # a bare ** means files to Python only lately
    files = [path for path in found if _is_document(path, root)]
    return root, sorted(files, key=lambda path: path.relative_to(root).as_posix())


def _is_document(path: Path, root: Path) -> bool:
    """Tell files from folders and droppings; a link that leads nowhere is a file that will fail, not one to hide."""
    parts = path.relative_to(root).parts
    if any(part.startswith((".", "~$")) or part.lower() in _DROPPINGS for part in parts):
        return False
    return path.is_file() or (path.is_symlink() and not path.exists())


def _file(path: Path, root: Path, address: str, cap: int, known: Mapping[str, Known]) -> Outcome:
    try:
        content = _read(path, root, address, cap)
    except FetchError as error:
        return FetchFailed(address, error)
    etag = hashlib.sha256(content).hexdigest()
    if known.get(address, Known()).etag == etag:
        return Unchanged(address, etag=etag)
    return Fetched(address, content, media_type=mimetypes.guess_type(path.name)[0] or "", etag=etag)


def _read(path: Path, root: Path, address: str, cap: int) -> bytes:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise FetchError(f"{address}: a link that leads outside the folder; put the file itself there")
        size = path.stat().st_size
        if size > cap:
            raise FetchError(f"{address}: {size:,} bytes, above the cap of {cap:,}; raise TRACKER_CAP if that is right")
        return path.read_bytes()
    except OSError as error:
        raise FetchError(f"{address}: cannot be read ({error.strerror}); see who may read the file") from error


def _address(path: Path, base: Path) -> str:
    return Path(os.path.relpath(path, base)).as_posix()
