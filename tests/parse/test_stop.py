"""STOP: decisions, amendments and free texts, in invented text; and the real files."""

import pytest
from support.blocks import apart, briefly, characters

from tracker.model import Part, ReadError
from tracker.parse.stop import parse_stop, recognises, xml_characters
from tracker.parse.xml import read_xml

DATA = "https://standaarden.overheid.nl/stop/imop/data/"
TEXT = "https://standaarden.overheid.nl/stop/imop/tekst/"


def decision(text: str, root: str = "RegelingCompact") -> bytes:
    """A decision that holds one text."""
    return (
        '<AanleveringBesluit xmlns="https://standaarden.overheid.nl/lvbb/stop/aanlevering/"><BesluitVersie>'
        f'<ExpressionIdentificatie xmlns="{DATA}"><FRBRWork>/akn/nl/bill/gm9999/2021/1</FRBRWork><FRBRExpression>'
        "/akn/nl/bill/gm9999/2021/1/nld@2021</FRBRExpression></ExpressionIdentificatie>"
        f'<BesluitMetadata xmlns="{DATA}">'
        "<eindverantwoordelijke>/tooi/id/gemeente/gm9999</eindverantwoordelijke><officieleTitel>Besluit"
        "</officieleTitel>"
        f'</BesluitMetadata><Procedureverloop xmlns="{DATA}"><bekendOp>2021-03-01</bekendOp></Procedureverloop>'
        f'<Tijdstempels xmlns="{DATA}"><Tijdstempel><soortTijdstempel>juridischWerkendVanaf</soortTijdstempel><datum>'
        f'2021-04-01</datum></Tijdstempel></Tijdstempels><{root} xmlns="{TEXT}">{text}</{root}></BesluitVersie>'
        "</AanleveringBesluit>"
    ).encode()


def kop(label: str, number: str, title: str = "") -> str:
    return f"<Kop><Label>{label}</Label><Nummer>{number}</Nummer><Opschrift>{title}</Opschrift></Kop>"


def test_a_decision_and_what_it_says_of_itself():
    content = decision(
        "<RegelingOpschrift eId='longTitle'><Al>Plan voor</Al><Al>de stad</Al></RegelingOpschrift><Lichaam><Hoofdstuk"
        f" eId='chp_1'>{kop('Hoofdstuk', '1', 'Wijken')}<Artikel eId='chp_1__art_1.1'>{kop('Artikel', '1.1')}"
        "<Lid eId='chp_1__art_1.1__para_1'><LidNummer>1.</LidNummer><Inhoud><Lijst eId='x'><Lijstaanhef>Kies:"
        "</Lijstaanhef>"
        "<Li eId='chp_1__art_1.1__para_1__list_1__item_a'><LiNummer>a.</LiNummer><Al>groen;</Al></Li></Lijst>"
        "</Inhoud></Lid>"
        f"</Artikel><Artikel eId='chp_1__art_1.2'>{kop('Artikel', '1.2')}<Gereserveerd/></Artikel></Hoofdstuk>"
        "</Lichaam>"
    )
    document = parse_stop(content)
    assert briefly(document) == [
        ("heading", 1, "Hoofdstuk 1", "Wijken"),
        ("heading", 2, "Artikel 1.1", ""),
        ("item", 1, "1.", "Kies:"),
        ("item", 2, "a.", "groen;"),
        ("heading", 2, "Artikel 1.2", ""),
        ("paragraph", 0, "", "[Gereserveerd]"),
    ]
    assert [block.eid for block in document.blocks] == [
        "longTitle",
        "chp_1",
        "chp_1__art_1.1",
        "chp_1__art_1.1__para_1",
        "chp_1__art_1.1__para_1__list_1__item_a",
        "chp_1__art_1.2",
        "",
    ]
    assert document.title == "Plan voor de stad"
    assert dict(document.metadata) == {
        "identifier": "/akn/nl/bill/gm9999/2021/1/nld@2021",
        "title": "Besluit",
        "creator": "/tooi/id/gemeente/gm9999",
        "published": "2021-03-01",
        "valid_from": "2021-04-01",
    }
    assert characters(document) == xml_characters(content)


