"""What the publishers' schemas and pages hold beyond what most documents use; invented text."""

import pytest
from support.blocks import apart, briefly, characters

from tracker.model import Document, Part
from tracker.parse import parse
from tracker.parse.cvdr import parse_cvdr, xml_characters
from tracker.parse.publication import parse_publication
from tracker.parse.stop import parse_stop
from tracker.parse.stop import xml_characters as stop_characters
from tracker.split import split


def regulation(text: str) -> bytes:
    """A regulation of the CVDR with one article."""
    return (
        "<cvdr xmlns='http://standaarden.overheid.nl/cvdr/terms/'><meta/><body><regeling><regeling-tekst><artikel><kop>"
        f"<label>Artikel</label><nr>1</nr></kop>{text}</artikel></regeling-tekst></regeling></body></cvdr>"
    ).encode()


def stop(text: str) -> bytes:
    """A publication in STOP with this text in its decision."""
    return (
        "<OfficielePublicatie xmlns='https://standaarden.overheid.nl/stop/imop/tekst/'><Gemeenteblad><Bladaanduiding>"
        "<Titelregel>Gemeenteblad</Titelregel><Titelregel>van de gemeente Stad</Titelregel></Bladaanduiding>"
        f"<BesluitCompact>{text}</BesluitCompact></Gemeenteblad></OfficielePublicatie>"
    ).encode()


LINES = [
    ("<al>Zie <extref-groep><extref doc='x'>de regel</extref></extref-groep> en meer.</al>", ["Zie de regel en meer."]),
    ("<al>Een <doorgehaald>half</doorgehaald>woord.</al>", ["Een halfwoord."]),
    ("<al><kleinkapitaal>De</kleinkapitaal> <kleinkapitaal>raad</kleinkapitaal></al>", ["De raad"]),
    ("<al>Hier<eop/> verder.</al>", ["Hier verder."]),
    ("<al>De som <formule>a + b</formule> telt.</al>", ["De som a + b telt."]),
    ("<al>Som: <plaatje><illustratie naam='som.png'/></plaatje> telt.</al>", ["Som: telt."]),
    # What stands on lines of its own does so among words too.
    ("<al>Zie:<lijst><li nr='a.'><al>een</al></li></lijst></al>", ["Zie:", "een"]),
    ("<al>Zie <plaatje><illustratie/><bijschrift>Figuur 1</bijschrift></plaatje></al>", ["Zie", "Figuur 1"]),
    ("<tekst>Voor <al>en na.</al></tekst>", ["Voor", "en na."]),
]


@pytest.mark.parametrize(("text", "lines"), LINES)
def test_a_line_goes_on_over_elements_that_no_schema_named_to_us(text, lines):
    content = regulation(text)
    document = parse_cvdr(content)
    assert [block.text for block in document.blocks[1:]] == lines
    assert characters(document) == xml_characters(content)


def test_the_notes_of_a_table_stand_below_it():
    content = regulation(
        "<table><tgroup cols='2'><tbody><row><entry><al>Huur<noot nr='1'><al>Per jaar.</al></noot></al></entry><entry>"
        "<al>10</al></entry></row><row><entry><al>Pacht</al></entry><entry><al>20</al></entry></row></tbody></tgroup>"
        "</table>"
    )
    document = parse_cvdr(content)
    assert [(block.kind.value, block.text) for block in document.blocks[1:]] == [
        ("row", "Huur | 10"),
        ("row", "Pacht | 20"),
        ("note", "Per jaar."),
    ]
    assert characters(document) == xml_characters(content)


def test_leden_and_items_in_lists_beside_each_other():
    """Older regulations have no leden: a list a level, one after another, and loose lines for the deepest level."""
    document = parse_cvdr(
        regulation(
            "<lijst><li nr='1.'><al>Het bestuur hoort:</al></li></lijst><lijst><li nr='a.'><al>de buurt;</al></li>"
            "<li nr='b.'><al>de bewoner:</al></li></lijst><al>1°. die huurt;</al><al>2°. die koopt.</al>"
            "<lijst><li nr='2.'><al>Het bestuur besluit.</al></li></lijst>"
        )
    )
    assert [clause.citation for clause in split(document).clauses] == [
        "artikel 1",
        "artikel 1, eerste lid",
        "artikel 1, eerste lid, onderdeel a",
        "artikel 1, eerste lid, onderdeel b",
        "artikel 1, eerste lid, onderdeel b, onder 1°",
        "artikel 1, eerste lid, onderdeel b, onder 2°",
        "artikel 1, tweede lid",
    ]


