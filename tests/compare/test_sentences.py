"""A change in plain Dutch."""

import re
import string
import tomllib
from dataclasses import replace

import pytest
from support.versions import mention, version

from tracker.compare.changes import compare
from tracker.compare.control import control_changes
from tracker.compare.rules import GROUPS, rules
from tracker.compare.sentences import clause_sentences, control_sentence, sentences
from tracker.paths import corpus_file

DATA = tomllib.loads(corpus_file("changes.toml").read_text(encoding="utf-8"))
TEMPLATES = [(group, name) for group in GROUPS for name in DATA[group]]
EXAMPLES = [(group, name, example) for group, name in TEMPLATES for example in DATA[group][name]["examples"]]


@pytest.mark.parametrize(("group", "name", "example"), EXAMPLES)
def test_every_example_comes_out(group, name, example):
    facts = {fact: value for fact, value in example.items() if fact != "sentence"}
    assert rules().sentence(group, name, **facts) == example["sentence"]


@pytest.mark.parametrize(("group", "name"), TEMPLATES)
def test_every_template_has_an_example_that_uses_all_of_it(group, name):
    template = DATA[group][name]
    fields = {field.lower() for _, field, _, _ in string.Formatter().parse(template["template"]) if field}
    assert template["examples"], "has no example"
    for example in template["examples"]:
        assert fields == set(example) - {"sentence"}


