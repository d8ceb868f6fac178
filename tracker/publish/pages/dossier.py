"""The dossier: `/dossier`, of which the address holds what a visitor collected; a script keeps it in the browser."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from tracker.addresses import name_in_version, place_address
from tracker.publish.answer import database, page, rows
from tracker.publish.dossier import address, collection, pandoc, words
from tracker.publish.dossier.collection import Dossier, Entry
from tracker.publish.dossier.composing import Site, Words, leads_somewhere, words_of
from tracker.publish.dossier.finding import Found, find
from tracker.publish.dossier.item import Item, Missing, Standing
from tracker.publish.errors import NotHere
from tracker.publish.lookup import policy_named, version_named
from tracker.publish.policies.states import State, Successor
from tracker.publish.policies.stored import states_of

PATH = "/dossier"

_ADD, _UP, _DOWN, _OUT, _KEEP = "erbij", "omhoog", "omlaag", "weg", "werkbij"
"""What the form can ask: put something in, move it, take it out, or only read what was typed."""

_SHOWN = 30_000
"""Characters of texts on a page, all entries together, so that a page stays light; of a long text the beginning."""

_LONGEST_TEXT = 4_000
_SHORTEST_TEXT = 400
"""Between how many characters the text of one entry is cut on the page; a file has it all."""

_POLICIES = "SELECT id, kind, title FROM policies WHERE id IN (SELECT value FROM json_each(:ids))"


@dataclass(frozen=True)
class Shown:
    """An entry as the page shows it: what was found, its text in pieces, and what is said of it."""

    entry: Entry
    found: Item | Missing
    heading: str = ""
    text: str = ""
    version: str = ""
    parts: tuple[tuple[int, tuple[Words, ...]], ...] = ()
    said: tuple[words.Said, ...] = ()
    standing: str = ""
    needs_attention: bool = False
    is_comparable: bool = False
    replaced_by: tuple[Successor, ...] = ()
    has_publisher: bool = False


async def show(request: Request, datasette: Datasette) -> Response:
    """Show a dossier, or lead to the address of the one that the form made of it."""
    dossier = address.dossier_of(request.query_string)
    here = datasette.urls.path(PATH)
    asked = {name: value for name in (_ADD, _UP, _DOWN, _OUT, _KEEP) if (value := request.args.get(name)) is not None}
    if not asked:
        return await _page(request, datasette, dossier)
    changed, place = _rearranged(dossier, asked)
    if pasted := asked.get(_ADD, "").strip():
        added = await _added(datasette, changed, pasted)
        if isinstance(added, str):
            return await _page(request, datasette, changed, pasted, added)
        changed, place = added, f"stuk-{len(added.entries)}"
    return Response.redirect(f"{address.address_of(here, changed)}#{place}")


def _rearranged(dossier: Dossier, asked: dict[str, str]) -> tuple[Dossier, str]:
    """Return the dossier as a button of the form asks, and the place on the page to go on at.

    The buttons name an entry by its number, from 1; a number that is not there changes nothing.
    """
    numbered = dict(zip(map(str, count(1)), dossier.ids))
    if (out := numbered.get(asked.get(_OUT, ""))) is not None:
        return dossier.without(out), "stukken"
    for name, steps in ((_UP, -1), (_DOWN, 1)):
        if (id_ := numbered.get(asked.get(name, ""))) is not None:
            moved = dossier.moved(id_, steps)
            return moved, f"stuk-{moved.ids.index(id_) + 1}"
    return dossier, "stukken"


async def _added(datasette: Datasette, dossier: Dossier, pasted: str) -> Dossier | str:
    """Return the dossier with what a visitor pasted, or words about why that cannot be."""
    db = database(datasette)
    entries = [entry for each in address.meant_by(pasted) if (entry := await _entry(db, each))]
    found = await _find(db, [entry.id for entry in entries])
    there = [entry for entry in entries if isinstance(found[entry.id], Item)]
    if not there:
        return (
            "Dit adres is niet van een bepaling of vraag op deze site. Open de bepaling of vraag, kopieer het adres "
            "uit de adresbalk van uw browser, en plak dat hier."
        )
    added = dossier.with_entries(there)
    if len(added.entries) > collection.MOST_ENTRIES:
        return f"Er passen {collection.MOST_ENTRIES} stukken in een dossier. Haal er eerst een stuk uit."
    return added


async def _entry(db: Database, meant: Entry | address.Place) -> Entry | None:
    """Return the entry of what a visitor pasted; of `nu` it is the version that holds now."""
    if isinstance(meant, Entry):
        return meant
    try:
        version = await version_named(db, await policy_named(db, meant.policy), meant.version)
    except NotHere:
        return None
    return Entry(f"{version['id']}/{meant.name}")


async def _find(db: Database, ids: Sequence[str]) -> Found:
    return await db.execute_fn(lambda connection: find(connection, ids))


async def look_up(datasette: Datasette, dossier: Dossier) -> tuple[Found, dict[str, State]]:
    """Return what the database has of the entries of a dossier, and how the policies that they are from stand today."""
    db = database(datasette)
    found = await _find(db, dossier.ids)
    ids = {item.policy for item in found.values() if isinstance(item, Item)}
    policies = await rows(db, _POLICIES, ids=json.dumps(sorted(ids)))
    return found, await states_of(db, policies, date.today().isoformat())


def site_of(request: Request, datasette: Datasette) -> Site:
    """Return where the site is, as the visitor reached it."""

    def whole(path: str) -> str:
        return datasette.absolute_url(request, datasette.urls.path(path))

    def page_of(item: Item) -> str:
        return whole(place_address(item.policy, item.version, name_in_version(item.id)))

    return Site(whole("/"), page_of, whole("/over#hoe-goed"))


async def _page(
    request: Request, datasette: Datasette, whole: Dossier, pasted: str = "", trouble: str = ""
) -> Response:
    """Show a dossier; `pasted` is what the visitor wanted to put in and `trouble` why that was not done."""
    dossier, rest = whole.split()
    found, policies = await look_up(datasette, dossier)
    most = min(_LONGEST_TEXT, max(_SHORTEST_TEXT, _SHOWN // max(1, len(dossier.entries))))
    here = datasette.urls.path(PATH)
    own_address = datasette.absolute_url(request, address.address_of(here, dossier))
    context = {
        "dossier": dossier,
        "entries": [_shown(entry, found[entry.id], policies, most) for entry in dossier.entries],
        "rest": address.address_of(here, rest) if rest.entries else "",
        "left_out": len(rest.entries),
        "own_address": own_address,
        "limits": collection,
        "longest_address": address.LONGEST_ADDRESS,
        "page_of": site_of(request, datasette).page_of,
        "has_pandoc": await asyncio.to_thread(pandoc.is_there),
        "pasted": pasted,
        "trouble": trouble,
        "made": date.today().isoformat(),
    }
    return await page(datasette, request, "dossier", context)


def _shown(entry: Entry, found: Item | Missing, policies: dict[str, State], most: int) -> Shown:
    if isinstance(found, Missing):
        return Shown(entry, found)
    item, state = found.shortened(most), policies.get(found.policy)
    return Shown(
        entry,
        item,
        heading=words.heading_of(item),
        text=words.text_said(item),
        version=words.version_said(item),
        parts=tuple((part.depth, words_of(part)) for part in item.parts),
        said=words.mentions_said(item),
        standing=words.standing_said(item, state),
        needs_attention=words.needs_attention(item, state),
        is_comparable=item.standing in (Standing.CHANGED, Standing.GONE),
        replaced_by=state.by if state else (),
        has_publisher=leads_somewhere(item),
    )
