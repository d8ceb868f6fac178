"""Running it: one at a time, a sign of life, a text that is accepted, and next to nothing when nothing is new."""

import json
import os
import signal
import subprocess
import sys

import pytest
from support.village import DAY, Village, page

from tracker.archive import Archive
from tracker.check.accept import accept
from tracker.heartbeat import call, heartbeat_path
from tracker.lock import exclusive
from tracker.model import TrackerError
from tracker.store import Store

HOLD = """
import sys, time
from pathlib import Path
from tracker.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_two_runs_cannot_meet_and_a_killed_one_leaves_no_lock(tmp_path):
    database = tmp_path / "a.db"
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(database)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(TrackerError, match=rf"another run works on it \(process {other.pid}\)"),
            exclusive(database),
        ):
            pass
        os.kill(other.pid, signal.SIGKILL)
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    with exclusive(database):
        pass


def test_the_sign_of_life_follows_a_check_that_came_to_its_end(village: Village):
    village.follow_page()
    village.check()
    beat = json.loads(heartbeat_path(village.database).read_text())
    assert beat == {"at": "2026-01-05T06:00:00+00:00", "new": 1, "unchanged": 0, "failed": 0}


def test_the_sign_of_life_is_called_and_a_failure_does_not_tell_the_address(village: Village):
    address = village.publisher.page("/leeft/geheim-kenmerk", "ok")
    call({"TRACKER_HEARTBEAT_URL": address})
    assert len(village.publisher.asked("/leeft/geheim-kenmerk")) == 1
    with pytest.raises(TrackerError, match="TRACKER_HEARTBEAT_URL: the call failed") as caught:
        call({"TRACKER_HEARTBEAT_URL": f"{village.publisher.base}/weg/geheim-kenmerk"})
    assert "geheim-kenmerk" not in str(caught.value)


def test_a_held_text_that_is_accepted_is_news_at_the_next_check(village: Village):
    path = village.follow_page()
    village.check()
    village.publisher.page(path, page(("Het buurthuis sluit.",)))
    village.check(DAY)
    with Store(village.database) as store:
        archive = Archive(village.folder / "archive")
        (held,) = accept("buurthuizen", village.policies, store, archive, lambda: village.now)
        with pytest.raises(TrackerError, match="nothing of this source is held back"):
            accept("buurthuizen", village.policies, store, archive, lambda: village.now)

    report = village.check(DAY)

    assert held.doubt == "gekrompen"
    assert (report.unchanged, village.news) == (1, ["buurthuizen"])
    assert "Het buurthuis sluit." in village.reports[-1]


def test_a_check_without_news_loads_no_parser_and_no_tagger(village: Village):
    """In a process of its own, for what is loaded stays loaded."""
    village.follow_page()
    village.check()
    script = (
        "import sys; from pathlib import Path; from tracker.check.run import Check, check; "
        "from tracker.fetch import Client, Settings; from tracker.model import Policy, Source; "
        "source = Source('buurthuizen', 'buurthuizen', 'web', sys.argv[2]); "
        "policy = Policy('buurthuizen', 'x', 'x', 'x', 'x', (source,)); "
        "report = check((policy,), Check(Path(sys.argv[1]), Client(Settings(pause=0)))); "
        "loaded = [name for name in ('tracker.tag', 'spacy', 'tracker.parse.html', 'apprise', 'pandas', 'numpy') "
        "if name in sys.modules]; print(report.unchanged, len(report.failures), loaded)"
    )
    address = f"{village.publisher.base}/buurthuizen"
    done = subprocess.run(
        [sys.executable, "-c", script, str(village.database), address], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1 0 []\n"
