"""The register: what is read from it, and the line for everything that can be wrong with it."""

from datetime import date
from pathlib import Path

import pytest

from tracker import fetch
from tracker.entry import ADAPTERS, PolicyEntry, SourceEntry
from tracker.locator import (
    CvdrIdentifier,
    Search,
    cvdr_identifier,
    cvdr_in_address,
    is_search,
    parse_search,
    publication_identifier,
    publication_in_address,
)
from tracker.model import Policy, Source
from tracker.register import Register, RegisterError, load_register, slug

ROOT = Path(__file__).resolve().parent.parent

GOOD = """
# a comment
[[policies]]
id = "buurthuizen"
title = "Beleidsregel Buurthuizen"
theme = "buurthuizen"
kind = "beleidsregel"
municipality = "Voorbeeldstad"
  [[policies.sources]]
  adapter = "cvdr"
  locator = "CVDR900001"
"""


def register(tmp_path: Path, text: str) -> Register:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return load_register(path)


def problems(tmp_path: Path, text: str) -> list[str]:
    """The lines for a register, without the path that they all start with."""
    with pytest.raises(RegisterError) as caught:
        register(tmp_path, text)
    path = str(tmp_path / "sources.toml")
    assert str(caught.value) == "\n".join(caught.value.problems)
    assert all(line.startswith(path) for line in caught.value.problems)
    return [line.removeprefix(path) for line in caught.value.problems]


def test_what_is_read(tmp_path: Path) -> None:
    text = (
        GOOD
        + """
  [[policies.sources]]
  id = "vragen"
  adapter = "web"
  locator = "https://www.voorbeeldstad.example/zorg"
  role = "vragen"
  label = "concept"
  valid_from = 2018-01-30
  valid_to = "2024-12-31"
  links = "*.pdf"
  optional = true

[[policies]]
id = "wijkhuizen"
title = "  Wijkhuizen "
theme = "buurthuizen"
kind = "nota"
municipality = "Voorbeeldstad"
succeeds = ["buurthuizen"]
example = true
note = "Voorbeeld"
sources = [{ adapter = "folder", locator = "stukken/*.pdf" }]
"""
    )
    base = str(tmp_path.resolve())
    first = Source("buurthuizen-cvdr900001", "buurthuizen", "cvdr", "CVDR900001", base=base)
    second = Source(
        id="vragen",
        policy="buurthuizen",
        adapter="web",
        locator="https://www.voorbeeldstad.example/zorg",
        role="vragen",
        label="concept",
        valid_from=date(2018, 1, 30),
        valid_to=date(2024, 12, 31),
        base=base,
        options=(("links", "*.pdf"), ("optional", "true")),
    )
    third = Source("wijkhuizen-stukken-pdf", "wijkhuizen", "folder", "stukken/*.pdf", base=base)
    found = register(tmp_path, text)
    assert found.policies == (
        Policy(
            "buurthuizen", "Beleidsregel Buurthuizen", "buurthuizen", "beleidsregel", "Voorbeeldstad", (first, second)
        ),
        Policy(
            id="wijkhuizen",
            title="Wijkhuizen",
            theme="buurthuizen",
            kind="nota",
            municipality="Voorbeeldstad",
            sources=(third,),
            succeeds=("buurthuizen",),
            example=True,
            note="Voorbeeld",
        ),
    )
    assert found.sources == (first, second, third)


def test_ids_of_sources_are_unique_and_stay(tmp_path: Path) -> None:
    one, two = (
        f'  [[policies.sources]]\n  adapter = "folder"\n  locator = "stukken/{name}"\n' for name in ("a b", "a-b")
    )
    before = [source.id for source in register(tmp_path, GOOD + one).sources]
    after = [source.id for source in register(tmp_path, GOOD + one + two).sources]
    assert after[:2] == before
    assert len(set(after)) == 3
    assert after[2].startswith("buurthuizen-stukken-a-b-")


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_register(path).policies[0].id == "buurthuizen"


