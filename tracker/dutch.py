"""Days and numbers of things in Dutch, as readers see them on the site and in messages."""

from datetime import date

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


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
