"""Plain text and the text of OCR: pages, running lines, paragraphs out of lines."""

import pytest

from tracker.model import BlockKind
from tracker.parse import parse

H, P, ITEM, N = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE

WRAPPED = """De raad besluit dat bewoners van de wijk mee mogen beslissen over
het plan voor de speeltuin. Het college legt elk jaar verant-
woording af aan de wijkraad en aan de niet-
georganiseerde bewoners. De niet-georganiseerde bewoners horen
dat in de wijkkrant.
Doel
Bewoners krijgen een stem in het beleid van de stad en in de
uitvoering daarvan."""


def short(text: str) -> list[tuple[BlockKind, str, str]]:
    return [(block.kind, block.marker, block.text) for block in parse(text.encode()).blocks]


def test_wrapped_lines_become_paragraphs() -> None:
    document = parse(WRAPPED.encode())
    assert [(block.kind, block.text) for block in document.blocks] == [
        (
            P,
            "De raad besluit dat bewoners van de wijk mee mogen beslissen over het plan voor de speeltuin. Het college "
            "legt elk jaar verantwoording af aan de wijkraad en aan de niet-georganiseerde bewoners. De "
            "niet-georganiseerde bewoners horen dat in de wijkkrant.",
        ),
        (H, "Doel"),
        (P, "Bewoners krijgen een stem in het beleid van de stad en in de uitvoering daarvan."),
    ]
    assert [apart.text for apart in document.apart] == ["-"], "the hyphen that only broke a word"


STRUCTURES: list[tuple[str, str, list[tuple[BlockKind, str, str]]]] = [
    ("blank lines", "De raad besluit.\n\nDe wijk kiest.", [(P, "", "De raad besluit."), (P, "", "De wijk kiest.")]),
    (
        "articles",
        "Hoofdstuk 1 Algemeen\n\nArtikel 1 Doel\n\nBewoners beslissen mee.",
        [(H, "Hoofdstuk 1", "Algemeen"), (H, "Artikel 1", "Doel"), (P, "", "Bewoners beslissen mee.")],
    ),
    (
        "an article with its text beside it",
        "Artikel 2. De wijk kiest het bestuur.",
        [(H, "Artikel 2.", ""), (P, "", "De wijk kiest het bestuur.")],
    ),
    (
        "leden and onderdelen",
        "1. De raad:\na. kiest;\nb. besluit.",
        [(ITEM, "1.", "De raad:"), (ITEM, "a.", "kiest;"), (ITEM, "b.", "besluit.")],
    ),
    (
        "a line in capitals",
        "BESLUIT VAN DE RAAD\n\nDe wijk kiest.",
        [(H, "", "BESLUIT VAN DE RAAD"), (P, "", "De wijk kiest.")],
    ),
    ("decimal numbers", "2.1 Doel\n\nDe wijk kiest.", [(H, "2.1", "Doel"), (P, "", "De wijk kiest.")]),
    (
        "questions and answers",
        "Vraag 1\nWie kiest?\nAntwoord 1\nDe wijk.",
        [(H, "Vraag 1", ""), (P, "", "Wie kiest?"), (H, "Antwoord 1", ""), (P, "", "De wijk.")],
    ),
    (
        "a bullet that OCR took for more",
        "-__ Bewoners;\n-_ Ondernemers.",
        [(ITEM, "-__", "Bewoners;"), (ITEM, "-_", "Ondernemers.")],
    ),
    (
        "long lines are paragraphs",
        f"{'De wijk kiest. ' * 15}\nkleine letter vooraan",
        [(P, "", ("De wijk kiest. " * 15).strip()), (P, "", "kleine letter vooraan")],
    ),
]


@pytest.mark.parametrize(("what", "text", "expected"), STRUCTURES, ids=[each[0] for each in STRUCTURES])
def test_structure(what: str, text: str, expected: list[tuple[BlockKind, str, str]]) -> None:
    assert short(text) == expected, what


def page(number: int, *lines: str) -> str:
    return "\n".join([f"Gemeente Voorbeeldstad - nota wijken 201{number}", *lines, "", f"Pagina {number} van 4"])


def test_pages_running_lines_and_a_sentence_over_two_pages() -> None:
    begun = "Bewoners van de wijk beslissen mee over het plan dat de stad maakt voor de"
    ended = "speeltuin en het buurthuis in de oude school."
    next_one = "Het college betaalt de bouw van beide en legt daarvan rekening af aan allen."
    text = "\f".join(
        [
            page(1, begun, "1 Zie de nota van vorig jaar."),
            page(2, ended, next_one),
            page(3, "De wijkraad kiest."),
            page(4, "Slot van de nota."),
        ]
    )
    document = parse(text.encode())
    assert document.pages == 4
    assert [(block.kind, block.marker, block.text, block.page) for block in document.blocks] == [
        (P, "", f"{begun} {ended}", 1),
        (N, "1", "Zie de nota van vorig jaar.", 1),
        (P, "", next_one, 2),
        (P, "", "De wijkraad kiest.", 3),
        (P, "", "Slot van de nota.", 4),
    ]
    kinds = [apart.kind for apart in document.apart]
    assert (kinds.count("header"), kinds.count("page_number")) == (4, 4)


def test_a_table_of_contents_is_set_apart() -> None:
    contents = "Inhoudsopgave\nInleiding 2\n1. Doel en werkwijze 3\n2. De wijken 5\nBijlage 9"
    document = parse(f"Nota wijken\f{contents}\f1. Doel en werkwijze\nDe wijk kiest.".encode())
    assert {apart.kind for apart in document.apart} == {"contents"}
    assert [block.text for block in document.blocks][-1] == "De wijk kiest."
    assert not any("Inleiding" in block.text for block in document.blocks)


def test_double_spaced_lines_are_no_paragraphs() -> None:
    lines = [
        "De raad besluit dat bewoners van de wijk mee mogen beslissen over het",
        "plan voor de speeltuin. Het college legt elk jaar rekening af aan de",
        "wijkraad, aan de scholen in de wijk en aan de overige bewoners, en zet",
        "dat in de wijkkrant.",
        "De wijkraad bestaat uit bewoners die in de wijk gekozen zijn, en uit een",
        "voorzitter die de raad benoemt nadat de wijkraad een naam heeft gegeven",
        "en de burgemeester die naam goed vindt.",
    ]
    found = short("\n\n".join(lines))
    assert [text for _, _, text in found] == [" ".join(lines[:4]), " ".join(lines[4:])]


def test_articles_in_the_text_of_a_scan(shared) -> None:
    folder = shared / "real/ocr_text/amsterdam/raadsinformatie/gehandicaptenparkeerplaats_rozengracht_manual"
    document = parse((folder / "5_-_13_0_Verordening_BI-zone_Rozengracht_2022.ocr.txt").read_bytes())
    articles = [block.marker for block in document.blocks if block.kind is H and block.marker.startswith("Artikel")]
    assert articles[:14] == [f"Artikel {number}" for number in range(1, 15)]
    assert [block.marker for block in document.blocks if block.marker.startswith("Hoofdstuk")] == [
        f"Hoofdstuk {number}" for number in range(1, 5)
    ]


def test_every_scan_gives_paragraphs_that_are_put_together(shared) -> None:
    folder = shared / "real/ocr_text"
    for path in sorted(folder.rglob("*.txt")):
        content = path.read_bytes()
        blocks = parse(content).blocks
        assert len(blocks) < content.count(b"\n"), f"{path.name}: lines were not joined"
        assert all(block.page for block in blocks), path.name
