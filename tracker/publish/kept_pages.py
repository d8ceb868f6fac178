"""Finished pages, kept in memory until the database changes, so that what many read is made once."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import NamedTuple

from cachetools import TTLCache

from tracker.publish.protection import Application

MOST_BYTES = 64_000_000
"""Bytes of pages that one process keeps; the longest unused ones go first."""

SECONDS = 600.0
"""How long a page is kept at most: some say what was so many hours ago."""

KINDS = ("/zoek", "/beleid/", "/thema/", "/matrix", "/vergelijk", "/bronnen", "/over")
"""How the paths of pages begin that are the same for every visitor; the home page besides.

Not those of a dossier, which hold what a visitor wrote; not those of Datasette and the files, which are large.
"""

_TYPES = (b"text/html", b"text/csv", b"image/svg+xml", b"application/json")
_AROUND = 1_000  # bytes that Python takes for a page besides its own


ATTEMPTS = 5
"""How often a page is made that fails while the database changes: it may have read a little of both."""


class Page(NamedTuple):
    """An answer as it goes over the wire."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class KeptPages:
    """An application that gives a page that it has, and asks another application for one that it has not.

    A page is the same as long as its address, the day and the `state` of the database are. What is read is never older
    than the state that it is kept under, for that is looked at first. A page that fails while the database changes is
    made again.
    """

    def __init__(
        self,
        application: Application,
        state: Callable[[], Hashable],
        prefix: str = "/",
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._application = application
        self._state = state
        self._home = prefix
        self._kinds = tuple(prefix.rstrip("/") + kind for kind in KINDS)
        self._pages: TTLCache[Hashable, Page] = TTLCache(most_bytes, SECONDS, getsizeof=_bytes_of)

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        """Answer a request."""
        if not self._may_keep(scope):
            await self._application(scope, receive, send)
            return
        asked = self._asked(scope)
        if (page := self._pages.get(asked)) is not None:
            await send({"type": "http.response.start", "status": 200, "headers": list(page.headers)})
            await send({"type": "http.response.body", "body": page.body})
            return
        for attempt in range(ATTEMPTS):
            asked = self._asked(scope)
            answer = _Answer()
            await self._application(scope, receive, answer.take)
            if not answer.failed or attempt == ATTEMPTS - 1 or self._asked(scope) == asked:
                break
        if (made := answer.page()) is not None and _bytes_of(made) <= self._pages.maxsize:
            self._pages[asked] = made
        await answer.send(send)

    def _may_keep(self, scope: dict) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        return scope["path"] == self._home or scope["path"].startswith(self._kinds)

    def _asked(self, scope: dict) -> Hashable:
        """Return all that a page depends on; it names its own address, so how it was asked for counts."""
        hosts = tuple(value for name, value in scope["headers"] if name == b"host")
        address = scope.get("raw_path") or scope["path"].encode()
        return scope["scheme"], hosts, address, scope["query_string"], date.today(), self._state()


class _Answer:
    """An answer that is taken as a whole before any of it is sent."""

    def __init__(self) -> None:
        self._messages: list[dict] = []

    async def take(self, message: dict) -> None:
        """Take a part of the answer."""
        self._messages.append(message)

    async def send(self, send: Callable) -> None:
        """Send all of it."""
        for message in self._messages:
            await send(message)

    @property
    def failed(self) -> bool:
        """Whether it says that the site failed."""
        return bool(self._messages) and self._messages[0]["status"] >= 500

    def page(self) -> Page | None:
        """Return the answer when others may have it too: it is whole, went well, and says nothing against it."""
        start, *rest = self._messages
        headers = {name.lower(): value for name, value in start.get("headers", [])}
        is_page = headers.get(b"content-type", b"").startswith(_TYPES)
        is_for_one = b"set-cookie" in headers or headers.get(b"cache-control") == b"no-store"
        is_whole = bool(rest) and not rest[-1].get("more_body", False)
        if start["status"] != 200 or not is_whole or not is_page or is_for_one:
            return None
        return Page(tuple(start.get("headers", [])), b"".join(message.get("body", b"") for message in rest))


def _bytes_of(page: Page) -> int:
    return len(page.body) + _AROUND
