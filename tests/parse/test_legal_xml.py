"""The publishers' XML and HTML: the same words give the same blocks, whichever schema they come in."""

from collections import Counter

import pytest

from tracker.model import Block, BlockKind, Part, ReadError
from tracker.parse import bwb, cvdr, publication, stop
from tracker.parse.html_reading import read_html
from tracker.parse.legal import characters
from tracker.parse.publisher_html import parse_publisher_html, publisher_characters, recognises_html
from tracker.parse.xml import local_name, read_xml

READERS = (
    (cvdr, cvdr.parse_cvdr),
    (publication, publication.parse_publication),
    (bwb, bwb.parse_bwb),
    (stop, stop.parse_stop),
)


def regulation(text: str, around: str = "") -> bytes:
    """A CVDR file with this text in its articles."""
    return (
        '<cvdr xmlns="http://standaarden.overheid.nl/cvdr/terms/"><meta><owmskern/></meta><body>'
        f"<intitule>Regel</intitule><regeling>{around}<regeling-tekst>{text}</regeling-tekst></regeling></body></cvdr>"
    ).encode()


def brief(blocks: tuple[Block, ...]) -> list[tuple[str, str, str, int]]:
    """Kind, marker, text and level of each block after the title."""
    return [(b.kind.value, b.marker, b.text, b.level) for b in blocks if b.role != "intitule"]


