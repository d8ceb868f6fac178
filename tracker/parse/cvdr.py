"""CVDR XML: consolidated local regulations, as the national repository gives them.

Source: schema CVDR 1.0 (KOOP). The words of the regulation stand in `body`; `meta` says what it is and when it holds,
and is no text of the regulation.
"""

from collections import Counter
from dataclasses import replace

from lxml import etree

from tracker.locator import cvdr_identifier
from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.legal_characters import characters_of
from tracker.parse.legal_inline import words_within
from tracker.parse.stop import is_text_of_stop, read_stop
from tracker.parse.xml import first_named, local_name, read_xml, text_of

_METADATA = {
    "identifier": "identifier",
    "title": "title",
    "type": "type",
    "creator": "creator",
    "issued": "issued",
    "modified": "modified",
    "language": "language",
    "valid_from": "inwerkingtredingdatum",
    "valid_to": "uitwerkingtredingdatum",
}
"""Our name: the element that holds it, in lower case."""


def recognises(root: etree._Element) -> bool:
    """Say whether a tree is a regulation of the CVDR."""
    return local_name(root) == "cvdr"


def parse_cvdr(content: bytes) -> Document:
    """Read a regulation.

    Raises ReadError when the XML is broken (see `read_xml`), is no regulation, or has no body.
    """
    root = read_xml(content)
    body = _body(root)
    metadata = _metadata(root)
    if any(is_text_of_stop(element) for element in body.iter(etree.Element)):
        inner = read_stop(body)
        return replace(inner, title=inner.title or metadata.get("title", ""), metadata=tuple(metadata.items()))
    reader = LegalReader()
    reader.read(body)
    intitule = next((child for child in body if local_name(child) == "intitule"), None)
    title = "" if intitule is None else words_within(intitule)
    title = title or metadata.get("title", "")
    return Document(title, "cvdr", tuple(reader.blocks), tuple(reader.apart), tuple(metadata.items()))


def xml_characters(content: bytes) -> Counter[str]:
    """Count the characters to read in a regulation, from its tree alone."""
    return characters_of(_body(read_xml(content)))


def _body(root: etree._Element) -> etree._Element:
    body = next((child for child in root if local_name(child) == "body"), None)
    if not recognises(root) or body is None:
        raise ReadError(
            "no-text",
            f"the XML document <{local_name(root)}> has no body with the text of a regulation: "
            "it is a record without its text; look at the publisher's page",
        )
    return body


def _metadata(root: etree._Element) -> dict[str, str]:
    meta = first_named(root, "meta")
    if meta is None:
        return {}
    found = {ours: text_of(first_named(meta, theirs)) for ours, theirs in _METADATA.items()}
    creator = first_named(meta, "creator")
    if creator is not None and "gemeente" in (creator.get("scheme") or "gemeente").lower():
        found["municipality"] = found["creator"]
    bases = [text_of(each) for each in meta.iter(etree.Element) if local_name(each) == "source"]
    found["source"] = "; ".join(filter(None, bases))
    identifier = cvdr_identifier(found["identifier"])
    if identifier and identifier.expression is not None:
        found["identifier"] = str(identifier)
        found["page"] = f"https://lokaleregelgeving.overheid.nl/{identifier.work}/{identifier.expression}"
    return {name: value for name, value in found.items() if value}
