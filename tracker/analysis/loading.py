"""Load a database, here or published elsewhere, as the tables of an analysis."""

import os
from pathlib import Path

from tracker.analysis.columns import TABLES, columns, stored
from tracker.analysis.joins import join
from tracker.analysis.origin import opened
from tracker.analysis.tables import Tables
from tracker.analysis.types import typed
from tracker.model import TrackerError

_USUAL = (Path("data/tracker.db"), Path("data/voorbeeld.db"))
"""What `tracker run` makes: the policies that are followed, else the example."""


def load(path_or_url: str | Path | None = None, *, need_tags: bool = True) -> Tables:
    """Load the database in a file, or the one that is published at an http(s) address, as tidy tables.

    Without a path or address it is the one that the environment names (`TRACKER_DB`), or what `tracker run` made in
    this folder or one above it: `data/tracker.db`, else `data/voorbeeld.db`. The address is that of the front page of a
    site served by `tracker serve` or Datasette, or of the database on it.
    need_tags: refuse a database in which no mention of control at all is found, for its texts may not be tagged.

    Raises TrackerError when it cannot be read, is of another release, holds no text, or no mention.
    """
    with opened(path_or_url or _usual()) as origin:
        frames = {table: typed(table, origin.read(table, list(stored(table)))) for table in TABLES}
        name = origin.name
    _check(name, {table: len(frame) for table, frame in frames.items()}, need_tags)
    frames = join(frames)
    return Tables(name, **{table: frame[[each.name for each in columns(table)]] for table, frame in frames.items()})


def _usual() -> str | Path:
    if named := os.environ.get("TRACKER_DB"):
        return named
    places = [folder / file for folder in (Path.cwd(), *Path.cwd().parents) for file in _USUAL]
    return next((place for place in places if place.is_file()), _USUAL[0])


def _check(name: str, sizes: dict[str, int], need_tags: bool) -> None:
    if not sizes["versions"]:
        raise TrackerError(f"{name}: holds no text yet; fill it with `tracker run`")
    if need_tags and not sizes["mentions"]:
        raise TrackerError(
            f"{name}: holds {sizes['clauses']:,} clauses and no mention of control at all, so its texts were probably "
            "never tagged; run `tracker run` again, or load it with need_tags=False"
        )
