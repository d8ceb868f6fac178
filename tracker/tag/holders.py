"""The component `control_holders`: the holder of every mention."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.tag.triggers import KEY

FACTORY = "control_holders"

Span.set_extension("holder", default="onbepaald", force=True)


class Holders:
    """Sets `span._.holder` of every mention."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, doc: Doc) -> Doc:
        """Set the holder of every mention in a document."""
        for span in doc.spans.get(KEY, ()):
            span._.holder = "onbepaald"
        return doc


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Holders:
    """Make the component; `folder` holds the taxonomy."""
    return Holders(Path(folder))