# Each: what is replaced in the good register, by what, and the line that must come of it.
WRONG_ENTRIES = [
    # unknown adapter
    (
        '"cvdr"',
        '"cvrd"',
        ":9: policy \"buurthuizen\", source 1: adapter = 'cvrd' is not known; did you mean 'cvdr'?",
    ),
    (
        '"cvdr"',
        '"ftp"',
        ":9: policy \"buurthuizen\", source 1: adapter = 'ftp' is not known; write one of cvdr, gmb, web, folder",
    ),
    # missing keys
    (
        '  locator = "CVDR900001"\n',
        "",
        ':9: policy "buurthuizen", source 1: locator is missing; write for instance locator = "CVDR607639"',
    ),
    (
        'theme = "buurthuizen"\n',
        "",
        ':3: policy "buurthuizen": theme is missing; write for instance theme = "sociaal makelen"',
    ),
    (
        'id = "buurthuizen"\n',
        "",
        ':3: policy 1: id is missing; write for instance id = "sociaal-makelen"',
    ),
    # empty values
    (
        '"Beleidsregel Buurthuizen"',
        '" "',
        ':3: policy "buurthuizen": title is empty; write for instance title = "Beleidsregel Sociaal Makelen"',
    ),
    (
        '"CVDR900001"',
        '""',
        ':9: policy "buurthuizen", source 1: locator is empty; write for instance locator = "CVDR607639"',
    ),
    # a typo in a key
    (
        "kind =",
        'kind = "nota"\nmunicipalty =',
        ":3: policy \"buurthuizen\": there is no key 'municipalty'; did you mean 'municipality'?",
    ),
    (
        "  locator =",
        '  rol = "tekst"\n  locator =',
        ":9: policy \"buurthuizen\", source 1: there is no key 'rol'; did you mean 'role'?",
    ),
    ("[[policies]]", 'policy = "x"\n[[policies]]', ": there is no key 'policy'; did you mean 'policies'?"),
    # an unknown role
    (
        "  locator =",
        '  role = "vraag"\n  locator =',
        ":9: policy \"buurthuizen\", source 1: role = 'vraag' is not known; did you mean 'vragen'?",
    ),
    # wrong dates
    (
        "  locator =",
        '  valid_from = "30-01-2018"\n  locator =',
        ":9: policy \"buurthuizen\", source 1: valid_from = '30-01-2018' is not a date that exists, as year-month-day; "
        "write for instance valid_from = 2018-01-30",
    ),
    (
        "  locator =",
        '  valid_to = "2018-02-30"\n  locator =',
        ":9: policy \"buurthuizen\", source 1: valid_to = '2018-02-30' is not a date that exists, as year-month-day; "
        "write for instance valid_to = 2018-01-30",
    ),
    (
        "  locator =",
        "  valid_from = 2018-01-30T10:00:00\n  locator =",
        ':9: policy "buurthuizen", source 1: valid_from = 2018-01-30 10:00:00 is not a date that exists, as '
        "year-month-day; write for instance valid_from = 2018-01-30",
    ),
    (
        "  locator =",
        "  valid_from = 2018\n  locator =",
        ':9: policy "buurthuizen", source 1: valid_from = 2018 is not a date that exists, as year-month-day; '
        "write for instance valid_from = 2018-01-30",
    ),
    (
        "  locator =",
        "  valid_from = 2018-01-30\n  valid_to = 2017-01-30\n  locator =",
        ':9: policy "buurthuizen", source 1: valid_to = 2017-01-30 is before valid_from = 2018-01-30; '
        "write for instance valid_to = 2018-01-30",
    ),
    # a slug that is no slug
    (
        'id = "buurthuizen"',
        'id = "Buurt Huizen"',
        ":3: policy \"Buurt Huizen\": id = 'Buurt Huizen' has other signs than a-z, 0-9 and single hyphens; "
        'write for instance id = "sociaal-makelen"',
    ),
    # wrong kinds of values
    (
        "kind =",
        'example = "ja"\nkind =',
        ":3: policy \"buurthuizen\": example = 'ja' is not true or false; write for instance example = true",
    ),
    (
        "kind =",
        'succeeds = "wijkhuizen"\nkind =',
        ":3: policy \"buurthuizen\": succeeds = 'wijkhuizen' is not a list; "
        'write for instance succeeds = ["id-of-the-policy-before"]',
    ),
    (
        '"Beleidsregel Buurthuizen"',
        "2018",
        ':3: policy "buurthuizen": title = 2018 is not a text; '
        'write for instance title = "Beleidsregel Sociaal Makelen"',
    ),
    # succession
    (
        "kind =",
        'succeeds = ["buurthuis"]\nkind =',
        ":3: policy \"buurthuizen\": succeeds 'buurthuis', which is not in the register; did you mean 'buurthuizen'?",
    ),
    (
        "kind =",
        'succeeds = ["buurthuizen"]\nkind =',
        ':3: policy "buurthuizen": succeeds itself; write the id of the policy that it replaces',
    ),
    # settings of another adapter
    (
        "  locator =",
        '  links = "*.pdf"\n  locator =',
        ':9: policy "buurthuizen", source 1: links is for the adapter web, and this source has cvdr; drop it',
    ),
]


