"""STOP: decisions and regulations under the Omgevingswet (IMOP schema), and CVDR files that use it.

Source: STOP 0.98 to 1.4 (Geonovum, KOOP). The publisher's eIds are kept as they are: a component (`WijzigBijlage`) has
a heading with an eId of its own, and within it the eIds begin anew. Of a change (`RegelingMutatie`) the new words
count; the words that it removes are set apart.
"""

from collections import Counter
from functools import reduce
from operator import add

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.legal_characters import characters_of
from tracker.parse.legal_inline import words_within
from tracker.parse.legal_vocabulary import name_of
from tracker.parse.xml import first_named, local_name, namespace_of, read_xml, text_of


def recognises(root: etree._Element) -> bool:
    """Say whether a tree is in the STOP standard; it may hold no text (`parse_stop` says so)."""
    return "overheid.nl/stop/" in namespace_of(root) or "overheid.nl/lvbb/stop" in namespace_of(root)


def is_text_of_stop(element: etree._Element) -> bool:
    """Say whether an element is of the part of STOP that holds text."""
    return namespace_of(element).endswith("/imop/tekst/")


def parse_stop(content: bytes) -> Document:
    """Read a decision or regulation.

    Raises ReadError when the XML is broken (see `read_xml`) or holds no text.
    """
    return read_stop(read_xml(content))


def read_stop(root: etree._Element) -> Document:
    """Read the texts at or below an element: of one decision, or of all versions that a consolidation holds."""
    reader = LegalReader()
    tops = _text_roots(root)
    for top in tops:
        reader.read(top)
    metadata = _metadata(root)
    printed = next((each for each in tops[0].iter(etree.Element) if name_of(each) == "intitule"), None)
    title = metadata.get("title", "") if printed is None else words_within(printed)
    return Document(title, "stop", tuple(reader.blocks), tuple(reader.apart), tuple(metadata.items()))


def xml_characters(content: bytes) -> Counter[str]:
    """Count the characters to read in a decision or regulation, from its tree alone."""
    return reduce(add, (characters_of(top) for top in _text_roots(read_xml(content))), Counter())


def _text_roots(root: etree._Element) -> list[etree._Element]:
    """Return the outermost elements that hold text, in the order of the file."""
    tops = [
        element
        for element in root.iter(etree.Element)
        if is_text_of_stop(element)
        and ((above := element.getparent()) is None or element is root or not is_text_of_stop(above))
    ]
    if not tops:
        raise ReadError(
            "no-text", f"the STOP document <{local_name(root)}> holds no text: give the decision or the regulation"
        )
    return tops


def _metadata(root: etree._Element) -> dict[str, str]:
    found = {
        "identifier": text_of(first_named(root, "frbrexpression")) or text_of(first_named(root, "frbrwork")),
        "title": text_of(first_named(root, "citeertitel")) or text_of(first_named(root, "officieletitel")),
        "creator": text_of(first_named(root, "eindverantwoordelijke")),
        "type": text_of(first_named(root, "soortregeling")),
        "issued": text_of(first_named(root, "ondertekendop")),
        "published": text_of(first_named(root, "bekendop")),
        "valid_from": _valid_from(root),
    }
    return {name: value for name, value in found.items() if value}


def _valid_from(root: etree._Element) -> str:
    """Return from when the text holds: as the decision says, or as the consolidation found."""
    for moment in root.iter(etree.Element):
        if local_name(moment) == "tijdstempel":
            kind = text_of(first_named(moment, "soorttijdstempel")).lower()
            if kind == "juridischwerkendvanaf":
                return text_of(first_named(moment, "datum"))
    return text_of(first_named(first_named(root, "juridischwerkendop"), "vanaf"))
