"""Fetch one document of a source, as every adapter does it."""

from collections.abc import Mapping

from tracker.fetch.client import Client
from tracker.fetch.outcome import FetchFailed, Known, Unchanged
from tracker.model import Fetched, FetchError

Metadata = Mapping[str, str]


def fetch_document(
    client: Client, address: str, url: str, metadata: Metadata, known: Mapping[str, Known], *, robots: bool = False
) -> Fetched | Unchanged | FetchFailed:
    """Fetch `url`, which is called `address` within its source; a failure is given back, so that the others go on."""
    try:
        response = client.get(url, known.get(address), robots=robots)
    except FetchError as error:
        return FetchFailed(address, error)
    said = tuple((name, value) for name, value in metadata.items() if value)
    if response.unchanged:
        before = known.get(address, Known())
        etag, last_modified = response.etag or before.etag, response.last_modified or before.last_modified
        return Unchanged(address, response.status, etag, last_modified, said)
    return Fetched(
        address=address,
        content=response.content,
        media_type=response.media_type,
        http_status=response.status,
        etag=response.etag,
        last_modified=response.last_modified,
        metadata=said,
    )
