"""Tables of a page: rows with cells, their spans filled up; a table that only lays out the page is no table."""

from lxml import etree

from tracker.parse.builder import BlockBuilder
from tracker.parse.html_page import SILENT_TAGS, tag_of, visible_text
from tracker.parse.inline import Passage, Run, compose

_LAYOUT_TAGS = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "article", "section"})
_CELLS = frozenset({"td", "th"})
_INLINE_TAGS = "a abbr b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strong sub sup u"
_INLINE = frozenset(_INLINE_TAGS.split())
MAXIMUM_SPAN = 100


def is_data_table(table: etree._Element) -> bool:
    """Say whether a table shows rows of data: two filled cells side by side, and no headings or tables in them."""
    if table.get("role") in {"presentation", "none"}:
        return False
    if any(tag_of(inner) in _LAYOUT_TAGS for inner in table.iterdescendants()):
        return False
    return any(sum(bool(visible_text(cell)) for cell in _cells(row)) > 1 for row in _rows(table))


def add_table(table: etree._Element, builder: BlockBuilder) -> None:
    """Add the caption as a paragraph and each row as a row; what stands between rows is kept as a paragraph."""
    below: dict[int, int] = {}
    for inner in table.iterdescendants():
        tag = tag_of(inner)
        if tag == "caption":
            builder.paragraph(runs_of(inner))
        elif tag == "tr":
            cells, below = _placed(_cells(inner), below)
            style = "vet" if _is_header(inner) else ""
            builder.row(cells, style)
        if tag not in _CELLS and not any(tag_of(above) in _CELLS | {"caption"} for above in inner.iterancestors()):
            builder.paragraph(_loose(inner, tag))


def _loose(element: etree._Element, tag: str) -> list[Run]:
    """Return text that stands in a table but in no cell; browsers show it above the table."""
    return [Run(text) for text in (element.text if tag not in {"caption", *SILENT_TAGS} else "", element.tail) if text]


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iterdescendants() if tag_of(row) == "tr"]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if tag_of(cell) in _CELLS]


def _is_header(row: etree._Element) -> bool:
    inside_head = any(tag_of(above) == "thead" for above in row.iterancestors())
    return inside_head or (len(row) > 0 and all(tag_of(cell) == "th" for cell in _cells(row)))


def _placed(cells: list[etree._Element], above: dict[int, int]) -> tuple[list[Passage], dict[int, int]]:
    """Return a row's cells, an empty one for each place that a span covers, and the spans that go on below it.

    `above` says of a column how many rows a cell from an earlier row still covers.
    """
    row: list[Passage] = []
    below = {column: rows - 1 for column, rows in above.items() if rows > 1}
    for cell in cells:
        while above.get(len(row)):
            row.append(Passage(""))
        wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
        if high > 1:
            below.update(dict.fromkeys(range(len(row), len(row) + wide), high - 1))
        row += [compose(runs_of(cell)), *[Passage("")] * (wide - 1)]
    while above.get(len(row)):
        row.append(Passage(""))
    return row, below


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MAXIMUM_SPAN) if value.isdecimal() else 1


def runs_of(element: etree._Element) -> list[Run]:
    """Return the text in an element as runs, a space where a browser starts a new line."""
    runs: list[Run] = []
    bold = italic = 0
    uris: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        tag = tag_of(inner)
        change = 1 if event == "start" else -1
        bold += change * (tag in {"b", "strong", "th"})
        italic += change * (tag in {"i", "em"})
        if tag not in _INLINE:
            runs.append(Run(" "))
        if event == "start":
            uris.append(inner.get("href", "") if tag == "a" else (uris[-1] if uris else ""))
            if tag in SILENT_TAGS:
                walker.skip_subtree()
            elif inner.text:
                runs.append(Run(inner.text, bold > 0, italic > 0, False, uris[-1]))
        else:
            uris.pop()
            if inner is not element and inner.tail:
                runs.append(Run(inner.tail, bold > 0, italic > 0, False, uris[-1]))
    return runs
