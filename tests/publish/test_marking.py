"""Mentions as marks in a text: none is lost, none becomes markup, each says in words what it is."""

import re

import pytest

from tracker.publish.reading.marking import MarkedPlace, marked
from tracker.publish.reading.said import Values

ADVICE = Values("advies", "bewonersgroep", "adviseren", "plicht", "ja")
SAY = Values("zeggenschap", "onbepaald", "onbepaald", "beschrijving", "nee")


def places(*stretches: tuple[int, int]) -> list[MarkedPlace]:
    return [
        MarkedPlace(start, end, ADVICE, number, len(stretches), f"#m{number + 1}")
        for number, (start, end) in enumerate(stretches, 1)
    ]


def outline(html: str) -> str:
    """The words with `[1:` where the first mention is anchored and `=1]` where it is labelled."""
    html = re.sub(r'<a class="plek-label" id="m(\d+)"[^>]*>.*?Plek (\d+) van.*?</a>', r"@\1=\2", html)
    html = re.sub(r'<a class="plek-label"[^>]*>.*?Plek (\d+) van.*?</a>', r"=\1", html)
    html = re.sub(r'<mark id="m(\d+)"[^>]*>', r"[\1:", html)
    return re.sub(r"<mark[^>]*>", "[", html).replace("</mark>", "]")


@pytest.mark.parametrize(
    ("text", "stretches", "expected"),
    [
        ("geen", [], "geen"),
        ("wij doen mee", [(4, 8)], "wij [1:doen=1] mee"),
        ("a < b", [(4, 5)], "a &lt; [1:b=1]"),
        ("een twee", [(0, 3), (4, 8)], "[1:een=1] [2:twee=2]"),
        ("<x>", [(0, 3)], "[1:&lt;x&gt;=1]"),
        ("overlap", [(0, 4), (2, 7)], "[1:ov][2:er=1][lap=2]"),
        ("overlap", [(0, 7), (2, 4)], "[1:ov][2:er=2][lap=1]"),
        ("overlap", [(0, 7), (0, 4)], "[1:over@2=2][lap=1]"),
        ("overlap", [(0, 7), (0, 7)], "[1:overlap=1@2=2]"),
        ("kort", [(2, 99)], "ko[1:rt=1]"),
    ],
)
def test_every_mention_is_anchored_where_it_begins_and_labelled_where_it_ends(text, stretches, expected):
    html = marked(text, places(*stretches))
    assert outline(html) == expected
    assert len(re.findall(' id="m', html)) == len(stretches)


@pytest.mark.parametrize(
    ("mention", "cells"),
    [
        ((0, 3), ["[1:een=1]", "twee"]),
        ((2, 8), ["ee[1:n]", "[tw=1]ee"]),
        ((2, 5), ["ee[1:n=1]", "twee"]),  # ends in the line between the cells
    ],
)
def test_a_mention_in_the_cells_of_a_row(mention, cells):
    text = "een | twee"
    pieces = [marked(text, places(mention), 0, 3, 6), marked(text, places(mention), 6, 10)]
    assert [outline(piece) for piece in pieces] == cells


def test_a_label_says_form_holder_and_how_firm_and_leads_to_the_next():
    html = marked("raad", [MarkedPlace(0, 4, ADVICE, 3, 41, "#m4")])
    assert 'class="plek h-bewonersgroep k-plicht p-ja"' in html
    assert 'data-zin="Een groep van bewoners geeft advies. Dat moet."' in html
    label = re.search('<a class="plek-label" href="#m4">(.*)</a>', html)[1]
    assert re.sub("<[^>]+>", "", label) == " advies groep: moet. Plek 3 van 41, ga naar de volgende"


def test_a_form_that_the_words_name_themselves_is_not_said_again():
    html = marked("om advies", [MarkedPlace(3, 9, ADVICE, 1, 1)])
    assert re.sub("<[^>]+>", "", html) == "om advies groep: moet"
    alone = marked("advies", [MarkedPlace(0, 6, Values("advies", "onbepaald", "", "plicht", "ja"), 1, 1)])
    assert re.sub("<[^>]+>", "", alone) == "advies advies: moet", "a label is never empty"


def test_a_denial_says_so_and_an_unknown_holder_is_not_named():
    html = marked("inspraak", [MarkedPlace(0, 8, SAY, 1, 1)])
    label = re.search('<span class="plek-label">(.*)</span></mark>', html)[1]
    assert re.sub("<[^>]+>", "", label) == " niet zeggenschap: beschrijving"


def test_a_mention_that_is_not_chosen_has_no_number_to_jump_to():
    html = marked("advies", [MarkedPlace(0, 6, ADVICE)])
    assert 'class="plek weg ' in html
    assert "id=" not in html
    assert "href=" not in html


def test_no_value_of_a_database_becomes_markup():
    nasty = Values('"><script>', "'><b>", "", "x y", "")
    html = marked("a", [MarkedPlace(0, 1, nasty, 1, 1, '"><i>')])
    assert re.findall("<(?!/)(?!mark|a |span|b>|i>)[^>]*>", html) == []
    assert "<script" not in html