AMENDMENT = f"""<RegelingOpschrift><Al>Wijziging</Al></RegelingOpschrift><Lichaam><WijzigArtikel eId='art_I'>
{kop("Artikel", "I")}<Wat>Zie <IntRef ref='cmp_A'>bijlage A</IntRef>.</Wat></WijzigArtikel></Lichaam>
<WijzigBijlage eId='cmp_A'>{kop("Bijlage", "A")}<RegelingMutatie componentnaam='main' was='oud' wordt='nieuw'>
<Vervang wat='art_2'><Nummer>1</Nummer><Wat>Artikel 2 wordt gewijzigd:</Wat>
<Artikel eId='art_2'><Kop><Label>Artikel</Label>
<Nummer><VerwijderdeTekst>2</VerwijderdeTekst><NieuweTekst>3</NieuweTekst></Nummer></Kop><Inhoud><Al>De buurt
<VerwijderdeTekst>praat mee</VerwijderdeTekst><NieuweTekst>beslist</NieuweTekst>.</Al>
<Al wijzigactie='verwijder'>Oud.</Al>
</Inhoud></Artikel></Vervang><Verwijder wat='art_4'><Nummer>2</Nummer><Wat>Artikel 4 vervalt.</Wat><Artikel>
{kop("Artikel", "4")}<Inhoud><Al>Weg.</Al></Inhoud></Artikel></Verwijder></RegelingMutatie></WijzigBijlage>"""


def test_of_an_amendment_the_new_words_count():
    content = decision(AMENDMENT, root="BesluitCompact")
    document = parse_stop(content)
    assert briefly(document) == [
        ("heading", 1, "Artikel I", ""),
        ("paragraph", 0, "", "Zie bijlage A."),
        ("heading", 1, "Bijlage A", ""),
        ("heading", 2, "1", "Artikel 2 wordt gewijzigd:"),
        ("heading", 3, "Artikel 3", ""),
        ("paragraph", 0, "", "De buurt beslist."),
        ("heading", 2, "2", "Artikel 4 vervalt."),
    ]
    assert apart(document) == [
        ("hidden", "2"),
        ("hidden", "praat mee"),
        ("hidden", "Oud."),
        ("hidden", "Artikel 4 Weg."),
    ]
    assert [(block.role, block.part) for block in document.blocks[3:5]] == [
        ("wijzigbijlage", Part.ANNEX),
        ("wijziging", Part.ANNEX),
    ]
    assert characters(document) == xml_characters(content)


def test_a_regulation_within_a_decision_stands_under_its_annex():
    content = decision(
        "<RegelingOpschrift eId='longTitle'><Al>Besluit</Al></RegelingOpschrift><Lichaam><Artikel eId='art_I'>"
        f"{kop('Artikel', 'I')}<Inhoud><Al>Vast.</Al></Inhoud></Artikel></Lichaam><Sluiting><Al>Aldus.</Al></Sluiting>"
        f"<WijzigBijlage eId='cmp_A'>{kop('Bijlage', 'A')}<RegelingCompact componentnaam='main'><RegelingOpschrift"
        f" eId='longTitle'><Al>Plan</Al></RegelingOpschrift><Lichaam><Artikel eId='art_1'>{kop('Artikel', '1')}<Inhoud>"
        "<Al>Groen.</Al></Inhoud></Artikel></Lichaam><AlgemeneToelichting><Kop><Opschrift>Toelichting</Opschrift></Kop>"
        "<Divisietekst><Inhoud><Al>Waarom.</Al></Inhoud></Divisietekst></AlgemeneToelichting></RegelingCompact>"
        "</WijzigBijlage>",
        root="BesluitCompact",
    )
    document = parse_stop(content)
    assert document.title == "Besluit"
    assert [(b.level, b.role, b.marker or b.text, b.part, b.eid) for b in document.blocks] == [
        (0, "intitule", "Besluit", Part.OPENING, "longTitle"),
        (1, "artikel", "Artikel I", Part.BODY, "art_I"),
        (0, "", "Vast.", Part.BODY, ""),
        (0, "", "Aldus.", Part.CLOSING, ""),
        (1, "wijzigbijlage", "Bijlage A", Part.ANNEX, "cmp_A"),
        (0, "opschrift", "Plan", Part.ANNEX, "longTitle"),
        (2, "artikel", "Artikel 1", Part.ANNEX, "art_1"),
        (0, "", "Groen.", Part.ANNEX, ""),
        (2, "toelichting", "Toelichting", Part.EXPLANATION, ""),
        (0, "", "Waarom.", Part.EXPLANATION, ""),
    ]


