"""The tables of an analysis as files for others: Parquet and CSV, with what is needed to understand and cite them.

The same database gives the same files: what they say of time comes from the database, not from a clock.
"""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from tracker.analysis.columns import TABLES, Kind, columns
from tracker.analysis.loading import load
from tracker.analysis.papers import citation_file, codebook_page, data_sheet, dictionary_page, dictionary_rows
from tracker.analysis.tables import Tables
from tracker.model import TrackerError

PAPERS: dict[str, Callable[[Tables], str]] = {
    "CITATION.cff": citation_file,
    "codeboek.md": lambda tables: codebook_page(),
    "gegevensblad.md": data_sheet,
    "gegevenswoordenboek.md": lambda tables: dictionary_page(),
}
"""The files that explain the tables, and what makes their text."""

DICTIONARY = "gegevenswoordenboek.csv"


def write_package(database: str | Path, folder: Path) -> list[Path]:
    """Write the tables that `load` gives as Parquet and CSV, with dictionary, codebook, citation file and data sheet.

    A file that is there already is replaced once the new one is whole. Returns the files in the order of writing.

    Raises TrackerError when the database cannot be loaded or the folder cannot be written.
    """
    tables = load(database, need_tags=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [path for name in TABLES for path in _write_table(name, tables.frames()[name], folder)]
        written.append(_whole(folder / DICTIONARY, _write_dictionary))
        for name, text in PAPERS.items():
            said = text(tables)
            written.append(_whole(folder / name, partial(Path.write_text, data=said, encoding="utf-8")))
    except OSError as error:
        raise TrackerError(f"{folder}: cannot be written ({error.strerror or error}); choose another folder") from error
    return written


def _write_table(name: str, frame: pd.DataFrame, folder: Path) -> tuple[Path, Path]:
    return (
        _whole(folder / f"{name}.parquet", lambda path: frame.to_parquet(path, index=False)),
        _whole(folder / f"{name}.csv", lambda path: _as_text(name, frame).to_csv(path, index=False)),
    )


def _as_text(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Write days and moments as ISO 8601, for pandas would add a time to a day."""
    shapes = {Kind.DATE: "%Y-%m-%d", Kind.MOMENT: "%Y-%m-%dT%H:%M:%SZ"}
    said = {
        column.name: frame[column.name].dt.strftime(shapes[column.kind])
        for column in columns(name)
        if column.kind in shapes
    }
    return frame.assign(**said)


def _write_dictionary(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(dictionary_rows())


def _whole(path: Path, write: Callable[[Path], object]) -> Path:
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        write(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
