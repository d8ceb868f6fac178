"""What the site adds to Datasette, as hooks of its plugin system; the pages themselves are in `pages`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import sqlite3, tilde_encode
from datasette.utils.asgi import Request, Response
from jinja2 import Environment
from markupsafe import Markup, escape

from tracker.dutch import count, day
from tracker.publish import downloads, dutch, errors, feeds, pages, searching
from tracker.publish.marks import hits_marked
from tracker.publish.metadata import DATABASE
from tracker.publish.reading import Application, reading_only
from tracker.quality import load_quality
from tracker.search.expression import expression_of

_LINKS = {
    "bepaling": ("clauses", "lees de bepaling"),
    "oude_bepaling": ("clauses", "lees hoe het was"),
    "nieuwe_bepaling": ("clauses", "lees hoe het nu is"),
    "vraag_id": ("questions", "lees de vraag"),
    "versie_id": ("versions", "lees de hele tekst"),
    "beleid_id": ("policies", "bekijk het beleid"),
    "archiefbestand": ("snapshots", "bekijk het bestand"),
}
"""Columns of views and prepared queries that hold the id of a row: in which table that row is, and what to call it."""


@hookimpl
def extra_template_vars(
    database: str, table: str, view_name: str, request: Request, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give every page the banner for examples, and the pages of our own what they show."""

    async def variables() -> dict[str, Any]:
        db = datasette.get_database(DATABASE)
        given: dict[str, Any] = {
            "examples": await pages.examples(db),
            "hits_marked": hits_marked,
            "filter_names": dutch.FILTERS,
            "quality": load_quality(),
        }
        if view_name == "index":
            given |= await pages.home(db)
        if view_name == "row" and database == DATABASE:
            given |= await pages.entry(db, table, request.url_vars["pks"])
        return given

    return variables


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write the id of a row as it stands in an address, and days, numbers and remarks in Dutch."""
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
        in_table, words = _LINKS[column]
        address = datasette.urls.row(database, in_table, tilde_encode(value))
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
        (r"^/zoek$", searching.page),
        (r"^/wijzigingen\.atom$", feeds.changes),
        (rf"^/{DATABASE}\.db$", downloads.database),
        (r"^/archief/(?P<sha256>[0-9a-f]{64})$", downloads.snapshot),
    ]


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let whoever writes SQL use the Dutch search: `WHERE search_fts MATCH zoekvraag('initiatief')`."""
    conn.create_function("zoekvraag", 1, expression_of, deterministic=True)


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Let the search read ahead while the site is already there."""

    async def begin() -> None:
        datasette.search_made_ready = asyncio.create_task(searching.make_ready(datasette))

    return begin


@hookimpl
def asgi_wrapper() -> Callable[[Application], Application]:
    """Refuse whatever could change something: nothing on this site is written by its visitors."""
    return reading_only


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """Answer an error with a page of this site instead of Datasette's."""
    return lambda: errors.answer(datasette, request, exception)
