"""From bytes to a document of blocks, one module or package a format."""

import codecs
import re

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.archives import only_document
from tracker.parse.detect import Detected, Format, decode, detect

MAXIMUM_BYTES = 300_000_000
"""A document of more bytes than this is not read."""

_REFUSALS = {
    Format.RTF: ("unsupported-format", "RTF is not read", "ask for the document as PDF or DOCX"),
    Format.OFFICE: ("unsupported-format", "only text documents are read", "ask for the document as PDF or DOCX"),
    Format.OTHER: ("not-a-document", "there is no text in it to read", "give the address of the document itself"),
}
_ARCHIVES = frozenset({Format.ZIP, Format.TAR, Format.GZIP, Format.BZIP2, Format.XZ})


def parse(content: bytes, *, media_type: str = "", name: str = "", jobs: int = 1) -> Document:
    """Read one document.

    What it is follows from `content`; of `media_type` ("text/html; charset=...") only the charset is used, and `name`
    only to say in messages which document was read. `jobs` is the number of processes for a large PDF.

    Raises ReadError with the reason in one line, never anything else: `empty`, `not-a-document`, `unsupported-format`,
    `too-large`, `broken-xml`, `entities`, `error-page`, `encrypted`, `no-text`, `many-documents`, `parser-failed`, and
    those of the PDF reader.
    """
    try:
        return _parse(content, _charset(media_type), jobs)
    except ReadError as error:
        if not name or name in str(error):
            raise
        raise ReadError(error.reason, f"{name}: {error}") from error


def _parse(content: bytes, declared: str, jobs: int) -> Document:
    if len(content) > MAXIMUM_BYTES:
        raise ReadError(
            "too-large",
            f"the document has {len(content):,} bytes, more than the {MAXIMUM_BYTES:,} that are read: "
            "look for its parts, or for a smaller version",
        )
    found = detect(content)
    if found.format in _ARCHIVES:
        content, found = only_document(content, found)
    if found.format in _REFUSALS:
        reason, wrong, advice = _REFUSALS[found.format]
        raise ReadError(reason, f"the document is {found.name}: {wrong}; {advice}")
    try:
        return _read(content, found, declared, jobs)
    except ReadError:
        raise
    except MemoryError as error:
        raise ReadError(
            "too-large", f"{found.name} of {len(content):,} bytes does not fit in memory: look for its parts"
        ) from error
    except Exception as error:
        # Whatever a library trips over in a stranger's file must not stop the other documents.
        message = " ".join(str(error).split())[:200]
        raise ReadError(
            "parser-failed",
            f"the reader for {found.format} stopped at {found.name} of {len(content):,} bytes with "
            f"{type(error).__name__} ({message}): report it with the file",
        ) from error


def _charset(media_type: str) -> str:
    """Return the charset in a media type, empty where it names none."""
    for parameter in media_type.split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""


def _read(content: bytes, found: Detected, declared: str, jobs: int) -> Document:
    """Hand the bytes to the reader of their format; a reader is imported when it is needed."""
    match found.format:
        case Format.PDF:
            from tracker.parse.pdf import parse_pdf

            return parse_pdf(content, jobs=jobs)
        case Format.XML:
            return _read_xml(content)
        case Format.HTML:
            return _read_html(content, declared)
        case Format.DOCX:
            from tracker.parse.docx import parse_docx

            return parse_docx(content)
        case Format.ODT:
            from tracker.parse.odt import parse_odt

            return parse_odt(content)
        case Format.OLE:
            from tracker.parse.docx import refuse_ole

            return refuse_ole(content)
        case Format.MARKDOWN:
            from tracker.parse.markdown import parse_markdown

            return parse_markdown(content, declared=declared)
        case Format.JSON | Format.YAML:
            from tracker.parse.structured import parse_structured

            return parse_structured(content, found.format, declared=declared)
        case _:
            from tracker.parse.text import parse_text

            return parse_text(content, declared=declared)


def _read_xml(content: bytes) -> Document:
    """Hand an XML document to the reader that knows its schema."""
    from tracker.parse import bwb, cvdr, publication, stop
    from tracker.parse.xml import read_xml

    root = read_xml(content)
    readers = (
        (bwb.recognises, bwb.parse_bwb),
        (stop.recognises, stop.parse_stop),
        (cvdr.recognises, cvdr.parse_cvdr),
        (publication.recognises, publication.parse_publication),
    )
    for recognises, read in readers:
        if recognises(root):
            return read(content)
    name = etree.QName(root).localname
    raise ReadError(
        "not-a-document",
        f"the XML document is a <{name}>{_XML_KINDS.get(name, '')}, no regulation or publication: "
        "give the address of the text itself (CVDR, STOP, Gemeenteblad or BWB XML)",
    )


_XML_KINDS = {
    "Envelope": " (an answer of a web service)",
    "searchRetrieveResponse": " (search results)",
    "record": " (a search record)",
    "gzd": " (a search record)",
    "manifest": " (a list of files)",
    "work": " (a list of versions)",
    "metadata": " (metadata of a publication)",
    "rss": " (a feed)",
    "feed": " (a feed)",
    "urlset": " (a site map)",
    "svg": " (a drawing)",
    "owBestand": " (annotations of the Omgevingswet)",
}
"""Root elements that are often met where a document was expected."""


def _read_html(content: bytes, declared: str) -> Document:
    from tracker.parse.html import parse_html
    from tracker.parse.html_reading import read_html
    from tracker.parse.publisher_html import parse_publisher_html, recognises_html
    from tracker.parse.regulation_bank import set_bank_apart

    # With its mark, UTF-8 is what every reader takes the page for, whatever the page says of itself.
    named = _META_CHARSET.search(content[:4096])
    text = decode(content, declared or (named[1].decode("ascii") if named else ""))[0]
    content = codecs.BOM_UTF8 + text.encode("utf-8", errors="replace")
    if recognises_html(read_html(content)):
        return set_bank_apart(parse_publisher_html(content))
    return set_bank_apart(parse_html(content))


_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
