"""What a marker counts: "1." opens a list in figures; "i." is the first in roman, or the ninth letter."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tracker.parse.markers import BULLETS, PRIVATE_BULLETS

MARKERS_KEPT = 4096
"""Markers whose reading is kept: the same few come back all through a document."""

_DASHES = "–—-‐‑−"
_SIGNS = frozenset(BULLETS + PRIVATE_BULLETS + "o")


class Series(StrEnum):
    """The ways of counting that stand in Dutch regulations."""

    DECIMAL = "decimal"  # 1. 1) (1) 1
    SECTION = "section"  # 2.1 3.1.4 5.a
    LETTER = "letter"  # a. b)
    CAPITAL = "capital"  # A. B.
    ROMAN = "roman"  # i. ii.
    CAPITAL_ROMAN = "capital roman"  # I. II.
    DEGREE = "degree"  # 1°. 2e.
    BULLET = "bullet"  # – • - o


_USUAL_DEPTH = {
    Series.CAPITAL_ROMAN: 0,
    Series.CAPITAL: 1,
    Series.DECIMAL: 2,
    Series.SECTION: 2,
    Series.LETTER: 3,
    Series.DEGREE: 4,
    Series.ROMAN: 5,
    Series.BULLET: 6,
}


@dataclass(frozen=True)
class Count:
    """One way to read a marker.

    dress: what stands around the number (")", "()", empty for a full stop or nothing), for a section what stands before
    its last number ("2.1." of 2.1.3), of a bullet its sign. value: the how-manieth. suffix: the letter of a number that
    was put in later ("a" of 3a).
    """

    series: Series
    dress: str
    value: int
    suffix: str = ""

    def like(self, other: "Count") -> bool:
        """Whether both can stand in one list: the same series in the same dress; bullets of one shape."""
        return self.series is other.series and self.dress == other.dress

    def follows(self, other: "Count") -> bool:
        """Whether this one is the next in the list of the other; after a bullet comes the same bullet."""
        if not self.like(other):
            return False
        if self.series is Series.BULLET:
            return True
        if self.value == other.value:
            return self.suffix > other.suffix
        return self.value == other.value + 1

    def comes_after(self, other: "Count") -> bool:
        """Whether this one can stand later in the list of the other, numbers left out in between allowed."""
        return self.like(other) and (self.value, self.suffix) > (other.value, other.suffix)

    def opens(self) -> bool:
        """Whether a list can begin with it."""
        return self.series is Series.BULLET or (self.value <= 1 and not self.suffix)

    def usually_within(self, other: "Count") -> bool:
        """Whether lists of this series stand within lists of the other, as letters do within numbers."""
        return _USUAL_DEPTH[self.series] > _USUAL_DEPTH[other.series]


# ---------------------------------------------------------------------------- reading a marker

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_BARE = re.compile(
    r"\(?(?P<core>\d+(?:[.:](?:\d+|[a-z]))+[a-z]?|\d+(?:[a-z]{1,2}|\s?(?:bis|ter|quater))?|[a-zA-Z]{1,6})(?P<close>[.:)]*)"
)
_NUMBER = re.compile(r"(?P<value>\d+)\s?(?P<suffix>[a-z]*)")
_DEGREE = re.compile(r"\(?(?P<core>\d+)\s?(?:[°º˚]|(?:de|e|o|ste)(?=[.)]|$))[.):]*")


def roman_value(text: str) -> int | None:
    """Return the value of a roman numeral in lower or upper case, None when it is none (or above 100)."""
    low = text.lower()
    if not low or not _ROMAN.fullmatch(low):
        return None
    digits = [_ROMAN_DIGITS[sign] for sign in low]
    return sum(-one if one < next_one else one for one, next_one in zip(digits, [*digits[1:], 0]))


def letter_value(text: str) -> int | None:
    """Return 1 for a, 26 for z, 27 for aa, 28 for bb or ab (lists go on in both ways), None for anything else."""
    low = text.lower()
    if not low.isascii() or not low.isalpha():
        return None
    if len(low) == 1:
        return ord(low) - 96
    if len(low) == 2 and (low[0] == low[1] or low[0] == "a"):
        return 26 + ord(low[1]) - 96
    return None


def is_bullet(marker: str) -> bool:
    """Whether a marker only opens an item and counts nothing: "•", "–", "o"."""
    return marker in _SIGNS


@lru_cache(maxsize=MARKERS_KEPT)
def counts(marker: str) -> tuple[Count, ...]:
    """Return every way to read a marker, the most usual first; none for what counts nothing ("Vraag 4")."""
    if not marker:
        return ()
    if is_bullet(marker):
        return (Count(Series.BULLET, "–" if marker in _DASHES else marker, 0),)
    if degree := _DEGREE.fullmatch(marker):
        inserted = [Count(Series.DECIMAL, "", int(degree["core"]), "e")] if marker.rstrip(".").endswith("e") else []
        return (Count(Series.DEGREE, "", int(degree["core"])), *inserted)  # "44e" is also what stands after "44d"
    bare = _BARE.fullmatch(marker)
    if not bare:
        return ()
    core, dress = bare["core"], _dress(marker, bare["close"])
    if section := re.fullmatch(r"(.*[.:])(?:(\d+)([a-z]?)|([a-z]))", core):
        before, number, suffix, letter = section.groups()
        return (Count(Series.SECTION, before, int(number or letter_value(letter) or 0), suffix or ""),)
    if number := _NUMBER.fullmatch(core):
        return (Count(Series.DECIMAL, dress, int(number["value"]), number["suffix"]),)
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


# ---------------------------------------------------------------------------- words before a number

_UNIT_WORD = re.compile(
    r"(?P<word>artikel|art\b\.?|hoofdstuk|afdeling|paragraaf|subparagraaf|sub-paragraaf|titel|deel|boek|bijlage|appendix|"
    r"annex|aanhangsel|onderdeel|divisie|§+|lid)\s*(?P<number>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SAME_WORD = {"art": "artikel", "sub-paragraaf": "subparagraaf", "appendix": "bijlage", "annex": "bijlage"}
_SAME_WORD |= {"aanhangsel": "bijlage"}


@lru_cache(maxsize=MARKERS_KEPT)
def unit_word(marker: str) -> tuple[str, str]:
    """Split "Artikel 3." into ("artikel", "3"); a marker without a word gives ("", its number)."""
    match = _UNIT_WORD.fullmatch(marker.strip())
    if not match:
        return "", clean_number(marker)
    word = match["word"].lower().rstrip(".")
    word = _SAME_WORD.get(word, "paragraaf" if word.startswith("§") else word)
    return word, clean_number(match["number"])


@lru_cache(maxsize=MARKERS_KEPT)
def clean_number(marker: str) -> str:
    """Return the bare number of a marker: "a." gives "a", "1°." gives "1°", "2.1." gives "2.1", "•" nothing."""
    text = marker.strip()
    if is_bullet(text):
        return ""
    return re.sub(r"[.:)\s–—-]+$", "", text.lstrip("(")).strip()


def is_next_number(number: str, before: str) -> bool:
    """Whether a number comes right after another, as those of articles do: 4 or 3a after 3, 2.5 after 2.4."""
    later, earlier = counts(number), counts(before)
    return any(each.follows(other) for each in later for other in earlier if each.series is not Series.BULLET)


# ---------------------------------------------------------------------------- ordinals

_ONES = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"]
_ONES += ["elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende", "zeventiende", "achttiende"]
_ONES += ["negentiende"]
_UNITS = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_LARGEST_IN_WORDS = 999


def ordinal(number: int) -> str:
    """Return the Dutch ordinal in words ("eerste", "honderdderde"), above 999 in figures ("1000e")."""
    if number < 1 or number > _LARGEST_IN_WORDS:
        return f"{number}e"
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    return ("" if hundreds == 1 else _UNITS[hundreds - 1]) + "honderd" + (_below_hundred(rest) if rest else "ste")


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number - 1]
    tens, ones = _TENS[number // 10 - 2], number % 10
    if not ones:
        return f"{tens}ste"
    unit = _UNITS[ones - 1]
    return f"{unit}{'ën' if unit.endswith('e') else 'en'}{tens}ste"
