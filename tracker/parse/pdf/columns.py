"""Reading order: columns are told apart by the white between them, and read one after the other.

What is as wide as the page (a title, an introduction, a table) parts the columns above it from those below it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.parse.pdf.records import Segment, Table

Item = Segment | Table

GUTTER = 8.0
"""Columns stand at least this far apart, in points."""

COLUMN_SHARE = 0.18
"""A column takes at least this share of the width that the text takes."""

FEW_LINES = 4
"""Fewer lines beside each other than this do not make columns by themselves."""

UNLIKE_LENGTHS = 6
"""Two columns that end at heights further apart than this many lines were not set to end together."""

SHORT_LINE = 17
"""Lines with fewer characters than this may be labels or numbers instead of running text."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white between two columns, from x0 to x1."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Its middle, in points from the left of the page."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Frame:
    """A column, or a part of the page that is not in columns: its items from top to bottom.

    limit: where the next column begins, in points from the left of the page.
    """

    page: int
    items: list[Item]
    limit: float = float("inf")


def find_gutter(items: Sequence[Item], known: Sequence[Gutter] = ()) -> Gutter | None:
    """Return the white that parts the page, or a part of it, in columns; None where there is none.

    `known` are the gutters of other pages, the most usual first: at their place a few lines are enough.
    """
    if len(items) < 2:
        return None
    candidates = list(_candidates(items))
    for other in known:
        for gutter in candidates:
            if other.x0 < gutter.x1 and gutter.x0 < other.x1 and _parts_columns(items, gutter, 1, known=True):
                return gutter
    return next((gutter for gutter in candidates if _parts_columns(items, gutter, FEW_LINES)), None)


def usual_gutters(gutters: Sequence[Gutter]) -> list[Gutter]:
    """Return the gutters of a document's pages that return at the same place, the most usual first, one a place."""
    places: dict[int, list[Gutter]] = {}
    for gutter in gutters:
        near = next((place for place in places if abs(place - gutter.middle) < GUTTER), round(gutter.middle))
        places.setdefault(near, []).append(gutter)
    groups = sorted(places.values(), key=len, reverse=True)
    return [group[0] for group in groups if len(group) > 1 and len(group) >= 0.1 * len(gutters)]


def _candidates(items: Sequence[Item]) -> Iterator[Gutter]:
    """Yield the vertical strips that few items cross, the one with most text on its lesser side first."""
    edges: list[tuple[float, int]] = []
    for item in items:
        edges.append((item.x0, 1))
        edges.append((item.x1, -1))
    edges.sort()
    allowed = 0.4 * len(items)
    covering, start = 0, None
    strips: list[tuple[float, float, int]] = []
    for x, change in edges:
        if covering <= allowed and start is not None and x - start >= GUTTER:
            strips.append((start, x, covering))
        covering += change
        start = x
    found = []
    for x0, x1, _ in strips:
        left = sum(item.x1 <= x0 + 0.5 for item in items)
        right = sum(item.x0 >= x1 - 0.5 for item in items)
        if left and right:
            found.append((min(left, right), x1 - x0, Gutter(x0, x1)))
    for _, _, gutter in sorted(found, key=lambda entry: (-entry[0], -entry[1])):
        yield gutter


def _parts_columns(items: Sequence[Item], gutter: Gutter, enough: int, *, known: bool = False) -> bool:
    """Whether running text stands on both sides, in a band that nothing crosses; on one side where it is `known`."""
    width = max(item.x1 for item in items) - min(item.x0 for item in items)
    sides = [item for item in items if item.x1 <= gutter.x1], [item for item in items if item.x0 >= gutter.x0]
    if any(_extent(side) < COLUMN_SHARE * width for side in sides):
        return False
    for band in _bands(items, gutter):
        left = [item for item in band if isinstance(item, Segment) and item.x1 <= gutter.x1]
        right = [item for item in band if isinstance(item, Segment) and item.x0 >= gutter.x0]
        if len(left) < enough or len(right) < enough or _is_grid(left, right):
            continue
        if (is_running_text(left) and is_running_text(right)) or (
            known and (is_running_text(left) or is_running_text(right))
        ):
            return True
    return False


def _extent(items: Sequence[Item]) -> float:
    return max((item.x1 for item in items), default=0.0) - min((item.x0 for item in items), default=0.0)


def _crosses(item: Item, gutter: Gutter) -> bool:
    return item.x0 < gutter.middle < item.x1


def _bands(items: Sequence[Item], gutter: Gutter) -> Iterator[list[Item]]:
    """Yield the items between one that crosses the gutter and the next."""
    band: list[Item] = []
    for item in sorted(items, key=lambda item: item.top):
        if _crosses(item, gutter):
            if band:
                yield band
            band = []
        else:
            band.append(item)
    if band:
        yield band


def is_running_text(lines: Sequence[Segment]) -> bool:
    """Whether most characters stand in lines of running text, not in labels, numbers or markers."""
    characters = sum(len(line.text) for line in lines)
    return sum(len(line.text) for line in lines if len(line.text) >= SHORT_LINE) > 0.75 * characters


