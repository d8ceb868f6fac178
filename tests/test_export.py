"""Every table as CSV, JSON and Parquet: complete, typed, the same twice, whole or not at all."""

import csv
import json
import sqlite3

import pandas as pd
import pytest
from support.extractions import build

from tracker.export import TABLES, export
from tracker.model import TrackerError


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return build(tmp_path_factory.mktemp("export") / "tracker.db")


def stored(database, table: str) -> list[dict]:
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f'SELECT * FROM "{table}" ORDER BY rowid')]


def read_csv(path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(row: dict) -> dict:
    """What a CSV file can say of a row."""
    return {key: "" if value is None else str(value) for key, value in row.items()}


def test_every_table_of_ours_is_written(database):
    with sqlite3.connect(database) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    index = ("_", "sqlite_", "search_")  # made again from the clauses and questions
    ours = {name for (name,) in names if "_fts" not in name and not name.startswith(index)}
    assert set(TABLES) == ours


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_come_back(database, tmp_path, table):
    expected = stored(database, table)
    assert expected, f"{table} is empty: the test says nothing of it"
    for format_ in ("csv", "json", "parquet"):
        paths = export(database, tmp_path, format_)
        assert [path.name for path in paths] == [f"{name}.{format_}" for name in TABLES]
    assert read_csv(tmp_path / f"{table}.csv") == [as_text(row) for row in expected]
    assert json.loads((tmp_path / f"{table}.json").read_text(encoding="utf-8")) == expected
    frame = pd.read_parquet(tmp_path / f"{table}.parquet")
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == expected


def test_an_array_of_one_object_a_line(database, tmp_path):
    export(database, tmp_path, "json")
    lines = (tmp_path / "clauses.json").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert all(json.loads(line.rstrip(",")) for line in lines[1:-1])
    assert "cliëntondersteuning" in "".join(lines)


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_the_same_database_gives_the_same_files(database, tmp_path, format_):
    one, two = export(database, tmp_path / "one", format_), export(database, tmp_path / "two", format_)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_an_empty_table_is_a_file_too(tmp_path, format_):
    from tracker.store import Store

    Store(tmp_path / "empty.db").close()
    export(tmp_path / "empty.db", tmp_path / "out", format_)
    path = tmp_path / "out" / f"mentions.{format_}"
    if format_ == "json":
        assert json.loads(path.read_text()) == []
    else:
        frame = pd.read_csv(path) if format_ == "csv" else pd.read_parquet(path)
        assert len(frame) == 0
        assert "trigger" in frame.columns


def test_earlier_files_are_replaced_and_nothing_else_is_left(database, tmp_path):
    (tmp_path / "clauses.csv").write_text("old")
    (tmp_path / "mine.txt").write_text("stays")
    export(database, tmp_path, "csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*(f"{table}.csv" for table in TABLES), "mine.txt"]
    )
    assert (tmp_path / "clauses.csv").read_text(encoding="utf-8").startswith("id,version,eid")


@pytest.mark.parametrize(
    ("db", "folder", "format_", "message"),
    [
        ("tracker.db", "out", "xlsx", "format xlsx: not known; choose from csv, json, parquet"),
        ("absent.db", "out", "csv", "there is no database here"),
        ("tracker.db", "file", "csv", "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_named(database, tmp_path, db, folder, format_, message):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TrackerError, match=message) as caught:
        export(database.parent / db, tmp_path / folder, format_)
    assert "\n" not in str(caught.value)
