"""Real PDFs: what is known of them by number, place and length; none of their text is repeated here."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from support.pdfs import apart, characters

from tracker.model import BlockKind, Document
from tracker.parse.pdf import ocr, parse_pdf, pdf_characters

NOTE = "pdf/amsterdam_koersbesluit_maatschappelijke_opvang_2016-2020.pdf"
BYLAW = "pdf/gmb-2024-469908_boxtel_verordening.pdf"
QUESTIONS = "pdf/pdflab_1848-notificatie-met-undefined-unicodes.pdf"
DECISION = "stop/gemeentestad__overig_-_niet_behorend_bij_consolidatie__gmb-2021-1078.pdf"
RULES = "pdf/denhaag/raadsvoorstel-15803401-*.pdf"
COVER_SHEET = "pdf/denhaag/raadsvoorstel-15717192-*.pdf"
SCANS = ("pdf/amsterdam_wob_kades_scan.pdf", "pdf/pdflab_toezeggingen_commissie_bme.pdf")
GARBLED = "pdf/wetsuite_garble.pdf"


class Real:
    """The folder with real documents; `name` may hold a star."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cache  # noqa: B019 - one for all tests
    def read(self, name: str) -> Document:
        return parse_pdf(self.content(name))

    def content(self, name: str) -> bytes:
        (path,) = self.folder.glob(name)
        return path.read_bytes()


@pytest.fixture(scope="module")
def real(shared):
    return Real(shared / "real")


def headings(document: Document, word: str) -> list[str]:
    return [
        block.marker for block in document.blocks if block.kind == BlockKind.HEADING and block.marker.startswith(word)
    ]


@pytest.mark.parametrize("name", [NOTE, BYLAW, QUESTIONS, DECISION, RULES, COVER_SHEET])
def test_no_character_is_lost(real, name):
    assert characters(real.read(name)) == pdf_characters(real.content(name))


def test_bylaw_has_its_articles_in_order(real):
    articles = headings(real.read(BYLAW), "Artikel")
    assert articles[:16] == [f"Artikel {number}." for number in range(1, 17)]


def test_bylaw_has_the_members_of_an_article(real):
    blocks = real.read(BYLAW).blocks
    third = next(number for number, block in enumerate(blocks) if block.marker == "Artikel 3.")
    fourth = next(number for number, block in enumerate(blocks) if block.marker == "Artikel 4.")
    assert [block.marker for block in blocks[third + 1 : fourth]] == [f"{number}." for number in range(1, 9)]


def test_bylaw_footnotes_follow_the_paragraph_that_refers_to_them(real):
    document = real.read(BYLAW)
    notes = [block for block in document.blocks if block.kind == BlockKind.NOTE]
    assert [note.marker for note in notes] == ["2)", "3)"]
    assert [item.text for item in document.apart if item.kind == "marker"] == ["2", "3"]


def test_note_is_read_column_by_column(real):
    """A sentence broken by a column or page end is one again: few paragraphs start with a small letter."""
    blocks = [block for block in real.read(NOTE).blocks if block.kind == BlockKind.PARAGRAPH and len(block.text) > 80]
    small = [block for block in blocks if block.text[0].islower()]
    assert len(blocks) > 250
    assert len(small) < 0.03 * len(blocks), [(block.page, block.text[:30]) for block in small]


def test_note_keeps_no_words_broken_at_line_ends(real):
    document = real.read(NOTE)
    broken = [
        block.text for block in document.blocks if re.search(r"[a-z]- (?!en |of |en/of |tot |als )[a-z]", block.text)
    ]
    assert len(broken) < 5
    assert len(apart(document, "hyphen")) > 350


def test_note_has_its_footers_contents_and_notes_set_apart(real):
    document = real.read(NOTE)
    assert len(apart(document, "footer")) == 52
    assert {item.page for item in document.apart if item.kind == "contents"} == {2}
    notes = [int(block.marker) for block in document.blocks if block.kind == BlockKind.NOTE and block.marker.isdigit()]
    assert notes == list(range(1, len(notes) + 1))


def test_note_table_without_vertical_rulings(real):
    rows = [block.cells for block in real.read(NOTE).blocks if block.kind == BlockKind.ROW and block.page == 48]
    assert len(rows) == 7
    assert {len(row) for row in rows} == {6}


def test_decision_articles_with_decimal_numbers(real):
    articles = headings(real.read(DECISION), "Artikel 2.")
    assert articles == [f"Artikel 2.{number}" for number in (3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16)]


def test_rules_in_a_council_proposal_have_their_articles(real):
    articles = headings(real.read(RULES), "Artikel")
    numbers = [int(re.search(r"\d+", article)[0]) for article in articles]
    assert sum(below == above + 1 for above, below in pairwise(numbers)) > 0.85 * len(numbers)


def test_cover_sheet_is_one_table_over_three_pages(real):
    rows = [block for block in real.read(COVER_SHEET).blocks if block.kind == BlockKind.ROW]
    assert {row.page for row in rows} == {1, 2, 3}
    assert all(row.cells[0] for row in rows)


def test_questions_table_has_whole_sums(real):
    rows = [block.cells for block in real.read(QUESTIONS).blocks if block.kind == BlockKind.ROW]
    assert len(rows) == 9
    assert all(re.fullmatch(r"\d{1,3}(\.\d{3})+", cell) for row in rows[1:] for cell in row[1:])


@pytest.mark.slow
@pytest.mark.skipif(bool(ocr.missing()), reason=f"no OCR on this machine: {ocr.missing()}")
@pytest.mark.parametrize("name", SCANS)
def test_scan_is_read(real, name):
    document = real.read(name)
    assert len(document.blocks) > 20
    assert "read by OCR" in document.notes[0]


@pytest.mark.slow
@pytest.mark.skipif(bool(ocr.missing()), reason=f"no OCR on this machine: {ocr.missing()}")
def test_garbled_text_layer_is_read_anew(real):
    document = real.read(GARBLED)
    assert sum(len(block.text) for block in document.blocks) > 20_000
    assert document.notes == ("pages 1-11 read by OCR (OCRmyPDF, Tesseract nld)",)


def test_pages_read_by_two_processes_give_the_same_document(real):
    content = real.content(QUESTIONS)
    assert parse_pdf(content, jobs=2) == parse_pdf(content)


def test_no_sign_of_the_parser_itself_gets_into_a_text(real):
    """Nothing of the parser's own marks gets into the text."""
    for name in (NOTE, BYLAW, QUESTIONS, DECISION, RULES, COVER_SHEET):
        for block in real.read(name).blocks:
            assert not re.search(r"[\ufdd0\ufdd1\u00ad\n]|  ", block.text), (name, block.page)
