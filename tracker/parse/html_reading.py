"""Read the bytes of an HTML page to a tree, in the encoding that it really has."""

import re
from collections.abc import Iterator

from charset_normalizer import from_bytes
from lxml import etree, html

from tracker.model import ReadError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(content: bytes, declared: str = "") -> etree._Element:
    """Return the root of an HTML page.

    declared: the charset that the server named; believed when the bytes fit it. After it come a byte order mark, what
    the page says itself, UTF-8, and a guess from the bytes.

    Raises ReadError (`empty`, `broken-html`) when there is no page in the bytes.
    """
    text = decode_html(content, declared)
    if not text.strip():
        raise ReadError("empty", "the page is empty: look at its address in a browser and try again later")
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", text), parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("broken-html", f"the page cannot be read as HTML ({error}): look at it in a browser") from error
    return root


def decode_html(content: bytes, declared: str = "") -> str:
    """Return the text of a page; see `read_html` for how the encoding is found."""
    for encoding in _encodings(content, declared):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(content).best()
    return str(best) if best else content.decode("cp1252", errors="replace")


def _encodings(content: bytes, declared: str) -> Iterator[str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            yield encoding
    if declared:
        yield declared
    named = _META_CHARSET.search(content[:4096])
    if named:
        yield named[1].decode("ascii")
    yield "utf-8"
