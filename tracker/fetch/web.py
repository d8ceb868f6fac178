"""Read a page or file on any site, or the documents that a page links to.

The option `links` names those documents: a glob on the address or on its last part (`*.pdf`), or, after `re:`, a
regular expression that is searched in the address. Case does not matter. Without the option the page itself is the
document. robots.txt is obeyed at every step.
"""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html

from tracker.fetch.client import Client, Response, checked_address
from tracker.fetch.document import fetch_document
from tracker.fetch.failure import CORRECT
from tracker.fetch.outcome import Known, NothingFoundError, Outcome
from tracker.locator import REGEX_PREFIX
from tracker.model import FetchError, Source

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def read(source: Source, client: Client, known: Mapping[str, Known]) -> Iterator[Outcome]:
    """Yield the page, or the documents that it links to in the order of the page."""
    page = checked_address(source.locator)
    pattern = source.option("links")
    if not pattern:
        yield fetch_document(client, page, page, {"page": page}, known, robots=True)
        return
    for address, title in linked_documents(client.get(page, robots=True), pattern).items():
        yield fetch_document(client, address, address, {"title": title, "page": page}, known, robots=True)


def linked_documents(page: Response, pattern: str) -> dict[str, str]:
    """Give the addresses on a page that match the pattern, each with the text of its link.

    Raises NothingFoundError when none does, and FetchError when the page is no HTML.
    """
    links = _links(page)
    chosen = {address: title for address, title in links.items() if _matches(address, pattern)}
    if not chosen:
        seen = f"{len(links)} links, such as {next(iter(links))}" if links else "no links"
        raise NothingFoundError(
            f"{page.address}: no link matches {pattern!r} (it has {seen}); correct links in the register"
        )
    return chosen


def _links(page: Response) -> dict[str, str]:
    charset = _CHARSET.search(page.media_type)
    try:
        root = html.document_fromstring(page.content, html.HTMLParser(encoding=charset[1] if charset else None))
    except (etree.ParserError, LookupError) as error:
        raise FetchError(f"{page.address}: not a page with links ({error}); {CORRECT}") from error
    base = urljoin(page.address, next((node.get("href") or "" for node in root.iter("base")), ""))
    links: dict[str, str] = {}
    for anchor in root.iter("a", "area"):
        address = _target(base, anchor.get("href", ""))
        if urlsplit(address).scheme in ("http", "https"):
            links[address] = links.get(address) or " ".join("".join(map(str, anchor.itertext())).split())
    return links


def _target(base: str, href: str) -> str:
    """Give the address that a link leads to; empty when it leads nowhere ("http://[") or is only an anchor."""
    try:
        return urldefrag(urljoin(base, href.strip())).url if href.strip() else ""
    except ValueError:
        return ""


def _matches(address: str, pattern: str) -> bool:
    if pattern.startswith(REGEX_PREFIX):
        return re.search(pattern.removeprefix(REGEX_PREFIX), address, re.IGNORECASE) is not None
    last_part = unquote(urlsplit(address).path.rsplit("/", 1)[-1])
    return any(fnmatchcase(text.lower(), pattern.lower()) for text in (address, last_part))
