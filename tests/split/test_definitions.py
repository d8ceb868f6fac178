"""Definitions: where they stand and which term each one defines."""

import pytest
from support.clauses import h, i, p, row

from tracker.model import ClauseKind
from tracker.split import split_clauses
from tracker.split.definitions import defined_term, introduces_definitions, is_definition_heading

TERMS = [
    ("bewonersinitiatief: een plan van bewoners;", "bewonersinitiatief"),
    ("‘Buurtteam’ – het team in de wijk;", "Buurtteam"),
    ("In deze regel wordt onder een wijkplan verstaan: een plan.", "wijkplan"),
    ("In deze regel wordt verstaan onder plein: een open veld.", "plein"),
    ("houder; houder van een vergunning;", "houder"),
    ("Het college stelt regels vast.", ""),
]


@pytest.mark.parametrize(("text", "term"), TERMS)
def test_terms(text, term):
    assert defined_term(text) == term


INTRODUCTIONS = [
    ("In deze verordening en de daarop berustende bepalingen wordt verstaan onder:", True),
    ("In deze regel verstaan wij onder:", True),
    ("Met de volgende begrippen wordt hierna bedoeld:", True),
    ("Onder subsidie wordt verstaan:", False),
    ("Het college heeft de volgende taken:", False),
]


@pytest.mark.parametrize(("text", "expected"), INTRODUCTIONS)
def test_what_introduces_definitions(text, expected):
    assert introduces_definitions(text) is expected


HEADINGS = [
    ("Begripsbepalingen", True),
    ("Begrippenlijst", True),
    ("Definities", True),
    ("Gebruikte begrippen en afkortingen", True),
    ("Begrip voor elkaar", False),
    ("Doel", False),
]


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_what_has_definitions_below_it(heading, expected):
    assert is_definition_heading(heading) is expected


WORDS = p("In deze regel wordt verstaan onder:")
CASES = {
    "lettered": ((h("Artikel 1"), WORDS, i("a.", "buurt: een wijk;"), i("b.", "team: een groep.")), ["buurt", "team"]),
    "with dashes": ((h("Artikel 1"), WORDS, i("–", "buurt: een wijk;"), i("–", "team: een groep.")), ["buurt", "team"]),
    "a dash against its term": (
        (
            h("Artikel 1", "Begrippen"),
            i("1.", "Hier wordt verstaan onder:"),
            i("–", "buurt: een wijk;"),
            p("–team: wij."),
        ),
        ["buurt", "team"],
    ),
    "numbered, in an article that is headed so": (
        (h("Artikel 1", "Begripsomschrijvingen"), i("1.", "buurt: een wijk;"), i("2.", "team: een groep.")),
        ["buurt", "team"],
    ),
    "in a lid, beside other leden": (
        (
            *(h("Artikel 1", "Begrippen"), i("1.", "Hier wordt verstaan onder:"), i("a.", "buurt: een wijk;")),
            *(i("2.", "De begrippen van de wet gelden ook."),),
        ),
        ["buurt"],
    ),
    "without markers": ((h("Artikel 1"), WORDS, p("buurt: een wijk;"), p("team: een groep.")), ["buurt", "team"]),
    "in a table": ((h("Artikel 1"), WORDS, row("buurt", "een wijk"), row("team", "een groep")), ["buurt", "team"]),
    "in a note": ((h("1.1", "Begrippen", 2), p("buurt: een wijk"), p("team: een groep")), ["buurt", "team"]),
    "none in a list of duties": ((h("Artikel 1", "Doel"), p("Het gaat om:"), i("a.", "rust: veel;")), []),
}


@pytest.mark.parametrize("what", CASES)
def test_definitions_are_clauses_with_their_term(what):
    blocks, expected = CASES[what]
    found = [clause for clause in split_clauses(blocks) if clause.kind is ClauseKind.DEFINITION]
    assert [clause.term for clause in found] == expected


def test_what_a_definition_lists_is_no_definition():
    clauses = split_clauses(
        (h("Artikel 1"), WORDS, p("team: een groep van:"), i("1°.", "kinderen: veel;"), p("wijk: hier."))
    )
    assert [(clause.kind, clause.citation) for clause in clauses[1:]] == [
        (ClauseKind.DEFINITION, "artikel 1, definitie van team"),
        (ClauseKind.ITEM, "artikel 1, definitie van team, onderdeel 1°"),
        (ClauseKind.DEFINITION, "artikel 1, definitie van wijk"),
    ]
