"""A source as a visitor knows it: what kind of place it is, and where at the publisher."""

from tracker.locator import is_search, parse_search
from tracker.refer.addresses import identifier_uri

_COLLECTION = "Lokale regelgeving op overheid.nl"
_JOURNALS = {
    "gmb": "Gemeenteblad",
    "prb": "Provinciaal blad",
    "wsb": "Waterschapsblad",
    "bgr": "Blad gemeenschappelijke regeling",
    "stcrt": "Staatscourant",
    "stb": "Staatsblad",
}
_WEB = "Webpagina"
_FOLDER = "Bestand dat wij zelf bewaren"


def kind_of_source(adapter: str, locator: str) -> str:
    """Return what kind of place a source is; adapter and locator as in the register."""
    if adapter == "cvdr":
        return _COLLECTION
    if adapter == "gmb":
        return _JOURNALS.get(locator.partition("-")[0].strip().lower(), _JOURNALS["gmb"])
    return _WEB if adapter == "web" else _FOLDER


def place_in_source(adapter: str, locator: str) -> str:
    """Return what is looked for there: a number, an address, a file, or a search in words."""
    if adapter in ("cvdr", "gmb") and is_search(locator):
        try:
            wanted = parse_search(locator)
        except ValueError:
            return locator
        return f"wij zoeken naar ‘{wanted.title}’ van {wanted.creator}"
    return locator


def publisher_address(adapter: str, locator: str) -> str:
    """Return the web address of a source; '' where it has none: a folder, or a search."""
    if adapter == "folder" or is_search(locator):
        return ""
    address = identifier_uri(locator)
    return address if address.startswith(("https://", "http://")) else ""
