"""What a document is, by its content: the first bytes, and for text what it looks like."""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from charset_normalizer import from_bytes

from tracker.model import ReadError

TEXT_SAMPLE = 200_000
"""Characters that are looked at to tell one kind of text from another."""


class Format(StrEnum):
    """The formats that are told apart; those without a reader get their reason in `tracker.parse`."""

    PDF = "pdf"
    XML = "xml"
    HTML = "html"
    DOCX = "docx"
    ODT = "odt"
    MARKDOWN = "markdown"
    TEXT = "text"
    JSON = "json"
    YAML = "yaml"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    OLE = "ole"
    RTF = "rtf"
    OFFICE = "office"  # spreadsheets, slides and other containers of their kind
    OTHER = "other"  # images, sound, programs, fonts


@dataclass(frozen=True)
class Detected:
    """What some bytes are; `name` in words, for messages."""

    format: Format
    name: str


_MAGIC: tuple[tuple[int, bytes, Format, str], ...] = (
    (0, b"%PDF-", Format.PDF, "a PDF"),
    (0, b"PK\x03\x04", Format.ZIP, "a ZIP archive"),
    (0, b"PK\x05\x06", Format.ZIP, "a ZIP archive"),
    (0, b"PK\x07\x08", Format.ZIP, "a ZIP archive in parts"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OLE, "an OLE container"),
    (0, b"{\\rtf", Format.RTF, "an RTF document"),
    (0, b"\x1f\x8b\x08", Format.GZIP, "a gzip archive"),
    (0, b"BZh", Format.BZIP2, "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", Format.XZ, "an xz archive"),
    (257, b"ustar", Format.TAR, "a tar archive"),
    (0, b"7z\xbc\xaf\x27\x1c", Format.OTHER, "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", Format.OTHER, "a RAR archive"),
    (0, b"\x89PNG\r\n\x1a\n", Format.OTHER, "an image (PNG)"),
    (0, b"\xff\xd8\xff", Format.OTHER, "an image (JPEG)"),
    (0, b"GIF8", Format.OTHER, "an image (GIF)"),
    (0, b"II*\x00", Format.OTHER, "an image (TIFF)"),
    (0, b"MM\x00*", Format.OTHER, "an image (TIFF)"),
    (0, b"BM", Format.OTHER, "an image (BMP)"),
    (8, b"WEBP", Format.OTHER, "an image (WebP)"),
    (4, b"ftyp", Format.OTHER, "a video or image (MP4 family)"),
    (0, b"\x00\x00\x01\x00", Format.OTHER, "an icon"),
    (0, b"\x1aE\xdf\xa3", Format.OTHER, "a video (Matroska)"),
    (8, b"AVI ", Format.OTHER, "a video (AVI)"),
    (8, b"WAVE", Format.OTHER, "a sound (WAV)"),
    (0, b"ID3", Format.OTHER, "a sound (MP3)"),
    (0, b"\xff\xfb", Format.OTHER, "a sound (MP3)"),
    (0, b"OggS", Format.OTHER, "a sound or video (Ogg)"),
    (0, b"MZ", Format.OTHER, "a Windows program"),
    (0, b"\x7fELF", Format.OTHER, "a program (ELF)"),
    (0, b"SQLite format 3\x00", Format.OTHER, "an SQLite database"),
    (0, b"wOFF", Format.OTHER, "a font"),
    (0, b"wOF2", Format.OTHER, "a font"),
)
"""(offset, bytes, format, name); sources: the formats' own specifications. Names of two letters need a binary rest."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_HTML_START = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(
    r"<(?:head|body|title|meta|link|script|style|div|p|h[1-6]|table|ul|ol|main|article|section|header|nav|span|form)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_XML_START = re.compile(r"<\?xml\s|<([A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*(\s[^<>]*)?/?>")
_COMMENTS = re.compile(r"(?:\s*<!--.*?-->)+", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]*[^\W_]", re.MULTILINE)
_MARKDOWN_SIGNS = re.compile(
    r"^ {0,3}#{1,6}[ \t]*[^\s#]"  # a heading, also without a space
    r"|^[^\n|]*\S[^\n]*\n {0,3}(?:={3,}|-{3,})[ \t]*$"  # an underlined heading
    r"|!?\[[^\]\n]+\]\([^)\s]+\)"  # a link
    r"|(?<![\w*])\*\*[^*\n]+\*\*"  # bold
    r"|^ {0,3}```"
    r"|^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|",  # a table
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){1,200}?---[ \t]*\n")
_YAML_LINE = re.compile(r"^(?:[\"']?[\w$][\w$ .-]*[\"']?:(?:\s|$)|- |-$|\s|#|---|\.\.\.|%YAML|$)")


def detect(content: bytes) -> Detected:
    """Tell what `content` is.

    Raises ReadError `empty` for no bytes, or for nothing but whitespace and zeros, and `not-a-document` for bytes that
    are neither a known format nor text.
    """
    if not content.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf\xff\xfe"):
        raise ReadError(
            "empty", f"the document is empty ({len(content)} bytes without a word): look whether the source has moved"
        )
    binary = _by_magic(content)
    if binary and binary.format is Format.ZIP:
        return _inside_zip(content, binary)
    if binary:
        return binary
    text = decode(content)[0]
    if len(_CONTROL.findall(text[:TEXT_SAMPLE])) > len(text[:TEXT_SAMPLE]) // 100 + 1:
        raise ReadError(
            "not-a-document",
            f"the document is no text and no known format (it starts with {content[:8].hex(' ')}): "
            "give the address of a PDF, a page or a text",
        )
    return _kind_of_text(text)


def _by_magic(content: bytes) -> Detected | None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    for offset, magic, kind, name in _MAGIC:
        where = content if offset else start
        if where[offset : offset + len(magic)] == magic and (len(magic) > 2 or _is_binary(content)):
            return Detected(kind, name)
    # PDF readers allow up to 1,024 bytes of rubbish before the header (ISO 32000-1, annex H.3.4.1).
    if b"%PDF-" in content[:1024] and not start.startswith(b"<"):
        return Detected(Format.PDF, "a PDF")
    return None


def _is_binary(content: bytes) -> bool:
    return b"\x00" in content[:4096] and not _utf16_without_mark(content)


def _inside_zip(content: bytes, archive: Detected) -> Detected:
    """Tell an office document from another archive by the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = set(opened.namelist())
            kind = opened.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return archive
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return Detected(Format.ODT, "an OpenDocument text")
    if kind.startswith((b"application/vnd.oasis.opendocument", b"application/epub")):
        return Detected(Format.OFFICE, "an OpenDocument or EPUB file that is no text document")
    if "[Content_Types].xml" in names:
        if any(name.startswith(("xl/", "ppt/", "visio/")) for name in names):
            return Detected(Format.OFFICE, "a spreadsheet or a set of slides")
        return Detected(Format.DOCX, "a Word document")
    return archive


