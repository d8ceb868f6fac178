"""What Vega draws as clean SVG: only shapes, letters and links of ours; no text in it can become markup."""

import re
from collections.abc import Sequence

from lxml import etree

from tracker.model import TrackerError
from tracker.publish.charts.model import Cell
from tracker.publish.charts.spec import LINKS

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"

_KEPT = {
    "svg": ("viewBox",),
    "g": ("transform",),
    "path": ("d", "transform", "fill", "stroke", "stroke-width"),
    "rect": ("x", "y", "width", "height", "fill"),
    "text": ("text-anchor", "transform", "font-family", "font-size", "font-weight", "fill"),
    "tspan": ("x", "dy"),
    "a": (),
}
"""Elements that are drawn, each with the attributes that draw them. All others are left out with what is in them."""

_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "text-anchor",
    "font-family",
    "font-size",
    "font-weight",
    "aria-hidden",
)

_LONG_NUMBER = re.compile(r"\d+\.\d{2,}")

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def clean_svg(drawn: str, cells: Sequence[Cell], *, title: str) -> str:
    """Return a drawing as one element `<svg>`: its links lead to the cells, and say what these are.

    Raises TrackerError when it is no drawing.
    """
    try:
        root = etree.fromstring(drawn.encode(), _PARSER)
        cleaned = _cleaned(root, cells)
    except (etree.XMLSyntaxError, ValueError, IndexError) as error:
        raise TrackerError(f"chart {title}: what Vega drew is no drawing ({error}); report this") from error
    if cleaned is None or cleaned.tag != "svg":
        raise TrackerError(f"chart {title}: Vega drew no SVG; report this")
    cleaned.set("role", "group")
    cleaned.set("aria-label", title)
    return etree.tostring(cleaned, encoding="unicode")


def as_file(svg: str) -> str:
    """Return a clean drawing as the content of a file, which has to name the language that it is in."""
    return svg.replace("<svg ", f'<svg xmlns="{_SVG}" ', 1)


def _cleaned(element: etree._Element, cells: Sequence[Cell]) -> etree._Element | None:
    """Return a copy with only what is drawn; None for what is not, and for groups in which nothing is."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if name not in _KEPT or element.get("display") == "none":
        return None
    copy = etree.Element(name, {key: _rounded(key, value) for key in _KEPT[name] if (value := element.get(key))})
    if name in ("text", "tspan"):
        copy.text = element.text
    if name == "text":
        copy.set("aria-hidden", "true")  # the table under the chart says it
    if name == "a":
        _lead(copy, cells[int(str(element.get(_XLINK)).removeprefix(LINKS))])
    copy.extend(child for each in element if (child := _cleaned(each, cells)) is not None)
    if name in ("g", "a"):
        _say_once(copy)
    return _without_needless_group(copy)


def _rounded(name: str, value: str) -> str:
    """Return the value of an attribute, of a place with no more decimals than an eye can see."""
    return _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.1f}", value) if name in ("d", "transform") else value


def _say_once(group: etree._Element) -> None:
    """Move to a group the looks that all in it share: a chart has hundreds of cells that differ in place only."""
    children = [each for each in group if each.tag != "title"]
    for name in _INHERITED:
        shared = {each.get(name) for each in children}
        if len(shared) == 1 and (value := shared.pop()) is not None:
            group.set(name, value)
            for each in children:
                del each.attrib[name]


def _lead(link: etree._Element, cell: Cell) -> None:
    if not cell.address.startswith(("/", "http://", "https://")):
        raise ValueError(f"a cell leads to {cell.address}")
    link.set("href", cell.address)
    etree.SubElement(link, "title").text = cell.words


def _without_needless_group(element: etree._Element) -> etree._Element | None:
    """Return the element, or what is in it where it is a group for no reason; None where it draws nothing."""
    draws_nothing = (
        (element.tag == "path" and not (element.get("d") and (element.get("fill") or element.get("stroke"))))
        or (element.tag == "g" and not len(element))
        or (element.tag == "text" and not (element.text or len(element)))
    )
    if draws_nothing:
        return None
    if element.get("transform") == "translate(0,0)":
        del element.attrib["transform"]
    return element[0] if element.tag == "g" and len(element) == 1 and not element.attrib else element
