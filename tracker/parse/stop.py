"""STOP: decisions and regulations under the Omgevingswet (IMOP schema), and CVDR files that use it.

Source: STOP/TPOD standard 1.x (Geonovum, KOOP). The eIds of the publisher are kept. Of a change (`RegelingMutatie`) the
new words count; the words that it removes are set apart.
"""

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.xml import first_named, local_name, read_xml, words_of

TEXT_ROOTS = (
    "besluit",
    "nieuweregeling",
    "besluitcompact",
    "besluitklassiek",
    "regelingcompact",
    "regelingvrijetekst",
    "regelingklassiek",
    "regelingtijdelijkdeel",
    "regelingmutatie",
)
_ROOTS = (
    "aanleveringbesluit",
    "aanleveringregeling",
    "consolidaties",
    "officielepublicatie",
    "besluitversie",
    *TEXT_ROOTS,
)


def recognises(root: etree._Element) -> bool:
    """Whether a tree is a STOP document with text in it."""
    return local_name(root) in _ROOTS or "standaarden.overheid.nl/stop" in str(root.tag).lower()


def parse_stop(content: bytes) -> Document:
    """Read a decision or regulation.

    Raises ReadError when the XML is broken or holds no text.
    """
    return read_stop(read_xml(content))


def read_stop(root: etree._Element) -> Document:
    """Read the texts below an element: of one decision, or of all versions that a consolidation holds."""
    tops = text_roots(root)
    if not tops:
        raise ReadError(
            "no-text", f"the STOP document <{local_name(root)}> holds no text: give the decision or regulation"
        )
    reader = LegalReader()
    for top in tops:
        reader.read(top)
    metadata = _metadata(root)
    title = words_of(first_named(tops[0], "regelingopschrift")) or metadata.get("title", "")
    return Document(title, "stop", tuple(reader.blocks), tuple(reader.apart), tuple(metadata.items()))


def text_roots(root: etree._Element) -> list[etree._Element]:
    """Return the outermost elements that hold text, in the order of the file."""
    return [
        element
        for element in root.iter(etree.Element)
        if local_name(element) in TEXT_ROOTS and not any(local_name(a) in TEXT_ROOTS for a in element.iterancestors())
    ]


def _metadata(root: etree._Element) -> dict[str, str]:
    found = {
        "identifier": words_of(first_named(root, "frbrexpression")) or words_of(first_named(root, "frbrwork")),
        "title": words_of(first_named(root, "citeertitel")) or words_of(first_named(root, "officieletitel")),
        "creator": words_of(first_named(root, "eindverantwoordelijke")),
        "published": words_of(first_named(root, "bekendop")),
    }
    for moment in root.iter(etree.Element):
        if (
            local_name(moment) == "tijdstempel"
            and words_of(first_named(moment, "soorttijdstempel")) == "juridischWerkendVanaf"
        ):
            found.setdefault("valid_from", words_of(first_named(moment, "datum")))
    return {name: value for name, value in found.items() if value}