@pytest.mark.parametrize(("group", "name", "example"), EXAMPLES)
def test_the_sentences_are_short(group, name, example):
    for sentence in re.split(r"(?<=[.:?])\s", example["sentence"]):
        assert len(sentence.split()) <= 20, "is too long to read at once"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "artikel 1 | De buurt beslist.", ["Artikel 1 is nieuw. Er staat: ‘De buurt beslist.’"]),
        ("", "artikel 1", ["Artikel 1 is nieuw."]),
        ("artikel 1 | De buurt beslist.", "", ["Artikel 1 is weg. Er stond: ‘De buurt beslist.’"]),
        ("artikel 1 | De buurt beslist over het plein.", "artikel 1 | De buurt mag meedenken over het plein.",
         ["In artikel 1 staat nu ‘mag meedenken’. Eerst stond er ‘beslist’."]),
        ("artikel 1 | De buurt beslist over het plein.", "artikel 1 | De buurt beslist mee over het plein.",
         ["In artikel 1 staat nu ook ‘mee’."]),
        ("artikel 1 | De hele buurt beslist over het plein.", "artikel 1 | De buurt beslist over het plein.",
         ["In artikel 1 is ‘hele’ weggehaald."]),
        ("artikel 1 Wie beslist | De buurt.", "artikel 1 Wie adviseert | De buurt.",
         ["De kop van artikel 1 is nu ‘Wie adviseert’. Eerst was dat ‘Wie beslist’."]),
        ("artikel 1 | Een buurt beslist in de zomer over het plein en over het park.",
         "artikel 1 | De buurt beslist in de winter over het plein en over het bos.",
         ["De tekst van artikel 1 is op 3 plaatsen anders: "
          "‘Een’ werd ‘De’, ‘zomer’ werd ‘winter’ en ‘park’ werd ‘bos’."]),
        # What came at one place is not told as if it took the place of what went at another.
        ("artikel 4 | Er zijn vier punten in de stad.",
         "artikel 4 | Er zijn drie punten in de stad. Er is ook een bus.",
         ["De tekst van artikel 4 is op 2 plaatsen anders: ‘vier’ werd ‘drie’ en ‘Er is ook een bus’ kwam erbij."]),
        ("artikel 4 | De bus rijdt nog. Er zijn hier drie punten in de hele stad.",
         "artikel 4 | Er zijn hier drie punten in de hele stad, en een boot.",
         ["De tekst van artikel 4 is op 2 plaatsen anders: ‘De bus rijdt nog’ ging weg en ‘en een boot’ kwam erbij."]),
        # A number is one word, and the signs around it are no part of it.
        ("artikel 5 | Bij opdrachten boven € 1.000, exclusief btw.",
         "artikel 5 | Bij opdrachten boven € 1.600, exclusief btw.",
         ["In artikel 5 staat nu ‘1.600’. Eerst stond er ‘1.000’."]),
        ("artikel 5 | De prijs is € 2,50 per uur.", "artikel 5 | De prijs is € 2,75 per uur.",
         ["In artikel 5 staat nu ‘2,75’. Eerst stond er ‘2,50’."]),
        ("artikel 5 | De buurt beslist;", "artikel 5 | De buurt beslist.",
         ["In artikel 5 zijn alleen leestekens anders."]),
        ("artikel 5 | De buurt beslist over de agenda;",
         "artikel 5 | De buurt beslist over de agenda, en over het plein.",
         ["In artikel 5 staat nu ook ‘en over het plein’."]),
        ("", "artikel 16a Ervaren buren", ["Artikel 16a is nieuw, met de kop ‘Ervaren buren’."]),
        ("artikel 16a Ervaren buren", "", ["Artikel 16a is weg. De kop was ‘Ervaren buren’."]),
        ("artikel 1 | Een buurt beslist in de zomer over het plein en voor een jaar over het park.",
         "artikel 1 | De buurt beslist in de winter over het plein en voor drie jaar over het bos.",
         ["De tekst van artikel 1 is op 4 plaatsen anders."]),
        ("artikel 1 | Dit is er nog niet.", "artikel 1 | De wijkraad adviseert over geld.",
         ["Artikel 1 heeft een nieuwe tekst. Er staat nu: ‘De wijkraad adviseert over geld.’"]),
        # What came at two places is told together; what joins an item to the next one is left out.
        ("artikel 4 | De raad hoort de buurt over het plein en het park, en over straat en bomen.",
         "artikel 4 | De raad hoort ieder jaar de buurt over het plein en het park, en over oude straat en bomen.",
         ["De tekst van artikel 4 is op 2 plaatsen anders: ‘ieder jaar’ en ‘oude’ kwamen erbij."]),
        # A bracket that is opened is closed; a line between two cells is no word.
        ("artikel 4 | De raad hoort de buurt over het plein.",
         "artikel 4 | De raad hoort de buurt over het plein (zie artikel 5).",
         ["In artikel 4 staat nu ook ‘(zie artikel 5)’."]),
        ("artikel 4 | Het plein | het park | de straat", "artikel 4 | Het plein | het park de straat",
         ["In artikel 4 zijn alleen leestekens anders."]),
        # An empty place that is new says nothing new.
        ("", "artikel 4 | Vervallen", ["Artikel 4 is vervallen."]),
        ("", "artikel 4\n  onderdeel a | de raad hoort de buurt; en",
         ["Artikel 4 is nieuw.", "Artikel 4, onderdeel a is nieuw. Er staat: ‘de raad hoort de buurt’"]),
        ("", "artikel 1\n  definitie | wijkraad: een groep die de wijk kiest;",
         ["Artikel 1 is nieuw.", "Artikel 1, definitie 1 is nieuw. Er staat: ‘een groep die de wijk kiest’"]),
        ("artikel 1 | De buurt beslist.", "artikel 1 | Vervallen", ["Artikel 1 is vervallen."]),
        ("artikel 5 | De buurt beslist over het plein.", "artikel 6 | De buurt beslist over het plein.",
         ["Artikel 5 heet nu artikel 6."]),
        ("artikel 5 | De buurt beslist over het plein.", "artikel 6 | De buurt beslist mee over het plein.",
         ["In artikel 6 (eerst artikel 5) staat nu ook ‘mee’."]),
        ("artikel 1\n  lid 1 | De buurt beslist over het plein.\nartikel 2 | Een.",
         "artikel 1\nartikel 2 | Een.\n  lid 1 | De buurt beslist over het plein.",
         ["Artikel 1, lid 1 staat nu in artikel 2, lid 1."]),
        ("artikel 1\n  alinea | De buurt beslist over het plein.\n"
         "  alinea | De wijkraad adviseert het college daarover.",
         "artikel 1 | De buurt beslist over het plein. De wijkraad adviseert het college daarover.",
         ["In artikel 1 is tekst bij elkaar gezet.", "De tekst van artikel 1, alinea 1 staat nu in artikel 1.",
          "De tekst van artikel 1, alinea 2 staat nu in artikel 1."]),
        ("artikel 1 | De buurt beslist over het plein. De wijkraad adviseert het college daarover.",
         "artikel 1\n  lid 1 | De buurt beslist over het plein.\n  lid 2 | De wijkraad adviseert het college daarover.",
         ["De tekst van artikel 1 is verdeeld.", "De tekst van artikel 1, lid 1 stond eerst in artikel 1.",
          "De tekst van artikel 1, lid 2 stond eerst in artikel 1."]),
    ],
)  # fmt: skip
def test_what_became_of_a_clause(old, new, expected):
    assert list(sentences(compare(version(old), version(new)).changes, ())) == expected


def test_what_it_does_to_residents_comes_second():
    old = version("artikel 1 | De buurt beslist over het plein.")
    new = version("artikel 1 | De buurt kan adviseren over het plein.")
    weak = mention(new[0], "adviseren", form="advies", rung="adviseren", force="recht")
    changes = compare(old, new).changes
    control = control_changes(changes, {"art_1": (mention(old[0], "beslist"),)}, {"art_1": (weak,)})
    assert sentences(changes, control) == (
        "In artikel 1 staat nu ‘kan adviseren’. Eerst stond er ‘beslist’. "
        "Zwakker voor bewoners: van meebeslissen werd het advies geven.",
    )


