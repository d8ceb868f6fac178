"""Which texts hold a term: the full-text index as sorted arrays of numbers, the last used ones kept in memory."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

Numbers = np.ndarray
"""Numbers of texts (int32), in ascending order."""

NEARBY = 8
"""Words that may stand between the parts of what can also be one word: "initiatief van de bewoners"."""

_KEPT = 32_000_000
"""Numbers kept in memory: 128 MB."""

_LONGEST = 2**31 - 1

_NONE: Numbers = np.zeros(0, np.int32)


def any_of(column: str, alternatives: Iterable[str]) -> str:
    """Return the expression for texts with one of these words in a column of the index."""
    return f"{column} : ({' OR '.join(map(_quoted, alternatives))})"


def phrase(column: str, words: Iterable[str]) -> str:
    """Return the expression for texts with these words one after the other in a column."""
    return f"{column} : {_quoted(' '.join(words))}"


def near(column: str, words: Iterable[str], distance: int = NEARBY) -> str:
    """Return the expression for texts with these words near each other, in any order."""
    return f"{column} : NEAR({' '.join(map(_quoted, words))}, {distance})"


def _quoted(words: str) -> str:
    return '"{}"'.format(words.replace('"', '""'))


class Postings:
    """Answers of the full-text index, shared by the threads of a server."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._held = 0
        self._answers: OrderedDict[str, Numbers] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, connection: sqlite3.Connection, expression: str) -> Numbers:
        """Return the numbers of the texts that an expression finds."""
        return self.kept(expression, lambda: _read(connection, expression))

    def of_any(self, connection: sqlite3.Connection, expressions: Sequence[str], size: int) -> Numbers:
        """Return the numbers of the texts that any of these expressions finds; all are less than `size`."""
        held = [numbers for each in expressions if len(numbers := self.of(connection, each))]

        def together() -> Numbers:
            marked = np.zeros(size, bool)
            for numbers in held:
                marked[numbers] = True
            return np.flatnonzero(marked).astype(np.int32)

        if len(held) < 2:
            return held[0] if held else _NONE
        return self.kept(" OR ".join(expressions), together)

    def kept(self, key: str, read: Callable[[], Numbers]) -> Numbers:
        """Return the numbers that are kept under a key, read when they are not there."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        numbers = read()
        with self._lock:
            if key not in self._answers:
                self._answers[key] = numbers
                self._held += len(numbers)
            while self._held > self._most and len(self._answers) > 1:
                _, dropped = self._answers.popitem(last=False)
                self._held -= len(dropped)
        return numbers


def _read(connection: sqlite3.Connection, expression: str) -> Numbers:
    """Ask the index for all numbers in one string, which is several times as fast as a row a number."""
    sql = "SELECT group_concat(rowid) FROM search_fts WHERE search_fts MATCH ?"
    with long_values(connection):
        (numbers,) = connection.execute(sql, [expression]).fetchone()
    return np.fromstring(numbers or "", dtype=np.int32, sep=",")


@contextmanager
def long_values(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a connection give values of any length for a while: more than is given to visitors who write SQL."""
    limit = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    try:
        yield
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)
