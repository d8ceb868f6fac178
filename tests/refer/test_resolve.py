"""Where references lead, in a made-up regulation."""

import pytest

from tracker.model import Clause, ClauseKind, Link, Policy
from tracker.refer import references_of_clauses, references_of_text
from tracker.refer.addresses import identifier_uri
from tracker.refer.names import titles_of


def clause(
    eid: str,
    kind: ClauseKind,
    number: str = "",
    text: str = "",
    *,
    label: str = "",
    heading: str = "",
    page: int | None = None,
    term: str = "",
    links: tuple[Link, ...] = (),
) -> Clause:
    parent = eid.rpartition("__")[0] or None
    return Clause(eid, parent, kind, label or number, number, "", heading, text, page, 0, term, links)


def regulation() -> list[Clause]:
    clauses = [
        clause("chp_1", ClauseKind.CHAPTER, "1", label="Hoofdstuk 1", heading="Algemeen"),
        clause("chp_1__art_1", ClauseKind.ARTICLE, "1", label="Artikel 1", heading="Begrippen"),
        clause(
            "chp_1__art_1__item_1", ClauseKind.DEFINITION, text="Wet maatschappelijke ondersteuning 2015;", term="wet"
        ),
        clause("chp_2", ClauseKind.CHAPTER, "2", label="Hoofdstuk 2", heading="Zeggenschap"),
        clause("chp_2__art_3", ClauseKind.ARTICLE, "3", label="Artikel 3", page=4),
        clause("chp_2__art_3__para_1", ClauseKind.MEMBER, "1", "De buurt kiest:", page=4),
        clause("chp_2__art_3__para_1__item_a", ClauseKind.ITEM, "a", "een raad;"),
        clause("chp_2__art_3__para_1__item_b", ClauseKind.ITEM, "b", "een lid."),
        clause("chp_2__art_3__para_1__item_b__item_2", ClauseKind.ITEM, "2°", "dat ook bewoner is."),
        clause("chp_2__art_3__para_2", ClauseKind.MEMBER, "2", "Het eerste lid geldt niet.", page=5),
        clause("chp_2__art_4", ClauseKind.ARTICLE, "4", "Zonder leden.", label="Artikel 4"),
        clause("chp_2__art_5", ClauseKind.ARTICLE, "5", "Slot.", label="Artikel 5"),
        clause("chp_2__sec_1", ClauseKind.SECTION, "2.1", "Meer.", label="Paragraaf 2.1"),
        clause("cmp_1", ClauseKind.ANNEX, "1", "Kaart.", label="Bijlage 1"),
        clause("exp_1", ClauseKind.EXPLANATION, heading="Toelichting"),
        clause("exp_1__sec_3", ClauseKind.EXPLANATION, text="Over het tweede lid.", heading="Artikel 3 Buurt"),
        clause("exp_2", ClauseKind.EXPLANATION, heading="Artikelsgewijs"),
        clause("exp_2__art_3", ClauseKind.ARTICLE, "3", "Over het tweede lid.", label="Artikel 3"),
    ]
    return [_at(each, position) for position, each in enumerate(clauses)]


def _at(each: Clause, position: int) -> Clause:
    return Clause(**{**each.__dict__, "position": position})


POLICIES = (
    Policy("makelen", "Beleidsregel Sociaal Makelen 2019-2024", "", "", "", ()),
    Policy("nota", "Nota van uitgangspunten buurtwerk", "", "", "", ()),
    Policy("kort", "Nota", "", "", "", ()),
)

