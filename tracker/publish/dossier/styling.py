"""How a dossier looks in Word and OpenDocument: pandoc's own styles on A4, in Dutch, calm, with page numbers."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

_LETTER = "Calibri"
_QUOTE_LETTER = "Cambria"
_BLUE = "0B4F6C"
_MARGIN_CM = 2.5
_SIZES = {"Title": 24, "Date": 11, "Heading 1": 14, "Body Text": 11, "Block Text": 11, "Footnote Text": 9}
"""Sizes of letters in points, by style."""

_OPEN_NAMES = {
    "Title": "Title",
    "Date": "Date",
    "Heading 1": "Heading_20_1",
    "Body Text": "Text_20_body",
    "Block Text": "Quotations",
    "Footnote Text": "Footnote",
}
"""The styles of OpenDocument with the same purpose."""


# ------------------------------------------------------------------ Word


def styled_docx(default: bytes) -> bytes:
    """Return pandoc's reference document for Word with our page and letters."""
    document = docx.Document(io.BytesIO(default))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    for name, size in _SIZES.items():
        _dress(document.styles[name], size, _QUOTE_LETTER if name == "Block Text" else _LETTER)
    for name in ("Title", "Heading 1"):
        document.styles[name].font.bold = True
        document.styles[name].font.color.rgb = RGBColor.from_string(_BLUE)
    for name in ("Title", "Date"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _set_off(document.styles["Block Text"])
    _number(section.footer.paragraphs[0])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _dress(style: Any, size: int, letter: str) -> None:
    style.font.size = Pt(size)
    style.font.name = letter
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a letter of the theme goes before one that is named


def _set_off(style: Any) -> None:
    """Put a line at the left of quoted text."""
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.75)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in {"val": "single", "sz": "18", "space": "8", "color": _BLUE}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def _number(paragraph: Any) -> None:
    """Put the number of the page in a paragraph of the footer."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:t"))
    field.append(run)
    paragraph._p.append(field)


# ------------------------------------------------------------------ OpenDocument

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def styled_odt(default: bytes) -> bytes:
    """Return pandoc's reference document for OpenDocument with our page and letters."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(default)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, _open_styles(content) if part.filename == "styles.xml" else content)
    return written.getvalue()


def _open_styles(content: bytes) -> bytes:
    root = etree.fromstring(content)
    margins = {f"margin-{side}": f"{_MARGIN_CM}cm" for side in ("left", "right", "top", "bottom")}
    for page in root.iter(f"{_STYLE}page-layout-properties"):
        _set(page, _FO, {"page-width": "21cm", "page-height": "29.7cm", **margins})
    for default in root.iter(f"{_STYLE}default-style"):
        for text in default.iter(f"{_STYLE}text-properties"):
            _set(text, _FO, {"language": "nl", "country": "NL"})
    styles = {style.get(f"{_STYLE}name"): style for style in root.iter(f"{_STYLE}style")}
    for name, open_name in _OPEN_NAMES.items():
        style = styles[open_name] if open_name in styles else _new_open(root, open_name)
        _dress_open(style, name)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _new_open(root: Any, name: str) -> Any:
    """Return a style for paragraphs that pandoc uses but leaves to the program that opens the file."""
    style = etree.SubElement(root.find(f"{_OFFICE}styles"), f"{_STYLE}style")
    names = {"name": name, "family": "paragraph", "parent-style-name": "Heading"}
    _set(style, _STYLE, names | {"next-style-name": "Text_20_body"})
    return style


def _dress_open(style: Any, name: str) -> None:
    text = _properties(style, "text")
    text.attrib.pop(f"{_STYLE}font-name", None)
    letter = _QUOTE_LETTER if name == "Block Text" else _LETTER
    _set(text, _FO, {"font-size": f"{_SIZES[name]}pt", "font-family": letter})
    paragraph = _properties(style, "paragraph")
    if name in ("Title", "Heading 1"):
        _set(text, _FO, {"font-weight": "bold", "color": f"#{_BLUE}"})
    if name in ("Title", "Date"):
        _set(paragraph, _FO, {"text-align": "start"})
    if name == "Block Text":
        line = {"border-left": f"2pt solid #{_BLUE}", "padding-left": "0.3cm"}
        _set(paragraph, _FO, {"margin-left": "0.75cm", "margin-right": "0.75cm", **line})


def _properties(style: Any, kind: str) -> Any:
    name = f"{_STYLE}{kind}-properties"
    found = style.find(name)
    if found is None:
        found = etree.Element(name)
        # the paragraph's properties stand before those of its text
        style.insert(0, found) if kind == "paragraph" else style.append(found)
    return found


def _set(element: Any, namespace: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        element.set(f"{namespace}{name}", value)


STYLED: Mapping[str, Callable[[bytes], bytes]] = {"docx": styled_docx, "odt": styled_odt}
"""What makes our reference document of pandoc's own, by format."""
