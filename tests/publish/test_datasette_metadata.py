"""The descriptions of the publication: complete, right, in Dutch, and usable by a plain Datasette too."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest

from tracker.model import TrackerError
from tracker.paths import datasette_metadata
from tracker.publish.metadata import load_metadata

METADATA = load_metadata(datasette_metadata())
DESCRIBED = METADATA["databases"]["tracker"]["tables"]


def stored(database) -> dict[str, set[str]]:
    """Every table and view of the database with its columns, but for the tables behind the full-text search."""
    with sqlite3.connect(database) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'"
        )
        return {name: {row[1] for row in db.execute(f'PRAGMA table_info("{name}")')} for (name,) in names.fetchall()}


def test_every_table_and_column_is_described_and_nothing_else(database):
    found = stored(database)
    assert set(DESCRIBED) == set(found)
    for name, columns in found.items():
        if DESCRIBED[name].get("hidden"):
            continue
        assert DESCRIBED[name]["title"]
        assert DESCRIBED[name]["description"].endswith(".")
        assert list(DESCRIBED[name]["columns"]) == [*DESCRIBED[name]["columns"]]
        assert set(DESCRIBED[name]["columns"]) == columns, name
        assert all(DESCRIBED[name]["columns"].values()), name


@pytest.mark.parametrize("key", ["facets", "sortable_columns", "sort", "sort_desc", "label_column"])
def test_facets_and_orders_name_columns_that_exist(database, key):
    found = stored(database)
    for name, table in DESCRIBED.items():
        named = table.get(key, [])
        assert set([named] if isinstance(named, str) else named) <= found[name], f"{name}: {key}"


def test_whose_the_texts_are_is_said():
    assert METADATA["license_url"].startswith("https://creativecommons.org/publicdomain/zero/1.0/")
    explanation = METADATA["databases"]["tracker"]["description_html"]
    for words in ("artikel 11 Auteurswet", "artikel 15b Auteurswet", "CC0 1.0", "door een computer"):
        assert words in explanation


def test_prepared_queries_only_read():
    for name, query in METADATA["databases"]["tracker"]["queries"].items():
        assert query["title"], name
        assert query["description"], name
        assert not query.get("write"), name
        assert re.match(r"(SELECT|WITH)\b", query["sql"]), name


def test_a_plain_datasette_can_use_it(tmp_path, database):
    """As on a host that only has Datasette: `datasette tracker.db --metadata datasette-metadata.json`."""
    shutil.copy(database, tmp_path / "tracker.db")
    for path, words in (
        ("/tracker/zoek.json?q=clientondersteuning&_shape=array", "eerste lid"),
        ("/tracker/bronnen-die-niet-lukten.json?_shape=array", "answered 500"),
        ("/tracker/bepalingen", "Hoe u de bepaling aanhaalt"),
    ):
        command = [
            sys.executable,
            "-m",
            "datasette",
            "-i",
            tmp_path / "tracker.db",
            "--metadata",
            datasette_metadata(),
            "--get",
            path,
        ]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        assert words in answer.stdout, path


@pytest.mark.parametrize(("content", "message"), [("{", "is no JSON"), (None, "cannot be read")])
def test_broken_metadata_is_named(tmp_path, content, message):
    path = tmp_path / "m.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(TrackerError, match=message):
        load_metadata(path)


def test_the_file_stays_readable():
    text = datasette_metadata().read_text(encoding="utf-8")
    assert json.dumps(METADATA, ensure_ascii=False) != text, "one line is not to be edited by a person"
    assert "\\u" not in text
