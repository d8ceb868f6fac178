"""Sets text in lines, columns and pages: broken words, footnotes at the foot, tables over pages.

All sizes are in points, measured from the lower left corner of an A4 page, as in PDF itself. The order of the
work: runs of text become lines (`set_paragraph`, `set_table`), lines become pages (`paginate`), pages are drawn
(`write_pdf`). Breaking words follows the Dutch patterns of pyphen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Protocol

import pyphen
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = A4
RAISED_SIZE = 0.65  # of a note number, against the size of its text
RAISED_BY = 0.33
NOTE_GAP = 9.0  # between the text of a column and its notes
CELL_PADDING = 3.0
BREAKABLE = re.compile(r"[^\W\d_]{6,}")
# A vowel with a trema loses it where the word is broken before it: such a place is left alone.
TREMA = "äëïöü"


@dataclass(frozen=True)
class Face:
    """The four fonts of a family, and what is printed where a word is broken."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    break_mark: str = "-"

    def font(self, bold: bool, italic: bool) -> str:
        """Return the name of the font for this weight and slope."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


HELVETICA = Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look; `note` is the text of the footnote whose number this run is.

    `font` takes the place of the font that the style would give, for signs that it lacks.
    """

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    note: tuple["Run", ...] = ()
    font: str = ""

    def font_in(self, style: "Style") -> str:
        """Name of the font of this run in a paragraph of that style."""
        return self.font or style.face.font(self.bold or style.bold, self.italic or style.italic)


@dataclass(frozen=True)
class Style:
    """How a paragraph looks. `indent` is that of the text, `marker_indent` that of the marker before it."""

    face: Face = HELVETICA
    size: float = 8.5
    leading: float = 10.4
    bold: bool = False
    italic: bool = False
    justified: bool = True
    breaks_words: bool = True
    indent: float = 0.0
    marker_indent: float = 0.0
    before: float = 0.0
    keeps_with_next: bool = False
    colour: str = "#000000"
    background: str = ""
    stands_apart: bool = False  # keeps its space before at the top of a column


class Box(Protocol):
    """Something with a height that is placed in a column and drawn."""

    before: float
    keeps_with_next: bool
    notes: "tuple[tuple[Box, ...], ...]"
    header: "Box | None"  # what is repeated above it at the top of a column

    @property
    def height(self) -> float:
        """Height without the space before."""

    @property
    def stands_apart(self) -> bool:
        """Whether it keeps its space before at the top of a column."""

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw with the upper left corner at x, y."""


@dataclass
class LineBox:
    """One line of text."""

    words: list[tuple[Run, ...]]
    style: Style
    width: float
    marker: str = ""
    marker_font: str = ""
    stretched: bool = False
    before: float = 0.0
    keeps_with_next: bool = False
    notes: tuple[tuple[Box, ...], ...] = ()
    header: Box | None = None

    @property
    def height(self) -> float:
        """Height without the space before."""
        return self.style.leading

    @property
    def stands_apart(self) -> bool:
        """Whether it keeps its space before at the top of a column."""
        return self.style.stands_apart

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw marker and words."""
        style = self.style
        if style.background:
            canvas.setFillColor(style.background)
            canvas.rect(x - 5, y - self.height - 1.5, self.width + 10, self.height + self.before + 3, stroke=0, fill=1)
        canvas.setFillColor(style.colour)
        base = y - style.leading + (style.leading - style.size) / 2 + 0.2 * style.size
        if self.marker:
            canvas.setFont(self.marker_font or style.face.font(style.bold, style.italic), style.size)
            canvas.drawString(x + style.marker_indent, base, self.marker)
        text = canvas.beginText(x + style.indent, base)
        text.setWordSpace(self._stretch())
        for run in merge_runs(self.words):
            size = style.size * (RAISED_SIZE if run.raised else 1)
            text.setFont(run.font_in(style), size)
            text.setRise(style.size * RAISED_BY if run.raised else 0)
            text.textOut(run.text)
        text.setWordSpace(0)
        canvas.drawText(text)

    def _stretch(self) -> float:
        gaps = len(self.words) - 1
        if not self.stretched or gaps < 1:
            return 0.0
        natural = sum(word_width(word, self.style) for word in self.words) + gaps * space_width(self.style)
        return max(0.0, (self.width - self.style.indent - natural) / gaps)


