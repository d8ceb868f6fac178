"""JSON and YAML: the shapes that hold text, and a name for those that do not."""

import json

import pytest

from tracker.model import BlockKind, ReadError
from tracker.parse import parse

H, P, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM

REGULATION = """---
$id: wijkverordening
officiele_titel: Wijkverordening Voorbeeldstad 2018
valid_from: '2018-01-30'
gemeente: Voorbeeldstad
url: https://voorbeeldstad.nl/wijk
articles:
  - number: '1'
    text: |-
      **Begrippen**

      In deze verordening wordt verstaan onder:

         a. wijk: het gebied op de kaart in de
         bijlage;
         b. bewoner: wie in de wijk woont.
    url: https://voorbeeldstad.nl/wijk#1
  - number: 2
    title: Bevoegdheid
    text: De wijkraad beslist. Zie artikel 1.
"""

QUESTIONS = {
    "titel": "Vragen over de wijkraad",
    "vragen": [
        {"thema": "Kiezen", "vraag": "Wie kiest de wijkraad?", "antwoord": "<p>De bewoners.</p><ul><li>jong</li></ul>"},
        {"thema": "Kiezen", "vraag": "Hoe vaak?", "antwoord": "Elke vier jaar."},
        {"thema": "Geld", "vraag": "Wie betaalt?", "antwoord": {"text": "De stad."}},
    ],
}


def test_a_regulation_by_articles() -> None:
    document = parse(REGULATION.encode())
    assert [(block.kind, block.marker, block.text) for block in document.blocks] == [
        (H, "", "Wijkverordening Voorbeeldstad 2018"),
        (H, "Artikel 1", "Begrippen"),
        (P, "", "In deze verordening wordt verstaan onder:"),
        (ITEM, "a.", "wijk: het gebied op de kaart in de bijlage;"),
        (ITEM, "b.", "bewoner: wie in de wijk woont."),
        (H, "Artikel 2", "Bevoegdheid"),
        (P, "", "De wijkraad beslist. Zie artikel 1."),
    ]
    assert document.format == "yaml"
    assert dict(document.metadata) == {
        "title": "Wijkverordening Voorbeeldstad 2018",
        "identifier": "wijkverordening",
        "municipality": "Voorbeeldstad",
        "valid_from": "2018-01-30",
        "page": "https://voorbeeldstad.nl/wijk",
    }
    assert {apart.kind for apart in document.apart} == {"metadata"}
    assert "https://voorbeeldstad.nl/wijk#1" in {apart.text for apart in document.apart}


def test_the_same_regulation_as_json() -> None:
    import yaml

    as_json = parse(json.dumps(yaml.safe_load(REGULATION)).encode())
    assert as_json.blocks == parse(REGULATION.encode()).blocks
    assert as_json.format == "json"


@pytest.mark.parametrize("lines", [False, True], ids=["one value", "a value a line"])
def test_questions_with_answers(lines: bool) -> None:
    written = "\n".join(map(json.dumps, QUESTIONS["vragen"])) if lines else json.dumps(QUESTIONS)
    document = parse(written.encode())
    found = [(block.kind, block.marker, block.text) for block in document.blocks]
    assert found[0 if lines else 1 :] == [
        (H, "", "Kiezen"),
        (H, "Vraag 1", ""),
        (P, "", "Wie kiest de wijkraad?"),
        (H, "Antwoord 1", ""),
        (P, "", "De bewoners."),
        (ITEM, "•", "jong"),
        (H, "Vraag 2", ""),
        (P, "", "Hoe vaak?"),
        (H, "Antwoord 2", ""),
        (P, "", "Elke vier jaar."),
        (H, "", "Geld"),
        (H, "Vraag 3", ""),
        (P, "", "Wie betaalt?"),
        (H, "Antwoord 3", ""),
        (P, "", "De stad."),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[{"title": "a", "identifier": "b", "date": "c"}]', "search results (1 records with title, identifier, date)"),
        ('{"openapi": "3.0", "paths": {}}', "the description of a web service"),
        ('{"source_data": {}, "title": "a"}', "a record of a search index"),
        ('{"lengte": 3, "breedte": 4}', "data with the keys lengte, breedte"),
        ("[1, 2, 3]", "a list (3 records)"),
        ('{"articles": []}', "data with the keys articles"),
    ],
)
def test_other_data_are_named(content: str, words: str) -> None:
    with pytest.raises(ReadError, match="no text of a regulation") as failure:
        parse(content.encode())
    assert failure.value.reason == "not-a-document"
    assert words in str(failure.value)


def test_yaml_that_names_one_list_many_times_is_cut_short() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ReadError) as failure:
        parse("\n".join(lines).encode() + b"\nb:\n  - c\n")
    assert failure.value.reason in {"not-a-document", "broken-data"}


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("qa/tkv_items_1.json", "not-a-document", "search index"),
        ("sru/voorschoten_ob_raw.json", "not-a-document", "2,208 records"),
    ],
)
def test_real_data_that_are_no_document(shared, path: str, reason: str, words: str) -> None:
    with pytest.raises(ReadError) as failure:
        parse((shared / "real" / path).read_bytes())
    assert failure.value.reason == reason
    assert words in str(failure.value)


def test_a_real_regulation_in_yaml(shared) -> None:
    document = parse((shared / "real/cvdr/diemen_afstemmingsverordening_2015.yaml").read_bytes())
    assert [block.marker for block in document.blocks if block.kind is H] == ["", "Artikel 7", "Artikel 9"]
    assert [block.marker for block in document.blocks if block.kind is ITEM] == [
        "a.",
        "b.",
        "1.",
        "2.",
        "3.",
        "4.",
        "c.",
        "1.",
        "a.",
        "b.",
        "c.",
        "2.",
    ]
