"""From pages to blocks: columns, running lines, paragraphs, headings, lists, notes, tables; and what cannot be read."""

import pytest
from reportlab.lib.utils import simpleSplit
from support.pdfs import BODY, BOLD, HEIGHT, ITALIC, WIDTH, Page, apart, characters, make_pdf, show, texts

from tracker.model import BlockKind, ReadError
from tracker.parse.pdf import ocr, parse_pdf, pdf_characters
from tracker.parse.pdf.glyphs import normalise
from tracker.parse.pdf.quality import is_garbled

SENTENCES = (
    "De bewoners van de Dorpsstraat beheren samen met de vereniging het buurthuis aan het plein.",
    "Het college stelt daarvoor ieder jaar een bedrag vast en legt aan de raad uit hoe dat is gebruikt.",
    "Wie in de wijk woont kan lid worden van de vereniging en heeft dan een stem in de vergadering.",
    "De vergadering kiest een bestuur van vijf bewoners, dat twee jaar zitting heeft en daarna aftreedt.",
    "Over de huur en over de openingstijden beslist de vergadering, nadat de gebruikers zijn gehoord.",
)
PARAGRAPH = " ".join(SENTENCES)


def column(page: Page, text: str, x: float, y: float, width: float = 200) -> None:
    page.y = y
    page.text(text, x, width)


# ---------------------------------------------------------------------------- reading order


def test_columns_between_wide_parts_with_the_header_first_in_the_file():
    def draw(page: Page) -> None:
        page.line("Nota beheer buurthuizen", 400, 40, 8)
        page.line("Beheer door bewoners", 70, 100, 18, BOLD)
        page.text(SENTENCES[0] + " " + SENTENCES[1])
        wide = page.y + 20
        column(page, "Links " + PARAGRAPH, 70, wide)
        below = page.y
        column(page, "Rechts " + PARAGRAPH, 320, wide)
        page.y = max(below, page.y) + 14
        page.text("Onder " + SENTENCES[2] + " " + SENTENCES[3])

    assert texts(parse_pdf(make_pdf(draw)))[-4:] == [
        SENTENCES[0] + " " + SENTENCES[1],
        "Links " + PARAGRAPH,
        "Rechts " + PARAGRAPH,
        "Onder " + SENTENCES[2] + " " + SENTENCES[3],
    ]


def test_paragraph_goes_on_in_the_next_column_and_on_the_next_page():
    lines = simpleSplit(" ".join([PARAGRAPH] * 3), BODY, 10, 200)
    assert len(lines) > 28

    def draw(part: int):
        def on(page: Page) -> None:
            for side, x in enumerate((70, 330)):
                for number, line in enumerate(lines[part * 14 + side * 7 :][:7]):
                    page.line(line, x, 100 + 12 * number)

        return on

    document = parse_pdf(make_pdf(draw(0), draw(1)))
    assert texts(document) == [" ".join(lines[:28])]


def test_list_with_a_wide_indent_is_no_pair_of_columns():
    def draw(page: Page) -> None:
        for number, sentence in enumerate(SENTENCES, 1):
            page.item(f"{number}.", sentence, indent=110)

    assert show(parse_pdf(make_pdf(draw))) == [
        ("item", f"{number}.", sentence) for number, sentence in enumerate(SENTENCES, 1)
    ]


# ---------------------------------------------------------------------------- running lines