@dataclass
class RowBox:
    """One row of a table: cells of lines, with lines around them."""

    cells: list[list[LineBox]]
    widths: Sequence[float]
    fill: str = ""
    before: float = 0.0
    keeps_with_next: bool = False
    stands_apart: bool = False
    notes: tuple[tuple[Box, ...], ...] = ()
    header: Box | None = None

    @property
    def height(self) -> float:
        """Height of the highest cell."""
        return max(sum(line.before + line.height for line in cell) for cell in self.cells) + 2 * CELL_PADDING

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the cells with the lines around them."""
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor("#7a7a7a")
        for cell, width in zip(self.cells, self.widths, strict=True):
            if self.fill:
                canvas.setFillColor(self.fill)
            canvas.rect(x, y - self.height, width, self.height, stroke=1, fill=bool(self.fill))
            top = y - CELL_PADDING
            for line in cell:
                top -= line.before
                line.draw(canvas, x + CELL_PADDING, top)
                top -= line.height
            x += width


# ---------------------------------------------------------------------------- words and lines


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=3, right=3)


def break_places(word: str) -> list[tuple[int, bool]]:
    """Return where a word may be broken, as (place, whether a mark is to be printed), in order.

    After a hyphen of its own no mark is printed. A place before a vowel with a trema is left out.
    """
    places = {match.end(): False for match in re.finditer(r"(?<=\w)-(?=\w)", word)}
    for match in BREAKABLE.finditer(word):
        for place in _patterns().positions(match.group()):
            if match.group()[place] not in TREMA:
                places[match.start() + place] = True
    return sorted(places.items())


def word_width(word: Sequence[Run], style: Style) -> float:
    """Width of a word of one or more runs."""
    return sum(
        stringWidth(
            run.text,
            run.font_in(style),
            style.size * (RAISED_SIZE if run.raised else 1),
        )
        for run in word
    )


def space_width(style: Style) -> float:
    """Width of the space between two words."""
    return stringWidth(" ", style.face.font(style.bold, style.italic), style.size)


def merge_runs(words: Sequence[Sequence[Run]]) -> list[Run]:
    """Join words with spaces into as few runs as their looks allow."""
    merged: list[Run] = []
    for number, word in enumerate(words):
        for place, run in enumerate(word):
            text = (" " if number and not place else "") + run.text
            last = merged[-1] if merged else None
            if last and (last.bold, last.italic, last.raised, last.font) == (
                run.bold,
                run.italic,
                run.raised,
                run.font,
            ):
                merged[-1] = replace(last, text=last.text + text)
            elif last and text.startswith(" "):
                merged[-1] = replace(last, text=last.text + " ")
                merged.append(replace(run, text=run.text))
            else:
                merged.append(replace(run, text=text))
    return merged


def words_of(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """Split runs at white space; a word keeps the looks of its parts, and the number of a note sticks to its word."""
    words: list[list[Run]] = [[]]
    for run in runs:
        for place, part in enumerate(re.split(r"[ \t\n]+", run.text)):
            if place:
                words.append([])
            if part:
                words[-1].append(replace(run, text=part))
    return [tuple(word) for word in words if word]


def break_word(word: tuple[Run, ...], style: Style, room: float) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """Break a word so that its first part fits in `room`; None when it cannot be broken so."""
    first, *others = word
    for place, marked in reversed(break_places(first.text)):
        head = (replace(first, text=first.text[:place] + (style.face.break_mark if marked else "")),)
        if word_width(head, style) <= room:
            return head, (replace(first, text=first.text[place:]), *others)
    return None


def _lines(words: list[tuple[Run, ...]], style: Style, width: float) -> Iterator[list[tuple[Run, ...]]]:
    line: list[tuple[Run, ...]] = []
    used, gap = 0.0, space_width(style)
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        needed = word_width(word, style) + (gap if line else 0)
        if used + needed <= width:
            line.append(word)
            used += needed
            continue
        room = width - used - (gap if line else 0)
        parts = break_word(word, style, room) if style.breaks_words else None
        if parts:
            line.append(parts[0])
            word = parts[1]
        elif not line:  # wider than the column and not to be broken: printed as it is
            line.append(word)
            word = ()
        if word:
            waiting.append(word)
        yield line
        line, used = [], 0.0
    if line:
        yield line


def set_paragraph(
    runs: Sequence[Run], style: Style, width: float, marker: str = "", marker_font: str = ""
) -> list[LineBox]:
    """Set one paragraph in lines of at most `width`, with its footnotes set to the same width."""
    lines = list(_lines(words_of(runs), style, width - style.indent)) or [[]]
    boxes = []
    for number, words in enumerate(lines):
        last = number == len(lines) - 1
        boxes.append(
            LineBox(
                words=words,
                style=style,
                width=width,
                marker=marker if number == 0 else "",
                marker_font=marker_font,
                stretched=style.justified and not last,
                before=style.before if number == 0 else 0.0,
                # the first two and the last two lines of a paragraph stay together
                keeps_with_next=style.keeps_with_next or (number == 0 and len(lines) > 2) or number == len(lines) - 2,
                notes=tuple(_set_note(run, style, width) for word in words for run in word if run.note),
            )
        )
    return boxes


def _set_note(run: Run, style: Style, width: float) -> tuple[Box, ...]:
    note_style = Style(face=style.face, size=6.8, leading=8.2, justified=False, indent=9)
    return tuple(set_paragraph(run.note, note_style, width, marker=run.text))


def set_table(
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    style: Style,
    width: float,
    header_fill: str = "#dfe6ee",
) -> list[RowBox]:
    """Set a table of plain cells; the first row is its header, which is repeated where the table goes on."""
    widths = [share / sum(shares) * width for share in shares]
    cell_style = replace(style, justified=False, indent=0, before=0)

    def row_of(cells: Sequence[str], bold: bool) -> RowBox:
        set_cells = [
            [
                line
                for part in cell.split("\n")
                for line in set_paragraph([Run(part, bold=bold)], cell_style, column - 2 * CELL_PADDING)
            ]
            for cell, column in zip(cells, widths, strict=True)
        ]
        return RowBox(cells=set_cells, widths=widths, fill=header_fill if bold else "")

    header = row_of(rows[0], bold=True)
    header.keeps_with_next = True
    header.before = 6.0
    return [header, *(replace(row_of(row, bold=False), header=header) for row in rows[1:])]


# ---------------------------------------------------------------------------- columns and pages


@dataclass(frozen=True)
class Frame:
    """The part of the page that text may fill, and the gap between columns."""

    left: float = 62.0
    right: float = 54.0
    top: float = 84.0
    bottom: float = 72.0
    gap: float = 18.0

    def column_width(self, columns: int) -> float:
        """Width of one column where the text stands in `columns`."""
        return (PAGE_WIDTH - self.left - self.right - (columns - 1) * self.gap) / columns


@dataclass(frozen=True)
class Section:
    """Boxes that stand in the same number of columns."""

    boxes: Sequence[Box]
    columns: int = 1
    new_page: bool = False
    space: float = 0.0  # white space below the section above
    needs: float = 0.0  # with less room than this left it starts on a new page


@dataclass
class Page:
    """What stands on a page: boxes with the place of their upper left corner."""

    placed: list[tuple[Box, float, float]] = field(default_factory=list)
    note_rules: list[tuple[float, float]] = field(default_factory=list)


class Design(Protocol):
    """What stands on each page beside the text."""

    @property
    def frame(self) -> Frame:
        """The part of the page for the text."""

    @property
    def first_top(self) -> float:
        """Where the text of the first page starts, from the top."""

    def decorate(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw running header and footer."""


