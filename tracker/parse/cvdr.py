"""CVDR XML: consolidated local regulations, as the national repository gives them.

Source: schema CVDR 1.0 (KOOP). The words of the regulation stand in `body`; `meta` says what it is and when it holds.
"""

from dataclasses import replace

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.legal import LegalReader
from tracker.parse.xml import first_named, local_name, read_xml, words_of

TEXT_ROOTS = ("body",)

# our name: the element that holds it, in lower case
_METADATA = {
    "identifier": "identifier",
    "title": "title",
    "creator": "creator",
    "issued": "issued",
    "modified": "modified",
    "language": "language",
    "valid_from": "inwerkingtredingdatum",
    "valid_to": "uitwerkingtredingdatum",
    "published": "publicatiedatum",
}


def recognises(root: etree._Element) -> bool:
    """Whether a tree is a regulation of the CVDR."""
    return local_name(root) == "cvdr"


def parse_cvdr(content: bytes) -> Document:
    """Read a regulation.

    Raises ReadError when the XML is broken or has no body.
    """
    root = read_xml(content)
    body = next((child for child in root if local_name(child) == "body"), None)
    if body is None:
        raise ReadError(
            "no-text", "the CVDR document has no body: it is a record without its text; look at the publisher's page"
        )
    metadata = _metadata(root)
    stop = first_named(body, "regelingvrijetekst", "regelingcompact", "regelingklassiek", "regelingtijdelijkdeel")
    if stop is not None:
        from tracker.parse.stop import read_stop

        return replace(read_stop(body), format="cvdr", metadata=tuple(metadata.items()))
    reader = LegalReader()
    reader.read(body)
    title = words_of(next((child for child in body if local_name(child) == "intitule"), None)) or metadata.get(
        "title", ""
    )
    return Document(title, "cvdr", tuple(reader.blocks), tuple(reader.apart), tuple(metadata.items()))


def _metadata(root: etree._Element) -> dict[str, str]:
    meta = first_named(root, "meta")
    if meta is None:
        return {}
    found = {ours: words_of(first_named(meta, theirs)) for ours, theirs in _METADATA.items()}
    found["municipality"] = found["creator"]
    sources = [words_of(each) for each in meta.iter(etree.Element) if local_name(each) == "source"]
    found["source"] = "; ".join(filter(None, sources))
    return {name: value for name, value in found.items() if value}
