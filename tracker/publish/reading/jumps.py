"""Which mentions of a text a reader wants to see, their numbers, and the way from each to the next."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.publish.reading.marking import MarkedPlace
from tracker.publish.reading.outline import Outline, Part
from tracker.publish.reading.rows import Row
from tracker.publish.reading.said import Values


@dataclass(frozen=True)
class Choice:
    """What a reader chose: mentions of one form, of one holder, or none at all; empty is: all of them."""

    form: str = ""
    holder: str = ""
    off: bool = False

    def takes(self, row: Row) -> bool:
        """Return whether a mention is one that the reader wants to see."""
        return not self.off and self.form in ("", row["form"]) and self.holder in ("", row["holder"])


class Placed(NamedTuple):
    """A mention in one field (`text`, `question`, `answer`) of a clause or question."""

    field: str
    place: MarkedPlace


@dataclass(frozen=True)
class Numbered:
    """The mentions of one part, by the clause or question that they are in, and how many there are.

    first: number of the first chosen one in this part, 0 where there is none. total: chosen ones in the whole text.
    counts: by form and holder how many there are before this part and in the whole text.
    """

    placed: Mapping[str, Sequence[Placed]]
    first: int
    total: int
    counts: Mapping[tuple[str, str], tuple[int, int]]


def values_of(row: Row) -> Values:
    """Return the values of a stored mention."""
    return Values(row["form"], row["holder"], row["rung"], row["force"], row["polarity"])


def numbered(
    outline: Outline,
    part: Part,
    mentions: Mapping[str, Sequence[Row]],
    choice: Choice,
    address: Callable[[Part, int], str],
) -> Numbered:
    """Number the chosen mentions of a text in reading order and make those of one part.

    `address(part, number)` is where a mention stands; after the last one comes the first again.
    """
    part_of: list[Part] = []  # of each chosen mention
    before: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for each in outline.parts:
        for entry in outline.entries[each.start : each.end]:
            for row in mentions.get(entry.id, ()):
                every[row["form"], row["holder"]] += 1
                before[row["form"], row["holder"]] += each.number < part.number
                if choice.takes(row):
                    part_of.append(each)
    number = sum(1 for each in part_of if each.number < part.number)
    total, first = len(part_of), number + 1 if part in part_of else 0
    placed: dict[str, list[Placed]] = {}
    for entry in outline.entries[part.start : part.end]:
        for row in mentions.get(entry.id, ()):
            stretch = row["start"], row["end"], values_of(row)
            if not choice.takes(row):
                place = MarkedPlace(*stretch)
            else:
                number += 1
                onward = 1 if number == total else number + 1
                following = "" if total == 1 else address(part_of[onward - 1], onward)
                place = MarkedPlace(*stretch, number, total, following)
            placed.setdefault(entry.id, []).append(Placed(row["field"], place))
    counts = {pair: (before[pair], amount) for pair, amount in every.items()}
    return Numbered(placed, first, total, counts)
