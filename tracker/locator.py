"""What a locator in the register can name: a CVDR work or expression, an official publication, or a search.

Identifiers are written as the national publisher (KOOP) writes them: `CVDR607639` is a work, `CVDR607639_1` its first
expression, `gmb-2018-19621` a publication in the Gemeenteblad. A search is one line:

    search: creator=Utrecht title="Sociaal Makelen"

It stands for every document of that creator with those words, in that order, in the title. `type` narrows it to one
kind ("beleidsregel"), `without` leaves out titles with those words. Only municipalities are searched: Utrecht is a
province too.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PUBLICATIONS = ("gmb", "prb", "wsb", "bgr", "stcrt", "stb")  # journals whose identifiers end in year and number

_CVDR = re.compile(r"(?:CVDR)?(?P<work>\d{3,})(?:[_/](?P<expression>\d+))?", re.IGNORECASE)
_CVDR_PREFIXED = re.compile(r"CVDR(?P<work>\d{3,})(?:[_/](?P<expression>\d+))?", re.IGNORECASE)
_CVDR_FILE = re.compile(r"(?P<work>\d{3,})(?:_(?P<expression>\d+))?(?:\.\w+)?", re.IGNORECASE)
_PUBLICATION = re.compile(rf"(?:{'|'.join(PUBLICATIONS)})-\d{{4}}-\d+", re.IGNORECASE)
REGEX_PREFIX = "re:"  # before a pattern of links that is a regular expression
_SEARCH_PREFIX = "search:"
_SEARCH_TERM = re.compile(r'\s*(?P<key>\w+)\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))(?=\s|$)')
_SEARCH_EXAMPLE = 'search: creator=Utrecht title="Sociaal Makelen"'
_SEARCH_KEYS = ("creator", "title", "type", "without")

_CVDR_HOSTS = ("lokaleregelgeving.overheid.nl", "decentrale.regelgeving.overheid.nl")
_CVDR_REPOSITORY = "repository.officiele-overheidspublicaties.nl"
_PUBLICATION_HOSTS = ("officielebekendmakingen.nl", "repository.overheid.nl")


@dataclass(frozen=True)
class CvdrIdentifier:
    """A work in the CVDR, or one expression (consolidated version) of it."""

    work: str  # "CVDR607639"
    expression: int | None = None

    def __str__(self) -> str:
        return self.work if self.expression is None else f"{self.work}_{self.expression}"


def cvdr_identifier(text: str) -> CvdrIdentifier | None:
    """Read `CVDR607639`, `CVDR607639_1`, `cvdr607639/1`; records of old regulations lack the letters: `112779_1`."""
    match = _CVDR.fullmatch(text.strip())
    return _cvdr(match) if match else None


def publication_identifier(text: str) -> str | None:
    """Read the identifier of an official publication, `gmb-2018-19621`; given back in lower case."""
    text = text.strip()
    return text.lower() if _PUBLICATION.fullmatch(text) else None


def cvdr_in_address(address: str) -> CvdrIdentifier | None:
    """Find the CVDR document that an address on one of the publisher's sites leads to.

    Knows `lokaleregelgeving.overheid.nl/CVDR607639/1`, the repository (`.../cvdr/CVDR607639/1/xml/CVDR607639_1.xml`)
    and the former site (`decentrale.regelgeving.overheid.nl/cvdr/xhtmloutput/Historie/Utrecht/302237/302237_1.html`).
    """
    parts = urlsplit(address)
    host, path = (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    in_repository = host == _CVDR_REPOSITORY and path.lower().startswith("/cvdr/")
    if not (in_repository or host in _CVDR_HOSTS):
        return None
    named = list(_CVDR_PREFIXED.finditer(path))
    if named:
        return _cvdr(named[-1])
    file = _CVDR_FILE.fullmatch(path.rstrip("/").rsplit("/", 1)[-1])
    return _cvdr(file) if file else None


def publication_in_address(address: str) -> str | None:
    """Find the official publication that an address on one of the publisher's sites leads to."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if not any(host == known or host.endswith("." + known) for known in _PUBLICATION_HOSTS):
        return None
    named = _PUBLICATION.findall(parts.path)
    return named[-1].lower() if named else None


@dataclass(frozen=True)
class Search:
    """A search in a collection: who published it, and words of its title in their order."""

    creator: str
    title: str
    type: str = ""
    without: str = ""


def is_search(locator: str) -> bool:
    """Tell whether a locator is meant as a search, well written or not."""
    return locator.strip().lower().startswith(_SEARCH_PREFIX)


def parse_search(locator: str) -> Search:
    """Read a locator that is a search.

    Raises ValueError, with what to write, when it is not of the form `search: creator=Utrecht title="Sociaal Makelen"`.
    """
    rest = locator.strip()[len(_SEARCH_PREFIX) :]
    terms: dict[str, str] = {}
    while rest.strip():
        match = _SEARCH_TERM.match(rest)
        if not match:
            raise ValueError(f'the search cannot be read from {rest.strip()!r} on; write key=word or key="more words"')
        if match["key"] not in _SEARCH_KEYS:
            raise ValueError(f"a search has no {match['key']!r}; write one of {', '.join(_SEARCH_KEYS)}")
        terms[match["key"]] = (match["plain"] or match["quoted"]).strip()
        rest = rest[match.end() :]
    missing = [key for key in ("creator", "title") if not terms.get(key)]
    if missing:
        raise ValueError(f"the search lacks {' and '.join(missing)}; write for instance {_SEARCH_EXAMPLE}")
    return Search(**terms)


def _cvdr(match: re.Match[str]) -> CvdrIdentifier:
    number = match["expression"]
    return CvdrIdentifier(f"CVDR{match['work']}", int(number) if number else None)
