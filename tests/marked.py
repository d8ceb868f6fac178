"""A mention marked by hand: the components after the triggers, on sentences with the trigger in brackets."""

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.language import load
from tracker.paths import corpus_file
from tracker.tag.force import Force
from tracker.tag.polarity import Polarity
from tracker.tag.rungs import Rungs
from tracker.tag.triggers import KEY

TAXONOMY = corpus_file("taxonomy")


@lru_cache(1)
def _language() -> Language:
    return load()


@lru_cache(1)
def components() -> tuple[Rungs, Force, Polarity]:
    """The components that give rung, force and polarity."""
    return Rungs(TAXONOMY), Force(TAXONOMY), Polarity(TAXONOMY)


def mention(marked: str, form: str = "samenspraak", holder: str = "bewoners") -> Span:
    """Return the mention in brackets, with its rung, force and polarity."""
    before, rest = marked.split("[", 1)
    trigger, after = rest.split("]", 1)
    doc: Doc = _language()(before + trigger + after)
    span = doc.char_span(len(before), len(before) + len(trigger), label=form, alignment_mode="expand")
    assert span is not None, f"{marked!r}: the brackets hold no words"
    doc.spans[KEY] = [span]
    span._.holder = holder
    for component in components():
        component(doc)
    result: Span = doc.spans[KEY][0]
    return result
