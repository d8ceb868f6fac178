"""A matrix as a visitor sees it: every number with what it says and where it leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tracker.dutch import count as in_dutch
from tracker.matrix.choice import NOT_SAID, Choice
from tracker.matrix.counting import POLICY, per_thousand_words
from tracker.matrix.reading import State
from tracker.publish.dutch import is_partly_read
from tracker.publish.matrix.numbers import Overview
from tracker.publish.matrix.view import Measure, chosen_in_address, with_query
from tracker.publish.matrix.words import meaning_of, number, value_words, whole

ROWS = 14
"""Rows on a page."""

PLACES = "/matrix/plaatsen"


@dataclass(frozen=True)
class Number:
    """A number: how many mentions, how it is shown, how much it is in the chosen measure, what it says in a few words
    and in full, and the address of its places ('' of none).
    """

    count: int
    shown: str
    amount: float
    brief: str
    words: str
    address: str


@dataclass(frozen=True)
class Column:
    """A column: the value that it counts, what that is called and what it means."""

    value: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Line:
    """A row: its value and name, how well it was read, and its numbers; none where there is nothing to count."""

    value: str
    name: str
    state: State
    numbers: tuple[Number, ...]
    total: Number | None
    words: int


@dataclass(frozen=True)
class Table:
    """A page of a matrix, and the numbers under it, which are of all pages. `pages` is how many there are."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    totals: tuple[Number, ...]
    total: Number
    pages: int


class Tabulation:
    """Makes the tables of an overview; `path_of` gives an address of the site its prefix."""

    def __init__(self, found: Overview, path_of: Callable[[str], str]) -> None:
        self._view, self._matrix, self._names, self._readings = found.view, found.matrix, found.names, found.readings
        self._places = path_of(PLACES)
        self._columns = [at for at, value in enumerate(found.matrix.columns) if self._is_shown(value, at)]

    def _is_shown(self, value: str, column: int) -> bool:
        """A value that says nothing is shown only where it occurs."""
        return value != NOT_SAID or bool(self._matrix.column_totals[column])

    def table(self) -> Table:
        """Return the page of the view."""
        rows = self._rows()
        pages = max(1, -(-len(rows) // ROWS))
        page = min(self._view.page, pages)
        matrix, choice = self._matrix, self._view.choice
        totals = [
            self._number(int(matrix.column_totals[at]), matrix.all_words, self._chosen({self._view.columns: at}))
            for at in self._columns
        ]
        return Table(
            tuple(self._column(at) for at in self._columns),
            tuple(self._line(row) for row in rows[(page - 1) * ROWS : page * ROWS]),
            tuple(totals),
            self._number(matrix.total, matrix.all_words, choice),
            pages,
        )

    def lines(self) -> list[Line]:
        """Return all rows, not those of one page only."""
        return [self._line(row) for row in self._rows()]

    def columns(self) -> list[Column]:
        """Return the columns."""
        return [self._column(at) for at in self._columns]

    def state_of(self, policy: str) -> State:
        """Return what the numbers of a policy are worth; also pages that could not be read count."""
        reading = self._readings[policy]
        partly = reading.state is State.READ and any(is_partly_read(note) for note in reading.notes)
        return State.PARTLY if partly else reading.state

    def _rows(self) -> list[int]:
        values = self._matrix.rows
        if self._view.rows == POLICY:
            return [row for row, value in enumerate(values) if value in self._readings]
        return [row for row, value in enumerate(values) if value != NOT_SAID or self._matrix.row_totals[row]]

    def _column(self, at: int) -> Column:
        tag, value = self._view.columns, self._matrix.columns[at]
        return Column(value, value_words(tag, value), meaning_of(tag, value))

    def _line(self, row: int) -> Line:
        matrix, tag, value = self._matrix, self._view.rows, self._matrix.rows[row]
        name = self._names[value] if tag == POLICY else value_words(tag, value)
        state = self.state_of(value) if tag == POLICY else State.READ
        words = int(matrix.words[row])
        if state in (State.ABSENT, State.UNREAD):
            return Line(value, name, state, (), None, words)
        numbers = [
            self._number(int(matrix.counts[row, at]), words, self._chosen({tag: row, self._view.columns: at}))
            for at in self._columns
        ]
        total = self._number(int(matrix.row_totals[row]), words, self._chosen({tag: row}))
        return Line(value, name, state, tuple(numbers), total, words)

    def _chosen(self, places: Mapping[str, int]) -> Choice:
        """Return the choice of one number: the values at these places of the sides, beside what is chosen already."""
        sides = {self._view.rows: self._matrix.rows, self._view.columns: self._matrix.columns}
        return replace(self._view.choice, **{name: sides[name][at] for name, at in places.items()})

    def _number(self, count: int, words: int, choice: Choice) -> Number:
        address = with_query(self._places, chosen_in_address(choice)) if count else ""
        said = in_dutch(count, "plek", "plekken")
        if self._view.measure is Measure.COUNT:
            return Number(count, whole(count), count, said, said, address)
        rate = per_thousand_words(count, words)
        brief = f"{number(rate)} per 1.000"
        return Number(count, number(rate), rate, brief, f"{brief} ({said})", address)