@pytest.mark.parametrize(("old", "new", "line"), WRONG_ENTRIES, ids=[line[-50:] for _, _, line in WRONG_ENTRIES])
def test_one_line_for_what_is_wrong(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert old in GOOD
    assert problems(tmp_path, GOOD.replace(old, new, 1)) == [line]


WRONG_LOCATORS = [
    ("cvdr", "607639", "'607639' is not a CVDR identifier; write for instance locator = \"CVDR607639\""),
    ("cvdr", "cvdr607639/1", "'cvdr607639/1' is not a CVDR identifier; write for instance locator = \"CVDR607639_1\""),
    (
        "cvdr",
        "https://lokaleregelgeving.overheid.nl/CVDR607639/1",
        "'https://lokaleregelgeving.overheid.nl/CVDR607639/1' is not a CVDR identifier; "
        'write for instance locator = "CVDR607639_1"',
    ),
    ("cvdr", "gmb-2018-1", "'gmb-2018-1' is not a CVDR identifier; write for instance locator = \"CVDR607639\""),
    ("gmb", "GMB-2018-1", "'GMB-2018-1' is not an official publication; write for instance locator = \"gmb-2018-1\""),
    (
        "gmb",
        "search: creator=Utrecht",
        "'search: creator=Utrecht': the search lacks title; "
        'write for instance search: creator=Utrecht title="Sociaal Makelen"',
    ),
    (
        "cvdr",
        "search: creator=Utrecht titel=x",
        "'search: creator=Utrecht titel=x': a search has no 'titel'; write one of creator, title, type, without",
    ),
    (
        "cvdr",
        "search: creator=Utrecht Sociaal Makelen",
        "'search: creator=Utrecht Sociaal Makelen': the search cannot be read from 'Sociaal Makelen' on; "
        'write key=word or key="more words"',
    ),
    (
        "web",
        "www.utrecht.nl",
        "'www.utrecht.nl' is not an address; write for instance locator = \"https://www.utrecht.nl/bestuur\"",
    ),
    ("folder", "https://www.utrecht.nl", "'https://www.utrecht.nl' is not a path; write adapter = \"web\""),
]


@pytest.mark.parametrize(("adapter", "locator", "line"), WRONG_LOCATORS)
def test_a_locator_that_its_adapter_cannot_read(tmp_path: Path, adapter: str, locator: str, line: str) -> None:
    text = GOOD.replace('"cvdr"', f'"{adapter}"').replace('"CVDR900001"', f"'{locator}'")
    assert problems(tmp_path, text) == [f':9: policy "buurthuizen", source 1: locator = {line}']


def test_links_that_are_no_regular_expression(tmp_path: Path) -> None:
    text = GOOD.replace('"cvdr"', '"web"').replace('"CVDR900001"', '"https://example.org/"\nlinks = "re:("')
    (line,) = problems(tmp_path, text)
    assert line.startswith(
        ":9: policy \"buurthuizen\", source 1: links = 're:(' is not a regular expression (missing )"
    )


def test_doubles(tmp_path: Path) -> None:
    source = '  [[policies.sources]]\n  id = "x"\n  adapter = "cvdr"\n  locator = "CVDR900001"\n'
    assert problems(tmp_path, GOOD + source + GOOD + source) == [
        ":12: policy \"buurthuizen\", source 2: cvdr 'CVDR900001' is source 1 of this policy too; drop one",
        ":18: policy \"buurthuizen\": the id 'buurthuizen' is taken by policy 1; write another",
        ":27: policy \"buurthuizen\", source 2: cvdr 'CVDR900001' is source 1 of this policy too; drop one",
        ':27: policy "buurthuizen", source 2: the id \'x\' is taken by a source of policy "buurthuizen"; '
        "write another or leave it out",
    ]


def test_succession_in_a_circle(tmp_path: Path) -> None:
    one = GOOD.replace("kind =", 'succeeds = ["twee"]\nkind =')
    two = GOOD.replace('id = "buurthuizen"', 'id = "twee"').replace("kind =", 'succeeds = ["buurthuizen"]\nkind =')
    assert problems(tmp_path, one + two) == [
        ":3: policy \"buurthuizen\": succeeds itself by way of 'twee'; drop one of the two from succeeds",
        ":15: policy \"twee\": succeeds itself by way of 'buurthuizen'; drop one of the two from succeeds",
    ]


def test_all_problems_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    bad = GOOD.replace('"cvdr"', '"cvrd"').replace("title =", "titel =").replace('"buurthuizen"\nkind', '""\nkind')
    lines = problems(tmp_path, bad + GOOD.replace("CVDR900001", "regel"))
    assert [line.split(": ", 1)[0] for line in lines] == [":3", ":3", ":3", ":9", ":14", ":20"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[[policies]\n", ":1:11: not TOML (Expected ']]' at the end of an array declaration); correct that line"),
        ('[[policies]]\nid = "a\n', ":2:8: not TOML ("),
        ('[[policies]]\nid = "a"\nid = "b"\n', ":3:9: not TOML (Cannot overwrite a value); correct that line"),
        ("", ": policies is missing; write for instance [[policies]] with id, title, theme, kind and municipality"),
        ("policies = []", ": has no policies; write for instance [[policies]] with id, title"),
        ("policies = 1", ": policies = 1 is not a list; write for instance [[policies]]"),
        ("policies = [1]", ": policy 1: policies = 1 is not a table; write for instance [[policies]]"),
        (
            GOOD.split("  [[")[0],
            ':3: policy "buurthuizen": sources is missing; write for instance [[policies.sources]] with adapter and',
        ),
        (
            GOOD.split("  [[")[0] + "sources = []",
            ':3: policy "buurthuizen": has no sources; write for instance [[policies.sources]] with adapter and',
        ),
    ],
)
def test_a_file_that_is_no_register(tmp_path: Path, text: str, line: str) -> None:
    (found,) = problems(tmp_path, text)
    assert found.startswith(line)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    missing, folder, latin = tmp_path / "weg.toml", tmp_path, tmp_path / "latin.toml"
    latin.write_bytes(b'[[policies]]\ntitle = "\xe9"\n')
    for path, line in [
        (missing, "there is no such register; make it with tracker add, or name another one"),
        (folder, "cannot be read (Is a directory); see who may read it"),
        (latin, "not UTF-8 (byte 22); save it as UTF-8"),
    ]:
        with pytest.raises(RegisterError) as caught:
            load_register(path)
        assert str(caught.value) == f"{path}: {line}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sociaal Makelen", "sociaal-makelen"),
        ("  Coöperatie & buurt: '12 ", "cooperatie-buurt-12"),
        ("a" * 60, "a" * 60),
        ("a" * 80, "a" * 53 + "-0f45e8"),
    ],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


