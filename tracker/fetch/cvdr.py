"""Read consolidated local regulations from the CVDR, the national collection of local regulations.

A work (`CVDR607639`) or a search is looked up with SRU 1.2 and gives every expression of the works found, so that
earlier versions are there too. An expression (`CVDR607639_1`) gives that one only, without a search.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from tracker.fetch.client import Client
from tracker.fetch.document import fetch_document
from tracker.fetch.failure import CORRECT
from tracker.fetch.outcome import Known, NothingFoundError, Outcome
from tracker.fetch.settings import Settings
from tracker.fetch.sru import Record, matches, quoted, read_record, read_xml, search
from tracker.locator import CvdrIdentifier, Search, cvdr_identifier, is_search, parse_search
from tracker.model import Fetched, Source

_PARAMETERS = {"x-connection": "cvdr", "version": "1.2"}


def read(source: Source, client: Client, known: Mapping[str, Known]) -> Iterator[Outcome]:
    """Yield the XML of every expression that the source names, oldest first within a work."""
    identifier = None if is_search(source.locator) else cvdr_identifier(source.locator)
    if identifier and identifier.expression is not None:
        yield _expression(identifier, client, known)
        return
    for expression, record in find(source.locator, client):
        url = xml_of(expression, record, client.settings)
        metadata = metadata_of(record, expression, client.settings)
        yield fetch_document(client, str(expression), url, metadata, known)


def find(locator: str, client: Client) -> list[tuple[CvdrIdentifier, Record]]:
    """Find all expressions of a work, or of all works that a search finds, each with its record.

    Raises NothingFoundError when there is none.
    """
    identifier = cvdr_identifier(locator)
    works = _works(parse_search(locator), client) if is_search(locator) else [identifier.work] if identifier else []
    expressions = {}
    for work in works:
        for record in search(client, client.settings.sru_cvdr, _PARAMETERS, f"workid={work}"):
            expression = cvdr_identifier(record.text("identifier"))
            if expression and expression.work == work and expression.expression is not None:
                expressions[works.index(work), expression.expression] = (expression, record)
    if not expressions:
        raise NothingFoundError(f"{locator}: the CVDR holds no such regulation; {CORRECT}")
    return [expressions[position] for position in sorted(expressions)]


def metadata_of(record: Record, expression: CvdrIdentifier, settings: Settings) -> dict[str, str]:
    """Say what the CVDR tells of an expression, under the names of `Fetched.metadata`."""
    page = f"{settings.pages_cvdr}/{expression.work}/{expression.expression}"
    return {
        "title": record.text("title", "alternative"),
        "label": str(expression),
        "valid_from": record.date("inwerkingtredingDatum"),
        "valid_to": record.date("uitwerkingtredingDatum"),
        "page": record.text("preferred_url", "preferredUrl") or page,
    }


def titled(wanted: Search, client: Client) -> Iterator[tuple[CvdrIdentifier, Record]]:
    """Yield the expressions with the words of a search in their title, each with its record; perhaps none."""
    query = f"dcterms.creator={quoted(wanted.creator)} and dcterms.title adj {quoted(wanted.title)}"
    for record in search(client, client.settings.sru_cvdr, _PARAMETERS, query):
        identifier = cvdr_identifier(record.text("identifier"))
        if identifier and matches(record, wanted):
            yield identifier, record


def xml_of(expression: CvdrIdentifier, record: Record, settings: Settings) -> str:
    """Return the address of the XML of an expression."""
    return settings.address(record.text("publicatieurl_xml")) or _xml_address(expression, settings)


def _works(wanted: Search, client: Client) -> list[str]:
    """Find the works with the words of a search in their title, first published first."""
    found = {identifier.work for identifier, _ in titled(wanted, client)}
    return sorted(found, key=lambda work: int(re.sub(r"\D", "", work)))


def _expression(identifier: CvdrIdentifier, client: Client, known: Mapping[str, Known]) -> Outcome:
    url = _xml_address(identifier, client.settings)
    outcome = fetch_document(client, str(identifier), url, {}, known)
    if not isinstance(outcome, Fetched):
        return outcome
    metadata = metadata_of(_own_metadata(outcome.content), identifier, client.settings)
    return replace(outcome, metadata=tuple((name, value) for name, value in metadata.items() if value))


def _own_metadata(content: bytes) -> Record:
    """Read the `meta` of a CVDR document; a document that cannot be read is for the parser to report."""
    try:
        meta = next(read_xml(content).iter("{*}meta"), None)
    except etree.XMLSyntaxError:
        meta = None
    return Record({}, {}) if meta is None else read_record(meta)


def _xml_address(expression: CvdrIdentifier, settings: Settings) -> str:
    return f"{settings.repository_cvdr}/{expression.work}/{expression.expression}/xml/{expression}.xml"
