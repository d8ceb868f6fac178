"""The component `control_polarity`: whether a mention is denied or bound to a condition, by `polarity.toml`.

The first cue of the file counts that is tied to the mention itself: to its words, its clause, or a clause that hangs
from it.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.tag.cues import CueFinder, FoundCue, read_cues, read_file
from tracker.tag.surroundings import BINDINGS, Surroundings
from tracker.tag.triggers import KEY

FACTORY = "control_polarity"
FILE = "polarity.toml"
POLARITIES = ("ja", "nee", "voorwaarde")

Span.set_extension("polarity", default="ja", force=True)
Span.set_extension("polarity_cue", default="", force=True)


class Polarity:
    """Sets `span._.polarity` of every mention, and `span._.polarity_cue`: the name of the cue, or nothing."""

    def __init__(self, folder: Path) -> None:
        self._cues = CueFinder(read_cues(folder / FILE, POLARITIES, BINDINGS))
        self._carriers = frozenset(read_file(folder / FILE).get("carriers", ()))

    def __call__(self, doc: Doc) -> Doc:
        """Set the polarity of every mention in a document."""
        found: dict[int, list[FoundCue]] = {}
        for span in doc.spans.get(KEY, ()):
            sentence = span[0].sent
            if sentence.start not in found:
                found[sentence.start] = self._cues.find(sentence)
            cue = self._first(span, found[sentence.start])
            span._.polarity = cue.cue.value if cue else "ja"
            span._.polarity_cue = cue.cue.name if cue else ""
        return doc

    def _first(self, span: Span, found: list[FoundCue]) -> FoundCue | None:
        if not found:
            return None
        surroundings = Surroundings(span)
        place = surroundings.place(self._carriers)
        return next(
            (
                each
                for each in found
                if each.cue.is_about(span, place)
                and surroundings.distance(each.cue.binds, each.start, each.end) is not None
            ),
            None,
        )


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Polarity:
    """Make the component; `folder` holds the taxonomy."""
    return Polarity(Path(folder))
