"""A year of 200 sources and 1,000 events, with 100 checks that are killed: what was told, and what was not."""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the publisher on this machine is that of the tests

from support.publisher import Publisher  # noqa: E402
from support.receiver import Receiver  # noqa: E402
from support.village import Village  # noqa: E402
from support.year import Year  # noqa: E402

TITLE = "A simulated year"

SOURCES, EVENTS, KILLS = 200, 1000, 100


def measure() -> str:
    """Return what happened in the year and what the database says of it."""
    with tempfile.TemporaryDirectory() as folder, Publisher() as publisher, Receiver() as receiver:
        village = Village(Path(folder), publisher)
        year = Year(village, SOURCES, EVENTS, KILLS, receiver=receiver)
        began = time.perf_counter()
        year.play(lambda line: print(line, file=sys.stderr, flush=True))
        minutes = (time.perf_counter() - began) / 60
        real = sum(len(written.texts) - 1 for written in year.written)
        wrong = [*year.wrong(), *year.wrongly_told()]
        sound = village.rows("PRAGMA integrity_check") == [("ok",)] and not village.rows("PRAGMA foreign_key_check")
        checks = village.rows("SELECT count(*) FROM checks")[0][0]
        rows = [
            "| what | number |",
            "| --- | --- |",
            *(f"| {kind} | {times} |" for kind, times in sorted(year.happened.items())),
            f"| checks killed half-way | {sum(at >= 0 for at in year.killed_at)} of {KILLS} |",
            f"| looks at documents | {checks:,} |",
            f"| real changes | {real} |",
            f"| changes in the database | {len(village.news)} |",
            f"| messages that the follower got | {len(receiver.posted)} |",
            f"| missing, false or not told once | {len(wrong)} |",
            f"| database sound (integrity, foreign keys) | {'yes' if sound else 'no'} |",
        ]
    return "\n".join([*rows, "", f"Played in {minutes:.1f} minutes.", *wrong])
