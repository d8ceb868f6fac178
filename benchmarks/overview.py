"""What the numbers of the overview cost: reading what they are counted from, counting, a chart; beside plain SQL."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks._large import TEXTS, clauses_in, large_database, paragraphs
from tracker.matrix.choice import Choice
from tracker.matrix.counting import POLICY, count
from tracker.matrix.mentions import Counted, mentions_in, texts_in
from tracker.matrix.places import PAGE, in_reading_order, places_at
from tracker.publish.charts.drawing import Drawing
from tracker.publish.charts.model import Cell, Chart, Kind, Row
from tracker.publish.charts.spec import WIDE
from tracker.search.catalogue import read_catalogue
from tracker.search.filters import ALL, IN_FORCE, NEWEST

TITLE = "Numbers of the overview on a million clauses"

_DAY = "2026-01-01"

_IN_SQL = """
SELECT versions.policy, form, count(*) FROM mentions
LEFT JOIN clauses ON clauses.id = mentions.clause LEFT JOIN questions ON questions.id = mentions.question
JOIN versions ON versions.id = coalesce(clauses.version, questions.version)
WHERE versions.newest = 1 GROUP BY versions.policy, form
"""


def measure() -> str:
    """Return the table, in Markdown."""
    if not TEXTS.is_dir():
        return "Not measured: ../shared/real is not here."
    with large_database(list(paragraphs(TEXTS))) as database:
        return table(database)


def table(database: Path) -> str:
    """Measure a database that is there: the best of three times, in milliseconds."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        catalogue = read_catalogue(db)
        counted = Counted(db, catalogue)
        found = in_reading_order(counted, mentions_in(counted, counted.texts(db, NEWEST, _DAY), Choice()))
        measured = {
            "one grouped query in SQL, each time": lambda: db.execute(_IN_SQL).fetchall(),
            "once for each state of the database: all texts": lambda: read_catalogue(db),
            "once for each state of the database: all mentions": lambda: Counted(db, catalogue),
            "once a day: which texts hold today": lambda: Counted(db, catalogue).texts(db, IN_FORCE, _DAY),
            "forms by policy, newest versions": lambda: _count(db, counted, NEWEST, "form"),
            "rungs by policy, all versions": lambda: _count(db, counted, ALL, "rung"),
            "the places of a number in order": lambda: _ordered(db, counted),
            "a page of places": lambda: places_at(db, counted, found[:PAGE]),
            "a chart of 14 policies, the first time": _draw,
        }
        lines = [f"| {name} | {_best(measured[name]):.1f} |" for name in measured]
    head = f"{clauses_in(database):,} clauses, {len(counted.mentions.row):,} mentions; milliseconds, the best of three."
    return "\n".join([head, "", "| what | time |", "| --- | ---: |", *lines])


def _count(db: sqlite3.Connection, counted: Counted, versions: str, columns: str) -> None:
    count(counted, counted.texts(db, versions, _DAY), Choice(versions=versions), POLICY, columns)


def _ordered(db: sqlite3.Connection, counted: Counted) -> None:
    choice = Choice(form="regie")
    texts = texts_in(counted, counted.texts(db, NEWEST, _DAY), choice)
    in_reading_order(counted, mentions_in(counted, texts, choice))


def _draw() -> None:
    forms = tuple(f"vorm {number}" for number in range(11))
    cells = tuple(Cell(at, "12", 12, "/matrix/plaatsen", "12 plekken") for at in range(len(forms)))
    rows = tuple(Row(f"Beleidsregel {number}", "132 plekken", cells) for number in range(14))
    asyncio.run(_PEN.svg(Chart(Kind.HEAT, f"{time.perf_counter()}", forms, rows), WIDE, alone=True))


_PEN = Drawing()


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return 1000 * min(times)
