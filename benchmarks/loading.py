"""Loading a database of a million clauses as tables, against pandas reading the same columns with SQL."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

TITLE = "Loading 1,000,000 clauses as tables"
CLAUSES = 1_000_000
REGISTER = Path(__file__).resolve().parent.parent / "corpus" / "example" / "sources.toml"

OURS = "from tracker import analysis; tables = analysis.load(sys.argv[1]); print(len(tables.clauses))"
PANDAS = """
import sqlite3
import pandas as pd
from tracker.analysis.columns import TABLES, stored

connection = sqlite3.connect(sys.argv[1])
frames = {}
for table in TABLES:
    names = ", ".join(f'"{name}"' for name in stored(table))
    frames[table] = pd.read_sql(f'SELECT {names} FROM "{table}"', connection)
print(len(frames["clauses"]))
"""
JOINED = PANDAS.replace(
    'print(len(frames["clauses"]))',
    """
known = frames["versions"].merge(frames["policies"], left_on="policy", right_on="id", suffixes=("", "_policy"))
clauses = frames["clauses"].merge(known, left_on="version", right_on="id", suffixes=("", "_version"))
mentions = frames["mentions"].merge(clauses, left_on="clause", right_on="id", how="left", suffixes=("", "_clause"))
print(len(clauses))
""",
)


def repeat(database: Path, clauses: int) -> None:
    """Repeat every version of a database, with its clauses and mentions, until it has so many clauses."""
    with sqlite3.connect(database) as db:
        for kind, name in db.execute("SELECT type, name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP {kind} "{name}"')  # writing the search along is not what is measured
        there = db.execute("SELECT count(*) FROM clauses").fetchone()[0]
        db.execute("CREATE TEMP TABLE copies AS SELECT value AS k FROM json_each(?)", [_numbers(clauses // there)])
        suffix = "|| '-k' || k"
        moved = f"{{0}}.version {suffix} || substr({{0}}.{{1}}, length({{0}}.version) + 1)"
        _copy(db, "versions", {"id": f"id {suffix}", "retrieved": "date(retrieved, k || ' days') || 'T06:00:00Z'"})
        places = {name: moved.format("clauses", name) for name in ("id", "parent", "lineage")}
        _copy(db, "clauses", places | {"version": f"version {suffix}"})
        place = moved.format("clauses", "id")
        names = {"id": f"mentions.id {suffix}", "clause": place}
        _copy(
            db, "mentions", names, "JOIN clauses ON clauses.id = mentions.clause AND instr(clauses.version, '-k') = 0"
        )


def _numbers(copies: int) -> str:
    return f"[{','.join(map(str, range(1, copies + 1)))}]"


def _copy(db: sqlite3.Connection, table: str, changed: dict[str, str], join: str = "") -> None:
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    values = ", ".join(changed.get(name, f'{table}."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    db.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM copies CROSS JOIN {table} {join} ORDER BY k")


def timed(program: str, database: Path) -> tuple[float, float]:
    """Run a program in a process of its own; return the seconds of its work without imports, and its peak in MB."""
    timing = (
        "import sys, time\nimport pandas, pyarrow, tracker.analysis, sqlite3\nstart = time.perf_counter()\n"
        f"{program}\nprint(time.perf_counter() - start)"
    )
    process = subprocess.Popen([sys.executable, "-c", timing, str(database)], stdout=subprocess.PIPE, text=True)
    said, usage = process.stdout.read().split() if process.stdout else [], os.wait4(process.pid, 0)
    if usage[1]:
        raise RuntimeError(f"loading {database} ended with {os.waitstatus_to_exitcode(usage[1])}")
    return float(said[1]), usage[2].ru_maxrss / 1024


def measure() -> str:
    """Return the table, in Markdown."""
    lines = ["| what | seconds (median of 3) | against the first | peak memory (MB) |", "| --- | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "groot.db"
        run = [sys.executable, "-m", "tracker", "run", "--sources", str(REGISTER), "--db", str(database)]
        subprocess.run(run, check=True, capture_output=True)
        repeat(database, CLAUSES)
        programs = {
            "`pandas.read_sql`, the stored columns": PANDAS,
            "`pandas.read_sql`, and two merges": JOINED,
            "`tracker.analysis.load`: types, joins, order": OURS,
        }
        rounds = [{what: timed(program, database) for what, program in programs.items()} for _ in range(3)]
    first = 0.0
    for what in programs:
        seconds = sorted(each[what][0] for each in rounds)[1]
        first = first or seconds
        peak = max(each[what][1] for each in rounds)
        lines.append(f"| {what} | {seconds:.1f} | {seconds / first:.2f} | {peak:,.0f} |")
    return "\n".join(lines)
