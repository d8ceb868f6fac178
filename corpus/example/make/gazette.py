"""Makes a PDF in the manner of the Gemeenteblad from a regulation in CVDR XML: one text in two formats.

The elements are those of the CVDR schema of KOOP (http://standaarden.overheid.nl/cvdr/terms/). An empty `al`
becomes white space, a `noot` a footnote; a `bijlage` stands in one column, so that its tables have the width of the
page, and follows the closing words on the same page, so that a long table goes on over the next one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from typeset import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Box,
    Frame,
    LineBox,
    Run,
    Section,
    Style,
    paginate,
    set_paragraph,
    set_table,
    write_pdf,
)

BODY = Style()
TITLE = Style(size=13, leading=16, bold=True, justified=False, breaks_words=False)
CHAPTER = Style(size=10.5, leading=13, bold=True, justified=False, breaks_words=False, before=16, keeps_with_next=True)
SECTION = replace(CHAPTER, size=9.2, leading=11.5, italic=True, before=11)
ARTICLE = replace(CHAPTER, size=8.5, leading=10.4, before=10)
LIST_STEP = 15.0
EMPTY_LINE = 5.0
SECTION_SPACE = 16.0
BLUE = "#154273"
ORANGE = "#e17000"
SYMBOLS = "Symbolen"
BULLET = "•"  # reportlab gives it a code in Helvetica that readers of PDF do not know
PRIVATE_BULLET = "\uf0b7"  # what word processors print for a bullet from the font Symbol
# Elements whose children are set one after the other.
CONTAINERS = {"preambule", "considerans", "afkondiging", "structuurtekst", "divisie", "slotformulering"}


@dataclass(frozen=True)
class Issue:
    """Where and when a regulation was published."""

    number: str  # "9900001"
    year: str
    date: str  # as printed: "12 juni 2018"
    municipality: str
    private_bullets: bool = False  # print bullets as word processors do, from the private use area

    @property
    def identifier(self) -> str:
        """Identifier of the publication: `gmb-2018-9900001`."""
        return f"gmb-{self.year}-{self.number}"


@dataclass(frozen=True)
class GazetteDesign:
    """Head of the first page, running title and foot."""

    issue: Issue
    title: str
    frame: Frame = field(default_factory=Frame)
    first_top: float = 128.0

    def decorate(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the head on the first page, the running title on the others, and the foot on all."""
        if page == 1:
            self._head(canvas)
        else:
            canvas.setFillColor("#000000")
            canvas.setFont("Helvetica-Oblique", 7.5)
            canvas.drawString(self.frame.left, PAGE_HEIGHT - 54, self.title)
            self._rule(canvas, PAGE_HEIGHT - 60)
        self._rule(canvas, 52)
        canvas.setFont("Helvetica-Bold", 7.5)
        canvas.setFillColor(ORANGE)
        canvas.drawString(34, 41, str(page))
        canvas.setFillColor(BLUE)
        canvas.drawString(self.frame.left, 41, f"Gemeenteblad {self.issue.year} nr. {self.issue.number}")
        canvas.setFillColor("#000000")
        canvas.drawString(self.frame.left + 150, 41, self.issue.date)

    def _rule(self, canvas: Canvas, y: float) -> None:
        canvas.setStrokeColor(ORANGE)
        canvas.setLineWidth(0.8)
        canvas.line(self.frame.left, y, PAGE_WIDTH - self.frame.right, y)

    def _head(self, canvas: Canvas) -> None:
        canvas.setFillColor(BLUE)
        head = canvas.beginText(self.frame.left, PAGE_HEIGHT - 62)
        head.setFont("Helvetica-Bold", 44)
        head.setHorizScale(76)
        head.textOut("GEMEENTEBLAD")
        head.setHorizScale(100)
        canvas.drawText(head)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(
            self.frame.left, PAGE_HEIGHT - 78, f"Officiële uitgave van de gemeente {self.issue.municipality}"
        )
        right = PAGE_WIDTH - self.frame.right
        canvas.setFillColor(ORANGE)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawRightString(right, PAGE_HEIGHT - 40, f"Nr. {self.issue.number}")
        canvas.setFillColor("#000000")
        canvas.setFont("Helvetica-Bold", 7.5)
        day, month, year = self.issue.date.split()
        canvas.drawRightString(right, PAGE_HEIGHT - 56, f"{day} {month}")
        canvas.drawRightString(right, PAGE_HEIGHT - 68, year)
        self._rule(canvas, PAGE_HEIGHT - 90)


