"""Markdown: CommonMark, and how national corpora write it (no space after #, tables of any width)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tracker.model import Block, BlockKind, Document, ReadError
from tracker.parse.builder import BlockBuilder
from tracker.parse.detect import decode
from tracker.parse.inline import Passage, Run, compose, normalise
from tracker.parse.markers import find_marker

SOFT_BREAK = "\v"
"""Stands for the end of a line in wrapped text until it is known what follows."""

UNWRAPPED_WIDTH = 200
"""A text with lines of more characters is not wrapped: each of its lines is a paragraph."""

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_KEYS = {
    "titel": "title",
    "title": "title",
    "identificatie": "identifier",
    "identifier": "identifier",
    "id": "identifier",
    "datum": "issued",
    "date": "issued",
    "type": "type",
    "gemeente": "municipality",
    "municipality": "municipality",
    "lang": "language",
    "taal": "language",
    "url": "page",
    "bron": "page",
}
_HEADING_WITHOUT_SPACE = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])", re.MULTILINE)
_DASH_WITHOUT_SPACE = re.compile(r"^([–—-])(?=[^\W\d_])", re.MULTILINE)
_DASH_IN_EMPHASIS = re.compile(r"^(\*{1,2})([–—])[ \t]*(?=[^\W_])", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_RULE_CELL = re.compile(r"^:?-{2,}:?$")

# Indented lines are text that was pasted, not code; numbers and links are read as they are printed.
_READER = MarkdownIt("commonmark").disable("code")


def parse_markdown(content: bytes, *, declared: str = "") -> Document:
    """Read Markdown.

    A heading that only names a unit ("Artikel 3") and the deeper heading that follows at once, which is its title, are
    one heading. Raises ReadError `no-text` when no words are left.
    """
    text, encoding = decode(content, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    builder = BlockBuilder()
    metadata, text = _front_matter(text, builder)
    read_markdown(text, builder)
    blocks = tuple(_with_even_levels(_without_repeats(with_titles(builder.blocks), builder)))
    if not blocks:
        raise ReadError("no-text", f"the Markdown holds no text ({len(content)} bytes): look whether the file is whole")
    title = metadata.get("title") or _title(blocks)
    if title:
        metadata["title"] = title
    notes = () if encoding == "utf-8" else (f"bytes read as {encoding}",)
    return Document(title, "markdown", blocks, tuple(builder.apart), tuple(metadata.items()), notes)


def _front_matter(text: str, builder: BlockBuilder) -> tuple[dict[str, str], str]:
    """Take the YAML between two lines of hyphens off the start of a text."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    try:
        values = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        return {}, text
    builder.set_apart("metadata", found[1])
    named = ((_FRONT_MATTER_KEYS.get(str(key).lower(), ""), normalise(str(value))) for key, value in values.items())
    return {key: value for key, value in named if key and value}, text[found.end() :]


def _title(blocks: Iterable[Block]) -> str:
    """Return the first of the headings of the highest level."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.level]
    best = min(headings, key=lambda block: block.level, default=None)
    return f"{best.marker} {best.text}".strip() if best else ""


def read_markdown(text: str, builder: BlockBuilder) -> None:
    """Add the blocks of Markdown without front matter to `builder`."""
    text = _HEADING_WITHOUT_SPACE.sub(r"\1 ", text)
    text = _DASH_WITHOUT_SPACE.sub(r"\1 ", text)
    text = _DASH_IN_EMPHASIS.sub(r"\2 \1", text)
    unwrapped = any(len(line) > UNWRAPPED_WIDTH for line in text.split("\n"))
    for is_table, lines in _segments(text.split("\n")):
        if is_table:
            _add_table(lines, builder)
        else:
            _TokenReader(builder, unwrapped).read(_READER.parse("\n".join(lines)))


def _segments(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Part the lines of tables from the other lines; a row keeps all its cells, whatever the width of the first."""
    held: list[str] = []
    in_table = fenced = False
    for place, line in enumerate(lines):
        fenced ^= line.lstrip().startswith("```")
        below = lines[place + 1] if place + 1 < len(lines) else ""
        is_row = not fenced and (
            line.startswith("|") or (in_table and "|" in line) or ("|" in line and "|" in below and _is_rule(below))
        )
        if is_row != in_table and held:
            yield in_table, held
            held = []
        in_table = is_row
        held.append(line)
    yield in_table, held


def _is_rule(line: str) -> bool:
    return bool(_TABLE_RULE.match(line))


def _add_table(lines: list[str], builder: BlockBuilder) -> None:
    """Add the rows of a table; those above the line of hyphens are its head."""
    head = next((place for place, line in enumerate(lines) if _is_rule(line) and place), 0)
    for place, line in enumerate(lines):
        row = line.strip().removeprefix("|").removesuffix("|")
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row)]
        if all(_RULE_CELL.match(cell) or not cell for cell in cells):
            continue
        passages = [compose(_inline(cell)) for cell in ("" if _RULE_CELL.match(cell) else cell for cell in cells)]
        builder.row(passages, "vet" if place < head else "")