def pages_with(*lines: tuple[str, float, float], count: int = 4):
    """Return pages of text, each with the same running lines; `#` stands for the number of the page."""

    def draw(number: int):
        def on(page: Page) -> None:
            page.text(" ".join((f"Bladzijde {'abcdef'[number - 1]} zegt dit.", PARAGRAPH)))
            for text, x, y in lines:
                page.line(text.replace("#", str(number)), x, y, 8)

        return on

    return [draw(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("lines", "count", "kind", "expected"),
    [
        (
            (("Nota beheer #", 70, 810),),
            4,
            "footer",
            ["Nota beheer 1", "Nota beheer 2", "Nota beheer 3", "Nota beheer 4"],
        ),
        ((("#", 300, 810),), 4, "page_number", ["1", "2", "3", "4"]),
        ((("Pagina # van 2", 300, 810),), 2, "page_number", ["Pagina 1 van 2", "Pagina 2 van 2"]),
        ((("- # -", 300, 30),), 3, "page_number", ["- 1 -", "- 2 -", "- 3 -"]),
        ((("1", 300, 815),), 1, "page_number", ["1"]),
        ((("#/3", 300, 815),), 3, "page_number", ["1/3", "2/3", "3/3"]),
        ((("Gemeente Dorp", 70, 30),), 2, "header", ["Gemeente Dorp", "Gemeente Dorp"]),
        # a number at the foot that does not count along with the pages is text
        ((("19", 300, 810),), 4, "page_number", []),
        # a line on one page only is text
        ((("Gemeente Dorp", 70, 30),), 1, "header", []),
    ],
)
def test_running_lines(lines, count, kind, expected):
    document = parse_pdf(make_pdf(*pages_with(*lines, count=count)))
    assert apart(document, kind) == expected
    printed = [line.replace("#", str(number)) for line, _, _ in lines for number in range(1, count + 1)]
    assert not expected or not set(printed) & set(texts(document))


def test_number_with_the_total_on_one_page_only():
    first, second = pages_with(count=2)

    def numbered(page: Page) -> None:
        second(page)
        page.line("2/2", 300, 810)

    assert apart(parse_pdf(make_pdf(first, numbered)), "page_number") == ["2/2"]


def test_left_and_right_pages_have_their_own_footer():
    def draw(number: int):
        def on(page: Page) -> None:
            page.text(f"Deel {'abcdef'[number]} gaat hierover. " + PARAGRAPH)
            page.line(*(("Nota beheer", 70, 810, 8) if number % 2 else ("Gemeente Dorp", 440, 810, 8)))

        return on

    document = parse_pdf(make_pdf(*(draw(number) for number in range(6))))
    assert apart(document, "footer") == ["Gemeente Dorp", "Nota beheer"] * 3


def test_phrase_that_happens_to_return_at_the_top_is_text():
    def draw(number: int):
        def on(page: Page) -> None:
            page.line(
                "Verzoekt het college:" if number in (0, 5, 9) else f"Spreker {'abcdefghij'[number]} zegt:", 70, 60
            )
            page.y = 80
            page.text(PARAGRAPH)

        return on

    document = parse_pdf(make_pdf(*(draw(number) for number in range(10))))
    assert apart(document, "header") == []


# ---------------------------------------------------------------------------- paragraphs, headings, lists


def test_paragraphs_without_white_or_indent_between_them_end_where_a_word_would_have_fitted():
    def draw(page: Page) -> None:
        for sentence in (PARAGRAPH, "De raad besluit.", PARAGRAPH):
            page.text(sentence, gap=0)

    assert texts(parse_pdf(make_pdf(draw))) == [PARAGRAPH, "De raad besluit.", PARAGRAPH]


def test_first_lines_that_are_indented_open_a_paragraph():
    def draw(page: Page) -> None:
        for _ in range(3):
            page.text(PARAGRAPH[: PARAGRAPH.index("vijf bewoners")] + "vijf.", 84, 436, gap=0, hang=-14)

    assert len(texts(parse_pdf(make_pdf(draw)))) == 3


def test_headings_with_their_levels():
    def draw(page: Page) -> None:
        page.line("Beleidsregel beheer", 70, 80, 16, BOLD)
        page.line("Hoofdstuk 1 Algemeen", 70, 120, 12, BOLD)
        page.line("Artikel 1", 70, 145, 10, BOLD)
        page.line("Begrippen", 70, 158, 10, BOLD)
        page.text(PARAGRAPH)
        page.y += 10
        page.line("Artikel 2 Toegang", font=BOLD)
        page.text("Artikel 1, tweede lid, geldt ook voor wie het buurthuis alleen huurt.")
        page.text(SENTENCES[3])

    document = parse_pdf(make_pdf(draw))
    headings = [(block.marker, block.text, block.level) for block in document.blocks if block.kind == BlockKind.HEADING]
    assert headings[1:] == [("Hoofdstuk 1", "Algemeen", 1), ("Artikel 1", "Begrippen", 2), ("Artikel 2", "Toegang", 2)]
    assert document.title == "Beleidsregel beheer"
    assert document.blocks[0].style == "vet groot"


def test_numbered_headings_count_their_parts():
    def draw(page: Page) -> None:
        for heading, size in (("1 Inleiding", 14), ("1.1 Aanleiding", 12), ("2 Beheer", 14), ("2.1.1 Bestuur", 11)):
            page.y += 14
            page.line(heading, size=size, font=BOLD)
            page.text(PARAGRAPH)

    blocks = parse_pdf(make_pdf(draw)).blocks
    headings = [(block.marker, block.text, block.level) for block in blocks if block.kind == BlockKind.HEADING]
    assert headings == [("1", "Inleiding", 1), ("1.1", "Aanleiding", 2), ("2", "Beheer", 1), ("2.1.1", "Bestuur", 3)]


def test_items_with_their_levels_and_the_paragraph_that_goes_on():
    def draw(page: Page) -> None:
        page.item("1.", SENTENCES[0] + " " + SENTENCES[1])
        page.item("a.", SENTENCES[2], x=90)
        page.item("–", "de vergadering;", x=110)
        page.item("b.", SENTENCES[3], x=90)
        page.text(SENTENCES[4], x=110, gap=8)
        page.item("2.", SENTENCES[3])
        page.text(SENTENCES[4], gap=10)

    blocks = parse_pdf(make_pdf(draw)).blocks
    assert [(block.kind.value, block.marker, block.level) for block in blocks] == [
        ("item", "1.", 1),
        ("item", "a.", 2),
        ("item", "–", 3),
        ("item", "b.", 2),
        ("paragraph", "", 2),
        ("item", "2.", 1),
        ("paragraph", "", 0),
    ]
    assert blocks[0].text == SENTENCES[0] + " " + SENTENCES[1]


def test_letters_at_the_place_of_the_numbers_stand_below_them():
    def draw(page: Page) -> None:
        for marker in ("1.", "a.", "b.", "2."):
            page.item(marker, SENTENCES[1])

    assert [block.level for block in parse_pdf(make_pdf(draw)).blocks] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        # a number that ends a sentence, and a dash within one, at the start of a line
        ("De beheerder legt de afspraken over het buurthuis vast in een plan dat aansluit bij artikel", "3. De raad"),
        ("De vereniging beheert het buurthuis met de buren en hun kinderen samen, zo veel als kan", "– en wil – zelf"),
    ],
)
def test_sign_within_a_sentence_is_no_marker(before, line):
    def draw(page: Page) -> None:
        page.line(before)
        page.line(line + " beslist daarover, na overleg met alle bewoners van het dorp en de buurt.")

    (block,) = parse_pdf(make_pdf(draw)).blocks
    assert (block.kind, block.marker) == (BlockKind.PARAGRAPH, "")


