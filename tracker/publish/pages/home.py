"""The home page: the search, what can be done here, what is new, the policies by theme, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page, rows
from tracker.publish.dutch import is_partly_read
from tracker.publish.news.whats_new import earlier_changes, new_texts
from tracker.publish.policies.listing import Entry, entries_of, policies_by_theme
from tracker.publish.sources.states import Fares, Shown, failing_policies, last_look_at, shown_sources

ALL_SHOWN = 40
"""Policies that are all shown; where there are more, of each theme only the first."""

PER_THEME = 4
_MOST_THEMES = 25
_MOST_NEWS = 3
_MOST_NAMED = 5
"""Sources and texts that are named as not known; the others are counted."""

# Nothing is ever taken out of these tables, so the last number in them is how many rows they have.
_KNOWN = """
SELECT (SELECT count(*) FROM versions WHERE reason = 'inhoud') AS versions,
    (SELECT coalesce(max(rowid), 0) FROM clauses) AS clauses,
    (SELECT coalesce(max(rowid), 0) FROM questions) AS questions
"""

_REMARKED = "SELECT id, policy, name, notes FROM versions WHERE newest = 1 AND notes <> '' ORDER BY policy, rowid"


@dataclass(frozen=True)
class Theme:
    """A theme with the policies that are shown of it, and how many it has."""

    name: str
    entries: Sequence[Entry]
    total: int


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the home page."""
    db = database(datasette)
    sources = await shown_sources(db)
    news = await db.execute_fn(lambda connection: new_texts(connection, _MOST_NEWS))
    earlier = await db.execute_fn(lambda connection: earlier_changes(connection, _MOST_NEWS - len(news)))
    context = {
        "news": news,
        "earlier": earlier,
        "failing_policies": failing_policies(sources),
        **await _policies(db),
        **await _known(db, sources),
    }
    return await page(datasette, request, "home", context)


async def _policies(db: Database) -> dict[str, object]:
    """Return the themes with the policies that there is room for, and the names and sizes of the other themes."""
    by_theme = await policies_by_theme(db)
    total = sum(map(len, by_theme.values()))
    all_fit = total <= ALL_SHOWN
    shown = {
        name: policies if all_fit else policies[:PER_THEME]
        for number, (name, policies) in enumerate(by_theme.items())
        if all_fit or number < _MOST_THEMES
    }
    entries = await entries_of(db, [policy for policies in shown.values() for policy in policies])
    return {
        "themes": [
            Theme(name, [entry for entry in entries if entry.policy["theme"] == name], len(by_theme[name]))
            for name in shown
        ],
        "other_themes": [(name, len(policies)) for name, policies in by_theme.items() if name not in shown],
        "total": total,
    }


async def _known(db: Database, sources: Sequence[Shown]) -> dict[str, object]:
    """Return what the page tells of what the site knows, and what it does not."""
    failing = [source for source in sources if source.fares in (Fares.FAILS, Fares.HELD)]
    partly = [row for row in await rows(db, _REMARKED) if is_partly_read(row["notes"])]
    return {
        "known": (await rows(db, _KNOWN))[0],
        "last_look": last_look_at(sources),
        "failing": failing[:_MOST_NAMED],
        "failing_total": len(failing),
        "partly": partly[:_MOST_NAMED],
        "partly_total": len(partly),
    }
