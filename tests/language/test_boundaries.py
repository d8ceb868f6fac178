"""Sentence boundaries that are sure: the rules by their own examples, a table of texts, and what holds for any text."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from tracker.language.boundaries import FACTORY, sure_boundaries
from tracker.language.rules import load_rules
from tracker.language.tokenizer import customize

RULES = load_rules()


def pipeline() -> Language:
    nlp = spacy.blank("nl")
    customize(nlp)
    nlp.add_pipe(FACTORY)
    return nlp


NLP = pipeline()


def at_marks(marked: str) -> list[tuple[str, bool | None]]:
    """Return what is set of each token that has ¦ before it, with the token."""
    pieces = marked.split("¦")
    doc = NLP("".join(pieces))
    decided = sure_boundaries(doc)
    offset, found = 0, []
    for piece in pieces[:-1]:
        offset += len(piece)
        token = next(token for token in doc if token.idx == offset)
        found.append((token.text, decided.get(token.i)))
    return found


EXAMPLES = [
    *((rule, False) for rule in RULES.abbreviations),
    *((rule, rule.starts) for rule in RULES.neighbours),
    *((rule, False) for rule in RULES.together),
    *((rule, True) for rule in RULES.apart),
]


@pytest.mark.parametrize(
    ("marked", "starts"),
    [
        pytest.param(example, starts, id=f"{rule.name}: {example!r}")
        for rule, starts in EXAMPLES
        for example in rule.examples
    ],
)
def test_examples_of_the_rules(marked: str, starts: bool) -> None:
    found = at_marks(marked)
    assert found == [(token, starts) for token, _ in found]


@pytest.mark.parametrize(
    ("marked", "starts"),
    [
        pytest.param(example, starts, id=f"{rule.name}: {example!r}")
        for rule, starts in EXAMPLES
        for example in rule.counterexamples
    ],
)
def test_counterexamples_of_the_rules(marked: str, starts: bool) -> None:
    assert [token for token, found in at_marks(marked) if found is starts] == []
