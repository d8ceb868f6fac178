"""Paragraphs, tables and footnotes turned into blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracker.model import Block, BlockKind, SetApart
from tracker.parse.markers import Marker
from tracker.parse.pdf.footnotes import Note, find_marks, plain_number
from tracker.parse.pdf.glyphs import SOFT_HYPHEN
from tracker.parse.pdf.headings import Look, heading_marker, level_headings, look
from tracker.parse.pdf.joining import Joiner
from tracker.parse.pdf.levels import ItemLevels
from tracker.parse.pdf.paragraphs import Measures, Paragraph
from tracker.parse.pdf.records import MARK, MARK_END, Line, Segment, Table

_UNMARK = str.maketrans("", "", MARK + MARK_END + SOFT_HYPHEN)


@dataclass(slots=True)
class BlockBuilder:
    """Builds the blocks of a document in reading order, and keeps what is left out of their text."""

    joiner: Joiner
    measures: Measures
    notes: list[Note]
    blocks: list[Block] = field(default_factory=list)
    apart: list[SetApart] = field(default_factory=list)
    _looks: list[tuple[int, Look, Marker | None]] = field(default_factory=list)
    _levels: ItemLevels = field(default_factory=ItemLevels)
    _pending: list[Note] = field(default_factory=list)
    _header: list[str] = field(default_factory=list)
    _table: Table | None = None
    _listed: bool = False

    def build(self, items: Sequence[Paragraph | Table]) -> list[Block]:
        """Return the blocks of all items, with the footnotes in their places."""
        self._pending = list(self.notes)
        position = 0
        while position < len(items):
            item = items[position]
            if isinstance(item, Table):
                self._flush_notes(item.page)
                self._add_table(item)
                position += 1
                continue
            following = items[position + 1] if position + 1 < len(items) else None
            title = self._title_below(item, following)
            self._listed = _is_listed(item, items[position - 1] if position else None, following)
            self._flush_notes(item.first.page)
            self._add_paragraph(item, title)
            position += 2 if title is not None else 1
        self._flush_notes(None)
        self._set_levels()
        return self.blocks

    def _title_below(self, paragraph: Paragraph, following: Paragraph | Table | None) -> Paragraph | None:
        """Return the paragraph that is the title to the number of an article or chapter that stands by itself."""
        marker = paragraph.marker
        if marker is None or marker.rest or len(paragraph.lines) > 1 or not isinstance(following, Paragraph):
            return None
        if marker.kind not in ("artikel", "hoofdstuk", "afdeling", "paragraaf", "bijlage", "decimaal"):
            return None
        number, title = paragraph.first, following.first
        close = number.frame != title.frame or title.y - number.y < 2.6 * title.size
        if not close or following.marker is not None or len(following.lines) > 3:
            return None
        text = self._text(following.lines)[0]
        same = look(following, self.measures).bold == number.bold and abs(title.size - number.size) < 0.8
        styled = (
            look(following, self.measures).bold
            or look(following, self.measures).italic
            or title.size > 1.1 * self.measures.size
        )
        short = (len(text) < 120 and text[-1:].isalnum()) or text[-1:] in ")”’?"
        return following if short and (styled or (same and number.bold)) else None

    def _text(self, lines: Sequence[Line], *, first: str | None = None) -> tuple[str, list[SetApart]]:
        """Return the lines as one text, and the hyphens that only broke its words; marks are still in it."""
        text = " ".join((lines[0].text if first is None else first).split())
        hyphens = []
        for line in lines[1:]:
            text, hyphen = self.joiner.join(text, " ".join(line.text.split()))
            if hyphen:
                hyphens.append(SetApart("hyphen", hyphen, line.page))
        return text, hyphens

    def _add_paragraph(self, paragraph: Paragraph, title: Paragraph | None) -> None:
        marker = paragraph.marker
        text, hyphens = self._text(paragraph.lines, first=marker.rest if marker else None)
        self.apart.extend(hyphens)
        whole = Paragraph(paragraph.lines, Marker(marker.kind, marker.text, text) if marker else None)
        found: Marker | bool | None
        if title is not None:
            below, hyphens = self._text(title.lines)
            self.apart.extend(hyphens)
            found, text = marker, below
        else:
            found = heading_marker(whole, text if not marker else f"{marker.text} {text}", self.measures)
        if found is not False and not (self._listed and not _stands_out(paragraph, self.measures)):
            if found is not None and marker is None and isinstance(found, Marker):
                marker, text = found, found.rest
            self._add_heading(paragraph, marker, text)
        else:
            self._add_text(whole, text)

    def _add_heading(self, paragraph: Paragraph, marker: Marker | None, text: str) -> None:
        self._levels.clear()
        self._looks.append((len(self.blocks), look(paragraph, self.measures), marker))
        self._add(Block(BlockKind.HEADING, text, paragraph.first.page, marker.text if marker else "", 1), paragraph)

    def _add_text(self, paragraph: Paragraph, text: str) -> None:
        marker = paragraph.marker
        if marker is None:
            level = self._levels.continued(paragraph.first)
            self._add(Block(BlockKind.PARAGRAPH, text, paragraph.first.page, "", level), paragraph)
            return
        level = self._levels.of_item(paragraph.first, marker)
        self._add(Block(BlockKind.ITEM, text, paragraph.first.page, marker.text, level), paragraph)

    def _add(self, block: Block, paragraph: Paragraph) -> None:
        text = self._resolve_marks(block.text, paragraph.last.page)
        marker = self._single_sign(block.marker, block.page)
        style = _style(paragraph, self.measures)
        self.blocks.append(replace(block, text=text, marker=marker, style=style))
        self._table = None
        self._place_notes(block.text, paragraph.last.page)

    def _single_sign(self, marker: str, page: int | None) -> str:
        """A list sign printed twice beside itself is one; the others are set apart."""
        marker = marker.translate(_UNMARK)
        if len(marker) > 1 and len(set(marker)) == 1 and not marker.isalnum():
            self.apart.append(SetApart("marker", marker[1:], page))
            return marker[0]
        return marker

    def _resolve_marks(self, text: str, page: int) -> str:
        """Take the marks that refer to a footnote out of the text; what is raised for another reason stays."""
        numbers = {plain_number(note.number) for note in self.notes if abs(note.page - page) <= 1}
        for mark in find_marks(text):
            if plain_number(mark) in numbers:
                text = text.replace(f"{MARK}{mark}{MARK_END}", "", 1)
                self.apart.append(SetApart("marker", mark.strip(), page))
        return " ".join(text.translate(_UNMARK).split())

    def _place_notes(self, text: str, page: int) -> None:
        """Put the footnotes that the text refers to behind its block."""
        for mark in find_marks(text):
            for note in list(self._pending):
                if plain_number(note.number) == plain_number(mark) and abs(note.page - page) <= 1:
                    self._pending.remove(note)
                    self._add_note(note)
                    break

    def _flush_notes(self, page: int | None) -> None:
        """Put the footnotes that nothing referred to at the end of their page: before the first block after it."""
        while self._pending and (page is None or self._pending[0].page < page):
            self._add_note(self._pending.pop(0))

    def _add_note(self, note: Note) -> None:
        text, hyphens = self._text(note.lines)
        self.apart.extend(hyphens)
        self.blocks.append(Block(BlockKind.NOTE, " ".join(text.translate(_UNMARK).split()), note.page, note.number))

    def _add_table(self, table: Table) -> None:
        rows = [[self._cell(cell, table.page) for cell in row] for row in table.rows]
        goes_on = self._table is not None and _like(self._table, table)
        if goes_on and rows and rows[0] == self._header:
            self.apart.append(SetApart("header", " ".join(cell for cell in rows[0] if cell), table.page))
            rows = rows[1:]
        elif not goes_on:
            self._header = rows[0] if rows else []
        for number, row in enumerate(rows):
            if goes_on and number == 0 and self._extends_last_row(row):
                continue
            text = " | ".join(cell for cell in row if cell)
            if text:
                self.blocks.append(Block(BlockKind.ROW, text, table.page, cells=tuple(row)))
        self._table = table

    def _extends_last_row(self, row: list[str]) -> bool:
        """Put a row that a page end cut in two together: its rest has no first cell and goes on in small letters."""
        last = self.blocks[-1]
        if last.kind != BlockKind.ROW or len(last.cells) != len(row) or row[0] or not any(row):
            return False
        if any(cell and not before for cell, before in zip(row, last.cells, strict=True)):
            return False
        if not all(cell[:1].islower() for cell in row if cell):
            return False
        cells = []
        for before, cell in zip(last.cells, row, strict=True):
            joined, hyphen = self.joiner.join(before, cell)
            if hyphen:
                self.apart.append(SetApart("hyphen", hyphen, last.page))
            cells.append(joined)
        self.blocks[-1] = replace(last, cells=tuple(cells), text=" | ".join(cell for cell in cells if cell))
        return True

    def _cell(self, segments: Sequence[Segment], page: int) -> str:
        text, y = "", None
        for segment in segments:
            if y is not None and abs(segment.y - y) < 0.3 * segment.size:
                text = f"{text} {segment.text}"
            else:
                text, hyphen = self.joiner.join_in_cell(text, " ".join(segment.text.split()))
                if hyphen:
                    self.apart.append(SetApart("hyphen", hyphen, page))
            y = segment.y
        return " ".join(text.translate(_UNMARK).split())

    def _set_levels(self) -> None:
        levels = level_headings([(appearance, marker) for _, appearance, marker in self._looks])
        for (position, _, _), level in zip(self._looks, levels, strict=True):
            self.blocks[position] = replace(self.blocks[position], level=level)


def _is_listed(paragraph: Paragraph, before: Paragraph | Table | None, after: Paragraph | Table | None) -> bool:
    """Whether annexes or articles are only listed here: the next or the previous line names another one."""
    kind = paragraph.marker.kind if paragraph.marker else ""
    if kind not in ("artikel", "bijlage") or (paragraph.marker and paragraph.marker.rest[:1] in "[("):
        return False
    neighbours = (item.marker for item in (before, after) if isinstance(item, Paragraph))
    return any(marker is not None and marker.kind == kind and marker.rest[:1] not in "[(" for marker in neighbours)


def _stands_out(paragraph: Paragraph, measures: Measures) -> bool:
    appearance = look(paragraph, measures)
    return appearance.larger > 0 or (appearance.bold and not measures.bold)


def _like(one: Table, other: Table) -> bool:
    """Whether the second table can be the rest of the first: on the next page, with the same columns."""
    if other.page != one.page + 1 or len(one.xs) != len(other.xs):
        return False
    return all(abs((a - one.x0) - (b - other.x0)) < 4 for a, b in zip(one.xs, other.xs, strict=True))


def _style(paragraph: Paragraph, measures: Measures) -> str:
    appearance = look(paragraph, measures)
    words = {
        "vet": appearance.bold,
        "cursief": appearance.italic,
        "groot": appearance.larger > 0,
        "hoofdletters": appearance.shouted,
    }
    return " ".join(word for word, holds in words.items() if holds)
