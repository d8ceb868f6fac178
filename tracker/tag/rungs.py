"""The component `control_rungs`: where on the participation ladder a mention stands, by form and by `rungs.toml`."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.model import TrackerError
from tracker.tag.cues import CueFinder, FoundCue, read_cues, read_file
from tracker.tag.surroundings import BINDINGS, Surroundings
from tracker.tag.taxonomy import FORMS
from tracker.tag.triggers import KEY

FACTORY = "control_rungs"
FILE = "rungs.toml"
RUNGS = ("informeren", "raadplegen", "adviseren", "coproduceren", "meebeslissen", "zelf", "onbepaald")

Span.set_extension("rung", default="onbepaald", force=True)


class Rungs:
    """Sets `span._.rung` of every mention: by the first cue of the file that is tied to it, else by form and holder."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        content = read_file(path)
        self._cues = CueFinder(read_cues(path, RUNGS, BINDINGS))
        self._by_form: dict[str, str] = content.get("forms", {})
        self._by_holder: dict[str, dict[str, str]] = content.get("holders", {})
        given = [self._by_form, *self._by_holder.values()]
        if set(self._by_form) != set(FORMS) or any(rung not in RUNGS for each in given for rung in each.values()):
            raise TrackerError(f"{path}: [forms] must give one of {', '.join(RUNGS)} to each of {', '.join(FORMS)}")

    def __call__(self, doc: Doc) -> Doc:
        """Set the rungs in a document."""
        spans = doc.spans.get(KEY, ())
        found = self._cues.find(doc) if spans else []
        for span in spans:
            span._.rung = self._by_cue(span, found) or self._by_default(span)
        return doc

    def _by_cue(self, span: Span, found: list[FoundCue]) -> str | None:
        surroundings = Surroundings(span)
        for each in found:
            in_reach = each.cue.binds == "text" or _in_sentence(span, each)
            if not in_reach or not each.cue.is_about(span):
                continue
            if surroundings.distance(each.cue.binds, each.start, each.end) is not None:
                return each.cue.value
        return None

    def _by_default(self, span: Span) -> str:
        return self._by_holder.get(span._.holder, {}).get(span.label_) or self._by_form.get(span.label_, "onbepaald")


def _in_sentence(span: Span, found: FoundCue) -> bool:
    sentence = span[0].sent
    return bool(sentence.start <= found.start < sentence.end)


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Rungs:
    """Make the component; `folder` holds the taxonomy."""
    return Rungs(Path(folder))
