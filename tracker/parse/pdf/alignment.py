"""Tables without rulings, or with horizontal ones only: found where short texts line up in columns, row after row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from tracker.parse.markers import find_marker
from tracker.parse.pdf.columns import Gutter, is_running_text
from tracker.parse.pdf.paragraphs import marker_alone
from tracker.parse.pdf.records import PageText, Ruling, Segment, Table

FEW_ROWS = 3
"""Fewer rows with a text in most columns are no table."""

SHORT_CELL = 22
"""In a table with three or more columns half of the text stands in cells no longer than this, in characters."""

LONG_CELL = 70
"""A longer text on one line is no cell of such a table."""

_NUMERIC = re.compile(r"[-–+€%\d.,\s*()/]+|PM|n\.?v\.?t\.?|-|–", re.IGNORECASE)

Row = list[Segment]
Span = tuple[float, float]


def take_aligned_tables(page: PageText, gutters: Sequence[Gutter] = ()) -> list[Table]:
    """Take tables of three columns or more out of the page's segments and return them, from top to bottom.

    `gutters`: where columns of running text are parted; what stands level beside such a column is no row of it.
    """
    rows = _rows(page.segments)
    if sum(len(row) > 2 for row in rows) < FEW_ROWS:
        return []
    flat = [line for line in page.rulings if not line.vertical]
    tables: list[Table] = []
    position = 0
    while position < len(rows):
        block = _block(rows, position)
        spans = _spans([row for row in block if len(row) > 2])
        rowed = len(spans) > 2 and sum(len(row) > 2 for row in block) >= FEW_ROWS
        if rowed and _is_tabular(block) and not _is_beside_text(block, gutters):
            tables.append(_table(page.number, block, spans, flat))
            position += len(block)
        else:
            position += max(1, len(block))
    taken = {id(segment) for table in tables for row in table.rows for cell in row for segment in cell}
    page.segments = [segment for segment in page.segments if id(segment) not in taken]
    return tables


def _rows(segments: Sequence[Segment]) -> list[Row]:
    rows: list[Row] = []
    for segment in sorted(segments, key=attrgetter("y", "x0")):
        if rows and segment.y - rows[-1][0].y <= 0.25 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=attrgetter("x0")) for row in rows]


def _block(rows: Sequence[Row], start: int) -> list[Row]:
    """Return the rows from `start` on that hang together as a table would; none where the first has few texts."""
    if len(rows[start]) < 3 or _is_long(rows[start]):
        return []
    block = [rows[start]]
    spans = _spans(block)
    for row in rows[start + 1 :]:
        if row[0].y - block[-1][0].y > 3.5 * row[0].size or _is_long(row):
            break
        if len(row) > 2:
            spans = _spans([*(line for line in block if len(line) > 2), row])
        elif any(sum(_overlap((segment.x0, segment.x1), span) > 0 for span in spans) != 1 for segment in row):
            break
        if len(spans) < 3:
            break
        block.append(row)
    while block and len(block[-1]) < 2 and block[-1][0].y - block[-2][0].y > 1.4 * block[-1][0].size:
        block.pop()
    return block


def _is_long(row: Row) -> bool:
    return any(len(segment.text) > LONG_CELL for segment in row)


def _is_tabular(block: Sequence[Row]) -> bool:
    """Whether the texts are cells: mostly short or numbers, and not the lines of narrow columns with list signs."""
    segments = [segment for row in block for segment in row]
    lengths = sorted(len(segment.text) for segment in segments)
    half, total = sum(lengths) / 2, 0
    for length in lengths:
        total += length
        if total >= half:
            break
    markers = sum(marker_alone(segment.text) is not None for segment in segments)
    numeric = sum(bool(_NUMERIC.fullmatch(segment.text)) for segment in segments)
    return (length <= SHORT_CELL or numeric >= 0.4 * len(segments)) and markers < 0.3 * len(segments)


def _is_beside_text(block: Sequence[Row], gutters: Sequence[Gutter]) -> bool:
    segments = [segment for row in block for segment in row]
    for gutter in gutters:
        sides = (
            [segment for segment in segments if segment.x1 <= gutter.middle],
            [segment for segment in segments if segment.x0 >= gutter.middle],
        )
        if len(sides[0]) + len(sides[1]) == len(segments) and any(side and is_running_text(side) for side in sides):
            return True
    return False


def _overlap(one: Span, other: Span) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _spans(rows: Sequence[Row]) -> list[Span]:
    """Return from where to where the columns go: the stretches that texts of these rows cover together."""
    spans: list[Span] = []
    for segment in sorted((segment for row in rows for segment in row), key=attrgetter("x0")):
        if spans and segment.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], segment.x1))
        else:
            spans.append((segment.x0, segment.x1))
    return spans


def _table(page: int, block: Sequence[Row], spans: Sequence[Span], flat: Sequence[Ruling]) -> Table:
    rows: list[list[list[Segment]]] = []
    previous: Row | None = None
    for row in block:
        if previous is None or not _continues(previous, row, flat):
            rows.append([[] for _ in spans])
        for segment in row:
            column = max(range(len(spans)), key=lambda number: _overlap((segment.x0, segment.x1), spans[number]))
            rows[-1][column].append(segment)
        previous = row
    segments = [segment for row in block for segment in row]
    return Table(
        page,
        min(segment.x0 for segment in segments),
        min(segment.top for segment in segments),
        max(segment.x1 for segment in segments),
        max(segment.bottom for segment in segments),
        rows,
        tuple(span[0] for span in spans),
        ruled=False,
    )


def _continues(above: Row, row: Row, flat: Sequence[Ruling]) -> bool:
    """Whether a line goes on with the cells of the line above it: close below, fewer texts, no ruling between."""
    distance = row[0].y - above[0].y
    ruled = any(above[0].y - 1 < line.top < row[0].y - 0.5 * row[0].size for line in flat)
    return len(row) < max(2, len(above)) and distance <= 1.45 * row[0].size and not ruled


def take_paired_rows(segments: Sequence[Segment], page: int) -> tuple[list[Segment], list[Table]]:
    """Take tables of two columns, a name and what it stands for, out of the segments of one column of the page.

    Returns the other segments and the tables. The second texts start at one place, on three lines at least; a line
    that starts there without a first text goes on with the cell above it.
    """
    rows = _rows(segments)
    starts = Counter(round(row[1].x0) for row in rows if _is_pair(row))
    tables: list[Table] = []
    rows = [_split_row(row, [start for start, count in starts.items() if count >= FEW_ROWS]) for row in rows]
    for start, _ in starts.most_common(3):
        tables.extend(_pairs_at(rows, start, page))
        taken = {id(segment) for table in tables for row in table.rows for cell in row for segment in cell}
        rows = [row for row in rows if id(row[0]) not in taken]
    return [segment for row in rows for segment in row], tables


def _split_row(row: Row, starts: Sequence[int]) -> Row:
    """Part a text that runs on into the second column, its first part being nearly as wide as the first column."""
    if len(row) != 1:
        return row
    text = row[0].text
    for offset, x in row[0].breaks:
        if any(abs(x - start) < 2 for start in starts):
            before = replace(row[0], text=text[:offset].rstrip(), x1=x - 1, breaks=(), raised=())
            return [before, replace(row[0], text=text[offset:], x0=x, breaks=(), raised=())]
    return row


def _is_pair(row: Row) -> bool:
    return (
        len(row) == 2
        and marker_alone(row[0].text) is None
        and find_marker(row[0].text) is None
        and row[1].x0 - row[0].x1 > 0.9 * row[0].size
        and len(row[0].text) > 1
    )


def _pairs_at(rows: Sequence[Row], start: int, page: int) -> list[Table]:
    tables: list[Table] = []
    group: list[Row] = []
    for row in [*rows, []]:
        fits = bool(row) and (
            (len(row) == 2 and abs(row[1].x0 - start) < 2 and (bool(group) or _is_pair(row)))
            or (bool(group) and len(row) == 1 and (abs(row[0].x0 - start) < 2 or row[0].x1 < start))
        )
        if fits and group and row[0].y - group[-1][0].y > (4 if len(row) == 2 else 1.6) * row[0].size:
            fits = False
        if fits:
            group.append(row)
            continue
        pairs = [line for line in group if len(line) == 2]
        level = len({round(line[0].x0 / 3) for line in pairs}) == 1
        if len(pairs) >= FEW_ROWS and level and not _are_contents(pairs):
            tables.append(_pair_table(group, start, page))
        group = []
    return tables


def _are_contents(pairs: Sequence[Row]) -> bool:
    """Whether the second texts are page numbers: figures that only go up."""
    numbers = [int(row[1].text) if re.fullmatch(r"\d{1,3}", row[1].text) else -1 for row in pairs]
    return numbers == sorted(numbers) and numbers[0] >= 0


def _pair_table(group: Sequence[Row], start: int, page: int) -> Table:
    rows: list[list[list[Segment]]] = []
    for row in group:
        if len(row) == 2 or not rows:
            rows.append([[], []])
        for segment in row:
            rows[-1][segment.x0 >= start - 2].append(segment)
    segments = [segment for row in group for segment in row]
    x0 = min(segment.x0 for segment in segments)
    return Table(
        page,
        x0,
        min(segment.top for segment in segments),
        max(segment.x1 for segment in segments),
        max(segment.bottom for segment in segments),
        rows,
        (x0, float(start)),
        ruled=False,
    )
