"""Tables of the publishers' formats (CALS and XHTML): rows in reading order, cells as one line each."""

from collections.abc import Iterator

from lxml import etree

from tracker.parse.inline import Passage
from tracker.parse.legal_inline import Aside, passage_of
from tracker.parse.legal_vocabulary import name_of


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those of its foot last; a table within a cell is part of that cell."""
    foot: list[etree._Element] = []
    for child in table:
        name = name_of(child)
        if name == "row":
            yield child
        elif name == "tfoot":
            foot.append(child)
        elif name not in ("title", "titel", "bijschrift", "bron"):
            yield from rows_of(child)
    for each in foot:
        yield from rows_of(each)


def cells_of(row: etree._Element, aside: Aside) -> list[Passage]:
    """Return the cells of a row; a cell that spans several columns or rows stands once."""
    return [passage_of(cell, aside) for cell in row if name_of(cell) == "entry"]
