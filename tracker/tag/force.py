"""The component `control_force`: the force of every mention."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.tag.triggers import KEY

FACTORY = "control_force"

Span.set_extension("force", default="beschrijving", force=True)


class Force:
    """Sets `span._.force` of every mention."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, doc: Doc) -> Doc:
        """Set the force of every mention in a document."""
        for span in doc.spans.get(KEY, ()):
            span._.force = "beschrijving"
        return doc


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Force:
    """Make the component; `folder` holds the taxonomy."""
    return Force(Path(folder))
