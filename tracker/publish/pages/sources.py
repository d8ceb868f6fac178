"""The state of every source, what fails first: `/bronnen`, or of one policy with `?beleid=`."""

from collections.abc import Iterable

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, page, rows
from tracker.publish.dutch import is_partly_read, is_scan
from tracker.publish.lookup import policy_named
from tracker.publish.paging import pages_of
from tracker.publish.sources.states import Fares, Shown, last_look_at, shown_sources

SHOWN = 50
"""Sources on a page."""

_MOST_REMARKED = 50

_REMARKED = """
SELECT versions.id, versions.policy, versions.name, versions.notes
FROM versions WHERE newest = 1 AND notes <> '' AND (:policy = '' OR policy = :policy) ORDER BY policy, rowid
"""


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the sources, those that fail first, and the texts that could not be read well."""
    db = database(datasette)
    named = request.args.get("beleid") or ""
    policy = await policy_named(db, named) if named else None
    chosen = policy["id"] if policy else ""
    found = await shown_sources(db, chosen)
    pages = pages_of(request.args.get("bladzijde"), len(found), SHOWN)
    remarked = await rows(db, _REMARKED, policy=chosen)
    partly = [row for row in remarked if is_partly_read(row["notes"])]
    scans = [row for row in remarked if is_scan(row["notes"]) and row not in partly]
    context = {
        "policy": policy,
        "sources": pages.of(found),
        "counts": _counts(found),
        "total": len(found),
        "pages": pages,
        "last_look": last_look_at(found),
        "partly": partly[:_MOST_REMARKED],
        "scans": scans[:_MOST_REMARKED],
    }
    return await page(datasette, request, "sources", context)


def _counts(shown: Iterable[Shown]) -> dict[Fares, int]:
    counts = dict.fromkeys(Fares, 0)
    for source in shown:
        counts[source.fares] += 1
    return {fares: count for fares, count in counts.items() if count}
