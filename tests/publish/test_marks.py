"""Text as markup."""

import pytest

from tracker.publish.marks import hits_marked


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
