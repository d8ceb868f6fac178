"""Charts as Vega-Lite specifications: plain dicts, with all numbers in them and nothing to fetch."""

import textwrap
from dataclasses import dataclass
from typing import Any

from tracker.publish.charts.model import Cell, Chart, Kind
from tracker.publish.charts.shades import GROUND, NEUTRAL, SOFT, TEXT, heat_of, text_on

VERSION = "5.20"
"""The version of Vega-Lite that the specifications are written for."""

_SCHEMA = f"https://vega.github.io/schema/vega-lite/v{VERSION}.json"
"""How a specification names its version; nothing is fetched from there."""

LINKS = "https://cel.invalid/"
"""Where a cell leads while it is drawn: this and its number; Vega takes an address of the site for one of its own."""

_FONT = "sans-serif"
_LETTER, _BOLD_LETTER = 0.58, 0.64
"""Width of a letter, as part of its height, in a wide font: which font a visitor has, the server does not know."""

_HEADING = 11
"""Height in pixels of the names of columns."""


@dataclass(frozen=True)
class Size:
    """Measures in pixels: of the whole width, of the letters, and of a row with its name above its numbers."""

    width: int
    letters: int = 13
    line: int = 18
    bar: int = 26
    apart: int = 8
    name_lines: int = 1


WIDE, NARROW = Size(946), Size(352, 12, 16, 24, 8, 2)
"""For a screen, and for a phone."""

_TARGET = 24
"""Pixels that something to press has at least; what is smaller is not a link, and has no number in it."""


@dataclass(frozen=True)
class _Layout:
    """Where things stand in a chart of this size: a row has lines for its name, and below these what is counted."""

    chart: Chart
    size: Size

    def name_lines(self, row: int) -> list[str]:
        """Return a name in as many lines as there may be; what does not fit is left out. The last one leaves room for
        what is said beside it.
        """
        said = self.chart.rows[row]
        letters = int(self.size.width / (_BOLD_LETTER * self.size.letters))
        room = letters - len(said.beside) - 2
        if len(said.name) <= room or self.size.name_lines == 1:
            return [textwrap.shorten(said.name, room, placeholder=" …")]
        first, *rest = textwrap.wrap(said.name, letters)
        return [first, textwrap.shorten(" ".join(rest), room, placeholder=" …")] if rest else [first, ""]

    @property
    def lines(self) -> int:
        """Lines of the longest name."""
        return max((len(self.name_lines(row)) for row in range(len(self.chart.rows))), default=1)

    @property
    def step(self) -> int:
        """Pixels from one row to the next."""
        return self.lines * self.size.line + self.size.bar + self.size.apart

    @property
    def middle_of_bar(self) -> float:
        """Pixels from the middle of a row down to the middle of what is counted in it."""
        return self.step / 2 - self.size.apart - self.size.bar / 2 + 2

    def middle_of_line(self, from_below: int) -> float:
        """Pixels from the middle of a row to that of a line of its name: 0 is the last line, 1 the one above it."""
        return self.middle_of_bar - self.size.bar / 2 - self.size.line * (from_below + 0.5)


def specification(chart: Chart, size: Size, *, alone: bool = False) -> dict[str, Any]:
    """Return the specification of a chart; `alone`: with its title, its source and a margin, for a file."""
    layout = _Layout(chart, size)
    drawn = _heat(layout) if chart.kind is Kind.HEAT else _bars(layout)
    margin = 24 if alone else 0
    top = _top(layout) + (60 + margin if alone else 0)
    return {
        "$schema": _SCHEMA,
        "width": size.width,
        "height": layout.step * len(chart.rows),
        "autosize": "none",
        "padding": {"left": margin, "right": margin, "top": top, "bottom": margin},
        "background": GROUND if alone else None,
        **(_title(layout) if alone else {}),
        "config": {
            "view": {"stroke": None},
            "axis": {"disable": True},
            "text": {"font": _FONT, "fontSize": size.letters, "color": TEXT},
            "legend": {"disable": True},
        },
        "layer": [*_names(layout), *drawn],
    }


