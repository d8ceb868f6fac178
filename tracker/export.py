"""Every table of the database as files: CSV, JSON or Parquet. The same database gives the same files."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from tracker.model import TrackerError
from tracker.store import Store
from tracker.store.connection import explained

TABLES = (
    "policies",
    "successions",
    "sources",
    "checks",
    "snapshots",
    "versions",
    "readings",
    "clauses",
    "questions",
    "question_clauses",
    "citations",
    "mentions",
    "changes",
    "mention_changes",
    "set_apart",
    "held",
    "tag_scores",
    "candidates",
    "searches",
)
"""The tables that are written, each to a file of its own name."""

_BATCH = 10_000
Batches = Iterator[list[tuple]]


def export(db: Path, folder: Path, format: str) -> list[Path]:  # noqa: A002 - the word that its users know
    """Write every table of the database at `db` to `folder` and return the files, one a table.

    format: `csv` (UTF-8, a header, an empty field for what is not known), `json` (one array of objects, an object a
    line) or `parquet`. Rows stand in the order in which they were stored. A file that is there already is replaced
    once the new one is whole.

    Raises TrackerError when there is no database at `db`, the format is another one, or the folder cannot be written.
    """
    if format not in _WRITERS:
        raise TrackerError(f"format {format}: not known; choose from {', '.join(_WRITERS)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Store(db, readonly=True) as store, explained(db), store.db.conn:
            store.db.execute("BEGIN")  # all tables as they stand at one moment
            return [_export_table(store.db, table, folder, format) for table in TABLES]
    except OSError as error:
        raise TrackerError(f"{folder}: cannot be written ({error.strerror or error}); choose another folder") from error


def _export_table(db: Database, table: str, folder: Path, format: str) -> Path:  # noqa: A002
    path = folder / f"{table}.{format}"
    columns = {column.name: column.type for column in db.table(table).columns}
    cursor = db.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        _WRITERS[format](unfinished, columns, iter(lambda: cursor.fetchmany(_BATCH), []))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _write_csv(path: Path, columns: dict[str, str], batches: Batches) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for batch in batches:
            writer.writerows(batch)


def _write_json(path: Path, columns: dict[str, str], batches: Batches) -> None:
    with path.open("w", encoding="utf-8") as file:
        separator = "[\n"
        for batch in batches:
            for row in batch:
                file.write(separator + json.dumps(dict(zip(columns, row)), ensure_ascii=False))
                separator = ",\n"
        file.write("\n]\n" if separator == ",\n" else "[]\n")


def _write_parquet(path: Path, columns: dict[str, str], batches: Batches) -> None:
    import pyarrow
    from pyarrow import parquet

    types: dict[str, Any] = {"TEXT": pyarrow.string(), "INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    with parquet.ParquetWriter(path, schema) as writer:
        for batch in batches:
            arrays = [pyarrow.array(values, field.type) for values, field in zip(zip(*batch), schema)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


_WRITERS: dict[str, Callable[[Path, dict[str, str], Batches], None]] = {
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
}
