"""A dossier to take away: `/dossier.docx`, `/dossier.odt` and `/dossier.md`, with the parameters of `/dossier`."""

import asyncio
import logging
import re
import unicodedata
from datetime import UTC, date, datetime

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from tracker.publish.answer import page
from tracker.publish.dossier import address, pandoc
from tracker.publish.dossier.collection import MOST_ENTRIES
from tracker.publish.dossier.composing import Composed, compose
from tracker.publish.dossier.item import Item
from tracker.publish.dossier.markdown import as_markdown
from tracker.publish.dossier.turns import turn
from tracker.publish.errors import Elsewhere, NotHere
from tracker.publish.pages.dossier import PATH, look_up, site_of

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "md": "text/markdown; charset=utf-8",
}

AT_ONCE = 2
"""Files that pandoc writes at the same time, for all visitors together; who comes then waits."""

LONGEST_WAIT = 15
"""Seconds that a visitor waits for a turn."""

_LONGEST_TEXT = 20_000
"""Characters of the text of one entry in a file; of a longer one the beginning, and that is said."""

_LONGEST_NAME = 60
_log = logging.getLogger(__name__)


async def download(request: Request, datasette: Datasette) -> Response:
    """Send the dossier as a file, or say that it cannot be made now."""
    format_ = request.url_vars["format"]
    dossier = address.dossier_of(request.query_string)
    if not dossier.entries:
        raise NotHere("In dit dossier zit niets. Zet er eerst iets in.", [Elsewhere("Naar het dossier", PATH)])
    if len(dossier.entries) > MOST_ENTRIES:
        whole = Elsewhere("Bekijk dit dossier in delen", address.address_of(PATH, dossier))
        raise NotHere(f"In een dossier passen {MOST_ENTRIES} stukken; dit adres heeft er meer.", [whole])
    found, policies = await look_up(datasette, dossier)
    cut = {id_: item.shortened(_LONGEST_TEXT) if isinstance(item, Item) else item for id_, item in found.items()}
    composed = compose(dossier, cut, policies, site_of(request, datasette), date.today())
    try:
        body = as_markdown(composed).encode() if format_ == "md" else await _written(datasette, composed, format_)
    except (pandoc.NotWritten, TimeoutError) as error:
        _log.warning("a dossier was not written as %s: %s", format_, error or "no turn in time")
        context = {
            "again": datasette.urls.path(address.address_of(f"{PATH}.{format_}", dossier)),
            "markdown": datasette.urls.path(address.address_of(f"{PATH}.md", dossier)),
            "back": datasette.urls.path(address.address_of(PATH, dossier)),
        }
        return await page(datasette, request, "dossier_not_written", context, status=503)
    headers = {
        "content-disposition": f'attachment; filename="{file_name(dossier.title)}.{format_}"',
        "cache-control": "no-store",
    }
    return Response(body, headers=headers, content_type=MEDIA_TYPES[format_])


async def _written(datasette: Datasette, composed: Composed, format_: str) -> bytes:
    """Return the file, made in its turn. Raises TimeoutError when that does not come, and pandoc.NotWritten."""
    async with turn(datasette.sign(PATH, PATH)[-16:], AT_ONCE, LONGEST_WAIT):
        return await asyncio.to_thread(pandoc.write, composed, format_, datetime.now(UTC))


def file_name(title: str) -> str:
    """Return a name for the file of a dossier that every system takes: `dossier-buurthuis-aan-het-plein`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_NAME].strip("-")
    return f"dossier-{words}" if words and words != "dossier" else "dossier"
