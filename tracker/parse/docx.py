"""Word documents (DOCX, ECMA-376): paragraphs, lists with their printed numbers, tables, notes, revisions.

python-docx opens the package and its parts; the text is read from the XML, because python-docx knows no notes, text
boxes, revisions, content controls nor printed numbers.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part, PartFactory
from docx.oxml import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from tracker.model import Block, BlockKind, Document, ReadError
from tracker.parse.archives import check_sizes
from tracker.parse.builder import BlockBuilder, title_of
from tracker.parse.docx_inline import InlineReader, Inlines, chosen_alternative
from tracker.parse.docx_numbering import Numbering
from tracker.parse.docx_styles import Styles, W, left_indent, numbering_reference, outline_level
from tracker.parse.inline import Passage, Run, compose, normalise

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MACROS = "application/vnd.ms-word"
for _kind in (
    f"{_MAIN}.template.main+xml",
    f"{_MACROS}.document.macroEnabled.main+xml",
    f"{_MACROS}.template.macroEnabledTemplate.main+xml",
):
    # Templates and documents with macros have the same main part.
    PartFactory.part_type_for[_kind] = DocumentPart

_LONG_HEADING = 250
"""Characters above which a paragraph with a heading style is text: some documents number all their text so."""


def parse_docx(content: bytes) -> Document:
    """Read a Word document.

    Headers, footers, tables of contents, deleted text, hidden text and comments are set apart. Pages are not known.
    Raises ReadError `too-large`, `not-a-document` (no main part), `encrypted`, `broken-archive`, `broken-xml`,
    `no-text`.
    """
    package = _open(content)
    reader = _DocumentReader(package)
    reader.read()
    builder = reader.builder
    if not builder.blocks:
        raise ReadError(
            "no-text", f"the Word document holds no text ({len(content)} bytes): it may be a scan; ask for it with text"
        )
    metadata = _metadata(package, builder.blocks)
    title = metadata.get("title", "")
    return Document(title, "docx", tuple(builder.blocks), tuple(builder.apart), tuple(metadata.items()))


def _open(content: bytes) -> DocumentPart:
    """Open the package after a look at its sizes, and return its main part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_sizes(archive, len(content), "the Word document")
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise ReadError("encrypted", "the Word document asks for a password: ask for it without one")
            if not any(name.startswith("word/") and name.endswith(".xml") for name in archive.namelist()):
                raise _no_document(f"it has no word/document.xml, but {', '.join(archive.namelist()[:3])}")
        part = Package.open(io.BytesIO(content)).main_document_part
    except etree.XMLSyntaxError as error:
        raise ReadError("broken-xml", f"the XML in the Word document is broken ({error}): fetch it again") from error
    except (PackageNotFoundError, KeyError) as error:
        raise _no_document(f"a part is missing ({error})") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ReadError(
            "broken-archive",
            f"the Word document of {len(content):,} bytes cannot be unpacked ({error}): fetch it again",
        ) from error
    if not isinstance(part, DocumentPart):
        raise _no_document(f"its main part is {part.content_type}")
    return part


def _no_document(wrong: str) -> ReadError:
    return ReadError("not-a-document", f"the package is no Word document that can be read: {wrong}; ask for it as PDF")


_OLE_STREAMS = {
    "WordDocument": "a Word document of before 2007 (.doc)",
    "Workbook": "a spreadsheet",
    "PowerPoint": "a set of slides",
}


def refuse_ole(content: bytes) -> Document:
    """Raise ReadError for an OLE container: `encrypted` for a DOCX with a password, else `unsupported-format`.

    Source: [MS-OFFCRYPTO] section 2.3.4; names in the container's directory are in UTF-16.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ReadError("encrypted", "the Word document asks for a password: ask for it without one")
    kind = next(
        (what for name, what in _OLE_STREAMS.items() if name.encode("utf-16-le") in content), "an OLE container"
    )
    raise ReadError(
        "unsupported-format",
        f"the document is {kind}, which is not read: ask for it as PDF or DOCX, or save it as such",
    )


def _metadata(part: DocumentPart, blocks: list[Block]) -> dict[str, str]:
    properties = part.package.core_properties
    found = {
        "title": title_of(blocks, normalise(properties.title or "")),
        "creator": normalise(properties.author or ""),
        "issued": properties.created.date().isoformat() if properties.created else "",
        "modified": properties.modified.date().isoformat() if properties.modified else "",
        "language": normalise(properties.language or ""),
    }
    return {key: value for key, value in found.items() if value}


@dataclass
class _LastItem:
    """The item that was read last: an indented paragraph below it goes on with it."""

    level: int = 0
    indent: int = 0


@dataclass
class _Notes:
    """Footnotes or endnotes by id, and how many have been met."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    count: int = 0


