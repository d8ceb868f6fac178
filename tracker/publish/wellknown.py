"""What browsers and search engines ask for by a fixed name, whatever the pages say."""

from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import AsgiFileDownload, Request, Response

from tracker.publish.metadata import DATABASE

_STATIC = Path(__file__).parent / "static"

_NOT_TO_BE_FOUND = (
    *("/zoek?", "/vergelijk?", "/matrix?", "/matrix/", "/dossier", "/klopt-niet"),
    *("/id/", "/archief/", f"/{DATABASE}", "/-/"),
)
"""Addresses without end, that lead elsewhere, or that are large files: search engines find the pages without them."""


async def icon() -> AsgiFileDownload:
    """Send the icon for browsers that ask for `/favicon.ico`."""
    return AsgiFileDownload(str(_STATIC / "favicon.ico"), content_type="image/vnd.microsoft.icon")


async def robots(request: Request, datasette: Datasette) -> Response:
    """Tell search engines what to leave alone and where the map of the site is (RFC 9309)."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {datasette.urls.path(address)}" for address in _NOT_TO_BE_FOUND]
    lines += ["", f"Sitemap: {datasette.absolute_url(request, datasette.urls.path('/sitemap.xml'))}"]
    return Response.text("\n".join(lines) + "\n")