def test_of_several_the_weightiest_is_told_and_the_rest_counted():
    old = version("artikel 1 | De buurt beslist. De gemeente voert de regie. De wijkraad adviseert.")
    mentions = (
        mention(old[0], "regie", form="regie", holder="gemeente"),
        mention(old[0], "beslist"),
        mention(old[0], "adviseert", form="advies", holder="bewonersgroep"),
    )
    changes = compare(old, ()).changes
    said = sentences(changes, control_changes(changes, {"art_1": mentions}, {}))[0]
    assert said.endswith(
        "Zwakker voor bewoners: ‘beslist’ staat er niet meer (wie: bewoners). "
        "Er zijn nog 2 andere veranderingen in wie iets te zeggen heeft."
    )


def test_of_more_and_less_at_once_both_are_told():
    old = version("artikel 1 | De buurt beslist over geld. De raad komt elk jaar bijeen in mei.")
    new = version("artikel 1 | De raad komt elk jaar bijeen in mei. Ouders adviseren over scholen.")
    changes = compare(old, new).changes
    advice = mention(new[0], "adviseren", form="advies", holder="bewonersgroep")
    control = control_changes(changes, {"art_1": (mention(old[0], "beslist"),)}, {"art_1": (advice,)})
    assert sentences(changes, control)[0].endswith(
        "Zwakker voor bewoners: ‘beslist’ staat er niet meer (wie: bewoners). "
        "Sterker voor bewoners: er staat nu ‘adviseren’ (wie: een groep van bewoners)."
    )


def test_words_around_a_mention_are_told_once():
    old = version("artikel 1 | De gemeente hoort de buurt.")
    new = version("artikel 1 | De gemeente hoort de buurt zo mogelijk.")
    changes = compare(old, new).changes
    control = control_changes(changes, {"art_1": (mention(old[0], "hoort"),)}, {"art_1": (mention(new[0], "hoort"),)})
    assert sentences(changes, control) == (
        "In artikel 1 staat nu ook ‘zo mogelijk’. Zwakker voor bewoners: dit gaat over ‘hoort’.",
    )
    assert control_sentence(control[0]) == "Zwakker voor bewoners: bij ‘hoort’ staat nu ‘zo mogelijk’."


def test_a_long_text_is_cut_at_a_word():
    long = "woord " * 60
    said = sentences(compare((), version(f"artikel 1 | {long}")).changes, ())[0]
    assert said.endswith("woord woord …’")
    assert len(said) < 220


def test_braces_in_a_text_are_only_text():
    said = sentences(compare((), version("artikel 1 | Vul {place} en {0.__class__} in.")).changes, ())[0]
    assert said == "Artikel 1 is nieuw. Er staat: ‘Vul {place} en {0.__class__} in.’"


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("slot, eerste alinea", "Het slot, eerste alinea is weg. Er stond: ‘Een.’"),
        ("algemene toelichting", "De algemene toelichting is weg. Er stond: ‘Een.’"),
        ("toelichting op artikel 8", "De toelichting op artikel 8 is weg. Er stond: ‘Een.’"),
        ('bijlage "Bijlage Tarieven", tabel', 'De bijlage "Tarieven", tabel is weg. Er stond: ‘Een.’'),
        ("bijlage 1", "Bijlage 1 is weg. Er stond: ‘Een.’"),
        ('onder "Doel"', 'De tekst onder "Doel" is weg. Er stond: ‘Een.’'),
        ('onder "Wie "mag" dat?", derde alinea', 'De derde alinea onder "Wie "mag" dat?" is weg. Er stond: ‘Een.’'),
    ],
)
def test_a_place_that_is_called_after_its_heading(citation, expected):
    (clause,) = version("artikel 1 | Een.")
    changes = compare((replace(clause, citation=citation),), ()).changes
    assert sentences(changes, ()) == (expected,)


def test_a_clause_that_gets_a_number_is_not_called_after_its_heading():
    (old,) = version("artikel 1 Onduidelijke brieven | De buurt kan een brief terugsturen.")
    old = replace(old, number="", label="", citation='artikel "Onduidelijke brieven"')
    new = version("artikel 9a Onduidelijke brieven | De buurt kan een brief terugsturen.")
    assert sentences(compare((old,), new).changes, ()) == (
        "Artikel 9a had eerst geen nummer, alleen de kop ‘Onduidelijke brieven’.",
    )


def test_between_two_rules_nothing_came_or_went():
    changes = compare(version("artikel 1 | De buurt beslist."), version("artikel 7 | Geld."), same_rule=False).changes
    assert clause_sentences(changes, same_rule=False) == (
        "Artikel 7 staat alleen in de tweede tekst.",
        "Artikel 1 staat alleen in de eerste tekst.",
    )
