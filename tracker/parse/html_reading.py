"""Read the bytes of an HTML page to a tree, in the encoding that it really has."""

import re

from lxml import etree, html

from tracker.model import ReadError
from tracker.parse.detect import decode

_META_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^[\s\ufeff]*<\?xml\b[^>]*\?>")
_BYTES_WITH_META = 4096
"""Where a page names its encoding; the HTML standard asks for the first 1,024 bytes, pages put it later."""


def read_html(content: bytes, declared: str = "") -> etree._Element:
    """Return the root of an HTML page; XHTML is read as HTML, without namespaces.

    declared: the charset that the server named. The encoding is the one that the bytes are in (see
    `tracker.parse.detect.decode`); where they do not tell, what the server named, then what the page says itself.

    Raises ReadError (`empty`, `broken-html`) when there is no page in the bytes.
    """
    text = decode_html(content, declared).replace("\x00", "")
    if not text.strip("\ufeff \t\r\n"):
        raise ReadError("empty", "the page is empty: look at its address in a browser and try again later")
    try:
        return html.document_fromstring(
            _XML_DECLARATION.sub("", text, count=1), parser=html.HTMLParser(huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("broken-html", f"the page cannot be read as HTML ({error}): look at it in a browser") from error


def decode_html(content: bytes, declared: str = "") -> str:
    """Return the text of a page; see `read_html` for how the encoding is found."""
    named = _META_CHARSET.search(content[:_BYTES_WITH_META])
    return decode(content, declared or (named[1].decode("ascii") if named else ""))[0]
