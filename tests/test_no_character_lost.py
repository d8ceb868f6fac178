"""Every character of a document is in a block or set apart, and after splitting in a clause, a question or apart.

The characters of a file are counted by a reading that shares nothing with the parser but the encoding: the text nodes
of the XML, a plain HTML parser, the file itself. Whitespace does not count, nor do characters that do not show.
"""

import html
import importlib
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tracker.model import BlockKind, Document, ReadError
from tracker.parse import parse
from tracker.parse.archives import only_document
from tracker.parse.detect import Format, decode, detect
from tracker.parse.markdown import parse_markdown
from tracker.parse.text import parse_text

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"real": ROOT.parent / "shared" / "real", "example": ROOT / "corpus" / "example"}
NO_DOCUMENTS = {".py", ".toml", ".tsv", ".jsonl", ".csv", ".xz"}
NOTHING = Document("", "text", ())
MARKDOWN_SIGNS = set("#*_`>[]()!|\\~-–—=+<•")
"""What Markdown writes for a look or a list, which is not printed as it stands."""


def documents() -> list[Path]:
    """All files of the folders with documents; none where they are absent."""
    found = (path for folder in FOLDERS.values() if folder.is_dir() for path in sorted(folder.rglob("*")))
    return [path for path in found if path.is_file() and path.suffix not in NO_DOCUMENTS]


def named(path: Path) -> str:
    folder = next(folder for folder in FOLDERS.values() if path.is_relative_to(folder))
    return path.relative_to(folder).as_posix()


def counted(texts: Iterable[str]) -> Counter[str]:
    """Count characters that show."""
    return Counter(
        sign for text in texts for sign in text if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"}
    )


def read_characters(document: Document) -> Counter[str]:
    """Count what a document holds; of a row its cells, for the lines between them are ours."""
    blocks = (text for block in document.blocks for text in (block.marker, *(block.cells or (block.text,))))
    return counted(blocks) + counted(apart.text for apart in document.apart)


# ---------------------------------------------------------------------------- the characters of a file


class _Words(HTMLParser):
    """The text of a page but for scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"} and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def html_characters(text: str) -> Counter[str]:
    words = _Words()
    words.feed(text)
    words.close()
    return counted(words.words)


def docx_characters(content: bytes) -> Counter[str]:
    """Count the text in the parts of a Word document; of alternatives the first, as Word shows it."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml", name):
                root = etree.fromstring(archive.read(name))
                texts += [
                    "-" if element.tag.endswith("noBreakHyphen") else element.text or ""
                    for element in root.iter(f"{word}t", f"{word}delText", f"{word}noBreakHyphen")
                    if not any(above.tag == fallback for above in element.iterancestors())
                ]
    return counted(texts)


def odt_characters(content: bytes) -> Counter[str]:
    """Count the text in the body and the running lines of an OpenDocument text."""
    office, style = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "style"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("content.xml")).iter(f"{office}body")
        running = etree.fromstring(archive.read("styles.xml")).iter(f"{style}header", f"{style}footer")
        return counted("".join(element.itertext()) for element in (*body, *running))


def markdown_characters(text: str) -> Counter[str]:
    """Count what is left of Markdown without the signs for looks and lists, addresses of links, and tags."""
    text = re.sub(r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"]*\")?\)", "]", text)
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    text = re.sub(r"^[|:\s-]+$", "", text, flags=re.MULTILINE)
    return counted([html.unescape(text)])


def data_characters(text: str) -> Counter[str]:
    """Count the values in YAML."""

    def values(data: object) -> Iterable[str]:
        if isinstance(data, dict | list):
            for inner in data.values() if isinstance(data, dict) else data:
                yield from values(inner)
        elif data is not None:
            yield str(data)

    return counted(values(yaml.safe_load(text)))


def xml_characters(content: bytes, document: Document) -> Counter[str]:
    """Count the text-bearing parts of an XML publication."""
    module = {"cvdr": "cvdr", "stop": "stop", "bwb": "bwb", "publicatie": "publication"}[document.format]
    return importlib.import_module(f"tracker.parse.{module}").xml_characters(content)


def file_characters(content: bytes, document: Document) -> Counter[str]:
    """Count the characters of a file by a reading of its own."""
    found = detect(content)
    if found.format is Format.ZIP:
        content, found = only_document(content, found)
    text = decode(content)[0] if found.format not in {Format.PDF, Format.DOCX, Format.ODT} else ""
    match found.format:
        case Format.PDF:
            return importlib.import_module("tracker.parse.pdf").pdf_characters(content)
        case Format.DOCX:
            return docx_characters(content)
        case Format.ODT:
            return odt_characters(content)
        case Format.HTML if document.format == "publicatie":
            return importlib.import_module("tracker.parse.publisher_html").publisher_characters(content)
        case Format.HTML:
            return html_characters(text)
        case Format.XML:
            return xml_characters(content, document)
        case Format.MARKDOWN:
            return markdown_characters(text)
        case Format.YAML:
            return data_characters(text)
        case _:
            return counted([text])


# ---------------------------------------------------------------------------- every document


@cache
def read(path: Path) -> Document | ReadError:
    try:
        return parse(path.read_bytes(), name=named(path))
    except ReadError as error:
        return error


