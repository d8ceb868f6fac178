"""Dictionary forms and parts of single words."""

import pytest

from tracker.search.lexicon import load_lexicon
from tracker.search.terms import read_words, terms_of_clauses
from tracker.search.words import word_key


def lemmas(printed: str) -> tuple[str, ...]:
    return load_lexicon().read(word_key(printed)).lemmas


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bewoner", "bewoners"),  # plural
        ("buurthuis", "buurthuizen"),
        ("speeltuin", "speeltuinen"),
        ("lid", "leden"),
        ("huis", "huisje"),  # diminutive
        ("wijkpanel", "wijkpanels"),  # in no dictionary
        ("inspreker", "insprekers"),
        ("buitenslaper", "buitenslapers"),
        ("beslissen", "beslist"),  # verb forms
        ("beslissen", "besliste"),
        ("kiezen", "gekozen"),
        ("raadplegen", "geraadpleegd"),
        ("meebeslissen", "meebeslist"),
        ("meedenken", "meegedacht"),
        ("opknappen", "opgeknapt"),
        ("meedenken", "meedenkt"),
        ("cliënt", "clienten"),  # accents
        ("cliëntenraad", "clientenraad"),
        ("mede-eigenaar", "medeeigenaars"),  # hyphens
        ("bewonersinitiatief", "bewonersinitiatieven"),
    ],
)
def test_forms_of_one_word_share_a_dictionary_form(one, other):
    assert set(lemmas(one)) & set(lemmas(other)), f"{lemmas(one)} and {lemmas(other)}"


@pytest.mark.parametrize(("one", "other"), [("buurt", "beurt"), ("plein", "plan"), ("werken", "worden")])
def test_words_that_only_look_alike_do_not(one, other):
    assert not set(lemmas(one)) & set(lemmas(other))


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("bewonersinitiatieven", ("bewoner", "initiatief")),
        ("inwonersparticipatie", ("inwoner", "participatie")),
        ("meebeslist", ("mee", "beslissen")),
        ("gemeenteraadslid", ("gemeente", "raad", "lid")),
        ("clientenraad", ("client", "raad")),
        ("zelfbeheer", ("zelf", "beheer")),
    ],
)
def test_parts_of_compounds(printed, parts):
    assert parts in load_lexicon().read(word_key(printed)).splits


@pytest.mark.parametrize(
    ("text", "at", "whole"),
    [
        ("raads- en commissieleden", 0, "raadslid"),
        ("reis- en verblijfkosten", 0, "reiskost"),
        ("buurtraad en -budget", 2, "buurtbudget"),
    ],
)
def test_half_a_word_is_read_as_the_whole(text, at, whole):
    readings = [reading for _, reading in read_words(text, load_lexicon())]
    assert whole in readings[at].lemmas


@pytest.mark.parametrize(
    ("noun", "verb"), [("verdeling", "verdelen"), ("wijziging", "wijzigen"), ("benoeming", "benoemen")]
)
def test_a_noun_and_its_verb_are_related_both_ways(noun, verb):
    lexicon = load_lexicon()
    assert verb in lexicon.read(noun).related
    assert noun in lexicon.read(verb).related


def test_a_clause_is_indexed_with_the_headings_and_the_sentence_that_it_stands_under():
    from dataclasses import replace

    from support.extractions import article, member

    top = article(3, "Het college weigert een bijdrage indien:", "Buurtbudget")
    item = replace(member(1, top, "het plan mensen uitsluit;"), term="")
    whole, part = terms_of_clauses([top, item])
    assert "buurtbudget" in whole.heading.split()
    assert "artikel_3" in whole.heading.split()
    assert {"buurtbudget", "buurt", "budget", "weigeren", "bijdrage"} <= set(part.surroundings.split())
    assert "weigeren" not in part.lemmas.split()
    assert {"artikel_3", "eerste_lid"} <= set(part.heading.split())
    assert part.length == 4
