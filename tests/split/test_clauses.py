"""Clauses: what holds what, how it is addressed and how it is cited; one way for all formats."""

from dataclasses import replace

import pytest
from support.clauses import h, i, n, p, row

from tracker.model import Block, BlockKind, Clause, ClauseKind, Document, Part, ReadError
from tracker.parse import parse
from tracker.split import characters_of_blocks, characters_of_split, split, split_clauses


def cited(*blocks: Block) -> list[tuple[str, str]]:
    """Citation and words of each clause that has words of its own."""
    return [(c.citation, c.text) for c in split(Document("Plan voor het plein", "text", blocks)).clauses if c.text]


CASES = {
    "the title of a document that a word processor marks as such is no division": (
        (h("", "Waterplan", 1, role="titel"), p("Droge voeten."), h("1", "Doel", 1), p("Waarom.")),
        [("eerste alinea", "Droge voeten."), ("hoofdstuk 1, eerste alinea", "Waarom.")],
    ),
    "an article with one paragraph holds it": (
        (h("Artikel 1", "Doel"), p("Bewoners beslissen.")),
        [("artikel 1", "Bewoners beslissen.")],
    ),
    "of more paragraphs each is a clause": (
        (h("Artikel 1"), p("Een."), p("Twee.")),
        [("artikel 1, eerste alinea", "Een."), ("artikel 1, tweede alinea", "Twee.")],
    ),
    "leden marked up as such": (
        (h("Artikel 2"), i("1.", "Een.", 1, "lid"), i("2.", "Twee.", 1, "lid")),
        [("artikel 2, eerste lid", "Een."), ("artikel 2, tweede lid", "Twee.")],
    ),
    "leden in a flat list, told by their numbers alone": (
        (
            h("Artikel 2"),
            i("1.", "Een:"),
            i("a.", "aap;"),
            i("1°.", "kop;"),
            i("2°.", "staart;"),
            i("b.", "noot."),
            i("2.", "Twee."),
        ),
        [
            ("artikel 2, eerste lid", "Een:"),
            ("artikel 2, eerste lid, onderdeel a", "aap;"),
            ("artikel 2, eerste lid, onderdeel a, onder 1°", "kop;"),
            ("artikel 2, eerste lid, onderdeel a, onder 2°", "staart;"),
            ("artikel 2, eerste lid, onderdeel b", "noot."),
            ("artikel 2, tweede lid", "Twee."),
        ],
    ),
    "the same where the markup gives them one depth": (
        (
            h("Artikel 2"),
            i("1.", "Een:", 1, "onderdeel"),
            i("a.", "aap;", 1, "onderdeel"),
            i("–", "kop;", 1, "onderdeel"),
            i("b.", "noot.", 1, "onderdeel"),
            i("2.", "Twee.", 1, "onderdeel"),
        ),
        [
            ("artikel 2, eerste lid", "Een:"),
            ("artikel 2, eerste lid, onderdeel a", "aap;"),
            ("artikel 2, eerste lid, onderdeel a, eerste streepje", "kop;"),
            ("artikel 2, eerste lid, onderdeel b", "noot."),
            ("artikel 2, tweede lid", "Twee."),
        ],
    ),
    "i after h is a letter": (
        (h("Artikel 3"), p("Onder meer:"), i("g.", "g"), i("h.", "h"), i("i.", "i"), i("j.", "j")),
        [("artikel 3", "Onder meer:"), *((f"artikel 3, onderdeel {letter}", letter) for letter in "ghij")],
    ),
    "i after b opens a roman list, c goes on with the letters": (
        (h("Artikel 3"), p("Te weten:"), i("a.", "a"), i("b.", "b"), i("i.", "een"), i("ii.", "twee"), i("c.", "c")),
        [
            ("artikel 3", "Te weten:"),
            ("artikel 3, onderdeel a", "a"),
            ("artikel 3, onderdeel b", "b"),
            ("artikel 3, onderdeel b, onder i", "een"),
            ("artikel 3, onderdeel b, onder ii", "twee"),
            ("artikel 3, onderdeel c", "c"),
        ],
    ),
    "a paragraph after a list ends it and swallows no lid": (
        (h("Artikel 4"), i("1.", "Een:"), i("a.", "aap"), p("Dat is het slot."), i("2.", "Twee.")),
        [
            ("artikel 4, eerste lid", "Een:"),
            ("artikel 4, eerste lid, onderdeel a", "aap"),
            ("artikel 4, eerste lid, tweede alinea", "Dat is het slot."),
            ("artikel 4, tweede lid", "Twee."),
        ],
    ),
    "numbers after a sentence that introduces them are onderdelen": (
        (h("Artikel 5"), p("Het college weegt mee:"), i("1.", "bereik;"), i("2.", "prijs.")),
        [
            ("artikel 5", "Het college weegt mee:"),
            ("artikel 5, onderdeel 1", "bereik;"),
            ("artikel 5, onderdeel 2", "prijs."),
        ],
    ),
    "a lid that was put in between": (
        (h("Artikel 6"), i("1.", "Een."), i("1a.", "Tussen."), i("2.", "Twee.")),
        [("artikel 6, eerste lid", "Een."), ("artikel 6, lid 1a", "Tussen."), ("artikel 6, tweede lid", "Twee.")],
    ),
    "definitions are clauses with their term": (
        (h("Artikel 1", "Begripsbepalingen"), p("In deze regel wordt verstaan onder:"), i("–", "buurt: een wijk;")),
        [("artikel 1", "In deze regel wordt verstaan onder:"), ("artikel 1, definitie van buurt", "buurt: een wijk;")],
    ),
    "chapters of a note": (
        (h("1", "Inleiding", 1), p("Waarom."), h("1.1", "Vraag", 2), p("Wie."), p("Wat."), h("2", "Slot", 1), p("Nu.")),
        [
            ("hoofdstuk 1, eerste alinea", "Waarom."),
            ("hoofdstuk 1, paragraaf 1.1, eerste alinea", "Wie."),
            ("hoofdstuk 1, paragraaf 1.1, tweede alinea", "Wat."),
            ("hoofdstuk 2, eerste alinea", "Nu."),
        ],
    ),
    "items in a note belong to the paragraph that introduces them": (
        (h("1", "Doel", 1), p("Wij willen:"), i("•", "meer ruimte;"), i("•", "minder regels."), p("Zo is het.")),
        [
            ("hoofdstuk 1, eerste alinea", "Wij willen:"),
            ("hoofdstuk 1, eerste alinea, eerste punt", "meer ruimte;"),
            ("hoofdstuk 1, eerste alinea, tweede punt", "minder regels."),
            ("hoofdstuk 1, tweede alinea", "Zo is het."),
        ],
    ),
    "opening, considerations and closing": (
        (
            p("Het college;", part=Part.OPENING),
            p("gelet op artikel 4:81 Awb;", part=Part.OPENING),
            h("Artikel 1"),
            p("Regel."),
            p("Aldus vastgesteld op 1 mei 2018.", part=Part.CLOSING),
        ),
        [
            ("aanhef, eerste alinea", "Het college;"),
            ("considerans, eerste overweging", "gelet op artikel 4:81 Awb;"),
            ("artikel 1", "Regel."),
            ("slot, eerste alinea", "Aldus vastgesteld op 1 mei 2018."),
        ],
    ),
    "the closing is told by its words where the format does not say": (
        (h("Artikel 1"), p("Regel."), p("Aldus vastgesteld in de vergadering van 1 mei 2018."), p("de secretaris,")),
        [
            ("artikel 1", "Regel."),
            ("slot, eerste alinea", "Aldus vastgesteld in de vergadering van 1 mei 2018."),
            ("slot, tweede alinea", "de secretaris,"),
        ],
    ),
    "an explanatory note speaks of the articles and is none of them": (
        (
            h("Artikel 1"),
            p("Regel."),
            h("", "Toelichting", 1),
            p("Algemeen."),
            h("Artikel 1", level=2),
            p("Waarom deze regel er is."),
        ),
        [
            ("artikel 1", "Regel."),
            ("toelichting, eerste alinea", "Algemeen."),
            ("toelichting op artikel 1, eerste alinea", "Waarom deze regel er is."),
        ],
    ),
    "an annex has a structure of its own": (
        (h("Artikel 1"), p("Regel."), h("Bijlage 1", "Tarieven"), p("Per uur:"), row("zaal", "€ 5")),
        [
            ("artikel 1", "Regel."),
            ("bijlage 1, eerste alinea", "Per uur:"),
            ("bijlage 1, tabel, eerste rij", "zaal | € 5"),
        ],
    ),
    "articles of one number are cited with their chapter": (
        (h("Hoofdstuk 1"), h("Artikel 1"), p("Een."), h("Hoofdstuk 2"), h("Artikel 1"), p("Twee.")),
        [("hoofdstuk 1, artikel 1", "Een."), ("hoofdstuk 2, artikel 1", "Twee.")],
    ),
    "a decision that amends holds the articles that it prints": (
        (
            h("Artikel I"),
            p("De regel wordt gewijzigd."),
            h("Artikel 3"),
            p("Nieuw."),
            h("Artikel II"),
            p("In werking."),
        ),
        [("artikel I", "De regel wordt gewijzigd."), ("artikel I, artikel 3", "Nieuw."), ("artikel II", "In werking.")],
    ),
    "a list whose numbers go on keeps the words between its items": (
        (h("1", "Plan", 1), i("1.", "Ruimte"), p("Er komt ruimte."), i("•", "een zaal;"), i("2.", "Geld"), p("Later.")),
        [
            ("hoofdstuk 1, onderdeel 1", "Ruimte\nEr komt ruimte."),
            ("hoofdstuk 1, onderdeel 1, eerste punt", "een zaal;"),
            ("hoofdstuk 1, onderdeel 2", "Geld"),
            ("hoofdstuk 1, eerste alinea", "Later."),
        ],
    ),
    "a list that begins anew within an item does not end it": (
        (h("1", "Lijst", 1), i("9.", "Negen."), p("Besloten is:"), i("1.", "een"), i("2.", "twee"), i("10.", "Tien.")),
        [
            ("hoofdstuk 1, onderdeel 9", "Negen.\nBesloten is:"),
            ("hoofdstuk 1, onderdeel 9, onder 1", "een"),
            ("hoofdstuk 1, onderdeel 9, onder 2", "twee"),
            ("hoofdstuk 1, onderdeel 10", "Tien."),
        ],
    ),
    "i before j is a letter, though h is missing": (
        (h("Artikel 3"), p("Te weten:"), i("g.", "g"), i("i.", "i"), i("j.", "j")),
        [("artikel 3", "Te weten:"), *((f"artikel 3, onderdeel {letter}", letter) for letter in "gij")],
    ),
    "a bullet that stands against its word": (
        (
            h("Artikel 1", "Begrippen"),
            p("Verstaan wordt onder:"),
            p("–buurt: een wijk;"),
            i("1°.", "a"),
            p("–plein: een veld."),
        ),
        [
            ("artikel 1", "Verstaan wordt onder:"),
            ("artikel 1, definitie van buurt", "buurt: een wijk;"),
            ("artikel 1, definitie van buurt, onder 1°", "a"),
            ("artikel 1, definitie van plein", "plein: een veld."),
        ],
    ),
    "the letter o as a bullet counts nothing": (
        (h("1", "Doel", 1), p("Te weten:"), i("o", "een"), i("o", "twee")),
        [
            ("hoofdstuk 1, eerste alinea", "Te weten:"),
            ("hoofdstuk 1, eerste alinea, eerste punt", "een"),
            ("hoofdstuk 1, eerste alinea, tweede punt", "twee"),
        ],
    ),
    "a reference that is broken over a line opens no item": (
        (h("Artikel 4"), i("1.", "Het verslag, bedoeld in artikel"), i("29.", ""), i("2.", "Twee.")),
        [("artikel 4, eerste lid", "Het verslag, bedoeld in artikel 29."), ("artikel 4, tweede lid", "Twee.")],
    ),
    "a proposal that explains and then prints the draft of a rule": (
        (
            h("", "Toelichting per artikel", 1),
            h("Artikel 1"),
            p("Dit artikel gaat over de buurt."),
            h("Artikel 2"),
            p("Dit artikel gaat over geld."),
            p("De raad van de gemeente Vlietmonde,"),
            p("gelet op artikel 149 van de Gemeentewet,"),
            p("besluit:"),
            h("Artikel 1"),
            p("Bewoners beslissen."),
        ),
        [
            ("toelichting op artikel 1, eerste alinea", "Dit artikel gaat over de buurt."),
            ("toelichting op artikel 2, eerste alinea", "Dit artikel gaat over geld."),
            ("aanhef, eerste alinea", "De raad van de gemeente Vlietmonde,"),
            ("considerans, eerste overweging", "gelet op artikel 149 van de Gemeentewet,"),
            ("aanhef, tweede alinea", "besluit:"),
            ("artikel 1", "Bewoners beslissen."),
        ],
    ),
    "a closing in bold, with the names of who signs": (
        (
            h("Artikel 1"),
            p("Regel."),
            h("", "Aldus vastgesteld in de vergadering van 1 mei 2018."),
            p("de griffier,"),
            h("", "A.B. de Wit"),
            h("", "Toelichting"),
            p("Waarom."),
        ),
        [
            ("artikel 1", "Regel."),
            ("slot, eerste alinea", "Aldus vastgesteld in de vergadering van 1 mei 2018."),
            ("slot, tweede alinea", "de griffier,"),
            ("slot, derde alinea", "A.B. de Wit"),
            ("toelichting, eerste alinea", "Waarom."),
        ],
    ),
    "the closing of a decision without articles": (
        (h("1", "Besluit", 1), p("Er komt een plein."), p("Aldus besloten in de raadsvergadering van 1 mei 2018.")),
        [
            ("hoofdstuk 1, eerste alinea", "Er komt een plein."),
            ("slot, eerste alinea", "Aldus besloten in de raadsvergadering van 1 mei 2018."),
        ],
    ),
    "a motion considers before it asks": (
        (p("Overwegende dat:"), i("–", "bewoners meedoen;"), p("Verzoekt het college:"), i("–", "te luisteren.")),
        [
            ("eerste overweging", "Overwegende dat:"),
            ("eerste overweging, eerste streepje", "bewoners meedoen;"),
            ("eerste alinea", "Verzoekt het college:"),
            ("eerste alinea, eerste streepje", "te luisteren."),
        ],
    ),
    "a note explains several articles at once, under a line in italics": (
        (
            h("Artikel 1"),
            p("Regel."),
            h("", "Artikelsgewijze toelichting", 1),
            replace(p("Artikelen 12 en 23"), style="cursief"),
            p("Over geld."),
        ),
        [("artikel 1", "Regel."), ("toelichting op artikelen 12 en 23, eerste alinea", "Over geld.")],
    ),
    "an explanation within a proposal without articles ends with the next heading": (
        (h("", "Voorstel", 1), p("Een."), h("", "Toelichting", 1), p("Twee."), h("", "Kosten", 1), p("Drie.")),
        [
            ('onder "Voorstel", eerste alinea', "Een."),
            ("toelichting, eerste alinea", "Twee."),
            ('onder "Kosten", eerste alinea', "Drie."),
        ],
    ),
    "annexes that are only listed": (
        (
            h("", "Stukken", 1),
            h("Bijlage 1", "Kaart"),
            h("Bijlage 2", "Plan"),
            h("Bijlage 3", "Raming"),
            h("", "Inzage", 1),
            p("Geen."),
        ),
        [
            ('onder "Stukken", eerste alinea', "Bijlage 1 Kaart"),
            ('onder "Stukken", tweede alinea', "Bijlage 2 Plan"),
            ('onder "Stukken", derde alinea', "Bijlage 3 Raming"),
            ('onder "Inzage", eerste alinea', "Geen."),
        ],
    ),
    "a section that names another chapter does not stand in this one": (
        (h("3", "Rondvraag", 1), p("Een."), h("4.a", "Lijst", 3), p("Twee.")),
        [("hoofdstuk 3, eerste alinea", "Een."), ("paragraaf 4.a, eerste alinea", "Twee.")],
    ),
    "chapters in roman figures": (
        (h("I", "Doel", 1), p("Een."), h("II", "Geld", 1), h("1", "Bedrag", 2), p("Twee.")),
        [("hoofdstuk I, eerste alinea", "Een."), ("hoofdstuk II, paragraaf 1, eerste alinea", "Twee.")],
    ),
    "what would be cited alike says which one it is": (
        (h("Bijlage 1", "Tarieven"), p("Zaal."), h("Bijlage 1", "Kaart"), p("Plein.")),
        [("bijlage 1, eerste alinea", "Zaal."), ("bijlage 1 (2), eerste alinea", "Plein.")],
    ),
    "what stands above the first heading of a list of decisions is no opening of a rule": (
        (p("Aanwezig zijn de leden."), i("1.", "Opening."), h("2", "Besluiten", 1), p("Geen.")),
        [
            ("eerste alinea", "Aanwezig zijn de leden."),
            ("eerste alinea, onderdeel 1", "Opening."),
            ("hoofdstuk 2, eerste alinea", "Geen."),
        ],
    ),
    "an article without a number below one that is reserved": (
        (
            h("Artikel 1", "Doel", 1),
            p("Een."),
            h("Artikel 2", "[Gereserveerd]", 1),
            h("", "Brieven", 1),
            p("Twee."),
            h("Artikel 3", "Slot", 1),
            p("Drie."),
        ),
        [
            ("artikel 1", "Een."),
            ("artikel 2", "[Gereserveerd]"),
            ('artikel "Brieven"', "Twee."),
            ("artikel 3", "Drie."),
        ],
    ),
    "below the title of a letter comes no opening": (
        (h("", "Plan voor het plein", 1), p("Geachte raad,"), p("Wij willen een plein.")),
        [("eerste alinea", "Geachte raad,"), ("tweede alinea", "Wij willen een plein.")],
    ),
    "a text without any heading": ((p("Een."), p("Twee.")), [("eerste alinea", "Een."), ("tweede alinea", "Twee.")]),
    "a paragraph between items of a list that goes on is part of the item before it": (
        (h("Artikel 4"), p("Nodig:"), i("a.", "een naam;"), i("b.", "een plan,"), p("dat past;"), i("c.", "geld.")),
        [
            ("artikel 4", "Nodig:"),
            ("artikel 4, onderdeel a", "een naam;"),
            ("artikel 4, onderdeel b", "een plan,\ndat past;"),
            ("artikel 4, onderdeel c", "geld."),
        ],
    ),
    "a paragraph after the last item belongs to the article": (
        (h("Artikel 4"), p("Nodig:"), i("a.", "een naam."), p("Het college beslist.")),
        [
            ("artikel 4", "Nodig:"),
            ("artikel 4, onderdeel a", "een naam."),
            ("artikel 4, tweede alinea", "Het college beslist."),
        ],
    ),
    "of two lists in one article each belongs to the sentence above it": (
        (h("Artikel 4"), p("Een:"), i("a.", "aap"), p("Twee:"), i("a.", "noot")),
        [
            ("artikel 4", "Een:"),
            ("artikel 4, onderdeel a", "aap"),
            ("artikel 4, tweede alinea", "Twee:"),
            ("artikel 4, tweede alinea, onderdeel a", "noot"),
        ],
    ),
    "an article that a decision prints lies within the item that announces it": (
        (
            h("Artikel 1"),
            p("De regel wordt als volgt gewijzigd:"),
            i("A.", "Artikel 5 komt te luiden:"),
            h("Artikel 5", "Doel"),
            i("1.", "Een."),
            i("B.", "Artikel 7 vervalt."),
            h("Artikel 2"),
            p("Slot."),
        ),
        [
            ("artikel 1", "De regel wordt als volgt gewijzigd:"),
            ("artikel 1, onderdeel A", "Artikel 5 komt te luiden:"),
            ("artikel 1, onderdeel A, artikel 5, eerste lid", "Een."),
            ("artikel 1, onderdeel B", "Artikel 7 vervalt."),
            ("artikel 2", "Slot."),
        ],
    ),
    "a first lid without a number": (
        (h("Artikel 3"), p("Een lid."), i("2.", "Twee."), i("3.", "Drie.")),
        [("artikel 3, eerste lid", "Een lid."), ("artikel 3, tweede lid", "Twee."), ("artikel 3, derde lid", "Drie.")],
    ),
    "an article of which nothing is left": (
        (h("Artikel 3", "[Vervallen]"), h("Artikel 4"), p("Gereserveerd")),
        [("artikel 3", "[Vervallen]"), ("artikel 4", "Gereserveerd")],
    ),
    "an only article": (
        (p("De raad;"), h("", "Enig artikel", 1), i("1.", "Een."), i("2.", "Twee.")),
        [
            ("aanhef, eerste alinea", "De raad;"),
            ("enig artikel, eerste lid", "Een."),
            ("enig artikel, tweede lid", "Twee."),
        ],
    ),
    "a list below a table stands by itself": (
        (h("1", "Geld", 1), p("Per jaar:"), row("2018", "€ 5"), i("*", "Een schatting.")),
        [
            ("hoofdstuk 1, eerste alinea", "Per jaar:"),
            ("hoofdstuk 1, tabel, eerste rij", "2018 | € 5"),
            ("hoofdstuk 1, eerste punt", "Een schatting."),
        ],
    ),
    "a footnote ends no list": (
        (h("Artikel 1"), i("1.", "Een."), n("1", "Zie elders."), i("2.", "Twee.")),
        [("artikel 1, eerste lid", "Een."), ("noot 1", "Zie elders."), ("artikel 1, tweede lid", "Twee.")],
    ),
    "a note below each article": (
        (
            *(h("Artikel 1"), p("Regel."), h("", "Toelichting", 2), p("Waarom.")),
            *(h("Artikel 2"), p("Nog een."), h("", "Toelichting", 2), p("Daarom.")),
            *(h("Artikel 3"), p("Slot.")),
        ),
        [
            ("artikel 1", "Regel."),
            ("toelichting op artikel 1, eerste alinea", "Waarom."),
            ("artikel 2", "Nog een."),
            ("toelichting op artikel 2, eerste alinea", "Daarom."),
            ("artikel 3", "Slot."),
        ],
    ),
    "the two parts of a note": (
        (
            *(h("Artikel 1"), p("Regel."), h("", "Toelichting", 1)),
            *(h("", "Algemeen", 2), p("Waarom."), h("", "Artikelsgewijs", 2), h("Artikel 1", level=3), p("Daarom.")),
        ),
        [
            ("artikel 1", "Regel."),
            ("algemene toelichting, eerste alinea", "Waarom."),
            ("toelichting op artikel 1, eerste alinea", "Daarom."),
        ],
    ),
    "levels that chapters and titles share tell nothing": (
        (
            h("1", "Doel", 3),
            h("1.1", "Waarom", 3),
            h("", "Achtergrond", 3),
            p("Daarom."),
            h("2", "Geld", 3),
            p("Veel."),
        ),
        [
            ('hoofdstuk 1, paragraaf 1.1, onder "Achtergrond", eerste alinea', "Daarom."),
            ("hoofdstuk 2, eerste alinea", "Veel."),
        ],
    ),
    "markers that stand against their text": (
        (h("Artikel 2"), p("Het gaat om:"), p("a.een plan;"), p("b.een feest.")),
        [
            ("artikel 2", "Het gaat om:"),
            ("artikel 2, onderdeel a", "een plan;"),
            ("artikel 2, onderdeel b", "een feest."),
        ],
    ),
    "who signs, over two lines": (
        (h("1", "Slot", 1), p("Dit gaat in."), p("Ergens"), p("3 mei 2018"), p("De"), p("Minister van Bos,")),
        [
            ("hoofdstuk 1, eerste alinea", "Dit gaat in."),
            ("slot, eerste alinea", "Ergens"),
            ("slot, tweede alinea", "3 mei 2018"),
            ("slot, derde alinea", "De"),
            ("slot, vierde alinea", "Minister van Bos,"),
        ],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_clauses_and_their_citations(what):
    blocks, expected = CASES[what]
    assert cited(*blocks) == expected


def test_parents_positions_and_kinds():
    clauses = split_clauses((h("Artikel 1", "Doel"), i("1.", "Een:", 1, "lid"), i("a.", "aap", 2, "onderdeel")))
    assert [(c.kind, c.parent, c.position, c.label, c.number) for c in clauses] == [
        (ClauseKind.ARTICLE, None, 0, "Artikel 1", "1"),
        (ClauseKind.MEMBER, "art_1", 1, "1.", "1"),
        (ClauseKind.ITEM, "art_1__para_1", 2, "a.", "a"),
    ]


def test_printed_contents_are_set_apart():
    entries = (h("1", "Doel 3", 2), h("2", "Geld 4", 2), h("Bijlage 1", "Kaart 9", 2))
    pieces = split(Document("", "pdf", (h("", "Inhoudsopgave", 1), *entries, h("1", "Doel", 1), p("Een plein."))))
    assert [(c.citation, c.text) for c in pieces.clauses] == [
        ("hoofdstuk 1", ""),
        ("hoofdstuk 1, eerste alinea", "Een plein."),
    ]
    assert [(each.kind, each.text) for each in pieces.apart][1:] == [
        ("contents", "1 Doel 3"),
        ("contents", "2 Geld 4"),
        ("contents", "Bijlage 1 Kaart 9"),
    ]


def test_a_heading_that_says_contents_and_lists_nothing_stays():
    pieces = split(
        Document("", "text", (h("", "Inhoud", 1), p("Dit plan gaat over het plein."), h("", "Doel", 1), p("Ja.")))
    )
    assert pieces.clauses[0].heading == "Inhoud"
    assert pieces.apart == ()


def test_a_document_without_words_is_not_silently_empty():
    with pytest.raises(ReadError) as failure:
        split(Document("", "pdf", ()))
    assert failure.value.reason == "no-text"


def test_a_hundred_thousand_blocks_and_a_deep_list_are_no_trouble():
    many = [h("Artikel 1"), *(i(f"{number}.", "Lid.", 1, "lid") for number in range(1, 50_001)), *[p("Slot.")] * 50_000]
    deep = [h("Artikel 1"), *(i("–" if level % 2 else "•", "punt", level, "onderdeel") for level in range(1, 2_000))]
    assert len(split_clauses(tuple(many))) == 50_001, "paragraphs without a number go on with the last lid"
    assert len(split_clauses(tuple(deep))) == 2_000


def test_the_real_texts_lose_nothing_and_repeat_no_address(shared):
    checked = 0
    for path in sorted((shared / "real").rglob("*")):
        if path.suffix not in (".xml", ".md", ".html", ".docx") or path.stat().st_size > 2_000_000:
            continue
        try:
            document = parse(path.read_bytes(), name=path.name)
        except ReadError:
            continue
        pieces = split(document)
        assert characters_of_split(pieces) == characters_of_blocks(document.blocks), f"{path.name}: characters lost"
        assert _addresses_are_sound(pieces.clauses) == "", path.name
        if not pieces.questions and not pieces.apart:
            assert _words(pieces.clauses) == _printed(document.blocks), f"{path.name}: words out of order"
        checked += 1
    assert checked > 50, "the real documents should be there"


def _printed(blocks: tuple[Block, ...]) -> str:
    """All that is printed, in order; but for footnotes, which may be printed elsewhere than their sign."""
    texts = (text for block in blocks if block.kind is not BlockKind.NOTE for text in (block.marker, block.text))
    return "".join("".join(texts).split())


def _words(clauses: tuple[Clause, ...]) -> str:
    plain = (clause for clause in clauses if not clause.eid.rsplit("__", 1)[-1].startswith("fn_"))
    return "".join("".join(text for clause in plain for text in (clause.label, clause.heading, clause.text)).split())


def _addresses_are_sound(clauses: tuple[Clause, ...]) -> str:
    eids = [clause.eid for clause in clauses]
    if len(set(eids)) != len(eids):
        return "an eid stands twice"
    if any(clause.parent is not None and clause.parent not in set(eids) for clause in clauses):
        return "a parent is missing"
    return "" if [clause.position for clause in clauses] == list(range(len(clauses))) else "positions are not in order"
