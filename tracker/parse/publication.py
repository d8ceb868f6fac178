"""Official publications: Gemeenteblad, Provinciaal blad, Waterschapsblad, Staatsblad, Staatscourant.

Source: schema OP 2012-2 and 2012-3 (`officiele-publicatie`, KOOP). The publication's own name and number are its
masthead.
"""

from lxml import etree

from tracker.model import Document, SetApart
from tracker.parse.legal import LegalReader
from tracker.parse.xml import first_named, local_name, read_xml, words_of

TEXT_ROOTS = ("officiele-publicatie",)
_DROPPED = ("metadata", "kop")


def recognises(root: etree._Element) -> bool:
    """Whether a tree is an official publication."""
    return local_name(root) == "officiele-publicatie"


def parse_publication(content: bytes) -> Document:
    """Read a publication; what stands in its masthead is set apart.

    Raises ReadError when the XML is broken.
    """
    root = read_xml(content)
    reader = LegalReader()
    apart = [SetApart("header", words_of(child)) for child in root if local_name(child) == "kop" and words_of(child)]
    title = ""
    for child in root:
        if local_name(child) not in _DROPPED:
            title = title or _title(child)
            reader.read(child)
    metadata = _metadata(root) | ({"title": title} if title else {})
    return Document(title, "publicatie", tuple(reader.blocks), (*apart, *reader.apart), tuple(metadata.items()))


def _title(journal: etree._Element) -> str:
    """Return the title of what is published: its intitule, or the heading of the journal's one piece."""
    intitule = first_named(journal, "intitule")
    if intitule is not None:
        return words_of(intitule)
    heading = next((child for child in journal if local_name(child) == "kop"), None)
    return words_of(heading)


def _metadata(root: etree._Element) -> dict[str, str]:
    record = first_named(root, "meta")
    address = record.get("content") or "" if record is not None else ""
    parts = [part for part in address.split("/") if part.count("-") == 2]
    found = {"identifier": parts[-1] if parts else ""}
    masthead = next((child for child in root if local_name(child) == "kop"), None)
    owner = (
        words_of(masthead).rpartition(" van ")[2].removeprefix("de ").removeprefix("gemeente ")
        if masthead is not None
        else ""
    )
    return {name: value for name, value in (found | {"creator": owner}).items() if value}