class _DocumentReader:
    """Reads the body of a document in order."""

    def __init__(self, part: DocumentPart) -> None:
        self.part = part
        self.builder = BlockBuilder()
        self.styles = Styles.read(self._related("/styles"))
        self.numbering = Numbering.read(self._related("/numbering"), self.styles)
        self.inline = InlineReader(self.styles, _targets(part))
        self.last_item = _LastItem()
        self.notes = {kind: _Notes(self._notes_by_id(kind)) for kind in ("footnote", "endnote")}

    def read(self) -> None:
        """Read the body, then what stands around it."""
        body = self.part.element.find(f"{W}body")
        for element in () if body is None else body:
            self.block(element)
        self._rest_of_notes()
        for kind in ("header", "footer"):
            for root in self._all_related(f"/{kind}"):
                reader = InlineReader(self.styles, {})
                for paragraph in root.iter(f"{W}p"):
                    if not _inside_text_box(paragraph):
                        self._apart(kind, reader.read(paragraph))
        for root in self._all_related("/comments"):
            for paragraph in root.iter(f"{W}p"):
                self._apart("hidden", self.inline.read(paragraph))

    def _related(self, kind: str) -> etree._Element | None:
        return next(iter(self._all_related(kind)), None)

    def _all_related(self, kind: str) -> Iterator[etree._Element]:
        """Give the roots of the parts that the main part relates to in some way ("/footnotes")."""
        for relation in self.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(kind):
                yield _root(relation.target_part)

    def _notes_by_id(self, kind: str) -> dict[str, etree._Element]:
        roots = self._all_related(f"/{kind}s")
        return {note.get(f"{W}id", ""): note for root in roots for note in root.iter(f"{W}{kind}")}

    def _apart(self, kind: str, inlines: Inlines) -> None:
        """Set a paragraph apart with all that hangs on it."""
        self.builder.set_apart(kind, compose(inlines.runs).text)
        for box in inlines.boxes:
            for paragraph in box.iter(f"{W}p"):
                if not _inside_text_box(paragraph, box):
                    self._apart(kind, self.inline.read(paragraph))
        for text in inlines.hidden:
            self.builder.set_apart("hidden", text)

    def block(self, element: etree._Element) -> None:
        """Read an element of the body: a paragraph, a table, or what only holds those."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}tbl":
            self._table(element)
        elif tag == f"{W}sdt" and _is_contents_control(element):
            for paragraph in element.iter(f"{W}p"):
                self._apart("contents", self.inline.read(paragraph))
        elif tag in {f"{W}del", f"{W}moveFrom"}:
            for paragraph in element.iter(f"{W}p"):
                self._apart("hidden", self.inline.read(paragraph))
        elif tag == f"{_MC}AlternateContent":
            for child in chosen_alternative(element):
                self.block(child)
        elif tag not in {f"{W}sectPr", f"{W}sdtPr", f"{W}sdtEndPr"}:
            for child in element:
                self.block(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = _style_of(properties) or self.styles.default_paragraph
        marker, depth = self._marker(properties, style)
        in_contents = self.inline.in_contents
        inlines = self.inline.read(paragraph, style)
        if in_contents or self.inline.in_contents or self.styles.is_contents(style):
            self._apart("contents", inlines)
            return
        text = compose(inlines.runs).text
        level = self._heading_level(properties, style, text)
        if text:
            self._add(inlines.runs, level, marker, depth, properties, style)
        self._after(inlines)

    def _add(
        self,
        runs: list[Run],
        level: int,
        marker: str,
        depth: int | None,
        properties: etree._Element | None,
        style: str,
    ) -> None:
        if level:
            self.last_item = _LastItem()
            self.builder.heading(runs, level, marker, "titel" if self.styles.is_title(style) else "")
        elif self.styles.is_caption(style):
            self.builder.add(BlockKind.PARAGRAPH, compose(runs))
        elif depth is not None and marker:
            self.last_item = _LastItem(depth + 1, self._indent(properties, style, depth))
            self.builder.item(runs, marker, depth + 1)
        else:
            self.builder.paragraph(runs, self._continued_level(properties, style))

    def _continued_level(self, properties: etree._Element | None, style: str) -> int:
        """Return the level of the item above when a paragraph is indented as far as its text, else 0."""
        own = left_indent(properties)
        indent = self.styles.indent(style) if own is None else own
        if self.last_item.level and indent and indent >= self.last_item.indent:
            return self.last_item.level
        self.last_item = _LastItem()
        return 0

    def _indent(self, properties: etree._Element | None, style: str, depth: int) -> int:
        own = left_indent(properties)
        reference = numbering_reference(properties) or self.styles.numbering(style)[0]
        listed = self.numbering.indent(reference.number, depth) if reference else None
        return own if own is not None else listed or self.styles.indent(style)

    def _heading_level(self, properties: etree._Element | None, style: str, text: str) -> int:
        outline = outline_level(properties)
        level = (outline + 1 if outline < 9 else 0) if outline is not None else self.styles.heading_level(style)
        if not level and self.styles.is_title(style):
            level = 1
        is_text = len(text) > _LONG_HEADING or (len(text) > _LONG_HEADING / 2 and text.endswith((".", ";")))
        return 0 if is_text else level

    def _marker(self, properties: etree._Element | None, style: str) -> tuple[str, int | None]:
        """Return the marker that the lists print before a paragraph, and its level (from 0); counts the item."""
        reference, source = numbering_reference(properties), style
        inherited, owner = self.styles.numbering(style)
        if reference is None or (not reference.number and inherited):
            reference, source = inherited, owner
        if reference is None:
            return "", None
        depth = self.numbering.level_of(reference, source)
        if depth is None:
            return "", None
        return self.numbering.marker(reference.number, depth), depth

    def _after(self, inlines: Inlines) -> None:
        """Add what hangs on a paragraph: its notes, the text boxes in it, what was deleted from it."""
        for kind, identifier in inlines.notes:
            self._note(kind, identifier)
        for box in inlines.boxes:
            for element in box:
                self.block(element)
        for text in inlines.hidden:
            self.builder.set_apart("hidden", text)

    def _note(self, kind: str, identifier: str) -> None:
        notes = self.notes[kind]
        note = notes.by_id.pop(identifier, None)
        if note is None:
            return
        notes.count += 1
        runs: list[Run] = []
        for paragraph in note.iter(f"{W}p"):
            read = self.inline.read(paragraph)
            runs += [*read.runs, Run(" ")]
            for text in read.hidden:
                self.builder.set_apart("hidden", text)
        self.builder.note(runs, str(notes.count))

    def _rest_of_notes(self) -> None:
        """Set notes apart that nothing in the text refers to, separators included."""
        for notes in self.notes.values():
            for note in notes.by_id.values():
                for paragraph in note.iter(f"{W}p"):
                    self._apart("hidden", self.inline.read(paragraph))

    def _table(self, table: etree._Element) -> None:
        """Add a table as rows; a table without two filled cells side by side is a frame around text."""
        rows = list(_children(table, "tr"))
        cells = [list(_children(row, "tc")) for row in rows]
        if all(sum(_has_text(cell) for cell in row) <= 1 for row in cells):
            for element in (element for row in cells for cell in row for element in cell):
                self.block(element)
            return
        for place, found in enumerate(cells):
            self._row(rows[place], found)

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> None:
        properties = row.find(f"{W}trPr")
        before = 0 if properties is None else _span(properties.find(f"{W}gridBefore"), 0)
        is_head = properties is not None and properties.find(f"{W}tblHeader") is not None
        passages = [Passage("")] * before
        hanging: list[Inlines] = []
        nested: list[etree._Element] = []
        for cell in cells:
            runs: list[Run] = []
            for paragraph in _paragraphs(cell, nested):
                runs += self._cell_line(paragraph, hanging)
            passages += [compose(runs), *[Passage("")] * (_span(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)]
        self.builder.row(passages, "vet" if is_head else "")
        for inlines in hanging:
            self._after(inlines)
        for table in nested:
            self._table(table)

    def _cell_line(self, paragraph: etree._Element, hanging: list[Inlines]) -> list[Run]:
        """Return the runs of a paragraph in a cell, the marker of a list before them."""
        properties = paragraph.find(f"{W}pPr")
        style = _style_of(properties) or self.styles.default_paragraph
        marker, _ = self._marker(properties, style)
        inlines = self.inline.read(paragraph, style)
        hanging.append(inlines)
        if not compose(inlines.runs).text:
            return []
        runs = [Run(re.sub(r"\s", " ", run.text), run.bold, run.italic, run.large, run.uri) for run in inlines.runs]
        return [Run(f"{marker} "), *runs, Run(" ")] if marker else [*runs, Run(" ")]


_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _root(part: Part) -> etree._Element:
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _targets(part: DocumentPart) -> dict[str, str]:
    return {key: relation.target_ref for key, relation in part.rels.items() if relation.is_external}


def _style_of(properties: etree._Element | None) -> str:
    found = None if properties is None else properties.find(f"{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def _is_contents_control(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val", "").startswith(("Table of", "Inhoud"))


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, through content controls and revisions."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
            yield from _children(child, name)


def _paragraphs(cell: etree._Element, nested: list[etree._Element]) -> Iterator[etree._Element]:
    """Give the paragraphs of a cell; tables in it are put in `nested`."""
    for child in cell:
        if child.tag == f"{W}p":
            yield child
        elif child.tag == f"{W}tbl":
            nested.append(child)
        elif child.tag != f"{W}tcPr":
            yield from _paragraphs(child, nested)


def _has_text(cell: etree._Element) -> bool:
    return any(text.text and text.text.strip() for text in cell.iter(f"{W}t"))


def _span(element: etree._Element | None, otherwise: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), 63) if value.isdecimal() else otherwise


def _inside_text_box(paragraph: etree._Element, box: etree._Element | None = None) -> bool:
    """Say whether a paragraph stands in a text box (another than `box`), which its own paragraph leads to."""
    for above in paragraph.iterancestors():
        if above is box:
            return False
        if above.tag == f"{W}txbxContent":
            return True
    return False