INSIDE = [
    # (text, eid of the clause that it stands in, eids that it leads to)
    ("artikel 3", "", ["chp_2__art_3"]),
    ("artikel 3, tweede lid", "", ["chp_2__art_3__para_2"]),
    ("artikel 3, eerste lid, onder b", "", ["chp_2__art_3__para_1__item_b"]),
    ("artikel 3, eerste lid, onder b, onder 2°", "", ["chp_2__art_3__para_1__item_b__item_2"]),
    ("artikel 3, onder a", "", ["chp_2__art_3__para_1__item_a"]),
    ("artikel 3, eerste en tweede lid", "", ["chp_2__art_3__para_1", "chp_2__art_3__para_2"]),
    ("de artikelen 3 tot en met 5", "", ["chp_2__art_3", "chp_2__art_4", "chp_2__art_5"]),
    ("artikel 4, eerste lid", "", ["chp_2__art_4"]),  # not divided in leden
    ("artikel 3, negende lid", "", [""]),
    ("artikel 99", "", [""]),
    ("artikel 3 van deze verordening", "", ["chp_2__art_3"]),
    ("artikel 3 van de Parkeerverordening", "", [""]),
    ("het tweede lid", "chp_2__art_3__para_1__item_a", ["chp_2__art_3__para_2"]),
    ("onderdeel a", "chp_2__art_3__para_1__item_b", ["chp_2__art_3__para_1__item_a"]),
    ("het tweede lid", "chp_2__art_5", [""]),
    ("het tweede lid", "", [""]),
    ("dit artikel", "chp_2__art_3__para_2", ["chp_2__art_3"]),
    ("dit hoofdstuk", "chp_2__art_3__para_2", ["chp_2"]),
    ("het vorige lid", "chp_2__art_3__para_2", ["chp_2__art_3__para_1"]),
    ("het vorige lid", "chp_2__art_3__para_1", [""]),
    ("het vorige artikel", "chp_2__art_5", ["chp_2__art_4"]),
    ("het tweede lid", "exp_1__sec_3", ["chp_2__art_3__para_2"]),  # the heading says what is explained
    ("het tweede lid", "exp_2__art_3", ["chp_2__art_3__para_2"]),  # an explanation in articles of its own
    ("dit artikel", "exp_1__sec_3", ["chp_2__art_3"]),
    ("hoofdstuk 2", "", ["chp_2"]),
    ("paragraaf 2.1", "", ["chp_2__sec_1"]),
    ("bijlage 1", "", ["cmp_1"]),
    ("de bijlage bij deze verordening", "", ["cmp_1"]),
    ("pagina 5", "", ["chp_2__art_3__para_2"]),
]

OUTSIDE = [
    # (text, address)
    ("artikel 4:81 Awb", "jci1.3:c:BWBR0005537&artikel=4:81"),
    ("artikel 4:81, eerste lid, van de Awb", "jci1.3:c:BWBR0005537&artikel=4:81&lid=1"),
    ("de Jeugdwet", "jci1.3:c:BWBR0034925"),
    (
        "artikel 2.3.2, tweede lid, onder a, van de wet",
        "jci1.3:c:BWBR0035362&artikel=2.3.2&lid=2&onderdeel=a",
    ),  # defined
    ("titel 4.2 van de Awb", "jci1.3:c:BWBR0005537&titeldeel=4.2"),
    ("artikel 7:668 BW", "jci1.3:c:BWBR0005290&artikel=7:668"),
    ("artikel 668 BW", ""),
    ("artikel 6 AVG", "http://data.europa.eu/eli/reg/2016/679/art_6/oj"),
    ("CVDR607639_1", "https://lokaleregelgeving.overheid.nl/CVDR607639/1"),
    ("artikel 2.3.1 Wmo", "jci1.3:c:BWBR0035362&artikel=2.3.1"),  # named in full elsewhere in the version
    ("artikel 3 Wpg", ""),  # two laws have this abbreviation
]


@pytest.mark.parametrize(("text", "context", "eids"), INSIDE)
def test_inside_the_version(text: str, context: str, eids: list[str]) -> None:
    clauses = regulation()
    if context:
        clauses = [Clause(**{**each.__dict__, "text": text}) if each.eid == context else each for each in clauses]
        position = next(each.position for each in clauses if each.eid == context)
        found = references_of_clauses(clauses)[position]
    else:
        found = references_of_text(text, clauses=clauses)
    assert [reference.target_clause for reference in found] == eids
    assert all(text[reference.start : reference.end] in text for reference in found)


@pytest.mark.parametrize(("text", "address"), OUTSIDE)
def test_outside_the_version(text: str, address: str) -> None:
    found = references_of_text(text, clauses=regulation())
    assert [reference.target_uri for reference in found if reference.target_uri] == ([address] if address else [])
    assert not any(reference.target_clause for reference in found)


def test_a_name_that_the_text_gives_a_law() -> None:
    clauses = [
        clause("art_1", ClauseKind.ARTICLE, "1", "Gelet op de Gemeentewet (hierna: de wet)."),
        clause("art_2", ClauseKind.ARTICLE, "2", "Zie artikel 150 van de wet."),
    ]
    assert references_of_clauses(clauses)[1][0].target_uri == "jci1.3:c:BWBR0005416&artikel=150"


POLICY_TEXTS = [
    # (text, [(phrase, policy)])
    ("Zie de Beleidsregel Sociaal Makelen 2019-2024.", [("Beleidsregel Sociaal Makelen 2019-2024", "makelen")]),
    ("Zie de beleidsregel sociaal makelen.", [("beleidsregel sociaal makelen", "makelen")]),
    ("Zie de Nota van Uitgangspunten.", [("Nota van Uitgangspunten", "nota")]),
    ("Zie de Nota van Toelichting.", [("Nota van Toelichting", "")]),
    ("Zie de Verordening Speelplekken Zuid 2020.", [("Verordening Speelplekken Zuid 2020", "")]),
    (
        "artikel 3 van de Beleidsregel Sociaal Makelen",
        [("artikel 3 van de Beleidsregel Sociaal Makelen", "makelen")],
    ),
    ("Deze nota gaat over sociaal makelen.", []),
]


