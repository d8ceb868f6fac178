"""What the address of `/vergelijk` asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from tracker.diff.words import EFFECTS, KINDS
from tracker.dutch import day as in_dutch

PATH = "/vergelijk"

ABOUT_CONTROL = "zeggenschap"
"""Chooses every change of a clause that names control, and that does something to it."""

ONLY = (ABOUT_CONTROL, *EFFECTS, *KINDS)
"""Values of `alleen`."""

_LONGEST = 200
_DAY = re.compile(r"\s*(?:(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}))\s*")
_MOST_PAGES = 100_000


class AskedError(Exception):
    """What is asked cannot be answered: words for a visitor."""


@dataclass(frozen=True)
class Asked:
    """What is asked, each as in the address; days are ISO 8601.

    start, end: a version id or a day, or empty. other: the policy to compare with. since: a day. only: one of ONLY.
    everything: also what stayed the same. remarks: sentences on what was understood otherwise than it was written.
    """

    policy: str = ""
    start: str = ""
    end: str = ""
    other: str = ""
    since: str = ""
    only: str = ""
    everything: bool = False
    page: int = 1
    remarks: tuple[str, ...] = ()

    def address(self, path: str, **changes: str | int | bool) -> str:
        """Return the address that asks this with some of it changed; `path` is where it is asked."""
        asked = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        values = {
            "sinds": asked.since,
            "beleid": asked.policy,
            "van": asked.start,
            "tot": asked.end,
            "met": asked.other,
            "alleen": asked.only,
            "alles": "1" if asked.everything else "",
            "pagina": str(asked.page) if asked.page > 1 else "",
        }
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{path}?{query}" if query else path


def read_asked(given: Mapping[str, str], today: date) -> Asked:
    """Read what an address asks. Raises AskedError for a day that does not exist, or that is still to come."""
    values = {name: str(given.get(name) or "").strip()[:_LONGEST] for name in ("beleid", "met", "alleen", "alles")}
    remarks = []
    only = values["alleen"]
    if only and only not in ONLY:
        remarks.append(f"De keuze ‘{only[:40]}’ kennen wij niet. U ziet alle wijzigingen.")
        only = ""
    end = _moment(given.get("tot"))
    if is_day(end) and end > today.isoformat():
        remarks.append(f"{in_dutch(end)} moet nog komen. U ziet de laatste tekst die wij kennen.")
    return Asked(
        policy=values["beleid"],
        start=_moment(given.get("van")),
        end=end,
        other=values["met"],
        since=_since(given.get("sinds"), today),
        only=only,
        everything=values["alles"] not in ("", "0", "nee"),
        page=_page(given.get("pagina")),
        remarks=tuple(remarks),
    )


def _since(given: str | None, today: date) -> str:
    since = _moment(given)
    if since and not is_day(since):
        raise AskedError(f"‘{since[:40]}’ is geen dag. Schrijf een dag zo: 2021-04-01 of 1-4-2021.")
    if since > today.isoformat():
        raise AskedError(f"{in_dutch(since)} moet nog komen. Kies een dag die al geweest is.")
    return since


def _moment(given: str | None) -> str:
    """Return a day as ISO 8601, and what is no day as it is."""
    text = (given or "").strip()[:_LONGEST]
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    year, month, day = (int(number) for number in (found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)))
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise AskedError(f"De dag {text} bestaat niet. Kies een andere dag.") from error


def is_day(moment: str) -> bool:
    """Return whether what stands in an address is a day and no version."""
    return _DAY.fullmatch(moment) is not None


def _page(given: str | None) -> int:
    text = (given or "").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), _MOST_PAGES)
