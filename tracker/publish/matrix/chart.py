"""The chart of a table: squares for forms, and divided bars for what has an order or a few holders."""

from collections.abc import Sequence

from tracker.matrix.choice import values_of
from tracker.publish.charts import shades
from tracker.publish.charts.model import Cell, Chart, Kind, Row
from tracker.publish.matrix.table import Column, Line, Table
from tracker.publish.matrix.view import View
from tracker.publish.matrix.words import STATES, question_of

_LONGEST_NAME = 55
"""Letters of the name of a row in what a cell says; each stands there many times."""

_ORDERED = {"rung": shades.LADDER, "force": shades.STRENGTHS}
"""Colours from light to dark of what has an order, in that of the codebook."""

_SHADES = {
    "holder": shades.HOLDERS,
    "polarity": {"nee": shades.HOLDERS["gemeente"], "voorwaarde": shades.LADDER[3], "ja": shades.LADDER[6]},
}
"""Colours by value of what has none."""


def chart_of(table: Table, view: View, source: str = "") -> Chart:
    """Return the chart of what a table shows; `source` is said in a file."""
    kind = Kind.BARS if view.columns in (*_ORDERED, *_SHADES) else Kind.HEAT
    rows = tuple(_row(line, table.columns) for line in table.lines)
    columns = tuple(column.name for column in table.columns)
    used = shades_of(view.columns, table.columns) if kind is Kind.BARS else ()
    return Chart(kind, question_of(view.rows, view.columns), columns, rows, used, source)


def shades_of(tag: str, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the colour of each column of bars."""
    known = _SHADES[tag] if tag in _SHADES else dict(zip(values_of(tag), _ORDERED[tag]))
    return tuple(known.get(column.value, shades.UNCLEAR) for column in columns)


def _row(line: Line, columns: Sequence[Column]) -> Row:
    short = line.name if len(line.name) <= _LONGEST_NAME else f"{line.name[:_LONGEST_NAME].rstrip()}…"
    cells = [
        Cell(at, number.shown, number.amount, number.address, f"{short}, {column.name}: {number.words}")
        for at, (column, number) in enumerate(zip(columns, line.numbers))
        if number.count
    ]
    return Row(line.name, _beside(line), tuple(cells), is_counted=line.total is not None)


def _beside(line: Line) -> str:
    """Return what stands at the end of a line with a name: short, for on a phone both have to fit."""
    total = line.total.brief if line.total else ""
    return ", ".join(filter(None, (total, STATES.get(line.state, ""))))
