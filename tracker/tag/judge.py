"""The component `control_judge`: what labelled clauses taught about which triggers name control, and whose it is."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from tracker.tag.taxonomy import read_taxonomy
from tracker.tag.triggers import KEY

FACTORY = "control_judge"


class Judge:
    """Keeps the mentions that name control."""

    def __init__(self, folder: Path) -> None:
        self._sure = {trigger.name for trigger in read_taxonomy(folder).triggers if trigger.sure}

    def __call__(self, doc: Doc) -> Doc:
        """Keep the mentions of sure triggers."""
        doc.spans[KEY] = [span for span in doc.spans.get(KEY, ()) if span.id_ in self._sure]
        return doc


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Judge:
    """Make the component; `folder` holds the taxonomy."""
    return Judge(Path(folder))
