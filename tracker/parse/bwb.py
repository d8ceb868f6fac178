"""BWB: a national law or rule as it stood from a date (`toestand`).

Source: schema BWB toestand 2016-1 (KOOP). `meta-data`, which stands everywhere between the words, is administration.
"""

from collections import Counter

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.legal_characters import characters_of
from tracker.parse.legal_inline import words_within
from tracker.parse.xml import first_named, local_name, read_xml

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def recognises(root: etree._Element) -> bool:
    """Say whether a tree is a state of a law, or the list of the states of one."""
    return local_name(root) == "toestand" or _is_manifest(root)


def parse_bwb(content: bytes) -> Document:
    """Read the text of a law as it stood.

    Raises ReadError when the XML is broken (see `read_xml`), or is the list of versions instead of one of them.
    """
    root = read_xml(content)
    law = _law(root)
    reader = LegalReader()
    reader.read(law)
    title = _title(law, "citeertitel") or _title(law, "intitule")
    number, day = root.get("bwb-id") or "", root.get("inwerkingtreding") or ""
    metadata = {
        "identifier": number,
        "title": title,
        "type": law.get("soort") or "",
        "valid_from": day,
        "language": law.get(_LANGUAGE) or "",
        "page": f"https://wetten.overheid.nl/{number}/{day}" if number and day else "",
    }
    found = tuple((name, value) for name, value in metadata.items() if value)
    return Document(title, "bwb", tuple(reader.blocks), tuple(reader.apart), found)


def xml_characters(content: bytes) -> Counter[str]:
    """Count the characters to read in a law, from its tree alone."""
    return characters_of(_law(read_xml(content)))


def _law(root: etree._Element) -> etree._Element:
    law = first_named(root, "wetgeving")
    if law is None:
        what = (
            "a list of the versions of a law" if _is_manifest(root) else f"a <{local_name(root)}> without a law in it"
        )
        raise ReadError("not-a-document", f"the XML document is {what}, without text: give the address of one version")
    return law


def _is_manifest(root: etree._Element) -> bool:
    return local_name(root) == "work" and any(local_name(child) == "expression" for child in root)


def _title(law: etree._Element, name: str) -> str:
    element = first_named(law, name)
    return "" if element is None else words_within(element)
