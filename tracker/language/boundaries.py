"""Sentence boundaries of policy text that are sure: lists, headings, abbreviations and references.

The component `legal_boundaries` stands before the senter and the parser. It says of a token that it starts a sentence,
or that it does not, only where a rule of `rules.toml` is sure of it; what it leaves open (`None`) they decide. A senter
with `overwrite = false` keeps all that is set. The parser starts a sentence at every `True`; at a `False` it makes no
break, but a word that it leaves without a head becomes a sentence of its own all the same (3 in 136,000 places).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.errors import Errors
from spacy.language import Language
from spacy.tokens import Doc

from tracker.language.rules import AbbreviationRule, BoundaryRule, load_rules, spellings

FACTORY = "legal_boundaries"
_STARTS, _GOES_ON = np.uint64(1), np.uint64(2**64 - 1)  # spaCy's 1 and -1, as its arrays have them

_CONTINUATIONS = {"anything": r".*", "number": r"[\d§].*|[IVX]+|[a-z]", "small letter": r"[a-zà-ÿ(,;:)–-].*"}


@Language.component(FACTORY, assigns=["token.is_sent_start"])
def legal_boundaries(doc: Doc) -> Doc:
    """Set `is_sent_start` of the tokens that a rule is sure of, and leave the others as they are.

    Raises ValueError (E043 of spaCy) when the document has been parsed already.
    """
    if len(doc) and doc.has_annotation("DEP"):
        raise ValueError(Errors.E043)
    starts: Any = doc.to_array(SENT_START)  # all at once: setting one token looks through the whole document
    for index, begins in sure_boundaries(doc).items():
        starts[index] = _STARTS if begins else _GOES_ON
    return doc.from_array([SENT_START], starts)


def sure_boundaries(doc: Doc) -> dict[int, bool]:
    """Return for the index of every token that a rule is sure of whether it starts a sentence.

    Rules of places go before rules of neighbours, and what keeps words together before what sets them apart. Whitespace
    starts no sentence: it belongs to the sentence before it, and that at the start of a text to the first sentence.
    """
    words = [token.i for token in doc if not token.is_space]
    offsets = [doc[index].idx for index in words]
    decided = {token.i: False for token in doc if token.is_space}
    decided.update(_between_neighbours(doc, words))
    for _, end in _matches(_apart(), doc.text):
        first = bisect_left(offsets, end)
        decided.update((index, True) for index in words[first : first + 1])
    for start, end in _matches(_together(), doc.text):
        inside = words[bisect_right(offsets, start) : bisect_right(offsets, end)]
        decided.update((index, False) for index in inside)
    decided.update((index, False) for index in words[:1])
    decided.pop(0, None)  # the first token starts a sentence whatever it is
    return decided


def _between_neighbours(doc: Doc, words: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Give what the rules of neighbours say of each word that has another one before it on its line."""
    for previous, index in pairwise(words):
        if index - previous > 1 and "\n" in doc[previous + 1 : index].text:
            continue
        holding = _as_previous(doc[previous].text) & _as_next(doc[index].text)
        if holding:
            first = (holding & -holding).bit_length() - 1
            yield index, _neighbours()[first][2]


@lru_cache(maxsize=100_000)
def _as_previous(text: str) -> int:
    """Return a bit for every rule of neighbours whose first token this can be."""
    return sum(1 << place for place, (previous, _, _) in enumerate(_neighbours()) if previous.fullmatch(text))


@lru_cache(maxsize=100_000)
def _as_next(text: str) -> int:
    """Return a bit for every rule of neighbours whose second token this can be."""
    return sum(1 << place for place, (_, second, _) in enumerate(_neighbours()) if second.fullmatch(text))


@cache
def _neighbours() -> tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...]:
    """Return first token, second token and whether the second one starts a sentence; abbreviations go first."""
    rules = load_rules()
    abbreviations = ((_spelled(rule), _CONTINUATIONS[rule.followed_by], False) for rule in rules.abbreviations)
    neighbours = ((rule.previous, rule.next, rule.starts) for rule in rules.neighbours)
    return tuple(
        (re.compile(previous), re.compile(second, re.DOTALL), starts)
        for previous, second, starts in (*abbreviations, *neighbours)
    )


def _spelled(rule: AbbreviationRule) -> str:
    return "|".join(re.escape(spelling) for form in rule.forms for spelling in spellings(form))


@cache
def _together() -> tuple[re.Pattern[str], ...]:
    return _compiled(load_rules().together)


@cache
def _apart() -> tuple[re.Pattern[str], ...]:
    return _compiled(load_rules().apart)


def _compiled(rules: Iterable[BoundaryRule]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern, re.MULTILINE) for rule in rules)


def _matches(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.span()