def _title(layout: _Layout) -> dict[str, Any]:
    chart = layout.chart
    words = {"text": chart.title, "subtitle": chart.source, "anchor": "start", "frame": "group", "offset": 16}
    looks = {"fontSize": 18, "subtitleFontSize": 12, "color": TEXT, "subtitleColor": SOFT, "limit": layout.size.width}
    return {"title": {**words, **looks, "font": _FONT, "subtitleFont": _FONT, "subtitlePadding": 6}}


def _rows(layout: _Layout) -> dict[str, Any]:
    """Return the place of a row: by its number, for two policies may have one name."""
    scale = {"domain": list(range(len(layout.chart.rows))), "paddingInner": 0, "paddingOuter": 0}
    return {"field": "row", "type": "ordinal", "scale": scale}


def _names(layout: _Layout) -> list[dict[str, Any]]:
    """Return the names above the rows, from the left, and what is said beside them, from the right."""
    width, rows = layout.size.width, range(len(layout.chart.rows))
    lines: list[dict[str, Any]] = [
        {"row": row, "words": words, "above": above}
        for row in rows
        for above, words in enumerate(reversed(layout.name_lines(row)))
    ]
    beside = [{"row": row, "words": layout.chart.rows[row].beside} for row in rows]
    name = {"align": "left", "fontWeight": 600, "x": 0}
    last = [line for line in lines if not line["above"]]
    upper = [line for line in lines if line["above"]]
    layers: list[dict[str, Any]] = [
        _line(layout, last, 0, name),
        _line(layout, upper, 1, name),
        _line(layout, beside, 0, {"align": "right", "x": width, "color": SOFT}),
    ]
    return [layer for layer in layers if layer["data"]["values"]]


def _line(layout: _Layout, values: list[dict[str, Any]], above: int, looks: dict[str, Any]) -> dict[str, Any]:
    mark = {"type": "text", "baseline": "middle", "dy": layout.middle_of_line(above)}
    return {
        "data": {"values": values},
        "mark": mark | looks,
        "encoding": {"y": _rows(layout), "text": {"field": "words"}},
    }


