"""Fetch the documents of a source: the only step that talks to the net.

`fetch` yields one outcome a document. A document that fails does not stop the others of its source; a source that fails
as a whole raises FetchError.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from tracker.fetch import cvdr, folder, gmb, web
from tracker.fetch.client import Client
from tracker.fetch.document import fetch_document
from tracker.fetch.outcome import Absent, FetchFailed, Known, NothingFoundError, Outcome, Unchanged
from tracker.fetch.settings import Settings
from tracker.locator import is_search
from tracker.model import Fetched, Source

__all__ = [
    "ADAPTERS",
    "Absent",
    "Client",
    "FetchFailed",
    "Known",
    "NothingFoundError",
    "Outcome",
    "Settings",
    "Unchanged",
    "fetch",
    "fetch_again",
    "first_address",
]

Adapter = Callable[[Source, Client, Mapping[str, Known]], Iterator[Outcome]]

ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {"cvdr": cvdr.read, "gmb": gmb.read, "web": web.read, "folder": folder.read}
)


def fetch(source: Source, client: Client, known: Mapping[str, Known] = MappingProxyType({})) -> Iterator[Outcome]:
    """Yield every document of a source: fetched, unchanged, failed, or the word that an optional source holds none yet.

    known: what the last fetch of each address left to ask with.

    Raises FetchError when the source as a whole cannot be read: no network, an unknown identifier, an empty folder.
    """
    try:
        yield from ADAPTERS[source.adapter](source, client, known)
    except NothingFoundError as error:
        if source.option("optional") != "true":
            raise
        yield Absent(source.locator, f"nothing there yet: {error}")


def fetch_again(client: Client, fetched: Fetched) -> Fetched | Unchanged | FetchFailed:
    """Ask once more for a document of a web source, as if it were known: another server of the site may answer."""
    known = {fetched.address: Known(fetched.etag, fetched.last_modified)}
    return fetch_document(client, fetched.address, fetched.address, dict(fetched.metadata), known, robots=True)


def first_address(source: Source, settings: Settings) -> str:
    """Give the address that a source is first looked for at, to see whether it can be reached; empty for files."""
    if source.adapter == "cvdr":
        return settings.sru_cvdr if is_search(source.locator) or "_" not in source.locator else settings.repository_cvdr
    if source.adapter == "gmb":
        return settings.sru_publications
    return source.locator if urlsplit(source.locator).scheme in ("http", "https") else ""