def _is_grid(left: list[Segment], right: list[Segment]) -> bool:
    """Whether the two sides are cells of a table: groups of lines on one side start level with those on the other."""
    starts = [_group_starts(lines) for lines in (left, right)]
    if min(len(group) for group in starts) < 3:
        return False
    fewer, more = sorted(starts, key=len)
    level = sum(any(abs(y - other) < 2.0 for other in more) for y in fewer)
    return level >= 0.9 * len(fewer) and len(fewer) >= 0.6 * len(more)


def _group_starts(lines: list[Segment]) -> list[float]:
    """Return the heights at which text starts anew after white of more than a usual line."""
    ordered = sorted(lines, key=lambda line: line.y)
    steps = sorted(below.y - above.y for above, below in pairwise(ordered) if below.y - above.y > 2)
    usual = steps[len(steps) // 4] if steps else 0.0
    starts = [ordered[0].y]
    starts.extend(below.y for above, below in pairwise(ordered) if below.y - above.y > 1.25 * usual)
    return starts


def read_frames(
    page: int, items: Sequence[Item], known: Sequence[Gutter] = (), limit: float = float("inf"), depth: int = 0
) -> list[Frame]:
    """Return the parts of a page in reading order.

    `known`: gutters of other pages of the document, the most usual first; `limit`: where the column to the right
    begins. A column can be parted in columns itself.
    """
    gutter = find_gutter(items, known) if depth < 3 else None
    if gutter is None:
        return [Frame(page, sorted(items, key=lambda item: (item.top, item.x0)), limit)] if items else []
    frames: list[Frame] = []
    crossing, columns = _part(items, gutter)
    wide: list[Item] = []
    previous = float("-inf")
    for number, bound in enumerate([*(item.top for item in crossing), float("inf")]):
        band = [item for item in columns if previous <= _middle(item) < bound]
        if band:
            frames.extend([Frame(page, wide, limit)] if wide else [])
            wide = []
            left = [item for item in band if item.x0 < gutter.middle]
            right = [item for item in band if item.x0 >= gutter.middle]
            left, below = _without_what_is_below_both(left, right)
            edge = min((item.x0 for item in right), default=limit)
            frames.extend(read_frames(page, left, known, edge, depth + 1))
            frames.extend(read_frames(page, right, known, limit, depth + 1))
            wide.extend(below)
        if number < len(crossing):
            wide.append(crossing[number])
            previous = bound
    return [*frames, Frame(page, wide, limit)] if wide else frames


def _without_what_is_below_both(left: list[Item], right: list[Item]) -> tuple[list[Item], list[Item]]:
    """Part the left column from what is set over the full width below two columns of one length, though it is short.

    Such a part opens with a heading after white; without the white, or with columns of unlike length, it is the left
    column that goes on.
    """
    if not left or not right:
        return left, []
    ordered = sorted(left, key=lambda item: (item.top, item.x0))
    end = max(item.bottom for item in right)
    for number, (above, item) in enumerate(pairwise(ordered), start=1):
        if not (isinstance(item, Segment) and isinstance(above, Segment) and item.top > end):
            continue
        heads = item.bold and (not above.bold or item.size > above.size + 0.5)
        if (
            heads
            and item.top - above.bottom > 1.5 * item.size
            and abs(end - above.bottom) < UNLIKE_LENGTHS * above.size
        ):
            return ordered[:number], ordered[number:]
    return left, []


def _middle(item: Item) -> float:
    return (item.top + item.bottom) / 2


def _part(items: Sequence[Item], gutter: Gutter) -> tuple[list[Item], list[Item]]:
    """Return what is as wide as the page, from top to bottom, and what stands in the columns.

    The short last line of a wide paragraph belongs to that paragraph, not to the left column.
    """
    ordered = sorted(items, key=lambda item: (item.top, item.x0))
    crossing: list[Item] = []
    columns: list[Item] = []
    last: Item | None = None
    for item in ordered:
        if _crosses(item, gutter):
            crossing.append(item)
            last = item
        elif last is not None and _continues(last, item, ordered, gutter):
            crossing.append(item)
            last = None
        else:
            columns.append(item)
    level = [item for item in columns if any(_on_one_line(item, wide) for wide in crossing)]
    wide_items = sorted([*crossing, *level], key=lambda item: (round(_middle(item)), item.x0))
    return wide_items, [item for item in columns if not any(item is each for each in level)]


def _on_one_line(item: Item, wide: Item) -> bool:
    """Whether an item is the marker or another part of a line that is as wide as the page."""
    return isinstance(item, Segment) and isinstance(wide, Segment) and abs(item.y - wide.y) < 1.0


def _continues(wide: Item, item: Item, items: Sequence[Item], gutter: Gutter) -> bool:
    if not (isinstance(wide, Segment) and isinstance(item, Segment)):
        return False
    close = 0 < item.y - wide.y < 1.6 * wide.size and abs(item.size - wide.size) < 0.3
    alone = not any(
        isinstance(other, Segment) and abs(other.y - item.y) < 2 and other.x0 >= gutter.x0 for other in items
    )
    return close and alone and abs(item.x0 - wide.x0) < 0.5 * item.size and item.bold == wide.bold
