"""Words that a line end breaks."""

import pytest

from tracker.parse.pdf.joining import RULES, Joiner

EXAMPLES = [(rule, *example) for rule in RULES.values() for example in rule.examples]


@pytest.mark.parametrize(("rule", "before", "after", "whole"), EXAMPLES, ids=[entry[3] for entry in EXAMPLES])
def test_example_of_rule(rule, before, after, whole):
    joiner = Joiner(["de buurt-tafels in de wijk"])
    assert joiner.decide(before[:-1], after) == rule
    assert joiner.join(before, after)[0] == whole


# what is joined, what keeps its hyphen
TABLE = [
    ("maatschap-", "pelijke opvang", "maatschappelijke opvang"),
    ("zorg-", "en welzijnspartijen", "zorg- en welzijnspartijen"),
    ("in-", "of uitstroom", "in- of uitstroom"),
    ("Wmo-", "raad", "Wmo-raad"),
    ("GGD-", "arts", "GGD-arts"),
    ("niet-", "westerse landen", "niet-westerse landen"),
    ("niet-", "ig", "nietig"),
    ("ou-", "ders", "ouders"),
    ("oud-", "leerling", "oud-leerling"),
    ("oud-", "ers", "ouders"),
    ("pro-", "cedure", "procedure"),
    ("ex-", "partner", "ex-partner"),
    ("ex-", "ploitatie", "exploitatie"),
    ("sub-", "sidieregeling", "subsidieregeling"),
    ("3-", "jarig", "3-jarig"),
    ("16-", "plusser", "16-plusser"),
    ("e-", "mail", "e-mail"),
    ("Noord-", "Holland", "Noord-Holland"),
    ("Noord-Hol-", "land", "Noord-Holland"),
    ("VERORDE-", "NING", "VERORDENING"),
    ("zee-", "eend", "zee-eend"),
    ("na-", "apen", "na-apen"),
    ("mede-", "eigenaar", "mede-eigenaar"),
    ("auto-", "ongeluk", "auto-ongeluk"),
    # the diaeresis that a line end made needless is not a hyphen
    ("ge-", "integreerd", "geintegreerd"),
    ("financi-", "ele", "financiele"),
    ("sociaal-", "culturele", "sociaal-culturele"),
    ("bestuurlijk-", "juridische", "bestuurlijk-juridische"),
    ("mogelijk-", "heden", "mogelijkheden"),
    ("sociaal-maat-", "schappelijk", "sociaal-maatschappelijk"),
    # a dash is no hyphen, a slash keeps its words together
    ("het plan -", "zoals gezegd", "het plan - zoals gezegd"),
    ("bewoners/", "huurders", "bewoners/huurders"),
    # a soft hyphen only ever breaks a word
    ("samen\u00ad", "werking", "samenwerking"),
    ("geen", "streepje", "geen streepje"),
    ("(samen-", "werking)", "(samenwerking)"),
]


@pytest.mark.parametrize(("before", "after", "whole"), TABLE, ids=[row[2] for row in TABLE])
def test_join(before, after, whole):
    assert Joiner([]).join(before, after)[0] == whole


def test_document_decides_by_its_own_spelling():
    joiner = Joiner(["de buurt-app en de buurt-app", "het stadsdeelkantoor"])
    assert joiner.join("de buurt-", "app")[0] == "de buurt-app"
    assert joiner.join("een stadsdeel-", "kantoor")[0] == "een stadsdeelkantoor"


def test_word_broken_at_a_line_end_is_no_evidence():
    joiner = Joiner(["wij gaan samen-", "werking aan"])
    assert joiner.join("de samen-", "werking")[0] == "de samenwerking"


@pytest.mark.parametrize(
    ("before", "after", "whole", "dropped"),
    [
        ("samen-", "werking", "samenwerking", "-"),
        ("Wmo-", "raad", "Wmo-raad", ""),
        ("samen‐", "werking", "samenwerking", "‐"),
    ],
)
def test_dropped_hyphen_is_given_back(before, after, whole, dropped):
    assert Joiner([]).join(before, after) == (whole, dropped)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("1.17", "2.914", "1.172.914"),
        ("237.06", "2", "237.062"),
        ("1.172.", "914", "1.172.914"),
        ("Samenwerkin", "g", "Samenwerking"),
        ("Totaal", "aantal", "Totaal aantal"),
    ],
)
def test_narrow_cell_breaks_sums_and_words(before, after, whole):
    joiner = Joiner(["de samenwerking", "het totaal aantal"])
    assert joiner.join_in_cell(before, after)[0] == whole
