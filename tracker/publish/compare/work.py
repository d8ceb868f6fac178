"""Comparing for visitors: in a thread of the pool, one comparison at a time, with a limit, the last ones kept."""

import asyncio
from collections import OrderedDict
from functools import partial
from pathlib import Path

from datasette.database import Database as SiteDatabase
from datasette.utils import sqlite3
from sqlite_utils import Database

from tracker.diff import Report, report_of
from tracker.diff.choice import Pair
from tracker.publish.database import state_of

MOST_CLAUSES = 8_000
MOST_SIGNS = 2_000_000
"""Clauses, and signs of text, of two texts together that are compared for a visitor; it takes some two seconds."""

_KEPT = 8

_SIZE = """
SELECT count(*), coalesce(sum(letters), 0) FROM (
    SELECT length(heading) + length(text) AS letters FROM clauses WHERE version IN (:old, :new)
    UNION ALL SELECT length(question) + length(answer) FROM questions WHERE version IN (:old, :new))
"""


class TooLongError(Exception):
    """Two texts that are together too long to compare while a visitor waits."""


class Comparisons:
    """The last comparisons, as long as the database stays as it is."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple, Report] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def of(self, db: SiteDatabase, pair: Pair) -> Report:
        """Return the comparison of two texts. Raises TooLongError."""
        key = (state_of(Path(db.path)), pair.old and pair.old.id, pair.new.id)
        async with self._one_at_a_time:
            if key not in self._kept:
                self._kept[key] = await db.execute_fn(partial(_compared, pair=pair))
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def reader(connection: sqlite3.Connection) -> Database:
    """Return a connection of the site as the modules that compare use one."""
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _compared(connection: sqlite3.Connection, pair: Pair) -> Report:
    ids = {"old": pair.old.id if pair.old else "", "new": pair.new.id}
    clauses, signs = connection.execute(_SIZE, ids).fetchone()
    if pair.old and (clauses > MOST_CLAUSES or signs > MOST_SIGNS):
        raise TooLongError
    return report_of(reader(connection), pair)


comparisons = Comparisons()
"""Those of this process."""
