"""The form in which a reader says that something is wrong: `/klopt-niet`, the one thing on the site that is written."""

import asyncio
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import sqlite3
from datasette.utils.asgi import Request, Response

from tracker.corrections import WHAT, Correction, Corrections, TooManyTodayError, corrections_path
from tracker.corrections.pace import Pace
from tracker.model import TrackerError
from tracker.publish.answer import database, page, rows
from tracker.publish.forms import NoFormError, TooLargeError, comes_from_here, fields

PATH = "/klopt-niet"

LONGEST_WORDS = 2000
LONGEST_EMAIL = 254
LONGEST_ABOUT = 300
_LARGEST_BODY = 32_768  # the longest words, each of their letters written as %XX%XX

_TRIES_AN_HOUR = 5
_HOUR = 3600
_PATIENCE = 3.0  # seconds that a visitor waits for a file that is in use

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

_ABOUT = """
SELECT clauses.citation AS place, clauses.text, policies.name AS policy
FROM clauses JOIN versions ON versions.id = clauses.version JOIN policies ON policies.id = versions.policy
WHERE clauses.id = :id
UNION ALL
SELECT questions.name, questions.question, policies.name
FROM questions JOIN versions ON versions.id = questions.version JOIN policies ON policies.id = versions.policy
WHERE questions.id = :id
UNION ALL
SELECT versions.title, '', policies.name FROM versions JOIN policies ON policies.id = versions.policy
WHERE versions.id = :id
UNION ALL
SELECT '', '', name FROM policies WHERE id = :id
"""

_log = logging.getLogger(__name__)
_pace = Pace(_TRIES_AN_HOUR, _HOUR)


class Trouble(NamedTuple):
    """Why a correction was not taken: the status of the answer and words for the visitor."""

    status: int
    words: str


_TOO_LARGE = Trouble(413, "Dat is te lang. Ga terug en maak uw tekst korter. Er is niets bewaard.")
_NO_FORM = Trouble(400, "Wat er binnenkwam is geen ingevuld formulier. Er is niets bewaard.")
_FROM_ELSEWHERE = Trouble(
    403,
    "Het formulier stond te lang open, of uw browser bewaart geen cookies van deze site. Wat u schreef staat hieronder "
    "nog. Verstuur het nog een keer.",
)
_FILLED_BY_A_PROGRAM = Trouble(
    400, "Het veld dat leeg moest blijven, is ingevuld. Maak het leeg en verstuur het formulier nog een keer."
)
_TOO_OFTEN = Trouble(
    429, "U hebt het afgelopen uur al vaker iets gestuurd. Wat u schreef staat hieronder nog. Probeer het over een uur."
)
_ENOUGH_TODAY = Trouble(
    429, "Er is vandaag al heel veel gestuurd. Wat u schreef staat hieronder nog. Probeer het morgen nog eens."
)
_NOT_KEPT = Trouble(
    503,
    "Het bewaren is niet gelukt. Dat ligt aan deze site, niet aan u. Wat u schreef staat hieronder nog. Probeer het "
    "straks nog eens, of bewaar uw tekst zelf.",
)


async def answer(request: Request, datasette: Datasette) -> Response:
    """Show the form, or take what was filled in; whatever goes wrong, the visitor's words come back."""
    if request.method != "POST":
        about = (request.args.get("over") or "")[:LONGEST_ABOUT]
        return await _form(datasette, request, {"over": about}, sent="verstuurd" in request.args)
    try:
        given = await fields(request, _LARGEST_BODY)
    except TooLargeError:
        return await _form(datasette, request, {}, trouble=_TOO_LARGE)
    except NoFormError:
        return await _form(datasette, request, {}, trouble=_NO_FORM)
    if problems := problems_in(given):
        return await _form(datasette, request, given, problems=problems)
    if trouble := await _take(datasette, request, given):
        return await _form(datasette, request, given, trouble=trouble)
    about = urlencode({"over": given.get("over", ""), "verstuurd": "ja"})
    return Response.redirect(f"{datasette.urls.path(PATH)}?{about}", status=303)


def problems_in(given: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the fields of a form, in words for a visitor by the name of the field."""
    words, email = given.get("woorden", "").strip(), given.get("email", "").strip()
    problems = {}
    if given.get("wat") not in WHAT:
        problems["wat"] = "Kies wat er niet klopt."
    if not words:
        problems["woorden"] = "Schrijf op wat er niet klopt."
    elif len(words) > LONGEST_WORDS:
        problems["woorden"] = f"Dit zijn {len(words)} tekens. Maak er hoogstens {LONGEST_WORDS} van."
    if email and not (len(email) <= LONGEST_EMAIL and _EMAIL.fullmatch(email)):
        problems["email"] = "Dit is geen e-mailadres. Verbeter het, of laat het veld leeg."
    return problems


async def _take(datasette: Datasette, request: Request, given: dict[str, str]) -> Trouble | None:
    """Keep a correction; returns why not when it is not kept."""
    if not comes_from_here(request, given):
        return _FROM_ELSEWHERE
    if given.get("website", "").strip():
        return _FILLED_BY_A_PROGRAM
    if not _pace.allows((request.scope.get("client") or ("",))[0]):
        return _TOO_OFTEN
    correction = Correction(
        given.get("over", "")[:LONGEST_ABOUT],
        given["wat"],
        given["woorden"].strip().replace("\r\n", "\n"),
        given.get("email", "").strip(),
    )
    try:
        await asyncio.to_thread(_keep, corrections_path(Path(database(datasette).path)), correction)
    except TooManyTodayError as error:
        _log.warning("%s", error)
        return _ENOUGH_TODAY
    except TrackerError as error:
        _log.error("a correction was not kept: %s", error)
        return _NOT_KEPT
    return None


def _keep(path: Path, correction: Correction) -> None:
    with Corrections(path, patience=_PATIENCE) as corrections:
        corrections.add(correction, datetime.now(UTC))


async def _form(
    datasette: Datasette,
    request: Request,
    given: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    trouble: Trouble | None = None,
    sent: bool = False,
) -> Response:
    status = trouble.status if trouble else 400 if problems else 200
    context = {
        "given": given,
        "about": await _about(datasette, given.get("over", "")),
        "what": WHAT,
        "problems": problems or {},
        "trouble": trouble,
        "sent": sent,
        "longest_words": LONGEST_WORDS,
        "longest_email": LONGEST_EMAIL,
    }
    return await page(datasette, request, "correction", context, status=status)


async def _about(datasette: Datasette, id_: str) -> sqlite3.Row | None:
    """Return what a correction is about, None for the site as a whole or for what is not there."""
    found = await rows(database(datasette), _ABOUT, id=id_) if id_ else []
    return found[0] if found else None