def test_capital_with_a_stop_opens_an_item_in_a_list_and_a_name_does_not():
    def draw(page: Page) -> None:
        page.text("A. Jansen is voorzitter van de vereniging.")
        page.text("Deze opties zijn er:", gap=20)
        for marker, sentence in (("I.", SENTENCES[0]), ("II.", SENTENCES[1]), ("III.", SENTENCES[2])):
            page.text(f"{marker} {sentence}", gap=10)

    assert [block.marker for block in parse_pdf(make_pdf(draw)).blocks] == ["", "", "I.", "II.", "III."]


def test_contents_are_set_apart():
    entries = [
        f"{number} {title} " + "." * 60 + f" {number + 2}"
        for number, title in enumerate(("Doel", "Beheer", "Geld", "Slot"))
    ]

    def draw(page: Page) -> None:
        page.line("Inhoudsopgave", font=BOLD, size=14)
        for entry in entries:
            page.line(entry)
        page.text(PARAGRAPH, gap=30)

    document = parse_pdf(make_pdf(draw))
    assert apart(document, "contents") == ["Inhoudsopgave", *entries]
    assert texts(document) == [PARAGRAPH]


# ---------------------------------------------------------------------------- footnotes


def note_mark(page: Page, number: str, x: float) -> None:
    page.canvas.setFont("Helvetica", 6)
    page.canvas.drawString(x, HEIGHT - page.y + 4, number)


def test_footnote_goes_on_at_the_foot_of_the_next_page():
    def first(page: Page) -> None:
        page.text(PARAGRAPH)
        page.line("Dit staat in de verordening", 70)
        note_mark(page, "1", 187)
        page.line("van de gemeente.", 203, page.y)
        page.line("1", 70, 757, 5)
        page.line("De noot begint hier en gaat op de volgende bladzijde verder met", 76, 760, 8)

    def second(page: Page) -> None:
        page.text(PARAGRAPH)
        page.line("de rest van wat er te zeggen is.", 76, 760, 8)

    document = parse_pdf(make_pdf(first, second))
    notes = [block for block in document.blocks if block.kind == BlockKind.NOTE]
    assert [(note.marker, note.text, note.page) for note in notes] == [
        ("1", "De noot begint hier en gaat op de volgende bladzijde verder met de rest van wat er te zeggen is.", 1)
    ]
    assert "Dit staat in de verordening van de gemeente." in texts(document)
    assert apart(document, "marker") == ["1"]


