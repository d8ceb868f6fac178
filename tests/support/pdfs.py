"""Small PDFs for the tests, made with reportlab; heights are counted from the top of the page, in points."""

from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tracker.model import BlockKind, Document

WIDTH, HEIGHT = A4
BODY, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"


class Page:
    """A page to write on; a text goes on below the last one where no height is given."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = 100.0

    def line(self, text: str, x: float = 70, y: float | None = None, size: float = 10, font: str = BODY) -> None:
        self.y = self.y + 1.2 * size if y is None else y
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - self.y, text)

    def text(
        self,
        text: str,
        x: float = 70,
        width: float = 450,
        size: float = 10,
        font: str = BODY,
        hang: float = 0,
        gap: float = 6,
    ) -> None:
        """Write a paragraph, broken into lines as wide as the column; `hang` indents all lines but the first."""
        first, *_ = simpleSplit(text, font, size, width)
        rest = text[len(first) :].strip()
        self.y += gap
        for number, line in enumerate([first, *simpleSplit(rest, font, size, width - hang)] if rest else [first]):
            self.line(line, x + (hang if number else 0), size=size, font=font)

    def item(self, marker: str, text: str, x: float = 70, indent: float = 20, width: float = 450) -> None:
        """Write a list item: the marker, and its text beside it."""
        self.y += 3
        start = self.y
        self.text(text, x + indent, width - indent, gap=0)
        end = self.y
        self.line(marker, x, start + 12)
        self.y = end

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)

    def table(self, rows: Sequence[Sequence[str]], xs: Sequence[float], y: float, height: float = 20) -> None:
        """Draw a ruled table with its upper edge at `y`."""
        ys = [y + number * height for number in range(len(rows) + 1)]
        self.grid(xs, ys)
        for number, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=False):
                self.line(cell, x + 3, ys[number] + 14)
        self.y = ys[-1]


def make_pdf(*pages: Callable[[Page], None], prepare: Callable[[Canvas], None] | None = None) -> bytes:
    """Return a PDF with one page for each function."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    if prepare:
        prepare(canvas)
    for draw in pages:
        draw(Page(canvas))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def show(document: Document) -> list[tuple[str, str, str]]:
    """Return (kind, marker, text) of every block."""
    return [(block.kind.value, block.marker, block.text) for block in document.blocks]


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    """Return the texts of the blocks, of one kind or of all."""
    return [block.text for block in document.blocks if kind is None or block.kind == kind]


def apart(document: Document, kind: str) -> list[str]:
    """Return the texts that were set apart as `kind`."""
    return [item.text for item in document.apart if item.kind == kind]


def characters(document: Document) -> Counter[str]:
    """Return how often each character that is no whitespace is in the blocks and in what was set apart."""
    parts = [item.text for item in document.apart]
    for block in document.blocks:
        parts.extend([block.marker, *(block.cells if block.kind == BlockKind.ROW else (block.text,))])
    return Counter(sign for part in parts for sign in part if not sign.isspace())
