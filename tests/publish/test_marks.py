"""Text as markup."""

import pytest

from tracker.publish.marks import Marked, hits_marked, mentions_marked


@pytest.mark.parametrize(
    ("snippet", "expected"),
    [
        ("een ⟦hit⟧ hier", "een <mark>hit</mark> hier"),
        ("⟦a⟧ ⟦b⟧", "<mark>a</mark> <mark>b</mark>"),
        ("<b>⟦&⟧</b>", "&lt;b&gt;<mark>&amp;</mark>&lt;/b&gt;"),
        ("⟦open", "⟦open"),
        ("⟦⟦x⟧⟧", "⟦<mark>x</mark>⟧"),
        ("", ""),
    ],
)
def test_hits(snippet, expected):
    assert str(hits_marked(snippet)) == expected


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("geen", [], "geen"),
        ("wij doen mee", [(4, 8)], "wij |doen| mee"),
        ("a < b", [(4, 5)], "a &lt; |b|"),
        ("een twee", [(4, 8), (0, 3)], "|een| |twee|"),
        ("overlap", [(0, 4), (2, 7)], "|over|lap"),
        ("<x>", [(0, 3)], "|&lt;x&gt;|"),
    ],
)
def test_mentions(text, mentions, expected):
    marked = mentions_marked(text, [Marked(start, end, "advies", "onbepaald") for start, end in mentions])
    opening, closing = '<mark class="vermelding">', "<small> [advies]</small></mark>"
    assert str(marked).replace(opening, "|").replace(closing, "|") == expected


def test_a_mention_says_whose_it_is_where_that_is_known():
    marked = mentions_marked("zeggenschap", [Marked(0, 11, "zeggenschap", "bewoners")])
    assert str(marked) == '<mark class="vermelding">zeggenschap<small> [zeggenschap, bewoners]</small></mark>'
