"""Read what follows the number of an article: "eerste en derde lid, aanhef en onder a en b, tweede volzin".

tail     = [members] {"," items} ["," ordinal "volzin"]
members  = ordinal {("," | "en" | "tot en met") ordinal} "lid" | "lid" number {...}
items    = ["aanhef en"] ("onderdeel" | "onder") letter {("," | "en" | "tot en met") letter}
"""

import re

from tracker.refer.cursor import Cursor
from tracker.refer.reference import Place, Step
from tracker.refer.tokens import Kind, Token

_RANGE_LIMIT = 60  # articles in one range; more is a misreading
_ITEM = re.compile(r"[a-zA-Z]|([a-z])\1|\d{1,2}")
_JOINS = (Kind.COMMA, Kind.AND, Kind.TO)


def read_tail(cursor: Cursor, first: bool = False) -> list[Place]:
    """Read leden, then onderdelen; returns every combination, none where neither stands here.

    first: nothing goes before them, so no comma does.
    """
    members = cursor.attempt(lambda: _members(cursor, first))
    places: list[Place] = [(member,) for member in members]
    while items := cursor.attempt(lambda: _items(cursor)):  # "onder b, onder 2°" goes one level deeper
        places = [(*place, item) for place in places or [()] for item in items]
    if places:
        cursor.attempt(lambda: _sentence(cursor))
    return places


def number_range(first: str, last: str) -> list[str]:
    """Return the numbers or letters from `first` to `last`; only these two when what lies between cannot be counted."""
    prefix_first, head = _last_part(first)
    prefix_last, tail = _last_part(last)
    if head.isdigit() and tail.isdigit() and prefix_first == prefix_last and 0 < int(tail) - int(head) <= _RANGE_LIMIT:
        return [f"{prefix_first}{number}" for number in range(int(head), int(tail) + 1)]
    if len(first) == len(last) == 1 and first.islower() and last.islower() and first < last:
        return [chr(code) for code in range(ord(first), ord(last) + 1)]
    return [first, last]


def _last_part(number: str) -> tuple[str, str]:
    cut = max(number.rfind("."), number.rfind(":")) + 1
    return number[:cut], number[cut:]


def _members(cursor: Cursor, first: bool) -> list[Step]:
    """Read "eerste en derde lid", "lid 2", "het tweede tot en met vierde lid"."""
    if not first:
        cursor.skip(Kind.COMMA)
    cursor.skip(Kind.THE)
    if cursor.at(Kind.UNIT, value="lid") and cursor.at(Kind.NUMBER, 1):
        return _numbered_members(cursor)
    ordinals = _series(cursor, Kind.ORDINAL, "lid")
    return ordinals if cursor.skip(Kind.UNIT, "lid") else []


def _numbered_members(cursor: Cursor) -> list[Step]:
    """Read "lid 2", "leden 2 en 3", "lid 2 en lid 3"; the cursor stands at a "lid" with a number."""
    cursor.take()
    members = _series(cursor, Kind.NUMBER, "lid")
    while cursor.at(Kind.AND) and cursor.at(Kind.UNIT, 1, "lid") and cursor.at(Kind.NUMBER, 2):
        cursor.position += 2
        members += _series(cursor, Kind.NUMBER, "lid")
    return members


def _items(cursor: Cursor) -> list[Step]:
    """Read "onderdeel a", "onder a en b", "aanhef en onder c, onder 2°"."""
    cursor.skip(Kind.COMMA)
    cursor.skip(Kind.INTRODUCTION)
    if cursor.at(Kind.UNIT, 1, "onderdeel"):
        cursor.skip(Kind.AND)  # "het vierde lid en onder b"
    return _series(cursor, Kind.LETTER, "onderdeel") if cursor.skip(Kind.UNIT, "onderdeel") else []


def _sentence(cursor: Cursor) -> bool:
    """Read "tweede volzin", which names no place that is stored."""
    cursor.skip(Kind.COMMA)
    return bool(_series(cursor, Kind.ORDINAL, "volzin")) and cursor.skip(Kind.SENTENCE)


def _series(cursor: Cursor, kind: Kind, unit: str) -> list[Step]:
    """Read one or more of a kind, joined by commas, "en" or "tot en met"."""
    values: list[str] = []
    while token := _token_of(cursor, kind):
        if values and cursor.tokens[cursor.position - 1].kind is Kind.TO:
            values += number_range(values[-1], token.value)[1:]
        else:
            values.append(token.value)
        cursor.take()
        if not _join(cursor, kind):
            break
    return [(unit, value) for value in values]


def _join(cursor: Cursor, kind: Kind) -> bool:
    """Step over a comma, "en" or "tot en met", or two of these, when another of the kind follows."""
    for length in (2, 1):
        if all(any(cursor.at(join, ahead) for join in _JOINS) for ahead in range(length)):
            cursor.position += length
            if _token_of(cursor, kind):
                return True
            cursor.position -= length
    return False


def _token_of(cursor: Cursor, kind: Kind) -> Token | None:
    """The token here if it can be of the kind: "a" is a word unless a letter is wanted, "1°" is a letter anywhere."""
    token = cursor.token()
    if token is None or token.kind is kind:
        return token
    is_letter = kind is Kind.LETTER and token.kind in (Kind.WORD, Kind.NUMBER) and _ITEM.fullmatch(token.value)
    return token if is_letter else None