def _note_height(box: Box) -> float:
    return sum(line.before + line.height for note in box.notes for line in note)


def count_fitting(boxes: Sequence[Box], height: float, least: int = 1) -> int:
    """How many of the boxes, notes included, fit in a column; a box that keeps with the next is not left last.

    At least `least`, fitting or not: 1 in an empty column, so that the work goes on, 0 where a next page is at hand.
    """
    used = notes = 0.0
    count = 0
    for box in boxes:
        if count == 0 and box.header is not None:
            used += box.header.height
        lead = box.before if count or box.stands_apart else 0.0
        extra = _note_height(box)
        gap = NOTE_GAP if notes + extra else 0.0
        if used + lead + box.height + notes + extra + gap > height:
            break
        used += lead + box.height
        notes += extra
        count += 1
    if count == len(boxes):
        return count
    kept = count
    while kept > 0 and boxes[kept - 1].keeps_with_next:
        kept -= 1
    return kept or max(count, least)


def _place_column(page: Page, boxes: Sequence[Box], x: float, top: float, bottom: float) -> float:
    y = top
    if boxes and boxes[0].header is not None:
        page.placed.append((boxes[0].header, x, y))
        y -= boxes[0].header.height
    for number, box in enumerate(boxes):
        y -= box.before if number or box.stands_apart else 0.0
        page.placed.append((box, x, y))
        y -= box.height
    notes = [line for box in boxes for note in box.notes for line in note]
    if notes:
        foot = bottom + sum(line.before + line.height for line in notes)
        page.note_rules.append((x, foot + 3))
        for line in notes:
            foot -= line.before
            page.placed.append((line, x, foot))
            foot -= line.height
        return bottom
    return y


