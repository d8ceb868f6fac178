"""A PDF gives the words in the order in which a person reads them; pages are drawn here, word by word."""

import io
from collections import Counter
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tracker.model import Document
from tracker.parse import parse
from tracker.parse.pdf import pdf_characters

WIDTH, HEIGHT = A4
LEFT, RIGHT, MIDDLE = 60, WIDTH - 60, WIDTH / 2
SENTENCES = (
    "Bewoners beslissen mee over de inrichting van het plein en over",
    "het gebruik van het buurthuis, en de gemeente legt vast wat er",
    "met hun inbreng is gedaan voordat het college een besluit neemt.",
)
NARROW = ("Bewoners beslissen mee over", "het plein en over het gebruik", "van het buurthuis in de wijk.")


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """Draw a PDF, a function a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(canvas: Canvas, texts, x: float, top: float, size: float = 10, font: str = "Helvetica") -> float:
    """Write lines below each other; gives the height below the last."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(x, HEIGHT - top, text)
        top += size * 1.2
    return top


def said(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.marker, block.text) for block in document.blocks]


def apart(document: Document, kind: str) -> list[str]:
    return [each.text for each in document.apart if each.kind == kind]


def test_lines_of_one_paragraph_become_one_text():
    document = parse(drawn(lambda canvas: lines(canvas, SENTENCES, LEFT, 100)))
    assert said(document) == [("paragraph", "", " ".join(SENTENCES))]


def two_columns(canvas: Canvas) -> None:
    """Eight lines in each of two columns, under a title as wide as the page."""
    lines(canvas, ["Zeggenschap in de wijk"], LEFT, 80, 16, "Helvetica-Bold")
    for x, word in ((LEFT, "links"), (MIDDLE + 10, "rechts")):
        lines(canvas, [f"De regel die op nummer {number} {word} staat," for number in range(1, 9)], x, 120)


def test_columns_are_read_one_after_the_other():
    text = " ".join(block.text for block in parse(drawn(two_columns)).blocks)
    numbers = [word for word in text.split() if word in ("links", "rechts")]
    assert numbers == ["links"] * 8 + ["rechts"] * 8


def columns_and_what_is_below(canvas: Canvas) -> None:
    """Two columns of one length, and below both a heading that is shorter than a column."""
    two_columns(canvas)
    lines(canvas, ["Bijlage 1 Tarieven"], LEFT, 280, 13, "Helvetica-Bold")


def test_what_is_set_below_two_columns_comes_after_both():
    document = parse(drawn(columns_and_what_is_below))
    assert said(document)[-1] == ("heading", "Bijlage 1", "Tarieven")


def wide_list_above_columns(canvas: Canvas) -> None:
    """A list as wide as the page, its dashes apart from its words, above two columns."""
    for number, text in enumerate(SENTENCES):
        lines(canvas, ["–"], LEFT, 40 + 12 * number)
        lines(canvas, [text + " en meer;"], LEFT + 14, 40 + 12 * number)
    two_columns(canvas)


def test_a_marker_stays_with_its_own_line():
    items = [entry for entry in said(parse(drawn(wide_list_above_columns))) if entry[0] == "item"]
    assert [marker for _, marker, _ in items] == ["–", "–", "–"]
    assert all(text for _, _, text in items), "a dash was taken from its words"


WORDS = ("Mensen", "Bewoners", "Buren", "Ouders", "Huurders", "Jongeren", "Ouderen")


