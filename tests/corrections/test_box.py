"""The file with corrections: what comes in stays, is nobody else's to read, and is limited."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tracker.corrections import (
    Correction,
    Corrections,
    TooManyTodayError,
    corrections_path,
    put_away,
    received_corrections,
    waiting_corrections,
)
from tracker.model import TrackerError

NOW = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
MISSED = Correction(
    "buurtkracht-1/art_1", "gemist", "De buurt beslist hier mee.\nDat is niet gemarkeerd.", "a@example.org"
)


def test_what_comes_in_stays_until_it_is_put_away(tmp_path):
    database = tmp_path / "tracker.db"
    with Corrections(corrections_path(database)) as box:
        first = box.add(MISSED, NOW)
        second = box.add(replace(MISSED, what="tekst", email=""), NOW + timedelta(minutes=5))
    assert [(each.id, each.at) for each in waiting_corrections(database)] == [
        (second, NOW + timedelta(minutes=5)),
        (first, NOW),
    ]
    assert waiting_corrections(database)[1].correction == MISSED

    put_away(database, [first], NOW + timedelta(days=1))
    assert [each.id for each in waiting_corrections(database)] == [second]
    done = received_corrections(database)[1]
    assert done.handled == NOW + timedelta(days=1)
    assert done.correction == replace(MISSED, email=""), "the words stay, the address is forgotten"


def test_the_address_of_who_sent_it_is_gone_from_the_file_too(tmp_path):
    path = corrections_path(tmp_path / "tracker.db")
    with Corrections(path) as box:
        box.add(MISSED, NOW)
        assert b"a@example.org" in path.read_bytes()
        box.handle([1], NOW)
    assert b"a@example.org" not in path.read_bytes()


def test_the_file_is_for_its_owner_only_and_holds_nothing_about_the_visitor(tmp_path):
    path = corrections_path(tmp_path / "tracker.db")
    with Corrections(path) as box:
        box.add(MISSED, NOW)
    assert path.name == "tracker.corrections.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as db:
        columns = [name for _, name, *_ in db.execute("PRAGMA table_info(corrections)")]
    assert columns == ["id", "at", "about", "what", "words", "email", "handled"]


def test_a_day_has_a_limit_and_the_next_day_a_new_one(tmp_path):
    with Corrections(tmp_path / "a.db") as box:
        for _ in range(3):
            box.add(MISSED, NOW, most_a_day=3)
        with pytest.raises(TooManyTodayError, match="3 corrections came today"):
            box.add(MISSED, NOW, most_a_day=3)
        box.add(MISSED, NOW + timedelta(hours=1), most_a_day=3)
        assert len(box.all()) == 4


def test_putting_away_says_which_numbers_do_not_wait_and_does_the_rest(tmp_path):
    database = tmp_path / "tracker.db"
    with pytest.raises(TrackerError, match="no corrections came in yet"):
        put_away(database, [1], NOW)
    with Corrections(corrections_path(database)) as box:
        box.add(MISSED, NOW)
    with pytest.raises(TrackerError, match="correction 2, 3 does not wait"):
        put_away(database, [2, 1, 3], NOW)
    assert waiting_corrections(database) == []


def test_looking_makes_no_file(tmp_path):
    assert waiting_corrections(tmp_path / "tracker.db") == []
    assert list(tmp_path.iterdir()) == []


def test_another_writer_is_waited_for_and_then_named(tmp_path):
    path = tmp_path / "a.db"
    with Corrections(path, patience=0.1) as box, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TrackerError, match=r"a\.db: another process is writing"):
            box.add(MISSED, NOW)
        other.execute("COMMIT")
        assert box.add(MISSED, NOW) == 1


@pytest.mark.parametrize(
    "content", [b"dit is geen database, maar een gewone tekst " * 9, b"SQLite format 3\0" + b"x" * 900]
)
def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path, content):
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(TrackerError, match=r"a\.db: "):
        Corrections(path).__enter__()
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TrackerError, match="cannot be written"):
        Corrections(tmp_path / "weg" / "a.db").__enter__()


_ADD_WITH_LITTLE_ROOM = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from tracker.corrections import Correction, Corrections
from tracker.model import TrackerError

path = Path(sys.argv[1])
with Corrections(path) as box:
    box.add(Correction("", "anders", "eerste"), datetime.now(UTC))
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, -1))
    try:
        box.add(Correction("", "anders", "x" * 20_000), datetime.now(UTC))
    except TrackerError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    print([received.correction.words for received in box.all()])
"""


def test_a_file_that_cannot_grow_keeps_what_it_has_and_says_so(tmp_path):
    command = [sys.executable, "-c", _ADD_WITH_LITTLE_ROOM, str(tmp_path / "a.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, kept = done.stdout.splitlines()
    assert said.startswith(str(tmp_path / "a.db"))
    assert kept == "['eerste']"
