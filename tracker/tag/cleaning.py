"""The text that the pipeline reads, and the way back to the text as it was given.

What is not seen goes (soft hyphens, marks of direction, zero-width characters), control characters become spaces, and
letters with loose accents are composed, so that words are found however they are coded.
"""

import re
import unicodedata
from dataclasses import dataclass

_LOOSE = "[^\\W\\d_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_CHANGED = re.compile(f"(?P<loose>{_LOOSE})|(?P<unseen>{_UNSEEN})|(?P<control>{_CONTROL})")


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text; its character i stood at [starts[i], ends[i]) of the original. No offsets: nothing changed."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters [start, end) stood in the original, for start < end."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def clean(text: str) -> Cleaned:
    """Clean a text, and remember where every character came from."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _CHANGED.finditer(text):
        pieces += [text[position : match.start()], replacement := _replacement(match)]
        starts += [*range(position, match.start()), *([match.start()] * len(replacement))]
        ends += [*range(position + 1, match.start() + 1), *([match.end()] * len(replacement))]
        position = match.end()
    if not pieces:
        return Cleaned(text)
    rest = range(position, len(text))
    return Cleaned("".join(pieces) + text[position:], (*starts, *rest), (*ends, *(place + 1 for place in rest)))


def _replacement(match: re.Match[str]) -> str:
    if match["unseen"]:
        return ""
    return " " if match["control"] else unicodedata.normalize("NFC", match[0])
