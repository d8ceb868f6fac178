"""CVDR: the styles in which municipalities fill it, in invented text; and that no character of a real file is lost."""

import pytest
from support.blocks import apart, briefly, characters

from tracker.model import BlockKind, Part, ReadError
from tracker.parse.cvdr import parse_cvdr, recognises, xml_characters
from tracker.parse.xml import read_xml

NAMESPACE = 'xmlns="http://standaarden.overheid.nl/cvdr/terms/"'


def regulation(text: str, before: str = "", after: str = "") -> bytes:
    """A CVDR file with this text in `regeling-tekst`."""
    return (
        f"<cvdr {NAMESPACE}><meta><owmskern/></meta><body><intitule>Regel buurtbudget</intitule><regeling>{before}"
        f"<regeling-tekst>{text}</regeling-tekst>{after}</regeling></body></cvdr>"
    ).encode()


def artikel(number: str, words: str) -> str:
    return f"<artikel><kop><label>Artikel</label><nr>{number}</nr></kop>{words}</artikel>"


HEADINGS = [
    ("<label>Artikel</label><nr>3</nr><titel>Inspraak</titel>", "Artikel 3", "Inspraak"),
    ("<label>Artikel 3</label><nr/><titel>Inspraak</titel>", "Artikel 3", "Inspraak"),
    ("<label>Artikel 3 Inspraak</label>", "Artikel 3", "Inspraak"),
    ("<label/><nr/><titel>Artikel 3. Inspraak</titel>", "Artikel 3.", "Inspraak"),
    ("<label/><nr>Artikel 3 Inspraak</nr><titel/>", "Artikel 3", "Inspraak"),
    ("<label>2.Buurthuizen</label>", "2.", "Buurthuizen"),
    ("<titel>B. Buurthuizen</titel>", "B.", "Buurthuizen"),
    ("<nr>Vierde</nr><label>titel</label><titel>Wijken</titel>", "Vierde titel", "Wijken"),
    (
        "<label>§</label><nr>2.1</nr><titel>Geld<noot><noot.nr>1</noot.nr><noot.al>Euro.</noot.al></noot></titel>",
        "§ 2.1",
        "Geld",
    ),
    ("<label>Inleiding</label><titel>Waarom deze regel</titel>", "", "Inleiding Waarom deze regel"),
    ("<titel>Geld</titel><subtitel>van de wijk</subtitel>", "", "Geld van de wijk"),
]


@pytest.mark.parametrize(("kop", "marker", "text"), HEADINGS)
def test_a_heading_is_read_wherever_its_author_put_the_number(kop, marker, text):
    document = parse_cvdr(
        regulation(f"<hoofdstuk><kop>{kop}</kop><structuurtekst><al>Open.</al></structuurtekst></hoofdstuk>")
    )
    heading = document.blocks[1]
    assert (heading.kind, heading.role, heading.level) == (BlockKind.HEADING, "hoofdstuk", 1)
    assert (heading.marker, heading.text) == (marker, text)


