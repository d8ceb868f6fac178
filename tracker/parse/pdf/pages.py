"""Pages read one by one, or by several processes at a time, into compact records."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO

import pdfplumber
from pdfminer.layout import LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from tracker.model import ReadError, SetApart
from tracker.parse.pdf.drawings import find_drawings
from tracker.parse.pdf.glyphs import SOFT_HYPHEN, Glyph, page_objects, read_glyphs
from tracker.parse.pdf.lines import read_segments
from tracker.parse.pdf.quality import judge
from tracker.parse.pdf.records import Area, PageText, Ruling
from tracker.parse.pdf.struck import part_struck

PAGES_A_PROCESS = 3

# pdfminer warns of every oddity in a damaged file, at length and with its bytes; what matters comes back as an error.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

RULING_WIDTH = 3.0
"""A filled rectangle thinner than this, in points, is a line."""

RECOGNISED_FONT = "GlyphLessFont"
"""The font that Tesseract puts its text in, under the picture of the page."""

SHORTEST_RULING = 2.0
"""A shorter line, in points, is a dot."""

MANY_TURNED = 0.6
"""A page on which a larger share of the characters is turned the same way is read as a page that lies on its side."""


def count_pages(content: bytes) -> int:
    """Return the number of pages.

    Raises:
        ReadError: the file is encrypted, broken or has no pages.
    """
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            number = len(pdf.pages)
    except Exception as error:
        raise _cannot_open(error) from error
    if not number:
        raise ReadError("no-pages", "the PDF has no pages; fetch it again or look at it in a viewer")
    return number


def _cannot_open(error: Exception) -> ReadError:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
        return ReadError(
            "encrypted", "the PDF is encrypted and asks for a password; ask the publisher for an open copy"
        )
    detail = " ".join(str(cause).split())[:120] or type(cause).__name__
    return ReadError("broken-pdf", f"the PDF cannot be opened ({detail}); fetch it again or repair it")


def read_pages(content: bytes, numbers: Sequence[int], jobs: int = 1) -> list[PageText]:
    """Read the pages with these numbers; with `jobs` > 1 by as many processes, each taking every jobs-th page.

    A process is started for PAGES_A_PROCESS pages at least: below that its start takes longer than it saves.
    """
    jobs = min(jobs, len(numbers) // PAGES_A_PROCESS)
    if jobs <= 1:
        return _read_share(content, numbers)
    with ProcessPoolExecutor(jobs) as pool:
        shares = pool.map(_read_share, [content] * jobs, [numbers[first::jobs] for first in range(jobs)])
        return sorted((page for share in shares for page in share), key=lambda page: page.number)


def _read_share(content: bytes, numbers: Sequence[int]) -> list[PageText]:
    pages = []
    with pdfplumber.open(BytesIO(content)) as pdf:
        for number in numbers:
            page = pdf.pages[number - 1]
            pages.append(read_page(page))
            page.close()
    return pages


def read_page(page: Page) -> PageText:
    """Return the text and the lines of one page; a page that pdfminer cannot read comes back with `error`."""
    try:
        items = list(page_objects(page.layout._objs))
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        return PageText(page.page_number, error=" ".join(str(cause).split())[:120] or type(cause).__name__)
    width, height = float(page.layout.width), float(page.layout.height)
    result = PageText(page.page_number, width, height)
    glyphs, lying = _upright(read_glyphs(items), width, height)
    if lying:
        result.width, result.height = height, width
    else:
        _read_shapes(items, result)
        glyphs = _standing(_inside_crop_box(glyphs, page, result), result)
    result.recognised = sum(glyph.font.endswith(RECOGNISED_FONT) for glyph in glyphs) > len(glyphs) / 2
    verticals = [line for line in result.rulings if line.vertical]
    result.segments = read_segments(_horizontal(glyphs, result), result.height, verticals)
    result.state = judge(result)
    return result


def _upright(glyphs: list[Glyph], width: float, height: float) -> tuple[list[Glyph], bool]:
    """Turn a page that lies on its side: its text runs upwards or downwards, with no /Rotate to tell."""
    turned = [glyph for glyph in glyphs if glyph.turned]
    if len(turned) <= MANY_TURNED * len(glyphs):
        return glyphs, False
    upwards = sum(1 if glyph.direction[1] > 0 else -1 for glyph in turned) > 0
    return [_turn(glyph, upwards, width, height) for glyph in glyphs], True


def _turn(glyph: Glyph, upwards: bool, width: float, height: float) -> Glyph:
    """Return the character as on the page turned a quarter; a character that was upright becomes a turned one."""
    if not glyph.turned:
        return glyph._replace(turned=True)
    size, length = glyph.x1 - glyph.x0, glyph.size
    if upwards:
        return glyph._replace(x0=glyph.y, x1=glyph.y + length, y=width - glyph.x1 + 0.2 * size, size=size, turned=False)
    start = height - glyph.y
    return glyph._replace(x0=start, x1=start + length, y=glyph.x0 + 0.2 * size, size=size, turned=False)


def _inside_crop_box(glyphs: list[Glyph], page: Page, result: PageText) -> list[Glyph]:
    """Set apart, as `hidden`, what lies outside the part of the page that is shown."""
    left, top, right, bottom = (float(edge) for edge in page.cropbox)
    media_left, media_top = float(page.mediabox[0]), float(page.mediabox[1])
    left, right, top, bottom = left - media_left, right - media_left, top - media_top, bottom - media_top
    if page.rotation or (left <= 0 and top <= 0 and right >= result.width and bottom >= result.height):
        return glyphs
    shown: list[Glyph] = []
    hidden: list[Glyph] = []
    for glyph in glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        level = result.height - glyph.y
        inside = left - 1 <= middle <= right + 1 and top - 1 <= level <= bottom + glyph.size
        (shown if inside else hidden).append(glyph)
    if hidden:
        result.apart.append(SetApart("hidden", _joined(hidden), result.number))
    return shown


def _standing(glyphs: list[Glyph], result: PageText) -> list[Glyph]:
    """Set apart, as `hidden`, what is struck out."""
    kept, struck = part_struck(glyphs, result.rulings, result.height)
    if any(not glyph.text.isspace() for glyph in struck):
        result.struck = True
        result.apart.append(SetApart("hidden", _joined(struck), result.number))
    return kept


def _horizontal(glyphs: list[Glyph], result: PageText) -> list[Glyph]:
    """Set apart, as `illustration`, what is turned: watermarks, text along a margin, labels along an axis."""
    turned = [glyph for glyph in glyphs if glyph.turned]
    if not turned:
        return glyphs
    text = _joined(turned)
    if text:
        result.apart.append(SetApart("illustration", text, result.number))
    return [glyph for glyph in glyphs if not glyph.turned]


def _joined(glyphs: list[Glyph]) -> str:
    text, y = "", None
    for glyph in glyphs:
        if y is not None and abs(glyph.y - y) > 0.5 * glyph.size and not glyph.turned:
            text += " "
        text, y = text + glyph.text, glyph.y
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def _read_shapes(items: list[object], result: PageText) -> None:
    curves: list[Area] = []
    covered = 0.0
    height = result.height
    for item in items:
        if isinstance(item, LTCurve):
            lines = list(_rulings(item, height))
            result.rulings.extend(lines)
            if not lines and not isinstance(item, LTRect | LTLine):
                curves.append(Area(item.x0, height - item.y1, item.x1, height - item.y0))
        elif isinstance(item, LTImage):
            covered += max(0.0, item.width) * max(0.0, item.height)
    result.image_share = min(1.0, covered / max(1.0, result.width * result.height))
    result.drawings = find_drawings(curves, result.width, result.height)


def _rulings(item: LTCurve, height: float) -> Iterator[Ruling]:
    """Yield the lines that a shape is seen as: a thin one, straight or mitred, as a line; a frame as its four sides."""
    x0, x1, top, bottom = item.x0, item.x1, height - item.y1, height - item.y0
    if min(x1 - x0, bottom - top) <= RULING_WIDTH:
        if max(x1 - x0, bottom - top) > max(SHORTEST_RULING, 3 * min(x1 - x0, bottom - top)):
            yield _straightened(x0, top, x1, bottom)
    elif getattr(item, "stroke", False) and isinstance(item, LTRect):
        yield Ruling(x0, top, x1, top)
        yield Ruling(x0, bottom, x1, bottom)
        yield Ruling(x0, top, x0, bottom)
        yield Ruling(x1, top, x1, bottom)


def _straightened(x0: float, top: float, x1: float, bottom: float) -> Ruling:
    if x1 - x0 >= bottom - top:
        level = (top + bottom) / 2
        return Ruling(x0, level, x1, level)
    middle = (x0 + x1) / 2
    return Ruling(middle, top, middle, bottom)
