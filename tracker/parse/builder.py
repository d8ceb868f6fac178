"""Blocks as they are found in a page or a word-processor file: what all formats without a legal markup share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.model import Block, BlockKind, Link, Part, SetApart
from tracker.parse.inline import Passage, Run, compose, ends_sentence, normalise, opens_sentence, split_at_breaks
from tracker.parse.markers import Marker, find_marker

HEADING_LENGTH = 160
"""Characters that a line in bold may have to be a heading without being marked up as one."""

UNIT_KINDS = frozenset({"artikel", "hoofdstuk", "afdeling", "paragraaf", "bijlage"})
"""Markers (see `tracker.parse.markers`) that open a part of a regulation, wherever they stand."""

CHIEF_LEVEL = 3
"""Headings of a deeper level are no title of a document."""

_SUBJECT = re.compile(r"(?:onderwerp|betreft|betreffende)\s*:?", re.IGNORECASE)
_SUBJECT_LINE = re.compile(r"(?:onderwerp|betreft|betreffende)\s*:\s*(.{5,200})$", re.IGNORECASE)

_BARE_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[a-z]?|[IVXLC]+|[A-Za-z])[.:)]?$")

QUESTION_KINDS = frozenset({"vraag", "antwoord"})

SECTION_KINDS = frozenset({"decimaal", "nummer", "hoofdletter", "kaal nummer", "romeins", "kaal romeins", "letter"})
"""Markers that number the headings of a note, and items as well."""


class BlockBuilder:
    """Gathers blocks in reading order and what is set apart."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.apart: list[SetApart] = []
        self.page: int | None = None
        self.part = Part.UNKNOWN

    def set_apart(self, kind: str, text: str) -> None:
        """Keep text that is no part of what the document says; nothing happens where it is empty."""
        text = normalise(text)
        if text:
            self.apart.append(SetApart(kind, text, self.page))

    def add(self, kind: BlockKind, passage: Passage, marker: str = "", level: int = 0, role: str = "") -> None:
        """Add a block, unless it has neither marker nor text; text that comes after a bare marker belongs to it."""
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind is BlockKind.ITEM and not last.text and kind is BlockKind.PARAGRAPH and not marker:
            self.blocks[-1] = replace(last, text=passage.text, style=passage.style, links=passage.links)
        elif passage.text or marker:
            self.blocks.append(
                Block(
                    kind,
                    passage.text,
                    page=self.page,
                    marker=marker,
                    level=level,
                    role=role,
                    style=passage.style,
                    part=self.part,
                    links=passage.links,
                )
            )

    def heading(self, runs: Iterable[Run], level: int, marker: str = "", role: str = "") -> None:
        """Add what is marked up as a heading, its number split off; a marker that the markup gives goes before it."""
        passage = compose(replace(run, text=run.text.replace("\n", " ")) for run in runs)
        if not marker and _BARE_NUMBER.match(passage.text):
            marker, passage = passage.text, Passage("", passage.style)
        elif not marker:
            marker, passage = split_passage(passage, doubtful=True)
        self.add(BlockKind.HEADING, passage, marker, level, role)

    def item(self, runs: Iterable[Run], marker: str, level: int, role: str = "") -> None:
        """Add an item whose marker the markup gives; lines after a break in it continue the item."""
        first, *others = paragraphs_of(runs) or [[]]
        passage = compose(first)
        printed = find_marker(passage.text)
        if printed and marker and printed.text.rstrip(".)") == marker.rstrip(".)"):
            self.set_apart("marker", printed.text)
            passage = passage.without_start(len(printed.text))
        elif printed and printed.kind not in UNIT_KINDS | QUESTION_KINDS and (not marker or is_bullet(marker)):
            # A list whose author typed the numbers: the bullet is the page's, the number is the text's.
            marker, passage = printed.text, passage.without_start(len(printed.text))
        self.add(BlockKind.ITEM, passage, marker, level, role)
        for line in others:
            self.paragraph(line, level)

    def paragraph(self, runs: Iterable[Run], level: int = 0, role: str = "") -> None:
        """Add a paragraph, or what its look and its first words show it to be: a heading, an item, several of them."""
        for line in paragraphs_of(runs):
            self._line(compose(line), level, role)

    def note(self, runs: Iterable[Run], marker: str) -> None:
        """Add a footnote or endnote."""
        passage = compose(replace(run, text=run.text.replace("\n", " ")) for run in runs)
        if passage.text:
            self.add(BlockKind.NOTE, passage, marker)

    def row(self, cells: Sequence[Passage], style: str = "") -> None:
        """Add a table row, unless all of its cells are empty."""
        text = ""
        links: list[Link] = []
        for cell in cells:
            if cell.text:
                text += " | " if text else ""
                links += [replace(link, start=link.start + len(text), end=link.end + len(text)) for link in cell.links]
                text += cell.text
        if text:
            names = tuple(cell.text for cell in cells)
            self.blocks.append(
                Block(BlockKind.ROW, text, self.page, style=style, part=self.part, cells=names, links=tuple(links))
            )

    def _line(self, passage: Passage, level: int, role: str) -> None:
        if not passage.text:
            return
        bold = "vet" in passage.style.split()
        found = marker_of(passage.text, doubtful=bold)
        rest = passage.without_start(len(found.text)) if found else passage
        if found and found.text.startswith("A:") and not self._asked:
            # One of "A: ...; B: ...": it answers nothing where nothing was asked.
            self.add(BlockKind.ITEM, rest, found.text, level, role)
        elif found and found.kind in UNIT_KINDS | QUESTION_KINDS:
            self._unit(found.text, rest, bold or found.kind in UNIT_KINDS)
        elif bold and not level and not self._follows_question and _is_bold_heading(rest.text, found):
            self._bold_heading(rest, found.text if found else "", role)
        elif found:
            self.add(BlockKind.ITEM, rest, found.text, self._level_within(level, found), role)
        else:
            self.add(BlockKind.PARAGRAPH, passage, "", level, role)

    def _level_within(self, level: int, found: Marker) -> int:
        """Return the level of an item in a line of an item: within that one, or beside it where both count alike."""
        above = next(
            (block for block in reversed(self.blocks) if block.kind is BlockKind.ITEM and block.level == level), None
        )
        counted = find_marker(above.marker) if above and level else None
        beside = counted is None or counted.kind == found.kind
        return level if beside else level + 1

    def _bold_heading(self, passage: Passage, marker: str, role: str) -> None:
        """Add a line in bold as a heading; below a line that only names a unit it is that unit's title."""
        last = self.blocks[-1] if self.blocks else None
        named = find_marker(last.marker) if last and last.kind is BlockKind.HEADING and not last.text else None
        if last and named and named.kind in UNIT_KINDS and not marker:
            self.blocks[-1] = replace(last, text=passage.text, style=passage.style, links=passage.links)
        else:
            self.add(BlockKind.HEADING, passage, marker, 0, role)

    @property
    def _follows_question(self) -> bool:
        """Say whether the last block is "Vraag 3" and nothing more: what comes now is the question."""
        last = self.blocks[-1] if self.blocks else None
        found = find_marker(last.marker) if last and last.kind is BlockKind.HEADING and not last.text else None
        return bool(found and found.kind in QUESTION_KINDS)

    @property
    def _asked(self) -> bool:
        """Say whether one of the last blocks is a question."""
        return any(block.text.endswith("?") or block.marker.startswith(("V", "v")) for block in self.blocks[-3:])

    def _unit(self, marker: str, rest: Passage, is_heading: bool) -> None:
        """Add "Artikel 3 Toegang" or "Vraag 3"; a sentence that follows on the same line is the text below it."""
        if is_heading_text(rest.text) and (is_heading or not rest.text):
            self.add(BlockKind.HEADING, rest, marker)
        else:
            self.add(BlockKind.HEADING, Passage("", rest.style), marker)
            self.add(BlockKind.PARAGRAPH, rest)


