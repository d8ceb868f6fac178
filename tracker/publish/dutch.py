"""Words of the site that are made by code: days, numbers of things, and Datasette's own English ones."""

from datetime import date

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

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


def day(moment: str | None) -> str:
    """Return an ISO date or moment as a Dutch day: `1 juli 2021`; what is no date as it is."""
    try:
        at = date.fromisoformat((moment or "")[:10])
    except ValueError:
        return moment or ""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def count(number: int | None, one: str, more: str) -> str:
    """Return a number of things: `1 vraag`, `1.200 vragen`."""
    return f"{number or 0:,} {one if number == 1 else more}".replace(",", ".")
