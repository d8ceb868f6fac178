"""The words of a text with their places, written so that accents, capitals and hyphens make no difference."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?!\w)|-?[^\W_]+(?:['’‘`´-][^\W_]+)*-?")
_NUMBER_SIGNS = str.maketrans(".,:", "___")
_DROPPED = str.maketrans("", "", "'’‘`´-_")

_CACHED = 100_000
"""Words as printed of which the key is kept."""


class Word(NamedTuple):
    """A word of a text: `text[start:end]` is as printed, `key` as it is looked up.

    `stub` tells where its other half is left out: `after` ("raads- en commissieleden"), `before` ("buurtraad en
    -budget"), or empty.
    """

    start: int
    end: int
    key: str
    stub: str = ""


def folded(text: str) -> str:
    """Return a text in small letters without accents: "Cliënt" and "client" are the same.

    >>> folded("Cliënten")
    'clienten'
    """
    small = text.lower()
    if small.isascii():
        return small
    plain = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(_CACHED)
def word_key(printed: str) -> str:
    """Return how a word is looked up: folded, hyphens and apostrophes left out, numbers with `_` for their points.

    >>> word_key("Mede-eigenaar"), word_key("2.3")
    ('medeeigenaar', '2_3')
    """
    if printed[0].isdigit() and not any(sign.isalpha() for sign in printed):
        return printed.translate(_NUMBER_SIGNS)
    return folded(printed).translate(_DROPPED)


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text in the order in which they stand there; letters that fold to nothing are no word."""
    for found in _WORD.finditer(text):
        start, end = found.span()
        printed = found[0]
        if printed[0] == "-" or printed[-1] == "-":
            stub = _stub(text, printed, start, end)
            start, end = start + printed.startswith("-"), end - printed.endswith("-")
            printed = text[start:end]
        else:
            stub = ""
        if key := word_key(printed):
            yield Word(start, end, key, stub)


def _stub(text: str, printed: str, start: int, end: int) -> str:
    """Tell whether half a word is left out; a dash between words or numbers leaves nothing out."""
    if printed.endswith("-") and text[end : end + 1].isspace():
        return "after"
    if printed.startswith("-") and text[start - 1 : start].isspace():
        return "before"
    return ""
