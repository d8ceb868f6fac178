"""What is tagged at once: a text with its introduction; a very long one in parts, so that memory stays bounded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 20_000  # characters that the pipeline reads at once
_ENDS = (re.compile(r"\n\s*"), re.compile(r"[.;:!?]\s+"), re.compile(r"\s+"))


@dataclass(frozen=True)
class Passage:
    """A text to tag; `introduction` is what introduces the list that it is an item of, or empty."""

    text: str
    introduction: str = ""


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Give [start, end) of the parts of a text, none longer than LONGEST; together they are the whole text.

    >>> list(cut("Kort."))
    [(0, 5)]
    """
    start = 0
    while len(text) - start > LONGEST:
        end = _last_end(text, start, start + LONGEST)
        yield start, end
        start = end
    yield start, len(text)


def _last_end(text: str, start: int, limit: int) -> int:
    """Return where in the second half of the part the last line, or else sentence, or else word ends."""
    middle = (start + limit) // 2
    for end in _ENDS:
        places = [match.end() for match in end.finditer(text, middle, limit)]
        if places:
            return places[-1]
    return limit