def test_an_article_that_a_lid_quotes_is_no_lid():
    document = parse_cvdr(
        regulation(
            "<lid><lidnr>1.</lidnr><al>Er komt:</al><wijziging><artikel><kop><label>Artikel</label><nr>2</nr></kop>"
            "<al>De buurt kiest.</al></artikel></wijziging></lid>"
        )
    )
    assert [(block.text, block.role) for block in document.blocks if block.text] == [
        ("Er komt:", "lid"),
        ("De buurt kiest.", ""),
    ]


ADDRESSES = [
    ("BWB://1.0:c:BWBR0008903&amp;artikel=12&amp;g=2011-11-08", "jci1.3:c:BWBR0008903&artikel=12&g=2011-11-08"),
    ("BWB://1.0:r:BWBR0005416", "jci1.3:c:BWBR0005416"),
    ("BWB://1.0:v:BWBR0015703&amp;artikel=art. 30", "jci1.3:c:BWBR0015703"),
    ("1.0:c:BWBR0013798&amp;g=2018-07-28", "jci1.3:c:BWBR0013798&g=2018-07-28"),
    ("CVDR://900001_2", "https://lokaleregelgeving.overheid.nl/CVDR900001/2"),
    ("1.1:CVDR900001-2", "https://lokaleregelgeving.overheid.nl/CVDR900001/2"),
    ("jci1.3:c:BWBR0005416", "jci1.3:c:BWBR0005416"),
    ("https://voorbeeld.example/1.0:c", "https://voorbeeld.example/1.0:c"),
]


@pytest.mark.parametrize(("written", "uri"), ADDRESSES)
def test_links_of_older_regulations_lead_somewhere(written, uri):
    document = parse_cvdr(regulation(f"<al>Zie <extref doc='{written}'>daar</extref>.</al>"))
    assert [(link.start, link.end, link.uri) for link in document.blocks[1].links] == [(4, 8, uri)]


def test_records_of_older_regulations_lack_the_letters_of_their_number():
    content = regulation("<al>Ja.</al>").replace(
        b"<meta/>",
        b"<meta><dcterms:identifier xmlns:dcterms='http://purl.org/dc/terms/'>900001_2</dcterms:identifier></meta>",
    )
    document = parse_cvdr(content)
    assert document.meta("identifier") == "CVDR900001_2"
    assert document.meta("page") == "https://lokaleregelgeving.overheid.nl/CVDR900001/2"


TITLES = [
    "<kop><titel>Besluit</titel></kop><circulaire><circulaire-tekst><al>Ja.</al></circulaire-tekst></circulaire>",
    "<circulaire><kop><titel>Besluit</titel></kop><circulaire-tekst><al>Ja.</al></circulaire-tekst></circulaire>",
    "<regeling><intitule>Besluit</intitule><regeling-tekst><al>Ja.</al></regeling-tekst></regeling>",
]


@pytest.mark.parametrize("text", TITLES)
def test_the_title_of_a_publication_stands_above_its_piece_or_in_it(text):
    document = parse_publication(
        f"<officiele-publicatie><gemeenteblad>{text}</gemeenteblad></officiele-publicatie>".encode()
    )
    assert document.title == "Besluit"
    assert [(block.role, block.text, block.part) for block in document.blocks] == [
        ("intitule", "Besluit", Part.OPENING),
        ("", "Ja.", Part.BODY),
    ]


def test_the_masthead_of_a_journal_in_stop_is_no_text():
    content = stop("<RegelingOpschrift><Al>Besluit</Al></RegelingOpschrift>")
    document = parse_stop(content)
    assert (document.title, [block.text for block in document.blocks]) == ("Besluit", ["Besluit"])
    assert apart(document) == [("header", "Gemeenteblad van de gemeente Stad")]
    assert characters(document) == stop_characters(content)


