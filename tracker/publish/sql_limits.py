"""What a visitor's SQL may not do beyond the limit of time: SQLite looks at the clock between steps, not inside one.

A function is one step, and some take minutes: `instr` and `replace` compare every place of one long text with all of
another, `printf` counts to two thousand million.
"""

from itertools import islice
from typing import Any, NoReturn

from datasette.utils import sqlite3

LONGEST_VALUE = 2_000_000
"""Bytes of one value or row in a query: more than any text that is stored."""

LARGEST_RESULT = 20_000_000
"""Characters and bytes of all values together that one query gives: much more than fits on a page."""

Value = str | bytes | int | float | None


def limit(connection: sqlite3.Connection) -> None:
    """Limit how long a value is, and put functions that end soon in place of those that do not."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.create_function("instr", 2, _instr, deterministic=True)
    connection.create_function("replace", 3, _replace, deterministic=True)
    for name in ("printf", "format"):
        connection.create_function(name, -1, _left_out, deterministic=True)


def _instr(text: Value, part: Value) -> int | None:
    if text is None or part is None:
        return None
    if isinstance(text, bytes) and isinstance(part, bytes):
        return text.find(part) + 1
    return _as_text(text).find(_as_text(part)) + 1


def _replace(text: Value, old: Value, new: Value) -> str | None:
    if text is None or old is None or new is None:
        return None
    whole, before, after = _as_text(text), _as_text(old), _as_text(new)
    if not before:
        return whole
    if len(whole) + whole.count(before) * (len(after) - len(before)) > LONGEST_VALUE:
        raise ValueError("the text becomes too long")
    return whole.replace(before, after)


def _as_text(value: Value) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _left_out(*_: Value) -> NoReturn:
    raise ValueError("printf and format are left out on this site")


class BoundedConnection(sqlite3.Connection):
    """A connection of which a query, asked for so many rows, gives no more than fits in memory."""

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor that counts how large a result becomes."""
        return super().cursor(factory or _BoundedCursor)


class _BoundedCursor(sqlite3.Cursor):
    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return so many rows, as Datasette asks for a visitor. Raises OperationalError when they are too large."""
        rows, left = [], LARGEST_RESULT
        for row in islice(self, size or self.arraysize):
            left -= sum(len(value) for value in row if isinstance(value, str | bytes))
            if left < 0:
                raise sqlite3.OperationalError("the result is too large; ask for fewer rows or columns")
            rows.append(row)
        return rows
