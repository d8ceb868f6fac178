"""Finished pages are kept, within their bounds, and never longer than what they were read from stays as it is."""

import sqlite3
import threading

import pytest

from tracker.publish.reading.kept import KeptPages


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode=wal")
        db.execute("CREATE TABLE t (x)")
    db.close()
    return path


def change(file) -> None:
    with sqlite3.connect(file) as db:
        db.execute("INSERT INTO t VALUES (1)")
    db.close()


def test_a_page_is_kept_until_the_database_changes(file):
    kept, reader = KeptPages(), sqlite3.connect(file)
    kept.state(reader)  # the first look of a thread
    kept.keep("a", "page", kept.state(reader))
    assert kept.state(reader) == kept.state(reader)
    assert kept.get("a") == "page"
    assert kept.get("b") is None
    change(file)
    kept.state(reader)
    assert kept.get("a") is None


def test_what_was_read_before_a_change_is_not_kept_after_it(file):
    kept, reader = KeptPages(), sqlite3.connect(file)
    before = kept.state(reader)
    change(file)
    after = kept.state(reader)
    kept.keep("a", "old", before)
    assert kept.get("a") is None
    kept.keep("a", "new", after)
    assert kept.get("a") == "new"


def test_each_thread_sees_a_change_for_itself(file):
    kept, reader = KeptPages(), sqlite3.connect(file)
    kept.state(reader)
    states = []

    def other() -> None:
        connection = sqlite3.connect(file)
        states.append(kept.state(connection))
        kept.keep("a", "page", states[0])
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert kept.get("a") == "page"
    assert kept.state(reader) == states[0], "nothing changed for this thread"
    assert kept.get("a") == "page"


def test_another_connection_may_be_to_another_file(file, tmp_path):
    kept, reader = KeptPages(), sqlite3.connect(file)
    kept.keep("a", "page", kept.state(reader))
    other = sqlite3.connect(tmp_path / "other.db")
    kept.state(other)
    assert kept.get("a") is None


def test_the_longest_unused_go_first_and_a_page_that_is_too_large_is_not_kept(file):
    kept, reader = KeptPages(most_bytes=2_600), sqlite3.connect(file)
    state = kept.state(reader)
    for key in ("a", "b"):
        kept.keep(key, "x" * 700, state)
    kept.get("a")
    kept.keep("c", "x" * 700, state)
    assert [kept.get(key) is not None for key in "abc"] == [True, False, True]
    kept.keep("d", "x" * 5_000, state)
    assert kept.get("d") is None