def test_an_instruction_of_an_amending_article_heads_the_new_text():
    document = parse_stop(
        stop(
            "<Lichaam><WijzigArtikel><Kop><Label>Artikel</Label><Nummer>I</Nummer></Kop><Wat>De regel wijzigt.</Wat>"
            "<WijzigInstructies><Instructie><Nummer>A.</Nummer><Wat>Artikel 3 komt te luiden:</Wat><Artikel><Kop>"
            "<Label>Artikel</Label><Nummer>3</Nummer></Kop><Inhoud><Al>De buurt kiest.</Al></Inhoud></Artikel>"
            "</Instructie></WijzigInstructies></WijzigArtikel></Lichaam>"
        )
    )
    assert briefly(document) == [
        ("heading", 1, "Artikel I", ""),
        ("paragraph", 0, "", "De regel wijzigt."),
        ("heading", 2, "A.", "Artikel 3 komt te luiden:"),
        ("heading", 3, "Artikel 3", ""),
        ("paragraph", 0, "", "De buurt kiest."),
    ]


def test_an_introduction_with_a_heading_stands_beside_the_divisions_after_it():
    document = parse_stop(
        stop(
            "<Bijlage><Kop><Label>Bijlage</Label><Nummer>1</Nummer></Kop><InleidendeTekst><Kop><Opschrift>Vooraf"
            "</Opschrift></Kop><Al>Lees dit.</Al></InleidendeTekst><Divisie><Kop><Opschrift>Doel</Opschrift></Kop>"
            "<Divisietekst><Inhoud><Al>Meer zeggenschap.</Al></Inhoud></Divisietekst></Divisie></Bijlage>"
        )
    )
    assert [(block.role, block.level, block.text) for block in document.blocks] == [
        ("bijlage", 1, ""),
        ("divisie", 2, "Vooraf"),
        ("", 0, "Lees dit."),
        ("divisie", 2, "Doel"),
        ("", 0, "Meer zeggenschap."),
    ]


def bank(text: str) -> Document:
    """A page of a bank of regulations."""
    return parse(f"<!DOCTYPE html><html><head><title>Bank</title></head><body>{text}</body></html>".encode())


REGULATION = (
    "<h2>Intitulé</h2><p>Regel buurtbudget</p><p>Het bestuur;</p><h3>Artikel 1 Doel</h3>"
    "<p>De buurt kiest een plein.</p>"
)
ABOVE = [
    "<h1>Regel buurtbudget</h1><p>Geldend van 01-02-2018 t/m heden</p>",
    "<h1>Stad</h1><h2>Wetstechnische informatie</h2><table><tr><th>Organisatie</th><td>Stad</td></tr></table>"
    "<h2>Tekst van de regeling</h2>",
]


@pytest.mark.parametrize("above", ABOVE)
def test_what_a_bank_prints_above_a_regulation_is_no_text(above):
    document = bank(above + REGULATION)
    assert document.title == "Regel buurtbudget"
    assert [(block.marker, block.text) for block in document.blocks] == [
        ("", "Regel buurtbudget"),
        ("", "Het bestuur;"),
        ("Artikel 1", "Doel"),
        ("", "De buurt kiest een plein."),
    ]
    assert (document.blocks[0].role, document.blocks[0].part) == ("intitule", Part.OPENING)
    assert {kind for kind, _ in apart(document)} == {"metadata"}


def test_a_page_that_no_bank_made_keeps_what_stands_above():
    document = bank("<h1>Stad</h1><p>Over de intitulé van een regel.</p><h2>Regels</h2><p>Hier.</p>")
    assert [block.text for block in document.blocks] == ["Stad", "Over de intitulé van een regel.", "Regels", "Hier."]


def test_the_buttons_below_a_publication_are_no_text():
    document = bank(
        "<div id='broodtekst'><p class='staatscourant_kop _p_single-kop-titel'>Regel</p><p class='al'>De buurt "
        "kiest.</p><div class='pageactions'><a class='to-top'>Naar boven</a><div class='modal "
        "modal--off-screen'>Permanente link</div></div></div>"
    )
    assert [block.text for block in document.blocks] == ["Regel", "De buurt kiest."]
    assert apart(document)[-1][0] == "navigation"
