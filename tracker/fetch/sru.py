"""Search a publisher's collection with SRU and read the records that it answers with.

Formats: SRU 1.2 (namespace `http://www.loc.gov/zing/srw/`) and SRU 2.0
(`http://docs.oasis-open.org/ns/search-ws/sruResponse`), with records in KOOP's schema gzd:
`originalData/meta/{owmskern,owmsmantel,cvdripm or tpmeta}` and `enrichedData`. Prefixes and namespaces differ per
service and have changed over time, so elements are matched by their local names.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from lxml import etree

from tracker.fetch.client import Client
from tracker.fetch.failure import CORRECT, NEXT_RUN
from tracker.locator import Search
from tracker.model import FetchError

_PAGE = 100  # records a call
_MOST = 1000  # records of one search; more is a search that names too little
_BEYOND_LAST = "info:srw/diagnostic/1/61"  # the number of records is an estimate: a page too far is no error
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPEN_END = "9999"  # written by some for "until further notice"
_FORMER_SPELLINGS = {"utrecht (utr)": "Utrecht", "groningen (gr)": "Groningen"}  # until early 2016


@dataclass(frozen=True)
class Field:
    """One value of a record, with the scheme that it is taken from (`overheid:Gemeente`)."""

    text: str
    scheme: str = ""


@dataclass(frozen=True)
class Record:
    """One record: its fields by local name, and the addresses of the manifestations (`xml`, `html`, `pdf`, ...)."""

    fields: Mapping[str, tuple[Field, ...]]
    manifestations: Mapping[str, str]

    def all(self, name: str) -> tuple[Field, ...]:
        """Give all values of a field."""
        return self.fields.get(name, ())

    def text(self, *names: str) -> str:
        """Give the first value of the first of these fields that has one."""
        return next((field.text for name in names for field in self.all(name)), "")

    def date(self, *names: str) -> str:
        """Give the first of these fields that holds a date, as ISO date."""
        dates = (_iso_date(field.text) for name in names for field in self.all(name))
        return next((day for day in dates if day), "")


def search(client: Client, base: str, parameters: Mapping[str, str], query: str) -> Iterator[Record]:
    """Yield all records that `query` finds, in the order of the service.

    Raises FetchError when the service cannot be read, refuses the query, answers with something else, or finds more
    than a thousand records.
    """
    start, found = 1, 0
    while True:
        asked = {**parameters, "operation": "searchRetrieve", "query": query}
        asked |= {"startRecord": str(start), "maximumRecords": str(_PAGE)}
        root = _ask(client, f"{base}?{urlencode(asked, quote_via=quote)}", f"{base}: the search {query}")
        records = [read_record(element) for element in _local(root, "record")]
        total = _number(root, "numberOfRecords")
        if total is None and not records and start == 1:
            raise FetchError(f"{base}: the search {query} is answered without a number of records; {NEXT_RUN}")
        if total is not None and total > _MOST:
            raise FetchError(f"{base}: the search {query} finds {total:,} records; name more words of the title")
        yield from records
        found += len(records)
        following = _number(root, "nextRecordPosition") or start + len(records)
        if not records or (total is not None and found >= total) or following <= start:
            return
        start = following


def read_record(element: etree._Element) -> Record:
    """Read a record, or the `meta` of a CVDR document, which has the same fields."""
    fields: dict[str, list[Field]] = {}
    manifestations: dict[str, str] = {}
    for node in element.iter("*"):
        text = " ".join((node.text or "").split())
        if not text or len(node):
            continue
        name = etree.QName(node).localname
        if name == "itemUrl":
            manifestations[_attribute(node, "manifestation")] = text
        else:
            fields.setdefault(name, []).append(Field(text, _attribute(node, "scheme")))
    return Record({name: tuple(values) for name, values in fields.items()}, manifestations)


def read_xml(content: bytes) -> etree._Element:
    """Parse XML without fetching or expanding anything that it names; raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def matches(record: Record, search: Search) -> bool:
    """Tell whether a record is what a search means.

    Services match words loosely, and find every name that contains the creator ("Rechtbank Utrecht").
    """
    title = f" {_words(record.text('title'))} "
    return (
        _words(publisher_name(record.text("creator"))) == _words(publisher_name(search.creator))
        and _is_municipal(record)
        and f" {_words(search.title)} " in title
        and (not search.type or _words(search.type) in {_words(field.text) for field in record.all("type")})
        and (not search.without or f" {_words(search.without)} " not in title)
    )


def publisher_name(creator: str) -> str:
    """Give the name that a municipality has now: "Utrecht" for "Gemeente Utrecht" and for "Utrecht (Utr)".

    What stands in brackets belongs to the name elsewhere: Bergen (L) is not Bergen (NH).
    """
    name = re.sub(r"^gemeente\s+", "", creator.strip(), flags=re.IGNORECASE)
    return _FORMER_SPELLINGS.get(name.lower(), name)


def quoted(text: str) -> str:
    """Write a text as a CQL string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _ask(client: Client, address: str, what: str) -> etree._Element:
    """Ask, and name the search by its query instead of its address when that fails."""
    try:
        content = client.get(address).content
    except FetchError as error:
        said = str(error).replace(address, what)
        raise FetchError(said, error.http_status, unreachable=error.unreachable) from error
    return _response(content, what)


def _response(content: bytes, what: str) -> etree._Element:
    """Parse an answer and refuse what is no answer to a search: these services say so with status 200."""
    try:
        root = read_xml(content)
    except etree.XMLSyntaxError as error:
        raise FetchError(f"{what} is answered with something that is no XML ({error.msg}); try again later") from error
    name = etree.QName(root).localname
    diagnostic = next(_local(root, "diagnostic"), None)
    if diagnostic is not None and next(_local(root, "record"), None) is None:
        said = read_record(diagnostic)
        if said.text("uri") != _BEYOND_LAST:
            reason = ": ".join(filter(None, (said.text("message"), said.text("details")))) or said.text("uri")
            raise FetchError(f"{what} is refused ({reason}); {CORRECT}")
    elif name != "searchRetrieveResponse":
        raise FetchError(f"{what} is answered with <{name}>, which is no SRU; try again later")
    return root


def _is_municipal(record: Record) -> bool:
    """Utrecht and Groningen are provinces too; a record says what it is of in one of two places, or not at all."""
    kinds = [field.text for field in record.all("organisatietype")]
    kinds += [re.split(r"[:.]", field.scheme)[-1] for field in record.all("creator") if field.scheme]
    return not kinds or "gemeente" in {kind.lower() for kind in kinds}


def _local(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")


def _number(root: etree._Element, name: str) -> int | None:
    text = next((node.text or "" for node in _local(root, name)), "").strip()
    return int(text) if text.isdecimal() else None


def _attribute(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if etree.QName(key).localname == name), "")


def _iso_date(text: str) -> str:
    """Read the date of `2019-08-30`, `2026-07-21Z` or a date with a time."""
    match = _DATE.match(text)
    return match[0] if match and not text.startswith(_OPEN_END) else ""


def _words(text: str) -> str:
    """Fold case, accents, punctuation and spaces, to compare names and titles."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", plain.casefold()))
