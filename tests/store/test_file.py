"""The database as a file: opening it, upgrading it, two at once, a kill half-way, a full disk, the same twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlite_utils import Database
from support.extractions import START, article, build, extraction, fetched, policy, save, source

from tracker.model import TrackerError
from tracker.store import Store
from tracker.store.migrations import MIGRATIONS

ROOT = Path(__file__).resolve().parents[2]


def many(count: int):
    """A text that takes a while to write."""
    return extraction(
        *(article(number, f"De buurt heeft zeggenschap over plek {number}.") for number in range(1, count + 1))
    )


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


def without_snapshots(statements: list[str]) -> list[str]:
    """That bytes were archived is known before they are read, in a transaction of its own."""
    return [statement for statement in statements if not statement.startswith('INSERT INTO "snapshots"')]


def assert_sound(path: Path) -> None:
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("clauses", "questions"):
            db.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")


# ------------------------------------------------------------------ opening


def test_a_closed_database_is_one_file_that_can_be_served_immutable(tmp_path):
    path = build(tmp_path / "sub" / "tracker.db")
    assert [each.name for each in path.parent.iterdir()] == ["tracker.db"]
    assert path.read_bytes()[18:20] == b"\1\1", "the file still says that it has a write-ahead log"
    path.chmod(0o444)
    db = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    assert db.execute("SELECT count(*) FROM versions").fetchone() == (4,)
    db.close()
    assert_sound(path)


def test_readers_are_not_held_up_and_see_the_last_good_state(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0)
        with store.transaction():
            save(store, source("speelplek"), fetched(b"7"), many(500))
            assert reader.execute("SELECT count(*) FROM versions").fetchone() == (4,)
        assert reader.execute("SELECT count(*) FROM versions").fetchone() == (5,)
    assert reader.execute("SELECT count(*) FROM versions").fetchone() == (5,), "closing must not disturb a reader"
    reader.close()
    Store(path).close()
    assert [each.name for each in tmp_path.iterdir()] == ["tracker.db"], "the next writer tidies up"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("folder", "is a folder; name a database file"),
        ("text", "is not an SQLite database; name another file"),
        ("other", "is an SQLite database, but not one of tracker; name another file"),
        ("newer", "made by a newer release of tracker .it has cure_all.; upgrade tracker"),
        ("damaged", "damaged"),
    ],
)
@pytest.mark.parametrize("readonly", [False, True])
def test_what_is_no_database_of_ours_is_named_and_left_alone(tmp_path, content, message, readonly):
    path = tmp_path / "a.db"
    if content == "folder":
        path.mkdir()
    elif content == "text":
        path.write_text("SQLite is leuk, maar dit is een tekst")
    elif content == "other":
        Database(path)["books"].insert({"id": 1})
    elif content == "newer":
        build(path)
        Database(path)["_sqlite_migrations"].insert({"migration_set": "tracker", "name": "cure_all", "applied_at": ""})
    elif content == "damaged":
        build(path)
        path.write_bytes(path.read_bytes()[:8192])
    before = path.is_file() and path.read_bytes()
    with pytest.raises(TrackerError, match=message) as caught:
        Store(path, readonly=readonly).db.execute("SELECT count(*) FROM clauses")
    assert "\n" not in str(caught.value)
    assert (path.is_file() and path.read_bytes()) == before


def test_an_absent_database_is_made_or_named(tmp_path):
    with pytest.raises(TrackerError, match="there is no database here; make one with `tracker run --db"):
        Store(tmp_path / "a.db", readonly=True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("x")
    with pytest.raises(TrackerError, match="cannot be made"):
        Store(tmp_path / "file" / "a.db")


def test_an_odd_name_is_no_address(tmp_path):
    path = tmp_path / "wat? een #naam & 100%.db"
    build(path)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


# ------------------------------------------------------------------ releases


def test_an_older_database_is_brought_up_to_date(tmp_path):
    path = tmp_path / "old.db"
    old = Database(path)
    MIGRATIONS.apply(old, stop_before="create_search")
    old.close()
    with pytest.raises(TrackerError, match="made by an older release of tracker; `tracker run --db"):
        Store(path, readonly=True)
    with Store(path) as store:
        assert MIGRATIONS.pending(store.db) == []
        store.save_register([policy()])
        save(store, source(), fetched(), many(3))
        assert store.db.execute(
            "SELECT count(*) FROM clauses_fts WHERE clauses_fts MATCH 'zeggenschap'"
        ).fetchone() == (3,)
    assert dump(path) == dump(_fresh(tmp_path / "new.db")), "an upgraded database differs from a new one"


def _fresh(path: Path) -> Path:
    with Store(path) as store:
        store.save_register([policy()])
        save(store, source(), fetched(), many(3))
    return path


# ------------------------------------------------------------------ two at once


def test_a_second_writer_waits_or_says_so(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Store(path) as first, Store(path, patience=0.2) as second:
        with first.transaction():
            first.record_check("buurtkracht", START, "error", error="een")
            with pytest.raises(TrackerError, match="another process is writing this database"):
                second.record_check("buurtkracht", START, "error", error="twee")
        second.record_check("buurtkracht", START, "error", error="drie")
    with sqlite3.connect(path) as db:
        assert [row[0] for row in db.execute("SELECT error FROM checks WHERE error <> '' AND http_status IS NULL")] == [
            "een",
            "drie",
        ]


def test_a_patient_writer_gets_its_turn(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Store(path) as first:

        def write_later() -> None:
            with Store(path, patience=10) as second:
                second.record_check("buurtkracht", START, "error", error="later")

        thread = threading.Thread(target=write_later)
        with first.transaction():
            thread.start()
            time.sleep(0.5)
            first.record_check("buurtkracht", START, "error", error="eerst")
        thread.join()
    with sqlite3.connect(path) as db:
        assert [row[0] for row in db.execute("SELECT error FROM checks ORDER BY id DESC LIMIT 2")] == ["later", "eerst"]


# ------------------------------------------------------------------ half-way

WRITER = """
import sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from pathlib import Path
from store.test_file import many
from support.extractions import fetched, save, source
from tracker.store import Store