TEXTS = [
    # an empty heading and empty paragraphs are no blocks
    (
        "<artikel><kop><label/><nr/><titel/></kop><al/><al>Woorden.</al><al/></artikel>",
        [("paragraph", 0, "", "Woorden.")],
    ),
    # leden with their number, a second paragraph of a lid, a list in a lid, a list in that
    (
        "<artikel><lid><lidnr>1.</lidnr><al>Een:</al><lijst><li nr='a.'><al>aap;</al><al>Nog iets.</al><lijst>"
        "<li nr='1°.'><al>noot;</al></li></lijst></li></lijst><al>Slot.</al></lid><lid><lidnr>2.</lidnr><al>Twee.</al>"
        "</lid></artikel>",
        [
            ("item", 1, "1.", "Een:"),
            ("item", 2, "a.", "aap;"),
            ("paragraph", 2, "", "Nog iets."),
            ("item", 3, "1°.", "noot;"),
            ("paragraph", 1, "", "Slot."),
            ("item", 1, "2.", "Twee."),
        ],
    ),
    # a lid that begins with a list, and one without a number
    (
        "<artikel><lid><lidnr>1.</lidnr><lijst><li nr='a.'><al>aap.</al></li></lijst></lid><lid><lidnr/><al>Los:</al>"
        "<lijst><li nr='a.'><al>vuur.</al></li></lijst></lid></artikel>",
        [
            ("item", 1, "1.", ""),
            ("item", 2, "a.", "aap."),
            ("paragraph", 0, "", "Los:"),
            ("item", 1, "a.", "vuur."),
        ],
    ),
    # a lid whose number was typed in its text
    ("<artikel><lid><lidnr/><al>2. Twee.</al></lid></artikel>", [("item", 1, "2.", "Twee.")]),
    # one flat list for leden and items
    (
        "<artikel><lijst><li nr='1.'><al>Een</al></li><li nr='a.'><al>aap</al></li></lijst></artikel>",
        [("item", 1, "1.", "Een"), ("item", 1, "a.", "aap")],
    ),
    # an item without a number, and one without words
    (
        "<artikel><lijst><li nr=''><al>kaal</al></li><li nr='b.'/></lijst><al>Na.</al></artikel>",
        [("item", 1, "", "kaal"), ("item", 1, "b.", ""), ("paragraph", 0, "", "Na.")],
    ),
    # numbers that were typed by hand
    (
        "<artikel><al>1. Het college beslist:</al><al>a. snel;</al><al>– of langzaam.</al></artikel>",
        [("item", 0, "1.", "Het college beslist:"), ("item", 0, "a.", "snel;"), ("item", 0, "–", "of langzaam.")],
    ),
    # lines that were broken by hand
    (
        "<artikel><al>De wijk kiest:<br/>1. het plein;<br/>2. de<br/>speeltuin.</al></artikel>",
        [
            ("paragraph", 0, "", "De wijk kiest:"),
            ("item", 0, "1.", "het plein;"),
            ("item", 0, "2.", "de speeltuin."),
        ],
    ),
    # articles that were typed whole in the running text
    (
        "<structuurtekst><al>Artikel 2 Geld</al><al>Er is geld.</al><al>Artikel 3. Er is tijd.</al></structuurtekst>",
        [
            ("heading", 0, "Artikel 2", "Geld"),
            ("paragraph", 0, "", "Er is geld."),
            ("heading", 0, "Artikel 3.", ""),
            ("paragraph", 0, "", "Er is tijd."),
        ],
    ),
    # a paragraph in an article that begins like a heading
    (
        artikel("1", "<al>Artikel 3 Gebruik blijft gelden.</al>"),
        [("heading", 1, "Artikel 1", ""), ("paragraph", 0, "", "Artikel 3 Gebruik blijft gelden.")],
    ),
    # a short bold paragraph is a heading; a bold sentence, and bold words that only open a paragraph, are not
    (
        "<structuurtekst><al><vet>Het buurtbudget</vet></al><al><nadruk type='vet'>Dit is een zin.</nadruk></al>"
        "<al><vet>Let op</vet> het budget is op</al></structuurtekst>",
        [
            ("heading", 0, "", "Het buurtbudget"),
            ("paragraph", 0, "", "Dit is een zin."),
            ("paragraph", 0, "", "Let op het budget is op"),
        ],
    ),
    # a list within a paragraph: its words go on after it
    (
        "<artikel><al>De wijk<lijst><li nr='a.'><al>vraagt</al></li></lijst>en krijgt.</al></artikel>",
        [("paragraph", 0, "", "De wijk"), ("item", 1, "a.", "vraagt"), ("paragraph", 0, "", "en krijgt.")],
    ),
    # footnotes come below what refers to them, also below a row; a footnote may hold a table and nothing else
    (
        "<structuurtekst><al>Tekst<noot nr='1'><noot.al>Voet.</noot.al></noot> verder.</al><al><noot><table><tgroup>"
        "<tbody><row><entry><al>A<noot><noot.nr>2</noot.nr><noot.al>Twee.</noot.al></noot></al></entry></row></tbody>"
        "</tgroup></table></noot></al></structuurtekst>",
        [
            ("paragraph", 0, "", "Tekst verder."),
            ("note", 0, "1", "Voet."),
            ("row", 0, "", "A"),
            ("note", 0, "2", "Twee."),
        ],
    ),
    # a table: its title, its head and its foot; a list in a cell; an empty row is no block
    (
        "<structuurtekst><table><title>Budget</title><tgroup><thead><row><entry>wijk</entry><entry>som</entry></row>"
        "</thead><tfoot><row><entry namest='a' nameend='b'>samen 5</entry></row></tfoot><tbody><row><entry>"
        "<al>Oost</al><lijst>"
        "<li nr='a.'><al>plein</al></li></lijst></entry><entry/></row><row><entry/><entry/></row></tbody></tgroup>"
        "</table></structuurtekst>",
        [
            ("paragraph", 0, "", "Budget"),
            ("row", 0, "", "wijk | som"),
            ("row", 0, "", "Oost a. plein"),
            ("row", 0, "", "samen 5"),
        ],
    ),
    # terms: the colon is printed where the author left it out
    (
        "<artikel><definitielijst><definitie-item><term>wijk</term><definitie><al>deel van de stad;</al>"
        "<al>Of dorp.</al></definitie></definitie-item><definitie-item><li.nr>b.</li.nr><term>raad:</term>"
        "<definitie><al>gekozen.</al>"
        "</definitie></definitie-item></definitielijst></artikel>",
        [
            ("item", 1, "", "wijk: deel van de stad;"),
            ("paragraph", 1, "", "Of dorp."),
            ("item", 1, "b.", "raad: gekozen."),
        ],
    ),
    # an element that no schema knows
    (
        "<artikel><nieuwigheid><al>Woord.</al>Los.</nieuwigheid></artikel>",
        [("paragraph", 0, "", "Woord."), ("paragraph", 0, "", "Los.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_the_words_of_a_regulation(text, expected):
    content = regulation(text)
    document = parse_cvdr(content)
    assert briefly(document) == expected
    assert characters(document) == xml_characters(content)


REPEATED = [
    # given, typed, kept as marker, set apart
    ("-", "- mies", "-", "-"),
    ("•", "▪ mies", "•", "▪"),
    ("•", "a. mies", "a.", "•"),
    ("", "a. mies", "a.", ""),
    ("a.", "a) mies", "a.", "a)"),
    ("1.", "a. mies", "1.", ""),
]


@pytest.mark.parametrize(("given", "typed", "marker", "dropped"), REPEATED)
def test_a_marker_that_stands_twice_is_kept_once(given, typed, marker, dropped):
    content = regulation(f"<artikel><lijst><li nr='{given}'><al>{typed}</al></li></lijst></artikel>")
    document = parse_cvdr(content)
    assert document.blocks[1].marker == marker
    assert apart(document) == ([("marker", dropped)] if dropped else [])
    assert characters(document) == xml_characters(content)


def test_structures_show_their_depth():
    text = "<kop><nr>1</nr><titel>x</titel></kop>"
    section = f"<paragraaf>{text}{artikel('1', '<al>Ja.</al>')}</paragraaf>"
    nested = f"<hoofdstuk>{text}<afdeling>{text}{section}</afdeling></hoofdstuk>"
    after = f"<bijlage>{text}<artikel>{text}</artikel></bijlage>"
    headings = [b for b in parse_cvdr(regulation(nested, after=after)).blocks if b.kind is BlockKind.HEADING][1:]
    assert [(b.role, b.level) for b in headings] == [
        ("hoofdstuk", 1),
        ("afdeling", 2),
        ("paragraaf", 3),
        ("artikel", 4),
        ("bijlage", 1),
        ("artikel", 2),
    ]


def test_the_parts_of_a_regulation_are_told_apart():
    before = (
        "<aanhef><preambule><al>De raad;</al></preambule><considerans><considerans.al>gelet op de wet;</considerans.al>"
        "</considerans><afkondiging><al>besluit:</al></afkondiging></aanhef>"
    )
    after = (
        "<regeling-sluiting><slotformulering><al>Aldus.</al></slotformulering><ondertekening><functie>De griffier,"
        "</functie><naam><voornaam>A.</voornaam><achternaam>Vos</achternaam></naam></ondertekening></regeling-sluiting>"
        "<bijlage><kop><titel>Kaart</titel></kop><al>Wijken.</al></bijlage><nota-toelichting><kop><titel>Toelichting"
        "</titel></kop><al>Waarom.</al><ondertekening>De <functie>raad</functie> van <organisatie>Stad</organisatie>."
        "</ondertekening></nota-toelichting>"
    )
    blocks = parse_cvdr(regulation(artikel("1", "<al>Regel.</al>"), before, after)).blocks
    assert [(b.text, b.part, b.role) for b in blocks if b.kind is BlockKind.PARAGRAPH] == [
        ("De raad;", Part.OPENING, ""),
        ("gelet op de wet;", Part.OPENING, "considerans"),
        ("besluit:", Part.OPENING, "afkondiging"),
        ("Regel.", Part.BODY, ""),
        ("Aldus.", Part.CLOSING, "slotformulering"),
        ("De griffier,", Part.CLOSING, "ondertekening"),
        ("A. Vos", Part.CLOSING, "ondertekening"),
        ("Wijken.", Part.ANNEX, ""),
        ("Waarom.", Part.EXPLANATION, ""),
        ("De raad van Stad.", Part.EXPLANATION, "ondertekening"),
    ]


def test_a_regulation_typed_whole_into_its_opening_has_articles():
    lines = [
        "De raad;",
        "<vet>Besluit:</vet>",
        "<vet>A. Algemeen</vet>",
        "<vet>Artikel 1. Wijken</vet>",
        "Er zijn wijken.",
    ]
    before = "<aanhef><preambule>" + "".join(f"<al>{line}</al>" for line in lines) + "</preambule></aanhef>"
    blocks = parse_cvdr(regulation("", before)).blocks[1:]
    assert [(b.kind.value, b.marker, b.text, b.part) for b in blocks] == [
        ("paragraph", "", "De raad;", Part.OPENING),
        ("paragraph", "", "Besluit:", Part.OPENING),
        ("heading", "A.", "Algemeen", Part.UNKNOWN),
        ("heading", "Artikel 1.", "Wijken", Part.UNKNOWN),
        ("paragraph", "", "Er zijn wijken.", Part.UNKNOWN),
    ]


TYPED_BELOW = [
    # line below the signatures, whether it is a heading
    ("<vet>Toelichting</vet>", True),
    ("Toelichting", True),
    ("ARTIKELSGEWIJZE TOELICHTING", True),
    ("<vet>Bijlage 1 Kaart van de wijk</vet>", True),
    ("Bijlage 1 Kaart van de wijk", True),
    ("<vet>Toelichting op het besluit</vet>", True),
    ("<vet>A. Vos, voorzitter</vet>", False),
    ("<vet>de griffier</vet>", False),
    ("Toelichting volgt.", False),
]


@pytest.mark.parametrize(("line", "is_heading"), TYPED_BELOW)
def test_a_note_typed_below_the_signatures_has_a_heading(line, is_heading):
    after = f"<regeling-sluiting><slotformulering><al>Aldus.</al><al>{line}</al><al>Woord.</al></slotformulering>"
    *_, heading, words = parse_cvdr(regulation("", after=f"{after}</regeling-sluiting>")).blocks
    assert (heading.kind is BlockKind.HEADING) == is_heading
    assert words.part is (Part.UNKNOWN if is_heading else Part.CLOSING)


def test_links_keep_their_place_in_the_text():
    words = 'Gelet op  <extref doc="jci1.3:c:BWBR0005537">de <vet>Awb</vet></extref>, <intref ref="art_2">2</intref>;'
    text = f"<al>{words}</al>"
    (block,) = [b for b in parse_cvdr(regulation(artikel("1", text))).blocks if b.links]
    assert block.text == "Gelet op de Awb, 2;"
    assert [(block.text[link.start : link.end], link.uri) for link in block.links] == [
        ("de Awb", "jci1.3:c:BWBR0005537"),
        ("2", "#art_2"),
    ]


def test_the_look_of_a_whole_paragraph_is_noted():
    text = "<al><cursief>Een zin in cursief.</cursief></al><al><cursief>Half</cursief> cursief.</al>"
    assert [b.style for b in parse_cvdr(regulation(artikel("1", text))).blocks[2:]] == ["cursief", ""]


META = """<meta><owmskern xmlns:d="http://purl.org/dc/terms/"><d:identifier>CVDR900001_2</d:identifier>
<d:title>Regel buurtbudget Voorbeeldstad</d:title><d:type>regeling</d:type><d:language>nl</d:language>
<d:creator scheme="overheid:Gemeente">Voorbeeldstad</d:creator><d:modified>2018-02-01</d:modified></owmskern>
<owmsmantel xmlns:d="http://purl.org/dc/terms/"><d:source>Gemeentewet</d:source><d:source>Awb</d:source>
<d:issued>2018-01-16</d:issued></owmsmantel><cvdripm><inwerkingtredingDatum>2018-01-30</inwerkingtredingDatum>
<uitwerkingtredingDatum>2019-12-31</uitwerkingtredingDatum><al>Administratie.</al></cvdripm></meta>"""


def test_what_a_regulation_says_of_itself():
    content = f"<cvdr {NAMESPACE}>{META}<body><intitule>Regel</intitule><al>Woorden.</al></body></cvdr>".encode()
    document = parse_cvdr(content)
    assert document.title == "Regel"
    assert [b.text for b in document.blocks] == ["Regel", "Woorden."]
    assert dict(document.metadata) == {
        "identifier": "CVDR900001_2",
        "title": "Regel buurtbudget Voorbeeldstad",
        "type": "regeling",
        "creator": "Voorbeeldstad",
        "municipality": "Voorbeeldstad",
        "issued": "2018-01-16",
        "modified": "2018-02-01",
        "language": "nl",
        "valid_from": "2018-01-30",
        "valid_to": "2019-12-31",
        "source": "Gemeentewet; Awb",
        "page": "https://lokaleregelgeving.overheid.nl/CVDR900001/2",
    }


def test_a_province_is_no_municipality():
    meta = META.replace("overheid:Gemeente", "overheid:Provincie")
    content = f"<cvdr {NAMESPACE}>{meta}<body><al>Woorden.</al></body></cvdr>"
    document = parse_cvdr(content.encode())
    assert (document.meta("creator"), document.meta("municipality")) == ("Voorbeeldstad", "")
    assert document.title == "Regel buurtbudget Voorbeeldstad"


def test_a_regulation_in_the_words_of_stop_is_read_as_such():
    inner = (
        '<RegelingVrijetekst xmlns="https://standaarden.overheid.nl/stop/imop/tekst/"><RegelingOpschrift><Al>Visie</Al>'
        '</RegelingOpschrift><Lichaam eId="body"><Divisie eId="div_1"><Kop><Nummer>1</Nummer><Opschrift>Wijken'
        '</Opschrift></Kop><Divisietekst eId="div_1__content_1"><Inhoud><Al>Groen.</Al></Inhoud></Divisietekst>'
        "</Divisie></Lichaam>"
        "</RegelingVrijetekst>"
    )
    content = f"<cvdr {NAMESPACE}>{META}<body><regeling>{inner}</regeling></body></cvdr>".encode()
    document = parse_cvdr(content)
    assert (document.format, document.title, document.meta("identifier")) == ("stop", "Visie", "CVDR900001_2")
    assert [(b.marker, b.text, b.eid) for b in document.blocks[1:]] == [("1", "Wijken", "div_1"), ("", "Groen.", "")]


@pytest.mark.parametrize("content", [f"<cvdr {NAMESPACE}>{META}</cvdr>", "<anders><body/></anders>"])
def test_a_record_without_its_text_is_refused(content):
    with pytest.raises(ReadError) as failure:
        parse_cvdr(content.encode())
    assert failure.value.reason == "no-text"


def test_lists_as_deep_as_xml_allows_are_read():
    depth = 120
    text = "<lijst><li nr='-'><al>a</al>" * depth + "</li></lijst>" * depth
    assert [b.level for b in parse_cvdr(regulation(artikel("1", text))).blocks[2:]] == list(range(1, depth + 1))


def test_no_character_of_a_real_regulation_is_lost(shared):
    paths = sorted((shared / "real" / "cvdr").glob("*.xml"))
    for path in paths:
        content = path.read_bytes()
        assert recognises(read_xml(content)), path.name
        assert characters(parse_cvdr(content)) == xml_characters(content), path.name
    assert len(paths) == 2
