"""The map of the site for search engines: `/sitemap.xml`, in parts where there is more than the protocol allows in one.

Format: https://www.sitemaps.org/protocol.html
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from lxml import etree

from tracker.addresses import policy_address, theme_address, version_address
from tracker.publish.answer import database
from tracker.publish.errors import NotHere

MOST = 50_000
"""Addresses in one file at most, says the protocol."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = ("/", "/zoek", "/vergelijk", "/matrix", "/bronnen", "/over")

# A page of a version changes when it is first read, when it is known until when the version holds, and when a newer one
# takes its place.
_ADDRESSES = """
WITH known AS (
    SELECT versions.id, policy, max(retrieved, coalesce(ended_since, ''), coalesce((
        SELECT min(newer.retrieved) FROM versions AS newer
        WHERE newer.source = versions.source AND newer.work = versions.work AND newer.rowid > versions.rowid
    ), '')) AS changed
    FROM versions
), latest AS (
    SELECT policies.id, theme, position, max(changed) AS changed
    FROM policies LEFT JOIN known ON known.policy = policies.id GROUP BY policies.id
)
SELECT theme, policy, version, changed FROM (
    SELECT 0 AS part, min(position) AS position, theme, NULL AS policy, NULL AS version, max(changed) AS changed
    FROM latest GROUP BY theme
    UNION ALL
    SELECT 1, position, theme, id, NULL, changed FROM latest
    UNION ALL
    SELECT 2, position, theme, policy, known.id, known.changed FROM known JOIN latest ON latest.id = known.policy
)
ORDER BY part, position, policy, version LIMIT :most OFFSET :skipped
"""

_COUNT = """
SELECT (SELECT count(DISTINCT theme) FROM policies) + (SELECT count(*) FROM policies) + (SELECT count(*) FROM versions)
"""


class Place(NamedTuple):
    """An address of the site, without what comes before it, and when it changed (UTC, ISO 8601), if that is known."""

    address: str
    changed: str | None


async def whole(request: Request, datasette: Datasette) -> Response:
    """Answer with the map, or with the list of its parts where it has more than one."""
    places = (await database(datasette).execute(_COUNT)).single_value() + len(_PAGES)
    parts = -(-places // MOST)
    if parts <= 1:
        return await _answer(request, datasette, 1)
    names = (Place(f"/sitemap-{number}.xml", None) for number in range(1, parts + 1))
    return _as_xml("sitemapindex", "sitemap", names, _site(request, datasette))


async def part(request: Request, datasette: Datasette) -> Response:
    """Answer with one part of the map, counted from 1."""
    return await _answer(request, datasette, int(request.url_vars["number"]))


async def _answer(request: Request, datasette: Datasette, number: int) -> Response:
    found = await database(datasette).execute_fn(lambda connection: list(_places(connection, number)))
    if not found:
        raise NotHere("Dit deel van de kaart van de site is er niet.")
    return _as_xml("urlset", "url", found, _site(request, datasette))


def _places(connection: sqlite3.Connection, number: int) -> Iterator[Place]:
    """Give the places of one part; the pages that every site has are the first ones."""
    skipped = (number - 1) * MOST
    fixed = _PAGES[skipped : skipped + MOST]
    yield from (Place(address, None) for address in fixed)
    limits = {"most": MOST - len(fixed), "skipped": max(0, skipped - len(_PAGES))}
    for theme, policy, version, changed in connection.execute(_ADDRESSES, limits):
        yield Place(_address(theme, policy, version), changed)


def _address(theme: str, policy: str | None, version: str | None) -> str:
    if policy is None:
        return theme_address(theme)
    return version_address(policy, version) if version else policy_address(policy)


def _site(request: Request, datasette: Datasette) -> str:
    return datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/")


def _as_xml(kind: str, entry: str, places: Iterable[Place], site: str) -> Response:
    """Return a sitemap of a kind with an entry for each place; `site` goes before each address."""
    root = etree.fromstring(f'<{kind} xmlns="{_NAMESPACE}"/>')
    for place in places:
        written = etree.SubElement(root, f"{{{_NAMESPACE}}}{entry}")
        etree.SubElement(written, f"{{{_NAMESPACE}}}loc").text = site + place.address
        if place.changed:
            etree.SubElement(written, f"{{{_NAMESPACE}}}lastmod").text = place.changed
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8").decode()
    return Response(body, content_type="application/xml; charset=utf-8")
