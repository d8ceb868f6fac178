"""Documents that cannot be read: each gives its named reason in one line that says what is wrong and what to do."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from tracker.model import Document, ReadError
from tracker.parse import MAXIMUM_BYTES, parse

PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
RULE = "<html><body><main><h1>Beleidsregel</h1><p>Het college betrekt bewoners bij het plan.</p></main></body></html>"
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(40)


def outcome(content: bytes) -> Document | ReadError:
    """Return what parsing gives; any other exception is a failure of the test."""
    try:
        return parse(content)
    except ReadError as error:
        return error


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def with_member(content: bytes, name: str, replaced: Callable[[bytes], bytes | None]) -> bytes:
    """Change one member of a ZIP, or leave it out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    changed = replaced(members[name])
    return zipped({key: value for key, value in (members | {name: changed}).items() if value is not None})


def zeros(megabytes: int) -> bytes:
    """Zip a file of spaces that is so large only when it is unpacked."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("a.xml", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(b" " * 1_000_000)
    return packed.getvalue()


def bomb_in_word() -> bytes:
    """Make a Word document with a part of 400 MB, on disk less than one."""
    packed = io.BytesIO(word("tekst"))
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/media/image1.bmp", "w") as member,
    ):
        for _ in range(400):
            member.write(b"\x00" * 1_000_000)
    return packed.getvalue()


def encrypted_zip() -> bytes:
    """Mark a member as encrypted, as a ZIP with a password does (bit 0 of the flags)."""
    content = bytearray(zipped({"brief.txt": b"tekst"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def ole(*streams: str) -> bytes:
    names = b"".join(name.encode("utf-16-le") + bytes(64 - 2 * len(name)) for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + names + bytes(512)


def pdf(password: str = "") -> bytes:
    """Make a PDF of one page, encrypted when there is a password."""
    packed = io.BytesIO()
    sheet = canvas.Canvas(packed, encrypt=StandardEncryption(password) if password else None)
    sheet.drawString(72, 720, "Het college betrekt bewoners bij het plan.")
    sheet.save()
    return packed.getvalue()


NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
)
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><cvdr>&c;</cvdr>'
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><cvdr>&x;</cvdr>'


@dataclass(frozen=True)
class Bad:
    """Bytes that cannot be read, why, and a word that the message must hold."""

    what: str
    content: Callable[[], bytes]
    reason: str
    word: str


BAD = [
    Bad("nothing", lambda: b"", "empty", "empty"),
    Bad("spaces and line ends", lambda: b" \r\n\t \n", "empty", "empty"),
    Bad("a mark and no text", lambda: b"\xef\xbb\xbf\n", "empty", "empty"),
    Bad("zeros", lambda: bytes(5000), "empty", "5000 bytes"),
    Bad("XML that was cut off", lambda: b"<?xml version='1.0'?><cvdr><body><p>Het college", "broken-xml", "XML"),
    Bad("XML with tags that cross", lambda: b"<cvdr><a><b>tekst</a></b></cvdr>", "broken-xml", "XML"),
    Bad("an entity bomb", BILLION.encode, "entities", "entities"),
    Bad("an external entity", EXTERNAL.encode, "entities", "entities"),
    Bad("an entity in UTF-16", lambda: EXTERNAL.encode("utf-16"), "entities", "entities"),
    Bad(
        "XML of a web service", lambda: b"<s:Envelope xmlns:s='x'><s:Body/></s:Envelope>", "not-a-document", "Envelope"
    ),
    Bad("a feed", lambda: b"<?xml version='1.0'?><rss><channel/></rss>", "not-a-document", "feed"),
    Bad(
        "a page that is not there",
        PAGE.format(title="404", body="<h1>Not found</h1>").encode,
        "error-page",
        "Not found",
    ),
    Bad(
        "a Dutch page that is not there",
        PAGE.format(title="Voorbeeldstad | Pagina niet gevonden", body="<main><p>Zoek verder.</p></main>").encode,
        "error-page",
        "niet gevonden",
    ),
    Bad(
        "a page whose heading says so",
        PAGE.format(
            title="Voorbeeldstad", body="<h1>Helaas, deze pagina bestaat niet meer</h1><p>Ga naar huis.</p>"
        ).encode,
        "error-page",
        "bestaat niet",
    ),
    Bad(
        "a page of a server in trouble",
        PAGE.format(title="503 Service Temporarily Unavailable", body="<center><h1>503</h1></center>nginx").encode,
        "error-page",
        "503",
    ),
    Bad(
        "a page to log in",
        PAGE.format(
            title="Mijn Voorbeeldstad", body="<form>Naam <input><input type='password'></form><p>Welkom</p>"
        ).encode,
        "error-page",
        "password",
    ),
    Bad("a page made by a script", PAGE.format(title="App", body="<div id='root'></div>").encode, "no-text", "script"),
    Bad("a PDF with a password", lambda: pdf("geheim"), "encrypted", "password"),
    Bad("a PDF of zero pages", lambda: NO_PAGES, "no-pages", "page"),
    Bad("a PDF that was cut off", lambda: pdf()[:300], "broken-pdf", "PDF"),
    Bad("an image", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "not-a-document", "PNG"),
    Bad("a scan as TIFF", lambda: TIFF, "not-a-document", "TIFF"),
    Bad("a video", lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(50), "not-a-document", "video"),
    Bad("a program", lambda: b"MZ\x90\x00\x03\x00" + bytes(200), "not-a-document", "program"),
    Bad("bytes without a meaning", lambda: bytes(range(1, 256)) * 20, "not-a-document", "01 02"),
    Bad("a Word document that is no ZIP", lambda: word("tekst")[:900], "broken-archive", "unpacked"),
    Bad("a ZIP cut off at its end", lambda: zipped({"a.html": RULE.encode()})[:-30], "broken-archive", "unpacked"),
    Bad("a Word document of 400 MB", bomb_in_word, "too-large", "400,"),
    Bad("a ZIP that unpacks to 60 MB of spaces", lambda: zeros(60), "too-large", "60,000,000"),
    Bad("gzip that unpacks to 60 MB", lambda: gzip.compress(b" " * 60_000_000), "too-large", "unpacks"),
    Bad(
        "archives within archives",
        lambda: gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"a")))),
        "too-large",
        "archives",
    ),
    Bad(
        "a package without a main part",
        lambda: with_member(word("tekst"), "word/document.xml", lambda _: None),
        "not-a-document",
        "Word",
    ),
    Bad(
        "a package without a text",
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "iets.xml": b"<a/>"}),
        "not-a-document",
        "word/document.xml",
    ),
    Bad(
        "broken XML in a Word document",
        lambda: with_member(word("tekst"), "word/document.xml", lambda xml: xml[:-100]),
        "broken-xml",
        "XML",
    ),
    Bad("a Word document without words", lambda: word(), "no-text", "no text"),
    Bad("a Word document with a password", lambda: ole("EncryptionInfo", "EncryptedPackage"), "encrypted", "password"),
    Bad("a Word document of before 2007", lambda: ole("WordDocument"), "unsupported-format", ".doc"),
    Bad("a spreadsheet of before 2007", lambda: ole("Workbook"), "unsupported-format", "spreadsheet"),
    Bad("RTF", lambda: b"{\\rtf1\\ansi De raad besluit.}", "unsupported-format", "RTF"),
    Bad(
        "a spreadsheet",
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
        "unsupported-format",
        "spreadsheet",
    ),
    Bad("a ZIP with a password", encrypted_zip, "encrypted", "password"),
    Bad(
        "a ZIP with many documents",
        lambda: zipped({f"{n}.html": RULE.encode() for n in range(3)}),
        "many-documents",
        "3 documents",
    ),
    Bad(
        "a tar with many documents",
        lambda: tarred({f"{n}.txt": b"tekst" for n in range(4)}),
        "many-documents",
        "4 documents",
    ),
    Bad("a ZIP with a picture", lambda: zipped({"logo.png": b"\x89PNG\r\n\x1a\n"}), "empty", "no document"),
    Bad("an empty ZIP", lambda: zipped({}), "empty", "no document"),
    Bad(
        "search results",
        lambda: json.dumps([{"title": "a", "identifier": "b"}] * 3).encode(),
        "not-a-document",
        "search results",
    ),
    Bad("JSON that was cut off", lambda: b'{"title": "Beleidsregel", "articles": [{"number"', "broken-data", "cut off"),
    Bad(
        "settings in YAML", lambda: b"services:\n  web:\n    image: nginx\nversion: '3'\n", "not-a-document", "services"
    ),
    Bad("text without a word", lambda: b"---- 123 ---- 456 ....\n" * 3, "no-text", "no words"),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.what)
def test_bad_bytes_give_their_reason_in_one_line(bad: Bad) -> None:
    with pytest.raises(ReadError) as failure:
        parse(bad.content(), media_type="application/pdf", name="bron 7")
    message = str(failure.value)
    assert failure.value.reason == bad.reason, message
    assert bad.word in message
    assert "\n" not in message
    assert message.startswith("bron 7: "), "the message names what was read"
    assert ";" in message or ":" in message.removeprefix("bron 7: "), "the message says what to do"
    assert len(message) < 500


def test_more_bytes_than_the_cap_are_not_read() -> None:
    with pytest.raises(ReadError, match="look for its parts") as failure:
        parse(bytes(MAXIMUM_BYTES + 1))
    assert failure.value.reason == "too-large"


ENCODED = "Het college steunt cliënten – „elke” bewoner – in de wijk."


@pytest.mark.parametrize(
    ("what", "content", "media_type"),
    [
        ("UTF-8", ENCODED.encode(), "text/plain"),
        ("UTF-8 with a mark", ENCODED.encode("utf-8-sig"), "text/plain"),
        ("UTF-8 that the server calls Latin-1", ENCODED.encode(), "text/plain; charset=iso-8859-1"),
        ("Windows-1252 without a word about it", ENCODED.encode("cp1252"), "text/plain"),
        ("Windows-1252 that the server calls UTF-8", ENCODED.encode("cp1252"), "text/plain; charset=utf-8"),
        ("Windows-1252 that the server calls Latin-1", ENCODED.encode("cp1252"), 'text/plain; charset="iso-8859-1"'),
        ("a charset that does not exist", ENCODED.encode("cp1252"), "text/plain; charset=none-such"),
        ("UTF-16 with a mark", ENCODED.encode("utf-16"), "text/plain"),
        ("UTF-16 without a mark", ENCODED.encode("utf-16-le"), "text/plain"),
        ("UTF-16 the other way round", ENCODED.encode("utf-16-be"), "text/plain"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_has(what: str, content: bytes, media_type: str) -> None:
    if what.endswith("twice"):
        content = "Het college steunt cliÃ«nten â€“ elke bewoner â€“ in de wijk.".encode()
        assert (
            parse(content, media_type=media_type).blocks[0].text
            == "Het college steunt cliënten – elke bewoner – in de wijk."
        )
    else:
        assert parse(content, media_type=media_type).blocks[0].text == ENCODED, what


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_a_page_is_read_in_the_encoding_that_it_has(encoding: str) -> None:
    page = PAGE.format(title="Beleid", body=f"<main><h1>Beleid</h1><p>{ENCODED}</p></main>")
    assert parse(page.encode(encoding), media_type="text/html; charset=utf-8").blocks[-1].text == ENCODED


def test_a_few_bytes_in_another_encoding_do_not_spoil_the_rest() -> None:
    content = "De cliënt, de coördinator, het café.".encode() + b" En de caf\xe9baas."
    assert parse(content).blocks[0].text == "De cliënt, de coördinator, het café. En de cafébaas."


@pytest.mark.parametrize("depth", [300, 3000, 30000])
def test_deep_nesting_is_read_or_named(depth: int) -> None:
    for content in (
        b"<html><body>" + b"<div>" * depth + b"<p>Diep weg.</p>" + b"</div>" * depth + b"</body></html>",
        b"<cvdr>" * depth + b"tekst" + b"</cvdr>" * depth,
        b"[" * depth + b"]" * depth,
        b"> " * depth + b"# tekst\n\n**a** **b** **c**",
        b"- " * depth + b"tekst\n\n# Kop\n",
    ):
        found = outcome(content)
        assert found.blocks if isinstance(found, Document) else found.reason != "parser-failed", found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=400),
        st.sampled_from(
            [b"%PDF-1.7\n", b"PK\x03\x04", b"<?xml ", b"<html>", b"{\\rtf", b"\x1f\x8b\x08", b"---\n", b"[{"]
        ).flatmap(lambda start: st.binary(max_size=300).map(lambda rest: start + rest)),
    )
)
def test_no_bytes_raise_anything_but_a_named_reason(content: bytes) -> None:
    found = outcome(content)
    assert found.blocks if isinstance(found, Document) else found.reason and "\n" not in str(found)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=1, max_value=255))
def test_a_damaged_word_document_is_read_or_named(place: int, other: int) -> None:
    content = bytearray(word("Artikel 1", "Het college betrekt bewoners."))
    content[place % len(content)] ^= other
    found = outcome(bytes(content))
    assert found.blocks if isinstance(found, Document) else found.reason and "\n" not in str(found)


def test_archives_with_one_document_are_opened() -> None:
    for content in (
        zipped({"regel.html": RULE.encode(), "stijl.css": b"p {}", "__MACOSX/._regel.html": b"x"}),
        gzip.compress(RULE.encode()),
        bz2.compress(RULE.encode()),
        lzma.compress(tarred({"regel.html": RULE.encode()})),
        tarred({"regel.html": RULE.encode()}),
    ):
        assert parse(content).title == "Beleidsregel"


def test_a_crash_of_a_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyError("iets\nmet regels")

    monkeypatch.setattr("tracker.parse.text.parse_text", crash)
    with pytest.raises(ReadError) as failure:
        parse(b"De raad besluit.")
    assert failure.value.reason == "parser-failed"
    assert "text" in str(failure.value)
    assert "KeyError" in str(failure.value)
    assert "\n" not in str(failure.value)
    assert isinstance(failure.value.__cause__, KeyError)
