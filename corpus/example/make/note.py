"""Makes a policy note as PDF: cover, contents, chapters in two columns, boxes, notes and a table over pages.

Its text is a file of lines in the manner of Markdown: `key: value` up to the first empty line, then `#` a chapter
(`---` above it: on a new page), `##` a paragraph, `-` an item, `>` a line in a box, `|` a table row (the first is its
header), `[^1]` a footnote and `[^1]: text` its text; all else is a paragraph a line. `**bold**` and `*italic*` stand
within a line.

A word is broken with a soft hyphen (U+00AD) and a bullet is U+F0B7, as in files that word processors make.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from gazette import PRIVATE_BULLET, SYMBOLS, register_symbols
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from typeset import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Box,
    Face,
    Frame,
    LineBox,
    Page,
    Run,
    Section,
    Style,
    paginate,
    set_paragraph,
    set_table,
    write_pdf,
)

VERA = Face("Vera", "VeraBd", "VeraIt", "VeraBI", break_mark="\u00ad")
GREEN = "#00695c"
PALE = "#e4efec"
TEXT = Style(face=VERA, size=9, leading=13.2, justified=False, before=6.0)
CHAPTER = replace(TEXT, size=20, leading=25, colour=GREEN, breaks_words=False, before=0)
HEADING = replace(
    TEXT, size=10.4, leading=14, bold=True, colour=GREEN, breaks_words=False, before=12, keeps_with_next=True
)
ITEM = replace(TEXT, indent=11, before=1.5)
BOXED = replace(TEXT, size=8.2, leading=11.8, background=PALE, indent=3, before=4)
PRINCIPLE = replace(TEXT, bold=True, colour=GREEN, indent=8, before=7)
CELLS = replace(TEXT, size=8, leading=11, before=0)
CONTENTS = "Inhoud"
PAGE_BREAK = "---"
CHAPTER_SPACE = 26.0
CHAPTER_ROOM = 160.0  # a chapter does not start lower than this above the foot
INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\d+)\]")
NOTE_TEXT = re.compile(r"\[\^(\d+)\]: (.+)")


@dataclass(frozen=True)
class NoteText:
    """A note as read: its facts, its lines, and the texts of its footnotes by number."""

    facts: dict[str, str]
    lines: list[str]
    footnotes: dict[str, str]


@dataclass
class Chapter:
    """A chapter heading with the lines below it."""

    heading: str
    new_page: bool
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class NoteDesign:
    """A coloured band on the cover, running title above and page number below the other pages."""

    title: str
    status: str
    frame: Frame = field(default_factory=lambda: Frame(left=68, right=68, top=96, bottom=84, gap=22))
    first_top: float = 300.0

    def decorate(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw what stands beside the text."""
        if page == 1:
            canvas.setFillColor(GREEN)
            canvas.rect(0, PAGE_HEIGHT - 250, PAGE_WIDTH, 250, stroke=0, fill=1)
            canvas.setFillColor("#ffffff")
            canvas.setFont(VERA.regular, 13)
            canvas.drawString(self.frame.left, PAGE_HEIGHT - 70, "gemeente Vlietmonde")
            canvas.setFont(VERA.bold, 46)
            canvas.drawString(self.frame.left, PAGE_HEIGHT - 190, "CONCEPT")
            return
        canvas.setFillColor("#666666")
        canvas.setFont(VERA.regular, 7)
        canvas.drawString(self.frame.left, PAGE_HEIGHT - 56, self.title.upper())
        canvas.drawRightString(PAGE_WIDTH - self.frame.right, PAGE_HEIGHT - 56, self.status)
        canvas.setFont(VERA.bold, 8)
        canvas.drawRightString(PAGE_WIDTH - self.frame.right, 46, str(page))


# ---------------------------------------------------------------------------- text


