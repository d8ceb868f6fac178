"""The overview, `/matrix`: how often which control is named, as a chart and as a table."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from tracker.codebook import codebook
from tracker.matrix.choice import ANSWERS, RESIDENTS, RULES, Choice, values_of
from tracker.matrix.counting import POLICY
from tracker.matrix.reading import State
from tracker.model import TrackerError
from tracker.publish.answer import page
from tracker.publish.charts import drawing
from tracker.publish.charts.model import Chart
from tracker.publish.charts.spec import NARROW, WIDE
from tracker.publish.matrix import numbers
from tracker.publish.matrix.chart import chart_of
from tracker.publish.matrix.numbers import Overview
from tracker.publish.matrix.table import Tabulation
from tracker.publish.matrix.view import PARAMETERS, Measure, View, chosen_in_address
from tracker.publish.matrix.words import (
    AXES,
    FILTERS,
    MEASURES,
    OVERVIEWS,
    STATE_MEANINGS,
    STATES,
    choice_words,
    question_of,
    value_words,
)
from tracker.search.filters import ALL, IN_FORCE, NEWEST

_log = logging.getLogger(__name__)

_MOST_NAMED = 50
"""Policies that are named as not wholly read, a state."""

_HIDDEN = ("policy", "form", "rung", "force")
"""What the form has no field for, and keeps."""


async def make_ready(datasette: Datasette) -> None:
    """Ask for the page as the first visitor would, so that this one does not wait for all that is done once."""
    await datasette.client.get("/matrix")


async def show(request: Request, datasette: Datasette) -> Response:
    """Show the chart and the table that the address asks for."""
    found = await numbers.overview(datasette, request)
    path, view = datasette.urls.path("/matrix"), found.view
    tabulation = Tabulation(found, datasette.urls.path)
    table = tabulation.table()
    chart = chart_of(table, view)
    charts = await _charts(chart)
    context = {
        "view": view,
        "unknown": found.unknown,
        "title": question_of(view.rows, view.columns),
        "table": table,
        "first": AXES[view.rows],
        "is_by_policy": view.rows == POLICY,
        "is_rate": view.measure is Measure.PER_WORDS,
        "charts": charts,
        "overviews": _overviews(view, path),
        "fields": _fields(found),
        "hidden": _hidden(view),
        "chosen": _chosen(found, path),
        "without_choice": replace(view, choice=Choice()).address(path) if view.choice != Choice() else "",
        "not_whole": _not_whole(found, tabulation),
        "states": STATES,
        "state_meanings": STATE_MEANINGS,
        "meanings": [(tag, codebook()[tag]) for tag in (view.rows, view.columns) if tag != POLICY],
        "value_words": value_words,
        "number_of_page": min(view.page, table.pages),
        "page_at": lambda number: view.address(path, page=number),
        "csv": view.address(datasette.urls.path("/matrix.csv")),
        "svg": view.address(datasette.urls.path("/matrix.svg"), page=view.page),
    }
    answer = await page(datasette, request, "matrix", context)
    if chart.cells and not charts:
        answer.headers["cache-control"] = "no-store"  # the next visitor may see the chart
    return answer


async def _charts(chart: Chart) -> list[tuple[str, Markup]]:
    """Return the chart for a screen and for a phone, each with its class; none when it cannot be drawn now."""
    if not chart.cells:
        return []
    try:
        wide, narrow = await asyncio.gather(*(drawing.drawing.svg(chart, size) for size in (WIDE, NARROW)))
    except TrackerError:
        _log.exception("a chart is left out")
        return []
    return [("breed", Markup(wide)), ("smal", Markup(narrow))]  # made by svg.py, which lets no markup through


def _overviews(view: View, path: str) -> list[tuple[str, str, bool]]:
    """Return what else can be shown of the same choice: short name, address, and whether it is what is shown."""
    return [
        (short, view.address(path, rows=rows, columns=columns), (rows, columns) == (view.rows, view.columns))
        for (rows, columns), (short, _) in OVERVIEWS.items()
    ]


def _fields(found: Overview) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Return the fields of the form: parameter, title, and values with their words and whether they are chosen."""
    offered = {
        "versions": (NEWEST, IN_FORCE, ALL),
        "theme": ("", *found.themes),
        "role": ("", RULES, ANSWERS),
        "holder": ("", RESIDENTS, *values_of("holder")),
        "polarity": ("", *reversed(values_of("polarity"))),
    }
    fields = []
    for name, values in offered.items():
        chosen = str(getattr(found.view.choice, name))
        shown = [*values, *([chosen] if chosen not in values else [])]
        options = [(value, value_words(name, value) if value else "alles", value == chosen) for value in shown]
        fields.append((PARAMETERS[name], FILTERS[name], options))
    measures = [(measure.value, words, measure == found.view.measure) for measure, words in MEASURES.items()]
    return [*fields, ("maat", "Wat u ziet", measures)]


def _hidden(view: View) -> Mapping[str, str]:
    """Return what the form keeps: the sides, and what is chosen without a field for it."""
    chosen = chosen_in_address(view.choice)
    kept = {PARAMETERS[name]: chosen[PARAMETERS[name]] for name in _HIDDEN if chosen[PARAMETERS[name]]}
    return {"rijen": PARAMETERS[view.rows], "kolommen": PARAMETERS[view.columns]} | kept


def _chosen(found: Overview, path: str) -> list[tuple[str, str, str]]:
    """Return what is chosen: title, words, and the address without it ('' of what always is chosen)."""
    view = found.view
    return [
        (
            title,
            words,
            "" if name == "versions" else replace(view, choice=replace(view.choice, **{name: ""})).address(path),
        )
        for name, title, words in choice_words(view.choice, found.names)
    ]


def _not_whole(found: Overview, tabulation: Tabulation) -> list[tuple[State, list[tuple[str, str]], int]]:
    """Return by state the policies of which not all is counted: id and name of the first ones, and how many more."""
    named: dict[State, list[tuple[str, str]]] = {state: [] for state in STATES}
    for policy in found.readings:
        state = tabulation.state_of(policy)
        if state in named:
            named[state].append((policy, found.names[policy]))
    return [(state, each[:_MOST_NAMED], max(0, len(each) - _MOST_NAMED)) for state, each in named.items() if each]
