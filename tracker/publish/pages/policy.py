"""A policy: its state, where its text names control and where not, its contents, its versions and its sources."""

from collections.abc import Callable
from datetime import date

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.addresses import in_text_address, place_address
from tracker.codebook import codebook
from tracker.publish.answer import database, in_address, page, rows
from tracker.publish.dutch import is_partly_read, is_scan
from tracker.publish.lookup import policy_named
from tracker.publish.policies.stored import states_of
from tracker.publish.profile.history import history_of
from tracker.publish.profile.text import profile_of
from tracker.publish.reading.outline import Entry
from tracker.publish.sources.states import shown_sources
from tracker.publish.sources.words import kind_of_source

_PREDECESSORS = """
SELECT policies.id, policies.name FROM successions JOIN policies ON policies.id = successions.succeeds
WHERE successions.policy = :policy ORDER BY policies.position
"""

_TAGGED = "SELECT EXISTS (SELECT 1 FROM mentions)"

_NAMES = {"onbepaald": "niet duidelijk"}
"""Rungs that a visitor sees by another name."""


async def show(request: Request, datasette: Datasette) -> Response:
    """Show a policy."""
    db = database(datasette)
    policy = await policy_named(db, in_address(request, "policy"))
    id_ = policy["id"]
    state = (await states_of(db, [policy], date.today().isoformat()))[id_]
    history = await db.execute_fn(lambda connection: history_of(connection, id_))
    notes = next((version.row["notes"] for version in history.texts if version.row["id"] == state.text), "")
    context = {
        "entry": policy,
        "state": state,
        "history": history,
        "profile": await db.execute_fn(lambda connection: profile_of(connection, state.text)),
        "tagged": bool((await rows(db, _TAGGED))[0][0]),
        "partly": is_partly_read(notes),
        "scan": is_scan(notes),
        "predecessors": await rows(db, _PREDECESSORS, policy=id_),
        "sources": await shown_sources(db, id_),
        "rungs": {value.value: (_NAMES.get(value.value, value.value), value.meaning) for value in _rungs()},
        "clause_at": _addresses(datasette, id_, place_address),
        "in_text_at": _addresses(datasette, id_, in_text_address),
        "kind_of_source": kind_of_source,
    }
    return await page(datasette, request, "policy", context)


def _rungs() -> tuple:
    return codebook()["rung"].values


def _addresses(datasette: Datasette, policy: str, address: Callable[[str, str, str], str]) -> Callable[[Entry], str]:
    """Return a function that gives the address of a clause of this policy, for the template."""
    return lambda entry: datasette.urls.path(address(policy, entry.id.partition("/")[0], entry.name))
