"""BWB: a national law or rule as it stood from a date (`toestand`), and the list of its versions.

Source: schema BWB toestand 2016-1 (KOOP).
"""

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.xml import first_named, local_name, read_xml, words_of

TEXT_ROOTS = ("wetgeving",)


def recognises(root: etree._Element) -> bool:
    """Whether a tree is a state of a law, or the list of the states of one."""
    return local_name(root) == "toestand" or (
        local_name(root) == "work" and first_named(root, "expression") is not None
    )


def parse_bwb(content: bytes) -> Document:
    """Read the text of a law as it stood.

    Raises ReadError when the XML is broken, or is the list of versions (`manifest`) instead of one of them.
    """
    root = read_xml(content)
    law = first_named(root, "wetgeving")
    if law is None:
        raise ReadError(
            "not-a-document", "a BWB manifest is a list of versions, without text: give the address of one version"
        )
    reader = LegalReader()
    reader.read(law)
    title = _own_words(law, "citeertitel") or _own_words(law, "intitule")
    metadata = {
        "identifier": root.get("bwb-id") or "",
        "title": title,
        "valid_from": root.get("inwerkingtreding") or "",
        "type": law.get("soort") or "",
        "language": law.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    }
    return Document(
        title, "bwb", tuple(reader.blocks), tuple(reader.apart), tuple((k, v) for k, v in metadata.items() if v)
    )


def _own_words(law: etree._Element, name: str) -> str:
    """Return the words of a title without the administration that BWB keeps inside it."""
    element = first_named(law, name)
    if element is None:
        return ""
    texts = [element.text or ""]
    for child in element:
        if local_name(child) != "meta-data":
            texts.append(words_of(child))
        texts.append(child.tail or "")
    return " ".join("".join(texts).split())
