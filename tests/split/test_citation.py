"""Citations: as a lawyer says them, and each only once in a version."""

import pytest
from support.clauses import citations, h, i, n, p, row

from tracker.model import Part
from tracker.split import split_clauses

CASES = {
    "deeper and deeper": (
        (h("Artikel 5"), i("3.", "Drie:"), i("a.", "a:"), i("1°.", "een:"), i("–", "punt")),
        [
            "artikel 5, derde lid",
            "artikel 5, derde lid, onderdeel a",
            "artikel 5, derde lid, onderdeel a, onder 1°",
            "artikel 5, derde lid, onderdeel a, onder 1°, eerste streepje",
        ],
    ),
    "leden by section number, and one put in later": (
        (h("Artikel 3"), i("3.1", "Een."), i("3.2", "Twee."), h("Artikel 4"), i("1.", "Een."), i("1a.", "Tussen.")),
        ["artikel 3, lid 3.1", "artikel 3, lid 3.2", "artikel 4, eerste lid", "artikel 4, lid 1a"],
    ),
    "an article without its chapter": ((h("Hoofdstuk 2"), h("Artikel 5"), p("Regel.")), ["artikel 5"]),
    "and with it where its number comes back": (
        (h("Hoofdstuk 1"), h("Artikel 1"), p("Een."), h("Hoofdstuk 2"), h("Artikel 1"), p("Twee.")),
        ["hoofdstuk 1, artikel 1", "hoofdstuk 2, artikel 1"],
    ),
    "a section without the one around it": (
        (h("2", "Doel", 1), h("2.3", "Geld", 2), h("2.3.1", "Nu", 3), p("Veel.")),
        ["hoofdstuk 2, paragraaf 2.3.1, eerste alinea"],
    ),
    "a title that occurs once is enough, one that comes back is not": (
        (
            *(h("1", "A", 1), h("", "Doel", 2), p("Een."), h("", "Geld", 2), p("Twee.")),
            *(h("2", "B", 1), h("", "Geld", 2), p("Drie.")),
        ),
        [
            'hoofdstuk 1, onder "Doel", eerste alinea',
            'hoofdstuk 1, onder "Geld", eerste alinea',
            'hoofdstuk 2, onder "Geld", eerste alinea',
        ],
    ),
    "tables of an annex": (
        (h("Bijlage 1"), row("a", "b"), p("Tussen."), row("c", "d"), row("e", "f")),
        [
            "bijlage 1, eerste tabel, eerste rij",
            "bijlage 1, eerste alinea",
            "bijlage 1, tweede tabel, eerste rij",
            "bijlage 1, tweede tabel, tweede rij",
        ],
    ),
    "the considerations": (
        (
            p("De raad;", part=Part.OPENING),
            p("gelet op artikel 149 Gemeentewet;", part=Part.OPENING),
            p("overwegende dat:", part=Part.OPENING),
            i("a.", "het plein leeg is;"),
            h("Artikel 1"),
            p("Regel."),
        ),
        [
            "aanhef, eerste alinea",
            "considerans, eerste overweging",
            "considerans, tweede overweging",
            "considerans, tweede overweging, onderdeel a",
            "artikel 1",
        ],
    ),
    "what a note says of several articles": (
        (h("Artikel 1"), p("R."), h("", "Artikelsgewijze toelichting"), h("", "Artikelen 2 en 3"), p("Samen.")),
        ["artikel 1", "toelichting op artikelen 2 en 3, eerste alinea"],
    ),
    "footnotes by their number": (
        (h("1", "Doel", 1), p("Een."), n("4", "Zie elders.")),
        ["hoofdstuk 1, eerste alinea", "noot 4"],
    ),
    "two of one name are told apart": (
        (h("Artikel 1"), p("Een."), h("Artikel 1"), p("Twee.")),
        ["artikel 1", "artikel 1 (2)"],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_citations(what):
    blocks, expected = CASES[what]
    assert citations(*blocks) == expected


def test_no_citation_occurs_twice():
    once = (
        h("Artikel 1"),
        p("Te weten:"),
        i("a.", "aap"),
        i("a.", "noot"),
        h("", "Toelichting", 1),
        h("", "Doel", 2),
        p("Zo."),
    )
    clauses = split_clauses(once + once)
    said = [clause.citation for clause in clauses]
    assert len(said) == len(set(said))
