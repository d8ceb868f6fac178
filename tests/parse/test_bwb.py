"""BWB: a law as it stood, in invented text; and the real versions."""

import time

import pytest
from support.blocks import apart, briefly, characters

from tracker.model import Part, ReadError
from tracker.parse.bwb import parse_bwb, recognises, xml_characters
from tracker.parse.xml import read_xml

ADMINISTRATION = "<meta-data><brondata><kenmerk>K-1</kenmerk></brondata><jcis><jci verwijzing='x'/></jcis></meta-data>"


def law(text: str) -> bytes:
    """A state of a law whose `wettekst` holds this."""
    return (
        "<toestand bwb-id='BWBR9900001' inwerkingtreding='2018-01-30'><bwb-inputbestand>BWBR9900001_1"
        "</bwb-inputbestand>"
        f"<wetgeving soort='wet' xml:lang='nl'><intitule>Wet van 3 mei{ADMINISTRATION}</intitule>"
        f"<citeertitel>Buurtwet{ADMINISTRATION}</citeertitel><wet-besluit><aanhef><wij>Wij,</wij><considerans>"
        "<considerans.al>Alzo het goed is;</considerans.al></considerans></aanhef>"
        f"<wettekst>{text}</wettekst></wet-besluit></wetgeving></toestand>"
    ).encode()


def test_a_law_and_what_it_says_of_itself():
    content = law(
        "<hoofdstuk><kop><label>Hoofdstuk</label><nr>1</nr><titel>Buurten</titel></kop><artikel><kop>"
        "<label>Artikel 1</label>"
        f"</kop><lid><lidnr>1</lidnr><al>Buurten kiezen.</al>{ADMINISTRATION}</lid>{ADMINISTRATION}</artikel>"
        "</hoofdstuk>"
    )
    document = parse_bwb(content)
    assert document.title == "Buurtwet"
    assert [(b.text, b.part, b.role) for b in document.blocks[:3]] == [
        ("Wet van 3 mei", Part.OPENING, "intitule"),
        ("Wij,", Part.OPENING, "wij"),
        ("Alzo het goed is;", Part.OPENING, "considerans"),
    ]
    assert briefly(document)[2:] == [
        ("heading", 1, "Hoofdstuk 1", "Buurten"),
        ("heading", 2, "Artikel 1", ""),
        ("item", 1, "1", "Buurten kiezen."),
    ]
    assert apart(document) == [("metadata", "Buurtwet")]
    assert dict(document.metadata) == {
        "identifier": "BWBR9900001",
        "title": "Buurtwet",
        "type": "wet",
        "valid_from": "2018-01-30",
        "language": "nl",
        "page": "https://wetten.overheid.nl/BWBR9900001/2018-01-30",
    }
    assert characters(document) == xml_characters(content)


def test_terms_that_are_typed_with_a_dash_are_items():
    content = law(
        "<artikel><lid><lidnr>1</lidnr><al>In deze wet is:</al><al>– buurt: een deel;</al><al>– raad:</al><lijst><li>"
        "<li.nr>1°.</li.nr><al>gekozen.</al></li></lijst></lid></artikel>"
    )
    assert briefly(parse_bwb(content))[2:] == [
        ("item", 1, "1", "In deze wet is:"),
        ("item", 2, "–", "buurt: een deel;"),
        ("item", 2, "–", "raad:"),
        ("item", 2, "1°.", "gekozen."),
    ]


def test_a_list_of_values_keeps_both():
    content = law(
        "<artikel><specificatielijst><specificatie-item><li.nr>a </li.nr><specificatie><al>de buurt: </al>"
        "</specificatie>"
        "<waarde>een stem;</waarde></specificatie-item></specificatielijst></artikel>"
    )
    document = parse_bwb(content)
    assert briefly(document)[2:] == [("item", 1, "a", "de buurt:"), ("paragraph", 1, "", "een stem;")]
    assert characters(document) == xml_characters(content)


MANIFEST = "<work label='BWBR9900001'><metadata/><expression label='2018-01-30_0'/></work>"


@pytest.mark.parametrize(("content", "said"), [(MANIFEST, "list of the versions"), ("<toestand/>", "without a law")])
def test_what_holds_no_law_is_refused(content, said):
    assert recognises(read_xml(content.encode()))
    with pytest.raises(ReadError, match=said) as failure:
        parse_bwb(content.encode())
    assert failure.value.reason == "not-a-document"


def test_no_character_of_a_real_law_is_lost(shared):
    paths = sorted((shared / "real" / "bwb").rglob("*_*_*.xml"))
    for path in paths:
        content = path.read_bytes()
        assert characters(parse_bwb(content)) == xml_characters(content), path.name
    assert len(paths) == 5


def test_a_law_of_300_kilobytes_takes_less_than_half_a_second(shared):
    content = max((path.read_bytes() for path in (shared / "real" / "bwb").rglob("*.xml")), key=len)
    started = time.perf_counter()
    parse_bwb(content)
    assert time.perf_counter() - started < 0.5
