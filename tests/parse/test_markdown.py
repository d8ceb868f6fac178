"""Markdown, and how the national corpora write it."""

import re

import pytest

from tracker.model import BlockKind
from tracker.parse import parse
from tracker.parse.markdown import parse_markdown

H, P, ITEM, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW
LONG = "Het college betrekt de bewoners van de wijk bij het maken van het plan en legt verantwoording af aan hen. " * 3

STRUCTURES: list[tuple[str, str, list[tuple[BlockKind, str, str]]]] = [
    ("headings", "# Regel\n\n## 1. Doel\n\nTekst.", [(H, "", "Regel"), (H, "1.", "Doel"), (P, "", "Tekst.")]),
    ("a heading without a space", "##Regel\n\nTekst.", [(H, "", "Regel"), (P, "", "Tekst.")]),
    ("an underlined heading", "Regel\n=====\n\nTekst.", [(H, "", "Regel"), (P, "", "Tekst.")]),
    (
        "a unit and its title in two headings",
        "### Artikel  3  \n\n####Toegang\n\nTekst.",
        [(H, "Artikel 3", "Toegang"), (P, "", "Tekst.")],
    ),
    ("a number and its title in two headings", "### 2\n\n#### Doel\n\nTekst.", [(H, "2", "Doel"), (P, "", "Tekst.")]),
    (
        "units below each other",
        "### Hoofdstuk 1\n\n### Artikel 1\n\nTekst.",
        [(H, "Hoofdstuk 1", ""), (H, "Artikel 1", ""), (P, "", "Tekst.")],
    ),
    (
        "a unit with text above its first heading",
        "### Artikel 3\n\nTekst.\n\n#### Kop",
        [(H, "Artikel 3", ""), (P, "", "Tekst."), (H, "", "Kop")],
    ),
    ("lists", "- een\n- twee\n  1. diep\n", [(ITEM, "•", "een"), (ITEM, "•", "twee"), (ITEM, "1.", "diep")]),
    ("numbers as they are printed", "3. een\n7. twee\n", [(ITEM, "3.", "een"), (ITEM, "7.", "twee")]),
    (
        "letters, which Markdown does not know",
        "De raad:\n\na. kiest;\n\nb. besluit.",
        [(P, "", "De raad:"), (ITEM, "a.", "kiest;"), (ITEM, "b.", "besluit.")],
    ),
    (
        "letters below a lid",
        "1. De raad:\na. kiest;\nb. besluit.\n2. Slot.",
        [(ITEM, "1.", "De raad:"), (ITEM, "a.", "kiest;"), (ITEM, "b.", "besluit."), (ITEM, "2.", "Slot.")],
    ),
    ("a definition", "–  *bewoner:* wie in de wijk woont;", [(ITEM, "–", "bewoner: wie in de wijk woont;")]),
    (
        "a dash within the emphasis",
        "*–bewoner:*\n\n1°. wie er woont;",
        [(ITEM, "–", "bewoner:"), (ITEM, "1°.", "wie er woont;")],
    ),
    ("a dash without a space", "–bewoners;\n\n–ondernemers.", [(ITEM, "–", "bewoners;"), (ITEM, "–", "ondernemers.")]),
    (
        "a lid with its number in bold on a line of its own",
        "**1.**\nDe raad besluit.\n\n\n**2.**\nDe wijk kiest.",
        [(ITEM, "1.", "De raad besluit."), (ITEM, "2.", "De wijk kiest.")],
    ),
    (
        "wrapped text",
        "De raad besluit over\nhet plan van de wijk. Het\ncollege voert uit.",
        [(P, "", "De raad besluit over het plan van de wijk. Het college voert uit.")],
    ),
    ("lines that are paragraphs", f"{LONG}\nBesluit:", [(P, "", LONG.strip()), (P, "", "Besluit:")]),
    ("a paragraph in bold", "**Wie beslist er**\n\nDe wijk.", [(H, "", "Wie beslist er"), (P, "", "De wijk.")]),
    ("indented text", "Tekst.\n\n    Geen programma.", [(P, "", "Tekst."), (P, "", "Geen programma.")]),
    ("escapes and entities", "De raad \\* besluit &amp; kiest.", [(P, "", "De raad * besluit & kiest.")]),
    ("a line of hyphens", "Een.\n\n---\n\nTwee.", [(P, "", "Een."), (P, "", "Twee.")]),
    (
        "HTML in it",
        "Een.\n\n<ul><li>twee</li></ul>\n\n<sup>drie</sup>",
        [(P, "", "Een."), (ITEM, "•", "twee"), (P, "", "drie")],
    ),
]


