"""The search page: `/zoek`, of which the address holds the whole search."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import sqlite3, sqlite_timelimit
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from tracker.publish.answer import page
from tracker.publish.catalogue import catalogue_of
from tracker.publish.metadata import DATABASE
from tracker.search.catalogue import Catalogue
from tracker.search.engine import Results, by_policy, search
from tracker.search.filters import ALL, IN_FORCE, NAMES, NEWEST
from tracker.search.lexicon import load_lexicon
from tracker.search.query import LONGEST
from tracker.search.snippets import Snippet

PARAMETERS = {
    "theme": "thema",
    "policy": "beleid",
    "versions": "versie",
    "form": "vorm",
    "holder": "houder",
    "rung": "trede",
    "force": "kracht",
    "kind": "soort",
}
"""Filters by their name in an address."""

_TITLES = {
    "theme": "Thema",
    "policy": "Beleid",
    "versions": "Versie",
    "form": "Vorm van zeggenschap",
    "holder": "Van wie",
    "rung": "Trede van de participatieladder",
    "force": "Hoe hard",
    "kind": "Soort tekst",
}

_WORDS = {
    ("versions", NEWEST): "de nieuwste versie van elke tekst",
    ("versions", IN_FORCE): "alleen wat nu geldt",
    ("versions", ALL): "ook oudere versies",
    ("holder", "onbepaald"): "niet duidelijk",
    ("rung", "onbepaald"): "niet duidelijk",
    ("rung", "zelf"): "zelf doen",
    ("kind", "vraag"): "vraag met antwoord",
}
"""Values that a visitor sees in other words."""

_LONGEST_MS = 10_000
"""Milliseconds that a search may take: a busy server answers late rather than not at all."""

_MOST_VALUES = 12
"""Values of a filter that are shown: the ones with most texts."""

_MARK, _END = Markup("<mark>"), Markup("</mark>")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Choice:
    """A value of a filter: how it is called, how many texts it leaves, and the address that chooses it or, where it is
    chosen already, lets it go.
    """

    words: str
    texts: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Chooser:
    """A filter as the page shows it; `hidden` is how many values are left out because they have the fewest texts."""

    title: str
    choices: tuple[Choice, ...]
    hidden: int = 0


async def show(request: Request, datasette: Datasette) -> Response:
    """Show what a search finds, whatever was typed."""
    text = (request.args.get("q") or "").strip()
    wanted = {name: request.args.get(PARAMETERS[name]) or "" for name in NAMES}
    number = _page_number(request.args.get("pagina"))
    db = datasette.get_database(DATABASE)
    try:
        catalogue, results = await db.execute_fn(partial(_search, text=text, wanted=wanted, page=number))
    except sqlite3.Error:
        _log.exception("a search failed: %r", text[:LONGEST])
        failed: dict[str, object] = {"gezocht": text[:LONGEST], "failed": True, "keuze": {}}
        return await page(datasette, request, "search", failed, status=503)
    context = _context(text[:LONGEST], catalogue, results, datasette.urls.path("/zoek"))
    return await page(datasette, request, "search", context)


def _search(
    connection: sqlite3.Connection, text: str, wanted: Mapping[str, str], page: int
) -> tuple[Catalogue, Results]:
    load_lexicon()  # in the first search; the time that it takes is not the search's
    catalogue = catalogue_of(connection)
    with sqlite_timelimit(connection, _LONGEST_MS):
        return catalogue, search(connection, catalogue, text, wanted, page, date.today().isoformat())


async def make_ready(datasette: Datasette) -> None:
    """Read ahead what the first search needs, so that the first visitor does not wait for it."""
    await asyncio.to_thread(load_lexicon)
    await datasette.get_database(DATABASE).execute_fn(catalogue_of)


def _page_number(given: str | None) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 7 else 1


def _context(text: str, catalogue: Catalogue, results: Results, path: str) -> dict[str, object]:
    chosen = {
        PARAMETERS[name]: value for name in NAMES if (value := getattr(results.filters, name)) and value != NEWEST
    }
    address = _Address(path, {"q": text} | chosen)
    return {
        "gezocht": text,
        "keuze": chosen,
        "results": results,
        "groups": by_policy(results.hits),
        "choosers": _choosers(catalogue, results, address),
        "unknown": [_TITLES[name].lower() for name in results.unknown],
        "without_filters": f"{path}?{urlencode({'q': text})}",
        "older_versions": _older_versions(results, address),
        "earlier": address(pagina=str(results.page - 1)) if results.page > 1 else "",
        "later": address(pagina=str(results.page + 1)) if results.page < results.pages else "",
        "shown": shown,
    }


class _Address:
    """The address of a search: called with other values of some parameters, the address with those."""

    def __init__(self, path: str, parameters: Mapping[str, str]) -> None:
        self._path = path
        self._pairs = {name: urlencode({name: value}) for name, value in parameters.items() if value}

    def __call__(self, **changes: str) -> str:
        """Return the address with some parameters changed; an empty value takes one away."""
        changed = {name: urlencode({name: value}) if value else "" for name, value in changes.items()}
        return f"{self._path}?{'&'.join(filter(None, {**self._pairs, **changed}.values()))}"


def _older_versions(results: Results, address: _Address) -> str:
    """Return the address of the same search in all versions, where only older ones have all that was asked."""
    return address(versie=ALL) if results.older else ""


def _choosers(catalogue: Catalogue, results: Results, address: _Address) -> list[Chooser]:
    """Return the filters with something to choose: a second value, or one that can be let go."""
    choosers = []
    names = {policy.id: policy.name for policy in catalogue.policies}
    for name in NAMES:
        counted = {value: texts for value, texts in (results.counts or {}).get(name, {}).items() if value}
        chosen = getattr(results.filters, name)
        if chosen and chosen not in counted:
            counted[chosen] = 0
        if (len(counted) < 2 and not chosen) or (name == "versions" and not any(counted.values())):
            continue
        ranked = sorted(counted, key=lambda value: (value != chosen, -counted[value], value))
        if name == "versions":
            ranked = [NEWEST, IN_FORCE, ALL]
        choices = [_choice(names, name, value, counted[value], chosen, address) for value in ranked[:_MOST_VALUES]]
        choosers.append(Chooser(_TITLES[name], tuple(choices), len(ranked) - len(choices)))
    return choosers


def _choice(policies: Mapping[str, str], name: str, value: str, texts: int, chosen: str, address: _Address) -> Choice:
    words = policies.get(value, value) if name == "policy" else _WORDS.get((name, value), value)
    is_chosen = value == chosen
    choose = "" if is_chosen or value == NEWEST else value
    return Choice(words, texts, address(**{PARAMETERS[name]: choose}), is_chosen)


def shown(snippet: Snippet) -> Markup:
    """Return a piece of a text with its hits as marks; nothing in the text can become markup."""
    marked = Markup().join(
        _MARK + escape(stretch.text) + _END if stretch.is_hit else escape(stretch.text) for stretch in snippet.stretches
    )
    return ("… " if snippet.before else "") + marked + (" …" if snippet.after else "")