def test_exponent_stays_in_its_text():
    def draw(page: Page) -> None:
        page.text(PARAGRAPH)
        page.line("Een zaal van 20 m", 70)
        note_mark(page, "2", 152)
        page.line("is genoeg.", 160, page.y)

    assert "Een zaal van 20 m2 is genoeg." in texts(parse_pdf(make_pdf(draw)))


# ---------------------------------------------------------------------------- tables


def test_box_with_one_cell_is_text():
    def draw(page: Page) -> None:
        page.text(PARAGRAPH)
        page.grid((60, 530), (190, 290))
        page.y = 195
        page.text(PARAGRAPH)

    document = parse_pdf(make_pdf(draw))
    assert texts(document, BlockKind.PARAGRAPH) == [PARAGRAPH, PARAGRAPH]


def test_ruled_table_keeps_empty_cells_and_joins_the_lines_of_a_cell():
    def draw(page: Page) -> None:
        page.text(PARAGRAPH)
        page.grid((70, 200, 330, 460), (250, 270, 310))
        for x, y, text in (
            (73, 264, "Soort"),
            (203, 264, "Bedrag"),
            (73, 284, "beheer van het gebouw, de tuin en samen-"),
        ):
            page.line(text, x, y, size=6 if "samen" in text else 10)
        page.line("werking met de buren", 73, 296, size=6)
        page.line("€ 100", 333, 284)

    document = parse_pdf(make_pdf(draw))
    assert [block.cells for block in document.blocks if block.kind == BlockKind.ROW] == [
        ("Soort", "Bedrag", ""),
        ("beheer van het gebouw, de tuin en samenwerking met de buren", "", "€ 100"),
    ]
    assert apart(document, "hyphen") == ["-"]


def test_table_without_rulings():
    rows = [
        ("Post", "2018", "2019", "2020"),
        ("Huur", "100", "110", "120"),
        ("Tuin", "10", "10", "15"),
        ("Som", "110", "120", "135"),
    ]

    def draw(page: Page) -> None:
        page.text(PARAGRAPH)
        for number, row in enumerate(rows):
            for x, cell in zip((70, 250, 330, 410), row, strict=True):
                page.line(cell, x, 220 + 14 * number)
        page.y = 300
        page.text(SENTENCES[1])

    document = parse_pdf(make_pdf(draw))
    assert [block.cells for block in document.blocks if block.kind == BlockKind.ROW] == rows
    assert texts(document, BlockKind.PARAGRAPH) == [PARAGRAPH, SENTENCES[1]]


def test_names_beside_what_they_stand_for_are_rows():
    rows = [("bewoner", SENTENCES[0]), ("beheerder", SENTENCES[1]), ("vergadering", SENTENCES[2])]

    def draw(page: Page) -> None:
        for name, meaning in rows:
            page.item(name, meaning, indent=120)

    assert [block.cells for block in parse_pdf(make_pdf(draw)).blocks] == rows


# ---------------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("text", "symbols", "expected"),
    [
        ("\uf0b7", False, "•"),
        ("\uf0a7", False, "•"),
        ("ﬁ", False, "fi"),
        ("ﬂ", False, "fl"),
        ("ﬃ", False, "ffi"),
        ("\u200b", False, ""),
        ("\ufeff", False, ""),
        ("\u00a0", False, " "),
        ("e\u0301", False, "é"),
        ("(cid:3)", False, "\ufffd"),
        ("\x03", False, "\ufffd"),
        # in a font of pictures a letter is a picture
        ("(cid:3)", True, "•"),
        ("L", True, "•"),
        # a soft hyphen is kept until lines are joined
        ("\u00ad", False, "\u00ad"),
        ("ë", False, "ë"),
    ],
)
def test_spelling_of_a_character(text, symbols, expected):
    assert normalise(text, symbols) == expected


