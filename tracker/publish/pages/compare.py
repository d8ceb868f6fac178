"""Comparing, `/vergelijk`: two versions of a policy, two policies, or all that changed since a day."""

import asyncio
from datetime import date, timedelta

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request, Response

from tracker.diff.choice import ANSWERS, ChoiceError, UnknownPolicyError, UnknownVersionError, texts_of
from tracker.diff.limits import ALL
from tracker.publish.answer import database, page, rows
from tracker.publish.compare import explained
from tracker.publish.compare.asked import PATH, Asked, AskedError, read_asked
from tracker.publish.compare.choices import choices, latest_changes, near, offered
from tracker.publish.compare.pairs import Found, found_texts
from tracker.publish.compare.shown import LIMITS, UNCHANGED, chips_of, view_of
from tracker.publish.compare.since import changed
from tracker.publish.compare.words import in_short, told
from tracker.publish.compare.work import TooLongError, comparisons, reader
from tracker.publish.errors import NotHere
from tracker.publish.news.effects import effects_in_words
from tracker.publish.sources.states import failing_policies, last_look_at, shown_sources

_POLICY = "SELECT id, name FROM policies WHERE id = :id"


async def show(request: Request, datasette: Datasette) -> Response:
    """Show what the address asks for, and without a question a page to choose."""
    try:
        asked = read_asked(request.args, date.today())
    except AskedError as error:
        return await _choose(request, datasette, Asked(), str(error), status=400)
    if asked.since:
        return await _since(request, datasette, asked)
    if asked.policy:
        return await _two(request, datasette, asked)
    trouble = "Kies ook een beleid." if asked.start or asked.end or asked.other else ""
    return await _choose(request, datasette, asked, trouble)


async def _choose(
    request: Request, datasette: Datasette, asked: Asked, trouble: str = "", status: int = 200
) -> Response:
    """Show the forms, with what went wrong where something did."""
    db = database(datasette)
    context = {
        "asked": asked,
        "trouble": trouble,
        "choices": await choices(db),
        "latest": await db.execute_fn(latest_changes),
        "ago": lambda days: (date.today() - timedelta(days)).isoformat(),
        "path": datasette.urls.path(PATH),
        "today": date.today().isoformat(),
    }
    return await page(datasette, request, "compare", context, status)


# -------------------------------------------------------------------- two texts


async def _two(request: Request, datasette: Datasette, asked: Asked) -> Response:
    db = database(datasette)
    try:
        found = await found_texts(db, asked)
        report = await comparisons.of(db, found.pair)
    except (UnknownPolicyError, UnknownVersionError) as error:
        raise await not_there(db, error, asked) from error
    except ChoiceError as error:
        name = (await rows(db, _POLICY, id=error.policy))[0]["name"]
        return await _one_policy(request, datasette, asked, explained.in_words(error, name))
    except AskedError as error:
        return await _one_policy(request, datasette, asked, str(error))
    except TooLongError:
        return await _one_policy(request, datasette, asked, explained.TOO_LONG, found)
    context = {
        "asked": asked,
        "found": found,
        "report": report,
        "view": await asyncio.to_thread(view_of, report, asked),
        "chips": chips_of(report, asked),
        "effects": effects_in_words(change.effect for change in report.changes),
        "told": told,
        "limits": LIMITS,
        "everything": ALL,
        "longest_unchanged": UNCHANGED,
        "path": datasette.urls.path(PATH),
        "offered": offered(found.texts, found.pair.new.role),
        "others": offered(found.other_texts),
        "today": date.today().isoformat(),
    }
    return await page(datasette, request, "compared", context)


async def not_there(db: Database, error: UnknownPolicyError | UnknownVersionError, asked: Asked) -> NotHere:
    """Return that a policy or a version that is asked for is not there, with what may be meant."""
    if isinstance(error, UnknownPolicyError):
        return await explained.unknown_policy(db, error, asked)
    return explained.unknown_version(error, (await rows(db, _POLICY, id=error.policy))[0]["name"])


async def _one_policy(
    request: Request, datasette: Datasette, asked: Asked, trouble: str, found: Found | None = None
) -> Response:
    """Say why nothing is compared, and what can be compared with this policy."""
    db = database(datasette)
    (policy,) = await rows(db, _POLICY, id=asked.policy)
    texts = await db.execute_fn(lambda connection: texts_of(reader(connection), asked.policy))
    context = {
        "asked": asked,
        "policy": policy,
        "trouble": trouble,
        "read": [text for text in (found.pair.old, found.pair.new) if text] if found else [],
        "offered": offered(texts),
        "answers": offered(texts, ANSWERS),
        "near": await near(db, policy["id"]),
        "choices": await choices(db),
        "path": datasette.urls.path(PATH),
    }
    return await page(datasette, request, "compare_one", context)


# -------------------------------------------------------------------- since a day


async def _since(request: Request, datasette: Datasette, asked: Asked) -> Response:
    db = database(datasette)
    try:
        since = await changed(db, asked.since, asked.policy, asked.page)
    except UnknownPolicyError as error:
        raise await not_there(db, error, asked) from error
    sources = await shown_sources(db, asked.policy)
    context = {
        "asked": asked,
        "since": since,
        "told": told,
        "in_short": in_short,
        "policy": (await rows(db, _POLICY, id=asked.policy))[0] if asked.policy else None,
        "last_look": last_look_at(sources),
        "failing": len(failing_policies(sources)),
        "choices": await choices(db),
        "path": datasette.urls.path(PATH),
        "today": date.today().isoformat(),
    }
    return await page(datasette, request, "compare_since", context)
