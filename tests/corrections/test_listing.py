"""Corrections on a terminal."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from click.testing import CliRunner
from rich.console import Console
from support.extractions import build

from tracker.cli import main
from tracker.corrections import Correction, Corrections, Received, corrections_path
from tracker.corrections.listing import plain, print_corrections, waiting_lines

NOW = datetime(2026, 3, 1, 12, 5, tzinfo=UTC)
ATTACK = "\x1b[2Jweg\x07 [red]rood[/red] \u202eredro\u202c \x9b31m\r\nverder\x00"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Artikel 3 klopt niet.", "Artikel 3 klopt niet."),
        ("één\n\n  twee\tdrie", "één twee drie"),
        ("\x1b[31mrood\x1b[0m", "�[31mrood�[0m"),
        ("a\u202eb\u2066c\u200bd", "a�b�c�d"),
        ("\ud800", "�"),
        ("", ""),
    ],
)
def test_every_sign_can_be_seen(text, shown):
    assert plain(text) == shown


def test_nothing_that_a_reader_wrote_steers_the_terminal():
    out = StringIO()
    received = Received(7, NOW, Correction(ATTACK, "anders", ATTACK, ATTACK))
    print_corrections([received], Console(file=out, force_terminal=True, color_system=None, width=60))
    text = out.getvalue() + "".join(waiting_lines([received]))
    signs = set(text) - {"\n"}
    assert all(sign.isprintable() for sign in signs), [sign for sign in signs if not sign.isprintable()]
    assert "[red]rood[/red]" in text, "rich takes it for text"


def test_status_says_how_many_wait_and_shows_the_newest_in_short():
    assert waiting_lines([]) == []
    many = [Received(n, NOW - timedelta(days=n), Correction("", "tekst", "woord " * 100)) for n in range(1, 9)]
    lines = waiting_lines(many)
    assert lines[0].startswith("8 corrections wait; `tracker corrections` shows them whole")
    assert len(lines) == 6
    assert lines[1].startswith("correction 1, 2026-02-28 12:05 UTC: tekst, the site: woord woord")
    assert lines[1].endswith("woord…")
    assert waiting_lines(many[:1])[0].startswith("1 correction waits;")


def test_the_maintainer_reads_and_puts_away(tmp_path):
    database = build(tmp_path / "tracker.db")
    with Corrections(corrections_path(database)) as box:
        box.add(Correction("buurtkracht", "gemist", "Dit is gemist.", "a@example.org"), NOW)
        box.add(Correction("", "anders", "En nog iets."), NOW)

    def tracker(*arguments):
        return CliRunner().invoke(main, [*arguments, "--db", str(database)])

    status = tracker("status").output
    assert "2 corrections wait;" in status
    assert "correction 1, 2026-03-01 12:05 UTC: gemist, buurtkracht: Dit is gemist." in status
    assert "a@example.org" not in status

    shown = tracker("corrections").output
    assert shown.index("En nog iets.") < shown.index("Dit is gemist.")
    assert "answer to a@example.org" in shown

    left = tracker("corrections", "--done", "1").output
    assert "En nog iets." in left
    assert "Dit is gemist." not in left
    assert "done 20" in tracker("corrections", "--all").output
    again = tracker("corrections", "--done", "1")
    assert again.exit_code == 1
    tracker("corrections", "--done", "2")
    assert tracker("corrections").output == "no correction waits\n"
    assert "correction" not in tracker("status").output
