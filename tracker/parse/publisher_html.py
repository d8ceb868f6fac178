"""The HTML of the national publisher: its journals, its repository, its banks of regulations, renderings of STOP.

Where the text is on the page and what stands around it is decided here; the text itself is turned back into the
vocabulary of the XML (`tracker.parse.publisher_markup`) and read by the reader of the XML.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tracker.model import Document, ReadError, SetApart
from tracker.parse.html_page import SILENT_TAGS, page_metadata, page_title, tag_of, visible_text
from tracker.parse.html_reading import read_html
from tracker.parse.legal import LegalReader
from tracker.parse.legal_characters import count_characters
from tracker.parse.legal_vocabulary import DIVISIONS, PARTS
from tracker.parse.publisher_markup import PageConverter, classes_of, is_heading

_TEXT_ID = "broodtekst"
_PUBLISHERS_CLASS = re.compile(
    r"(?:^|\s)(?:_p_[a-z]|[a-z.-]+[_-]kop(?:\s|$)|divisiekop\d|artikel_leden(?:\s|$)|lidnr(?:\s|$)|lid labeled(?:\s|$))"
)
"""Classes that only the publisher uses: any site may have a `div.artikel` or an `#broodtekst`."""

_NAMED = frozenset({*DIVISIONS, *PARTS})
_KINDS = {
    "inhoudsopgave": "contents",
    "volledigeinhoudsopgave": "contents",
    "korteinhoudsopgave": "contents",
    "kopregel": "header",
    "voetregel": "footer",
    "logonummer": "metadata",
}
"""What stands around the text, by its id: kinds of `SetApart`."""


def recognises_html(root: etree._Element) -> bool:
    """Say whether a page is one of the publisher's, by what its elements are called."""
    return _text_of_page(root) is not None


def parse_publisher_html(content: bytes, declared: str = "") -> Document:
    """Read a page of the publisher; its navigation and contents are set apart.

    declared: see `read_html`.

    Raises ReadError when there is no page in the bytes (see `read_html`), no text of the publisher on it, or a page so
    deep that no publisher made it.
    """
    root = read_html(content, declared)
    text = _text_of_page(root)
    if text is None:
        raise ReadError(
            "no-text", "the page holds no text of a publication: give the address of the publication itself"
        )
    converter = PageConverter()
    reader = LegalReader()
    try:
        reader.read(converter.convert(text))
    except RecursionError as error:
        raise ReadError("too-large", "the page is too deep to read: look whether it is a text at all") from error
    blocks = tuple(reader.blocks)
    metadata = page_metadata(root, "")
    own = dict(metadata).get("title", "")
    printed = next((block.text for block in blocks if block.role == "intitule"), "")
    title = own or printed or page_title(root, ())
    apart = (*_around(_body(root), text), *converter.apart, *reader.apart)
    return Document(title, "publicatie", blocks, apart, metadata)


def publisher_characters(content: bytes) -> Counter[str]:
    """Count the characters of a page, from its tree alone."""
    texts: list[str] = []
    for element in _body(read_html(content)).iter(etree.Element):
        if tag_of(element) not in SILENT_TAGS:
            texts.append(element.text or "")
        texts += [child.tail or "" for child in element]
    return count_characters("".join(texts))


def _body(root: etree._Element) -> etree._Element:
    return next((element for element in root.iter(etree.Element) if tag_of(element) == "body"), root)


def _text_of_page(root: etree._Element) -> etree._Element | None:
    """Return the element that holds the text of the publication and nothing else; None where the page is another's.

    It has the publisher's id, or holds all the parts of a regulation that the page names in its classes, or is the
    body of a rendering of STOP.
    """
    body = _body(root)
    named = next((each for each in body.iter(etree.Element) if each.get("id") == _TEXT_ID), None)
    if named is not None and (_PUBLISHERS_CLASS.search(_classes_in(named)) or _is_overheid(root)):
        return named
    parts = [each for each in body.iter(etree.Element) if _holds_part(each)]
    if parts and _PUBLISHERS_CLASS.search(" ".join(_classes_in(part) for part in _outermost(parts))):
        return _shared_ancestor(parts)
    is_stop = any("heading_" in (each.get("class") or "") and is_heading(each) for each in body.iter("p", "{*}p"))
    return body if is_stop else None


def _holds_part(element: etree._Element) -> bool:
    return tag_of(element) in ("div", "section", "article") and any(name in _NAMED for name in classes_of(element))


def _outermost(elements: list[etree._Element]) -> list[etree._Element]:
    known = set(elements)
    return [element for element in elements if not any(above in known for above in element.iterancestors())]


def _classes_in(element: etree._Element) -> str:
    return " ".join(each.get("class") or "" for each in element.iter(etree.Element)).lower()


def _is_overheid(root: etree._Element) -> bool:
    """Say whether a page describes itself in the publisher's own terms."""
    return any((meta.get("name") or "").lower().startswith("overheid") for meta in root.iter("meta", "{*}meta"))


def _shared_ancestor(elements: list[etree._Element]) -> etree._Element:
    """Return the innermost element that holds all of these."""
    shared = [*reversed(list(elements[0].iterancestors())), elements[0]]
    for element in elements[1:]:
        path = [*reversed(list(element.iterancestors())), element]
        shared = [ours for ours, theirs in zip(shared, path, strict=False) if ours is theirs]
    return shared[-1]


def _around(element: etree._Element, text: etree._Element) -> Iterator[SetApart]:
    """Yield what stands on a page around its text, element by element."""
    if element is text:
        return
    if not any(each is text for each in element.iter()):
        words = "" if tag_of(element) in SILENT_TAGS else visible_text(element)
        kind = _KINDS.get((element.get("id") or "").lower(), "navigation")
        if words:
            yield SetApart(kind, words)
        return
    for words, child in _pieces(element):
        if words:
            yield SetApart("navigation", words)
        if child is not None:
            yield from _around(child, text)


def _pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
    """Yield the bare words of an element before each of its children, and after the last."""
    before = element.text
    for child in element:
        if tag_of(child):
            yield " ".join((before or "").split()), child
            before = child.tail
        else:
            before = (before or "") + (child.tail or "")
    yield " ".join((before or "").split()), None
