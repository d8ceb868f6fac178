"""Read XML safely: no network, no entities of a stranger's making, and one line when it is broken."""

import re

from lxml import etree

from tracker.model import ReadError
from tracker.parse.detect import decode

_BLANK = b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf\xff\xfe"
_DECLARATION = re.compile(r"^[\s\ufeff]*<\?xml\b[^>]*\?>")
_DECLARED_ENCODING = re.compile(rb"^\W*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIRST_ELEMENT = re.compile(r"<[^\W\d]")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_EXTERNAL = re.compile(r"<!ENTITY\s+(?:%\s+)?\S+\s+(?:SYSTEM|PUBLIC)", re.IGNORECASE)


def read_xml(content: bytes) -> etree._Element:
    """Return the root element of an XML document, without comments and processing instructions.

    The encoding is the one that the bytes are in, whatever the document declares (see `tracker.parse.detect.decode`).

    Raises ReadError: `empty`; `entities` for a document that defines entities of its own, which can name files of this
    machine or grow to gigabytes; `broken-xml` for what is not well-formed, with its line; `too-large` for elements more
    than 256 deep or text longer than 10 million characters in one piece (the limits of libxml2).
    """
    if not content.strip(_BLANK):
        raise ReadError("empty", "the XML document is empty: look at its address and try again later")
    declared = _DECLARED_ENCODING.search(content[:300])
    text = _DECLARATION.sub("", decode(content, declared[1].decode("ascii") if declared else "")[0], count=1)
    _refuse_entities(text)
    try:
        root = etree.fromstring(text.lstrip().encode(), _parser())
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error
    _refuse_unknown_entities(root)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_entities(text: str) -> None:
    """Refuse a document type that defines entities; one that only names a document type is harmless, and common."""
    if "<!" not in text:
        return
    first = _FIRST_ELEMENT.search(_COMMENT.sub("", text))
    before = _COMMENT.sub("", text)[: first.start() if first else None]
    if _ENTITY.search(before):
        what = "names a file or address outside itself" if _EXTERNAL.search(before) else "can grow without end"
        raise ReadError(
            "entities",
            f"the XML document defines entities of its own, which is not safe to read (it {what}): "
            "ask the publisher for the document without them",
        )


def _refuse_unknown_entities(root: etree._Element) -> None:
    """Refuse names of characters that only a document type elsewhere explains: their characters would be lost."""
    unknown = next(root.iter(etree.Entity), None)
    if unknown is not None:
        raise ReadError(
            "broken-xml",
            f"the XML document uses {unknown.text} and does not define it: ask the publisher for the character itself",
        )


def _refusal(error: etree.XMLSyntaxError) -> ReadError:
    message = " ".join(str(error.msg).split())
    if "depth" in message.lower() or "huge" in message.lower():
        return ReadError(
            "too-large",
            f"the XML document is too deep or too large to read ({message}): look whether it is a text at all",
        )
    return ReadError(
        "broken-xml",
        f"the XML document is not well-formed ({message}): it may be cut off; it is tried again at the next run",
    )


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, in lower case; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element; empty where it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def text_of(element: etree._Element | None) -> str:
    """Return all text within an element with single spaces; empty for no element."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def first_named(root: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first element at or below `root` with this local name, in lower case."""
    if root is None:
        return None
    return next((element for element in root.iter(etree.Element) if local_name(element) == name), None)
