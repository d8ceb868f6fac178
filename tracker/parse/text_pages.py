"""The pages of plain text: parted by form feeds, their running headers, footers and page numbers set apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from tracker.parse.builder import BlockBuilder
from tracker.parse.inline import normalise

EDGE_LINES = 6
"""Lines at the top and the bottom of a page among which running lines are looked for."""

FEW_LINES = 8
"""Lines that a page must have to say itself how wide it is."""

LIKENESS = 80
"""Two lines with this ratio (0-100, `rapidfuzz.fuzz.ratio`) are the same running line: OCR misreads a letter or two."""

_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:pagina|pag\.?|blad|page|p\.)\s*)?\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_NOTE = re.compile(r"^(\d{1,2})\s+(?:[A-Z‘“\"(]|https?:|www\.)|^\W{1,2}\s?(?:https?://|www\.)")
_BARE_NUMBER = re.compile(r"^\W*\d{1,4}\W*$")


@dataclass(frozen=True)
class TextLine:
    """A line of a page that is not empty.

    width: how long the page's full lines are, in characters. double_spaced: an empty line follows nearly every line.
    note: the line belongs to a footnote at the bottom of its page.
    """

    text: str
    page: int | None = None
    blank_above: bool = False
    width: int = 0
    double_spaced: bool = False
    note: bool = False


def read_pages(text: str, builder: BlockBuilder) -> tuple[list[TextLine], int | None]:
    """Return the lines of running text and the number of pages, None where the text has none.

    What returns on the pages goes to `builder` as `header`, `footer` or `page_number`.
    """
    pages = [_read_page(page) for page in text.replace("\r\n", "\n").replace("\r", "\n").split("\f")]
    if len(pages) > 1 and not pages[-1]:
        pages.pop()
    has_pages = "\f" in text
    running = _running_places(pages)
    common_width = _width([line for page in pages for line in page])
    lines: list[TextLine] = []
    last_note = 0
    for number, page in enumerate(pages, 1):
        builder.page = number if has_pages else None
        kept = []
        for place, line in enumerate(page):
            kind = running.get((number - 1, place), "")
            if kind:
                builder.set_apart(kind, line.text)
            else:
                kept.append(replace(line, page=builder.page))
        if has_pages:
            kept, last_note = _with_notes(kept, last_note)
        lines += _measured(kept, common_width)
    return lines, len(pages) if has_pages else None


def _read_page(page: str) -> list[TextLine]:
    lines: list[TextLine] = []
    blank = False
    for line in page.split("\n"):
        words = normalise(line)
        if words:
            lines.append(TextLine(words, blank_above=blank))
        blank = not words
    return lines


def _with_notes(lines: list[TextLine], last_note: int) -> tuple[list[TextLine], int]:
    """Mark the footnotes at the bottom of a page: numbered on from `last_note`, or a bare web address."""
    first = len(lines)
    for place in range(len(lines) - 1, max(len(lines) - 2 * EDGE_LINES, 0), -1):
        found = _NOTE.match(lines[place].text)
        number = int(found[1]) if found and found[1] else 0
        if found and (not number or number <= last_note + len(lines) - place) and (not number or number > last_note):
            first = place
            if number == last_note + 1:
                break
    numbers = [int(found[1]) for line in lines[first:] if (found := _NOTE.match(line.text)) and found[1]]
    if numbers and numbers[0] != last_note + 1:
        return lines, last_note
    marked = lines[:first] + [replace(line, note=True) for line in lines[first:]]
    return marked, numbers[-1] if numbers else last_note


def starts_note(text: str) -> bool:
    """Say whether a line opens a footnote."""
    return bool(_NOTE.match(text))


def _width(lines: Sequence[TextLine]) -> int:
    """Return the length of full lines: nine of ten are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[min(len(lengths) - 1, int(0.9 * len(lengths)))] if lengths else 0


def _measured(lines: list[TextLine], common_width: int) -> list[TextLine]:
    """Give each line the width of its page and whether the page is set double-spaced.

    A page of a few lines has the width of the others.
    """
    width = _width(lines) if len(lines) >= FEW_LINES else max(_width(lines), common_width)
    # In double-spaced text also a line that is full stands apart from the next.
    full = [below.blank_above for above, below in pairwise(lines) if len(above.text) > 0.85 * width]
    double_spaced = len(full) >= 4 and sum(full) > 0.7 * len(full)
    return [replace(line, width=width, double_spaced=double_spaced) for line in lines]


def _running_places(pages: Sequence[list[TextLine]]) -> dict[tuple[int, int], str]:
    """Return what each running line is, by (page, line): it returns at the same edge of pages nearby."""
    found: dict[tuple[int, int], str] = {}
    for at_top, kind in ((True, "header"), (False, "footer")):
        edges = [_edge(page, at_top) for page in pages]
        for number in range(len(pages)):
            nearby = [
                edges[other] for other in range(max(0, number - 2), min(len(pages), number + 3)) if other != number
            ]
            for place, (line, words) in enumerate(edges[number]):
                # A running line has its place; at another distance from the edge it is something else. Where there
                # are few pages to return on, it must be at the very same one.
                reach = 1 if len(nearby) > 2 else 0
                beside = [edge[max(0, place - reach) : place + reach + 1] for edge in nearby]
                if _returns(words, beside):
                    is_number = bool(_PAGE_NUMBER.match(pages[number][line].text))
                    found.setdefault((number, line), "page_number" if is_number else kind)
    return found


def _edge(page: list[TextLine], at_top: bool) -> list[tuple[int, str]]:
    """Return the first or last lines of a page, numbers made alike, the outermost first."""
    places = list(range(len(page)))[:EDGE_LINES] if at_top else list(reversed(range(len(page))))[:EDGE_LINES]
    return [(place, _alike(page[place].text)) for place in places]


def _alike(text: str) -> str:
    return "#" if _BARE_NUMBER.match(text) else re.sub(r"\d+", "#", text.lower())


def _returns(words: str, nearby: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Say whether a line stands on the pages nearby too: on one where it is a page number, otherwise on two.

    On a text of two or three pages one other page is enough for a line of some length.
    """
    times = sum(any(_same(words, other) for _, other in edge) for edge in nearby)
    short = words == "#" or _PAGE_NUMBER.match(words.replace("#", "1"))
    return times >= (1 if short or (len(nearby) <= 2 and len(words) > 12) else 2)


def _same(one: str, other: str) -> bool:
    if "#" in (one, other) or min(len(one), len(other)) < 6:
        return one == other
    return fuzz.ratio(one, other) >= LIKENESS
