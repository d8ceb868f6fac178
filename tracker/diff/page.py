"""Comparisons as one page of HTML that needs nothing else: to keep, to mail, to print."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from tracker.diff.limits import ALL
from tracker.diff.report import Report
from tracker.diff.sections import sections
from tracker.diff.words import kind_label, printable, side_names, stands_alone, summary
from tracker.dutch import day


def as_page(reports: Sequence[Report]) -> str:
    """Return the page: everything in it is escaped, nothing in it is loaded from elsewhere."""
    return _template().render(reports=reports)


def prepare(environment: Environment) -> None:
    """Give an environment what `_changes.html`, the part that the site shares with this page, makes use of."""
    environment.globals |= {
        "comparison_sections": sections,
        "kind_label": kind_label,
        "side_names": side_names,
        "stands_alone": stands_alone,
    }
    environment.filters |= {"capitalize_first": _capital, "printable": printable, "dag": day}


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("tracker.diff"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    prepare(environment)
    environment.globals |= {"summary": summary, "all_of_it": ALL}
    return environment.get_template("comparison.html")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
