"""Long lists in pages: which page an address asks for, and how many there are."""

from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Pages:
    """Page `number` (from 1) of `count` pages of `size` things each."""

    number: int
    count: int
    size: int

    def of(self, things: list[T]) -> list[T]:
        """Return the things on this page."""
        return things[(self.number - 1) * self.size : self.number * self.size]


def pages_of(given: str | None, things: int, size: int) -> Pages:
    """Return the page that an address asks for; the first or the last where it names none that is there."""
    count = max(1, -(-things // size))
    number = int(given) if given and given.isascii() and given.isdigit() and len(given) < 7 else 1
    return Pages(min(max(number, 1), count), count, size)