_HIGH_CONTROLS = "".join(map(chr, range(0x80, 0xC0)))
_WINDOWS_SIGNS = bytes(range(0x80, 0xA0)).decode("cp1252", errors="ignore")
_TWICE_ENCODED = re.compile(f"(?:[ÂÃÄÅ]|â[{_HIGH_CONTROLS}{_WINDOWS_SIGNS}])[{_HIGH_CONTROLS}{_WINDOWS_SIGNS}]")
"""Letters with accents, and quotation marks and dashes, of UTF-8 that was read as Latin-1 or Windows-1252 and saved."""


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of bytes and the encoding that they were read in (see `_decode_once`), mended where the text
    was once read in a wrong encoding and saved so: "cliÃ«nt" is "cliënt". Never fails.
    """
    text, encoding = _decode_once(content, declared)
    if len(_TWICE_ENCODED.findall(text[:TEXT_SAMPLE])) >= 2:
        mended = _TWICE_ENCODED.sub(_mend, text)
        if mended != text:
            return mended, f"{encoding}, encoded twice"
    return text, encoding


def _mend(found: re.Match[str]) -> str:
    try:
        encoded = b"".join(letter.encode("latin-1" if ord(letter) < 0x100 else "cp1252") for letter in found[0])
        return encoded.decode("utf-8")
    except UnicodeError:
        return found[0]


def _decode_once(content: bytes, declared: str) -> tuple[str, str]:
    """Return the text of bytes and the encoding that they were read in.

    A byte-order mark decides; then UTF-16 without one (every other byte is zero); then UTF-8, for text that is valid
    in it is in it; then what was `declared`; then Windows-1252 or what the bytes look like most. Bytes that are UTF-8
    but for a few are read as UTF-8, those few as Windows-1252. Never fails.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    wide = _utf16_without_mark(content)
    if wide:
        return content.decode(wide, errors="replace"), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(content):
        return _decode_damaged(content), "utf-8"
    for encoding in (_known_encoding(declared), _likely_encoding(content)):
        if encoding:
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
    return content.decode("cp1252", errors="replace"), "cp1252"


def _utf16_without_mark(content: bytes) -> str:
    sample = content[:4000]
    half = len(sample) // 2
    if half < 2:
        return ""
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _mostly_utf8(content: bytes) -> bool:
    """Say whether more bytes above 127 stand in valid UTF-8 sequences than not."""
    wrong = content.decode("utf-8", errors="surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", wrong))
    valid = len(re.findall("[^\x00-\x7f\udc80-\udcff]", wrong))
    return valid > broken