FREE_TEXTS = [
    # terms, also those of which the first words are removed
    (
        "<Begrippenlijst><Begrip eId='b1'><Term>wijk</Term><Definitie><Al>deel van de stad</Al></Definitie>"
        "</Begrip><Begrip>"
        "<LiNummer>2.</LiNummer><Term>raad</Term><Definitie><Al><VerwijderdeTekst>oud</VerwijderdeTekst></Al>"
        "<Al>nieuw</Al>"
        "</Definitie></Begrip></Begrippenlijst>",
        [("item", 1, "", "wijk: deel van de stad"), ("item", 1, "2.", "raad: nieuw")],
    ),
    # a footnote, and a second mark that refers to it
    (
        "<Al>Tekst<Noot id='n1' type='voet'><NootNummer>1</NootNummer><Al>Voet.</Al></Noot>, weer<Nootref refid='n1'>1"
        "</Nootref>.</Al>",
        [("paragraph", 0, "", "Tekst, weer."), ("note", 0, "1", "Voet.")],
    ),
    # a box, with a heading between its paragraphs; a heading between paragraphs; a figure leaves its caption
    (
        "<Kadertekst><Kop><Opschrift>Let op</Opschrift></Kop><Tussenkop>Haast</Tussenkop><Al>Nu.</Al></Kadertekst>"
        "<Tussenkop>Straks"
        "</Tussenkop><Figuur>"
        "<Titel>Kaart</Titel><Illustratie naam='a.png'/><Bijschrift>De wijk</Bijschrift><Bron>Stad</Bron></Figuur>",
        [
            ("heading", 7, "", "Let op"),
            ("heading", 8, "", "Haast"),
            ("paragraph", 0, "", "Nu."),
            ("heading", 6, "", "Straks"),
            ("paragraph", 0, "", "Kaart"),
            ("paragraph", 0, "", "De wijk"),
            ("paragraph", 0, "", "Stad"),
        ],
    ),
    # a table with a title, and cells that hold terms
    (
        "<table><title>Geld</title><tgroup><tbody><row><entry><Al>Oost</Al><Al>West</Al></entry><entry><Begrippenlijst>"
        "<Begrip><Term>som</Term><Definitie><Al>5</Al></Definitie></Begrip></Begrippenlijst></entry></row>"
        "</tbody></tgroup>"
        "</table>",
        [("paragraph", 0, "", "Geld"), ("row", 0, "", "Oost West | som: 5")],
    ),
    # a line break, and a place for an image in a line
    ("<Al>een<br/>twee<InlineTekstAfbeelding naam='x'/> drie</Al>", [("paragraph", 0, "", "een twee drie")]),
]


@pytest.mark.parametrize(("words", "expected"), FREE_TEXTS)
def test_free_text(words, expected):
    content = decision(
        "<Lichaam><Divisie><Kop><Nummer>1</Nummer><Opschrift>Wijken</Opschrift></Kop><Divisietekst>"
        f"<Inhoud>{words}</Inhoud>"
        "</Divisietekst></Divisie></Lichaam>",
        root="RegelingVrijetekst",
    )
    document = parse_stop(content)
    assert briefly(document)[1:] == expected
    assert characters(document) == xml_characters(content)


def test_a_document_without_text_is_refused():
    content = f'<ConsolidatieInformatie xmlns="{DATA}"><doel>x</doel></ConsolidatieInformatie>'.encode()
    assert recognises(read_xml(content))
    with pytest.raises(ReadError) as failure:
        parse_stop(content)
    assert failure.value.reason == "no-text"


def test_no_character_of_a_real_document_is_lost(shared):
    checked = 0
    for path in sorted((shared / "real" / "stop").glob("*.xml")):
        content = path.read_bytes()
        if recognises(read_xml(content)):
            assert characters(parse_stop(content)) == xml_characters(content), path.name
            checked += 1
    assert checked == 10