def marker_of(text: str, *, doubtful: bool = False) -> Marker | None:
    """Return the marker that a block opens with; "Vragen" alone is a title, and numbers nothing."""
    found = find_marker(text, doubtful=doubtful)
    return None if found and found.text.lower() in {"vragen", "antwoorden"} else found


def is_heading_text(text: str) -> bool:
    """Say whether words in bold read as a heading: short, and no sentence that ends in a full stop."""
    longest = HEADING_LENGTH // 2 if text[:1].islower() else HEADING_LENGTH
    return len(text) <= longest and not re.search(r"[.;:,]$", text.removesuffix("..."))


def _is_bold_heading(text: str, found: Marker | None) -> bool:
    return bool(text) and is_heading_text(text) and (found is None or found.kind in SECTION_KINDS)


def title_of(blocks: Sequence[Block], own: str = "") -> str:
    """Return what a document is called: by its title or chief heading, what it says of itself (`own`), its subject."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    chief = sorted((block for block in headings if 0 < block.level <= CHIEF_LEVEL), key=lambda block: block.level)
    for block in [*(block for block in headings if block.role == "titel"), *chief[:1]]:
        return f"{block.marker} {block.text}".strip()
    if own:
        return own
    for block in blocks:
        if len(block.cells) > 1 and _SUBJECT.fullmatch(block.cells[0]):
            return block.cells[1]
        named = _SUBJECT_LINE.match(block.text)
        if named and block.kind is BlockKind.PARAGRAPH:
            return named[1]
    return next((f"{block.marker} {block.text}".strip() for block in headings if block.text), "")


def is_bullet(marker: str) -> bool:
    """Say whether a marker counts nothing."""
    return not any(character.isalnum() for character in marker)


def split_passage(passage: Passage, *, doubtful: bool = False) -> tuple[str, Passage]:
    """Split the marker off a passage; its links keep their place."""
    found = marker_of(passage.text, doubtful=doubtful)
    if found is None:
        return "", passage
    return found.text, passage.without_start(len(found.text))


def paragraphs_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Split runs at the line breaks that part paragraphs; other line breaks become spaces.

    A break parts when an empty line follows, when the next line opens with a marker, when a line in bold stands above
    one that is not, and when one sentence ends and another begins.
    """
    paragraphs: list[list[Run]] = []
    above = Passage("")
    for line in split_at_breaks(runs):
        words = compose(line)
        if words.text and (not above.text or _parts(above, words)):
            paragraphs.append(line)
        elif words.text:
            paragraphs[-1] += [Run(" "), *line]
        above = words
    return paragraphs


def _parts(above: Passage, below: Passage) -> bool:
    if ("vet" in above.style.split()) != ("vet" in below.style.split()) and is_heading_text(above.text):
        return "vet" in above.style.split() or ends_sentence(above.text)
    if find_marker(below.text):
        return True
    return ends_sentence(above.text) and opens_sentence(below.text)
