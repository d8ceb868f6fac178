"""What of a clause or a question goes into the index: its words, their dictionary forms, the parts of its compounds."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Clause, Question
from tracker.search.addresses import addresses_of
from tracker.search.lexicon import Lexicon, Reading, load_lexicon
from tracker.search.words import Word, folded, words_of

BETWEEN = "_"
"""Stands in the index between the parts of two compounds: no part of one seems to follow a part of the other."""


@dataclass(frozen=True)
class IndexedTerms:
    """The terms of one text, each field with spaces between: the columns of the full-text index.

    words: every word as printed, folded: for phrases. lemmas: dictionary forms. parts: of the compounds.
    heading: dictionary forms and parts of heading and defined term, and the numbers of its address.
    surroundings: dictionary forms and parts of the headings above it and of the sentence that introduces its list.
    length: how many words the text has. fingerprint: equal for equal words under an equal address; 63 bits.
    """

    words: str
    lemmas: str
    parts: str
    heading: str
    surroundings: str
    length: int
    fingerprint: int


def read_words(text: str, lexicon: Lexicon) -> Iterator[tuple[Word, Reading]]:
    """Give the words of a text with their readings."""
    words = list(words_of(text))
    return ((word, reading_at(words, at, lexicon)) for at, word in enumerate(words))


def reading_at(words: Sequence[Word], at: int, lexicon: Lexicon) -> Reading:
    """Read a word of a text; half a word ("raads- en commissieleden") is read as the whole."""
    word = words[at]
    whole = None
    if word.stub == "after":
        whole = _completed(word.key, words[at + 1 : at + 4], lexicon)
    elif word.stub == "before":
        whole = _continued(word.key, words[max(0, at - 3) : at], lexicon)
    return whole or lexicon.read(word.key)


def _completed(stub: str, following: Sequence[Word], lexicon: Lexicon) -> Reading | None:
    """Read "raads-" before "en commissieleden" as "raadsleden"."""
    heads = (lexicon.read(word.key).head for word in following)
    head = next(filter(None, heads), "")
    return lexicon.read(stub + head) if head else None


def _continued(stub: str, preceding: Sequence[Word], lexicon: Lexicon) -> Reading | None:
    """Read "-budget" after "buurtraad en" as "buurtbudget"."""
    for word in reversed(preceding):
        head = lexicon.read(word.key).head
        if head:
            return lexicon.read(word.key.removesuffix(head) + stub)
    return None


def terms_of_clauses(clauses: Sequence[Clause]) -> list[IndexedTerms]:
    """Return the terms of the clauses of one version, in their order."""
    lexicon = load_lexicon()
    by_eid = {clause.eid: clause for clause in clauses}
    return [
        _terms(
            lexicon,
            text=clause.text,
            heading=f"{clause.heading} {clause.term}",
            address=clause.citation,
            surroundings=_surroundings(clause, by_eid),
        )
        for clause in clauses
    ]


def terms_of_questions(questions: Sequence[Question]) -> list[IndexedTerms]:
    """Return the terms of questions with their answers, in their order."""
    lexicon = load_lexicon()
    return [
        _terms(
            lexicon,
            text=f"{question.question}\n{question.answer}",
            heading="",
            address=question.label or f"vraag {question.number}",
            surroundings=question.theme,
        )
        for question in questions
    ]


def _surroundings(clause: Clause, by_eid: dict[str, Clause]) -> str:
    """Return the headings above a clause and the sentences that it completes: `Het college weigert indien:`."""
    said: list[str] = []
    above = by_eid.get(clause.parent or "")
    while above is not None:
        said.append(above.heading)
        if above.text.rstrip().endswith(":"):
            said.append(above.text)
        above = by_eid.get(above.parent or "")
    return " ".join(filter(None, said))


def _terms(lexicon: Lexicon, *, text: str, heading: str, address: str, surroundings: str) -> IndexedTerms:
    printed, lemmas, parts = _columns(text, lexicon)
    heading_words, heading_lemmas, heading_parts = _columns(heading, lexicon)
    places = [place.key for place in addresses_of(address)]
    _, around_lemmas, around_parts = _columns(surroundings, lexicon)
    identity = " ".join((folded(address), BETWEEN, *heading_words, BETWEEN, *printed))
    return IndexedTerms(
        words=" ".join((*heading_words, BETWEEN, *printed)),
        lemmas=" ".join(lemmas),
        parts=" ".join(parts),
        heading=" ".join((*heading_lemmas, BETWEEN, *heading_parts, BETWEEN, *places)),
        surroundings=" ".join((*around_lemmas, BETWEEN, *around_parts)),
        length=len(printed),
        fingerprint=int.from_bytes(hashlib.sha256(identity.encode()).digest()[:8]) >> 1,
    )


def _columns(text: str, lexicon: Lexicon) -> tuple[list[str], list[str], list[str]]:
    """Return words, dictionary forms and parts of compounds of a text."""
    words: list[str] = []
    lemmas: list[str] = []
    parts: list[str] = []
    for word, reading in read_words(text, lexicon):
        words.append(word.key)
        lemmas.extend(reading.lemmas)
        for split in reading.splits:
            parts.extend((*split, BETWEEN))
    return words, lemmas, parts
