"""What a document is follows from its bytes."""

import gzip
import io
import zipfile

import docx
import pytest

from tracker.model import ReadError
from tracker.parse import parse
from tracker.parse.detect import Format, decode, detect


def package(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


def word() -> bytes:
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


KINDS: list[tuple[str, bytes, Format]] = [
    ("PDF", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", Format.PDF),
    ("PDF after a line that a server put before it", b"\r\nX-Cache: HIT\r\n\r\n%PDF-1.4\n", Format.PDF),
    ("a page about PDF", b"<html><body><p>%PDF-1.4 is de eerste regel van een PDF.</p></body></html>", Format.HTML),
    ("Word", word(), Format.DOCX),
    ("OpenDocument", package(mimetype="application/vnd.oasis.opendocument.text", content_xml="<a/>"), Format.ODT),
    (
        "OpenDocument, but a spreadsheet",
        package(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        Format.OFFICE,
    ),
    ("Excel", package(xl__workbook_xml="<a/>", **{"[Content_Types]_xml": "<Types/>"}), Format.OFFICE),
    ("another ZIP", package(brief="tekst"), Format.ZIP),
    ("gzip", gzip.compress(b"tekst"), Format.GZIP),
    ("RTF", b"{\\rtf1 tekst}", Format.RTF),
    ("OLE", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Format.OLE),
    ("XML with a declaration", b"<?xml version='1.0'?>\n<cvdr/>", Format.XML),
    ("XML without one", b"<regeling><kop>1</kop></regeling>", Format.XML),
    ("XML with a mark and spaces", b"\xef\xbb\xbf\n <stop:x xmlns:stop='s'/>", Format.XML),
    ("XML after a comment", b"<!-- gemaakt door een programma -->\n<gemeenteblad/>", Format.XML),
    ("XML in UTF-16", "<?xml version='1.0' encoding='utf-16'?><cvdr/>".encode("utf-16"), Format.XML),
    ("XML whose type is named", b"<!DOCTYPE regeling SYSTEM 'regeling.dtd'><regeling/>", Format.XML),
    ("XHTML with a declaration", b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='h'/>", Format.HTML),
    ("HTML", b"<!DOCTYPE html>\n<html lang='nl'><body><p>tekst</p></body></html>", Format.HTML),
    (
        "HTML after what a script printed",
        b"Warning: line 3\n<!doctype html><html><body><p>x</p></body></html>",
        Format.HTML,
    ),
    ("HTML without a head", b"<h1>Regel</h1>\n<p>Een zin.</p>\n<ul><li>punt</li></ul>", Format.HTML),
    ("HTML with text first", b"Inleiding\n<p>a</p><p>b</p><div>c</div><ul><li>d</li></ul>", Format.HTML),
    ("Markdown", b"# Beleidsregel\n\nDe raad besluit.\n", Format.MARKDOWN),
    ("Markdown without a space", b"##Beleidsregel\n\nDe raad besluit.\n", Format.MARKDOWN),
    (
        "Markdown under a meta element",
        b"<meta charset='utf-8' />\n\n##Beleidsregel\n\n### Artikel  1\n",
        Format.MARKDOWN,
    ),
    ("Markdown with front matter", b"---\ntitel: Regel\ndatum: 2018-01-30\n---\n\nDe raad besluit.\n", Format.MARKDOWN),
    ("Markdown known by its looks", b"De **raad** en het **college** en\n[de wijk](http://a.nl).\n", Format.MARKDOWN),
    ("text", b"De raad besluit.\n\nHet college voert uit.\n", Format.TEXT),
    (
        "text that opens as a letter",
        b"Aan: de raad\nVan: het college\nBetreft: het plan:\n\nGeachte raad,\n",
        Format.TEXT,
    ),
    ("text with a smaller-than sign", b"< 5 bewoners\n> 5 bewoners\n", Format.TEXT),
    ("text from a printed page", b"# Gemeente\nBesluit\n\x0c# Gemeente\nTweede bladzijde\n", Format.TEXT),
    ("text in UTF-16", "De raad besluit. Het college voert uit.".encode("utf-16-le"), Format.TEXT),
    ("JSON", b'{"titel": "Regel"}', Format.JSON),
    ("JSON lines", b'{"vraag": "a"}\n{"vraag": "b"}\n', Format.JSON),
    ("text in brackets", b"[vervallen]", Format.TEXT),
    ("YAML", b"---\nnaam: Regel\nartikelen:\n  - nummer: 1\n    tekst: a\n", Format.YAML),
    ("an image", b"\x89PNG\r\n\x1a\n\x00", Format.OTHER),
    ("text that opens with two letters of a format", b"MZ is een afkorting.", Format.TEXT),
    ("text that opens with two letters of an image", b"BM geeft aan: akkoord.", Format.TEXT),
]


@pytest.mark.parametrize(("what", "content", "expected"), KINDS, ids=[kind[0] for kind in KINDS])
def test_kind_follows_from_content(what: str, content: bytes, expected: Format) -> None:
    assert detect(content).format == expected, what


def test_name_and_media_type_do_not_decide() -> None:
    page = b"<!doctype html><html><body><main><h1>Regel</h1><p>Bewoners beslissen mee.</p></main></body></html>"
    document = parse(page, media_type="application/pdf", name="regel.pdf")
    assert document.format == "html"
    assert document.title == "Regel"


def test_an_error_page_that_is_sent_as_pdf_is_an_error_page() -> None:
    page = b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    with pytest.raises(ReadError) as failure:
        parse(page, media_type="application/pdf", name="https://voorbeeldstad.nl/regel.pdf")
    assert failure.value.reason == "error-page"
    assert "voorbeeldstad" in str(failure.value)


@pytest.mark.parametrize(
    ("content", "declared", "text", "encoding"),
    [
        ("één".encode(), "", "één", "utf-8"),
        ("één".encode(), "latin-1", "één", "utf-8"),
        ("één café in de wijk".encode("cp1252"), "latin-1", "één café in de wijk", "cp1252"),
        ("één café in de wijk".encode("cp850"), "cp850", "één café in de wijk", "cp850"),
        ("één".encode("utf-16"), "utf-8", "één", "utf-16"),
        ("een wijk".encode("utf-16-be"), "", "een wijk", "utf-16-be"),
    ],
)
def test_decode(content: bytes, declared: str, text: str, encoding: str) -> None:
    assert decode(content, declared) == (text, encoding)
