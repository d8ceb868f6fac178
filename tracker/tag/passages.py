"""Cuts a very long text into parts that the pipeline can read in a bounded memory, at the end of a line or a sentence."""

import re
from collections.abc import Iterator

LONGEST = 20_000  # characters that the pipeline reads at once
_ENDS = (re.compile(r"\n\s*"), re.compile(r"[.;:!?]\s+"), re.compile(r"\s+"))


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
    """Return the last place before `limit` where a line, a sentence or else a word ends, in the second half of the part."""
    middle = (start + limit) // 2
    for end in _ENDS:
        places = [match.end() for match in end.finditer(text, middle, limit)]
        if places:
            return places[-1]
    return limit
