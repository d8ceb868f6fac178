"""Lists that are open while a text is read: where an item belongs, and which words after it are still its own.

The publisher's markup (role, level) decides where it is there. Where it is not, a marker is read in the light of the
open lists: it goes on in the innermost list that it can be the next of, and else begins a list within the last item.
"""

from collections.abc import Callable, Sequence

from tracker.model import Block, BlockKind
from tracker.split.divisions import is_heading
from tracker.split.numbering import Count, Series, counts
from tracker.split.tree import Node

WORDS_OF_AN_ITEM = 8
"""Unmarked paragraphs that may stand between an item and the next one of its list, and then belong to the item."""


def continued_later(blocks: Sequence[Block]) -> list[bool]:
    """Say of each block whether it is an item whose list goes on, in number, after unmarked paragraphs.

    Bullets count nothing, so they cannot tell a list that goes on from a new one.
    """
    found = [False] * len(blocks)
    later: dict[tuple[Series, str, int], int] = {}  # items to come that follow none yet: paragraphs counted there
    paragraphs = 0
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if is_heading(block):
            later.clear()
        elif block.kind is BlockKind.PARAGRAPH:
            paragraphs += 1
        elif block.kind is BlockKind.ITEM:
            for each in counts(block.marker):
                if each.value and each.series is not Series.SECTION:
                    following = later.pop((each.series, each.dress, each.value + 1), None)
                    found[position] |= following is not None and paragraphs - following <= WORDS_OF_AN_ITEM
                    later[each.series, each.dress, each.value] = paragraphs
    return found


def readings_in_context(blocks: Sequence[Block], position: int) -> tuple[Count, ...]:
    """Return the ways to read the marker of an item; where the next item decides ("i." before "j."), only that one."""
    readings = counts(blocks[position].marker) or (Count(Series.BULLET, blocks[position].marker, 0),)
    following = counts(blocks[position + 1].marker) if position + 1 < len(blocks) else ()
    fitting = tuple(each for each in readings if any(after.follows(each) for after in following))
    return fitting if len(fitting) == 1 else readings


class OpenLists:
    """The open items, outermost first (a lid is the first of them), and the paragraph that an item may belong to."""

    def __init__(self) -> None:
        self.items: list[Node] = []
        self.paragraph: Node | None = None

    def close(self) -> None:
        """End all lists, as a heading does."""
        self.items.clear()
        self.paragraph = None

    def end_by(self, paragraph: Node) -> None:
        """End all lists by a paragraph that stands on its own."""
        self.items.clear()
        self.paragraph = paragraph

    @property
    def lid(self) -> Node | None:
        """The open lid."""
        return self.items[0] if self.items and self.items[0].unit == "lid" else None

    def item_of(self, block: Block) -> Node | None:
        """Return the lid or item that an unmarked paragraph belongs to, and end the lists below that one."""
        if not self.items or block.marker:
            return None
        if not block.level:
            kept = [index for index, node in enumerate(self.items) if node.continued or node.unit == "lid"]
            del self.items[kept[-1] + 1 if kept else 0 :]
        while len(self.items) > 1 and block.level and self.items[-1].depth > block.level:
            self.items.pop()
        return self.items[-1] if self.items else None

    def place(self, block: Block, readings: tuple[Count, ...]) -> Count:
        """Close the lists that an item ends and say how its marker is read; what stays open is what holds it."""
        if block.role == "lid":
            self.items.clear()
        if block.role and block.level:
            return self._place_marked_up(block.level, readings)
        if found := self._go_on(range(len(self.items)), readings, Count.follows):
            return found
        if any(each.opens() for each in readings):
            return next(each for each in readings if each.opens())
        return self._resume(readings)

    def _place_marked_up(self, level: int, readings: tuple[Count, ...]) -> Count:
        """Place an item whose depth the markup gives.

        In the flat style all items of an article stand in one list, and only their markers tell which is within which:
        there an item with a marker of another kind than its neighbours begins a list within the one before it.
        """
        while self.items and self.items[-1].depth > level:
            self.items.pop()
        siblings = [index for index, node in enumerate(self.items) if node.depth == level and node.count]
        if found := self._go_on(siblings, readings, Count.follows):
            return found
        nearest = self.items[siblings[-1]].count if siblings else None
        opening = [each for each in readings if each.opens() and not (nearest and each.like(nearest))]
        if opening:
            return opening[0]
        if found := self._go_on(siblings, readings, Count.like):
            return found
        if siblings:
            del self.items[siblings[0] :]
        return readings[0]

    def _go_on(
        self, siblings: Sequence[int], readings: tuple[Count, ...], fits: Callable[[Count, Count], bool]
    ) -> Count | None:
        """End the innermost of the sibling items that one of the readings fits, with all within it."""
        for index in reversed(siblings):
            before = self.items[index].count
            fitting = [each for each in readings if before and fits(each, before)]
            if fitting:
                del self.items[index:]
                return fitting[0]
        return None

    def _resume(self, readings: tuple[Count, ...]) -> Count:
        """Place an item that is not the next of any list and no first one: a number was skipped, or has a letter."""
        if found := self._go_on(range(len(self.items)), readings, _comes_later):
            return found
        if self.lid is not None and readings[0].series is Series.DECIMAL:
            self.items.clear()
        return readings[0]


def _comes_later(count: Count, before: Count) -> bool:
    return count.like(before) and count.value >= before.value
