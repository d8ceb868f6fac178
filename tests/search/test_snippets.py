"""The piece of a text that shows why it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.search.query import parse_query
from tracker.search.snippets import Snippets

LONG = " ".join(f"woord{number}" for number in range(200))


def marked(text: str, typed: str, longest: int = 45) -> str:
    found = Snippets(parse_query(typed)).of(text, longest)
    inside = "".join(f"[{stretch.text}]" if stretch.is_hit else stretch.text for stretch in found.stretches)
    return f"{'… ' if found.before else ''}{inside}{' …' if found.after else ''}"


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("De bewoners beslissen.", "bewoner", "De [bewoners] beslissen."),
        ("Steun voor bewonersinitiatieven.", "initiatief", "Steun voor [bewonersinitiatieven]."),
        ("De buurt beslist over alles mee.", "meebeslissen", "De buurt [beslist] over alles [mee]."),
        ("De buurt doet mee.", "meebeslissen", "De buurt doet mee."),  # half of it is no hit
        ("De raad heeft ingestemd.", "instemmen", "De raad heeft [ingestemd]."),
        ("De oude vrachtschepen.", "schip", "De oude [vrachtschepen]."),
        ("Zij kozen de leden zelf.", "lid kiezen", "Zij [kozen] de [leden] zelf."),
        ("De groep belooft dat uit te voeren.", "uitvoeren", "De groep belooft dat [uit] te [voeren]."),
        ("Iedere inwoner stemt.", "burgers", "Iedere [inwoner] stemt."),  # another word for it
        ("Iedere inwoner en burger stemt.", "burgers", "Iedere inwoner en [burger] stemt."),  # the word itself first
        ("Dan beslist de buurt; de buurt dus.", '"de buurt"', "Dan beslist [de] [buurt]; [de] [buurt] dus."),
        ("Eén cliënt.", "client", "Eén [cliënt]."),
        ("Niets ervan.", "plein", "Niets ervan."),
        ("", "plein", ""),
        ("…", "plein", "…"),
    ],
)
def test_hits_are_marked(text, typed, expected):
    assert marked(text, typed) == expected


def test_of_a_long_text_the_piece_with_most_of_it_is_shown():
    text = f"Het plein komt eerst. {LONG} Daar beslist de buurt over het plein. {LONG}"
    piece = marked(text, "plein buurt beslissen")
    assert "[beslist] de [buurt] over het [plein]" in piece
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert len(piece.split()) <= 47


def test_without_a_hit_the_beginning_is_shown():
    assert marked(LONG, "plein", 3) == "woord0 woord1 woord2 …"


@given(st.text(max_size=300), st.sampled_from(["plein", "a", '"a b"', "é"]))
def test_no_character_is_made_up(text, typed):
    found = Snippets(parse_query(typed)).of(text, 5)
    assert "".join(stretch.text for stretch in found.stretches) in text
