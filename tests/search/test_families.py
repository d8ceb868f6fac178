"""Words of one family, verbs in pieces, and what a compound is called further on."""

import pytest

from tracker.search.families import family, heads, separated, words_alike
from tracker.search.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("aanvragen", ()),  # its form is that of "aanvraag" too, which is looked for already
        ("aanvrager", ("aanvraag", "aanvragen")),
        ("beheren", ("beheer", "beheerder")),
        ("beheer", ("beheerder", "beheren")),
        ("onderhoud", ("onderhouden",)),
        ("huurder", ("huren", "huur")),
        ("stemming", ("stem", "stemmen")),
        ("plein", ()),
        ("xyzzy", ()),
    ],
)
def test_the_family_of_a_word(word, others):
    assert family(load_lexicon().read(word).lemmas) == others


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("aanvragen", (("aan", "vragen"),)), ("opgezegd", (("op", "zeggen"),)), ("voeren", ()), ("plein", ())],
)
def test_a_verb_in_pieces(word, pieces):
    assert separated(load_lexicon().read(word).lemmas) == pieces


def test_what_people_call_the_same():
    assert "inwoner" in words_alike(("bewoner",))
    assert words_alike(("plein",)) == ()


def test_what_a_compound_is_called_further_on():
    assert heads(load_lexicon().read("buurtbudget")) == ("budget",)
    assert heads(load_lexicon().read("plein")) == ()
