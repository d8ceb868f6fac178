"""The language of references, as tables of what is printed and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.refer.grammar import find_references
from tracker.refer.reference import OWN, PREVIOUS, THIS, RawReference


def article(number: str, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("artikel", number), *steps)


def member(number: str, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("lid", number), *steps)


def item(letter: str) -> tuple[str, str]:
    return ("onderdeel", letter)


PLACES = [
    # (text, [(phrase, places)])
    ("Zie artikel 3.", [("artikel 3", [article("3")])]),
    ("ARTIKEL 3a geldt", [("ARTIKEL 3a", [article("3a")])]),
    ("artikel IV vervalt", [("artikel IV", [article("IV")])]),
    ("art. 2.1.3 en art 4", [("art. 2.1.3", [article("2.1.3")]), ("art 4", [article("4")])]),
    ("artikel 3, tweede lid", [("artikel 3, tweede lid", [article("3", ("lid", "2"))])]),
    ("artikel 3 lid 2 sub a", [("artikel 3 lid 2 sub a", [article("3", ("lid", "2"), item("a"))])]),
    ("artikel 3, 2e lid", [("artikel 3, 2e lid", [article("3", ("lid", "2"))])]),
    (
        "artikel 3, tweede lid, onderdeel a, is",
        [("artikel 3, tweede lid, onderdeel a", [article("3", ("lid", "2"), item("a"))])],
    ),
    ("artikel 3, onder aa", [("artikel 3, onder aa", [article("3", item("aa"))])]),
    (
        "artikel 4, aanhef en onder b, onder 2°",
        [("artikel 4, aanhef en onder b, onder 2°", [article("4", item("b"), item("2°"))])],
    ),
    (
        "artikel 3, eerste en derde lid",
        [("artikel 3, eerste en derde lid", [article("3", ("lid", "1")), article("3", ("lid", "3"))])],
    ),
    (
        "het eerste tot en met derde lid",
        [("eerste tot en met derde lid", [member("1"), member("2"), member("3")])],
    ),
    (
        "artikel 3, onder a en c",
        [("artikel 3, onder a en c", [article("3", item("a")), article("3", item("c"))])],
    ),
    (
        "artikel 2, eerste lid, onder b, en tweede lid, onder c",
        [
            ("artikel 2, eerste lid, onder b", [article("2", ("lid", "1"), item("b"))]),
            ("tweede lid, onder c", [article("2", ("lid", "2"), item("c"))]),
        ],
    ),
    ("artikel 5, tweede lid, tweede volzin,", [("artikel 5, tweede lid, tweede volzin", [article("5", ("lid", "2"))])]),
    ("de artikelen 3 en 4", [("artikelen 3", [article("3")]), ("4", [article("4")])]),
    ("artikelen 3, 4 en 6", [("artikelen 3", [article("3")]), ("4", [article("4")]), ("6", [article("6")])]),
    (
        "de artikelen 4 tot en met 6",
        [("artikelen 4 tot en met 6", [article("4"), article("5"), article("6")])],
    ),
    ("artikel 2.3 t/m 2.5", [("artikel 2.3 t/m 2.5", [article("2.3"), article("2.4"), article("2.5")])]),
    ("artikel 6 en artikel 8", [("artikel 6", [article("6")]), ("artikel 8", [article("8")])]),
    ("het tweede lid", [("tweede lid", [member("2")])]),
    ("lid 2 en onderdeel b", [("lid 2 en onderdeel b", [member("2", item("b"))])]),
    ("onderdeel a van het eerste lid", [("onderdeel a van het eerste lid", [member("1", item("a"))])]),
    ("het eerste lid van artikel 5", [("eerste lid van artikel 5", [article("5", ("lid", "1"))])]),
    ("dit artikel en deze paragraaf", [("dit artikel", [article(THIS)]), ("deze paragraaf", [(("paragraaf", THIS),)])]),
    ("het vorige lid", [("vorige lid", [(("lid", PREVIOUS),)])]),
    (
        "hoofdstuk 3 en paragraaf 2.1",
        [("hoofdstuk 3", [(("hoofdstuk", "3"),)]), ("paragraaf 2.1", [(("paragraaf", "2.1"),)])],
    ),
    ("§ 2.3", [("§ 2.3", [(("paragraaf", "2.3"),)])]),
    ("bijlage 1 en bijlage B", [("bijlage 1", [(("bijlage", "1"),)]), ("bijlage B", [(("bijlage", "B"),)])]),
    ("de bijlage bij deze verordening", [("bijlage bij deze verordening", [(("bijlage", ""),)])]),
    ("op pagina 12 en p. 14", [("pagina 12", [(("pagina", "12"),)]), ("p. 14", [(("pagina", "14"),)])]),
    ("blz. 3-5", [("blz. 3-5", [(("pagina", "3"),), (("pagina", "4"),), (("pagina", "5"),)])]),
    (
        "artikel 3, lid 1 en lid 4",
        [("artikel 3, lid 1 en lid 4", [article("3", ("lid", "1")), article("3", ("lid", "4"))])],
    ),
    ("de artikelen 7, 8, en 10", [("artikelen 7", [article("7")]), ("8", [article("8")]), ("10", [article("10")])]),
    ("art.8 en artikel 12 bis", [("art.8", [article("8")]), ("artikel 12 bis", [article("12 bis")])]),
    ("artikel 41/43", [("artikel 41", [article("41")]), ("43", [article("43")])]),
    ("artikel\n3,\u00a0tweede\u00a0lid", [("artikel\n3,\u00a0tweede\u00a0lid", [article("3", ("lid", "2"))])]),
]

NOTHING = [
    "",
    "artikel",
    "artikel 1 januari",
    "een artikel over drie bewoners",
    "een lid van de raad",
    "de leden van de wijkraad",
    "het eerste lid van de commissie kiest een voorzitter",
    "in paragraaf",
    "de eerste bewoners",
    "onder meer",
    "onder de bewoners",
    "een onderdeel van het plan",
    "ten eerste",
    "de bijlage",
    "paginagroot",
    "het hoofdstuk over geld",
    "3 leden",
    "Ow, dat is jammer",
    "het Besluit langdurig verblijf Awb",
    "het Wetboek van Strafrecht BES",
]

INSTRUMENTS = [
    # (text, phrases, jci number of the law or the word for what it is in)
    (
        "artikel 4:81 van de Algemene wet bestuursrecht",
        ["artikel 4:81 van de Algemene wet bestuursrecht"],
        "BWBR0005537",
    ),
    ("artikel 4:81 Awb", ["artikel 4:81 Awb"], "BWBR0005537"),
    ("artikel 4:81 (Awb)", ["artikel 4:81 (Awb)"], "BWBR0005537"),
    ("(artikel 4:81 Awb)", ["artikel 4:81 Awb"], "BWBR0005537"),
    ("Awb, artikel 4:81", ["Awb, artikel 4:81"], "BWBR0005537"),
    ("de Jeugdwet (artikel 2.3)", ["Jeugdwet (artikel 2.3)"], "BWBR0034925"),
    ("artikel 2.1.3 Wmo 2015", ["artikel 2.1.3 Wmo 2015"], "BWBR0035362"),
    ("artikel 156 jo. 160 van de Gemeentewet", ["artikel 156", "160 van de Gemeentewet"], "BWBR0005416"),
    ("de gemeentewet", ["gemeentewet"], "BWBR0005416"),
    ("artikel 5.1 Ow", ["artikel 5.1 Ow"], "BWBR0037885"),
    ("artikel 3 van de wet Bibob", ["artikel 3 van de wet Bibob"], "BWBR0013798"),
    (
        "hoofdstuk 2 van Boek 7 van het Burgerlijk Wetboek",
        ["hoofdstuk 2 van Boek 7 van het Burgerlijk Wetboek"],
        "BWBR0005290",
    ),
    ("artikel 3 van deze verordening", ["artikel 3 van deze verordening"], OWN),
    ("artikel 3 van de verordening", ["artikel 3 van de verordening"], "verordening"),
    ("artikel 3 van de Parkeerverordening", ["artikel 3 van de Parkeerverordening"], "parkeerverordening"),
    ("artikel 8 EVRM", ["artikel 8 EVRM"], "evrm"),
    ("artikel 12, 15, 18 van de Awb", ["artikel 12", "15", "18 van de Awb"], "BWBR0005537"),
    ("hoofdstuk 3 en de titels 5.1 en 5.4 van de Awb", ["hoofdstuk 3", "titels 5.1", "5.4 van de Awb"], "BWBR0005537"),
    ("artikel 6 j° artikel 8 Awb", ["artikel 6", "artikel 8 Awb"], "BWBR0005537"),
    ("artikel 2 van het Uitvoeringsbesluit Awb", ["artikel 2 van het Uitvoeringsbesluit Awb"], "uitvoeringsbesluit"),
    ("artikel 8 van de Politiewet 1993", ["artikel 8 van de Politiewet"], "politiewet"),
    ("artikel 3 van de wijk", ["artikel 3"], ""),
    ("de Awb en artikel 3 van die wet", ["Awb", "artikel 3 van die wet"], "BWBR0005537"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text for text, _ in PLACES])
def test_places(text: str, expected: list) -> None:
    found = [(text[raw.start : raw.end], list(raw.places)) for raw in find_references(text)]
    assert found == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_reference(text: str) -> None:
    assert find_references(text) == ()


@pytest.mark.parametrize(("text", "phrases", "instrument"), INSTRUMENTS, ids=[text for text, *_ in INSTRUMENTS])
def test_instruments(text: str, phrases: list[str], instrument: str) -> None:
    found = find_references(text)
    assert [text[raw.start : raw.end] for raw in found] == phrases
    assert {_instrument(raw) for raw in found} == {instrument}


def _instrument(raw: RawReference) -> str:
    return raw.law.bwb if raw.law else raw.instrument


@pytest.mark.parametrize(
    "printed",
    [
        "CVDR607639_1",
        "CVDR607639",
        "gmb-2018-19628",
        "Gemeenteblad 2018, nr. 19628",
        "Stb. 2014, 280",
        "ECLI:NL:RVS:2018:12",
        "Verordening (EU) 2016/679",
        "Richtlijn 2014/24/EU",
        "BWBR0005537",
        "jci1.3:c:BWBR0005537&artikel=4:81",
        "https://wetten.overheid.nl/BWBR0005537/2024-01-01#Hoofdstuk4",
    ],
)
def test_identifiers(printed: str) -> None:
    found = find_references(f"Zie ({printed}), en verder.")
    assert [raw.identifier for raw in found] == [printed]


def test_a_place_in_a_european_act() -> None:
    (raw,) = find_references("artikel 6 van Verordening (EU) 2016/679")
    assert (raw.places, raw.identifier) == ((article("6"),), "Verordening (EU) 2016/679")


PIECES = (
    "artikel artikelen art. 3 4:81 2a IV tweede lid leden onderdeel onder a b) 1° en of , ( ) jo. t/m tot en met "
    "van de het dit deze die vorige Awb Ow Wmo Jeugdwet verordening besluit bijlage pagina § volzin aanhef \u200f \n é"
).split(" ")


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30), st.sampled_from([" ", ""]))
def test_any_text_gives_references_in_order_and_apart(pieces: list[str], space: str) -> None:
    text = space.join(pieces)
    end = 0
    for raw in find_references(text):
        assert end <= raw.start < raw.end <= len(text)
        assert raw.places or raw.law or raw.identifier
        end = raw.end


def test_long_text_takes_no_time_to_speak_of() -> None:
    text = "Zie artikel 3, tweede lid, onder a, van de Awb en de artikelen 4 tot en met 6. " * 5_000
    assert len(find_references(text)) == 10_000
    assert find_references("artikel 1, " * 20_000)
    assert find_references("artikel " + ", ".join(map(str, range(1, 50_000))))
