"""Who stands where around a word: the subject, object, recipient and prepositional phrases of a verb or a noun.

Places are named `subject`, `passive subject`, `object`, `recipient`, `possessor`, or by a preposition (`van`,
`met`); of a fixed group of prepositions the last one counts (`in overleg met` is `met`). Trees are universal
dependencies without subtypes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

SUBJECT = "subject"
PASSIVE_SUBJECT = "passive subject"
SUBJECTS = (SUBJECT, PASSIVE_SUBJECT)
OBJECT = "object"
RECIPIENT = "recipient"
POSSESSOR = "possessor"

_PLACES = {"obj": OBJECT, "iobj": RECIPIENT, "nmod": "apposition"}
_PASSIVE_AUXILIARIES = ("worden", "zijn")
_PARTICIPLES = ("WW|vd", "WW|od")


class Argument(NamedTuple):
    """A word that stands in a place around another word."""

    place: str
    token: Token


def arguments(word: Token) -> Iterator[Argument]:
    """Give what stands around a word, in the order of the text; for a participle also the noun that it describes."""
    for child in word.children:
        if child.dep_ == "nsubj":
            yield Argument(subject_place(word), child)
        elif child.dep_ in ("obl", "nmod", "obj", "iobj"):
            yield Argument(_place(child), child)
        elif child.dep_ == "det" and child.morph.get("Poss", []):
            yield Argument(POSSESSOR, child)
    if describes_its_head(word):
        yield Argument(PASSIVE_SUBJECT if _is_past_participle(word) else SUBJECT, word.head)


def subject_place(verb: Token) -> str:
    """Return the place of a verb's subject: `passive subject` in `worden geraadpleegd`, `is geraadpleegd`."""
    passive = _is_past_participle(verb) and any(
        child.dep_ == "aux" and child.lemma_ in _PASSIVE_AUXILIARIES for child in verb.children
    )
    return PASSIVE_SUBJECT if passive else SUBJECT


def describes_its_head(word: Token) -> bool:
    """Whether a participle says something of the noun that it hangs from: `betrokken bewoners`, `meedenkende buren`."""
    return word.dep_ in ("amod", "acl") and word.tag_.startswith(_PARTICIPLES) and not has_subject(word)


def has_subject(word: Token) -> bool:
    """Whether a word has a subject of its own."""
    return any(child.dep_ == "nsubj" for child in word.children)


def is_verbal(word: Token) -> bool:
    """Whether a word is a verb, and no infinitive that serves as a noun."""
    return word.pos_ in ("VERB", "AUX") and not any(child.dep_ == "det" for child in word.children)


def is_finite(verb: Token) -> bool:
    """Whether a verb, or an auxiliary of it, is finite, so that its clause has room for a subject of its own."""
    return any(
        "Fin" in word.morph.get("VerbForm", [])
        for word in (verb, *(each for each in verb.children if each.dep_ == "aux"))
    )


def preposition(word: Token) -> str:
    """Return the preposition before a word in lower case, of a fixed group the last one, or an empty text."""
    marks = [child for child in word.children if child.dep_ == "case"]
    return last_of_group(marks[0]).lower_ if marks else ""


def last_of_group(mark: Token) -> Token:
    """Return the last preposition of the fixed group that begins with this one: `met` of `in overleg met`."""
    return max((mark, *(child for child in mark.children if child.dep_ == "fixed")), key=lambda word: word.i)


def conjuncts(word: Token) -> Iterator[Token]:
    """Give a word and all that is joined to it by commas, `en` or `of`."""
    yield word
    for child in word.children:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def _is_past_participle(word: Token) -> bool:
    return word.tag_.startswith("WW|vd")


def _place(child: Token) -> str:
    if before := preposition(child):
        return before
    if child.morph.get("Poss", []):
        return POSSESSOR
    return _PLACES.get(child.dep_, child.dep_)