def test_bullet_of_a_symbol_font_is_a_marker():
    def draw(page: Page) -> None:
        for sentence in SENTENCES[:2]:
            page.y += 14
            page.canvas.setFont("ZapfDingbats", 10)
            page.canvas.drawString(70, HEIGHT - page.y - 12, "l")
            page.text(sentence, 90, gap=0)

    assert show(parse_pdf(make_pdf(draw))) == [("item", "•", sentence) for sentence in SENTENCES[:2]]


def test_text_printed_twice_to_look_bold_is_read_once():
    def draw(page: Page) -> None:
        page.line("Beheer door bewoners", 70, 100)
        page.line("Beheer door bewoners", 70.3, 100)
        page.text(PARAGRAPH)

    content = make_pdf(draw)
    document = parse_pdf(content)
    assert texts(document) == ["Beheer door bewoners", PARAGRAPH]
    assert characters(document) == pdf_characters(content)


def turned(page: Page) -> None:
    page.text(PARAGRAPH)
    page.canvas.saveState()
    page.canvas.translate(30, 300)
    page.canvas.rotate(90)
    page.canvas.drawString(0, 0, "Concept van de gemeente")
    page.canvas.restoreState()


def outside(page: Page) -> None:
    page.canvas.setCropBox((0, 0, WIDTH, HEIGHT - 60))
    page.line("Drukproef 3", 70, 30)
    page.y = 100
    page.text(PARAGRAPH)


@pytest.mark.parametrize(
    ("draw", "kind", "text"),
    [(turned, "illustration", "Concept van de gemeente"), (outside, "hidden", "Drukproef 3")],
)
def test_what_is_no_text_is_set_apart_and_not_lost(draw, kind, text):
    content = make_pdf(draw)
    document = parse_pdf(content)
    assert apart(document, kind) == [text]
    assert texts(document) == [PARAGRAPH]
    assert characters(document) == pdf_characters(content)


def struck_out(page: Page) -> None:
    page.text(PARAGRAPH)
    page.line("De raad besluit over de huur.")
    start, end = (70 + page.canvas.stringWidth(text, BODY, 10) for text in ("De raad ", "De raad besluit over"))
    page.rule(start, page.y - 3, end, page.y - 3)
    # an underlined sentence and a line as wide as the page are no deletion
    page.line("Het college besluit over de tuin.")
    page.rule(70, page.y + 1.5, 210, page.y + 1.5)
    page.line("Slot")
    page.rule(40, page.y - 3, 500, page.y - 3)


def test_text_that_is_struck_out_is_set_apart():
    content = make_pdf(struck_out)
    document = parse_pdf(content)
    assert apart(document, "hidden") == ["besluit over"]
    assert texts(document)[1:] == ["De raad de huur.", "Het college besluit over de tuin.", "Slot"]
    assert document.notes == ("page 1: text that is struck out is set apart",)
    assert characters(document) == pdf_characters(content)


@pytest.mark.parametrize("angle", [90, -90])
def test_page_that_lies_on_its_side(angle):
    def draw(page: Page) -> None:
        page.canvas.translate(*((WIDTH, 0) if angle == 90 else (0, HEIGHT)))
        page.canvas.rotate(angle)
        page.y = HEIGHT - WIDTH + 100
        page.text(PARAGRAPH)
        page.text(SENTENCES[2])

    content = make_pdf(draw)
    document = parse_pdf(content)
    assert texts(document) == [PARAGRAPH, SENTENCES[2]]
    assert characters(document) == pdf_characters(content)


# ---------------------------------------------------------------------------- what cannot be read


def shifted(page: Page) -> None:
    """A text layer in which each letter stands for another: what a font without a map to text leaves."""
    page.text("".join(chr(ord(sign) + 11) if sign.isalpha() else sign for sign in PARAGRAPH * 2).replace("\x7f", "x"))


def blank(page: Page) -> None:
    pass


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "broken-pdf"),
        (b"%PDF-1.4\n%%EOF", "broken-pdf"),
        (b"%PDF-1.4\n" + b"x" * 500, "broken-pdf"),
        (make_pdf(blank, blank), "no-text"),
    ],
)
def test_refused_with_a_reason(content, reason):
    with pytest.raises(ReadError) as error:
        parse_pdf(content)
    assert error.value.reason == reason
    assert "\n" not in str(error.value)


