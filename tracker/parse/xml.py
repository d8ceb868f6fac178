"""Read XML safely: no network, no entities of a stranger's making, and one line when it is broken."""

import re

from lxml import etree

from tracker.model import ReadError

_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_EXTERNAL = re.compile(r"<!ENTITY\s+(?:%\s+)?\S+\s+(?:SYSTEM|PUBLIC)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE_REACH = 100_000
"""Characters of the start in which a document type, when there is one, must have its entities."""


def read_xml(content: bytes) -> etree._Element:
    """Return the root element of an XML document.

    Raises ReadError: `empty`; `entities` for a document that defines entities of its own, which can name files of this
    machine or grow to gigabytes; `broken-xml` for what is not well-formed, with line and column.
    """
    if not content.strip():
        raise ReadError("empty", "the XML document is empty: look at its address and try again later")
    _refuse_entities(content)
    try:
        return etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        if _concerns_encoding(error):
            return _read_as_western(content, error)
        raise _broken(error) from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _refuse_entities(content: bytes) -> None:
    start = content[:_DOCTYPE_REACH]
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    text = start.decode(encoding, errors="replace")
    if _ENTITY.search(text):
        what = "names a file or address outside itself" if _EXTERNAL.search(text) else "can grow without end"
        raise ReadError(
            "entities",
            f"the XML document defines entities of its own, which is not safe to read (it {what}): "
            "ask the publisher for the document without them",
        )


def _concerns_encoding(error: etree.XMLSyntaxError) -> bool:
    return "encoding" in str(error).lower() or "utf-8" in str(error).lower() or "bytes:" in str(error).lower()


def _read_as_western(content: bytes, cause: etree.XMLSyntaxError) -> etree._Element:
    """Read a document that is not in the encoding that it declares: in practice it was saved on a Western Windows."""
    text = content.decode("cp1252", errors="replace")
    try:
        return etree.fromstring(_DECLARATION.sub("", text).encode(), _parser())
    except etree.XMLSyntaxError as error:
        raise _broken(cause) from error


def _broken(error: etree.XMLSyntaxError) -> ReadError:
    return ReadError(
        "broken-xml",
        f"the XML document is not well-formed ({error.msg}): it may be cut off; it is tried again at the next run",
    )


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, in lower case; empty for comments and instructions."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].lower()


def words_of(element: etree._Element | None) -> str:
    """Return all text within an element with single spaces."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def first_named(root: etree._Element, *names: str) -> etree._Element | None:
    """Return the first element below (or at) `root` with one of these local names, in lower case."""
    wanted = set(names)
    return next((each for each in root.iter(etree.Element) if local_name(each) in wanted), None)