# ---------------------------------------------------------------------------- XML to boxes


def name_of(element: etree._Element) -> str:
    """Name of an element without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """First child with this name."""
    return element.find("{*}" + name)


def needed(element: etree._Element, name: str) -> etree._Element:
    """First child with this name; ValueError where there is none."""
    found = child(element, name)
    if found is None:
        raise ValueError(f"<{name_of(element)}> on line {element.sourceline} has no <{name}>; add it")
    return found


def text_of(element: etree._Element | None) -> str:
    """All text of an element on one line."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def runs_of(element: etree._Element, bold: bool = False, italic: bool = False) -> list[Run]:
    """Text of an `al` with its looks and notes."""
    runs = [Run(element.text or "", bold, italic)]
    for part in element:
        name = name_of(part)
        if name == "noot":
            note = tuple(runs_of(needed(part, "noot.al")))
            runs.append(Run(text_of(needed(part, "noot.nr")), raised=True, note=note))
        elif name:
            runs.extend(runs_of(part, bold or name == "vet", italic or name == "cursief"))
        runs.append(Run(part.tail or "", bold, italic))
    return [part for run in runs for part in _with_symbols(run) if part.text]


def _with_symbols(run: Run) -> list[Run]:
    """Take the bullets within a run from the font of symbols."""
    parts = re.split(f"({BULLET})", run.text)
    return [replace(run, text=part, font=SYMBOLS if part == BULLET else run.font) for part in parts]


@dataclass
class Setter:
    """Sets the elements of a regulation in lines of one width."""

    width: float
    private_bullets: bool = False
    gap: float = 0.0  # white space that an empty `al` asks for before the next paragraph

    def paragraph(self, runs: list[Run], style: Style, marker: str = "") -> list[LineBox]:
        """Set one paragraph, lower by the white space that was asked for."""
        style = replace(style, before=style.before + self.gap)
        self.gap = 0.0
        if marker == BULLET:
            printed = PRIVATE_BULLET if self.private_bullets else BULLET
            return set_paragraph(runs, style, self.width, marker=printed, marker_font=SYMBOLS)
        return set_paragraph(runs, style, self.width, marker=marker)

    def children(self, element: etree._Element, depth: int = 0) -> Iterator[Box]:
        """Set the children of an element one after the other."""
        for part in element:
            yield from self.element(part, depth)

    def element(self, element: etree._Element, depth: int) -> Iterator[Box]:
        """Set one element; `depth` counts the lists and leden around it."""
        name = name_of(element)
        if name == "al":
            yield from self._al(element, depth)
        elif name == "kop":
            yield from self._heading(element)
        elif name == "lijst":
            for item in element:
                yield from self._numbered(item, item.get("nr", ""), depth)
        elif name == "lid":
            yield from self._numbered(element, text_of(child(element, "lidnr")), depth)
        elif name == "table":
            yield from self._table(element)
        elif name == "ondertekening":
            for part in element:
                yield from self._al(part, 0)
        elif name in CONTAINERS or name in {"hoofdstuk", "paragraaf", "artikel"}:
            yield from self.children(element, depth)

    def _al(self, element: etree._Element, depth: int) -> Iterator[Box]:
        runs = runs_of(element)
        if not text_of(element):
            self.gap = EMPTY_LINE
            return
        style = replace(BODY, indent=depth * LIST_STEP)
        if all(run.bold or run.italic for run in runs if run.text.strip()):  # a heading by its looks alone
            style = replace(style, before=EMPTY_LINE, keeps_with_next=True, justified=False)
        yield from self.paragraph(runs, style)

    def _numbered(self, element: etree._Element, number: str, depth: int) -> Iterator[Box]:
        style = replace(BODY, indent=(depth + 1) * LIST_STEP, marker_indent=depth * LIST_STEP)
        parts = [part for part in element if name_of(part) != "lidnr"]
        yield from self.paragraph(runs_of(parts[0]), style, marker=number)
        for part in parts[1:]:
            yield from self.element(part, depth + 1)

    def _heading(self, kop: etree._Element) -> Iterator[Box]:
        label, number, title = (text_of(child(kop, part)) for part in ("label", "nr", "titel"))
        parent = next((name_of(above) for above in kop.iterancestors()), "")
        numbered = " ".join(part for part in (label, number) if part)
        if parent == "artikel":
            # the number on a line of its own, the title on the next
            for place, part in enumerate(part for part in (numbered, title) if part):
                yield from self.paragraph([Run(part)], replace(ARTICLE, before=0 if place else ARTICLE.before))
            return
        style = SECTION if parent in {"paragraaf", "divisie"} else CHAPTER
        if numbered or title:
            yield from self.paragraph([Run(" ".join(part for part in (numbered, title) if part))], style)

    def _table(self, table: etree._Element) -> Iterator[Box]:
        title = text_of(child(table, "title"))
        if title:
            yield from self.paragraph([Run(title, italic=True)], replace(BODY, before=5, keeps_with_next=True))
        rows = [
            ["\n".join(text_of(al) for al in entry) for entry in row.findall("{*}entry")]
            for row in table.iter("{*}row")
        ]
        shares = [float(column.get("colwidth", "1*").rstrip("*")) for column in table.iter("{*}colspec")]
        yield from set_table(rows, shares, replace(BODY, size=8, leading=9.8), self.width)
        self.gap = EMPTY_LINE


