"""The component `control_force`: how binding every mention is, by the cues of `force.toml`.

Of all cues that are tied to a mention the one counts that stands nearest to it, clause by clause from the inside out;
of equally near ones the first in the file. A cue that yields (`kunnen`, `hebben`) counts only where no other one is
tied: who wants that residents can decide wants it. Where there is none, the sentence that introduces the list counts,
and then what the file says of the tense, the style of the text and the place of the mention.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from tracker.model import TrackerError
from tracker.tag.cues import CueFinder, FoundCue, read_cues, read_file
from tracker.tag.surroundings import BINDINGS, Surroundings, introduction
from tracker.tag.triggers import KEY

FACTORY = "control_force"
FILE = "force.toml"
FORCES = ("plicht", "recht", "voornemen", "beschrijving")
STYLES = ("motion", "plan", "debate", "report", "rule")
NO_STYLE = "none"

Span.set_extension("force", default="beschrijving", force=True)
Span.set_extension("force_cues", default=(), force=True)
Span.set_extension("force_introduced", default=False, force=True)
Doc.set_extension("style", default=NO_STYLE, force=True)


class Default(BaseModel):
    """The force of a mention without any cue; it counts where the mention is as the keys say.

    tense, place: of the mention (see `Surroundings`). style: of the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    force: str
    tense: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    def fits(self, tense: str, style: str, place: str, form: str) -> bool:
        """Whether this default is about such a mention."""
        wanted = ((self.tense, tense), (self.style, style), (self.place, place), (self.forms, form))
        return all(not values or value in values for values, value in wanted)


@dataclass(frozen=True)
class _Candidate:
    yields: bool
    distance: int
    order: int
    name: str
    force: str


class Force:
    """Sets the force of every mention, and in `force_cues` the names of its cues, the one that counted first.

    `force_introduced` tells that they stand in the sentence that introduces the list.
    """

    def __init__(self, folder: Path) -> None:
        self._cues = CueFinder(read_cues(folder / FILE, FORCES, BINDINGS))
        self._styles = CueFinder(read_cues(folder / FILE, STYLES, ("text",), "styles"))
        self._carriers = frozenset(read_file(folder / FILE).get("carriers", ()))
        self._defaults = _read_defaults(folder / FILE)

    def __call__(self, doc: Doc) -> Doc:
        """Set the force of every mention in a document."""
        spans = doc.spans.get(KEY, ())
        if spans:
            doc._.style = self.style(doc)
        found: dict[int, list[FoundCue]] = {}
        for span in spans:
            sentence = span[0].sent
            if sentence.start not in found:
                found[sentence.start] = self._cues.find(sentence)
            self._set(span, found[sentence.start])
        return doc

    def style(self, doc: Doc) -> str:
        """Return the style of a text, by the most different cues; the first of STYLES where they are equal."""
        names = {(each.cue.value, each.cue.name) for each in self._styles.find(doc)}
        counted = Counter(value for value, _ in names)
        return max(STYLES, key=lambda style: counted[style]) if counted else NO_STYLE

    def _set(self, span: Span, found: list[FoundCue]) -> None:
        surroundings = Surroundings(span)
        place = surroundings.place(self._carriers)
        tied = [each for each in found if each.cue.is_about(span, place)]
        candidates = sorted(_candidates(surroundings, tied), key=lambda each: (each.yields, each.distance, each.order))
        lead = None if candidates else introduction(surroundings.sentence)
        if lead is not None:
            cues = [each for each in self._cues.find(lead) if each.cue.binds not in ("trigger", "near")]
            candidates = [_Candidate(False, 0, each.order, each.cue.name, each.cue.value) for each in cues]
            span._.force_introduced = bool(candidates)
        if not candidates:
            candidates = [self._default(surroundings, lead)]
        span._.force = candidates[0].force
        span._.force_cues = tuple(dict.fromkeys(each.name for each in candidates))

    def _default(self, surroundings: Surroundings, lead: Span | None) -> _Candidate:
        mention = surroundings.mention
        tense, place = surroundings.tense(), surroundings.place(self._carriers)
        if lead is not None and tense == "none":
            tense, place = Surroundings(lead.root.doc[lead.root.i : lead.root.i + 1]).tense(), "verb"
        asked = tense, mention.doc._.style, place, mention.label_
        force = next(default.force for default in self._defaults if default.fits(*asked))
        return _Candidate(False, 0, 0, " ".join(asked[:3]), force)


def _candidates(surroundings: Surroundings, found: list[FoundCue]) -> list[_Candidate]:
    candidates = []
    for each in found:
        if not each.cue.past and _is_past(surroundings, each):
            continue
        distance = surroundings.distance(each.cue.binds, each.start, each.end)
        if distance is not None:
            candidates.append(_Candidate(each.cue.yields, distance, each.order, each.cue.name, each.cue.value))
    return candidates


def _is_past(surroundings: Surroundings, found: FoundCue) -> bool:
    """Whether the cue is a verb in the past tense or the perfect: what was then, which is a description."""
    if found.cue.value == "beschrijving":
        return False
    words = [word for word in surroundings.mention.doc[found.start : found.end] if word.tag_.startswith("WW")]
    return any(_is_past_verb(word) for word in words)


def _is_past_verb(verb: Token) -> bool:
    if "|verl" in verb.tag_:
        return verb.lemma_ != "zullen"
    if not verb.tag_.startswith("WW|vd|vrij"):
        return False
    return any(child.dep_ == "aux" and child.lemma_ in ("hebben", "zijn") for child in verb.children)


def _read_defaults(path: Path) -> tuple[Default, ...]:
    try:
        defaults = tuple(Default.model_validate(entry) for entry in read_file(path).get("defaults", ()))
    except ValidationError as error:
        raise TrackerError(f"{path}: a default cannot be read: {error.errors()[0]['msg']}; see README.md") from error
    last = defaults[-1] if defaults else None
    if last is None or last.tense or last.style or last.place or last.forms:
        raise TrackerError(f"{path}: the last default must be for all mentions; give it a force alone")
    return defaults


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Force:
    """Make the component; `folder` holds the taxonomy."""
    return Force(Path(folder))
