"""What cannot be loaded is said in one line: what was read, what is wrong, what to do."""

import json
import sqlite3
from itertools import count

import httpx
import pytest
from support.extractions import article, extraction, fetched, policy, save, source
from support.serving import answering, plain_datasette, running

from tracker.analysis import load
from tracker.model import TrackerError
from tracker.store import Store


def refused(path_or_url) -> str:
    with pytest.raises(TrackerError) as caught:
        load(path_or_url)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path_or_url).rstrip("/"))
    return str(caught.value)


@pytest.fixture
def impatient(monkeypatch):
    """No waiting before another attempt."""
    monkeypatch.setenv("TRACKER_FIRST_WAIT", "0.01")


@pytest.fixture
def older(database, tmp_path):
    """A database of an earlier release: what its last migrations made is not there yet."""
    path = tmp_path / "oud.db"
    path.write_bytes(database.read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'add_comparison'")
        db.execute("DROP TABLE mention_changes")
    return path


def test_an_older_database(older):
    assert "made by an older release of tracker; `tracker run --db" in refused(older)


def test_an_older_database_that_is_published(older):
    with plain_datasette(older) as address:
        said = refused(address)
    assert "its database is of another release (it has no mention_changes); ask who keeps the site" in said


def test_a_database_without_a_column(database, tmp_path):
    path = tmp_path / "zonder.db"
    path.write_bytes(database.read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE changes DROP COLUMN sentence")
    with plain_datasette(path) as address:
        assert "it has no changes.sentence" in refused(address)


def test_a_database_without_tags(tmp_path):
    path = tmp_path / "kaal.db"
    with Store(path) as store:
        store.save_register([policy()])
        save(store, source(), fetched(), extraction(article(1, "De buurt heeft zeggenschap."), tagged=False))
    assert "holds 1 clauses and no mention of control at all" in refused(path)
    bare = load(path, need_tags=False)
    assert len(bare.clauses) == 1
    assert bare.mentions.empty
    assert bare.clauses["mentions"].tolist() == [0]


def test_a_database_without_texts(tmp_path):
    with Store(tmp_path / "leeg.db") as store:
        store.save_register([policy()])
    assert "holds no text yet; fill it with `tracker run`" in refused(tmp_path / "leeg.db")


def test_what_is_no_database(tmp_path):
    (tmp_path / "brief.db").write_text("Geachte raad, hierbij onze brief.")
    with sqlite3.connect(tmp_path / "ander.db") as db:
        db.execute("CREATE TABLE planten (naam TEXT)")
    assert "is not an SQLite database" in refused(tmp_path / "brief.db")
    assert "but not one of tracker" in refused(tmp_path / "ander.db")
    assert "there is no database here; make one with `tracker run" in refused(tmp_path / "geen.db")


def test_an_address_that_is_no_datasette():
    with answering(lambda path: (200, "text/html", b"<h1>Gemeente</h1>")) as address:
        assert "is no Datasette (it has no list of databases); give the address of the front page" in refused(address)
        assert "is no Datasette" in refused(f"{address}/beleid")
    with answering(lambda path: (404, "text/html", b"<h1>Weg</h1>")) as address:
        assert "is no Datasette" in refused(address)


def test_a_datasette_with_something_else(tmp_path, database):
    with sqlite3.connect(tmp_path / "planten.db") as db:
        db.execute("CREATE TABLE planten (naam TEXT)")
    with plain_datasette(tmp_path / "planten.db") as address:
        assert "it has no policies" in refused(address)
    with running(database) as client:
        assert "this Datasette has no database planten" in refused(f"{str(client.base_url).rstrip('/')}/planten")


def test_an_address_where_nobody_answers(impatient):
    with answering(lambda path: None) as address:
        pass  # and now it has stopped
    assert "cannot be reached" in refused(address)


@pytest.mark.parametrize("pages", [1, 4])
def test_a_server_that_stops_half_way(database, impatient, pages):
    """It hands on what a real site answers, until so many pages of rows were given, and then breaks off."""
    with running(database) as client:
        given = count()

        def answer(path: str) -> tuple[int, str, bytes] | None:
            if "_shape" in path and next(given) >= pages:
                return None
            said = httpx.get(str(client.base_url).rstrip("/") + path)
            return said.status_code, "application/json", said.content

        with answering(answer) as address:
            said = refused(address)
    assert "stopped half-way" in said
    assert "nothing is loaded; try again later" in said


def test_a_database_that_changes_while_it_is_read(database):
    """A mention of a clause that came after the clauses were read is not lost in silence."""
    with running(database) as client:

        def answer(path: str) -> tuple[int, str, bytes]:
            said = httpx.get(str(client.base_url).rstrip("/") + path).json()
            if path.startswith("/tracker/mentions.json"):
                said["rows"][0]["clause"] = "later/art_9"
            return 200, "application/json", json.dumps(said).encode()

        with answering(answer) as address, pytest.raises(TrackerError, match="later/art_9: not among the clauses"):
            load(address)
