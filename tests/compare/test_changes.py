"""What became of the clauses from one version to the next."""

import pytest
from support.extractions import article, member

from tracker.compare.changes import compare
from tracker.compare.text import comparable

PLEIN = article(1, "De buurt beslist over het plein.", "Wie beslist")
GELD = article(2, "Er is geld.")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Nothing changed.
        ([PLEIN, GELD], [PLEIN, GELD], []),
        # Spaces, line ends, soft hyphens and decomposed letters are no change.
        ([PLEIN], [article(1, "De  buurt be\u00adslist\nover het plein.", "Wie beslist")], []),
        ([article(1, "cliënt")], [article(1, "clie\u0308nt")], []),
        # Words, a heading, or only a letter that became a capital are one.
        ([PLEIN], [article(1, "De buurt adviseert over het plein.", "Wie beslist")], [("gewijzigd", "art_1")]),
        ([PLEIN], [article(1, "De buurt beslist over het plein.", "Wie adviseert")], [("gewijzigd", "art_1")]),
        ([GELD], [article(2, "er is geld.")], [("gewijzigd", "art_2")]),
        # Added and repealed: the new order first, what was repealed after it.
        ([PLEIN], [PLEIN, GELD], [("toegevoegd", "art_2")]),
        ([PLEIN, GELD], [GELD], [("vervallen", "art_1")]),
        ([PLEIN], [GELD, member(1, GELD, "Het is op.")], [
            ("toegevoegd", "art_2"), ("toegevoegd", "art_2__para_1"), ("vervallen", "art_1")]),
        # The first version and the last.
        ([], [PLEIN], [("toegevoegd", "art_1")]),
        ([PLEIN], [], [("vervallen", "art_1")]),
    ],
)  # fmt: skip
def test_changes(old, new, expected):
    changes = compare(old, new).changes
    assert [(change.kind, (change.new or change.old).eid) for change in changes] == expected
    for change in changes:
        assert (change.old is None) == (change.kind == "toegevoegd")
        assert (change.new is None) == (change.kind == "vervallen")
        assert (change.similarity is None) == (change.kind != "gewijzigd")


def test_similarity_is_the_share_that_stayed():
    one_word = compare([PLEIN], [article(1, "De buurt beslist over het park.", "Wie beslist")]).changes[0]
    everything = compare([PLEIN], [article(1, "Zie bijlage.", "")]).changes[0]
    assert 0.9 < one_word.similarity < 1
    assert 0 <= everything.similarity < 0.6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  een\t twee\n\ndrie ", "een twee drie"),
        ("\ufeffbegin\u200b", "begin"),
        ("", ""),
        ("e\u0301", "é"),
    ],
)
def test_comparable(text, expected):
    assert comparable(text) == expected
