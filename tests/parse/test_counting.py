"""How a number is printed before an item."""

import pytest

from tracker.parse.counting import count


@pytest.mark.parametrize(
    ("number", "way", "printed"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (1, "lowerLetter", "a"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (3, "ordinal", "3e"),
        (0, "lowerLetter", "0"),
        (-1, "upperRoman", "-1"),
        (2, "a way that nobody knows", "2"),
    ],
)
def test_count(number: int, way: str, printed: str) -> None:
    assert count(number, way) == printed
