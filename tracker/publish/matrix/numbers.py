"""The numbers of the overview from the database as it is now, read again only when it has changed."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from datasette.app import Datasette
from datasette.utils.asgi import Request

from tracker.matrix.counting import POLICY, Matrix, count
from tracker.matrix.mentions import Counted, LatestCounted, mentions_in, texts_in
from tracker.matrix.places import PAGE, Place, in_reading_order, pages_of, places_at
from tracker.matrix.reading import Failing, Reading, readings
from tracker.publish.answer import database
from tracker.publish.catalogue import catalogue_of
from tracker.publish.matrix.view import View, asked_choice, page_number, view_of

T = TypeVar("T")

_latest = LatestCounted()
_failing = Failing()


@dataclass(frozen=True)
class Overview:
    """The numbers of a view; `unknown` are the parameters of its address that say something unknown.

    names: of all policies, by id. themes: that there are. readings: how well each chosen policy was read.
    """

    view: View
    unknown: tuple[str, ...]
    matrix: Matrix
    names: Mapping[str, str]
    themes: tuple[str, ...]
    readings: Mapping[str, Reading]


@dataclass(frozen=True)
class Listed:
    """A page of the places behind a number: `total` on all pages; `page` is counted from 1."""

    view: View
    unknown: tuple[str, ...]
    names: Mapping[str, str]
    places: tuple[Place, ...]
    total: int
    page: int
    pages: int


async def overview(datasette: Datasette, request: Request) -> Overview:
    """Return the numbers that an address asks for."""
    return await _at_one_moment(datasette, lambda connection, counted: _overview(connection, counted, request))


async def listed(datasette: Datasette, request: Request) -> Listed:
    """Return the places that an address asks for."""
    return await _at_one_moment(datasette, lambda connection, counted: _listed(connection, counted, request))


async def _at_one_moment(datasette: Datasette, read: Callable[[sqlite3.Connection, Counted], T]) -> T:
    """Read the database as it is at one moment, also when it is being written."""

    def reading(connection: sqlite3.Connection) -> T:
        with _one_state(connection):
            return read(connection, _latest.of(connection, catalogue_of(connection)))

    return await database(datasette).execute_fn(reading)


@contextmanager
def _one_state(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


def _overview(connection: sqlite3.Connection, counted: Counted, request: Request) -> Overview:
    view, unknown = view_of(request, counted.catalogue)
    day = date.today().isoformat()
    texts = counted.texts(view.choice.versions, day)
    policies = counted.catalogue.policies
    return Overview(
        view,
        unknown,
        count(counted, texts, view.choice, view.rows, view.columns),
        {policy.id: policy.name for policy in policies},
        tuple(dict.fromkeys(policy.theme for policy in policies)),
        readings(connection, counted, texts, view.choice, _failing),
    )


def _listed(connection: sqlite3.Connection, counted: Counted, request: Request) -> Listed:
    choice, unknown = asked_choice(request, counted.catalogue)
    texts = counted.texts(choice.versions, date.today().isoformat())
    found = in_reading_order(counted, mentions_in(counted, texts_in(counted, texts, choice), choice))
    pages = pages_of(len(found))
    page = min(page_number(request), pages)
    places = places_at(connection, counted, found[(page - 1) * PAGE : page * PAGE])
    names = {policy.id: policy.name for policy in counted.catalogue.policies}
    view = View(choice, rows=POLICY)
    return Listed(view, unknown, names, tuple(places), len(found), page, pages)
