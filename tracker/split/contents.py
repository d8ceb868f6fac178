"""The printed table of contents: its entries repeat the headings of the text and would divide it a second time."""

import re
from collections.abc import Sequence

from tracker.model import Block, BlockKind, SetApart

_CONTENTS = re.compile(r"inhoud(?:sopgave)?(?: van .{1,60})?:?", re.IGNORECASE)
_PAGE_NUMBERS = re.compile(r"(?:[\s.…]*\d+)+\s*$")
LONGEST_ENTRY = 200
"""Characters of an entry; a longer block is running text, and the contents have ended before it."""

FEWEST_ENTRIES = 3
"""Entries without which the word "Inhoud" above them is a heading like any other."""


def without_contents(blocks: Sequence[Block]) -> tuple[list[Block], tuple[SetApart, ...]]:
    """Set apart a printed table of contents.

    It runs from a heading that says so to the block that repeats its first entry: there the text itself begins.
    """
    for start, block in enumerate(blocks):
        if not block.role and not block.marker and _CONTENTS.fullmatch(block.text.strip()):
            end = _end(blocks, start + 1)
            if end:
                listed = blocks[start:end]
                apart = tuple(SetApart("contents", f"{each.marker} {each.text}".strip(), each.page) for each in listed)
                return [*blocks[:start], *blocks[end:]], apart
    return list(blocks), ()


def _end(blocks: Sequence[Block], first: int) -> int:
    """Return where the text begins below the entries from `first` on, 0 when no heading repeats the first entry."""
    if first >= len(blocks):
        return 0
    entry = _entry(blocks[first])
    for position in range(first, len(blocks)):
        block = blocks[position]
        if len(block.text) > LONGEST_ENTRY:
            return 0
        if position - first >= FEWEST_ENTRIES and block.kind is BlockKind.HEADING and _entry(block) == entry:
            return position
    return 0


def _entry(block: Block) -> str:
    words = " ".join(f"{block.marker} {block.text}".split()).casefold()
    return _PAGE_NUMBERS.sub("", words) or words