def read_note(source: Path) -> NoteText:
    """Read the file of a note."""
    head, body = source.read_text(encoding="utf-8").split("\n\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    lines = [line for line in body.splitlines() if line.strip()]
    footnotes = {match[1]: match[2] for match in map(NOTE_TEXT.fullmatch, lines) if match}
    return NoteText(facts, [line for line in lines if not NOTE_TEXT.fullmatch(line)], footnotes)


def chapters_of(lines: Sequence[str]) -> list[Chapter]:
    """Divide the lines over chapters."""
    chapters: list[Chapter] = []
    new_page = False
    for line in lines:
        if line == PAGE_BREAK:
            new_page = True
        elif line.startswith("# "):
            chapters.append(Chapter(line[2:], new_page))
            new_page = False
        else:
            chapters[-1].lines.append(line)
    return chapters


def runs_of(line: str, footnotes: dict[str, str]) -> list[Run]:
    """Read bold, italic and footnotes within a line."""
    runs, done = [], 0
    for match in INLINE.finditer(line):
        runs.append(Run(line[done : match.start()]))
        if match["note"]:
            runs.append(Run(match["note"], raised=True, note=(Run(footnotes[match["note"]]),)))
        else:
            runs.append(Run(match["bold"] or match["italic"], bold=bool(match["bold"]), italic=bool(match["italic"])))
        done = match.end()
    runs.append(Run(line[done:]))
    return [run for run in runs if run.text]


# ---------------------------------------------------------------------------- boxes


def _line_kind(line: str) -> str:
    marker = line.split(" ", 1)[0]
    return marker if marker in {"##", "-", ">", "|"} else ""


def _set_line(kind: str, line: str, footnotes: dict[str, str], width: float) -> list[LineBox]:
    content = line[len(kind) :].strip()
    runs = runs_of(content, footnotes)
    if kind == "##":
        return set_paragraph(runs, HEADING, width)
    if kind == "-":
        return set_paragraph(runs, ITEM, width, marker=PRIVATE_BULLET, marker_font=SYMBOLS)
    if kind == ">":
        return set_paragraph(runs, BOXED, width)
    return set_paragraph(runs, PRINCIPLE if content.startswith("Uitgangspunt ") else TEXT, width)


def _set_lines(lines: Sequence[str], footnotes: dict[str, str], width: float) -> Iterator[Box]:
    for kind, group in groupby(lines, key=_line_kind):
        part = list(group)
        if kind == "|":
            rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in part]
            yield from set_table(rows, (7, 27, 40, 24, 16), CELLS, width, header_fill=PALE)
            continue
        boxes = [box for line in part for box in _set_line(kind, line, footnotes, width)]
        if kind == ">":
            boxes[0].before += 8
            for box in boxes[:-1]:  # a box is not divided over columns
                box.keeps_with_next = True
        yield from boxes


def _chapter_sections(chapter: Chapter, footnotes: dict[str, str], frame: Frame) -> Iterator[Section]:
    heading = set_paragraph([Run(chapter.heading)], CHAPTER, frame.column_width(1))
    has_table = any(_line_kind(line) == "|" for line in chapter.lines)
    columns = 1 if has_table else 2
    body = list(_set_lines(chapter.lines, footnotes, frame.column_width(columns)))
    yield Section(heading, columns=1, new_page=chapter.new_page, space=CHAPTER_SPACE, needs=CHAPTER_ROOM)
    yield Section(body, columns=columns, space=14)


def _cover(facts: dict[str, str], width: float) -> Section:
    lines = [
        (facts["title"], replace(CHAPTER, size=26, leading=33)),
        (facts["subtitle"], replace(TEXT, size=15, leading=20, before=8, breaks_words=False)),
        (facts["status"], replace(TEXT, size=10, leading=14, before=26, breaks_words=False)),
        (facts["colophon"], replace(TEXT, before=220, italic=True)),
    ]
    return Section([box for text, style in lines for box in set_paragraph([Run(text)], style, width)])


def _contents_line(heading: str, page: int, width: float, is_chapter: bool) -> LineBox:
    style = replace(TEXT, bold=is_chapter, breaks_words=False, before=6 if is_chapter else 0)
    font = VERA.font(is_chapter, italic=False)
    room = width - stringWidth(f"{heading}  {page}", font, style.size)
    dots = "." * int(room / stringWidth(".", font, style.size))
    return set_paragraph([Run(f"{heading} {dots} {page}")], style, width + 20)[0]


def _contents(chapters: Sequence[Chapter], found: dict[str, int], frame: Frame) -> list[Section]:
    width = frame.column_width(1)
    lines = []
    for chapter in chapters:
        lines.append(_contents_line(chapter.heading, found.get(chapter.heading, 0), width, is_chapter=True))
        headings = [line[3:] for line in chapter.lines if line.startswith("## ")]
        lines += [_contents_line(heading, found.get(heading, 0), width, is_chapter=False) for heading in headings]
    return [
        Section(set_paragraph([Run(CONTENTS)], CHAPTER, width), new_page=True),
        Section(lines, space=14),
    ]


def _pages_of_headings(pages: Sequence[Page]) -> dict[str, int]:
    """Page on which each heading stands; a heading of two lines is found by its first line, joined to the next."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        headings = [box for box, _, _ in page.placed if isinstance(box, LineBox) and box.style in (CHAPTER, HEADING)]
        words = [" ".join(run.text for word in box.words for run in word) for box in headings]
        for place, text in enumerate(words):
            found.setdefault(text, number)
            found.setdefault(" ".join(words[place : place + 2]), number)
    return found


def make_note(source: Path, target: Path) -> None:
    """Read a note and write it as PDF; it is laid out twice, as its contents name its pages."""
    register_symbols()
    for name in (VERA.regular, VERA.bold, VERA.italic, VERA.bold_italic):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    note = read_note(source)
    facts = note.facts
    design = NoteDesign(facts["title"], "CONCEPT – 13 februari 2018")
    chapters = chapters_of(note.lines)
    body = [part for chapter in chapters for part in _chapter_sections(chapter, note.footnotes, design.frame)]
    cover = _cover(facts, design.frame.column_width(1))
    found: dict[str, int] = {}
    for _ in range(2):
        pages = paginate([cover, *_contents(chapters, found, design.frame), *body], design)
        found = _pages_of_headings(pages)
    write_pdf(target, pages, design, facts["title"], facts["author"], facts["colophon"])
