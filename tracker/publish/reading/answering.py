"""A page for reading from what was read to an answer."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page

Context = Mapping[str, Any]
"""What a template shows."""


class Shown(NamedTuple):
    """A page that can be written: the name of its template, and what it shows."""

    template: str
    context: Context


async def answered(
    datasette: Datasette, request: Request, read: Callable[[sqlite3.Connection], Shown | None]
) -> Response | None:
    """Answer with a page; None where `read` finds nothing to show.

    All that is read is read in one go, on a thread of the database.
    """
    shown = await database(datasette).execute_fn(read)
    return None if shown is None else await page(datasette, request, *shown)


def root_of(request: Request, datasette: Datasette) -> str:
    """Return what stands before our own addresses in absolute ones, without a slash at the end."""
    return str(datasette.absolute_url(request, datasette.urls.path("/"))).rstrip("/")
