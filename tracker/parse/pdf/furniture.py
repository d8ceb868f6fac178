"""Running headers, footers and page numbers: found by their repetition at the same height over the pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.model import SetApart
from tracker.parse.pdf.glyphs import SOFT_HYPHEN
from tracker.parse.pdf.records import PageText, Segment
from tracker.parse.pdf.tables import Cell, table_areas

ZONE = 0.17
"""Running headers and footers stand in this outer share of the page's height."""

EDGE = 0.1
"""In a document of one page a page number is believed in this outer share only."""

DENSITY = 0.4
"""What returns on a smaller share of the pages from its first to its last is text that happens to be alike."""

_HEIGHT_STEP = 3.0
"""Heights that differ by less than this, in points, are the same place on two pages."""

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|•]\s*)?(?:(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)\s*:?\s*)?"
    r"(?P<number>\d{1,4})(?:\s*(?:van(?: de)?|/|\||of)\s*(?P<total>\d{1,4}))?(?:\s*[-–—|•])?",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"GEMEENTEBLAD|PROVINCIAAL BLAD|WATERSCHAPSBLAD|STAATSCOURANT|STAATSBLAD|TRACTATENBLAD", re.IGNORECASE
)
_MASTHEAD = re.compile(
    rf"{_JOURNAL.pattern}|Officiële uitgave van .*|Nr\.? ?\d+|\d{{1,2}} [a-z]+(?: \d{{4}})?|(?:Jaargang )?\d{{4}}",
    re.IGNORECASE,
)
_NAMED = re.compile(r"pagina|pag\b|blz|bladzijde|page|\bvan\b|/|[-–—|]", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    """The segments on one line in the upper or the lower zone of a page; `rank` counts from the page's edge."""

    page: PageText
    y: float
    segments: list[Segment]
    footer: bool
    rank: int = 0

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)


def take_furniture(pages: list[PageText]) -> list[SetApart]:
    """Take running headers, footers and page numbers out of `pages` and return them, by page.

    A row is furniture where nothing but furniture lies between it and the edge of the page, and

    - its words return at the same height on enough other pages, a number in them being the same or counting along
      with the pages (left and right pages may differ, and a chapter may have its own header); or
    - it is a page number that counts along with the pages, or names their total; in a document of one page a bare
      number only at the very edge; or
    - the PDF itself marks it as no content.
    """
    apart = _take_masthead(pages[0]) if pages else []
    marked = _marks_can_be_trusted(pages)
    rows = [row for page in pages for row in _edge_rows(page)]
    repeated = _repeated(rows, len(pages))
    numbers = _page_numbers(rows, len(pages))
    for page_rows in _by_edge(rows):
        for row in page_rows:
            kept = [
                segment
                for segment in row.segments
                if not (
                    (marked and segment.artifact)
                    or _is_furniture(row, segment, repeated, numbers)
                    or _counts_pages(row, segment, len(pages))
                )
            ]
            taken = [segment for segment in row.segments if segment not in kept]
            if kept and not taken:
                break
            for segment in taken:
                apart.append(_set_apart(row, segment))
                row.page.segments.remove(segment)
    return sorted(apart, key=lambda item: item.page or 0)


def _take_masthead(page: PageText) -> list[SetApart]:
    """Take the name of an official journal above its first page, with number, date and publisher."""
    upper = sorted((segment for segment in page.segments if segment.y < ZONE * page.height), key=lambda part: part.y)
    if not any(_JOURNAL.fullmatch(segment.text.strip()) for segment in upper):
        return []
    taken = [segment for segment in upper if _MASTHEAD.fullmatch(segment.text.strip())]
    page.segments = [segment for segment in page.segments if not any(segment is other for other in taken)]
    return [SetApart("header", " ".join(segment.text.split()), page.number) for segment in taken]


def _marks_can_be_trusted(pages: list[PageText]) -> bool:
    """Whether the PDF marks only a small part of its text as no content; some programs mark all of it."""
    letters = marked = 0
    for page in pages:
        for segment in page.segments:
            letters += len(segment.text)
            marked += len(segment.text) * segment.artifact
    return marked < 0.3 * letters