def test_encrypted_pdf_is_refused():
    def encrypt(canvas):
        from reportlab.lib.pdfencrypt import StandardEncryption

        canvas._doc.encrypt = StandardEncryption("geheim", strength=128)

    with pytest.raises(ReadError) as error:
        parse_pdf(make_pdf(lambda page: page.text(PARAGRAPH), prepare=encrypt))
    assert error.value.reason == "encrypted"


def test_pdf_of_no_pages_is_refused():
    content = (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n"
        b"trailer <</Size 3/Root 1 0 R>>\nstartxref\n99\n%%EOF\n"
    )
    with pytest.raises(ReadError) as error:
        parse_pdf(content)
    assert error.value.reason == "no-pages"


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (PARAGRAPH, False),
        ("The residents of the village keep the house and they pay for it with what the council gives. " * 4, False),
        ("Jansen, De Vries, Bakker, Visser, Smit, Meijer, De Boer, Mulder, De Groot, Bos, Vos, Peters. " * 8, False),
        ("1.234 5.678 9.012 € 345 € 678 12% 34% 56% 78% " * 10, False),
        ("kort", False),
        ("\ufffd" * 100 + PARAGRAPH, True),
        ("\ue010\ue011\ue012 " * 80, True),
        ("".join(chr((ord(sign) - 97 + 11) % 26 + 97) if sign.islower() else sign for sign in PARAGRAPH), True),
    ],
)
def test_garbled_text_is_told_by_its_characters(text, garbled):
    assert is_garbled(text) is garbled


@pytest.fixture
def _without_ocr(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.missing.cache_clear()
    yield
    ocr.missing.cache_clear()


def picture_of(content: bytes) -> bytes:
    """Return a PDF of which each page is a picture of a page of this one: a scan."""
    from io import BytesIO

    import pypdfium2
    from reportlab.lib.utils import ImageReader

    pdf = pypdfium2.PdfDocument(content)
    pictures = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pdf]

    def draw(picture):
        def on(page: Page) -> None:
            buffer = BytesIO()
            picture.save(buffer, "PNG")
            page.canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)

        return on

    return make_pdf(*map(draw, pictures))


def write(page: Page) -> None:
    page.text(PARAGRAPH, size=12)


@pytest.mark.usefixtures("_without_ocr")
def test_scan_without_ocr_names_pages_and_what_to_install():
    with pytest.raises(ReadError) as error:
        parse_pdf(picture_of(make_pdf(write, write)))
    assert error.value.reason == "scan-without-text"
    assert "pages 1-2" in str(error.value)
    assert "tesseract-ocr-nld" in str(error.value)


@pytest.mark.usefixtures("_without_ocr")
def test_garbled_layer_without_ocr_is_refused():
    with pytest.raises(ReadError) as error:
        parse_pdf(make_pdf(shifted))
    assert error.value.reason == "garbled-text"


needs_ocr = pytest.mark.skipif(bool(ocr.missing()), reason=f"no OCR on this machine: {ocr.missing()}")


@needs_ocr
def test_scan_is_read_and_marked_so():
    document = parse_pdf(picture_of(make_pdf(write)))
    assert texts(document) == [PARAGRAPH]
    assert document.notes == ("page 1 read by OCR (OCRmyPDF, Tesseract nld)",)


@needs_ocr
def test_page_without_text_among_others_is_read():
    scan = picture_of(make_pdf(write))

    def picture(page: Page) -> None:
        import pypdfium2
        from reportlab.lib.utils import ImageReader

        page.canvas.drawImage(
            ImageReader(pypdfium2.PdfDocument(scan)[0].render(scale=2.5).to_pil()), 0, 0, WIDTH, HEIGHT
        )

    document = parse_pdf(make_pdf(lambda page: page.text(SENTENCES[0]), picture, lambda page: page.text(SENTENCES[2])))
    assert [(block.page, block.text) for block in document.blocks] == [
        (1, SENTENCES[0]),
        (2, PARAGRAPH),
        (3, SENTENCES[2]),
    ]
    assert document.notes == ("page 2 read by OCR (OCRmyPDF, Tesseract nld)",)


def test_names_in_italics_below_a_decision_are_no_headings():
    def draw(page: Page) -> None:
        page.text(PARAGRAPH)
        page.y += 20
        for line in ("Aldus vastgesteld op 3 mei 2018", "A. Jansen", "Burgemeester"):
            page.line(line, font=ITALIC)

    assert texts(parse_pdf(make_pdf(draw)), BlockKind.HEADING) == []
