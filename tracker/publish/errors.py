"""What a visitor sees when something goes wrong: a page in Dutch, or JSON where JSON was asked for."""

import errno
import json
import logging
from collections.abc import Sequence
from typing import NamedTuple

from datasette.app import Datasette
from datasette.utils import sqlite3
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError

_log = logging.getLogger(__name__)

_OF_THE_ADDRESS = (json.JSONDecodeError, sqlite3.ProgrammingError)
"""What Datasette's own pages raise over nonsense in an address: a facet that is no JSON, SQL with a NUL in it."""


class Elsewhere(NamedTuple):
    """Where a visitor can go on: what it is called and its address on the site."""

    words: str
    address: str


class NotHere(NotFound):
    """Something of ours is not there: words for a visitor, and what there is instead."""

    def __init__(self, message: str, links: Sequence[Elsewhere] = ()) -> None:
        super().__init__(message)
        self.links = tuple(links)


async def answer(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """Return the page for an error; only one that nobody expected is written to the log.

    Datasette's own handler prints every variable of every function to the terminal at each wrong address.
    """
    status, message = _known(exception)
    if status >= 500:
        _log.error("%s %s", request.method, request.path, exc_info=exception)
        message = "fout in de site"
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": message, "status": status}, status=status)
    context = {
        "status": status,
        "error": message,
        "for_visitor": isinstance(exception, NotHere),
        "links": exception.links if isinstance(exception, NotHere) else (),
    }
    return Response.html(await datasette.render_template("error.html", context, request), status=status)


def _known(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, DatasetteError):
        # Datasette gives 500 where it should blame the address, such as a column to sort by that is not there.
        return 400 if exception.status == 500 else exception.status, str(exception.message)
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0]) if exception.args else ""
    if isinstance(exception, _OF_THE_ADDRESS):
        return 400, str(exception)
    if isinstance(exception, OSError) and exception.errno == errno.ENAMETOOLONG:
        return 404, "there is no file with so long a name"
    return 500, str(exception)
