"""The permanent address of a clause or a question within a version."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.addresses import place_address, version_address
from tracker.publish.answer import database, in_address
from tracker.publish.errors import Elsewhere, NotHere
from tracker.publish.lookup import policy_named, version_named
from tracker.publish.pages.clause import clause_context
from tracker.publish.pages.question import question_context, question_row
from tracker.publish.reading.answering import Shown, answered, root_of
from tracker.publish.reading.around import clause_row
from tracker.publish.reading.naming import find_named
from tracker.publish.reading.version import about_version

START = "vanaf"
"""Name in an address: from which letter of a long text to read."""


@dataclass(frozen=True)
class _Asked:
    """What an address asks for; `root` is what stands before our own addresses in absolute ones."""

    policy: str
    version: str
    name: str
    start: int
    root: str
    today: str


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the clause or the question that an address names by its eid or its name."""
    start = request.args.get(START) or ""
    asked = _Asked(
        in_address(request, "policy"),
        in_address(request, "version"),
        in_address(request, "name"),
        int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 0,
        root_of(request, datasette),
        date.today().isoformat(),
    )
    path = datasette.urls.path
    answer = await answered(datasette, request, lambda connection: _shown(connection, asked, path))
    return answer or await _elsewhere(datasette, asked)


def _shown(connection: sqlite3.Connection, asked: _Asked, path: Callable[[str], str]) -> Shown | None:
    about = about_version(connection, asked.policy, asked.version, asked.today)
    if about is None:
        return None
    id_ = f"{about.id}/{asked.name}"
    clause = clause_row(connection, id_)
    if clause is not None:
        start = asked.start if asked.start < len(clause["text"]) else 0
        return Shown("clause", clause_context(connection, about, clause, asked.root, path, start))
    question = question_row(connection, id_)
    if question is not None:
        return Shown("question", question_context(connection, about, question, asked.root, path))
    return None


async def _elsewhere(datasette: Datasette, asked: _Asked) -> Response:
    """Lead to the one place that is meant. Raises NotHere, with places that look like it."""
    db = database(datasette)
    policy = await policy_named(db, asked.policy)
    version = (await version_named(db, policy, asked.version))["id"]
    found = await db.execute_fn(lambda connection: find_named(connection, version, asked.name))
    if found.place is not None:
        return Response.redirect(datasette.urls.path(place_address(policy["id"], asked.version, found.place)))
    links = [Elsewhere(each.words, place_address(policy["id"], version, each.name)) for each in found.alike]
    links.append(Elsewhere("Lees de hele tekst", version_address(policy["id"], version)))
    raise NotHere(f"Dit deel staat niet in deze versie van ‘{policy['name']}’. Zocht u een van deze?", tuple(links))
