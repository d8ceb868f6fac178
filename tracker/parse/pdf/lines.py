"""From characters to segments: stretches of text on one baseline, read from left to right."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from tracker.parse.pdf.glyphs import Glyph
from tracker.parse.pdf.records import Ruling, Segment

WIDE_GAP = 0.95
"""A gap of more than this many times the size of the type parts two segments."""

SMALLER = 0.82
"""Type smaller than this share of its neighbour's size is a note mark or an exponent."""

_BOLD = re.compile(r"bold|black|heavy|demi|semibold|[-,]bd|medium$", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|[-,]it$", re.IGNORECASE)


@dataclass(slots=True)
class _Run:
    """Characters that follow each other in the file, on the page, and in style."""

    parts: list[str]
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    artifact: bool
    space_before: bool = False
    space_after: bool = False
    raised: bool = False
    last_x0: float = field(default=0.0)

    @property
    def text(self) -> str:
        return "".join(self.parts)


@lru_cache(maxsize=512)
def _style(font: str) -> tuple[bool, bool]:
    name = font.rpartition("+")[2]
    return bool(_BOLD.search(name)), bool(_ITALIC.search(name))


def read_segments(glyphs: Iterable[Glyph], height: float, verticals: list[Ruling]) -> list[Segment]:
    """Return the text of the characters as segments, from top to bottom and left to right.

    height: of the page, in points. verticals: rulings that part the text on both their sides.
    """
    glyphs = list(glyphs)
    spaced = sum(glyph.text == " " for glyph in glyphs) > len(glyphs) / 25
    runs = _runs(glyphs, height, 0.3 if spaced else 0.16, verticals)
    segments: list[Segment] = []
    for row in _rows(runs):
        segments.extend(_merge(row, 0.3 if spaced else 0.16, verticals))
    return segments


def _runs(glyphs: list[Glyph], height: float, word_gap: float, verticals: list[Ruling]) -> list[_Run]:
    """`word_gap` is the gap that parts two words where no space is printed, as a share of the size of the type."""
    runs: list[_Run] = []
    run: _Run | None = None
    space = False
    font = ""
    for text, x0, x1, y, size, glyph_font, artifact, _, _ in glyphs:
        if text == " ":
            space = True
            continue
        top = height - y
        if run is not None and glyph_font == font and abs(top - run.y) < 0.5 and abs(size - run.size) < 0.2:
            gap = x0 - run.x1
            near = -0.35 * size < gap < WIDE_GAP * size and artifact == run.artifact and x0 >= run.last_x0
            if near and not (verticals and gap > 0.1 * size and _ruled_off(run.x1, x0, top - 0.3 * size, verticals)):
                if space or gap > word_gap * size:
                    run.parts.append(" ")
                run.parts.append(text)
                run.x1 = x1 if x1 > run.x1 else run.x1
                run.last_x0 = x0
                space = False
                continue
        if run is not None:
            run.space_after = space
        bold, italic = _style(glyph_font)
        run = _Run([text], x0, x1, top, size, bold, italic, artifact, space, False, False, x0)
        runs.append(run)
        font = glyph_font
        space = False
    return runs


def _rows(runs: list[_Run]) -> list[list[_Run]]:
    """Group runs by baseline; what is set smaller and a little higher or lower goes with the run that it touches."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=attrgetter("y")):
        if rows and run.y - rows[-1][0].y <= 0.2 * max(run.size, rows[-1][-1].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    heights = [row[0].y for row in rows]
    largest = max((run.size for run in runs), default=0.0)
    for number, row in enumerate(rows):
        for run in list(row):
            host = _host(run, rows, heights) if run.size <= SMALLER * largest else None
            if host is not None:
                run.raised = True
                if host != number:
                    row.remove(run)
                    rows[host].append(run)
    return [sorted(row, key=attrgetter("x0")) for row in rows if row]


def _host(run: _Run, rows: list[list[_Run]], heights: list[float]) -> int | None:
    """Return the row with larger type that `run` is attached to, as an exponent or a note mark is."""
    first = bisect_left(heights, run.y - 1.2 * run.size)
    for number in range(first, len(rows)):
        if heights[number] > run.y + 1.2 * run.size:
            break
        for other in rows[number]:
            if other.raised or other is run or run.size > SMALLER * other.size:
                continue
            shift = other.y - run.y
            touches = -0.15 * other.size <= run.x0 - other.x1 <= 0.45 * other.size
            leads = -0.15 * other.size <= other.x0 - run.x1 <= 0.45 * other.size
            if -0.35 * other.size < shift < 0.65 * other.size and (touches or (leads and shift > 0.1 * other.size)):
                return number
    return None


def _merge(row: list[_Run], word_gap: float, verticals: list[Ruling]) -> list[Segment]:
    """Join the runs of a row that stand close together."""
    segments: list[list[_Run]] = []
    for run in row:
        if segments and not _parted(segments[-1][-1], run, verticals):
            segments[-1].append(run)
        else:
            segments.append([run])
    return [_segment(group, word_gap) for group in segments]


def _parted(left: _Run, right: _Run, verticals: list[Ruling]) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    if gap > WIDE_GAP * size or gap < -0.5 * size or left.artifact != right.artifact:
        return True
    return _ruled_off(left.x1, right.x0, right.y - 0.3 * size, verticals)


def _ruled_off(left: float, right: float, y: float, verticals: list[Ruling]) -> bool:
    """Whether a vertical ruling runs between two texts at this height."""
    return any(left - 1 <= line.x0 <= right + 1 and line.top <= y <= line.bottom for line in verticals)


def _segment(runs: list[_Run], word_gap: float) -> Segment:
    text = ""
    raised: list[tuple[int, int]] = []
    breaks: list[tuple[int, float]] = []
    letters: dict[float, int] = {}
    previous: _Run | None = None
    for run in runs:
        if previous is not None and (
            previous.space_after or run.space_before or run.x0 - previous.x1 > word_gap * max(run.size, previous.size)
        ):
            text += " "
            breaks.append((len(text), run.x0))
        start = len(text)
        text += run.text
        if run.raised:
            raised.append((start, len(text)))
        else:
            letters[run.size] = letters.get(run.size, 0) + len(run.parts)
        previous = run
    styled = [run for run in runs if any(sign.isalnum() for sign in run.text) and not run.raised] or runs
    size = max(letters, key=lambda value: letters[value]) if letters else runs[0].size
    plain = [run for run in runs if not run.raised] or runs
    return Segment(
        text=text,
        x0=runs[0].x0,
        x1=max(run.x1 for run in runs),
        y=max(plain, key=lambda run: len(run.parts)).y,
        size=size,
        bold=all(run.bold for run in styled),
        italic=all(run.italic for run in styled),
        starts_bold=styled[0].bold,
        ends_bold=styled[-1].bold,
        raised=tuple(raised),
        breaks=tuple(breaks),
        artifact=all(run.artifact for run in runs),
    )