def _coloured(layout: _Layout, values: list[dict[str, Any]], place: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what has a colour: squares of a heat map, or parts of bars; those that lead somewhere apart."""
    looks = {"height": layout.size.bar, "yOffset": layout.middle_of_bar, "stroke": GROUND, "strokeWidth": 2}
    encoding = {"y": _rows(layout), "fill": {"field": "shade", "type": "nominal", "scale": None}} | place
    bare = [value for value in values if "href" not in value]
    linked = [value for value in values if "href" in value]
    layers: list[dict[str, Any]] = [
        {"data": {"values": some}, "mark": {"type": "rect"} | looks, "encoding": encoding | link}
        for some, link in ((bare, {}), (linked, {"href": {"field": "href"}}))
    ]
    return [layer for layer in layers if layer["data"]["values"]]


def _numbers(layout: _Layout, values: list[dict[str, Any]], x: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [value for value in values if value["label"]]},
        "mark": {"type": "text", "baseline": "middle", "dy": layout.middle_of_bar},
        "encoding": {
            "y": _rows(layout),
            "x": x,
            "text": {"field": "label"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


# ---------------------------------------------------------------------------- squares


def _heat(layout: _Layout) -> list[dict[str, Any]]:
    chart = layout.chart
    largest = max((cell.amount for cell in chart.cells), default=1)
    values, number = [], 0
    for row, each in enumerate(chart.rows):
        filled = {cell.column: cell for cell in each.cells}
        for column in range(len(chart.columns) if each.is_counted else 0):
            values.append(_square(row, column, filled.get(column), number, largest))
            number += column in filled
    scale = {"domain": list(range(len(chart.columns))), "padding": 0}
    x = {"field": "column", "type": "ordinal", "scale": scale}
    return [*_coloured(layout, values, {"x": x}), _numbers(layout, values, x), _headings(layout, x)]


def _square(row: int, column: int, cell: Cell | None, number: int, largest: float) -> dict[str, Any]:
    place = {"row": row, "column": column}
    if cell is None:
        return place | {"shade": NEUTRAL, "ink": SOFT, "label": "0"}
    shade = heat_of(cell.amount / largest)
    return place | {"shade": shade, "ink": text_on(shade), "label": cell.shown, "href": f"{LINKS}{number}"}


def _headings(layout: _Layout, x: dict[str, Any]) -> dict[str, Any]:
    """Return the names of the columns above the first row, upright where there is no room."""
    values = [{"column": at, "name": name} for at, name in enumerate(layout.chart.columns)]
    upright = {"angle": -90, "align": "left", "baseline": "middle"}
    looks = upright if _is_upright(layout) else {"align": "center", "baseline": "bottom"}
    mark = {"type": "text", "y": -4, "fontSize": _HEADING, "color": TEXT}
    return {"data": {"values": values}, "mark": mark | looks, "encoding": {"x": x, "text": {"field": "name"}}}


def _is_upright(layout: _Layout) -> bool:
    columns = layout.chart.columns
    return _heading_width(layout) > layout.size.width / max(1, len(columns))


def _heading_width(layout: _Layout) -> float:
    return max(map(len, layout.chart.columns), default=0) * _LETTER * _HEADING


def _top(layout: _Layout) -> int:
    """Return the pixels that the names of the columns take."""
    if layout.chart.kind is Kind.BARS:
        return _legend_lines(layout) * 22 + 6
    return int(_heading_width(layout)) + 8 if _is_upright(layout) else 20


# ---------------------------------------------------------------------------- bars


def _bars(layout: _Layout) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = []
    for row, each in enumerate(layout.chart.rows):
        whole, start = sum(cell.amount for cell in each.cells), 0.0
        for cell in each.cells:
            end = start + cell.amount / whole
            values.append({"row": row, "start": start, "end": end} | _part(layout, cell, len(values), end - start))
            start = end
    scale = {"domain": [0, 1], "nice": False, "zero": True}
    place = {"x": {"field": "start", "type": "quantitative", "scale": scale}, "x2": {"field": "end"}}
    middle = {"field": "middle", "type": "quantitative", "scale": scale}
    labelled = [value | {"middle": (value["start"] + value["end"]) / 2} for value in values]
    return [*_coloured(layout, values, place), _numbers(layout, labelled, middle), *_legend(layout)]


def _part(layout: _Layout, cell: Cell, number: int, share: float) -> dict[str, Any]:
    """Return a part of a bar; where there is room its name stands in it, or else its number alone."""
    shade, room = layout.chart.shades[cell.column], share * layout.size.width
    named = f"{layout.chart.columns[cell.column]} {cell.shown}"
    label = named if len(named) * _LETTER * layout.size.letters + 8 < room else cell.shown if room >= _TARGET else ""
    link = {"href": f"{LINKS}{number}"} if room >= _TARGET else {}
    return {"shade": shade, "ink": text_on(shade), "label": label} | link


def _legend_places(layout: _Layout) -> list[tuple[int, int]]:
    """Return where the names of the columns stand above the bars, in lines as wide as the chart."""
    x = line = 0
    places = []
    for name in layout.chart.columns:
        width = int(len(name) * _LETTER * layout.size.letters) + 32
        if x and x + width > layout.size.width:
            x, line = 0, line + 1
        places.append((x, line))
        x += width
    return places


def _legend_lines(layout: _Layout) -> int:
    return max((line for _, line in _legend_places(layout)), default=-1) + 1


def _legend(layout: _Layout) -> list[dict[str, Any]]:
    lines, chart = _legend_lines(layout), layout.chart
    values = [
        {"x": x, "y": 22 * (line - lines) + 3, "shade": shade, "name": name}
        for (x, line), shade, name in zip(_legend_places(layout), chart.shades, chart.columns)
    ]
    x, y = ({"field": axis, "type": "quantitative", "scale": None} for axis in ("x", "y"))
    fill = {"field": "shade", "type": "nominal", "scale": None}
    square = {"type": "square", "size": 196, "xOffset": 7, "stroke": SOFT, "strokeWidth": 1, "opacity": 1}
    words = {"type": "text", "align": "left", "baseline": "middle", "dx": 20, "dy": 1}
    return [
        {"data": {"values": values}, "mark": square, "encoding": {"x": x, "y": y, "fill": fill}},
        {"data": {"values": values}, "mark": words, "encoding": {"x": x, "y": y, "text": {"field": "name"}}},
    ]
