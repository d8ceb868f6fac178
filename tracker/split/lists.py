"""Which list an item goes on in, and what a paragraph after a list belongs to.

An item is read in the light of the open lists: it goes on in the one that it can be the next of, and else begins one.
Depth as the parser gives it counts where it is known; in the flat style, where all items have one depth, only the
markers tell. A paragraph after a list stays loose until the next item: when that goes on with the list, the paragraph
was part of its last item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.model import Block, BlockKind
from tracker.split.numbering import Count, Series, counts
from tracker.split.tree import Node

LOOSE_REACH = 10
"""Paragraphs that may stand between two items of one numbered list."""

_HIDDEN_MARKER = re.compile(
    r"(?P<marker>[–—−•▪·●-]|\(?(?:[a-z]{1,2}|[A-Z]|[ivx]{1,4}|[IVX]{1,5}|\d{1,2})[.)]|\d{1,2}[°º]\.?)\s?(?=[^\W\d]|[\"‘“'(])"
)


@dataclass(eq=False)
class OpenList:
    """A list that may go on.

    holder: what its items are children of; last: its last item; level: the depth of its items, 0 where not known;
    group: tells the lists of one holder apart; unit: what its items are (`lid`, `definitie`, `overweging`,
    `onderdeel`).
    """

    holder: Node
    last: Node
    level: int
    group: int
    unit: str

    @property
    def count(self) -> Count:
        """How the marker of its last item was read."""
        return self.last.count or Count(Series.BULLET, "", 0)


@dataclass(eq=False)
class Frame:
    """An open division with its open lists, outermost first.

    loose: the paragraphs and rows that came after a list, children of `loose_holder` (a lid or the division) from
    `loose_from` on; the first `suspended` lists may go on after them, the other lists began within them.
    paragraph: the last unmarked paragraph of the division itself.
    """

    node: Node
    lists: list[OpenList] = field(default_factory=list)
    loose: list[Node] = field(default_factory=list)
    loose_holder: Node | None = None
    loose_from: int = 0
    suspended: int = 0
    paragraph: Node | None = None

    @property
    def lid(self) -> Node | None:
        """The open lid."""
        return self.lists[0].last if self.lists and self.lists[0].last.unit == "lid" else None

    def close_lists(self, kept: int = 0) -> None:
        """End all lists but the outermost ones; what stood loose stays where it is."""
        del self.lists[kept:]
        self.loose.clear()
        self.suspended = 0

    def add_loose(self, node: Node, holder: Node) -> None:
        """Add a paragraph or row that may turn out to belong to the last item."""
        holder.children.append(node)
        if not self.lists:
            return
        if not self.loose:
            self.suspended, self.loose_from = len(self.lists), len(holder.children) - 1
        del self.lists[self.suspended :]
        self.loose.append(node)
        self.loose_holder = holder
        if len(self.loose) > LOOSE_REACH:
            self.close_lists(1 if holder is self.lid else 0)

    def adopt_loose(self, item: Node) -> None:
        """Give the loose paragraphs to an item, for its list goes on after them."""
        if self.loose and self.loose_holder is not None and self.loose_holder is not item:
            moved = self.loose_holder.children[self.loose_from :]
            del self.loose_holder.children[self.loose_from :]
            for node in moved:
                joins = node.unit == "alinea" and not node.label and not item.has_parts
                item.children.append(node)
                if joins:
                    item.absorb(node)
        self.loose.clear()
        self.suspended = 0

    def item_of(self, level: int) -> Node | None:
        """Return the open item that an unmarked paragraph of some depth goes on with, and end the lists below it."""
        depth = len(self.lists)
        while depth > self.suspended + (not self.loose) and self.lists[depth - 1].level > level:
            depth -= 1
        if self.loose and depth == self.suspended:
            return self.lid if self.loose_holder is self.lid else None
        if not self.loose:
            self.close_lists(depth)
        else:
            del self.lists[depth:]
        return self.lists[depth - 1].last


def readings_in_context(blocks: Sequence[Block], position: int) -> tuple[Count, ...]:
    """Return the ways to read the marker of an item; where the next item decides ("i." before "j."), only that one."""
    readings = counts(blocks[position].marker) or (Count(Series.BULLET, blocks[position].marker, 0),)
    following = counts(blocks[position + 1].marker) if position + 1 < len(blocks) else ()
    fitting = tuple(each for each in readings if any(after.follows(each) for after in following))
    return fitting if len(fitting) == 1 else readings


def hidden_item(block: Block) -> Block | None:
    """Return a paragraph as an item, where it opens with what can be a marker: "a.een naam", "V. Instellingen"."""
    found = _HIDDEN_MARKER.match(block.text)
    if found is None or not counts(found["marker"]):
        return None
    text = block.text[found.end() :]
    links = tuple(
        replace(link, start=max(0, link.start - found.end()), end=link.end - found.end())
        for link in block.links
        if link.end > found.end()
    )
    return replace(block, kind=BlockKind.ITEM, marker=found["marker"], text=text, links=links)


@dataclass(frozen=True)
class Place:
    """Where an item comes: `depth` lists stay open; it goes on in the innermost of these, or begins one within it."""

    depth: int
    count: Count
    goes_on: bool


def place(frame: Frame, readings: Sequence[Count], level: int) -> Place:
    """Say which list of a division an item goes on in, or where it begins one."""
    following = list(_fitting(frame, readings, level))
    if following:
        return following[0]
    opening = next((each for each in readings if each.opens()), None)
    if opening is None:
        later = _later(frame, readings, level)
        if later:
            return later
    count = opening or readings[0]
    return Place(_depth_of_new(frame.lists, frame.suspended, count, level), count, False)


def goes_on_exactly(frame: Frame, readings: Sequence[Count], level: int) -> bool:
    """Whether an item is the very next of an open list."""
    return any(True for _ in _fitting(frame, readings, level))


def _fitting(frame: Frame, readings: Sequence[Count], level: int) -> Iterator[Place]:
    """Yield the lists that the item is the next of: those of its own depth first, inner before outer."""
    found: list[tuple[int, Place]] = []
    opens = any(each.opens() for each in readings)
    for depth in range(len(frame.lists), 0, -1):
        opened = frame.lists[depth - 1]
        for count in readings:
            if not count.follows(opened.count) or (depth <= frame.suspended and not _resumes(opened, count, frame)):
                continue
            if level == opened.level:
                found.append((0, Place(depth, count, True)))
            elif not level or not opened.level:
                found.append((1, Place(depth, count, True)))
            elif count.series is not Series.BULLET and not (opens and level > opened.level):
                found.append((2, Place(depth, count, True)))
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def _resumes(opened: OpenList, count: Count, frame: Frame) -> bool:
    """Whether a list may go on after loose paragraphs: by its number, or as a list of definitions."""
    if count.series is Series.BULLET:
        return opened.unit == "definitie" and opened.holder is frame.loose_holder
    return True


def _later(frame: Frame, readings: Sequence[Count], level: int) -> Place | None:
    """Find the list of an item that is no first one and the next of none: a number was left out."""
    found: list[tuple[int, int, Place]] = []
    for depth in range(len(frame.lists), 0, -1):
        opened = frame.lists[depth - 1]
        for count in readings:
            if count.comes_after(opened.count) and (depth > frame.suspended or opened.unit == "lid"):
                other_depth = bool(level and opened.level and level != opened.level)
                found.append((other_depth, count.value - opened.count.value, Place(depth, count, True)))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _depth_of_new(lists: Sequence[OpenList], suspended: int, count: Count, level: int) -> int:
    """Return how many lists hold a new one; no suspended list does, for paragraphs stand in between."""
    depth = len(lists)
    while depth > suspended:
        above = lists[depth - 1]
        if level and above.level and level != above.level:
            if level > above.level:
                return depth
        elif not count.like(above.count) and (
            count.usually_within(above.count)
            or above.unit == "definitie"
            or above.last.last_text.rstrip().endswith(":")
        ):
            return depth
        depth -= 1
    return suspended
