"""The files behind the site: the whole database, and the untouched bytes of a document."""

import asyncio
import mimetypes
import sqlite3
import tempfile
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import AsgiFileDownload, Request

from tracker.publish.database import state_of
from tracker.publish.errors import NotHere
from tracker.publish.metadata import DATABASE

_ARCHIVE = "archive"
"""The folder beside the database that holds the snapshots."""


class _Copies:
    """A copy of the database to hand out: whole, compact, and made anew only when the database has changed.

    The file itself cannot be sent: it may be half-way a change, or have its last changes in the log beside it.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="beleidsvolger-")
        self._lock = asyncio.Lock()
        self._state: tuple = ()

    async def of(self, path: Path) -> Path:
        """Return the path of a copy of the database as it is now."""
        copy = Path(self._folder.name) / f"{DATABASE}.db"
        async with self._lock:
            if self._state != (state := state_of(path)):
                await asyncio.to_thread(_copy, path, copy)
                self._state = state
        return copy


def _copy(path: Path, copy: Path) -> None:
    unfinished = copy.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", [str(unfinished)])
    finally:
        connection.close()
    unfinished.replace(copy)


_copies = _Copies()


async def database(datasette: Datasette) -> AsgiFileDownload:
    """Send the whole database as one file."""
    copy = await _copies.of(Path(datasette.get_database(DATABASE).path))
    return AsgiFileDownload(str(copy), filename=f"{DATABASE}.db", content_type="application/vnd.sqlite3")


async def snapshot(request: Request, datasette: Datasette) -> AsgiFileDownload:
    """Send the untouched bytes of a document, named by their hash; never shown as a page of this site."""
    sha256 = request.url_vars["sha256"]
    db = datasette.get_database(DATABASE)
    found = (await db.execute("SELECT path, media_type FROM snapshots WHERE sha256 = ?", [sha256])).first()
    archive = (Path(db.path).parent / _ARCHIVE).resolve()
    file = archive / found["path"] if found else archive
    if not (file.is_file() and file.resolve().is_relative_to(archive)):
        raise NotHere(f"Het bestand {sha256} staat niet in het archief van deze site.")
    name = f"{sha256[:16]}{mimetypes.guess_extension(found['media_type'].partition(';')[0]) or ''}"
    return AsgiFileDownload(
        str(file), filename=name, content_type="application/octet-stream", headers={"X-Content-Type-Options": "nosniff"}
    )
