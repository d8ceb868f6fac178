"""Words of a text, folded so that how they are typed makes no difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.search.addresses import addresses_of
from tracker.search.words import folded, word_key, words_of


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Cliënten", "clienten"),
        ("BUURT", "buurt"),
        ("mede-eigenaar", "medeeigenaar"),
        ("foto’s", "fotos"),
        ("foto's", "fotos"),
        ("2.3", "2_3"),
        ("4:81", "4_81"),
        ("A-Z", "az"),
        ("ﬁets", "fiets"),  # a ligature from a PDF
        ("Straße", "straße"),
    ],
)
def test_how_a_word_is_looked_up(printed, key):
    assert word_key(printed) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De buurt beslist.", [("De", ""), ("buurt", ""), ("beslist", "")]),
        ("raads- en commissieleden", [("raads", "after"), ("en", ""), ("commissieleden", "")]),
        ("buurtraad en -budget", [("buurtraad", ""), ("en", ""), ("budget", "before")]),
        ("van 2019-2024", [("van", ""), ("2019", ""), ("2024", "")]),  # a span is no stub
        ("plan - beleid", [("plan", ""), ("beleid", "")]),
        ("bewoners(organisaties)", [("bewoners", ""), ("organisaties", "")]),
        ("", []),
        ("!?… —", []),
    ],
)
def test_words_with_their_places(text, expected):
    assert [(text[word.start : word.end], word.stub) for word in words_of(text)] == expected


@given(st.text())
def test_any_text_has_words_in_order_that_can_be_written_in_the_index(text):
    last = 0
    for word in words_of(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end
        assert word.key
        assert not set(word.key) & set(' "()*:')
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("artikel 12", ["artikel_12"]),
        ("Art. 12 lid", ["artikel_12"]),
        ("artikel 12, derde lid, onderdeel a", ["artikel_12", "derde_lid"]),
        ("artikel 12 lid 3", ["artikel_12", "derde_lid"]),
        ("art. 12, lid 12", ["artikel_12", "twaalfde_lid"]),
        ("artikel 12, 3e lid", ["artikel_12", "derde_lid"]),
        ("artikel 12, 3de lid", ["artikel_12", "derde_lid"]),
        ("lid 3a", []),
        ("lid 2019", []),
        ("raadslid 3", []),
        ("artikel 2:25 van de Apv", ["artikel_2_25"]),
        ("artikel 9a", ["artikel_9a"]),
        ("hoofdstuk 2, paragraaf 2.1", ["hoofdstuk_2", "paragraaf_2_1"]),
        ('bijlage 1, onder "Vergoeding (artikel 17)", tweede alinea', ["bijlage_1"]),
        ("elk artikel", []),
        ("eerste alinea", []),
    ],
)
def test_numbered_places(text, keys):
    assert [address.key for address in addresses_of(text)] == keys
