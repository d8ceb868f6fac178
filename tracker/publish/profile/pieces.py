"""The pieces that a text falls into (chapters, or else articles), and in which of them no control was marked. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.model import ClauseKind
from tracker.publish.reading.outline import Entry, Outline

_KINDS = (ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ARTICLE)
_NAMES = {
    ClauseKind.CHAPTER: ("hoofdstuk", "hoofdstukken"),
    ClauseKind.SECTION: ("paragraaf", "paragrafen"),
    ClauseKind.ARTICLE: ("artikel", "artikelen"),
}


@dataclass(frozen=True)
class Pieces:
    """The outermost pieces of a text, all of one kind: `one` and `more` are its name in Dutch.

    silent: those in which no control was marked. empty: those of which there is a heading and no text.
    """

    all: tuple[Entry, ...]
    silent: tuple[Entry, ...]
    empty: tuple[Entry, ...]
    one: str
    more: str


def pieces_of(outline: Outline, mentioned: Iterable[str]) -> Pieces | None:
    """Return the pieces of a text, of which `mentioned` are the ids of the clauses with a mention.

    None for a text that is not divided: one with fewer than two chapters, paragraphs or articles.
    """
    for kind in _KINDS:
        of_kind = [entry for entry in outline.entries if entry.kind == kind]
        outermost = min((outline.depths[outline.place_of[entry.id]] for entry in of_kind), default=0)
        pieces = [entry for entry in of_kind if outline.depths[outline.place_of[entry.id]] == outermost]
        if len(pieces) > 1:
            return _sorted_out(outline, pieces, frozenset(mentioned), *_NAMES[kind])
    return None


def _sorted_out(outline: Outline, pieces: Sequence[Entry], mentioned: frozenset[str], one: str, more: str) -> Pieces:
    letters, speaking = _in_each(outline, mentioned)
    empty = tuple(piece for piece in pieces if not letters[piece.id])
    silent = tuple(piece for piece in pieces if letters[piece.id] and piece.id not in speaking)
    return Pieces(tuple(pieces), silent, empty, one, more)


def _in_each(outline: Outline, mentioned: frozenset[str]) -> tuple[Mapping[str, int], frozenset[str]]:
    """Return the characters of text in each entry with all that falls under it, and which of them hold a mention."""
    letters = {entry.id: entry.letters for entry in outline.entries}
    speaking = set(mentioned)
    for place, entry in enumerate(outline.entries):
        for above in outline.above(place):
            letters[above.id] += entry.letters
            if entry.id in mentioned:
                speaking.add(above.id)
    return letters, frozenset(speaking)
