"""How every source fares."""

from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console
from support.extractions import START, article, build, extraction, fetched, policy, save, source

from tracker.attention import attention, print_attention
from tracker.heartbeat import beat
from tracker.model import TrackerError
from tracker.source_status import source_statuses
from tracker.status import print_status, status
from tracker.store import Store
from tracker.tell.outbox import Outbox, outbox_path
from tracker.tell.words import Message

NOW = START + timedelta(days=10)


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        store.save_register([policy("buurtkracht", source())])
    return path


def record(path, *checks: tuple[int, str, str]) -> None:
    """Record (hours after START, outcome, address)."""
    with Store(path) as store:
        for hours, outcome, address in checks:
            reason = f"reason at {hours}" if outcome in ("error", "gone") else ""
            at = START + timedelta(hours=hours)
            store.record_check(
                "buurtkracht", at, outcome, address=address, error=reason, step="fetch" if reason else ""
            )


@pytest.mark.parametrize(
    ("checks", "success", "failure", "failing"),
    [
        ([], None, None, False),
        ([(0, "unchanged", "a")], 0, None, False),
        ([(0, "error", "")], None, 0, True),
        ([(0, "unchanged", "a"), (24, "error", "a")], 0, 24, True),
        # It healed: the failure is remembered, the source is good.
        ([(0, "error", "a"), (24, "unchanged", "a")], 24, 0, False),
        # One of its documents fails, the other does well: the source is not good.
        ([(0, "error", "a"), (24, "unchanged", "b")], 24, 0, True),
        ([(0, "gone", "a"), (0, "unchanged", "b"), (24, "unchanged", "b")], 24, 0, True),
        # The source as a whole failed, and any of its documents came later.
        ([(0, "error", ""), (24, "unchanged", "b")], 24, 0, False),
        ([(0, "unchanged", "b"), (24, "error", "")], 0, 24, True),
    ],
)
def test_states(database, checks, success, failure, failing):
    record(database, *checks)
    (state,) = status(database, NOW)
    assert state.last_success == (None if success is None else START + timedelta(hours=success))
    assert state.last_failure == (None if failure is None else START + timedelta(hours=failure))
    assert (state.failing > 0) is failing
    assert state.reason == ("" if failure is None else f"reason at {failure}")
    assert state.step == ("" if failure is None else "fetch")
    assert state.age == (None if success is None else NOW - START - timedelta(hours=success))


def test_sources_stand_in_the_order_of_the_register_and_stay_when_they_leave_it(database):
    with Store(database) as store:
        save(store, source(), fetched(), extraction(article(1, "Een.")))
        store.save_register([policy("z", source("z")), policy("a", source("a"))])
    states = {state.source: state for state in status(database, NOW)}
    assert [source_id for source_id in states if states[source_id].followed] == ["z", "a"]
    assert states["buurtkracht"].followed is False
    assert states["buurtkracht"].versions == 1


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ([], ["never looked at", "1 sources, 0 failing, 1 never looked at", "tracker run --only"]),
        ([(0, "unchanged", "a")], ["good", "2026-03-02", "10 d", "1 sources, 0 failing, 0 never looked at"]),
        (
            [(235, "unchanged", "a"), (238, "error", "a")],
            ["failing", "5 h", "2026-03-12", "fetch: reason at 238"],
        ),
    ],
)
def test_the_table(database, checks, words):
    record(database, *checks)
    console = Console(file=StringIO(), width=200)
    print_status(status(database, NOW), console)
    printed = console.file.getvalue()
    for word in words:
        assert word in printed
    assert ("tries again" in printed) == ("good" not in words)


def test_how_long_it_has_failed_counts_from_the_first_failure_after_a_success(database):
    record(database, (0, "error", "a"), (1, "unchanged", "a"), (2, "error", "a"), (3, "gone", "a"), (4, "error", "b"))
    (state,) = status(database, NOW)
    assert (state.failing, state.failing_since) == (2, START + timedelta(hours=2))
    record(database, (5, "unchanged", "a"))
    (state,) = status(database, NOW)
    assert (state.failing, state.failing_since, state.address) == (1, START + timedelta(hours=4), "b")
    record(database, (6, "new", "b"))
    (state,) = status(database, NOW)
    assert (state.failing, state.failing_since) == (0, None)


def test_the_sources_of_one_policy_alone(database):
    with Store(database) as store:
        store.save_register([policy("buurtkracht", source()), policy("plein", source("plein"))])
        states = source_statuses(store.db.conn, NOW, "plein")
    assert [state.source for state in states] == ["plein"]


def test_text_of_an_error_is_no_markup(database):
    with Store(database) as store:
        store.record_check("buurtkracht", START, "error", error="[red]not a colour[/red]", step="fetch")
    console = Console(file=StringIO(), width=200)
    print_status(status(database, NOW), console)
    assert "[red]not a colour[/red]" in console.file.getvalue()


def test_a_clock_that_was_ahead_hides_no_later_look(database):
    record(database, (200, "unchanged", "a"), (30, "error", "a"))
    (state,) = status(database, NOW)
    assert (state.failing, state.last_failure) == (1, START + timedelta(hours=30))


def test_what_waits_is_named_with_what_to_do(tmp_path):
    path = build(tmp_path / "tracker.db")
    beat(path, START, 1, 2, 0)
    with Store(path) as store:
        store.save_search("cvdr: Polderveen, zelfbeheer", START, None, "no answer")
    with Outbox(outbox_path(path)) as outbox:
        outbox.welcome("lezer", [], START)
        outbox.put("lezer", ["doel"], ["versie:x"], Message("Nieuws over het plein", ""), START)
        outbox.send(lambda _sending: "the server is away", ["doel"], lambda: START)
    console = Console(file=StringIO(), width=200)

    print_attention(attention(path), console, NOW)

    assert console.file.getvalue().splitlines() == [
        "last check: 2026-03-02 06:00 UTC, 240 hours ago",
        "voorbeeld-buurthuis (buurthuis.xml): held back since 2026-03-02, 1 looks: inlogpagina: "
        "it asks for a password; `tracker accept voorbeeld-buurthuis` takes it",
        "gmb-2026-900001: opvolger, Polderveen: Beleidsregel Buurtkracht 2026 (De titel lijkt op die van "
        "Beleidsregel Buurtkracht, die u al volgt.); `tracker add gmb-2026-900001` follows it",
        "search cvdr: Polderveen, zelfbeheer failed: no answer",
        "message to lezer: Nieuws over het plein: not sent in 1 tries: the server is away",
    ]


def test_no_database(tmp_path):
    with pytest.raises(TrackerError, match="there is no database here"):
        status(tmp_path / "absent.db")