def _sections(root: etree._Element, frame: Frame, private_bullets: bool) -> list[Section]:
    wide = Setter(frame.column_width(1), private_bullets)
    narrow = Setter(frame.column_width(2), private_bullets)
    body = needed(root, "body")
    rule = needed(body, "regeling")
    opening: list[Box] = [*set_paragraph([Run(text_of(needed(body, "intitule")))], TITLE, wide.width)]
    wide.gap = 2 * EMPTY_LINE
    opening += wide.children(needed(rule, "aanhef"))
    sections = [Section(opening, columns=1)]
    columns: list[Box] = []
    annexes: list[Box] = []
    notes: list[Box] = []
    for part in rule:
        name = name_of(part)
        if name == "bijlage":
            annexes += list(wide.children(part))
        elif name == "nota-toelichting":
            narrow.gap = SECTION_SPACE if notes else 0.0
            notes += list(narrow.children(part))
        elif name != "aanhef":
            narrow.gap = EMPTY_LINE
            columns += list(narrow.children(part))
    sections.append(Section(columns, columns=2, space=SECTION_SPACE))
    if annexes:
        sections.append(Section(annexes, columns=1, space=SECTION_SPACE))
    if notes:
        sections.append(Section(notes, columns=2, new_page=True))
    return sections


def register_symbols() -> None:
    """Register a font that prints a bullet for U+F0B7, as the font Symbol does in files of word processors."""
    font = TTFont(SYMBOLS, "Vera.ttf")
    bullet = ord(BULLET)
    font.face.charToGlyph[ord(PRIVATE_BULLET)] = font.face.charToGlyph[bullet]
    font.face.charWidths[ord(PRIVATE_BULLET)] = font.face.charWidths[bullet]
    pdfmetrics.registerFont(font)


def make_gazette(source: Path, target: Path, issue: Issue) -> None:
    """Read a regulation in CVDR XML and write it as a PDF in the manner of the Gemeenteblad."""
    register_symbols()
    root = etree.parse(str(source)).getroot()
    title = text_of(root.find("{*}body/{*}intitule"))
    design = GazetteDesign(issue, title)
    pages = paginate(_sections(root, design.frame, issue.private_bullets), design)
    subject = f"Voorbeelddocument: de gemeente {issue.municipality} bestaat niet"
    write_pdf(target, pages, design, title, f"gemeente {issue.municipality}", subject)
