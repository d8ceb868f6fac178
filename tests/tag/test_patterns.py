"""Rows and trees of the taxonomy's notation, found among the tokens of a sentence."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tracker.tag.notation import read_row, read_tree
from tracker.tag.rows import marked, ways
from tracker.tag.trees import trees

WORDS = ["de", "buurt", "beslist", "zelf", "over", "het", "nieuwe", "plan"]
POS = ["DET", "NOUN", "VERB", "ADV", "ADP", "DET", "ADJ", "NOUN"]
HEADS = [1, 2, 2, 2, 7, 7, 7, 2]
RELATIONS = ["det", "nsubj", "ROOT", "advmod", "case", "det", "amod", "obl"]


@pytest.fixture(scope="module")
def sentence() -> tuple[Doc, list[frozenset[str]]]:
    doc = Doc(Vocab(), words=WORDS, pos=POS, heads=HEADS, deps=RELATIONS)
    return doc, [frozenset({word}) for word in WORDS]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("beslist zelf", ["beslist zelf"]),
        ("beslist over", []),
        ("[beslist] ... over", ["beslist"]),
        ("[over] ... plan", ["over"]),
        ("[over] ...:DET|ADJ plan", ["over"]),
        ("[over] ...:DET plan", []),
        ("[buurt/plan]", ["buurt", "plan"]),
        ("plan:VERB", []),
        ("[het] * plan", ["het"]),
        ("[de] ... plan", []),  # six words between them: a gap is four at most
    ],
)
def test_rows(sentence, row, expected):
    doc, names = sentence
    found = [marked(way) for start in range(len(doc)) for way in ways(read_row(row), list(doc), names, start)]
    assert [doc[start:end].text for start, end in found] == expected


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ("beslist >obl plan", ["beslist plan"]),
        ("beslist >obj plan", []),
        ("beslist >obl plan >case over", ["beslist plan over"]),
        ("beslist >obl plan ; >nsubj buurt", ["beslist plan buurt"]),
        ("plan <obl beslist", ["plan beslist"]),
        ("plan <nsubj beslist", []),
        ("beslist >* *", ["beslist buurt", "beslist zelf", "beslist plan"]),
        ("beslist >>amod nieuwe", ["beslist nieuwe"]),
        ("beslist >amod nieuwe", []),
        ("nieuwe <<amod beslist", ["nieuwe beslist"]),
    ],
)
def test_trees(sentence, tree, expected):
    doc, names = sentence
    found = trees(read_tree(tree), list(doc), names)
    assert [" ".join(token.text for token in tokens) for tokens in found] == expected
