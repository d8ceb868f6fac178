"""Official publications: masthead, title, notices and amendments, in invented text; and the real files."""

import pytest
from support.blocks import apart, briefly, characters

from tracker.model import Part, ReadError
from tracker.parse.publication import parse_publication, recognises, xml_characters
from tracker.parse.xml import read_xml


def publication(
    text: str, journal: str = "gemeenteblad", subtitle: str = "Officiële uitgave van de gemeente Stad"
) -> bytes:
    """A publication whose journal holds this text."""
    return (
        "<officiele-publicatie><metadata><meta name='OVERHEIDop.externMetadataRecord' "
        "content='https://zoek.officielebekendmakingen.nl/gmb-2018-900001/metadata.xml'/></metadata>"
        f"<kop><titel>GEMEENTEBLAD</titel><subtitel>{subtitle}</subtitel></kop><{journal}>{text}</{journal}>"
        "</officiele-publicatie>"
    ).encode()


NOTICE = (
    "<kop><plaatje><illustratie naam='logo.png' alt='Logo'/></plaatje><titel>Vergunning</titel></kop>"
    "<zakelijke-mededeling>"
    "<zakelijke-mededeling-tekst><tekst><al/><al><nadruk type='vet'>Bezwaar</nadruk></al><al>Bel ons.</al><tussenkop>"
    "<nadruk type='vet'>2. Wie</nadruk></tussenkop><al>Wij.</al></tekst></zakelijke-mededeling-tekst>"
    "</zakelijke-mededeling>"
)


def test_a_notice_has_a_title_and_a_masthead():
    content = publication(NOTICE)
    document = parse_publication(content)
    assert (document.title, document.blocks[0].text, document.blocks[0].part) == (
        "Vergunning",
        "Vergunning",
        Part.OPENING,
    )
    assert briefly(document) == [
        ("heading", 0, "", "Bezwaar"),
        ("paragraph", 0, "", "Bel ons."),
        ("heading", 6, "2.", "Wie"),
        ("paragraph", 0, "", "Wij."),
    ]
    assert apart(document) == [("header", "GEMEENTEBLAD Officiële uitgave van de gemeente Stad")]
    assert characters(document) == xml_characters(content)


OWNERS = [
    ("Officiële uitgave van de gemeente Voorbeeldstad", "Voorbeeldstad", "Voorbeeldstad"),
    ("Officiële uitgave van gemeente Bergen (NH).", "Bergen (NH)", "Bergen (NH)"),
    ("Officiële uitgave van provincie Voorbeeldland.", "Voorbeeldland", ""),
    ("Officiële uitgave van de gemeenschappelijke regeling Regio Oost", "gemeenschappelijke regeling Regio Oost", ""),
    ("Officiële uitgave van het Koninkrijk der Nederlanden sinds 1814.", "", ""),
]


@pytest.mark.parametrize(("subtitle", "creator", "municipality"), OWNERS)
def test_the_masthead_says_who_publishes(subtitle, creator, municipality):
    document = parse_publication(publication(NOTICE, subtitle=subtitle))
    assert (document.meta("creator"), document.meta("municipality")) == (creator, municipality)


def test_what_a_publication_says_of_itself():
    signed = "<wetsluiting><gegeven><dagtekening><plaats>Stad,</plaats><datum isodatum='2018-01-16'>16 januari</datum>"
    signed += (
        "</dagtekening></gegeven><uitgifte><datum isodatum='2018-01-29'>Uitgegeven</datum></uitgifte></wetsluiting>"
    )
    document = parse_publication(publication(f"<intitule>Regel</intitule><wet-besluit>{signed}</wet-besluit>"))
    assert dict(document.metadata) == {
        "identifier": "gmb-2018-900001",
        "page": "https://zoek.officielebekendmakingen.nl/gmb-2018-900001.html",
        "title": "Regel",
        "type": "Gemeenteblad",
        "creator": "Stad",
        "municipality": "Stad",
        "issued": "2018-01-16",
        "published": "2018-01-29",
    }
    assert [block.text for block in document.blocks] == ["Regel", "Stad, 16 januari", "Uitgegeven"]


