"""How often one visitor may send something."""

import pytest

from tracker.corrections.pace import Pace


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_so_many_an_hour_and_then_again_later():
    clock = Clock()
    pace = Pace(2, 3600, clock)
    assert [pace.allows("192.0.2.1") for _ in range(3)] == [True, True, False]
    clock.now = 3599
    assert not pace.allows("192.0.2.1")
    clock.now = 3600
    assert [pace.allows("192.0.2.1") for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),  # one home
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),  # two visitors of IPv4
        ("testclient", "testclient", True),
        ("", "192.0.2.1", False),
    ],
)
def test_who_is_one_visitor(one, other, same):
    pace = Pace(1, 60, Clock())
    assert pace.allows(one)
    assert pace.allows(other) is not same


def test_no_address_is_kept_and_what_is_kept_is_limited():
    pace = Pace(1, 60, Clock())
    for number in range(10_050):
        assert pace.allows(f"visitor-{number}")
    kept = pace._moments
    assert len(kept) == 10_000
    assert not any(b"visitor" in key for key in kept)
    assert not pace.allows("visitor-10049"), "the last ones are known"
    assert set(kept).isdisjoint(Pace(1, 60)._moments)
    other = Pace(1, 60, Clock())
    other.allows("visitor-10049")
    assert set(kept).isdisjoint(other._moments), "another salt gives another hash"