def _balanced_height(boxes: Sequence[Box], columns: int, room: float) -> float:
    height = min(room, sum(box.before + box.height + _note_height(box) for box in boxes) / columns)
    while height < room:
        rest = boxes
        for _ in range(columns):
            rest = rest[count_fitting(rest, height) :] if rest else rest
        if not rest:
            return height
        height += 4.0
    return room


def paginate(sections: Sequence[Section], design: Design) -> list[Page]:
    """Fill pages with the sections; the columns of a section are levelled where another follows on the same page."""
    frame = design.frame
    pages = [Page()]
    top = PAGE_HEIGHT - design.first_top
    for number, section in enumerate(sections):
        followed = number + 1 < len(sections) and not sections[number + 1].new_page
        if section.new_page or top - frame.bottom < section.needs:
            pages.append(Page())
            top = PAGE_HEIGHT - frame.top
        else:
            top -= section.space
        rest = section.boxes
        width = frame.column_width(section.columns)
        while rest:
            room = top - frame.bottom
            height = _balanced_height(rest, section.columns, room) if followed else room
            lowest = top
            least = 1 if top == PAGE_HEIGHT - frame.top else 0
            for column in range(section.columns):
                count = count_fitting(rest, height, least)
                x = frame.left + column * (width + frame.gap)
                lowest = min(lowest, _place_column(pages[-1], rest[:count], x, top, top - height))
                rest = rest[count:]
            top = lowest
            if rest:
                pages.append(Page())
                top = PAGE_HEIGHT - frame.top
    return pages


def write_pdf(path: Path, pages: Sequence[Page], design: Design, title: str, author: str, subject: str) -> None:
    """Draw the pages: header and footer first, as publishers do, then the text column by column.

    The same pages give the same bytes: reportlab's `invariant` leaves out the moment of making.
    """
    canvas = Canvas(str(path), pagesize=A4, invariant=1, lang="nl-NL")
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(subject)
    for number, page in enumerate(pages, start=1):
        design.decorate(canvas, number, len(pages))
        for x, y in page.note_rules:
            canvas.setStrokeColor("#000000")
            canvas.setLineWidth(0.4)
            canvas.line(x, y, x + 60, y)
        for box, x, y in page.placed:
            box.draw(canvas, x, y)
        canvas.showPage()
    canvas.save()
