"""OpenDocument texts (ODT, OASIS OpenDocument 1.3 part 3): headings, paragraphs, lists, tables, notes, revisions."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tracker.model import Document, ReadError
from tracker.parse.archives import check_sizes
from tracker.parse.builder import BlockBuilder, title_of
from tracker.parse.counting import count
from tracker.parse.inline import Run, compose, normalise
from tracker.parse.xml import read_xml

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"

_WAYS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CONTENTS = frozenset({f"{_TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index")})
_HIDDEN = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"})
MAXIMUM_SPACES = 1000


@dataclass(frozen=True)
class _ListLevel:
    """How one level of a list marks its items."""

    way: str = ""
    prefix: str = ""
    suffix: str = ""
    bullet: str = ""
    start: int = 1
    shown: int = 1  # levels of which the number is printed


@dataclass
class _OpenList:
    style: str
    number: int
    waiting: str = ""  # the marker of an item whose first line has not come yet


@dataclass
class _Look:
    bold: bool = False
    italic: bool = False


@dataclass
class _Styles:
    """What the automatic and the named styles say."""

    looks: dict[str, _Look] = field(default_factory=dict)
    lists: dict[str, dict[int, _ListLevel]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)


def parse_odt(content: bytes) -> Document:
    """Read an OpenDocument text.

    Raises ReadError `too-large`, `encrypted`, `broken-archive`, `broken-xml`, `no-text`, and `not-a-document` where
    there is no content.xml.
    """
    parts = _parts(content)
    root = read_xml(parts["content.xml"])
    styles = _Styles()
    named = read_xml(parts["styles.xml"]) if "styles.xml" in parts else None
    for source in (named, root):
        if source is not None:
            _read_styles(source, styles)
    reader = _TextReader(styles)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is not None:
        reader.blocks(body)
    _set_running_apart(named, reader.builder)
    builder = reader.builder
    if not builder.blocks:
        raise ReadError("no-text", f"the OpenDocument text holds no text ({len(content)} bytes): ask for it with text")
    metadata = _metadata(read_xml(parts["meta.xml"]) if "meta.xml" in parts else None)
    title = title_of(builder.blocks, metadata.get("title", ""))
    if title:
        metadata["title"] = title
    return Document(title, "odt", tuple(builder.blocks), tuple(builder.apart), tuple(metadata.items()))


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_sizes(archive, len(content), "the OpenDocument text")
            names = set(archive.namelist())
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            wanted = sorted(names & {"content.xml", "styles.xml", "meta.xml"})
            parts = {name: archive.read(name) for name in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReadError(
            "broken-archive", f"the OpenDocument text cannot be unpacked ({error}): fetch it again"
        ) from error
    if b"encryption-data" in manifest:
        raise ReadError("encrypted", "the OpenDocument text asks for a password: ask for it without one")
    if "content.xml" not in parts:
        raise ReadError("not-a-document", "the package holds no content.xml: ask for the document as PDF or DOCX")
    return parts


def _read_styles(root: etree._Element, styles: _Styles) -> None:
    for style in root.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name", "")
        styles.parents[name] = style.get(f"{_STYLE}parent-style-name", "")
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None:
            styles.looks[name] = _Look(
                bold=properties.get(f"{_FO}font-weight", "") in {"bold", "700", "800", "900"},
                italic=properties.get(f"{_FO}font-style", "") in {"italic", "oblique"},
            )
    for listed in root.iter(f"{_TEXT}list-style", f"{_TEXT}outline-style"):
        styles.lists[listed.get(f"{_STYLE}name", "")] = dict(_list_levels(listed))


def _list_levels(listed: etree._Element) -> Iterator[tuple[int, _ListLevel]]:
    for level in listed:
        yield (
            _integer(level.get(f"{_TEXT}level"), 1),
            _ListLevel(
                way=_WAYS.get(level.get(f"{_STYLE}num-format", ""), ""),
                prefix=level.get(f"{_STYLE}num-prefix", ""),
                suffix=level.get(f"{_STYLE}num-suffix", ""),
                bullet=level.get(f"{_TEXT}bullet-char", ""),
                start=_integer(level.get(f"{_TEXT}start-value"), 1),
                shown=_integer(level.get(f"{_TEXT}display-levels"), 1),
            ),
        )


def _integer(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,9}", value) else otherwise


def _text(element: etree._Element, between: str = "") -> str:
    return between.join(str(part) for part in element.itertext())


class _TextReader:
    """Reads the body of a text in order."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.builder = BlockBuilder()
        self.lists: list[_OpenList] = []
        self.last_numbers: dict[tuple[str, int], int] = {}
        self.notes: list[tuple[str, list[Run]]] = []

    def blocks(self, parent: etree._Element) -> None:
        """Read the blocks in an element."""
        for element in parent:
            tag = element.tag
            if tag == f"{_TEXT}h":
                runs = list(self._runs(element, self._look(element, _Look())))
                self.builder.heading(runs, min(_integer(element.get(f"{_TEXT}outline-level"), 1), 9))
                self._flush_notes()
            elif tag == f"{_TEXT}p":
                self._paragraph(element)
            elif tag == f"{_TEXT}list":
                self._list(element)
            elif tag == f"{_TABLE}table":
                self._table(element)
            elif tag in _CONTENTS:
                self.builder.set_apart("contents", _text(element, " "))
            elif tag in _HIDDEN:
                self.builder.set_apart("hidden", _text(element, " "))
            else:
                self.blocks(element)

    def _paragraph(self, element: etree._Element) -> None:
        runs = list(self._runs(element, self._look(element, _Look())))
        if not compose(runs).text:
            return
        if self.lists and self.lists[-1].waiting:
            marker, self.lists[-1].waiting = self.lists[-1].waiting, ""
            self.builder.item(runs, marker, len(self.lists))
        else:
            self.builder.paragraph(runs, len(self.lists))
        self._flush_notes()

    def _flush_notes(self) -> None:
        notes, self.notes = self.notes, []
        for marker, runs in notes:
            self.builder.note(runs, marker)

    def _list(self, element: etree._Element) -> None:
        """Read a list; the style of an outer list holds for the lists in it."""
        style = element.get(f"{_TEXT}style-name") or (self.lists[-1].style if self.lists else "")
        depth = len(self.lists) + 1
        level = self.styles.lists.get(style, {}).get(depth, _ListLevel(bullet="•"))
        goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
        number = self.last_numbers.get((style, depth), level.start - 1) if goes_on else level.start - 1
        self.lists.append(_OpenList(style, number))
        for item in element:
            if item.tag == f"{_TEXT}list-item":
                opened = self.lists[-1]
                opened.number = _integer(item.get(f"{_TEXT}start-value"), opened.number + 1)
                opened.waiting = self._marker(level)
            self.blocks(item)
        self.last_numbers[style, depth] = self.lists[-1].number
        self.lists.pop()

    def _marker(self, level: _ListLevel) -> str:
        if not level.way:
            private = level.bullet and "\ue000" <= level.bullet[0] <= "\uf8ff"
            return "•" if private or not level.bullet else level.bullet
        shown = [str(opened.number) for opened in self.lists[len(self.lists) - level.shown : -1]]
        return normalise(level.prefix + ".".join([*shown, count(self.lists[-1].number, level.way)]) + level.suffix)

    def _look(self, element: etree._Element, above: _Look) -> _Look:
        """Return how the text of an element looks: by its style, or as what it stands in."""
        name = element.get(f"{_TEXT}style-name", "")
        for _ in range(50):
            if name in self.styles.looks:
                own = self.styles.looks[name]
                return _Look(above.bold or own.bold, above.italic or own.italic)
            name = self.styles.parents.get(name, "")
        return above

    def _runs(self, element: etree._Element, look: _Look, uri: str = "") -> Iterator[Run]:
        """Give the runs in a paragraph; notes in it are kept for after it."""
        if element.text:
            yield Run(element.text.replace("\n", " "), look.bold, look.italic, False, uri)
        for child in element:
            yield from self._child(child, look, uri)
            if child.tail:
                yield Run(child.tail.replace("\n", " "), look.bold, look.italic, False, uri)

    def _child(self, child: etree._Element, look: _Look, uri: str) -> Iterator[Run]:
        tag = child.tag
        if tag == f"{_TEXT}s":
            yield Run(" " * min(_integer(child.get(f"{_TEXT}c"), 1), MAXIMUM_SPACES))
        elif tag == f"{_TEXT}tab":
            yield Run(" ")
        elif tag == f"{_TEXT}line-break":
            yield Run("\n")
        elif tag == f"{_TEXT}note":
            self._note(child)
        elif tag in _HIDDEN:
            self.builder.set_apart("hidden", _text(child, " "))
        elif tag == f"{_TEXT}a":
            yield from self._runs(child, look, child.get(f"{_XLINK}href", ""))
        elif isinstance(tag, str):
            yield from self._runs(child, self._look(child, look), uri)

    def _note(self, note: etree._Element) -> None:
        citation = note.find(f"{_TEXT}note-citation")
        body = note.find(f"{_TEXT}note-body")
        runs: list[Run] = []
        for paragraph in () if body is None else body.iter(f"{_TEXT}p"):
            runs += [*self._runs(paragraph, _Look()), Run(" ")]
        self.notes.append((normalise("" if citation is None else _text(citation)), runs))

    def _table(self, table: etree._Element) -> None:
        """Add a table as rows; a table without two filled cells side by side is a frame around text."""
        rows = list(_own_rows(table))
        filled = [sum(bool(_text(cell).strip()) for cell in row.iter(f"{_TABLE}table-cell")) for row in rows]
        if max(filled, default=0) <= 1 or table.find(f".//{_TABLE}table") is not None:
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        for row in rows:
            above = row.getparent()
            is_head = above is not None and above.tag == f"{_TABLE}table-header-rows"
            self.builder.row([compose(self._cell_runs(cell)) for cell in row], "vet" if is_head else "")
            self._flush_notes()

    def _cell_runs(self, cell: etree._Element) -> Iterator[Run]:
        """Give the runs in a cell; a place that a span covers is a cell without text."""
        for line in cell.iter(f"{_TEXT}p", f"{_TEXT}h"):
            yield from self._runs(line, _Look())
            yield Run(" ")


def _own_rows(element: etree._Element) -> Iterator[etree._Element]:
    """Give the rows of a table, not those of tables in it."""
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in {f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"}:
            yield from _own_rows(child)


def _set_running_apart(named: etree._Element | None, builder: BlockBuilder) -> None:
    for kind in ("header", "footer"):
        for element in () if named is None else named.iter(f"{_STYLE}{kind}"):
            builder.set_apart(kind, _text(element, " "))


def _metadata(root: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    names = {f"{_DC}title": "title", f"{_DC}creator": "creator", f"{_DC}date": "modified", f"{_DC}language": "language"}
    names[f"{_META}creation-date"] = "issued"
    for element in () if root is None else root.iter(*names):
        value = normalise(_text(element))
        key = names[element.tag]
        if value:
            found[key] = value[:10] if key in {"modified", "issued"} else value
    return found