def test_an_amendment_keeps_its_instructions_over_the_new_text():
    content = publication(
        "<intitule>Wijziging</intitule><regeling><regeling-tekst><wijzig-artikel><kop><label>Artikel</label>"
        "<nr>I</nr></kop>"
        "<wat>De regel wijzigt:</wat><wijziging><nr>A</nr><wat>Artikel 3 komt te luiden:</wat><artikel><kop>"
        "<label>Artikel"
        "</label><nr>3</nr></kop><lid><lidnr>1.</lidnr><al>Bewoners stemmen.</al></lid></artikel></wijziging>"
        "<wijziging><nr>B</nr><wat>Artikel 4 vervalt.</wat></wijziging></wijzig-artikel></regeling-tekst></regeling>"
    )
    document = parse_publication(content)
    assert briefly(document) == [
        ("heading", 1, "Artikel I", ""),
        ("paragraph", 0, "", "De regel wijzigt:"),
        ("heading", 2, "A", "Artikel 3 komt te luiden:"),
        ("heading", 3, "Artikel 3", ""),
        ("item", 1, "1.", "Bewoners stemmen."),
        ("item", 1, "B", "Artikel 4 vervalt."),
    ]
    assert document.blocks[1].role == "wijzigartikel"
    assert characters(document) == xml_characters(content)


def test_a_circular_has_divisions():
    content = publication(
        "<kop><titel>Circulaire</titel></kop><circulaire><circulaire.aanhef><al>Geachte raad,</al></circulaire.aanhef>"
        "<circulaire-tekst><circulaire.divisie><kop><nr>1</nr><titel>Doel</titel></kop><tekst>"
        "<al>Meer zeggenschap.</al>"
        "</tekst></circulaire.divisie></circulaire-tekst></circulaire>",
        journal="staatscourant",
    )
    blocks = parse_publication(content).blocks[1:]
    assert [(b.role, b.marker, b.text, b.part) for b in blocks] == [
        ("", "", "Geachte raad,", Part.OPENING),
        ("divisie", "1", "Doel", Part.BODY),
        ("", "", "Meer zeggenschap.", Part.BODY),
    ]


def test_questions_with_their_answers_keep_their_numbers():
    content = publication(
        "<vraag><nr>Vraag 1</nr><al>Wie kiest?</al></vraag><antwoord><nr>Antwoord 1</nr><al>De buurt.</al></antwoord>",
        journal="kamervragen",
    )
    assert briefly(parse_publication(content)) == [
        ("heading", 0, "Vraag 1", ""),
        ("paragraph", 0, "", "Wie kiest?"),
        ("heading", 0, "Antwoord 1", ""),
        ("paragraph", 0, "", "De buurt."),
    ]


LAYOUT = [
    # every part of a line on a line of its own: the line ends are the file's
    (
        "\n<nadruk type='vet'>Stad, 2</nadruk>\n<nadruk type='vet'>3</nadruk>\n<nadruk type='vet'> mei</nadruk>\n",
        "Stad, 23 mei",
    ),
    # words outside the parts: a line end is a space
    ("\n<nadruk type='vet'>Stad,</nadruk>\nop\n<nadruk type='cur'>3</nadruk> mei\n", "Stad, op 3 mei"),
    ("een\n   woord\u00ad deel\u200b heel", "een woord deel heel"),
    ("10 m<sup>2</sup> en H<inf>2</inf>O", "10 m2 en H2O"),
]


@pytest.mark.parametrize(("line", "text"), LAYOUT)
def test_the_layout_of_the_file_is_no_text(line, text):
    document = parse_publication(publication(f"<tekst><al>{line}</al></tekst>"))
    assert [block.text for block in document.blocks] == [text]


def test_another_document_is_refused():
    with pytest.raises(ReadError) as failure:
        parse_publication(b"<metadata_gegevens/>")
    assert failure.value.reason == "not-a-document"


def test_no_character_of_a_real_publication_is_lost(shared):
    checked = 0
    for path in sorted((shared / "real" / "officielebekendmakingen").glob("*.xml")):
        content = path.read_bytes()
        if recognises(read_xml(content)):
            assert characters(parse_publication(content)) == xml_characters(content), path.name
            checked += 1
    assert checked == 4
