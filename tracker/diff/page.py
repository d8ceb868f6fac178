"""Comparisons as one page of HTML that needs nothing else: to keep, to mail, to print."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from tracker.diff.report import Report
from tracker.diff.words import EFFECTS, KINDS, PARTS, printable, summary


def as_page(reports: Sequence[Report]) -> str:
    """Return the page: everything in it is escaped, nothing in it is loaded from elsewhere."""
    return _template().render(reports=reports)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("tracker.diff"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(kinds=KINDS, effects=EFFECTS, parts=PARTS, summary=summary)
    environment.filters.update(printable=printable, capitalize_first=_capital)
    return environment.get_template("comparison.html")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
