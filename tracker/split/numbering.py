"""What a marker counts: "1." is the first of a decimal list, "i." the first of a roman one or the ninth letter."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.parse.markers import BULLETS, PRIVATE_BULLETS


class Series(StrEnum):
    """The ways of counting that stand in Dutch regulations."""

    DECIMAL = "decimal"  # 1. 1) (1) 1
    SECTION = "section"  # 2.1 3.1.4 5.a.1
    LETTER = "letter"  # a. b)
    CAPITAL = "capital"  # A. B.
    ROMAN = "roman"  # i. ii.
    CAPITAL_ROMAN = "capital roman"  # I. II.
    DEGREE = "degree"  # 1°. 2e.
    BULLET = "bullet"  # – • - o


@dataclass(frozen=True)
class Count:
    """One way to read a marker: which series, in which dress ("." or ")"), and the how-manieth it is."""

    series: Series
    dress: str
    value: int
    inserted: bool = False  # 3a: put in later, after 3

    def like(self, other: "Count") -> bool:
        """Whether both can stand in one list: the same series in the same dress; bullets of one shape."""
        return self.series is other.series and self.dress == other.dress

    def follows(self, other: "Count") -> bool:
        """Whether this one is the next in the list of the other; after a bullet comes the same bullet."""
        if not self.like(other):
            return False
        return self.series is Series.BULLET or self.value == other.value + (0 if self.inserted else 1)

    def opens(self) -> bool:
        """Whether a list can begin with it."""
        return self.series is Series.BULLET or (self.value <= 1 and not self.inserted)


_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})")
_BARE = re.compile(
    r"\(?(?P<core>\d+[a-z]{0,2}|[a-zA-Z]{1,2}|[ivxlIVXL]+|\d+(?:\.(?:\d+|[a-z]))+[a-z]?)(?P<close>[.:)]*)"
)
_DEGREE = re.compile(r"(?P<core>\d+)\s?[°ºo˚e](?P<close>[.)]*)")


def roman_value(text: str) -> int | None:
    """Return the value of a roman numeral in lower or upper case, None when it is none (or above 100)."""
    low = text.lower()
    if not low or not _ROMAN.fullmatch(low):
        return None
    digits = [_ROMAN_DIGITS[sign] for sign in low]
    return sum(-one if one < next_one else one for one, next_one in zip(digits, [*digits[1:], 0]))


def letter_value(text: str) -> int | None:
    """Return 1 for a, 26 for z, 27 for aa (also for ba: lists go on with aa, bb or aa, ab), None for anything else."""
    low = text.lower()
    if len(low) == 1 and low.isascii() and low.isalpha():
        return ord(low) - 96
    if len(low) == 2 and low.isascii() and low.isalpha() and (low[0] == low[1] or low[0] == "a"):
        return 26 + ord(low[1]) - 96
    return None


def is_bullet(marker: str) -> bool:
    """Whether a marker only opens an item and counts nothing: "•", "–", "o"."""
    return marker == "o" or (bool(marker) and (marker in BULLETS or marker in PRIVATE_BULLETS))


def counts(marker: str) -> tuple[Count, ...]:
    """Return every way to read a marker, the most usual first; empty for what counts nothing ("Artikel 3")."""
    if not marker:
        return ()
    if is_bullet(marker):
        return (Count(Series.BULLET, marker, 0),)
    degree = _DEGREE.fullmatch(marker)
    if (degree and not marker[-1].isalnum()) or (degree and marker.endswith(("°", "º", "o", "e"))):
        return (Count(Series.DEGREE, "", int(degree["core"])),)
    bare = _BARE.fullmatch(marker)
    if not bare:
        return ()
    core, dress = bare["core"], _dress(marker, bare["close"])
    if "." in core:
        last = core.rsplit(".", 1)[1]
        value = letter_value(last) if last.isalpha() else int(re.sub(r"\D", "", last))
        return (Count(Series.SECTION, str(core.count(".")), value or 0),)
    if core[0].isdigit():
        digits = core.rstrip("abcdefghijklmnopqrstuvwxyz")
        return (Count(Series.DECIMAL, dress, int(digits), inserted=digits != core),)
    return _lettered(core, dress)


def _dress(marker: str, close: str) -> str:
    if marker.startswith("("):
        return "()"
    return ")" if ")" in close else ""  # "1" and "1." are one dress: editors mix them


def _lettered(core: str, dress: str) -> tuple[Count, ...]:
    upper = core[0].isupper()
    letter, roman = letter_value(core), roman_value(core)
    found = []
    if letter is not None:
        found.append(Count(Series.CAPITAL if upper else Series.LETTER, dress, letter))
    if roman is not None:
        found.append(Count(Series.CAPITAL_ROMAN if upper else Series.ROMAN, dress, roman))
    if core.lower() in ("i", "ii"):
        found.reverse()  # a list that begins with i counts in roman; the ninth letter is told by the eighth before it
    return tuple(found)


_UNIT_WORD = re.compile(
    r"(?P<word>artikel|art\.?|hoofdstuk|afdeling|paragraaf|subparagraaf|sub-paragraaf|titel|deel|boek|bijlage|onderdeel|"
    r"divisie|§+|lid)\s*(?P<number>.*)",
    re.IGNORECASE | re.DOTALL,
)


def unit_word(marker: str) -> tuple[str, str]:
    """Split "Artikel 3." into ("artikel", "3"); a marker without a word gives ("", its number)."""
    match = _UNIT_WORD.fullmatch(marker.strip())
    if not match:
        return "", clean_number(marker)
    word = match["word"].lower().rstrip(".")
    word = {"art": "artikel", "sub-paragraaf": "subparagraaf"}.get(word, "paragraaf" if word.startswith("§") else word)
    return word, clean_number(match["number"])


def clean_number(marker: str) -> str:
    """Return what a marker counts without its dress: "a." gives "a", "1°." gives "1°", "•" nothing."""
    text = marker.strip().strip("()").rstrip(".:) –—-").strip()
    return "" if is_bullet(marker.strip()) else text


_ONES = [
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
]
_ONES += ["vijftiende", "zestiende", "zeventiende", "achttiende", "negentiende"]
_UNITS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def ordinal(number: int) -> str:
    """Return the Dutch ordinal in words ("eerste", "eenentwintigste"), above a hundred in figures ("101e")."""
    if number < 1 or number > 100:
        return f"{number}e"
    if number == 100:
        return "honderdste"
    if number < 20:
        return _ONES[number - 1]
    tens, ones = _TENS[number // 10 - 2], number % 10
    if not ones:
        return f"{tens}ste"
    unit = _UNITS[ones - 1]
    return f"{unit}{'ën' if unit.endswith('e') else 'en'}{tens}ste"
