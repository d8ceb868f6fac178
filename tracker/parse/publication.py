"""Official publications: Gemeenteblad, Provinciaal blad, Waterschapsblad, Staatsblad, Staatscourant and their kin.

Source: schema OP 2012-2 and 2012-3 (`officiele-publicatie`, KOOP). The journal's own name is its masthead; the title of
what it publishes is the `kop` or the `intitule` of the journal's one piece.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.legal_characters import characters_of
from tracker.parse.legal_inline import words_within
from tracker.parse.legal_vocabulary import DIVISIONS, name_of
from tracker.parse.xml import first_named, local_name, read_xml, text_of

_ADMINISTRATION = ("metadata", "meta-data")
_IDENTIFIER = re.compile(r"\b[a-z]{2,6}-\d{4}-[\w-]+(?=/|$)")
_OWNER = re.compile(r"\bvan\s+(?:de\s+|het\s+)?(?P<kind>gemeente|provincie|waterschap)?\s*(?P<name>[^.]+?)\.?$")


def recognises(root: etree._Element) -> bool:
    """Say whether a tree is an official publication."""
    return local_name(root) == "officiele-publicatie"


def parse_publication(content: bytes) -> Document:
    """Read a publication; its masthead is set apart.

    Raises ReadError when the XML is broken (see `read_xml`) or is no publication.
    """
    root = read_xml(content)
    reader = LegalReader()
    title = ""
    for child in _children(root):
        if local_name(child) == "kop":
            reader.set_apart("header", words_within(child))
        else:
            heading = _take_heading(child)
            if heading is not None:
                title = title or words_within(heading)
                reader.read_title(heading)
            reader.read(child)
    metadata = _metadata(root) | ({"title": title} if title else {})
    return Document(title, "publicatie", tuple(reader.blocks), tuple(reader.apart), tuple(metadata.items()))


def xml_characters(content: bytes) -> Counter[str]:
    """Count the characters to read in a publication and its masthead, from its tree alone."""
    return characters_of(read_xml(content), without=_ADMINISTRATION)


def _children(root: etree._Element) -> Iterator[etree._Element]:
    if not recognises(root):
        raise ReadError("not-a-document", f"the XML document <{local_name(root)}> is no official publication")
    return (child for child in root if local_name(child) not in _ADMINISTRATION)


def _take_heading(journal: etree._Element) -> etree._Element | None:
    """Take the title of what a journal publishes out of it: from above the piece itself, or from its beginning."""
    pieces = [child for child in journal if name_of(child) not in DIVISIONS]
    for holder in (journal, *pieces):
        for child in holder:
            if local_name(child) in ("kop", "intitule"):
                holder.remove(child)
                return child
    return None


def _metadata(root: etree._Element) -> dict[str, str]:
    masthead = next((child for child in root if local_name(child) == "kop"), None)
    found = _owner(text_of(first_named(masthead, "subtitel")))
    found["type"] = text_of(first_named(masthead, "titel")).capitalize()
    addresses = (meta.get("content") or "" for meta in root.iter(etree.Element) if local_name(meta) == "meta")
    identifier = next((named[0] for address in addresses if (named := _IDENTIFIER.search(address))), "")
    if identifier:
        found["identifier"] = identifier
        found["page"] = f"https://zoek.officielebekendmakingen.nl/{identifier}.html"
    found["issued"] = _day(first_named(root, "dagtekening"))
    found["published"] = _day(first_named(root, "uitgifte"))
    return {name: value for name, value in found.items() if value}


def _owner(masthead: str) -> dict[str, str]:
    """Return who publishes, from "Officiële uitgave van de gemeente Voorbeeldstad"."""
    owner = _OWNER.search(masthead)
    if owner is None or "Koninkrijk" in masthead:
        return {}
    is_municipality = owner["kind"] == "gemeente"
    return {"creator": owner["name"]} | ({"municipality": owner["name"]} if is_municipality else {})


def _day(element: etree._Element | None) -> str:
    date = first_named(element, "datum")
    return "" if date is None else date.get("isodatum") or ""
