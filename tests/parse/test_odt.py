"""OpenDocument texts, as the publishers offer them beside their PDF."""

import io
import zipfile

import pytest

from tracker.model import BlockKind, Document, Link, ReadError
from tracker.parse import parse

H, P, ITEM, R, N = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.NOTE
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{prefix}="{NAMES}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
)
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = (
    '<style:style style:name="Vet"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/>'
    "</text:list-style>"
)


def package(body: str, running: str = "", meta: str = "", manifest: str = "") -> bytes:
    packed = io.BytesIO()
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}>{running}</office:document-styles>",
        "meta.xml": f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def short(document: Document) -> list[tuple[BlockKind, str, str, int]]:
    return [(block.kind, block.marker, block.text, block.level) for block in document.blocks]


def item(text: str, inside: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{inside}</text:list-item>"


def row(*texts: str) -> str:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{cells}</table:table-row>"


DEEPER = f"<text:list>{item('dieper')}</text:list>"
DEEP = f"<text:list>{item('diep', DEEPER)}</text:list>"
CASES: list[tuple[str, str, list[tuple[BlockKind, str, str, int]]]] = [
    (
        "headings and paragraphs",
        '<text:h text:outline-level="1">Plan</text:h><text:h text:outline-level="2">2.1 Doel</text:h>'
        "<text:p>De<text:s text:c='3'/>raad<text:tab/>besluit.</text:p>",
        [(H, "", "Plan", 1), (H, "2.1", "Doel", 2), (P, "", "De raad besluit.", 0)],
    ),
    (
        "a paragraph in bold",
        '<text:p text:style-name="Vet">Wie beslist er</text:p><text:p>De wijk.</text:p>',
        [(H, "", "Wie beslist er", 0), (P, "", "De wijk.", 0)],
    ),
    (
        "lists in lists",
        f'<text:list text:style-name="L1">{item("een", DEEP)}{item("twee")}</text:list>',
        [(ITEM, "1.", "een", 1), (ITEM, "a)", "diep", 2), (ITEM, "1.1", "dieper", 3), (ITEM, "2.", "twee", 1)],
    ),
    (
        "a list that goes on",
        f'<text:list text:style-name="L1">{item("een")}</text:list><text:p>Tussen.</text:p>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item("twee")}</text:list>',
        [(ITEM, "1.", "een", 1), (P, "", "Tussen.", 0), (ITEM, "2.", "twee", 1)],
    ),
    (
        "a bullet",
        f'<text:list text:style-name="L2">{item("een")}</text:list>',
        [(ITEM, "–", "een", 1)],
    ),
    (
        "a note",
        "<text:p>De raad<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Zie het plan.</text:p></text:note-body></text:note> besluit.</text:p>",
        [(P, "", "De raad besluit.", 0), (N, "1", "Zie het plan.", 0)],
    ),
    (
        "a table",
        f"<table:table><table:table-header-rows>{row('Wijk', 'Jaar')}</table:table-header-rows>{row('Noord', '2018')}"
        "</table:table>",
        [(R, "", "Wijk | Jaar", 0), (R, "", "Noord | 2018", 0)],
    ),
    (
        "a line break before a marker",
        "<text:p>De raad:<text:line-break/>a. kiest.</text:p>",
        [(P, "", "De raad:", 0), (ITEM, "a.", "kiest.", 0)],
    ),
]


@pytest.mark.parametrize(("what", "body", "expected"), CASES, ids=[case[0] for case in CASES])
def test_structure(what: str, body: str, expected: list[tuple[BlockKind, str, str, int]]) -> None:
    assert short(parse(package(body))) == expected, what


def test_what_stands_around_the_text_is_set_apart() -> None:
    running = "<style:header><text:p>Gemeente Voorbeeldstad</text:p></style:header>"
    body = (
        "<text:tracked-changes><text:p>stemt</text:p></text:tracked-changes>"
        "<text:table-of-content><text:p>Inleiding 2</text:p></text:table-of-content>"
        "<text:p>Zie <text:a xlink:href='https://voorbeeldstad.nl'>het plan</text:a>.</text:p>"
    )
    meta = "<dc:title>Plan</dc:title><dc:creator>Wijkraad</dc:creator>"
    meta += "<meta:creation-date>2018-01-30T10:00:00</meta:creation-date>"
    document = parse(package(body, running, meta))
    assert document.format == "odt"
    assert document.blocks[0].links == (Link(4, 12, "https://voorbeeldstad.nl"),)
    assert {(apart.kind, apart.text) for apart in document.apart} == {
        ("hidden", "stemt"),
        ("contents", "Inleiding 2"),
        ("header", "Gemeente Voorbeeldstad"),
    }
    assert dict(document.metadata) == {"title": "Plan", "creator": "Wijkraad", "issued": "2018-01-30"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (package(""), "no-text"),
        (package("<text:p>a</text:p>", manifest="<encryption-data/>"), "encrypted"),
        (package("<text:p>a"), "broken-xml"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as failure:
        parse(content)
    assert failure.value.reason == reason
