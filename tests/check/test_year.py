"""A small year, with everything that can go wrong; `python -m benchmarks year` plays the large one."""

from support.receiver import Receiver
from support.village import Village
from support.year import Year


def test_every_real_change_is_told_once_and_nothing_else(village: Village):
    with Receiver() as receiver:
        year = Year(village, sources=12, events=60, kills=10, days=80, receiver=receiver)

        year.play()

    assert year.wrong() == []
    assert year.wrongly_told() == []
    assert len(village.news) == sum(len(written.texts) - 1 for written in year.written) > 15
    assert sum(at >= 0 for at in year.killed_at) >= 5, "most kills must come before the end of the check"
    assert village.rows("PRAGMA integrity_check") == [("ok",)]
    assert village.rows("PRAGMA foreign_key_check") == []
