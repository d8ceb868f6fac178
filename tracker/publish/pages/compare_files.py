"""A comparison to take away: as a page that needs nothing else, or as JSON."""

import asyncio
from collections.abc import Sequence
from datetime import date

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from tracker.diff import Report, as_json, as_page
from tracker.diff.choice import ChoiceError, UnknownPolicyError, UnknownVersionError
from tracker.publish.answer import database, in_address
from tracker.publish.compare import explained
from tracker.publish.compare.asked import PATH, Asked, AskedError, read_asked
from tracker.publish.compare.pairs import found_texts
from tracker.publish.compare.since import changed
from tracker.publish.compare.work import TooLongError, comparisons
from tracker.publish.errors import Elsewhere, NotHere
from tracker.publish.pages.compare import not_there


async def download(request: Request, datasette: Datasette) -> Response:
    """Send what the address asks for; of all that changed since a day so many policies as one page has."""
    db = database(datasette)
    name = in_address(request, "format")
    asked = Asked()
    try:
        asked = read_asked(request.args, date.today())
        reports, more = await _reports(db, asked)
    except (UnknownPolicyError, UnknownVersionError) as error:
        raise await not_there(db, error, asked) from error
    except (ChoiceError, AskedError, TooLongError) as error:
        raise _nothing_to_send(error, asked) from error
    body = await asyncio.to_thread(as_page if name == "html" else as_json, reports)
    headers = {"content-disposition": f'attachment; filename="{_file_name(asked)}.html"'} if name == "html" else {}
    if more:
        following = datasette.urls.path(asked.address(f"{PATH}.{name}", page=asked.page + 1))
        headers["link"] = f'<{datasette.absolute_url(request, following)}>; rel="next"'
    kind = "text/html" if name == "html" else "application/json"
    return Response(body, headers=headers, content_type=f"{kind}; charset=utf-8")


async def _reports(db: Database, asked: Asked) -> tuple[Sequence[Report], bool]:
    """Return the comparisons, and whether there are more on a next page."""
    if asked.since:
        since = await changed(db, asked.since, asked.policy, asked.page)
        if asked.page > since.pages.count:
            return [], False
        texts = [text for policy in since.policies for text in policy.texts]
        reports = [text.report or Report(None, text.pair.new.shown) for text in texts if not text.too_long]
        return reports, since.pages.number < since.pages.count
    if not asked.policy:
        raise AskedError("Zeg in het adres wat u wilt vergelijken: een beleid, of een dag (sinds).")
    return [await comparisons.of(db, (await found_texts(db, asked)).pair)], False


def _nothing_to_send(error: Exception, asked: Asked) -> NotHere:
    if isinstance(error, TooLongError):
        words = explained.TOO_LONG
    else:
        words = explained.in_words(error, error.policy) if isinstance(error, ChoiceError) else str(error)
    return NotHere(words, (Elsewhere("Kies wat u wilt vergelijken", asked.address(PATH)),))


def _file_name(asked: Asked) -> str:
    words = [asked.policy, "en", asked.other] if asked.other else [asked.policy]
    since = ["sinds", asked.since] if asked.since else []
    return "-".join(filter(None, ["vergelijking", *words, *since]))
