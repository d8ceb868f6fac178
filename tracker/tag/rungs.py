"""The component `control_rungs`: where on the participation ladder a mention stands."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.tag.triggers import KEY

FACTORY = "control_rungs"
RUNGS = ("informeren", "raadplegen", "adviseren", "coproduceren", "meebeslissen", "zelf", "onbepaald")
DEFAULTS = {
    "informatie": "informeren",
    "inspraak": "raadplegen",
    "advies": "adviseren",
    "samenspraak": "coproduceren",
    "zeggenschap": "meebeslissen",
    "zelfbeheer": "zelf",
    "initiatief": "zelf",
    "uitdaagrecht": "zelf",
    "budget": "zelf",
}

Span.set_extension("rung", default="onbepaald", force=True)


class Rungs:
    """Sets `span._.rung` of every mention."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, doc: Doc) -> Doc:
        """Set the rungs in a document."""
        for span in doc.spans.get(KEY, ()):
            span._.rung = DEFAULTS.get(span.label_, "onbepaald")
        return doc


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Rungs:
    """Make the component; `folder` holds the taxonomy."""
    return Rungs(Path(folder))
