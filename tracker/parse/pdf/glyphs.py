"""The characters of a page as pdfminer gives them, with one spelling for what fonts spell in many ways."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import pdfplumber
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.page import Page

from tracker.parse.markers import PRIVATE_BULLETS

SOFT_HYPHEN = "\u00ad"
REPLACEMENT = "\ufffd"

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
_SPELLING = str.maketrans(
    LIGATURES | dict.fromkeys(ZERO_WIDTH, "") | dict.fromkeys(PRIVATE_BULLETS, "•") | {"\uf0e8": "→", "\uf02a": "*"}
)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_SYMBOL_FONT = re.compile(r"wingding|webding|dingbat", re.IGNORECASE)

_OVERPRINT = 0.1
"""Two equal characters nearer than this share of their size are one, printed twice (imitated bold, a shadow)."""


class Glyph(NamedTuple):
    """One character on the page.

    y is its baseline counted from the bottom of the page; `turned` says that it does not run from left to right;
    `direction` is the first row of the text's matrix (PDF 32000-1, 9.4.4).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    artifact: bool
    turned: bool
    direction: tuple[float, float]


@lru_cache(maxsize=4096)
def normalise(text: str, symbols: bool = False) -> str:
    """Return how the character is written here: ligatures unfolded, list signs of symbol fonts as "•".

    In a font of symbols the letter "L" is a picture: "•". A character that the font does not map to text is U+FFFD, and
    so is a control character. A soft hyphen is kept: at a line's end it tells that the word goes on.
    """
    if symbols and (_UNMAPPED.fullmatch(text) or (not text.isspace() and text < "\u0100")):
        return "•"
    if _UNMAPPED.fullmatch(text):
        return REPLACEMENT
    text = unicodedata.normalize("NFC", text).translate(_SPELLING)
    if text.isspace():
        return " "
    return "".join(REPLACEMENT if _is_no_text(sign) else sign for sign in text)


def _is_no_text(sign: str) -> bool:
    """Whether this is a control character or one of the two values that Unicode keeps free of any meaning."""
    return unicodedata.category(sign) == "Cc" or sign in "\ufffe\uffff"


@lru_cache(maxsize=512)
def is_symbol_font(font: str) -> bool:
    """Whether the font holds signs instead of letters."""
    return bool(_SYMBOL_FONT.search(font))


def page_objects(container: Iterable[object]) -> Iterator[object]:
    """Yield what is drawn on a page, that inside forms included."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from page_objects(item._objs)
        else:
            yield item


def read_glyphs(items: Iterable[object]) -> list[Glyph]:
    """Return the characters among the objects of a page in the order of the file, each once, spaces included."""
    glyphs = []
    for item in items:
        if type(item) is not LTChar:
            continue
        font = item.fontname if isinstance(item.fontname, str) else repr(item.fontname)
        text = normalise(item._text, is_symbol_font(font))
        if not text:
            continue
        a, b, _, _, _, y = item.matrix
        turned = not item.upright or a < 0
        glyphs.append(
            Glyph(text, item.x0, item.x1, y, item.size, font, getattr(item, "tag", None) == "Artifact", turned, (a, b))
        )
    return _without_overprints(glyphs)


def _without_overprints(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop characters printed twice at nearly the same place.

    A rough count over cells of one point tells whether there are any; most pages have none.
    """
    visible = [glyph for glyph in glyphs if glyph.text != " "]
    cells = {(glyph.text, round(glyph.x0), round(glyph.y)) for glyph in visible}
    if len(visible) - len(cells) < 2:
        return glyphs
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text != " ":
            column, row = int(glyph.x0), int(glyph.y)
            near = (
                other
                for dx in (-1, 0, 1)
                for dy in (-1, 0, 1)
                for other in seen.get((glyph.text, column + dx, row + dy), ())
            )
            reach = min(1.0, _OVERPRINT * glyph.size)
            if any(abs(other.x0 - glyph.x0) <= reach and abs(other.y - glyph.y) <= reach for other in near):
                continue
            seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def count_characters(page: Page) -> Counter[str]:
    """Return how often each character that is no whitespace stands on the page, whatever its place."""
    counts: Counter[str] = Counter()
    for glyph in read_glyphs(page_objects(page.layout._objs)):
        counts.update(sign for sign in glyph.text if not sign.isspace() and sign != SOFT_HYPHEN)
    return counts


def pdf_characters(content: bytes) -> Counter[str]:
    """Return how often each character that is no whitespace is in the text of the PDF, independent of its layout.

    Soft hyphens and zero-width characters are not counted, ligatures are unfolded, and a character printed twice at
    the same place counts once: the same rules as for the blocks. A page that cannot be read counts as empty.
    """
    counts: Counter[str] = Counter()
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            counts.update(count_characters(page))
            page.close()
    return counts
