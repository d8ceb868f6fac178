"""Addresses of clauses: named as STOP names them, unique, and the same when something else changes."""

import re

import pytest
from support.clauses import addressed, h, i, n, p, row

from tracker.model import Part

EIDS = [
    (
        (
            h("Hoofdstuk 2"),
            h("Artikel 5"),
            i("3.", "Drie:", 1, "lid"),
            i("a.", "aap", 2, "onderdeel"),
            i("1°.", "kop", 3, "onderdeel"),
        ),
        [
            "chp_2",
            "chp_2__art_5",
            "chp_2__art_5__para_3",
            "chp_2__art_5__para_3__list_1__item_a",
            "chp_2__art_5__para_3__list_1__item_a__list_1__item_1",
        ],
    ),
    # a colon may not stand in an address
    ((h("Artikel 2:12"), p("Regel.")), ["art_2.12"]),
    # a second article of the same number
    ((h("Artikel 1"), p("Een."), h("Artikel 1"), p("Twee.")), ["art_1", "art_1_inst2"]),
    # an item without a number is counted apart from those that have one
    ((h("Artikel 1"), p("Te weten:"), i("–", "aap")), ["art_1", "art_1__list_1__item_o_1"]),
    # the rule that a decision lays down in an annex is named as a text of its own
    (
        (h("Artikel I"), p("Besloten is."), h("Bijlage A"), h("Hoofdstuk 1"), h("Artikel 1.1"), p("Regel.")),
        ["art_I", "cmp_A", "chp_1", "chp_1__art_1.1"],
    ),
    # parts as STOP names them
    (
        (h("Deel 1"), h("Titel 1"), h("Hoofdstuk 1"), h("Afdeling 1.1"), h("§ 1"), h("Artikel 1"), p("Regel.")),
        [
            "part_1",
            "part_1__title_1",
            "part_1__title_1__chp_1",
            "part_1__title_1__chp_1__subchp_1.1",
            "part_1__title_1__chp_1__subchp_1.1__subsec_1",
            "part_1__title_1__chp_1__subchp_1.1__subsec_1__art_1",
        ],
    ),
    # a title, an opening, a closing
    (
        (
            h("", "Regel voor het plein", role="intitule"),
            p("De raad;", part=Part.OPENING),
            h("Artikel 1"),
            p("Regel.", part=Part.BODY),
            p("Aldus vastgesteld.", part=Part.CLOSING),
        ),
        ["longTitle", "formula_1__content_o_1", "art_1", "formula_2__content_o_1"],
    ),
    # paragraphs are counted with the one that became the article's own text
    (
        (h("Artikel 1"), p("Nodig:"), i("a.", "geld."), p("Het college beslist.")),
        ["art_1", "art_1__list_1__item_a", "art_1__content_o_2"],
    ),
    # tables and notes
    (
        (h("Bijlage II"), row("zaal", "€ 5"), row("plein", "€ 0"), n("1", "Per uur.")),
        ["cmp_II", "cmp_II__table_1__row_1", "cmp_II__table_1__row_2", "cmp_II__table_1__row_2__fn_1"],
    ),
    # explanatory notes
    (
        (h("Artikel 1"), p("Regel."), h("", "Artikelsgewijze toelichting", 1), h("Artikel 1", level=2), p("Waarom.")),
        ["art_1", "artrecital", "artrecital__art_1", "artrecital__art_1__content_o_1"],
    ),
    # the publisher's names of a second text in one file get the annex that it stands in
    (
        (h("Artikel 1", eid="art_1"), h("Bijlage A", eid="cmp_A"), h("Artikel 1", eid="art_1")),
        ["art_1", "cmp_A", "cmp_A__art_1"],
    ),
    # the publisher's own names stay
    ((h("Artikel 1", eid="chp_1__art_1"), p("Regel.")), ["chp_1__art_1"]),
]


@pytest.mark.parametrize(("blocks", "expected"), EIDS)
def test_eids(blocks, expected):
    assert addressed(*blocks) == expected


def test_an_item_keeps_its_eid_when_something_else_changes():
    before = addressed(h("Artikel 1"), i("1.", "Een."), h("Artikel 2"), i("1.", "Twee:"), i("a.", "aap"))
    after = addressed(
        h("Artikel 1"), i("1.", "Een."), i("2.", "Nieuw."), h("Artikel 2"), i("1.", "Twee:"), i("a.", "aap")
    )
    assert set(before) <= set(after)


def test_addresses_fit_in_a_url():
    eids = addressed(h("Artikel 2:12 bis"), i("1°)", "Een:"), i("(a)", "aap"), i("•", "noot"), row("a/b", "c?d"))
    assert [eid for eid in eids if not re.fullmatch(r"[\w.-]+", eid)] == []


def test_the_same_text_gives_the_same_addresses():
    blocks = (h("Artikel 1"), p("Een:"), i("–", "aap"), i("–", "noot"), p("Twee:"), i("–", "mies"))
    assert addressed(*blocks) == addressed(*blocks)
    assert addressed(*blocks)[-1] == "art_1__content_o_2__list_1__item_o_1"