def _by_edge(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Yield for each page its upper rows and its lower rows, each from the edge inwards."""
    groups: dict[tuple[int, bool], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.page.number, row.footer].append(row)
    for group in groups.values():
        yield sorted(group, key=lambda row: row.rank)


def _in_long_table(page: PageText, areas: list[Cell], segment: Segment) -> bool:
    """Whether a segment stands in a table that reaches into the page: its header row may return on every page."""
    return any(
        left <= segment.x0 <= right and top <= segment.y <= bottom
        for left, top, right, bottom in areas
        if bottom > ZONE * page.height
    )


def _edge_rows(page: PageText) -> Iterator[_Row]:
    areas = table_areas(page)
    for footer in (False, True):
        rows: list[_Row] = []
        for segment in sorted(page.segments, key=lambda segment: (segment.y, segment.x0)):
            inside = segment.y > (1 - ZONE) * page.height if footer else segment.y < ZONE * page.height
            if not inside or (not footer and _in_long_table(page, areas, segment)):
                continue
            if rows and segment.y - rows[-1].y < 0.4 * segment.size:
                rows[-1].segments.append(segment)
            else:
                rows.append(_Row(page, segment.y, [segment], footer))
        for rank, row in enumerate(reversed(rows) if footer else rows):
            row.rank = rank
            yield row


def _places(y: float) -> tuple[int, int]:
    """The cells that a height falls in, on two grids that overlap, so that no border parts equal heights."""
    return round(y / _HEIGHT_STEP) * 2, round(y / _HEIGHT_STEP + 0.5) * 2 + 1


def _spellings(text: str, page: int) -> Iterator[tuple[str, int | None]]:
    """Yield the text as it is, and with each of its numbers hidden beside what that number differs from the page."""
    text = " ".join(text.lower().split())
    if any(sign.isalpha() for sign in text):
        yield text, None
        for number in re.finditer(r"\d{1,4}", text):
            yield text[: number.start()] + "#" + text[number.end() :], int(number[0]) - page


def _repeated(rows: list[_Row], pages: int) -> set[tuple[str, int | None, int]]:
    """Return (text, offset of the hidden number, height) of what returns on enough pages: rows and single segments."""
    found: dict[tuple[str, int | None, int], set[int]] = defaultdict(set)
    for row in rows:
        for text in {row.text, *(segment.text for segment in row.segments)}:
            for spelling in _spellings(text, row.page.number):
                for place in _places(row.y):
                    found[*spelling, place].add(row.page.number)
    enough = 2 if pages <= 3 else 3
    return {key for key, numbers in found.items() if len(numbers) >= enough and _dense(numbers)}


def _dense(numbers: set[int]) -> bool:
    """Whether the pages follow each other closely: a header returns, a phrase happens to stand at the same height."""
    return len(numbers) >= DENSITY * (max(numbers) - min(numbers) + 1)


def _page_numbers(rows: list[_Row], pages: int) -> set[int]:
    """Return the offsets (printed number minus place in the file) that hold on most pages that have a number."""
    offsets: Counter[int] = Counter()
    for row in rows:
        for offset in {_offset(row.page, segment) for segment in row.segments} - {None}:
            if offset is not None:
                offsets[offset] += 1
    if not offsets:
        return set()
    enough = 1 if pages == 1 else 2 if pages <= 4 else 3
    return {offset for offset, count in offsets.items() if count >= enough and count >= 0.3 * max(offsets.values())}


def _offset(page: PageText, segment: Segment) -> int | None:
    found = _PAGE_NUMBER.fullmatch(segment.text.strip())
    return int(found["number"]) - page.number if found else None


def _is_furniture(row: _Row, segment: Segment, repeated: set[tuple[str, int | None, int]], numbers: set[int]) -> bool:
    keys = {*_spellings(row.text, row.page.number), *_spellings(segment.text, row.page.number)}
    if any((*key, place) in repeated for key in keys for place in _places(row.y)):
        return True
    offset = _offset(row.page, segment)
    if offset is None or offset not in numbers:
        return False
    if len(numbers) == 1 and row.page.number == 1 and offset == 0 and not _NAMED.search(segment.text):
        edge = row.y > (1 - EDGE) * row.page.height if row.footer else row.y < EDGE * row.page.height
        return edge and row.rank == 0
    return True


def _counts_pages(row: _Row, segment: Segment, pages: int) -> bool:
    """Whether this is the page's number with the number of all pages: "2/2"."""
    found = _PAGE_NUMBER.fullmatch(segment.text.strip())
    return found is not None and found["total"] == str(pages) and found["number"] == str(row.page.number)


def _set_apart(row: _Row, segment: Segment) -> SetApart:
    text = " ".join(segment.text.replace(SOFT_HYPHEN, "").split())
    if _PAGE_NUMBER.fullmatch(text):
        return SetApart("page_number", text, row.page.number)
    return SetApart("footer" if row.footer else "header", text, row.page.number)
