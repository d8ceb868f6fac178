"""What a visitor's SQL may not do: one step that takes minutes, one value that takes all memory."""

import sqlite3
import time
from contextlib import closing

import pytest

from tracker.publish.sql_limits import LONGEST_VALUE, limit


@pytest.fixture
def limited():
    with closing(sqlite3.connect(":memory:")) as connection:
        limit(connection)
        yield connection


@pytest.mark.parametrize(
    "arguments",
    ["'abc', 'c'", "'abc', 'x'", "'abc', ''", "'', 'a'", "NULL, 'a'", "'a', NULL", "'één', 'n'", "12345, 34",
     "x'010203', x'03'", "x'616263', 'b'", "'abc', x'62'", "1.5, '.'"],
)  # fmt: skip
def test_instr_gives_what_sqlite_gives(limited, arguments):
    with closing(sqlite3.connect(":memory:")) as plain:
        expected = plain.execute(f"SELECT instr({arguments})").fetchone()
    assert limited.execute(f"SELECT instr({arguments})").fetchone() == expected


@pytest.mark.parametrize(
    "arguments",
    ["'abcabc', 'b', 'xyz'", "'abc', '', 'x'", "'abc', 'b', ''", "NULL, 'a', 'b'", "'a', NULL, 'b'", "'a', 'a', NULL",
     "'aaaa', 'aa', 'b'", "12321, 2, 'x'", "'één', 'é', 'e'"],
)  # fmt: skip
def test_replace_gives_what_sqlite_gives(limited, arguments):
    with closing(sqlite3.connect(":memory:")) as plain:
        expected = plain.execute(f"SELECT replace({arguments})").fetchone()
    assert limited.execute(f"SELECT replace({arguments})").fetchone() == expected


_ZEROS = f"hex(zeroblob({LONGEST_VALUE // 2 - 1}))"
_HALF = f"hex(zeroblob({LONGEST_VALUE // 4}))"


@pytest.mark.parametrize(
    "expression",
    [
        f"instr({_ZEROS}, {_HALF} || '1')",
        f"replace({_ZEROS}, {_HALF} || '1', 'x')",
        f"{_ZEROS} LIKE '%0%0%0%0%0%0%0%0%0%1'",
        f"{_ZEROS} GLOB '*[0]*[0]*[0]*[0]*[0]*1'",
        f"trim({_ZEROS}, hex(zeroblob(50000)))",
        f"json_valid(replace({_ZEROS}, '0', '['))",
        f"upper({_ZEROS})",
    ],
)
def test_one_step_ends_soon(limited, expression):
    begin = time.monotonic()
    limited.execute(f"SELECT {expression}").fetchone()
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize(
    "expression",
    ["zeroblob(900000000)", f"replace({_HALF}, '0', 'xxxxxxxxxx')", f"{_ZEROS} || {_ZEROS}", "hex(randomblob(9000000))",
     "printf('%.*c', 900000000, 'x')", "format('%.*c', 900000000, 'x')"],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Datasette has them told
def test_no_value_is_too_long(limited, expression):
    begin = time.monotonic()
    with pytest.raises(sqlite3.Error):
        limited.execute(f"SELECT {expression}").fetchone()
    assert time.monotonic() - begin < 1