@pytest.mark.parametrize(("what", "text", "expected"), STRUCTURES, ids=[each[0] for each in STRUCTURES])
def test_structure(what: str, text: str, expected: list[tuple[BlockKind, str, str]]) -> None:
    found = [(block.kind, block.marker, block.text) for block in parse_markdown(text.encode()).blocks]
    assert found == expected, what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Lid.\n   - punt\n2. Lid.", [("1.", 1), ("•", 2), ("2.", 1)]),
        ("1. De raad:\na. kiest.\n2. Slot.", [("1.", 1), ("a.", 2), ("2.", 1)]),
        # Here Markdown takes the letter for a paragraph: the levels say nothing.
        ("1. De raad:\n\na. kiest.\n\n2. Slot.", [("1.", 0), ("a.", 0), ("2.", 0)]),
    ],
)
def test_levels_of_items(text: str, expected: list[tuple[str, int]]) -> None:
    document = parse_markdown(f"# A\n\n{text}\n\n# B\n\n1. Elders.\n".encode())
    found = [(block.marker, block.level) for block in document.blocks if block.kind is ITEM]
    assert found == [*expected, ("1.", 1)]


@pytest.mark.parametrize(
    ("what", "table"),
    [
        ("as GitHub writes it", "| Wijk | Jaar |\n| --- | ---: |\n| Noord | 2018 |\n| Oost | 2019 | meer |\n"),
        ("without lines at the sides", "Wijk | Jaar\n--- | ---\nNoord | 2018\nOost | 2019 | meer\n"),
    ],
)
def test_a_table_keeps_all_cells(what: str, table: str) -> None:
    rows = parse_markdown(f"Tekst.\n\n{table}\nSlot.".encode()).blocks
    assert [row.cells for row in rows if row.kind is R] == [
        ("Wijk", "Jaar"),
        ("Noord", "2018"),
        ("Oost", "2019", "meer"),
    ], what
    assert rows[1].style == "vet"
    assert rows[-1].text == "Slot."


def test_front_matter_is_metadata() -> None:
    document = parse(
        b"---\ntitel: Regel Wijkbudget\nidentificatie: BWBR1\nland: nl\ndatum: 2018-01-30\n---\n\n# Regel\n\nTekst."
    )
    assert dict(document.metadata) == {"title": "Regel Wijkbudget", "identifier": "BWBR1", "issued": "2018-01-30"}
    assert [apart.kind for apart in document.apart] == ["metadata"]
    assert document.blocks[0].text == "Regel"


def test_leden_that_are_given_twice_are_kept_once() -> None:
    text = (
        b"## Artikel 1\nDe raad besluit.\n\nDe wijk kiest.\n\n\n**1.**\nDe raad besluit.\n\n\n**2.**\nDe wijk kiest.\n"
    )
    document = parse_markdown(text)
    assert [(block.marker, block.text) for block in document.blocks[1:]] == [
        ("1.", "De raad besluit."),
        ("2.", "De wijk kiest."),
    ]
    assert [apart.text for apart in document.apart] == ["De raad besluit.", "De wijk kiest."]


def test_links_and_looks() -> None:
    document = parse_markdown(b"*Zie [het **plan**](http://v.nl/p_(2)) en ![kaart](k.png) meer.*")
    block = document.blocks[0]
    assert block.text == "Zie het plan en meer."
    assert block.style == "cursief"
    assert [(block.text[link.start : link.end], link.uri) for link in block.links] == [
        ("het plan", "http://v.nl/p_(2)")
    ]
    assert [(apart.kind, apart.text) for apart in document.apart] == [("illustration", "kaart")]


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("BWBR0035362/v4_2015-01-05.md", ["Hoofdstuk 1", "§ 1", "Artikel 1.1.1"]),
        ("BWBR0023914/v4_2015-04-30.md", ["Artikel 1", "Artikel 2", "Artikel 3"]),
        ("BWBR0029367/v5_2015-07-01.md", ["Artikel 1.1", "Artikel 1.2", "Artikel 1.3"]),
        ("BWBR0007920/v4_2015-06-09.md", ["Hoofdstuk I", "Artikel 1", "Hoofdstuk II"]),
    ],
)
def test_every_article_of_a_national_rule_is_a_heading(shared, path: str, first: list[str]) -> None:
    content = (shared / "real/versions_md" / path).read_bytes()
    document = parse(content)
    markers = [block.marker for block in document.blocks if block.kind is H and block.marker]
    printed = re.findall(r"^### ?(Artikel\s+\S+)", content.decode(), re.MULTILINE)
    assert [marker for marker in markers if marker.startswith("Artikel")] == [
        " ".join(each.split()) for each in printed
    ]
    assert markers[:3] == first
    assert document.title == next(block.text for block in document.blocks if block.kind is H)
