"""A page for reading from what was asked to an answer: kept from before, or read, written and kept for the next."""

import sqlite3
from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page
from tracker.publish.reading.kept import KeptPages, State

_kept = KeptPages()

Context = Mapping[str, Any]
"""What a template shows."""


class Shown(NamedTuple):
    """A page that can be written: the name of its template, and what it shows."""

    template: str
    context: Context


async def answered(
    datasette: Datasette,
    request: Request,
    asked: Hashable,
    read: Callable[[sqlite3.Connection], Shown | None],
) -> Response | None:
    """Answer with a page; None where `read` finds nothing to show.

    `asked` must hold everything that the page depends on besides the database. All that is read is read in one go, on a
    thread of the database.
    """

    def look(connection: sqlite3.Connection) -> tuple[State, str | None, Shown | None]:
        state = _kept.state(connection)
        kept = _kept.get(asked)
        return state, kept, read(connection) if kept is None else None

    state, kept, shown = await database(datasette).execute_fn(look)
    if kept is not None:
        return Response.html(kept)
    if shown is None:
        return None
    answer = await page(datasette, request, *shown)
    _kept.keep(asked, answer.body, state)
    return answer


def root_of(request: Request, datasette: Datasette) -> str:
    """Return what stands before our own addresses in absolute ones, without a slash at the end."""
    return str(datasette.absolute_url(request, datasette.urls.path("/"))).rstrip("/")
