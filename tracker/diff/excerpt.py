"""What changed in a text with some of what stays around it; the rest is left out."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.compare import Difference, Piece

AROUND = 60
"""Signs that are shown of what stayed, on either side of what changed."""

LEFT_OUT = "…"


def excerpt(pieces: Sequence[Piece], *, around: int = AROUND, longest: int = 0) -> tuple[Piece, ...]:
    """Return the pieces without the middle of what stayed, cut between words.

    longest: how many signs of one changed stretch are shown; 0 is: all.
    """
    return tuple(_shortened(pieces, around, longest))


def _shortened(pieces: Sequence[Piece], around: int, longest: int) -> Iterator[Piece]:
    last = len(pieces) - 1
    for place, (operation, text) in enumerate(pieces):
        if operation != "=":
            yield Piece(operation, beginning(text, longest) if longest else text)
            continue
        before = text[:around] if place > 0 else ""
        after = text[-around:] if place < last else ""
        if len(text) <= len(before) + len(after) + around:
            yield Piece("=", text)
        else:
            words_before, _, _ = before.rpartition(" ")
            gap = " " if before.startswith(" ") and not words_before else ""
            kept = filter(None, (words_before, LEFT_OUT, after.partition(" ")[2]))
            yield Piece("=", gap + " ".join(kept))


def beginning(text: str, longest: int) -> str:
    """Return a text, or its beginning up to a word and a sign that the rest is left out."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]} {LEFT_OUT}"


def shortens(parts: Iterable[Difference], longest: int) -> bool:
    """Return whether an excerpt with these settings leaves anything out."""
    return any(excerpt(part.pieces, longest=longest) != tuple(part.pieces) for part in parts)


def longest_side(parts: Iterable[Difference]) -> int:
    """Return how many signs the longer of the old and the new texts has, all parts together."""
    sizes = {"-": 0, "+": 0}
    for part in parts:
        for side in sizes:
            sizes[side] += sum(len(text) for operation, text in part.pieces if operation in ("=", side))
    return max(sizes.values())