def parsed(path: Path) -> Document:
    document = read(path)
    if isinstance(document, ReadError):
        assert document.reason != "parser-failed", document
        pytest.skip(f"no text to lose ({document.reason})")
    return document


@pytest.mark.parametrize("path", documents(), ids=named)
def test_parsing_loses_no_character(path: Path) -> None:
    document = parsed(path)
    if any("OCR" in note for note in document.notes):
        pytest.skip("the file holds a picture of the text, or a text layer that OCR replaced")
    expected, found = file_characters(path.read_bytes(), document), read_characters(document)
    if document.format in {"markdown", "yaml"}:
        expected, found = (
            Counter({sign: number for sign, number in count.items() if sign not in MARKDOWN_SIGNS})
            for count in (expected, found)
        )
    lost = expected - found
    assert not lost, f"{named(path)}: in the file but not in the document: {dict(lost)}"
    invented = found - expected - generated(document)
    assert not invented, f"{named(path)}: in the document but not in the file: {dict(invented)}"


def generated(document: Document) -> Counter[str]:
    """Count the characters that a page shows though its file does not hold them: markers that a list counts out."""
    markers = counted(block.marker for block in document.blocks)
    terms = Counter({":": sum(block.role == "definitie" for block in document.blocks)})
    listed = (
        counted(cell for block in document.blocks for cell in block.cells) if document.format == "docx" else Counter()
    )
    return markers + terms + listed


@pytest.mark.parametrize("path", documents(), ids=named)
def test_splitting_loses_no_character(path: Path) -> None:
    splitting = pytest.importorskip("tracker.split")
    document = parsed(path)
    pieces = splitting.split(document)
    expected = counted(text for block in document.blocks for text in (block.marker, block.text))
    clauses = counted(text for clause in pieces.clauses for text in (clause.label, clause.heading, clause.text))
    asked = counted(text for question in pieces.questions for text in (question.label, question.question))
    answers = [(each.answer_label, each.answer) for each in pieces.questions]
    around = clauses + asked + counted(apart.text for apart in pieces.apart)
    found = around + counted(text for pair in answers for text in pair)
    # One answer to several questions stands with each of them.
    once = around + counted(text for pair in set(answers) for text in pair)
    # The line between the cells of a row is ours; a question takes the cells without it.
    for count in (expected, found, once):
        count.pop("|", None)
    assert not expected - found, f"{named(path)}: in the blocks but not in the clauses: {dict(expected - found)}"
    assert not once - expected, f"{named(path)}: in the clauses but not in the blocks: {dict(once - expected)}"


# ---------------------------------------------------------------------------- any text


SOME_WORDS = (
    "bewoner raad Artikel 3 Hoofdstuk IV 1. 2.1 a. a) 1°. – - • Vraag 4 Antwoord: ja nee? besluit; en/of buurt- huis "
    "pagina 12 van 30 ..... Inhoud € ‘zo’ (niet) é ĳ 🙂"
)
WORDS = st.sampled_from(SOME_WORDS.split())
LINES = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.lists(st.one_of(LINES, st.just(""), st.just("\f")), max_size=30).map("\n".join)
CHECKED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_with(parser: Callable[[bytes], Document], text: str) -> Document:
    """Return the document; an empty one where the parser says that there are no words."""
    try:
        return parser(text.encode())
    except ReadError as error:
        if error.reason not in {"empty", "no-text", "error-page"}:
            raise
        return NOTHING


@CHECKED
@given(TEXTS)
def test_no_text_loses_a_character(text: str) -> None:
    document = read_with(parse_text, text)
    assert document is NOTHING or read_characters(document) == counted([text])


SIGNS = ["", "# ", "##", "- ", "1. ", "> ", "    ", "**"]


@CHECKED
@given(st.lists(st.tuples(st.sampled_from(SIGNS), LINES), min_size=1, max_size=20))
def test_no_markdown_loses_a_character(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{sign}{line}{'**' if sign == '**' else ''}" for sign, line in lines)
    document = read_with(parse_markdown, text)
    lost = markdown_characters(text) - read_characters(document)
    assert document is NOTHING or not {sign for sign in lost if sign not in MARKDOWN_SIGNS}, text


TAGS = "p div h1 h2 ul ol li dl dt dd table tr td th caption b em a span br nav aside form details summary section"


def elements(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements of all kinds around what is inside."""
    return st.tuples(st.sampled_from(TAGS.split()), st.lists(inside, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{' '.join(pair[1])}</{pair[0]}>"
    )


@CHECKED
@given(st.recursive(LINES.map(html.escape), elements, max_leaves=25))
def test_no_page_loses_a_character(body: str) -> None:
    page = f"<!doctype html><html><body><p>Begin.</p>{body}</body></html>"
    document = read_with(parse, page)
    assert document is NOTHING or not html_characters(page) - read_characters(document), page


def test_the_comparison_can_fail() -> None:
    document = parse(b"De raad beslist over het plan.")
    short = Document(document.title, document.format, document.blocks[:0])
    assert counted(["De raad beslist over het plan."]) == read_characters(document)
    assert counted(["De raad beslist over het plan."]) - read_characters(short)
    assert document.blocks[0].kind is BlockKind.PARAGRAPH