@pytest.mark.parametrize(("text", "expected"), POLICY_TEXTS)
def test_policies(text: str, expected: list[tuple[str, str]]) -> None:
    found = references_of_text(text, POLICIES)
    assert [(text[each.start : each.end], each.target_policy) for each in found] == expected


LINKED = "Zie artikel 4 en de kaart."
LINKS = [
    # (link, what the references are)
    (
        Link(4, 13, "https://wetten.overheid.nl/jci1.3:c:BWBR0005416&artikel=4"),
        [(4, 13, "", "jci1.3:c:BWBR0005416&artikel=4")],
    ),
    (Link(4, 13, "#chp_2__art_5"), [(4, 13, "chp_2__art_5", "")]),
    (
        Link(20, 25, "https://voorbeeld.nl/kaart"),
        [(4, 13, "chp_2__art_4", ""), (20, 25, "", "https://voorbeeld.nl/kaart")],
    ),
    (Link(20, 25, "mailto:kaart@voorbeeld.nl"), [(4, 13, "chp_2__art_4", "")]),
]


@pytest.mark.parametrize(("link", "expected"), LINKS)
def test_publishers_links(link: Link, expected: list[tuple[int, int, str, str]]) -> None:
    clauses = [*regulation(), clause("chp_9", ClauseKind.PARAGRAPH, text=LINKED, links=(link,))]
    found = references_of_clauses(clauses)[-1]
    assert [(each.start, each.end, each.target_clause, each.target_uri) for each in found] == expected


def test_references_run_parallel_to_the_clauses() -> None:
    clauses = regulation()
    found = references_of_clauses(clauses, POLICIES)
    assert len(found) == len(clauses)
    assert [each.eid for each, references in zip(clauses, found) if references] == [
        "chp_1__art_1__item_1",
        "chp_2__art_3__para_2",
        "exp_1__sec_3",
        "exp_2__art_3",
    ]


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("CVDR607639", "https://lokaleregelgeving.overheid.nl/CVDR607639"),
        ("CVDR607639_2", "https://lokaleregelgeving.overheid.nl/CVDR607639/2"),
        ("gmb-2018-19628", "https://zoek.officielebekendmakingen.nl/gmb-2018-19628.html"),
        ("Gemeenteblad 2018, nr. 19628", "https://zoek.officielebekendmakingen.nl/gmb-2018-19628.html"),
        ("Stb. 2014, 280", "https://zoek.officielebekendmakingen.nl/stb-2014-280.html"),
        ("ECLI:NL:RVS:2018:12", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RVS:2018:12"),
        ("Verordening (EU) 2016/679", "http://data.europa.eu/eli/reg/2016/679/oj"),
        ("Verordening (EU) nr. 1303/2013", "http://data.europa.eu/eli/reg/2013/1303/oj"),
        ("Verordening (EG) nr. 883/2004", "http://data.europa.eu/eli/reg/2004/883/oj"),
        ("Richtlijn 2014/24/EU", "http://data.europa.eu/eli/dir/2014/24/oj"),
        ("Richtlijn 95/46/EG", "http://data.europa.eu/eli/dir/1995/46/oj"),
        ("BWBR0005537", "jci1.3:c:BWBR0005537"),
        ("https://wetten.overheid.nl/jci1.3:c:BWBR0005537&amp;artikel=4:81", "jci1.3:c:BWBR0005537&artikel=4:81"),
        ("https://voorbeeld.nl/a", "https://voorbeeld.nl/a"),
    ],
)
def test_identifier_uri(printed: str, address: str) -> None:
    assert identifier_uri(printed) == address


@pytest.mark.parametrize(
    ("title", "titles"),
    [
        (
            "Beleidsregel Sociaal Makelen gemeente Utrecht 2019-2024",
            [
                "Beleidsregel Sociaal Makelen gemeente Utrecht 2019-2024",
                "Beleidsregel Sociaal Makelen gemeente Utrecht",
                "Beleidsregel Sociaal Makelen",
            ],
        ),
        ("Participatienota", []),  # one word: too common to be a title in a text
        ("Beleidsnota 2019", ["Beleidsnota 2019"]),
    ],
)
def test_titles_of(title: str, titles: list[str]) -> None:
    assert titles_of(title) == titles
