"""Word documents: what Word prints, in the order in which it prints it."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from tracker.model import Block, BlockKind, Document, Link
from tracker.parse import parse

H, P, ITEM, R, N = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.NOTE
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHAPES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: WordDocument) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def read(write: Callable[[WordDocument], object]) -> Document:
    document = docx.Document()
    write(document)
    return parse(saved(document))


def read_xml(*paragraphs: str, numbering: str = "") -> Document:
    """Read a document with these elements as its body."""

    def write(document: WordDocument) -> None:
        if numbering:
            root = document.part.numbering_part.element
            for child in list(root):
                root.remove(child)
            for child in parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>"):
                root.append(child)
        for place, paragraph in enumerate(paragraphs):
            document.element.body.insert(place, parse_xml(paragraph.replace(">", f" {W}>", 1)))

    return read(write)


def short(document: Document) -> list[tuple[BlockKind, str, str]]:
    return [(block.kind, block.marker, block.text) for block in document.blocks]


def level(depth: int, way: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{way}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (depth + 1)}"/></w:pPr></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def number(name: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def listed(text: str, of: int, depth: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{of}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


LEGAL = abstract(
    1,
    level(0, "decimal", "Artikel %1"),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%3."),
    level(3, "lowerRoman", "(%4)"),
)
PLAIN = abstract(2, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "bullet", "\uf0b7"))
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
FIGURES = abstract(3, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
ON = abstract(4, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
ALL = LEGAL + PLAIN + FIGURES + ON + number(1, 1) + number(2, 2) + number(3, 3) + number(4, 4)
ALL += number(5, 2, RESTART.format(1)) + number(6, 2, RESTART.format(5)) + number(7, 2)

NUMBERINGS: list[tuple[str, list[tuple[int, int]], list[str]]] = [
    ("one level", [(2, 0), (2, 0), (2, 0)], ["1.", "2.", "3."]),
    ("a level in a level, begun anew", [(2, 0), (2, 1), (2, 1), (2, 0), (2, 1)], ["1.", "a)", "b)", "2.", "a)"]),
    (
        "numbers of more levels",
        [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
        ["Artikel 1", "1.1", "1.2", "Artikel 2", "2.1"],
    ),
    (
        "letters and Roman figures",
        [(1, 0), (1, 1), (1, 2), (1, 3), (1, 3), (1, 2)],
        ["Artikel 1", "1.1", "a.", "(i)", "(ii)", "b."],
    ),
    ("a level that is skipped", [(1, 0), (1, 2)], ["Artikel 1", "a."]),
    ("bullets of the font Symbol", [(2, 2), (2, 2)], ["•", "•"]),
    ("figures where the level above has Roman ones", [(3, 0), (3, 0), (3, 1)], ["I.", "II.", "2.1"]),
    ("a level that counts on", [(4, 0), (4, 1), (4, 0), (4, 1)], ["1.", "1)", "2.", "2)"]),
    ("a second list that begins anew", [(2, 0), (2, 0), (5, 0), (5, 0)], ["1.", "2.", "1.", "2."]),
    ("a list that begins at five", [(6, 0), (6, 0)], ["5.", "6."]),
    ("a second list of one kind that counts on", [(2, 0), (7, 0)], ["1.", "2."]),
]


@pytest.mark.parametrize(("what", "places", "expected"), NUMBERINGS, ids=[each[0] for each in NUMBERINGS])
def test_lists_get_the_marker_that_word_prints(what: str, places: list[tuple[int, int]], expected: list[str]) -> None:
    document = read_xml(*(listed("de wijk beslist", of, depth) for of, depth in places), numbering=ALL)
    assert [block.marker for block in document.blocks] == expected, what
    assert [block.level for block in document.blocks] == [depth + 1 for _, depth in places]
    assert {block.text for block in document.blocks} == {"de wijk beslist"}


def test_an_empty_numbered_paragraph_counts_and_gives_no_block() -> None:
    document = read_xml(listed("een", 2), listed("", 2), listed("drie", 2), numbering=ALL)
    assert short(document) == [(ITEM, "1.", "een"), (ITEM, "3.", "drie")]


def test_text_indented_under_an_item_belongs_to_it() -> None:
    below = '<w:p><w:pPr><w:ind w:left="720"/></w:pPr><w:r><w:t>Nog een zin.</w:t></w:r></w:p>'
    beside = "<w:p><w:r><w:t>Weer los.</w:t></w:r></w:p>"
    document = read_xml(listed("een", 2), below, beside, numbering=ALL)
    assert [(block.kind, block.level) for block in document.blocks] == [(ITEM, 1), (P, 1), (P, 0)]


def test_headings_by_style_outline_and_bold() -> None:
    def write(document: WordDocument) -> None:
        document.add_heading("Plan voor de wijk", 0)
        document.add_heading("1 Inleiding", 1)
        document.add_heading("Doel", 2)
        document.add_paragraph("De bewoners beslissen mee.")
        document.add_paragraph().add_run("Tussenkop").bold = True
        document.add_paragraph().add_run("Een hele zin in vet.").bold = True

    blocks = read(write).blocks
    assert [(block.kind, block.marker, block.text, block.level) for block in blocks] == [
        (H, "", "Plan voor de wijk", 1),
        (H, "1", "Inleiding", 1),
        (H, "", "Doel", 2),
        (P, "", "De bewoners beslissen mee.", 0),
        (H, "", "Tussenkop", 0),
        (P, "", "Een hele zin in vet.", 0),
    ]
    assert blocks[0].role == "titel"
    assert blocks[-1].style == "vet"


def test_a_dutch_style_and_a_style_based_on_a_heading() -> None:
    def write(document: WordDocument) -> None:
        for name, base in (("Kop 2", "Normal"), ("Artikelkop", "Heading 3"), ("Tussenkop", "Normal")):
            style = document.styles.add_style(name, 1)
            style.base_style = document.styles[base]
            document.add_paragraph("Artikel 3 Toegang" if name == "Artikelkop" else "Doel", style=name)

    document = read(write)
    assert [(block.kind, block.marker, block.text, block.level) for block in document.blocks] == [
        (H, "", "Doel", 2),
        (H, "Artikel 3", "Toegang", 3),
        (H, "", "Doel", 6),
    ]


def test_a_heading_style_on_running_text_is_text() -> None:
    sentence = "Het college betrekt de bewoners van de wijk bij het plan en bij de uitvoering ervan. " * 4
    document = read(lambda written: written.add_heading(sentence, 2))
    assert document.blocks[0].kind is P


def test_rows_spans_and_a_table_in_a_table() -> None:
    def write(document: WordDocument) -> None:
        table = document.add_table(rows=4, cols=3)
        for place, text in enumerate(
            ["Wijk", "Jaar", "Bedrag", "Noord", "2018", "10", "", "2019", "12", "Samen", "", "22"]
        ):
            table.cell(place // 3, place % 3).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(3, 0).merge(table.cell(3, 1))
        inner = table.cell(3, 2).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "links", "rechts"

    document = read(write)
    assert [block.cells for block in document.blocks] == [
        ("Wijk", "Jaar", "Bedrag"),
        ("Noord", "2018", "10"),
        ("", "2019", "12"),
        ("Samen", "", "22"),
        ("links", "rechts"),
    ]
    assert document.blocks[1].text == "Noord | 2018 | 10"


def test_a_frame_of_one_cell_is_text() -> None:
    def write(document: WordDocument) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "De wijk beslist."
        cell.add_paragraph("De stad betaalt.")

    assert short(read(write)) == [(P, "", "De wijk beslist."), (P, "", "De stad betaalt.")]


def test_line_breaks_tabs_and_hyphens() -> None:
    def write(document: WordDocument) -> None:
        run = document.add_paragraph().add_run("De raad\tbesluit:")
        run.add_break(WD_BREAK.LINE)
        run.add_text("a. de wijk kiest;")

    assert short(read(write)) == [(P, "", "De raad besluit:"), (ITEM, "a.", "de wijk kiest;")]
    text = "<w:p><w:r><w:t>wijk</w:t><w:noBreakHyphen/><w:t>raad be</w:t><w:softHyphen/><w:t>sluit</w:t></w:r></w:p>"
    assert short(read_xml(text)) == [(P, "", "wijk-raad besluit")]


def test_revisions_comments_and_hidden_text() -> None:
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">De raad </w:t></w:r><w:del><w:r><w:delText>stemt</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>besluit</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>"
    )
    document = read_xml(changed)
    assert short(document) == [(P, "", "De raad besluit")]
    assert {(apart.kind, apart.text) for apart in document.apart} == {("hidden", "stemt"), ("hidden", "geheim")}

    def write(written: WordDocument) -> None:
        paragraph = written.add_paragraph("De raad besluit.")
        written.add_comment(paragraph.runs, text="Klopt dit?", author="A", initials="a")

    assert [(apart.kind, apart.text) for apart in read(write).apart] == [("hidden", "Klopt dit?")]


def test_headers_footers_and_a_table_of_contents() -> None:
    def write(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Gemeente Voorbeeldstad"
        document.sections[0].footer.paragraphs[0].text = "Pagina 1 van 2"
        document.add_paragraph("De raad besluit.")

    document = read(write)
    assert short(document) == [(P, "", "De raad besluit.")]
    assert {(apart.kind, apart.text) for apart in document.apart} == {
        ("header", "Gemeente Voorbeeldstad"),
        ("footer", "Pagina 1 van 2"),
    }
    code = '<w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o "1-3" </w:instrText>'
    opened = f'<w:r>{code}<w:fldChar w:fldCharType="separate"/></w:r>'
    contents = (
        f"<w:p>{opened}<w:r><w:t>Inleiding 2</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Slot 9</w:t></w:r></w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "<w:p><w:r><w:t>De raad besluit.</w:t></w:r></w:p>",
    )
    document = read_xml(*contents)
    assert short(document) == [(P, "", "De raad besluit.")]
    assert [(apart.kind, apart.text) for apart in document.apart] == [
        ("contents", "Inleiding 2"),
        ("contents", "Slot 9"),
    ]


def test_a_text_box_is_read_once_where_it_is_anchored() -> None:
    words = "<w:txbxContent><w:p><w:r><w:t>In een kader.</w:t></w:r></w:p></w:txbxContent>"
    box = (
        f"<w:p {SHAPES}><w:r><w:t>Boven het kader.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:wsp><wps:txbx>{words}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{words}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert short(read_xml(box)) == [(P, "", "Boven het kader."), (P, "", "In een kader.")]


def test_content_controls_and_links() -> None:
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>In een veld.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert short(read_xml(control)) == [(P, "", "In een veld.")]
    field = (
        '<w:p><w:r><w:t xml:space="preserve">Zie </w:t></w:r>'
        "<w:fldSimple w:instr='HYPERLINK \"https://voorbeeldstad.nl/plan\"'>"
        "<w:r><w:t>het plan</w:t></w:r></w:fldSimple></w:p>"
    )
    assert read_xml(field).blocks[0].links == (Link(4, 12, "https://voorbeeldstad.nl/plan"),)


FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/><w:t> Zie het plan.</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="8"><w:p><w:r><w:t>Niemand noemt mij.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def test_a_footnote_stands_after_its_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("De raad besluit.").runs[0]._r.append(parse_xml(f'<w:footnoteReference {W} w:id="7"/>'))
    document.add_paragraph("De wijk kiest.")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", types)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode()
    rels = "word/_rels/document.xml.rels"
    members[rels] = members[rels].replace(b"</Relationships>", added)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in (members | {"word/footnotes.xml": FOOTNOTES.encode()}).items():
            archive.writestr(name, content)
    read_back = parse(packed.getvalue())
    assert short(read_back) == [(P, "", "De raad besluit."), (N, "1", "Zie het plan."), (P, "", "De wijk kiest.")]
    assert [(apart.kind, apart.text) for apart in read_back.apart] == [("hidden", "Niemand noemt mij.")]


def test_questions_and_answers() -> None:
    def write(document: WordDocument) -> None:
        for bold, text in (
            (True, "Vraag 1"),
            (True, "Wie kiest het bestuur?"),
            (True, "Antwoord op vraag 1"),
            (False, "De wijk."),
        ):
            document.add_paragraph().add_run(text).bold = bold

    assert short(read(write)) == [
        (H, "Vraag 1", ""),
        (P, "", "Wie kiest het bestuur?"),
        (H, "Antwoord op vraag 1", ""),
        (P, "", "De wijk."),
    ]


def test_title_and_properties() -> None:
    def write(document: WordDocument) -> None:
        document.core_properties.title = "Brief aan de raad"
        document.core_properties.author = "Wijkraad"
        document.add_paragraph("Geachte raad,")

    document = read(write)
    assert document.title == "Brief aan de raad"
    assert document.meta("creator") == "Wijkraad"

    def with_subject(document: WordDocument) -> None:
        document.core_properties.title = ""
        document.add_paragraph("Onderwerp: Meebeslissen in de wijk")

    assert read(with_subject).title == "Meebeslissen in de wijk"


def pair_key(block: Block) -> tuple[str, str]:
    return block.marker, "".join(block.text.split())


def test_a_word_document_gives_what_its_xml_gives(shared) -> None:
    """The working version of a plan and the XML that was made from it: the same blocks but for the editor's signs."""
    folder = shared / "real/stop"
    from_word = parse((folder / "programma_waterbeheerplan_werkversie.docx").read_bytes()).blocks
    from_xml = parse((folder / "programma_waterbeheerplan_resultaat.xml").read_bytes()).blocks
    signs = {"[kader]", "[voorbeeld]", "[afbeelding]"}
    words, xml = ([pair_key(block) for block in blocks if block.text not in signs] for blocks in (from_word, from_xml))
    shared_blocks = sum(1 for key in xml if key in set(words))
    assert shared_blocks / len(xml) >= 0.99
    assert len(words) == pytest.approx(len(xml), abs=5)
    headings = {pair_key(block): block.level for block in from_word if block.kind is H and block.marker}
    assert {pair_key(block) for block in from_xml if block.kind is H and block.marker} == set(headings)
