"""What differs between two texts, word by word, as HTML that says without colour what went and what came."""

import json
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import escape

from tracker.diff.words import EFFECTS
from tracker.publish.reading.rows import Row

_PIECES = {
    "=": "{}",
    "-": '<del><span class="alleen-voorlezen">weg: </span>{}</del>',
    "+": '<ins><span class="alleen-voorlezen">erbij: </span>{}</ins>',
}
_KINDS = {
    "toegevoegd": "Nieuw in deze versie",
    "gewijzigd": "Veranderd: zo stond het er eerst",
    "verplaatst": "Stond eerst op een andere plaats",
    "hernummerd": "Had eerst een ander nummer",
    "vervallen": "Staat er niet meer in",
}


def pieces_html(pieces: Iterable[tuple[str, str]]) -> str:
    """Return the pieces of a difference (`=`, `-` or `+`, and the text) as HTML."""
    return "".join(_PIECES.get(operation, "{}").format(escape(text)) for operation, text in pieces)


def differences_html(differences: str, longest: int = 0) -> str:
    """Return the stored differences of a change as paragraphs, of the heading and of the text.

    Of a longer text than `longest` letters, where that is given, the beginning comes back, and that is said.
    """
    parts: Mapping[str, list[tuple[str, str]]] = json.loads(differences)
    return "".join(
        f'<p class="verschil bron">{pieces_html(_begun(parts[part], longest) if longest else parts[part])}</p>'
        for part in ("heading", "text")
        if part in parts
    )


def _begun(pieces: Iterable[tuple[str, str]], longest: int) -> Iterator[tuple[str, str]]:
    """Give the pieces up to a number of letters, and then that there is more."""
    for operation, text in pieces:
        yield operation, text[:longest]
        longest -= len(text)
        if longest <= 0:
            yield "=", " … (de rest is weggelaten)"
            return


def kind_words(change: Row) -> str:
    """Return what became of a clause, as the line that opens the rest; with what it does to residents' say."""
    effect = EFFECTS.get(change["effect"], "")
    return f"{_KINDS[change['kind']]}{f' ({effect})' if effect else ''}"
