"""Tables of contents: lines that end in a page number, after dots or a wide gap."""

import re
from collections.abc import Sequence

from tracker.model import SetApart
from tracker.parse.pdf.records import Line, Table

FEW = 3
"""Fewer lines with dots before their number are no table of contents, unless a heading says so."""

_TITLE = re.compile(r"(?:inhoud(?:sopgave|stafel)?|contents)\s*:?", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…{2,}\s*\d{1,3}$|_{4,}\s*\d{1,3}$")
_WRAPPED = 2
"""An entry takes no more lines than this before its page number."""


def take_contents(items: Sequence[Line | Table]) -> tuple[list[Line | Table], list[SetApart]]:
    """Return the items without the tables of contents, and these, a line each."""
    numbers = [_page_number(item) for item in items]
    kept: list[Line | Table] = []
    apart: list[SetApart] = []
    position = 0
    while position < len(items):
        end = _end(items, numbers, position)
        if end > position:
            lines = (item for item in items[position:end] if isinstance(item, Line))
            apart.extend(SetApart("contents", line.text, line.page) for line in lines)
            position = end
        else:
            kept.append(items[position])
            position += 1
    return kept, apart


def _page_number(item: Line | Table) -> int | None:
    """Return the page number that a line of a table of contents ends in."""
    if isinstance(item, Table):
        return None
    if _LEADER.search(item.text):
        return int(re.findall(r"\d+", item.text)[-1])
    if re.fullmatch(r"\d{1,3}", item.tail) and len(item.text) > len(item.tail) + 2 and item.head != item.tail:
        return int(item.tail)
    if item.tail and item.tail == item.text.split()[-1] and re.fullmatch(r"\d{1,3}", item.tail):
        return int(item.tail)
    return None


def _has_leader(item: Line | Table) -> bool:
    return isinstance(item, Line) and bool(_LEADER.search(item.text))


def _end(items: Sequence[Line | Table], numbers: Sequence[int | None], start: int) -> int:
    """Return where the table of contents that starts at `start` ends; `start` where there is none."""
    first = items[start]
    titled = isinstance(first, Line) and bool(_TITLE.fullmatch(first.text.strip()))
    if not titled and not _has_leader(first):
        return start
    position = start + 1 if titled else start
    end, found, last = start, 0, -1
    while position < len(items) and position - max(end, start + titled) <= _WRAPPED:
        number = numbers[position]
        if number is not None and number >= last and (titled or _has_leader(items[position])):
            found, last, end = found + 1, number, position + 1
        elif isinstance(items[position], Table):
            break
        position += 1
    return end if found >= (1 if titled else FEW) else start
