"""Paragraphs, tables and footnotes turned into blocks."""

import re
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

_LETTERED = re.compile(r"[A-Z]{1,2}\d{0,2}")
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
            before = items[position - 1] if position else None
            self._listed = _is_listed(item, before, following) or _is_among_italics(item, before, following)
            self._flush_notes(item.first.page)
            self._add_paragraph(item, title)
            position += 2 if title is not None else 1
        self._flush_notes(None)
        self._set_levels()
        return self.blocks

    def _title_below(self, paragraph: Paragraph, following: Paragraph | Table | None) -> Paragraph | None:
        """Return the paragraph that is the title to the number of an article or chapter that stands by itself."""
        marker = paragraph.marker
        if not isinstance(following, Paragraph) or len(paragraph.lines) > 1:
            return None
        if marker is None and _LETTERED.fullmatch(paragraph.first.text):
            return following if _is_below(paragraph.first, following) else None
        if marker is None or marker.rest:
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
        short = (len(text) < 120 and text[-1:].isalnum()) or text[-1:] in ")]”’?"
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
            marker = marker or Marker("hoofdletter", text, "")
            found = marker
            text, hyphens = self._text(title.lines)
            self.apart.extend(hyphens)
        else:
            found = heading_marker(whole, text if not marker else f"{marker.text} {text}", self.measures)
            if found is False and marker is None:
                found = self._next_article(paragraph, text)
        if found is not False and not (self._listed and not _stands_out(paragraph, self.measures)):
            if found is not None and marker is None and isinstance(found, Marker):
                marker, text = found, found.rest
            self._add_heading(paragraph, marker, text)
        else:
            self._add_text(whole, text)

    def _next_article(self, paragraph: Paragraph, text: str) -> Marker | bool:
        """Return the marker of an article whose title has no capital, where its number follows on the last one's."""
        found = re.fullmatch(r"(Artikel (\d+)) ([a-z][^.;,:]{2,80})", text)
        if found and len(paragraph.lines) == 1 and int(found[2]) == self._last_article() + 1:
            return Marker("artikel", found[1], found[3])
        return False

    def _last_article(self) -> int:
        markers = [marker for _, _, marker in self._looks if marker and marker.kind == "artikel"]
        number = re.sub(r"\D", "", markers[-1].text) if markers else ""
        return int(number) if number else -1

    def _add_heading(self, paragraph: Paragraph, marker: Marker | None, text: str) -> None:
        self._levels.clear()
        self._looks.append((len(self.blocks), look(paragraph, self.measures), marker))
        self._add(Block(BlockKind.HEADING, text, paragraph.first.page, marker.text if marker else "", 1), paragraph)

    def _add_text(self, paragraph: Paragraph, text: str) -> None:
        marker = paragraph.marker
        if marker is None:
            level = self._levels.continued(paragraph.lines)
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
        """Put a row that a page end cut in two together: its rest goes on in small letters, in cells begun before."""
        last = self.blocks[-1]
        width = max(len(row), len(last.cells))
        upper, lower = _padded(last.cells, width), _padded(row, width)
        rest = [(before, cell) for before, cell in zip(upper, lower, strict=True) if cell]
        if last.kind != BlockKind.ROW or not rest or any(re.search(r"[.!?;]$", before) for before, _ in rest):
            return False
        first = rest[0][1]
        if not first[:1].islower() or any(not before and cell[:1].islower() for before, cell in rest):
            return False
        cells = []
        for before, cell in zip(upper, lower, strict=True):
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


def _is_below(letter: Line, title: Paragraph) -> bool:
    """Whether a short text stands below the letter of an amendment ("A"), at the same place."""
    line = title.first
    same = line.frame == letter.frame and abs(line.x0 - letter.x0) < 2 and line.bold == letter.bold
    return same and line.y - letter.y < 3.5 * line.size and len(title.lines) < 3 and title.marker is None


def _is_listed(paragraph: Paragraph, before: Paragraph | Table | None, after: Paragraph | Table | None) -> bool:
    """Whether annexes or articles are only listed here: the next or the previous line names another one."""
    kind = paragraph.marker.kind if paragraph.marker else ""
    if kind not in ("artikel", "bijlage") or (paragraph.marker and paragraph.marker.rest[:1] in "[("):
        return False
    neighbours = (item.marker for item in (before, after) if isinstance(item, Paragraph))
    return any(marker is not None and marker.kind == kind and marker.rest[:1] not in "[(" for marker in neighbours)


def _is_among_italics(paragraph: Paragraph, before: Paragraph | Table | None, after: Paragraph | Table | None) -> bool:
    """Whether a line in italics stands between others in italics, as the names under a decision do."""
    if not paragraph.first.italic:
        return False
    neighbours = (item.first for item in (before, after) if isinstance(item, Paragraph))
    return any(line.italic and not line.bold for line in neighbours)


def _stands_out(paragraph: Paragraph, measures: Measures) -> bool:
    appearance = look(paragraph, measures)
    return appearance.larger > 0 or (appearance.bold and not measures.bold)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _like(one: Table, other: Table) -> bool:
    """Whether the second table can be the rest of the first: on the next page, with the same columns or parted ones."""
    fewer, more = sorted(([x - table.x0 for x in table.xs] for table in (one, other)), key=len)
    same = all(any(abs(x - near) < 4 for near in more) for x in fewer)
    return other.page == one.page + 1 and same and abs((one.x1 - one.x0) - (other.x1 - other.x0)) < 12


def _style(paragraph: Paragraph, measures: Measures) -> str:
    appearance = look(paragraph, measures)
    words = {
        "vet": appearance.bold,
        "cursief": appearance.italic,
        "groot": appearance.larger > 0,
        "hoofdletters": appearance.shouted,
    }
    return " ".join(word for word, holds in words.items() if holds)
