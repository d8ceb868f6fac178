"""What differs between two texts, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare.text import Vocabulary, comparable, differences, new_text, old_text


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("De buurt beslist.", "De buurt beslist.", "=De buurt beslist."),
        ("De buurt beslist.", "De buurt adviseert.", "=De buurt |-beslist|+adviseert|=."),
        ("De buurt beslist.", "De buurt beslist mee.", "=De buurt beslist|+ mee|=."),
        ("De hele buurt beslist.", "De buurt beslist.", "=De |-hele |=buurt beslist."),
        # A short word that stayed between changed ones is shown with them.
        ("Zij beslist in mei.", "Wie adviseert in juni?", "-Zij beslist in mei.|+Wie adviseert in juni?"),
        ("", "Nieuw.", "+Nieuw."),
        ("Weg.", "", "-Weg."),
        ("", "", ""),
        # White space is kept as it stands.
        ("Een\ntwee", "Een twee", "=Een|-\n|+ |=twee"),
        # A number with points or commas in it is one word; a point behind it is none of it.
        ("Het kost € 1.000.", "Het kost € 1.600.", "=Het kost € |-1.000|+1.600|=."),
        ("Om 9:30 of 2,50", "Om 9:45 of 2,50", "=Om |-9:30|+9:45|= of 2,50"),
        ("In 2019, 3 keer", "In 2021, 3 keer", "=In |-2019|+2021|=, 3 keer"),
        # Signs are no part of a word.
        ("advies, of niet", "advies of niet", "=advies|-,|= of niet"),
    ],
)
def test_pieces(old, new, pieces):
    assert "|".join(f"{piece.operation}{piece.text}" for piece in differences(old, new)) == pieces


words = st.lists(st.sampled_from(["de", "buurt", "beslist", " ", "  ", "\n", ",", "é", "'s", "👩‍👧"]), max_size=30)


@given(words.map("".join), words.map("".join))
def test_both_texts_are_rebuilt_exactly(old, new):
    pieces = differences(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert all(piece.text for piece in pieces), "a piece without text says nothing"
    assert all(first.operation != second.operation for first, second in pairwise(pieces)), "pieces fall apart"


@given(st.text(max_size=40))
def test_a_text_is_comparable_once(text):
    assert comparable(comparable(text)) == comparable(text)


def test_every_word_has_its_own_sign():
    vocabulary = Vocabulary()
    many = vocabulary.encode(str(number) for number in range(60_000))
    assert len(set(many)) == 60_000
    assert vocabulary.encode(["17", "59999"]) == many[17] + many[59_999]
    many.encode("utf-8")  # no surrogates among them


def test_of_a_very_long_text_only_the_changed_words_are_shown():
    old = "".join(f"Lid {number} gaat over het plein en het park. " for number in range(2_000))
    new = old.replace("Lid 900 gaat over het plein", "Lid 900 gaat niet over het plein").replace(
        "Lid 1500 gaat", "Dit gaat"
    )
    pieces = differences(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert [piece for piece in pieces if piece.operation != "="] == [("+", "niet "), ("-", "Lid 1500"), ("+", "Dit")]


def test_of_very_long_texts_without_a_sentence_in_common_all_is_changed():
    old, new = ("woord " * 20_000).strip(), ("ander " * 20_000).strip()
    assert differences(old, new) == (("-", old), ("+", new))