def page_of_a_note(number: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Nota van uitgangspunten (concept)"], LEFT, 40, 8)
        lines(canvas, [f"{WORDS[number]} beslissen mee over wat er op nummer {number} van het plein komt."], LEFT, 120)
        lines(canvas, [f"Gemeente Vlietmonde - {number}"], LEFT, HEIGHT - 40, 8)

    return draw


def test_running_headers_footers_and_page_numbers_are_set_apart():
    document = parse(drawn(*(page_of_a_note(number) for number in range(1, 6))))
    assert len(document.blocks) == 5, "the sentences alone are the text"
    assert apart(document, "header") == ["Nota van uitgangspunten (concept)"] * 5
    feet = apart(document, "footer") + apart(document, "page_number")
    assert sum("Vlietmonde" in foot for foot in feet) == 5


BROKEN = [
    # a word broken over the line becomes one word; where a hyphen belongs it stays
    (("De bewoners maken in goede samen-", "werking een plan voor de wijk."), "samenwerking"),
    (("Het gaat om zorg- en welzijns-", "organisaties in de wijk."), "zorg- en welzijnsorganisaties"),
    (("De aanbieder hoort de Wmo-", "raad over het plan voor de wijk."), "Wmo-raad"),
    (("Wie zich niet prettig voelt bij een e-", "mail kan ook bellen met de gemeente."), "e-mail"),
]


@pytest.mark.parametrize(("texts", "word"), BROKEN)
def test_words_are_joined_over_line_ends(texts, word):
    (block,) = parse(drawn(lambda canvas: lines(canvas, texts, LEFT, 100))).blocks
    assert word in block.text


def an_article(canvas: Canvas) -> None:
    """The number of an article on a line of its own, leden and onderdelen."""
    top = lines(canvas, ["Artikel 7", "Zeggenschap van bewoners"], LEFT, 100, 10, "Helvetica-Bold")
    for x, marker, text in (
        (LEFT, "1.", "De aanbieder richt het werk zo in dat bewoners zeggenschap hebben over:"),
        (LEFT + 16, "a.", "de activiteiten in het buurthuis;"),
        (LEFT + 16, "b.", "de openingstijden."),
        (LEFT, "2.", "De aanbieder legt vast hoe dat is geregeld."),
    ):
        lines(canvas, [marker], x, top)
        top = lines(canvas, [text], x + 16, top)


def test_the_number_of_an_article_on_a_line_of_its_own_and_its_leden():
    assert said(parse(drawn(an_article))) == [
        ("heading", "Artikel 7", "Zeggenschap van bewoners"),
        ("item", "1.", "De aanbieder richt het werk zo in dat bewoners zeggenschap hebben over:"),
        ("item", "a.", "de activiteiten in het buurthuis;"),
        ("item", "b.", "de openingstijden."),
        ("item", "2.", "De aanbieder legt vast hoe dat is geregeld."),
    ]


def table_page(rows) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for number, (left, right) in enumerate(rows):
            top = 100 + 20 * number
            canvas.rect(LEFT, HEIGHT - top - 6, 200, 20)
            canvas.rect(LEFT + 200, HEIGHT - top - 6, 200, 20)
            lines(canvas, [left], LEFT + 4, top)
            lines(canvas, [right], LEFT + 204, top)

    return draw


def test_a_ruled_table_over_two_pages_is_one_table_with_its_header_once():
    head = ("Wijk", "Buurtbudget")
    document = parse(
        drawn(
            table_page([head, ("Sluiswijk", "€ 46.000"), ("Weverspoort", "€ 41.500")]),
            table_page([head, ("Noorderkade", "€ 38.000"), ("Beemdrand", "€ 36.000")]),
        )
    )
    rows = [block.cells for block in document.blocks]
    assert rows == [
        head,
        ("Sluiswijk", "€ 46.000"),
        ("Weverspoort", "€ 41.500"),
        ("Noorderkade", "€ 38.000"),
        ("Beemdrand", "€ 36.000"),
    ]
    assert apart(document, "header") == ["Wijk Buurtbudget"], "the repeated header row is kept apart"


def page_with_a_note(canvas: Canvas) -> None:
    top = lines(canvas, ["De gemeente legt vast wat er met de inbreng van bewoners is"], LEFT, 100)
    lines(canvas, ["gedaan, zoals in de nota staat"], LEFT, top)
    lines(canvas, ["1"], LEFT + 138, top - 4, 6)
    lines(canvas, [", en maakt dat bekend in de wijk."], LEFT + 142, top)
    lines(canvas, ["1"], LEFT, HEIGHT - 90, 5)
    lines(canvas, ["Nota van uitgangspunten, vastgesteld op 17 april 2018."], LEFT + 6, HEIGHT - 88, 7)


def test_a_footnote_cuts_no_sentence_in_two():
    document = parse(drawn(page_with_a_note))
    kinds = [block.kind.value for block in document.blocks]
    assert kinds == ["paragraph", "note"], said(document)
    assert document.blocks[1].text.startswith("Nota van uitgangspunten")
    assert document.blocks[0].text.endswith("en maakt dat bekend in de wijk.")


PAGES = [
    two_columns,
    columns_and_what_is_below,
    wide_list_above_columns,
    an_article,
    page_with_a_note,
    page_of_a_note(1),
]


@pytest.mark.parametrize("page", PAGES)
def test_no_character_is_lost(page):
    content = drawn(page)
    document = parse(content)
    texts = [text for block in document.blocks for text in (block.marker, *(block.cells or (block.text,)))]
    kept = Counter(sign for text in [*texts, *(each.text for each in document.apart)] for sign in text if sign.strip())
    assert kept == pdf_characters(content)


def test_pages_read_by_two_processes_give_the_same():
    content = drawn(*(page_of_a_note(number) for number in range(1, 7)))
    assert parse(content, jobs=2) == parse(content)