CASES = [
    # the number and the title in their own elements
    (
        "<artikel><kop><label>Artikel</label><nr>3</nr><titel>Inspraak</titel></kop><al>Bewoners praten mee.</al></artikel>",
        [("heading", "Artikel 3", "Inspraak", 1), ("paragraph", "", "Bewoners praten mee.", 0)],
    ),
    # all of a heading in its label
    (
        "<hoofdstuk><kop><label>2.Buurthuizen</label></kop><structuurtekst><al>Open.</al></structuurtekst></hoofdstuk>",
        [("heading", "2.", "Buurthuizen", 1), ("paragraph", "", "Open.", 0)],
    ),
    # an empty heading and empty paragraphs are no blocks
    (
        "<artikel><kop><label/><nr/><titel/></kop><al/><al>Woorden.</al><al/></artikel>",
        [("paragraph", "", "Woorden.", 0)],
    ),
    # leden with their number, a second paragraph of a lid, a list within it
    (
        "<artikel><lid><lidnr>1.</lidnr><al>Een:</al><lijst><li nr='a.'><al>aap;</al></li></lijst><al>Slot.</al></lid>"
        "<lid><lidnr>2.</lidnr><al>Twee.</al></lid></artikel>",
        [
            ("item", "1.", "Een:", 1),
            ("item", "a.", "aap;", 2),
            ("paragraph", "", "Slot.", 1),
            ("item", "2.", "Twee.", 1),
        ],
    ),
    # a flat list, and a list in a list
    (
        "<artikel><lijst><li nr='1.'><al>Een</al><lijst><li nr='–'><al>noot</al></li></lijst></li></lijst></artikel>",
        [("item", "1.", "Een", 1), ("item", "–", "noot", 2)],
    ),
    # a bullet that the text repeats is kept once
    ("<artikel><lijst><li nr='-'><al>- mies</al></li></lijst></artikel>", [("item", "-", "mies", 1)]),
    # a number typed by hand
    ("<artikel><al>a. handwerk;</al></artikel>", [("item", "a.", "handwerk;", 0)]),
    # a short bold paragraph is a heading, a bold sentence is not
    (
        "<structuurtekst><al><vet>Het buurtbudget</vet></al><al><vet>Dit is een zin.</vet></al></structuurtekst>",
        [("heading", "", "Het buurtbudget", 0), ("paragraph", "", "Dit is een zin.", 0)],
    ),
    # a table by rows, a footnote after the paragraph that refers to it
    (
        "<structuurtekst><al>Tekst<noot nr='1'><noot.al>Voetnoot.</noot.al></noot> verder.</al><table><tgroup><tbody>"
        "<row><entry><al>wijk</al></entry><entry><al>som</al></entry></row></tbody></tgroup></table></structuurtekst>",
        [("paragraph", "", "Tekst verder.", 0), ("note", "1", "Voetnoot.", 0), ("row", "", "wijk | som", 0)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_words_of_a_regulation(text, expected):
    assert brief(cvdr.parse_cvdr(regulation(text)).blocks) == expected


def test_links_keep_their_place_in_the_text():
    text = '<artikel><al>Gelet op  <extref doc="jci1.3:c:BWBR0005537">de  Awb</extref>;</al></artikel>'
    (block,) = [b for b in cvdr.parse_cvdr(regulation(text)).blocks if b.links]
    (link,) = block.links
    assert (block.text, block.text[link.start : link.end], link.uri) == (
        "Gelet op de Awb;",
        "de Awb",
        "jci1.3:c:BWBR0005537",
    )


def test_the_parts_of_a_regulation_are_told_apart():
    around = "<aanhef><preambule><al>Het college;</al></preambule></aanhef>"
    end = "</regeling-tekst><regeling-sluiting><al>Aldus.</al></regeling-sluiting>"
    end += "<bijlage><kop><titel>Kaart</titel></kop><al>Wijken.</al></bijlage>"
    end += "<nota-toelichting><kop><titel>Toelichting</titel></kop><al>Waarom.</al></nota-toelichting><regeling-tekst>"
    blocks = cvdr.parse_cvdr(regulation("<artikel><al>Regel.</al></artikel>" + end, around)).blocks
    assert [(b.text, b.part) for b in blocks if b.kind is BlockKind.PARAGRAPH] == [
        ("Het college;", Part.OPENING),
        ("Regel.", Part.BODY),
        ("Aldus.", Part.CLOSING),
        ("Wijken.", Part.ANNEX),
        ("Waarom.", Part.EXPLANATION),
    ]


def test_what_cvdr_says_of_a_regulation():
    content = (
        b'<cvdr xmlns:d="http://purl.org/dc/terms/"><meta><owmskern><d:identifier>CVDR900001_1</d:identifier>'
        b"<d:creator>Voorbeeldstad</d:creator></owmskern><cvdripm><inwerkingtredingDatum>2018-01-30"
        b"</inwerkingtredingDatum></cvdripm></meta><body><intitule>Regel</intitule><al>Woorden.</al></body></cvdr>"
    )
    document = cvdr.parse_cvdr(content)
    said = {name: document.meta(name) for name in ("identifier", "municipality", "valid_from")}
    assert said == {"identifier": "CVDR900001_1", "municipality": "Voorbeeldstad", "valid_from": "2018-01-30"}


PUBLICATION = """<officiele-publicatie><metadata><meta content="https://x/gmb-2018-900001/metadata.xml"/></metadata>
<kop><titel>GEMEENTEBLAD</titel><subtitel>Officiële uitgave van de gemeente Voorbeeldstad</subtitel></kop><gemeenteblad>
<intitule>Regel</intitule><regeling><regeling-tekst><artikel><kop><label>Artikel</label><nr>1</nr></kop><lid><lidnr>1.</lidnr>
<al>Bewoners stemmen.</al></lid></artikel></regeling-tekst></regeling></gemeenteblad></officiele-publicatie>"""

LAW = """<toestand bwb-id="BWBR9900001" inwerkingtreding="2018-01-30"><wetgeving soort="wet"><intitule>Regel<meta-data>
<kenmerk>K</kenmerk></meta-data></intitule><wet-besluit><wettekst><artikel><kop><label>Artikel</label><nr>1</nr></kop><lid>
<lidnr>1.</lidnr><al>Bewoners stemmen.</al></lid></artikel></wettekst></wet-besluit></wetgeving></toestand>"""

DECISION = """<AanleveringBesluit xmlns="https://standaarden.overheid.nl/lvbb/stop/aanlevering/"><RegelingCompact
 xmlns="https://standaarden.overheid.nl/stop/imop/tekst/"><RegelingOpschrift><Al>Regel</Al></RegelingOpschrift><Lichaam>
<Artikel eId="art_1"><Kop><Label>Artikel</Label><Nummer>1</Nummer></Kop><Lid eId="art_1__para_1"><LidNummer>1.</LidNummer>
<Inhoud><Al>Bewoners <VerwijderdeTekst>praten</VerwijderdeTekst><NieuweTekst>stemmen</NieuweTekst>.</Al></Inhoud></Lid>
</Artikel></Lichaam></RegelingCompact></AanleveringBesluit>"""

PAGE = """<html><head><title>x</title></head><body><div id="kopregel">Menu</div><div id="broodtekst">
<h1 class="gemeenteblad_kop">Regel</h1><div class="wettekst"><div class="artikel"><h3 class="artikel_kop">Artikel 1</h3>
<p class="lid labeled"><span class="lidnr">1.</span> Bewoners stemmen.</p></div></div></div></body></html>"""


def test_one_rule_in_four_formats_gives_the_same_words():
    expected = [("heading", "Artikel 1", ""), ("item", "1.", "Bewoners stemmen.")]
    given = {
        "gemeenteblad": publication.parse_publication(PUBLICATION.encode()),
        "wet": bwb.parse_bwb(LAW.encode()),
        "stop": stop.parse_stop(DECISION.encode()),
        "pagina": parse_publisher_html(PAGE.encode()),
    }
    for name, document in given.items():
        blocks = [(b.kind.value, b.marker, b.text) for b in document.blocks if b.text != "Regel"]
        assert blocks == expected, f"{name} gives other blocks"
        assert document.title in ("Regel", ""), f"{name} has title {document.title!r}"


def test_stop_keeps_the_publishers_eids_and_sets_removed_words_apart():
    document = stop.parse_stop(DECISION.encode())
    assert [b.eid for b in document.blocks if b.eid] == ["art_1", "art_1__para_1"]
    assert [(a.kind, a.text) for a in document.apart] == [("hidden", "praten")]


def test_a_page_of_the_publisher_keeps_its_menu_apart():
    document = parse_publisher_html(PAGE.encode())
    assert ("contents", "Menu") in [(a.kind, a.text) for a in document.apart]
    assert recognises_html(read_html(PAGE.encode()))
    assert not recognises_html(read_html(b"<html><body><p class='inhoud'>Gewone pagina</p></body></html>"))


BAD = [
    (b"", "empty"),
    (b"<cvdr><body>", "broken-xml"),
    (b'<!DOCTYPE a [<!ENTITY b "bom">]><cvdr>&b;</cvdr>', "entities"),
    ('<!DOCTYPE a [<!ENTITY b "bom">]><cvdr>&b;</cvdr>'.encode("utf-16"), "entities"),
    (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><cvdr>&b;</cvdr>', "entities"),
]


@pytest.mark.parametrize(("content", "reason"), BAD)
def test_xml_that_cannot_be_read_has_a_reason(content, reason):
    with pytest.raises(ReadError) as failure:
        read_xml(content)
    assert failure.value.reason == reason
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<?xml version="1.0" encoding="utf-8"?><a>café</a>'.encode("cp1252"), "declares another encoding than it has"),
        ("\ufeff<a>café</a>".encode(), "begins with a byte order mark"),
        ("<a>café</a>".encode("utf-16"), "is in UTF-16"),
    ],
)
def test_xml_is_read_in_the_encoding_that_it_has(content, why):
    assert read_xml(content).text == "café", f"a document that {why}"


def test_no_character_of_the_real_xml_is_lost(shared):
    checked = 0
    for path in sorted((shared / "real").rglob("*.xml")):
        root = read_xml(path.read_bytes())
        for module, parse in READERS:
            if not module.recognises(root) or local_name(root) == "work":
                continue
            document = parse(path.read_bytes())
            raw = characters(root, module.TEXT_ROOTS) - _administration(root)
            assert _characters_of(document) == raw, f"{path.name}: characters lost or made up"
            checked += 1
    assert checked >= 15, "the real XML files should be there"


def test_no_character_of_the_real_pages_is_lost(shared):
    for path in sorted((shared / "real").rglob("*.html")):
        content = path.read_bytes()
        assert _characters_of(parse_publisher_html(content)) == publisher_characters(content), path.name


def _administration(root) -> Counter[str]:
    """What stands in a publication's `metadata`: no text of the publication."""
    texts = ("".join(child.itertext()) for child in root if local_name(child) == "metadata")
    return Counter(sign for text in texts for sign in text if not sign.isspace())


def _characters_of(document) -> Counter[str]:
    texts = [text for b in document.blocks for text in (b.marker, *(b.cells or (b.text,)))]
    return Counter(sign for text in [*texts, *(a.text for a in document.apart)] for sign in text if not sign.isspace())
