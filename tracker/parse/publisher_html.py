"""The HTML of the national publisher, read with the vocabulary of its XML.

The pages of officielebekendmakingen.nl and of the repository name in their classes the elements of the XML that they
were made from (`artikel`, `lid`, `_p_lijst`, `considerans.al`), and so does the rendering of STOP (`heading_2`,
`tussenkop`). This module turns such a page back into that vocabulary and hands it to the reader of the XML, so that
both give the same blocks.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tracker.model import Document, ReadError, SetApart
from tracker.parse.html_reading import read_html
from tracker.parse.inline import normalise
from tracker.parse.legal import DIVISIONS, LegalReader
from tracker.parse.xml import words_of

_TEXT_IDS = ("broodtekst",)
_TEXT_CLASSES = ("officiele-publicatie", "regeling", "cvdr-regeling")
_SKIPPED_IDS = ("inhoudsopgave", "kopregel", "voetregel", "volledigeinhoudsopgave", "korteinhoudsopgave")
_SILENT = ("script", "style", "head", "noscript", "template")
_PARTS = frozenset(
    [
        "aanhef",
        "preambule",
        "considerans",
        "regeling-tekst",
        "wettekst",
        "regeling-sluiting",
        "wetsluiting",
        "slotformulering",
        "ondertekening",
        "gegeven",
        "uitgifte",
        "lichaam",
        "sluiting",
    ]
)
_WORDS = frozenset(
    [
        "considerans.al",
        "wij",
        "wie",
        "wat",
        "tussenkop",
        "bijschrift",
        "dagtekening",
        "koning",
        "functie",
        "naam",
        "afkondiging",
    ]
)
_HEADING_CLASS = re.compile(r"(?P<role>[a-z-]+?)_?kop(?:\d|-titel)?$")
_HEADING_LEVEL = re.compile(r"heading_(?P<level>\d)")
_INLINE = {
    "strong": "vet",
    "b": "vet",
    "em": "cursief",
    "i": "cursief",
    "u": "onderstreept",
    "sup": "sup",
    "sub": "sub",
}
_INLINE_TAGS = frozenset({*_INLINE, "span", "a", "br", "abbr", "img", "small", "font"})
_MARKER_CLASSES = frozenset({"ol", "lidnr", "li.nr", "nummer", "nr", "expliciet"})


def recognises_html(root: etree._Element) -> bool:
    """Whether a page is one of the publisher's, by what its elements are called."""
    return _text_root(root) is not None


def parse_publisher_html(content: bytes, declared: str = "") -> Document:
    """Read a page of the publisher; its navigation and contents are set apart.

    Raises ReadError when there is no page in the bytes.
    """
    root = read_html(content, declared)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    text = _text_root(root)
    if text is None:
        raise ReadError(
            "no-text", "the page holds no text of a publication: give the address of the publication itself"
        )
    reader = LegalReader()
    for converted in _converted(text):
        reader.read(converted)
    metadata = _metadata(root)
    first = next((block.text for block in reader.blocks if block.text), "")
    title = metadata.get("title", "") or first
    return Document(
        title, "publicatie", tuple(reader.blocks), (*_outside(root, text), *reader.apart), tuple(metadata.items())
    )


def publisher_characters(content: bytes) -> Counter[str]:
    """Count the characters of a page as the publisher's XML would hold them, and those around the text."""
    root = read_html(content)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    counted: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        if element.tag not in _SILENT and not any(above.tag in _SILENT for above in element.iterancestors()):
            counted.update((element.text or "").replace(" ", ""))
        if not any(above.tag in _SILENT for above in element.iterancestors()):
            counted.update(element.tail or "")
    return Counter({sign: number for sign, number in counted.items() if not sign.isspace()})


def _text_root(root: etree._Element) -> etree._Element | None:
    """Return the element that holds the text of the publication and nothing else."""
    for element in root.iter(etree.Element):
        if (element.get("id") or "") in _TEXT_IDS:
            return element
    for element in root.iter(etree.Element):
        if set(_classes(element)) & set(_TEXT_CLASSES):
            return element
    stop = any(_HEADING_LEVEL.match(name) for element in root.iter("p") for name in _classes(element))
    return root.find("body") if stop else None