def test_register_and_fetch_know_the_same_adapters() -> None:
    assert sorted(ADAPTERS) == sorted(fetch.ADAPTERS)


# ------------------------------------------------------------------ the register of Utrecht

UTRECHT = {
    "cvdr": {"CVDR607639", "CVDR747931", "CVDR411291", "CVDR747935", "CVDR432192", "CVDR641864", "CVDR683585"}
    | {"CVDR302237", "CVDR736387"},
    "gmb": {"gmb-2018-19621", "gmb-2018-19628", "gmb-2025-514158", "gmb-2017-179350", "gmb-2019-318869"}
    | {"gmb-2025-408560"},
}


def test_the_register_of_utrecht_names_what_is_followed() -> None:
    register = load_register(ROOT / "corpus/sources.toml")
    for adapter, identifiers in UTRECHT.items():
        named = {source.locator for source in register.sources if source.adapter == adapter}
        assert {locator for locator in named if not is_search(locator)} == identifiers
    assert {policy.municipality for policy in register.policies} == {"Utrecht"}
    asked = {source.policy for source in register.sources if source.role == "vragen"}
    assert asked == {"iac", "buurtteams-sociaal", "sociaal-makelen"}
    searched = {source.policy for source in register.sources if is_search(source.locator)}
    assert searched == {"sociaal-makelen"}


