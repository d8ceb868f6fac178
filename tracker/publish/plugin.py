"""What the site adds to Datasette, as hooks of its plugin system; the pages themselves are in `pages`."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import sqlite3, tilde_decode, tilde_encode
from datasette.utils.asgi import Request, Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from tracker import addresses
from tracker.diff.page import prepare as prepare_comparison
from tracker.dutch import count, day
from tracker.publish import direction, downloads, dutch, errors, feeds, sitemap, sql_limits, static_files, wellknown
from tracker.publish.answer import database as shown_database
from tracker.publish.database import state_of
from tracker.publish.kept_pages import KeptPages
from tracker.publish.marks import hits_marked
from tracker.publish.metadata import DATABASE
from tracker.publish.pages import (
    about,
    by_id,
    compare,
    compare_files,
    correction,
    dossier,
    dossier_files,
    home,
    matrix,
    matrix_files,
    matrix_places,
    place,
    policy,
    reading,
    search,
    sources,
    theme,
)
from tracker.publish.protection import Application, reading_only
from tracker.quality import load_quality
from tracker.search.expression import expression_of

_LINKS = {
    "bepaling": ("/id/", "lees de bepaling"),
    "oude_bepaling": ("/id/", "lees hoe het was"),
    "nieuwe_bepaling": ("/id/", "lees hoe het nu is"),
    "vraag_id": ("/id/", "lees de vraag"),
    "versie_id": ("/id/", "lees de hele tekst"),
    "beleid_id": ("/id/", "bekijk het beleid"),
    "archiefbestand": (f"/{DATABASE}/snapshots/", "bekijk het bestand"),
}
"""Columns of views and prepared queries that hold an id: where an address with it leads, and what to call it."""

_READ = ("policies", "versions", "clauses", "questions")
"""Tables of which each row has a page of our own beside Datasette's."""

_EXAMPLES = "SELECT min(example), max(example) FROM policies"


