"""What a marker counts, which one is the next, and how a number is said."""

import pytest

from tracker.split.numbering import Series, clean_number, counts, is_next_number, ordinal, unit_word

MARKERS = [
    ("1.", Series.DECIMAL, 1),
    ("(2)", Series.DECIMAL, 2),
    ("3a.", Series.DECIMAL, 3),
    ("b.", Series.LETTER, 2),
    ("aa.", Series.LETTER, 27),
    ("i.", Series.ROMAN, 1),
    ("iv.", Series.ROMAN, 4),
    ("1°.", Series.DEGREE, 1),
    ("–", Series.BULLET, 0),
    ("•", Series.BULLET, 0),
    ("2.1", Series.SECTION, 1),
    ("5.b", Series.SECTION, 2),
    ("o", Series.BULLET, 0),
    ("B.", Series.CAPITAL, 2),
]


@pytest.mark.parametrize(("marker", "series", "value"), MARKERS)
def test_what_a_marker_counts(marker, series, value):
    assert (counts(marker)[0].series, counts(marker)[0].value) == (series, value)


@pytest.mark.parametrize("marker", ["Artikel 3", "Vraag 4", "", "Ad 1"])
def test_what_counts_nothing(marker):
    assert counts(marker) == ()


def test_ordinals_and_unit_words():
    said = [ordinal(number) for number in (1, 8, 20, 22, 31, 100, 101)]
    assert said == [
        "eerste",
        "achtste",
        "twintigste",
        "tweeëntwintigste",
        "eenendertigste",
        "honderdste",
        "honderdeerste",
    ]
    assert [unit_word(m) for m in ("Artikel 2:12.", "§ 1.2", "Bijlage II", "a.")] == [
        ("artikel", "2:12"),
        ("paragraaf", "1.2"),
        ("bijlage", "II"),
        ("", "a"),
    ]


AMBIGUOUS = [
    # i is the first in roman before it is the ninth letter, v the letter before it is the fifth
    ("i.", [(Series.ROMAN, 1), (Series.LETTER, 9)]),
    ("v.", [(Series.LETTER, 22), (Series.ROMAN, 5)]),
    ("I.", [(Series.CAPITAL_ROMAN, 1), (Series.CAPITAL, 9)]),
    ("iv.", [(Series.ROMAN, 4)]),
    ("bb.", [(Series.LETTER, 28)]),
    ("ab.", [(Series.LETTER, 28)]),
]


@pytest.mark.parametrize(("marker", "expected"), AMBIGUOUS)
def test_every_way_to_read_a_marker(marker, expected):
    assert [(count.series, count.value) for count in counts(marker)] == expected


NEXT = [
    ("2", "1", True),
    ("1a", "1", True),
    ("2", "1a", True),
    ("3", "1", False),
    ("IV", "III", True),
    ("2.5", "2.4", True),
    ("3.1", "2.4", False),
    ("2:13", "2:12", True),
    ("44e", "44d", True),
]


@pytest.mark.parametrize(("number", "before", "expected"), NEXT)
def test_which_number_is_the_next(number, before, expected):
    assert is_next_number(number, before) is expected


LISTS = [
    # (marker, marker before, whether it is the next of that list)
    ("b.", "a.", True),
    ("b)", "a.", False),
    ("2", "1.", True),
    ("2°.", "1°", True),
    ("–", "-", True),
    ("•", "–", False),
    ("j.", "i.", True),
    ("ii.", "i.", True),
    ("aa.", "z.", True),
]


@pytest.mark.parametrize(("marker", "before", "expected"), LISTS)
def test_which_item_goes_on(marker, before, expected):
    assert any(each.follows(other) for each in counts(marker) for other in counts(before)) is expected


CLEANED = [
    ("a.", "a"),
    ("(3)", "3"),
    ("1°.", "1°"),
    ("2.1.", "2.1"),
    ("•", ""),
    ("–", ""),
    ("5 .", "5"),
    ("IV –", "IV"),
]


@pytest.mark.parametrize(("marker", "number"), CLEANED)
def test_numbers_without_their_dress(marker, number):
    assert clean_number(marker) == number