def _classes(element: etree._Element) -> list[str]:
    """Return the classes of an element as the XML names them: `_p_lijst` is `lijst`."""
    return [name.removeprefix("_p_") for name in (element.get("class") or "").split()]


# ---------------------------------------------------------------------------- from page to the vocabulary of the XML


def _converted(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what an element's content is in the vocabulary of the XML."""
    loose = _new("al")
    _append_text(loose, element.text)
    for child in element:
        if _is_inline(child):
            _append_inline(loose, child)
            _append_text(loose, child.tail)
            continue
        if words_of(loose):
            yield loose
        yield from _convert(child)
        loose = _new("al")
        _append_text(loose, child.tail)
    if words_of(loose):
        yield loose


def _convert(element: etree._Element) -> Iterator[etree._Element]:
    tag, names = _tag(element), _classes(element)
    if tag in _SILENT or (element.get("id") or "").lower() in _SKIPPED_IDS:
        return
    heading = _heading_role(tag, names)
    if heading is not None:
        yield _heading(element, heading)
    elif tag in ("ul", "ol"):
        yield _wrapped("lijst", element)
    elif tag == "li" or "item" in names:
        yield _item(element)
    elif "lid" in names:
        yield _numbered(element, "lid", "lidnr")
    elif "labeled" in names:
        yield from _labeled(element)
    elif tag == "table":
        yield _table(element)
    elif tag == "p":
        name = next((name for name in names if name in _WORDS), "al")
        yield _worded(name, element)
    else:
        name = next((name for name in names if name in DIVISIONS or name in _PARTS), "")
        if name:
            yield _wrapped(name, element)
        else:
            yield from _converted(element)


def _heading_role(tag: str, names: list[str]) -> str | None:
    """Return which division a heading opens; None for what is no heading, empty when the page does not say."""
    for name in names:
        match = _HEADING_CLASS.fullmatch(name)
        if match and match["role"] != "tussen":
            return match["role"] if match["role"] in DIVISIONS else ""
        if _HEADING_LEVEL.fullmatch(name):
            return "divisie"
    if names and "tussenkop" in names:
        return None
    return "" if re.fullmatch(r"h[1-6]", tag) else None


def _heading(element: etree._Element, role: str) -> etree._Element:
    """Make a heading; without a division around it that is its own, it stands in an empty one."""
    kop = _new("kop")
    number = next((child for child in element if "nummer" in _classes(child)), None)
    if number is not None:
        nr = _new("nr")
        nr.text = words_of(number)
        kop.append(nr)
    titel = _new("titel")
    _append_text(titel, element.text)
    for child in element:
        if child is not number:
            _append_inline(titel, child)
        _append_text(titel, child.tail)
    kop.append(titel)
    parent = element.getparent()
    is_own = parent is not None and role in _classes(parent)
    if is_own or not role:
        return kop
    division = _new(role)
    division.append(kop)
    return division


def _item(element: etree._Element) -> etree._Element:
    """Make a list item; its number is a span, the first part of a labelled paragraph, or an element `nummer`."""
    return _numbered(element, "li", "li.nr")


def _numbered(element: etree._Element, name: str, number_name: str) -> etree._Element:
    made = _new(name)
    number = _marker_of(element)
    if number is not None:
        nr = _new(number_name)
        nr.text = words_of(number)
        made.append(nr)
        _remove_keeping_tail(number)
    for child in _converted(element):
        made.append(child)
    return made


def _marker_of(element: etree._Element) -> etree._Element | None:
    """Return the element that holds the number of an item: before any of its words."""
    for each in element.iter(etree.Element):
        if each is not element and _is_marker(each, element):
            return each
        if each is not element and (each.text or "").strip() and not _is_marker(each, element):
            return None
    return None


def _is_marker(element: etree._Element, item: etree._Element) -> bool:
    named = bool(set(_classes(element)) & _MARKER_CLASSES)
    first = element.getparent() is item and item.index(element) == 0 and _tag(element) == "span"
    return (named or first) and len(words_of(element)) <= 8


def _labeled(element: etree._Element) -> Iterator[etree._Element]:
    """Yield a labelled paragraph; in an item its label was taken already."""
    label = _marker_of(element)
    if label is None:
        yield _worded("al", element)
        return
    yield _numbered(element, "li", "li.nr")


def _table(element: etree._Element) -> etree._Element:
    table = _new("table")
    caption = next((each for each in element.iter("caption")), None)
    if caption is not None:
        table.append(_worded("caption", caption))
    for row in element.iter("tr"):
        made = _new("tr")
        for cell in row:
            entry = _new("entry")
            for child in _converted(cell):
                entry.append(child)
            made.append(entry)
        table.append(made)
    return table


def _wrapped(name: str, element: etree._Element) -> etree._Element:
    made = _new(name)
    for child in _converted(element):
        made.append(child)
    return made


def _worded(name: str, element: etree._Element) -> etree._Element:
    made = _new(name)
    _append_text(made, element.text)
    for child in element:
        _append_inline(made, child)
        _append_text(made, child.tail)
    return made


def _append_inline(parent: etree._Element, element: etree._Element) -> None:
    """Add an inline element with its look or its link, under the name that the XML has for it."""
    tag, names = _tag(element), _classes(element)
    if tag in _SILENT:
        return
    name = _INLINE.get(tag) or next((each for each in names if each in ("vet", "cursief", "sup", "sub")), "")
    if tag == "br":
        _append_text(parent, " ")
        return
    if tag == "a" and element.get("href") and not (element.get("href") or "").startswith("#"):
        made = etree.SubElement(parent, "extref", doc=element.get("href") or "")
    else:
        made = etree.SubElement(parent, name or "nadruk")
    _append_text(made, element.text)
    for child in element:
        _append_inline(made, child)
        _append_text(made, child.tail)


def _append_text(parent: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _remove_keeping_tail(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail, index = element.tail, parent.index(element)
    parent.remove(element)
    if tail and index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def _is_inline(element: etree._Element) -> bool:
    return _tag(element) in _INLINE_TAGS and not any(
        _tag(each) in ("div", "p", "ul", "table") for each in element.iter()
    )


def _new(name: str) -> etree._Element:
    return etree.Element(name)


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


# ---------------------------------------------------------------------------- around the text


def _outside(root: etree._Element, text: etree._Element) -> Iterator[SetApart]:
    """Yield what stands on the page around the text: navigation, contents, buttons."""
    for element in root.iter(etree.Element):
        within = element is text or any(above is text for above in element.iterancestors())
        silent = any(_tag(each) in _SILENT for each in (element, *element.iterancestors()))
        skipped = any((each.get("id") or "").lower() in _SKIPPED_IDS for each in (element, *element.iterancestors()))
        kind = "contents" if skipped else "navigation"
        if not silent and (not within or skipped) and normalise(element.text or ""):
            yield SetApart(kind, normalise(element.text or ""))
        tail_within = within and element is not text
        tail_skipped = any((each.get("id") or "").lower() in _SKIPPED_IDS for each in element.iterancestors())
        tail_silent = any(_tag(each) in _SILENT for each in element.iterancestors())
        if not tail_silent and (not tail_within or tail_skipped) and normalise(element.tail or ""):
            yield SetApart("navigation", normalise(element.tail or ""))


_META = {
    "dc.title": "title",
    "dcterms.title": "title",
    "dc.identifier": "identifier",
    "dcterms.identifier": "identifier",
    "dc.creator": "creator",
    "dcterms.creator": "creator",
    "dc.type": "type",
    "dcterms.issued": "issued",
    "dcterms.available": "published",
    "dcterms.modified": "modified",
    "dcterms.language": "language",
}


def _metadata(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        ours = _META.get((meta.get("name") or "").lower())
        value = normalise(meta.get("content") or "")
        if ours and value:
            found.setdefault(ours, value)
    return found
