"""Styles of a Word document: what a paragraph or a stretch of text inherits (ECMA-376 part 1, sections 17.3, 17.7)."""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING_NAME = re.compile(r"^(?:heading|kop|überschrift|titre)\s*([1-9])\b", re.IGNORECASE)
_LOW_HEADING_NAME = re.compile(r"(?:kop|kopje|subtitel|heading)\s*\d?$", re.IGNORECASE)
_CAPTION_NAME = re.compile(r"tabel\s?(?:titel|kop)|table\s?(?:title|heading)|figuur|bijschrift|caption", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|titel|document ?title)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(
    r"^(?:toc|inhopg|inhoudsopgave|table of (?:figures|contents)|lijst met afbeeldingen)\b", re.IGNORECASE
)
LOW_LEVEL = 6
"""Level of a heading whose style says no more than that it is one ("Tussenkop")."""

MAXIMUM_CHAIN = 50
"""Styles that one style can be based on in a row; a file may be wrong and go round."""

LARGE = 1.2
"""Letters of this many times the size of the body text are large."""


@dataclass(frozen=True)
class NumberingReference:
    """The list that a paragraph belongs to; `level` None where the list itself says which level the style has."""

    number: str
    level: int | None


@dataclass(frozen=True)
class Style:
    """What a style says itself; None where it says nothing and its parent decides."""

    id: str
    name: str = ""
    parent: str = ""
    outline: int | None = None
    numbering: NumberingReference | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    indent: int | None = None


@dataclass(frozen=True)
class Look:
    """How a stretch of text looks in the end."""

    bold: bool = False
    italic: bool = False
    large: bool = False
    hidden: bool = False


@dataclass
class Styles:
    """The styles of a document by id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str = ""
    body_size: float = 11.0

    @classmethod
    def read(cls, root: etree._Element | None) -> "Styles":
        """Read the part `styles.xml`; a document without one has no styles."""
        styles = cls()
        if root is None:
            return styles
        for element in root.iter(f"{W}style"):
            style = _read_style(element)
            styles.by_id[style.id] = style
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}:
                styles.default_paragraph = style.id
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        body = styles.chain(styles.default_paragraph)
        sizes = [style.size for style in body if style.size] + [_half_points(default) or 11.0]
        styles.body_size = sizes[0]
        return styles

    def chain(self, style_id: str) -> list[Style]:
        """Return a style and those that it is based on, nearest first."""
        found: list[Style] = []
        while style_id in self.by_id and len(found) < MAXIMUM_CHAIN:
            found.append(self.by_id[style_id])
            style_id = found[-1].parent
        return found

    def heading_level(self, style_id: str) -> int:
        """Return the level of a heading style (1 is the outermost), 0 where the style is none."""
        for style in self.chain(style_id):
            named = _HEADING_NAME.match(style.name)
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
            if named:
                return int(named[1])
        own = self.by_id.get(style_id)
        if own and _LOW_HEADING_NAME.search(own.name) and not _CAPTION_NAME.search(own.name):
            return LOW_LEVEL
        return 0

    def is_title(self, style_id: str) -> bool:
        """Say whether a style is that of the document's title."""
        return any(_TITLE_NAME.match(style.name) for style in self.chain(style_id)[:2])

    def is_caption(self, style_id: str) -> bool:
        """Say whether a style is that of the words above a table or below a picture."""
        return any(_CAPTION_NAME.search(style.name) for style in self.chain(style_id)[:2])

    def is_contents(self, style_id: str) -> bool:
        """Say whether a style is that of a line in a table of contents."""
        return any(_CONTENTS_NAME.match(style.name) for style in self.chain(style_id)[:2])

    def numbering(self, style_id: str) -> tuple[NumberingReference | None, str]:
        """Return the list of a style, and the id of the style in its chain that names it."""
        for style in self.chain(style_id):
            if style.numbering:
                return style.numbering, style.id
        return None, ""

    def indent(self, style_id: str) -> int:
        """Return the left indent of a style in twentieths of a point."""
        return next((style.indent for style in self.chain(style_id) if style.indent is not None), 0)

    def look(self, properties: etree._Element | None, paragraph_style: str) -> Look:
        """Return how text with these run properties looks in a paragraph of this style."""
        own = Style("") if properties is None else _read_look(properties, Style(""))
        character = "" if properties is None else _value(properties.find(f"{W}rStyle"))
        chain = [own, *self.chain(character), *self.chain(paragraph_style or self.default_paragraph)]
        size = next((style.size for style in chain if style.size), self.body_size)
        return Look(
            bold=bool(next((style.bold for style in chain if style.bold is not None), False)),
            italic=bool(next((style.italic for style in chain if style.italic is not None), False)),
            large=size >= LARGE * self.body_size,
            hidden=bool(next((style.hidden for style in chain if style.hidden is not None), False)),
        )


def _read_style(element: etree._Element) -> Style:
    paragraph = element.find(f"{W}pPr")
    style = Style(
        id=element.get(f"{W}styleId", ""),
        name=_value(element.find(f"{W}name")),
        parent=_value(element.find(f"{W}basedOn")),
        outline=outline_level(paragraph),
        numbering=numbering_reference(paragraph),
        indent=left_indent(paragraph),
    )
    run = element.find(f"{W}rPr")
    return style if run is None else _read_look(run, style)


def _read_look(properties: etree._Element, style: Style) -> Style:
    return Style(
        id=style.id,
        name=style.name,
        parent=style.parent,
        outline=style.outline,
        numbering=style.numbering,
        bold=_is_on(properties.find(f"{W}b")),
        italic=_is_on(properties.find(f"{W}i")),
        size=_half_points(properties.find(f"{W}sz")),
        hidden=_is_on(properties.find(f"{W}vanish")),
        indent=style.indent,
    )


def outline_level(properties: etree._Element | None) -> int | None:
    """Return the outline level that paragraph properties give (0 to 9; 9 is body text), None where they give none."""
    value = "" if properties is None else _value(properties.find(f"{W}outlineLvl"))
    return int(value) if value.isdecimal() else None


def numbering_reference(properties: etree._Element | None) -> NumberingReference | None:
    """Return the list that paragraph properties name; its number is "0" where they take a list away."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    number, level = _value(found.find(f"{W}numId")), _value(found.find(f"{W}ilvl"))
    return NumberingReference(number, int(level) if level.isdecimal() else None)


def left_indent(properties: etree._Element | None) -> int | None:
    """Return the left indent that paragraph properties give, in twentieths of a point."""
    found = None if properties is None else properties.find(f"{W}ind")
    if found is None:
        return None
    value = found.get(f"{W}left", found.get(f"{W}start", ""))
    return int(float(value)) if re.fullmatch(r"-?\d+(?:\.\d+)?", value) else None


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _is_on(element: etree._Element | None) -> bool | None:
    return None if element is None else element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def _half_points(element: etree._Element | None) -> float | None:
    value = _value(element)
    return float(value) / 2 if re.fullmatch(r"\d+(?:\.\d+)?", value) else None