def _decode_damaged(content: bytes) -> str:
    def as_windows(found: re.Match[str]) -> str:
        return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", errors="replace")

    return re.sub("[\udc80-\udcff]", as_windows, content.decode("utf-8", errors="surrogateescape"))


def _known_encoding(declared: str) -> str:
    """Return a declared encoding that bytes which are not UTF-8 can be in; Latin-1 on the web is Windows-1252."""
    name = declared.strip().strip("\"'").lower().replace("_", "-")
    if name in {"", "utf-8", "utf8", "ascii", "us-ascii"} or name.startswith(("utf-16", "utf-32", "ucs")):
        return ""
    if name in {"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"}:
        return "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return ""
    return name


def _likely_encoding(content: bytes) -> str:
    """Return the encoding of Dutch text of the last decades that the bytes look like most."""
    found = from_bytes(content[:50_000], cp_isolation=["cp1252", "iso8859_15", "cp850", "mac_roman"]).best()
    return found.encoding if found else "cp1252"


def _kind_of_text(text: str) -> Detected:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = text.lstrip("\ufeff \t\n\x00")
    bare = _COMMENTS.sub("", start, count=1).lstrip() if start.startswith("<!--") else start
    head = bare[:TEXT_SAMPLE]
    for recognised in (_as_markup, _as_json, _as_yaml):
        found = recognised(head, text)
        if found:
            return found
    if _FRONT_MATTER.match(start) or is_markdown(head):
        return Detected(Format.MARKDOWN, "Markdown")
    return Detected(Format.TEXT, "plain text")


def _as_markup(head: str, text: str) -> Detected | None:
    html = Detected(Format.HTML, "an HTML page")
    if head.startswith("<?xml"):
        # The root decides: the publishers' pages are XHTML with an XML declaration.
        root = re.search(r"<(?!\?|!)([\w:.-]+)", head)
        return html if root and root[1].lower() == "html" else Detected(Format.XML, "XML")
    early = _HTML_START.search(head[:2000])
    if early and (early.start() == 0 or "</" in text):
        return html
    tags = len(_HTML_TAG.findall(head))
    if head.startswith("<"):
        if _HTML_TAG.match(head) and not (tags <= 2 and _MARKDOWN_HEADING.search(head)):
            return html
        if _XML_START.match(head) and not _HTML_TAG.match(head):
            return Detected(Format.XML, "XML")
        if head.startswith("<!DOCTYPE"):
            return Detected(Format.XML, "XML")
    # A fragment of a page: more block tags than headings in Markdown.
    if tags >= 4 and "</" in head and tags > 2 * len(_MARKDOWN_HEADING.findall(head)):
        return html
    return None


def _as_json(head: str, text: str) -> Detected | None:
    if not head.startswith(("{", "[")):
        return None
    try:
        json.JSONDecoder().raw_decode(text.lstrip("\ufeff \t\n"))
    except (ValueError, RecursionError):
        if not re.match(r"[\[{]\s*(?:\{\s*)?\"[^\"\n]+\"\s*:", head):
            return None
    return Detected(Format.JSON, "JSON")


def _as_yaml(head: str, _text: str) -> Detected | None:
    """YAML: a mapping at the margin, with a list or a mapping in it; a letter with "Aan: de raad" above it is none."""
    lines = [line for line in head.split("\n") if line.strip()]
    margin = [line for line in lines if not line[0].isspace()]
    if len(margin) < 2 or not all(_YAML_LINE.match(line) for line in lines):
        return None
    if re.search(r"^---[ \t]*$", "\n".join(lines[1:]), re.MULTILINE):
        return None
    nested = sum(line.rstrip().endswith((":", ": |-", ": |", ": >", ": >-")) for line in margin)
    begins = margin[0].startswith(("---", "%YAML", "$"))
    named = all(re.match(r"[\w$-]+:(?:\s|$)|- |#|---|%", line) for line in margin)
    return Detected(Format.YAML, "YAML") if named and nested and (begins or nested >= 1) else None


def is_markdown(text: str) -> bool:
    """Say whether plain text uses Markdown: one heading, or several signs of other kinds.

    Text with form feeds comes from a printed page, where a "#" is noise of its reading.
    """
    if "\f" in text:
        return False
    signs = _MARKDOWN_SIGNS.findall(text)
    return len(signs) >= 3 or any(re.match(r" {0,3}#{1,6}[ \t]*[^\W\d_]", sign) for sign in signs)
