"""Read official publications: the Gemeenteblad and its kin, from the national repository by SRU 2.0.

A publication is there in several manifestations; the XML is read where there is one, else the HTML, else the PDF.
"""

from collections.abc import Iterator, Mapping

from tracker.fetch.client import Client
from tracker.fetch.document import fetch_document
from tracker.fetch.failure import CORRECT
from tracker.fetch.outcome import FetchFailed, Known, NothingFoundError, Outcome
from tracker.fetch.settings import Settings
from tracker.fetch.sru import Record, matches, quoted, search
from tracker.locator import Search, is_search, parse_search, publication_identifier
from tracker.model import FetchError, Source

_PARAMETERS = {"version": "2.0", "recordSchema": "gzd"}
_AREA = "c.product-area==officielepublicaties"
_JOURNAL = "w.publicatienaam==Gemeenteblad"
_PREFERRED = ("xml", "html", "pdf")


def read(source: Source, client: Client, known: Mapping[str, Known]) -> Iterator[Outcome]:
    """Yield the publication, or every publication that the source's search finds, oldest first."""
    for record in find(source.locator, client):
        yield _publication(record, client, known)


def find(locator: str, client: Client) -> list[Record]:
    """Find the record of a publication, or those of a search in the Gemeenteblad.

    Raises NothingFoundError when there is none.
    """
    if is_search(locator):
        records = list(titled(parse_search(locator), client))
    else:
        identifier = publication_identifier(locator) or locator
        found = _search(f"dt.identifier=={identifier}", client)
        records = [record for record in found if _identifier(record) == identifier]
    if not records:
        raise NothingFoundError(f"{locator}: there is no such official publication; {CORRECT}")
    return sorted(records, key=lambda record: (record.date("available", "date", "modified"), _identifier(record)))


def titled(wanted: Search, client: Client) -> Iterator[Record]:
    """Yield the records in the Gemeenteblad with the words of a search in their title; none when there is none."""
    # This service knows the words of a title in any order; `matches` keeps those in the order that is asked.
    words = f"dt.creator={quoted(wanted.creator)} and dt.title all {quoted(wanted.title)}"
    yield from (record for record in _search(f"{_JOURNAL} and {words}", client) if matches(record, wanted))


def offered(record: Record, settings: Settings) -> list[str]:
    """Return the addresses of the manifestations that can be read, the best first; some are not really there."""
    return [settings.address(record.manifestations[kind]) for kind in _PREFERRED if kind in record.manifestations]


def metadata_of(record: Record) -> dict[str, str]:
    """Say what the repository tells of a publication, under the names of `Fetched.metadata`."""
    return {
        "title": record.text("title"),
        "label": _identifier(record),
        "published": record.date("available", "date", "issued", "modified"),
        "page": record.text("preferredUrl", "preferred_url"),
    }


def _publication(record: Record, client: Client, known: Mapping[str, Known]) -> Outcome:
    """Fetch the best manifestation that is really there: records name some that are not."""
    address = _identifier(record)
    nothing = f"{address}: the publication has no XML, HTML or PDF; add it as a file with the adapter folder"
    outcome: Outcome = FetchFailed(address, FetchError(nothing))
    for url in offered(record, client.settings):
        outcome = fetch_document(client, address, url, metadata_of(record), known)
        if not (isinstance(outcome, FetchFailed) and outcome.error.gone):
            break
    return outcome


def _search(query: str, client: Client) -> Iterator[Record]:
    return search(client, client.settings.sru_publications, _PARAMETERS, f"{_AREA} and {query}")


def _identifier(record: Record) -> str:
    return record.text("identifier").lower()
