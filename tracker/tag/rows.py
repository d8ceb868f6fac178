"""Rows of words found among the tokens of a sentence, whose names of lists are known."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tracker.tag.notation import Element

GAP_WORDS = 4
"""The most words that a gap in a row skips."""

Row = tuple[Element, ...]
Way = list[tuple[int, Element]]
"""The places of the elements of a row, gaps left out, in a list of tokens."""


def ways(row: Row, tokens: Sequence[Token], names: Sequence[frozenset[str]], start: int) -> Iterator[Way]:
    """Yield the ways in which a row fits from a place on; the shortest gaps first."""
    if not row:
        yield []
        return
    first = row[0]
    if first.is_gap:
        for skipped in range(GAP_WORDS + 1):
            if skipped and not _may_skip(first, tokens, start + skipped - 1):
                return
            yield from ways(row[1:], tokens, names, start + skipped)
        return
    if start >= len(tokens) or not fits(first, tokens[start], names[start]):
        return
    for rest in ways(row[1:], tokens, names, start + 1):
        yield [(start, first), *rest]


def fits(element: Element, token: Token, names: frozenset[str]) -> bool:
    """Whether a token with these names is what an element asks for."""
    if element.alternatives and names.isdisjoint(element.alternatives):
        return False
    return not element.pos or token.pos_ in element.pos


def _may_skip(gap: Element, tokens: Sequence[Token], place: int) -> bool:
    return not gap.pos or (place < len(tokens) and tokens[place].pos_ in gap.pos)


def marked(way: Way) -> tuple[int, int]:
    """Return the places [start, end) from the first to the last marked word of a row."""
    places = [place for place, element in way if element.triggers]
    return places[0], places[-1] + 1
