"""All policies of one theme: `/thema/NAME`, where the home page has room for the first of them only."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import database, in_address, page
from tracker.publish.errors import Elsewhere, NotHere
from tracker.publish.paging import pages_of
from tracker.publish.policies.listing import entries_of, policies_by_theme
from tracker.publish.sources.states import failing_policies, shown_sources

SHOWN = 60
"""Policies on a page."""

_LONGEST_NAME = 80


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the policies of a theme. Raises NotHere for a theme that there is not."""
    db = database(datasette)
    theme = in_address(request, "theme")
    policies = (await policies_by_theme(db)).get(theme)
    if policies is None:
        links = (Elsewhere("Al het beleid, per thema", "/#beleid"),)
        raise NotHere(f"Wij volgen geen beleid over ‘{theme[:_LONGEST_NAME]}’.", links)
    pages = pages_of(request.args.get("bladzijde"), len(policies), SHOWN)
    context = {
        "theme": theme,
        "total": len(policies),
        "entries": await entries_of(db, pages.of(policies)),
        "failing_policies": failing_policies(await shown_sources(db)),
        "pages": pages,
    }
    return await page(datasette, request, "theme", context)