# ------------------------------------------------------------------ locators


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("CVDR607639", CvdrIdentifier("CVDR607639")),
        (" cvdr607639_12 ", CvdrIdentifier("CVDR607639", 12)),
        ("CVDR607639/1", CvdrIdentifier("CVDR607639", 1)),
        ("112779_1", CvdrIdentifier("CVDR112779", 1)),
        ("CVDR607639_", None),
        ("CVDR", None),
        ("gmb-2018-19621", None),
        ("", None),
    ],
)
def test_cvdr_identifiers(text: str, identifier: CvdrIdentifier | None) -> None:
    assert cvdr_identifier(text) == identifier


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("https://lokaleregelgeving.overheid.nl/CVDR607639", "CVDR607639"),
        ("https://lokaleregelgeving.overheid.nl/CVDR607639/1", "CVDR607639_1"),
        ("https://lokaleregelgeving.overheid.nl/CVDR607639/1?&show-wti=true#artikel_2", "CVDR607639_1"),
        ("http://www.lokaleregelgeving.overheid.nl/cvdr607639/2/", "CVDR607639_2"),
        (
            "https://repository.officiele-overheidspublicaties.nl/cvdr/CVDR607639/1/xml/CVDR607639_1.xml",
            "CVDR607639_1",
        ),
        ("https://repository.officiele-overheidspublicaties.nl/CVDR/112779/1/html/112779_1.html", "CVDR112779_1"),
        ("https://repository.officiele-overheidspublicaties.nl/bwb/BWBR0005537/1/xml/BWBR0005537_1.xml", None),
        (
            "http://decentrale.regelgeving.overheid.nl/cvdr/xhtmloutput/Historie/Utrecht/CVDR302237/CVDR302237_1.html",
            "CVDR302237_1",
        ),
        (
            "http://decentrale.regelgeving.overheid.nl/cvdr/XHTMLoutput/Actueel/Utrecht%20(Utr)/CVDR302237.html",
            "CVDR302237",
        ),
        (
            "http://decentrale.regelgeving.overheid.nl/cvdr/xhtmloutput/Historie/Utrecht/302237/302237_1.html",
            "CVDR302237_1",
        ),
        ("https://lokaleregelgeving.overheid.nl/ZoekResultaat?titel=makelen", None),
        ("https://example.org/CVDR607639", None),
    ],
)
def test_cvdr_addresses(address: str, identifier: str | None) -> None:
    assert (str(cvdr_in_address(address)) if cvdr_in_address(address) else None) == identifier


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("https://zoek.officielebekendmakingen.nl/gmb-2018-19621.html", "gmb-2018-19621"),
        ("https://zoek.officielebekendmakingen.nl/gmb-2018-19621", "gmb-2018-19621"),
        ("https://zoek.officielebekendmakingen.nl/gmb-2018-19621.pdf", "gmb-2018-19621"),
        ("https://zoek.officielebekendmakingen.nl/gmb-2018-19621/metadata.xml", "gmb-2018-19621"),
        ("https://www.officielebekendmakingen.nl/gmb-2018-19621.xml", "gmb-2018-19621"),
        (
            "https://repository.overheid.nl/frbr/officielepublicaties/gmb/2018/gmb-2018-19621/1/xml/gmb-2018-19621.xml",
            "gmb-2018-19621",
        ),
        ("https://zoek.officielebekendmakingen.nl/prb-2017-1003.html", "prb-2017-1003"),
        ("https://zoek.officielebekendmakingen.nl/resultaten?q=gmb", None),
        ("https://example.org/gmb-2018-19621.html", None),
    ],
)
def test_publication_addresses(address: str, identifier: str | None) -> None:
    assert publication_in_address(address) == identifier


def test_publication_identifiers() -> None:
    assert publication_identifier(" GMB-2018-19621") == "gmb-2018-19621"
    assert publication_identifier("gmb-2018") is None


@pytest.mark.parametrize(
    ("locator", "search"),
    [
        ('search: creator=Utrecht title="Sociaal Makelen"', Search("Utrecht", "Sociaal Makelen")),
        ("SEARCH:title=zelfbeheer   creator='s-Gravenhage", Search("'s-Gravenhage", "zelfbeheer")),
        (
            'search: creator="De Bilt" title=zorg type="nadere regel" without=subsidie',
            Search("De Bilt", "zorg", "nadere regel", "subsidie"),
        ),
    ],
)
def test_searches(locator: str, search: Search) -> None:
    assert is_search(locator)
    assert parse_search(locator) == search


# ------------------------------------------------------------------ the page about it


def test_every_key_is_in_the_docs() -> None:
    page = (ROOT / "docs/register.md").read_text()
    keys = {*PolicyEntry.model_fields, *SourceEntry.model_fields} - {"sources"}
    missing = [key for key in keys if f"| `{key}`" not in page and f", `{key}` |" not in page]
    assert not missing, f"docs/register.md does not explain {missing}"


def test_the_example_in_the_docs_is_a_register(tmp_path: Path) -> None:
    page = (ROOT / "docs/register.md").read_text()
    example = "\n".join(line[4:] for line in page.splitlines() if line.startswith("    "))
    assert [source.role for source in register(tmp_path, example).sources] == ["tekst", "vragen"]
