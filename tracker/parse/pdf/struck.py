"""Text that is struck out: what an amendment takes away stands on the page and is no part of what the text says."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tracker.parse.pdf.glyphs import Glyph
from tracker.parse.pdf.records import Ruling

HIGHEST, LOWEST = 0.44, 0.18
"""A line through a letter runs between these shares of its size above its baseline: higher than an underlining."""


def part_struck(glyphs: Sequence[Glyph], rulings: Sequence[Ruling], height: float) -> tuple[list[Glyph], list[Glyph]]:
    """Return the characters that stand, and those that a line runs through.

    height: of the page, in points. A line that is longer than the text it crosses is an ornament or the side of a cell.
    """
    flat = [line for line in rulings if not line.vertical]
    if not flat or not glyphs:
        return list(glyphs), []
    order = sorted(range(len(glyphs)), key=lambda number: height - glyphs[number].y)
    levels = [height - glyphs[number].y for number in order]
    largest = max(glyph.size for glyph in glyphs)
    struck: set[int] = set()
    for line in flat:
        first, last = bisect_left(levels, line.top), bisect_right(levels, line.top + HIGHEST * largest)
        crossed = [number for number in order[first:last] if _crosses(line, glyphs[number], height)]
        if crossed and _is_as_long(line, [glyphs[number] for number in crossed]):
            struck.update(crossed)
    kept = [glyph for number, glyph in enumerate(glyphs) if number not in struck]
    return kept, [glyph for number, glyph in enumerate(glyphs) if number in struck]


def _crosses(line: Ruling, glyph: Glyph, height: float) -> bool:
    above = height - glyph.y - line.top
    return LOWEST * glyph.size < above < HIGHEST * glyph.size and line.x0 <= (glyph.x0 + glyph.x1) / 2 <= line.x1


def _is_as_long(line: Ruling, crossed: Sequence[Glyph]) -> bool:
    size = max(glyph.size for glyph in crossed)
    left, right = min(glyph.x0 for glyph in crossed), max(glyph.x1 for glyph in crossed)
    return line.x0 > left - 0.7 * size and line.x1 < right + 0.7 * size and any(not g.text.isspace() for g in crossed)