with Store(Path({path!r})) as store:
    if {moment!r} == "before the end":
        with store.transaction():
            save(store, source("speelplek"), fetched(b"7", "g"), many(2000))
            print("writing", flush=True)
            time.sleep(60)
    print("writing", flush=True)
    save(store, source("speelplek"), fetched(b"7", "g"), many(60000))
    print("written", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("moment", ["before the end", "0.1", "0.3", "0.8"])
def test_a_kill_leaves_the_last_good_state(tmp_path, moment):
    path = build(tmp_path / "tracker.db")
    before = dump(path)
    program = WRITER.format(root=str(ROOT), tests=str(ROOT / "tests"), path=str(path), moment=moment)
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline() == "writing\n"
        time.sleep(0 if moment == "before the end" else float(moment))
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert child.stdout.read() == "", "the write was over before the kill; make it longer"
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert reader.execute("SELECT count(*) FROM versions").fetchone() == (4,), "the site cannot read what the kill left"
    reader.close()
    assert_sound(path)
    assert without_snapshots(dump(path)) == without_snapshots(before)
    with Store(path) as store:
        assert save(store, source("speelplek"), fetched(b"7", "g"), many(10)).outcome == "new"


def test_a_full_disk_leaves_the_last_good_state(tmp_path):
    path = build(tmp_path / "tracker.db")
    before = dump(path)
    with Store(path) as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages + 10}")
        with (
            pytest.raises(TrackerError, match="the disk is full; nothing of this version was stored"),
            store.transaction(),
        ):
            save(store, source("speelplek"), fetched(b"7"), many(2000))
    assert dump(path) == before
    assert_sound(path)


def test_an_error_inside_a_transaction_undoes_only_what_is_inside(tmp_path):
    def record(store: Store, source_id: str, error: str) -> None:
        with store.transaction():
            store.record_check("buurtkracht", START, "error", error=error)
            store.record_check(source_id, START, "error", error=error)

    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        with store.transaction():
            record(store, "buurtkracht", "blijft")
            with pytest.raises(TrackerError):
                record(store, "nobody", "weg")
        with pytest.raises(TrackerError):
            record(store, "nobody", "ook weg")
        errors = store.db.execute("SELECT error FROM checks WHERE source = 'buurtkracht' AND error <> ''").fetchall()
    assert errors == [("blijft",), ("blijft",)]


# ------------------------------------------------------------------ the same twice


def test_the_same_input_gives_the_same_database(tmp_path):
    one, two = build(tmp_path / "one" / "a.db"), build(tmp_path / "two" / "b.db")
    assert dump(one) == dump(two)
    assert one.read_bytes() == two.read_bytes()
    for path in (one, two):
        with sqlite3.connect(path) as db:
            db.execute("VACUUM INTO ?", [str(path.with_suffix(".compact"))])
    assert one.with_suffix(".compact").read_bytes() == two.with_suffix(".compact").read_bytes()
