"""What a chart shows, whatever draws it: rows with cells, in words that a visitor reads."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How numbers are shown."""

    HEAT = "heat"  # a square a number, darker for more, with the number in it
    BARS = "bars"  # a bar a row, divided by what part of it each column has


@dataclass(frozen=True)
class Cell:
    """A number: as it is shown, how much it is (> 0), where it leads to, and what it is in words."""

    column: int
    shown: str
    amount: float
    address: str
    words: str


@dataclass(frozen=True)
class Row:
    """A row: its name, what is said beside that, and its cells that are not empty, from left to right.

    is_counted: whether a cell that is not there means none; otherwise nothing is known of it.
    """

    name: str
    beside: str
    cells: tuple[Cell, ...] = ()
    is_counted: bool = True


@dataclass(frozen=True)
class Chart:
    """A chart: `columns` names the columns, `shades` has the colour of each (of bars). `source` is said in a file."""

    kind: Kind
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shades: tuple[str, ...] = ()
    source: str = ""

    @property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for row in self.rows for cell in row.cells]
