"""Tokens of policy text: the rules by their own examples, a table of sentences, and what holds for any text."""

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from tracker.language.rules import TokenRule, load_rules, spellings
from tracker.language.tokenizer import customize

RULES = load_rules()
TOKEN_RULES: tuple[TokenRule, ...] = (*RULES.tokens, *RULES.prefixes, *RULES.suffixes, *RULES.infixes)


def customized() -> Language:
    nlp = spacy.blank("nl")
    customize(nlp)
    return nlp


NLP = customized()


def tokens(text: str) -> list[str]:
    return [token.text for token in NLP(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected.split(" "), id=f"{name}: {text}")
        for name, tables in (
            *((rule.name, (rule.examples, rule.counterexamples)) for rule in TOKEN_RULES),
            ("words", (RULES.words.examples, RULES.words.counterexamples)),
        )
        for table in tables
        for text, expected in table.items()
    ],
)
def test_examples_of_the_rules(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected
