"""The component `control_polarity`: the polarity of every mention."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.tag.triggers import KEY

FACTORY = "control_polarity"

Span.set_extension("polarity", default="ja", force=True)


class Polarity:
    """Sets `span._.polarity` of every mention."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, doc: Doc) -> Doc:
        """Set the polarity of every mention in a document."""
        for span in doc.spans.get(KEY, ()):
            span._.polarity = "ja"
        return doc


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Polarity:
    """Make the component; `folder` holds the taxonomy."""
    return Polarity(Path(folder))
