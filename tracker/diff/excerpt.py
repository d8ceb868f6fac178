"""What changed in a text with some of what stays around it; the rest is left out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tracker.compare.changes import Difference
from tracker.compare.text import Piece

AROUND = 60
"""Signs that are shown of what stayed, on either side of what changed."""

LEFT_OUT = "…"


def excerpt(pieces: Sequence[Piece], *, around: int = AROUND, longest: int = 0, most: int = 0) -> tuple[Piece, ...]:
    """Return the pieces without the middle of what stayed, cut between words.

    longest: how many signs of one changed stretch are shown; most: how many pieces; 0 is: all.
    """
    shown = tuple(islice(_shortened(pieces, around, longest), most or None))
    return shown if len(shown) == len(pieces) else (*shown, Piece("=", f" {LEFT_OUT}"))


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


def signs(parts: Iterable[Difference]) -> int:
    """Return how many signs the old and the new texts have together."""
    return sum(len(text) * (2 if operation == "=" else 1) for part in parts for operation, text in part.pieces)
