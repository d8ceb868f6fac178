"""Words as two versions are compared by, and what differs between two texts, word by word."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tracker.model import Clause

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|\w+|\s+|[^\w\s]")  # 1.600, 2,50 and 12:30 are one word
_SENTENCE = re.compile(r"[^.;\n]*[.;\n]+\s*|[^.;\n]+")
_WORD = re.compile(r"\w+")
_SURROGATES = range(0xD800, 0xE000)

FEW_SIGNS = 4
"""Equal signs between two changed places that are too few to tell them apart: a space, "de", a comma."""


MOST_PAIRS = 100_000_000
"""Words of one text times those of the other, up to which they are compared word by word; it takes 0.1 s and 12 MB."""

_Hunk = tuple[bool, str, str]  # whether it stayed, the old words, the new words


class Piece(NamedTuple):
    """A stretch of text that stayed (`=`), went (`-`) or came (`+`), with its own white space."""

    operation: str
    text: str


def comparable(text: str) -> str:
    """Return the text as two versions are compared by: composed characters, single spaces, nothing invisible."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def words_of(clause: Clause) -> str:
    """Return all that is printed of a clause itself, made comparable: label, heading and text."""
    return comparable(f"{clause.label} {clause.heading} {clause.text}")


def content_of(clause: Clause) -> str:
    """Return what a clause says, made comparable: heading and text, whatever the number before it."""
    return comparable(f"{clause.heading} {clause.text}")


class Vocabulary:
    """Writes every word as one character, so that texts are compared word by word at the speed of strings."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}
        self._words: list[str] = []

    def encode(self, tokens: Iterable[str]) -> str:
        """Return one character a token, the same for the same token. Room for a million tokens."""
        return "".join([self._signs.get(token) or self._add(token) for token in tokens])

    def _add(self, token: str) -> str:
        place = len(self._words)
        sign = chr(place + len(_SURROGATES) if place >= _SURROGATES.start else place)
        self._signs[token] = sign
        self._words.append(token)
        return sign


def words(text: str) -> list[str]:
    """Return the words of a comparable text, in lower case, without punctuation."""
    return _WORD.findall(text.casefold())


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Return what became of `old`, word by word; pieces that stayed or went are `old`, that stayed or came are `new`.

    A word or two that stayed between changed ones is shown as changed with them, so that what is read is whole. Texts
    of many thousands of words are compared sentence by sentence first, and then word by word within what changed.
    """
    return tuple(_pieces(_trimmed(_joined(_hunks(old, new)))))


def _hunks(old: str, new: str) -> list[_Hunk]:
    by_word = _hunks_of(_TOKEN, old, new)
    if by_word is not None:
        return by_word
    hunks: list[_Hunk] = []
    for stayed, went, came in _joined(_hunks_of(_SENTENCE, old, new) or [(False, old, new)]):
        finer = None if stayed else _hunks_of(_TOKEN, went, came)
        hunks += finer or [(stayed, went, came)]
    return hunks


def _hunks_of(unit: re.Pattern[str], old: str, new: str) -> list[_Hunk] | None:
    """Return what stayed and what changed, by units of text; None where there are too many of them."""
    before: list[str] = unit.findall(old)
    after: list[str] = unit.findall(new)
    if len(before) * len(after) > MOST_PAIRS:
        return None
    vocabulary = Vocabulary()
    return [
        (
            each.tag == "equal",
            "".join(before[each.src_start : each.src_end]),
            "".join(after[each.dest_start : each.dest_end]),
        )
        for each in LCSseq.opcodes(vocabulary.encode(before), vocabulary.encode(after))
    ]


def _joined(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """Join changed places that next to nothing keeps apart."""
    joined: list[_Hunk] = []
    for place, (equal, went, came) in enumerate(hunks):
        bridges = equal and place + 1 < len(hunks) and len(went.strip()) < FEW_SIGNS
        if joined and not joined[-1][0] and (bridges or not equal):
            joined[-1] = (False, joined[-1][1] + went, joined[-1][2] + came)
        else:
            joined.append((equal, went, came))
    return joined


def _trimmed(hunks: Iterable[_Hunk]) -> Iterator[_Hunk]:
    """Leave white space at the end of both sides of a changed place out of it, so that words alone are marked."""
    before = ""
    for equal, went, came in hunks:
        if equal:
            yield True, before + went, before + came
            before = ""
            continue
        if before:
            yield True, before, before
        ends = len(went) - len(went.rstrip()), len(came) - len(came.rstrip())
        before = went[len(went) - ends[0] :] if went[len(went) - ends[0] :] == came[len(came) - ends[1] :] else ""
        yield False, went.removesuffix(before), came.removesuffix(before)
    if before:
        yield True, before, before


def _pieces(hunks: Iterable[_Hunk]) -> Iterator[Piece]:
    for equal, went, came in hunks:
        if equal:
            yield Piece("=", went)
            continue
        if went:
            yield Piece("-", went)
        if came:
            yield Piece("+", came)


def old_text(pieces: Iterable[Piece]) -> str:
    """Return the text before the change."""
    return "".join(piece.text for piece in pieces if piece.operation != "+")


def new_text(pieces: Iterable[Piece]) -> str:
    """Return the text after the change."""
    return "".join(piece.text for piece in pieces if piece.operation != "-")