def _inline(text: str) -> list[Run]:
    token = _READER.parseInline(text)[0]
    return list(_runs(token.children or [], " "))


class _TokenReader:
    """Turns the tokens of markdown-it into blocks."""

    def __init__(self, builder: BlockBuilder, unwrapped: bool) -> None:
        self.builder = builder
        self.line_break = "\n\n" if unwrapped else SOFT_BREAK
        self.heading = 0
        self.markers: list[str] = []
        self.at_start: list[bool] = []

    def read(self, tokens: Iterable[Token]) -> None:
        """Read block tokens in order."""
        for token in tokens:
            if token.type == "heading_open":
                self.heading = int(token.tag[1])
            elif token.type == "heading_close":
                self.heading = 0
            elif token.type == "list_item_open":
                # The number as it is printed; a bullet is what a browser prints.
                self.markers.append(f"{token.info}{token.markup}" if token.info else "•")
                self.at_start.append(True)
            elif token.type == "list_item_close":
                marker = self.markers.pop()
                if self.at_start.pop():
                    self.builder.add(BlockKind.ITEM, Passage(""), marker, len(self.markers) + 1)
            elif token.type == "inline":
                children = self._without_images(token.children or [])
                self._add(_with_soft_breaks(_runs(children, self.line_break)))
            elif token.type in {"fence", "code_block"}:
                self._add([Run(token.content)])
            elif token.type == "html_block":
                self._add_html(token.content)

    def _add(self, runs: list[Run]) -> None:
        if self.heading:
            self.builder.heading(runs, self.heading)
        elif self.markers and self.at_start[-1]:
            self.at_start[-1] = False
            self.builder.item(runs, self.markers[-1], len(self.markers))
        else:
            self.builder.paragraph(runs, len(self.markers))

    def _without_images(self, tokens: Iterable[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.type == "image":
                self.builder.set_apart("illustration", token.content)
            else:
                yield token

    def _add_html(self, content: str) -> None:
        """Add the text of HTML in Markdown: rows of a table, otherwise its lines."""
        from tracker.parse.html import add_fragment

        add_fragment(content, self.builder)


def _runs(tokens: Iterable[Token], line_break: str) -> Iterator[Run]:
    """Give the runs of inline tokens; emphasis becomes look, a link its address."""
    bold = italic = 0
    uri = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                uri = str(token.attrs.get("href", ""))
            case "link_close":
                uri = ""
            case "softbreak":
                yield Run(line_break)
            case "hardbreak":
                yield Run("\n")
            case "html_inline":
                if re.match(r"<br\b", token.content, re.IGNORECASE):
                    yield Run("\n")
            case _:
                yield Run(token.content, bold > 0, italic > 0, False, uri)


def _without_repeats(blocks: Iterable[Block], builder: BlockBuilder) -> Iterator[Block]:
    """Set paragraphs apart that the items below them say once more: one corpus gives leden without and with numbers."""
    for section in _sections(blocks):
        start = next((place for place, block in enumerate(section) if block.kind is not BlockKind.HEADING), 0)
        first = next((place for place, block in enumerate(section) if block.kind is BlockKind.ITEM), start)
        plain = section[start:first]
        said = [block.text for block in section[first:]]
        repeats = bool(plain) and [block.text for block in plain] == said[: len(plain)]
        for block in plain if repeats else ():
            builder.set_apart("hidden", block.text)
        yield from section[:start] + section[first:] if repeats else section


def _with_even_levels(blocks: Iterable[Block]) -> Iterator[Block]:
    """Take the levels off items of a section in which some have none: there the markers say what is in what.

    Leden that are a list in Markdown stand beside onderdelen ("a.") that Markdown takes for lines of text.
    """
    for section in _sections(blocks):
        uneven = any(block.kind is BlockKind.ITEM and not block.level for block in section)
        for block in section:
            listed = block.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH}
            yield replace(block, level=0) if uneven and listed else block


def _sections(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Give the blocks from one heading to the next."""
    section: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and section:
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _with_soft_breaks(runs: Iterable[Run]) -> list[Run]:
    """Turn the ends of lines in wrapped text into spaces; where the next line opens with a marker the line ends."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == SOFT_BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    joined = lines[0]
    for line in lines[1:]:
        joined += [Run("\n" if find_marker(compose(line).text) else " "), *line]
    return joined


def with_titles(blocks: Iterable[Block]) -> list[Block]:
    """Put a heading that only names a unit and the deeper heading that follows at once together."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and _is_title_of(block, last):
            joined[-1] = replace(last, text=block.text, style=block.style, links=block.links)
        else:
            joined.append(block)
    return joined


def _is_title_of(block: Block, unit: Block) -> bool:
    if block.kind is not BlockKind.HEADING or unit.kind is not BlockKind.HEADING:
        return False
    return bool(unit.marker and not unit.text and block.level > unit.level and block.text and not block.marker)