@hookimpl
def extra_template_vars(
    database: str, table: str, view_name: str, request: Request, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give every page the banner for examples, and the pages of our own what they show."""

    async def variables() -> dict[str, Any]:
        given: dict[str, Any] = {
            "examples": await _examples(datasette),
            "hits_marked": hits_marked,
            "filter_names": dutch.FILTERS,
            "quality": load_quality(),
            "address": datasette.absolute_url(request, request.full_path),
            "absolute": lambda path: datasette.absolute_url(request, datasette.urls.path(path)),
        }
        if view_name == "row" and database == DATABASE and table in _READ:
            given["read_at"] = datasette.urls.path(f"/id/{quote(tilde_decode(request.url_vars['pks']))}")
        return given

    return variables


async def _examples(datasette: Datasette) -> str:
    """Return `alle`, `sommige` or nothing: how many of the policies were made up.

    Every page asks; the database is asked only when it has changed.
    """
    shown = shown_database(datasette)
    state = state_of(Path(shown.path))
    seen, words = getattr(datasette, "examples_seen", (None, ""))
    if seen != state:
        every, some = (await shown.execute(_EXAMPLES)).first()
        words = "alle" if every else "sommige" if some else ""
        datasette.examples_seen = state, words
    return words


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates write addresses, and days, numbers and remarks in Dutch; no text turns round what is behind it."""
    env.finalize = direction.inside
    env.loader = ChoiceLoader([*filter(None, [env.loader]), PrefixLoader({"diff": PackageLoader("tracker.diff")})])
    prepare_comparison(env)

    def path(address: str) -> str:
        # A plain text: Datasette's own kind of text for addresses looks at all methods of `str` whenever it is used.
        return str(datasette.urls.path(address))

    def place_at(policy: str, id_: str) -> str:
        version, _, name = id_.partition("/")
        return path(addresses.place_address(policy, version, name))

    env.globals |= {
        "theme_at": lambda theme: path(addresses.theme_address(theme)),
        "policy_at": lambda policy: path(addresses.policy_address(policy)),
        "version_at": lambda policy, version="nu": path(addresses.version_address(policy, version)),
        "place_at": place_at,
    }
    env.filters |= {
        "tilde": tilde_encode,
        "dag": day,
        "aantal": count,
        "opmerking": dutch.remarks,
        "procent": dutch.percent,
    }


@hookimpl
def render_cell(
    row: sqlite3.Row, value: object, column: str, table: str, database: str, datasette: Datasette
) -> Markup | None:
    """Turn the id of a row into words that link to it, in views and prepared queries, and mark what a search found."""
    if database != DATABASE or not isinstance(value, str):
        return None
    if column in _LINKS:
        leads_to, words = _LINKS[column]
        address = datasette.urls.path(leads_to + quote(value))
        return Markup('<a href="{}" title="{}">{}</a>').format(address, value, words)
    if column == "fragment":
        return hits_marked(value)
    if column in ("notes", "opmerkingen"):
        return escape(dutch.remarks(value))
    return None


@hookimpl
def register_routes() -> list[tuple[str, Callable]]:
    """Answer the addresses of the site that Datasette does not know."""
    return [
        (r"^/$", home.show),
        (r"^/zoek$", search.show),
        (r"^/beleid/(?P<policy>[^/]+)$", policy.show),
        (r"^/beleid/(?P<policy>[^/]+)/(?P<version>[^/]+)$", reading.show),
        (r"^/beleid/(?P<policy>[^/]+)/(?P<version>[^/]+)/(?P<name>[^/]+)$", place.show),
        (r"^/dossier$", dossier.show),
        (r"^/dossier\.(?P<format>docx|odt|md)$", dossier_files.download),
        (r"^/thema/(?P<theme>[^/]+)$", theme.show),
        (r"^/matrix$", matrix.show),
        (r"^/matrix/plaatsen$", matrix_places.show),
        (r"^/matrix\.csv$", matrix_files.as_csv),
        (r"^/matrix\.svg$", matrix_files.as_svg),
        (r"^/vergelijk$", compare.show),
        (r"^/vergelijk\.(?P<format>html|json)$", compare_files.download),
        (r"^/bronnen$", sources.show),
        (r"^/id/(?P<id>.+)$", by_id.lead),
        (r"^/over$", about.show),
        (rf"^{correction.PATH}$", correction.answer),
        (r"^/wijzigingen\.atom$", feeds.changes),
        (r"^/favicon\.ico$", wellknown.icon),
        (r"^/robots\.txt$", wellknown.robots),
        (r"^/sitemap\.xml$", sitemap.whole),
        (r"^/sitemap-(?P<number>[1-9][0-9]{0,3})\.xml$", sitemap.part),
        (rf"^/{DATABASE}\.db$", downloads.database),
        (r"^/archief/(?P<sha256>[0-9a-f]{64})$", downloads.snapshot),
    ]


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let whoever writes SQL use the Dutch search, `WHERE search_fts MATCH zoekvraag('initiatief')`, within limits."""
    conn.text_factory = str  # Datasette's own calls Python for every value; all text that we store is UTF-8
    conn.create_function("zoekvraag", 1, expression_of, deterministic=True)
    sql_limits.limit(conn)


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Let the search read ahead while the site is already there."""

    async def begin() -> None:
        datasette.search_made_ready = asyncio.create_task(search.make_ready(datasette))
        datasette.matrix_made_ready = asyncio.create_task(matrix.make_ready(datasette))

    return begin


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Refuse whatever could change something, but for the form in which visitors say what is wrong."""
    return partial(reading_only, form=datasette.urls.path(correction.PATH))


@hookimpl(specname="asgi_wrapper")
def files_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Let browsers keep the files that every page needs for a while."""
    return partial(static_files.kept_for_a_while, files=datasette.urls.path(static_files.FILES))


@hookimpl(specname="asgi_wrapper")
def pages_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Keep finished pages until the database changes."""
    return partial(
        KeptPages,
        state=lambda: state_of(Path(shown_database(datasette).path)),
        prefix=str(datasette.urls.path("/")),
    )


@hookimpl
def skip_csrf(scope: dict, datasette: Datasette) -> bool:
    """Let the form look itself who sent it: stricter than Datasette, and with a page that a visitor understands."""
    return scope["path"] == datasette.urls.path(correction.PATH)


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """Answer an error with a page of this site instead of Datasette's."""
    return lambda: errors.answer(datasette, request, exception)
