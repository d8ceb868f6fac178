"""Whether a page has text to read: measured over its characters, never by the name of a file or a font."""

import re
from collections.abc import Sequence

from tracker.parse.pdf.glyphs import REPLACEMENT
from tracker.parse.pdf.records import PageText, State

FUNCTION_WORDS = frozenset(
    "de het een van en in op te dat die is voor met aan niet zijn er als of door bij om ook naar wordt worden uit tot "
    "the of and to for that with on are be this by or from as at".split()
)
"""Words that make up a third of any Dutch text, and the English ones: a text in English is no garbage."""

ENOUGH_CHARACTERS = 150
"""Less text than this cannot be judged."""

ENOUGH_WORDS = 60

MOST_ODD = 0.15
"""Text with a larger share of characters that the font does not map to text, or maps to private use, is garbled."""

FEWEST_FUNCTION_WORDS = 0.04
VOWELS_BETWEEN = (0.28, 0.5)
"""The share of vowels among the letters of Dutch is about 0.39; shifted letters fall outside these bounds."""

HARDLY_ANY = 40
"""A page with fewer characters than this beside an image shows a picture or a scan with a stamp."""

IMAGE_SHARE = 0.3
"""An image that covers this share of the page can hold its text."""


def judge(page: PageText) -> State:
    """Return what the page gives to read."""
    text = " ".join(segment.text for segment in page.segments)
    visible = len("".join(text.split()))
    if not visible:
        return State.SCAN if page.image_share > 0.02 or page.drawings else State.EMPTY
    if visible < HARDLY_ANY and page.image_share >= IMAGE_SHARE:
        return State.STAMPED
    return State.GARBLED if is_garbled(text) else State.TEXT


def is_garbled(text: str) -> bool:
    """Whether the text is no language: signs without meaning, or letters that make no words."""
    visible = "".join(text.split())
    if len(visible) < ENOUGH_CHARACTERS:
        return False
    odd = sum(sign == REPLACEMENT or "\ue000" <= sign <= "\uf8ff" for sign in visible)
    if odd > MOST_ODD * len(visible):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    letters = "".join(words)
    if len(words) < ENOUGH_WORDS:
        figures = sum(sign.isdigit() for sign in visible)
        return len(letters) + figures < 0.4 * len(visible)
    known = sum(word in FUNCTION_WORDS for word in words)
    vowels = sum(sign in "aeiouyáéíóúàèëïöü" for sign in letters)
    sane = VOWELS_BETWEEN[0] * len(letters) <= vowels <= VOWELS_BETWEEN[1] * len(letters)
    return known < FEWEST_FUNCTION_WORDS * len(words) and not sane


def numbers(pages: Sequence[PageText], *states: State) -> list[int]:
    """Return the numbers of the pages that are in one of the states."""
    return [page.number for page in pages if not page.error and page.state in states]
