"""Words of the site that are made by code: remarks, percentages, and Datasette's own English ones."""

import re
from typing import NamedTuple

FILTERS = {
    "exact": "is",
    "not": "is niet",
    "contains": "bevat",
    "startswith": "begint met",
    "endswith": "eindigt op",
    "gt": "is groter dan",
    "gte": "is minstens",
    "lt": "is kleiner dan",
    "lte": "is hoogstens",
    "in": "is een van (met komma's ertussen)",
    "notin": "is geen van (met komma's ertussen)",
    "isblank": "is leeg",
    "notblank": "is niet leeg",
}
"""Datasette's ways to choose rows by their name in an address; the rest are for those who write addresses."""

_PAGES = r"(?P<pages>pages? \d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)"


class _Known(NamedTuple):
    """A remark as the readers of documents write it, what a visitor is told, and whether something was not read."""

    pattern: re.Pattern[str]
    sentence: str
    unread: bool


_REMARKS = (
    _Known(
        re.compile(rf"{_PAGES} read by OCR\b"),
        "{pages}: gescand papier. Een computer heeft de letters herkend; er kunnen fouten in staan.",
        False,
    ),
    _Known(
        re.compile(rf"{_PAGES}: a picture with hardly any text"),
        "{pages}: een plaatje met bijna geen tekst; dat is niet gelezen.",
        True,
    ),
    _Known(
        re.compile(rf"{_PAGES}(?:: no readable text| cannot be read)"),
        "{pages}: niet te lezen; de tekst daarvan ontbreekt hier.",
        True,
    ),
)
"""What the readers of documents write for a maintainer, and how that is said to a visitor."""


def is_partly_read(notes: str | None) -> bool:
    """Return whether the readers of a document noted that something in it was not read."""
    return any(known.unread and known.pattern.match(line) for line in (notes or "").splitlines() for known in _REMARKS)


def is_scan(notes: str | None) -> bool:
    """Return whether the readers of a document noted that a computer recognised its letters in a picture."""
    scans = [known.pattern for known in _REMARKS if not known.unread]
    return any(pattern.match(line) for line in (notes or "").splitlines() for pattern in scans)


def remarks(notes: str | None) -> str:
    """Return what the readers of a document noted, a remark a line, in words for a visitor; an unknown one as it is."""
    return "\n".join(_remark(line) for line in (notes or "").splitlines())


def _remark(note: str) -> str:
    matches = ((known.pattern.match(note), known.sentence) for known in _REMARKS)
    return next((sentence.format(pages=_pages(found["pages"])) for found, sentence in matches if found), note)


def _pages(named: str) -> str:
    word, _, numbers = named.partition(" ")
    return f"{'Bladzijde' if word == 'page' else 'Bladzijden'} {numbers}"


def percent(share: float) -> str:
    """Return a share of 1 as a percentage: `83 %`."""
    return f"{share * 100:.0f} %"
