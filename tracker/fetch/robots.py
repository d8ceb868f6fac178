"""Obey robots.txt (RFC 9309): what a site asks of robots, read once per site and run."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from tracker.model import FetchError

if TYPE_CHECKING:
    from tracker.fetch.client import Client

_NAME = "Beleidsvolger"
_LONGEST_DELAY = 30.0  # seconds; a site that asks for more between requests gets this


class Robots:
    """The robots.txt of every site that was asked."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._rules: dict[str, Protego] = {}

    def check(self, url: str) -> None:
        """Raise FetchError when the site does not want this address to be read, or does not say (RFC 9309, 2.3.1.4)."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules.get(site)
        if rules is None:
            rules = self._rules[site] = Protego.parse(self._read(f"{site}/robots.txt"))
            delay = rules.crawl_delay(_NAME)
            if delay:
                self._client.slow_down(url, min(float(delay), _LONGEST_DELAY))
        if not rules.can_fetch(url, _NAME):
            raise FetchError(f"{url}: {site}/robots.txt asks not to read this; ask its owner, or drop the source")

    def _read(self, address: str) -> str:
        try:
            return self._client.get(address).content.decode("utf-8", errors="replace")
        except FetchError as error:
            if error.http_status is not None and 400 <= error.http_status < 500:
                return ""  # no rules: all may be read
            said = f"{error} (without robots.txt the site is not read)"
            raise FetchError(said, error.http_status, unreachable=error.unreachable) from error
