"""The notation of patterns."""

import pytest

from tracker.tag.notation import fold, read_row, read_tree


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Regie", "regie"),
        ("geïnformeerd", "geinformeerd"),
        ("ge\u00adregeld", "geregeld"),
        ("ÉÉN", "een"),
        ("", ""),
        ("\u200f", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_read_row() -> None:
    row = read_row("{bewoners} ... [denken/denkt:VERB mee] over")
    assert [(each.words, each.pos, each.triggers) for each in row] == [
        ("{bewoners}", (), False),
        ("...", (), False),
        ("denken/denkt", ("VERB",), True),
        ("mee", (), True),
        ("over", (), False),
    ]
    assert all(each.triggers for each in read_row("right to challenge"))


def test_read_tree() -> None:
    nodes = read_tree("[geven] >obj [stem] ; >>obl|iobj {bewoners} <acl *")
    assert [(node.element.words, node.parent, node.relations, node.upwards, node.far) for node in nodes] == [
        ("geven", None, (), False, False),
        ("stem", 0, ("obj",), False, False),
        ("{bewoners}", 0, ("obl", "iobj"), False, True),
        ("*", 2, ("acl",), True, False),
    ]
    assert [node.element.triggers for node in nodes] == [True, True, False, False]


@pytest.mark.parametrize(
    ("tree", "message"),
    [("[a] b", "'b' is no relation"), ("[a] >obj", "ends with a relation"), ("[a] >obj b:c", "no word of a pattern")],
)
def test_a_wrong_tree(tree: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_tree(tree)
