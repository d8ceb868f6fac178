"""The text within a paragraph of a Word document: runs, links, fields, revisions, and what hangs on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tracker.parse.docx_styles import Styles, W
from tracker.parse.inline import Run

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_NO_TEXT = frozenset({f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}instrText", f"{W}delInstrText", f"{W}rt"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)


@dataclass
class Inlines:
    """What a paragraph holds.

    notes: (`footnote` or `endnote`, id) of the notes that it refers to. boxes: the content of text boxes anchored in
    it. hidden: text that was deleted or does not show.
    """

    runs: list[Run] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


@dataclass
class _Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    in_result: bool = False


class InlineReader:
    """Reads paragraphs one after another; a field such as a table of contents may run on over several."""

    def __init__(self, styles: Styles, targets: dict[str, str]) -> None:
        self.styles = styles
        self.targets = targets
        self.fields: list[_Field] = []

    @property
    def in_contents(self) -> bool:
        """Say whether a table of contents is open."""
        return any(_CONTENTS.match(opened.code) for opened in self.fields)

    def read(self, paragraph: etree._Element, style: str = "") -> Inlines:
        """Return what a paragraph of this style holds."""
        found = Inlines()
        self._children(paragraph, style, "", found)
        return found

    def _children(self, element: etree._Element, style: str, uri: str, found: Inlines) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, style, uri, found)
            elif tag in _DELETED:
                found.hidden.append("".join(_text_of(child)))
            elif tag == f"{W}hyperlink":
                self._children(child, style, self._target(child), found)
            elif tag == f"{W}fldSimple":
                linked = _HYPERLINK.search(child.get(f"{W}instr", ""))
                self._children(child, style, linked[1] if linked else uri, found)
            elif tag in {f"{_M}oMath", f"{_M}oMathPara"}:
                found.runs += [Run(sign.text or "", uri=uri) for sign in child.iter(f"{_M}t")]
            elif tag == f"{_MC}AlternateContent":
                self._children(chosen_alternative(child), style, uri, found)
            elif isinstance(tag, str) and tag not in _NO_TEXT:
                self._children(child, style, uri, found)

    def _target(self, link: etree._Element) -> str:
        anchor = link.get(f"{W}anchor", "")
        return self.targets.get(link.get(f"{_R}id", ""), "") + (f"#{anchor}" if anchor else "")

    def _run(self, run: etree._Element, style: str, uri: str, found: Inlines) -> None:
        look = self.styles.look(run.find(f"{W}rPr"), style)
        linked = next((_HYPERLINK.search(opened.code) for opened in self.fields if opened.in_result), None)
        uri = uri or (linked[1] if linked else "")
        text = ""
        for child in run:
            text += self._sign(child, style, found)
        if text and look.hidden:
            found.hidden.append(text)
        elif text:
            found.runs.append(Run(text, look.bold, look.italic, look.large, uri))

    def _sign(self, element: etree._Element, style: str, found: Inlines) -> str:
        """Return the text of one element of a run; what is no text goes to `found` or opens and closes a field."""
        tag = element.tag
        if tag == f"{W}t":
            return re.sub(r"[\t\n\r]", " ", element.text or "")
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == f"{W}sym":
            return _symbol(element)
        if tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText":
            if self.fields:
                self.fields[-1].code += element.text or ""
        elif tag == f"{W}delText":
            found.hidden.append(element.text or "")
        elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
            found.notes.append((kind, element.get(f"{W}id", "")))
        elif tag == f"{W}ruby":
            return "".join(text.text or "" for text in element.iterfind(f"{W}rubyBase//{W}t"))
        elif tag not in _NO_TEXT:
            found.boxes += _boxes(element)
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def chosen_alternative(alternatives: etree._Element) -> etree._Element:
    """Return the content that Word shows; the fallback says the same in older markup."""
    choice = alternatives.find(f"{_MC}Choice")
    fallback = alternatives.find(f"{_MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternatives


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Return the contents of the outermost text boxes in a drawing."""
    if element.tag == f"{W}txbxContent":
        return [element]
    inside = chosen_alternative(element) if element.tag == f"{_MC}AlternateContent" else element
    return [box for child in inside for box in _boxes(child)]


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else ""


def _text_of(element: etree._Element) -> Iterator[str]:
    """Give the text in an element that was deleted, words of different runs together."""
    for inner in element.iter(f"{W}delText", f"{W}t", *_SIGNS):
        yield _SIGNS.get(inner.tag, inner.text or "")
