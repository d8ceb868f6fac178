"""Whether a page has text to read: measured over its characters, never by the name of a file or a font."""

import re
from collections.abc import Sequence
from itertools import pairwise

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

COMMON_PAIRS = frozenset(
    "en er de an ee aa el in ge st te oo ie et re nd or ar ve et ch va he on is le ij at be me".split()
)
"""Pairs of letters that make up half of all pairs in Dutch words, and a third of those in a list of names."""

FEWEST_COMMON_PAIRS = 0.14
"""With a smaller share of these pairs letters make no words."""

FEW_COMMON_PAIRS, FEWEST_FUNCTION_WORDS = 0.22, 0.04
"""With a small share of the pairs there must be as many function words."""

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
    if sum(sign < "\u0250" for sign in letters) < 0.5 * len(letters):
        return False  # another script than the Latin one: not for us to judge
    pairs = [one + other for word in words for one, other in pairwise(word)]
    common = sum(pair in COMMON_PAIRS for pair in pairs) / max(1, len(pairs))
    known = sum(word in FUNCTION_WORDS for word in words) / len(words)
    return common < FEWEST_COMMON_PAIRS or (common < FEW_COMMON_PAIRS and known < FEWEST_FUNCTION_WORDS)


def numbers(pages: Sequence[PageText], *states: State) -> list[int]:
    """Return the numbers of the pages that are in one of the states."""
    return [page.number for page in pages if not page.error and page.state in states]
