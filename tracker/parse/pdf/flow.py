"""Frames of a page read as lines, in the order in which they are read."""

import re
from collections.abc import Iterator
from operator import attrgetter

from tracker.parse.pdf.columns import Frame
from tracker.parse.pdf.lines import SMALLER, WIDE_GAP
from tracker.parse.pdf.records import MARK, MARK_END, Line, Segment, Table

FIGURES = re.compile(r"\(?\d{1,3}\)?|\*{1,3}|[†‡]")

WIDE_GUTTER = 30.0
"""More white than this beside a column, in points, is white that its lines leave open."""

MANY_LINES = 10
STICKS_OUT = 40.0
"""In a column of many lines, two that end so much further to the right than all others, in points, stick out."""


def read_lines(frame: Frame, number: int) -> Iterator[Line | Table]:
    """Yield the lines and tables of a frame from top to bottom; `number` counts the frames of the document."""
    segments: list[Segment] = []
    result: list[Line | Table] = []
    for item in frame.items:
        if isinstance(item, Table):
            result.extend(_lines(segments, frame.page, number))
            result.append(item)
            segments = []
        else:
            segments.append(item)
    result.extend(_lines(segments, frame.page, number))
    lines = [line for line in result if isinstance(line, Line)]
    if lines:
        left, right = min(line.x0 for line in lines), _right_edge(lines)
        if WIDE_GUTTER < frame.limit - right < float("inf"):
            right = frame.limit - WIDE_GUTTER
        for line in lines:
            line.left, line.right, line.limit = left, right, frame.limit
    yield from result


def _right_edge(lines: list[Line]) -> float:
    """Return where lines end at the latest; of many lines one that sticks out (a long address) does not count."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    if len(ends) >= MANY_LINES and ends[0] - ends[2] > STICKS_OUT:
        return ends[2]
    return ends[0]


def _lines(segments: list[Segment], page: int, frame: int) -> Iterator[Line]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=attrgetter("y", "x0")):
        if rows and segment.y - rows[-1][0].y <= 0.25 * max(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in _with_hanging_marks(rows):
        yield _line(sorted(row, key=attrgetter("x0")), page, frame)


def _with_hanging_marks(rows: list[list[Segment]]) -> list[list[Segment]]:
    """Put a small raised figure before the line that it hangs beside: the number of a footnote."""
    result: list[list[Segment]] = []
    waiting: list[Segment] = []
    for row in rows:
        host = waiting and _hangs_beside(waiting[0], row)
        if host:
            row = [*waiting, *row]
        elif waiting:
            result.append(waiting)
        waiting = []
        if len(row) == 1 and not host and FIGURES.fullmatch(row[0].text):
            if result and _hangs_beside(row[0], result[-1]):
                result[-1] = [row[0], *result[-1]]
            else:
                waiting = row
            continue
        result.append(row)
    return [*result, waiting] if waiting else result


def _hangs_beside(mark: Segment, row: list[Segment]) -> bool:
    first = min(row, key=attrgetter("x0"))
    return (
        mark.size <= SMALLER * first.size
        and abs(mark.y - first.y) <= 0.8 * first.size
        and -0.2 * first.size <= first.x0 - mark.x1 <= 3 * first.size
    )


def _line(segments: list[Segment], page: int, frame: int) -> Line:
    text = ""
    widths: dict[float, int] = {}
    gaps: list[int] = []
    previous: Segment | None = None
    for number, segment in enumerate(segments):
        if previous is not None:
            text += " "
            if segment.x0 - previous.x1 > 0.5 * WIDE_GAP * segment.size:
                gaps.append(number)
        text += _marked(segment)
        widths[segment.size] = widths.get(segment.size, 0) + len(segment.text)
        previous = segment
    styled = [segment for segment in segments if any(sign.isalnum() for sign in segment.text)] or segments
    largest = max(segments, key=lambda segment: len(segment.text))
    return Line(
        text=text,
        page=page,
        x0=segments[0].x0,
        x1=max(segment.x1 for segment in segments),
        y=largest.y,
        size=max(widths, key=lambda size: widths[size]),
        text_x0=segments[gaps[0]].x0 if gaps else segments[0].x0,
        bold=all(segment.bold for segment in styled),
        italic=all(segment.italic for segment in styled),
        starts_bold=styled[0].starts_bold,
        ends_bold=styled[-1].ends_bold,
        head=" ".join(segment.text for segment in segments[: gaps[0]]) if gaps else "",
        tail=" ".join(segment.text for segment in segments[gaps[-1] :]) if gaps else "",
        frame=frame,
        breaks=tuple(x for segment in segments for x in (segment.x0, *(x for _, x in segment.breaks)))[1:],
    )


def _marked(segment: Segment) -> str:
    """Return the text with raised figures between marks."""
    text = segment.text
    for start, end in reversed(segment.raised):
        if FIGURES.fullmatch(text[start:end].strip()):
            text = text[:start] + MARK + text[start:end] + MARK_END + text[end:]
    return text
