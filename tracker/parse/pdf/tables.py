"""Tables with rulings: cells from the lines that cross, rows from the cells, text by the cell that it stands in."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from tracker.parse.pdf.records import Area, PageText, Ruling, Segment, Table

SNAP = 3.0
"""Lines nearer than this, in points, are one line; ends nearer than this meet."""

MANY_EDGES = 500
"""A page with more lines than this, after joining, is a drawing or squared paper."""

MOSTLY_EMPTY = 0.35
"""A grid of which a smaller share of the cells holds text is the frame of a chart."""

Cell = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


def take_ruled_tables(page: PageText) -> list[Table]:
    """Take the text in ruled tables out of the page's segments and return the tables, from top to bottom.

    A frame with one cell a row is no table: its text stays with the text of the page.
    """
    tables = []
    for cells in _grids(page.rulings):
        table = _fill(cells, page)
        if table is not None:
            tables.append(table)
    return tables


def table_areas(page: PageText) -> list[Cell]:
    """Return where the ruled tables of a page lie: left, top, right, bottom."""
    return [
        (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
        for cells in _grids(page.rulings)
    ]


def _grids(rulings: list[Ruling]) -> list[list[Cell]]:
    """Return the groups of cells that hang together, each with two columns or more."""
    vertical = sum(line.vertical for line in rulings)
    if vertical < 1 or len(rulings) - vertical < 2:
        return []
    edges = merge_edges([_edge(line) for line in rulings], SNAP, SNAP, SNAP, SNAP)
    if len(edges) > MANY_EDGES:
        return []
    edges += _open_sides(edges)
    cells = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    return [grid for grid in cells_to_tables(cells) if len({cell[0] for cell in grid}) > 1]


def _edge(line: Ruling) -> dict[str, Any]:
    return {
        "x0": line.x0,
        "x1": line.x1,
        "top": line.top,
        "bottom": line.bottom,
        "width": line.x1 - line.x0,
        "height": line.bottom - line.top,
        "orientation": "v" if line.vertical else "h",
        "object_type": "line",
    }


def _open_sides(edges: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the left and right sides of tables that have only inner vertical lines."""
    spans: dict[tuple[int, int], list[dict[str, Any]]] = {}
    verticals = [edge for edge in edges if edge["orientation"] == "v"]
    for edge in edges:
        if edge["orientation"] == "h":
            spans.setdefault((round(edge["x0"] / SNAP), round(edge["x1"] / SNAP)), []).append(edge)
    sides: list[dict[str, Any]] = []
    for group in spans.values():
        top, bottom = min(edge["top"] for edge in group), max(edge["top"] for edge in group)
        x0, x1 = group[0]["x0"], group[0]["x1"]
        crossing = [
            edge
            for edge in verticals
            if x0 + SNAP < edge["x0"] < x1 - SNAP and edge["top"] < bottom - SNAP and edge["bottom"] > top + SNAP
        ]
        if len(group) < 3 or not crossing:
            continue
        missing = (x for x in (x0, x1) if not any(abs(edge["x0"] - x) <= SNAP for edge in verticals))
        sides.extend(_edge(Ruling(x, top, x, bottom)) for x in missing)
    return sides


def _fill(cells: list[Cell], page: PageText) -> Table | None:
    """Put the text into the cells; None, and the text left on the page, where they hold too little of it."""
    area = Area(
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    inside = [segment for segment in page.segments if _inside(segment, area)]
    contents: dict[Cell, list[Segment]] = {cell: [] for cell in cells}
    for segment in inside:
        cell = next((cell for cell in cells if _inside(segment, Area(*cell))), None)
        if cell is None:
            return None
        contents[cell].append(segment)
    filled = sum(bool(texts) for texts in contents.values())
    if filled < 3 or filled < MOSTLY_EMPTY * len(cells) or _is_drawn(area, page.drawings):
        return None
    taken = set(map(id, inside))
    page.segments = [segment for segment in page.segments if id(segment) not in taken]
    xs = _levels(cell[0] for cell in cells)
    rows = _rows(contents, xs)
    return Table(page.number, area.x0, area.top, area.x1, area.bottom, rows, tuple(xs))


def _inside(segment: Segment, area: Area) -> bool:
    return area.holds(segment.x0 + min(2.0, (segment.x1 - segment.x0) / 2), segment.y - 0.3 * segment.size, 1.0)


def _is_drawn(area: Area, drawings: list[Area]) -> bool:
    middle = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
    return any(drawing.holds(*middle) for drawing in drawings)


def _levels(values: Iterable[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SNAP:
            levels.append(value)
    return levels


def _rows(contents: dict[Cell, list[Segment]], xs: list[float]) -> list[list[list[Segment]]]:
    tops = _levels(cell[1] for cell in contents)
    rows: list[list[list[Segment]]] = [[[] for _ in xs] for _ in tops]
    for cell, segments in contents.items():
        row = max(number for number, top in enumerate(tops) if top <= cell[1] + 0.01)
        column = max(number for number, x in enumerate(xs) if x <= cell[0] + 0.01)
        rows[row][column].extend(sorted(segments, key=attrgetter("y", "x0")))
    return [row for row in rows if any(row)]
