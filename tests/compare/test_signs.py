"""Words around a mention that say more or less."""

import tomllib

import pytest
from support.versions import version

from tracker.compare.rules import rules
from tracker.compare.signs import around, sentence_at
from tracker.paths import corpus_file

DATA = tomllib.loads(corpus_file("changes.toml").read_text(encoding="utf-8"))
FOUND = [(name, text) for name, sign in DATA["signs"].items() for text in sign["matches"]]
NOT_FOUND = [(name, text) for name, sign in DATA["signs"].items() for text in sign["not"]]
NUMBERS = list(zip(rules().numbers, DATA["numbers"], strict=True))


@pytest.mark.parametrize(("name", "text"), FOUND)
def test_a_sign_is_found(name, text):
    assert rules().signs[name].search(text), f"has no {name}"


@pytest.mark.parametrize(("name", "text"), NOT_FOUND)
def test_a_sign_is_not_found(name, text):
    assert not rules().signs[name].search(text), f"has {name}"


@pytest.mark.parametrize(
    ("counted", "example"), [(counted, each) for counted, rule in NUMBERS for each in rule["examples"]]
)
def test_a_number_is_read(counted, example):
    assert counted.value(example["sentence"]) == example["value"]


@pytest.mark.parametrize(("counted", "text"), [(counted, text) for counted, rule in NUMBERS for text in rule["not"]])
def test_a_number_of_another_kind_is_not(counted, text):
    assert counted.value(text) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("De raad hoort de buurt.", "De raad hoort de buurt.", 0),
        ("De raad hoort de buurt in maart.", "De raad hoort de buurt in april.", 0),
        # A condition came, or went.
        ("De raad hoort de buurt.", "De raad hoort zo mogelijk de buurt.", -1),
        ("De raad hoort de buurt, mits er tijd is.", "De raad hoort de buurt.", 1),
        ("Wanneer dat kan, hoort de raad de buurt.", "Indien dat kan, hoort de raad de buurt.", 0),
        # A denial goes before everything; what denies twice does not deny.
        ("De raad hoort de buurt altijd.", "De raad hoort de buurt niet altijd.", -1),
        ("De raad besluit over het plein en hoort de buurt.",
         "De raad besluit niet over het plein zonder dat hij de buurt hoort.", 1),
        # Must, can, wants.
        ("De raad moet de buurt horen.", "De raad kan de buurt horen.", -1),
        ("Wij willen de buurt horen.", "Wij gaan de buurt horen.", 1),
        # Earlier, more often, by themselves.
        ("De raad hoort de buurt.", "De raad hoort de buurt vooraf.", 1),
        ("De raad hoort de buurt één keer per jaar.", "De raad hoort de buurt vier keer per jaar.", 1),
        ("De raad hoort de buurt twee weken voor het besluit.", "De raad hoort de buurt 7 dagen voor het besluit.", -1),
        ("Een plan dat de buurt hoort, vraagt 50 handtekeningen.",
         "Een plan dat de buurt hoort, vraagt 25 handtekeningen.", 1),
        # Residents came in, or others came in their place.
        ("De raad hoort de buurt en de winkeliers.", "De raad hoort de winkeliers.", -1),
        ("De raad hoort ambtenaren over het plan.", "De raad hoort omwonenden over het plan.", 1),
        # More and less at once.
        ("De raad hoort de buurt.", "De raad hoort de buurt altijd, tenzij het spoed heeft.", None),
        # Another sentence: its words are not compared.
        ("De raad hoort de buurt.", "Het college hoort wellicht alleen nog bij hoge uitzondering iemand.", 0),
    ],
)  # fmt: skip
def test_more_or_less_around(old, new, expected):
    places = [(version(f"artikel 1 | Kop. {text} Slot.")[0], text) for text in (old, new)]
    before, after = ((clause, clause.text.index(text)) for clause, text in places)
    steps = around(before, after).steps()
    assert steps is None if expected is None else steps is not None and (steps > 0) - (steps < 0) == expected


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Eén. Twee; drie", "Twee", " Twee"),
        ("Zie art.5 en 3.4. Klaar.", "3.4", "Zie art.5 en 3.4"),
        ("Gehouden.Daarna volgt de raad.", "volgt", "Daarna volgt de raad"),
        ("", "", ""),
    ],
)
def test_a_sentence(text, place, expected):
    assert sentence_at(text, text.index(place)) == expected
