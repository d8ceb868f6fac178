"""Plain text, also as read by OCR or taken from a PDF: pages, running lines, paragraphs out of wrapped lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.model import BlockKind, Document, ReadError
from tracker.parse.builder import QUESTION_KINDS, UNIT_KINDS, BlockBuilder, is_heading_text, title_of
from tracker.parse.detect import decode
from tracker.parse.inline import Passage, ends_sentence, opens_sentence
from tracker.parse.markers import Marker, find_marker
from tracker.parse.pdf.joining import Joiner
from tracker.parse.text_pages import TextLine, read_pages, starts_note

WRAP_SHARE = 0.9
"""A line was full when the next word would have come beyond this share of the width of its page."""

WRAP_SHARE_IN_SENTENCE = 0.78
"""The same for a line that does not end a sentence: letters differ in width, so a full line may be shorter."""

NARROWEST = 35
"""Characters in a line below which its end says nothing: a few short lines are no column of text."""

UNWRAPPED_WIDTH = 130
"""Text whose lines are wider than this is not wrapped: each line is a paragraph."""

_NUMBERED_HEADING = frozenset({"decimaal", "kaal nummer", "hoofdletter", "kaal romeins", "romeins", "nummer"})
_MISREAD_BULLET = re.compile(r"[-–•*][_ ]*_\s*(?=\w)")
"""A bullet with the space after it, which OCR reads as a line below."""

_CONTENTS_LINE = re.compile(r"(?:\.{4,}|(?:\s\.){4,}|…{2,}|_{4,}|\s{3,})\s*\d{1,3}\s*$")
_CONTENTS_TITLE = re.compile(r"^\W*inhoud(?:s ?opgave)?\W*$", re.IGNORECASE)
_CONTENTS_ENTRY = re.compile(r"\s\d{1,3}$|\.{4,}|…")

CONTENTS_SHARE = 0.5
"""Below the word "Inhoud": a page with this share of lines that end in a page number is a table of contents."""


@dataclass(frozen=True)
class _Paragraph:
    """Lines that belong together, joined."""

    text: str
    page: int | None
    lines: int
    note: bool = False


def parse_text(content: bytes, *, declared: str = "") -> Document:
    """Read plain text.

    Form feeds part pages; lines that return on the pages are set apart as header or footer. Headings are known by their
    numbering, by capitals, or as a short line above running text. Raises ReadError `no-text` where no word is found.
    """
    text, encoding = decode(content, declared)
    builder = BlockBuilder()
    lines, pages = read_pages(text, builder)
    lines = _without_contents(lines, builder)
    paragraphs = _paragraphs(lines, builder)
    for place, paragraph in enumerate(paragraphs):
        builder.page = paragraph.page
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        _add(builder, paragraph, following)
    if not any(any(map(str.isalpha, block.marker + block.text)) for block in builder.blocks):
        raise ReadError("no-text", f"the text holds no words ({len(content)} bytes): look whether the file is whole")
    notes = () if encoding == "utf-8" else (f"bytes read as {encoding}",)
    return Document(_title(builder), "text", tuple(builder.blocks), tuple(builder.apart), (), notes, pages)


def _title(builder: BlockBuilder) -> str:
    title = title_of(builder.blocks[:20])
    first = builder.blocks[0].text
    return title or (first if len(first) <= 150 else "")


def _without_contents(lines: list[TextLine], builder: BlockBuilder) -> list[TextLine]:
    """Set the table of contents apart: what stands below its title, and the pages that it runs on to."""
    start = next((place for place, line in enumerate(lines) if _CONTENTS_TITLE.match(line.text)), len(lines))
    end = start
    while end < len(lines):
        page = lines[end].page
        page_end = next((place for place in range(end, len(lines)) if lines[place].page != page), len(lines))
        if page is None:
            entries = [_CONTENTS_ENTRY.search(line.text) for line in lines[end:]]
            page_end = end + 1 + next((at for at, entry in enumerate(entries[1:]) if not entry), len(entries) - 1)
        entries = [_CONTENTS_ENTRY.search(line.text) for line in lines[end:page_end]]
        if sum(map(bool, entries)) < CONTENTS_SHARE * len(entries):
            break
        end = page_end
        if page is None:
            break
    for line in lines[start:end]:
        builder.page = line.page
        builder.set_apart("contents", line.text)
    return lines[:start] + lines[end:]


def _paragraphs(lines: Sequence[TextLine], builder: BlockBuilder) -> list[_Paragraph]:
    """Put wrapped lines together."""
    joiner = Joiner(line.text for line in lines)
    paragraphs: list[_Paragraph] = []
    above: dict[bool, tuple[int, TextLine]] = {}
    for line in lines:
        # A footnote stands between the lines of a sentence that runs on to the next page: each goes its own way.
        place, before = above.get(line.note, (0, None))
        if before is not None and _continues(before, line):
            joined, hyphen = joiner.join(paragraphs[place].text, line.text)
            builder.page = line.page
            builder.set_apart("hyphen", hyphen)
            paragraphs[place] = replace(paragraphs[place], text=joined, lines=paragraphs[place].lines + 1)
        else:
            place = len(paragraphs)
            paragraphs.append(_Paragraph(line.text, line.page, 1, line.note))
        above[line.note] = (place, line)
    return paragraphs


def _continues(above: TextLine, line: TextLine) -> bool:
    """Say whether `line` goes on with the sentence of the line above it."""
    if line.note:
        return above.page == line.page and not starts_note(line.text)
    if above.width > UNWRAPPED_WIDTH and not above.double_spaced:
        return False
    if (
        find_marker(line.text)
        or _MISREAD_BULLET.match(line.text)
        or _CONTENTS_LINE.search(above.text)
        or _is_title_line(above.text)
    ):
        return False
    if above.text.endswith("?") and opens_sentence(line.text):
        return False
    first_word = line.text.split(" ", 1)[0]
    share = WRAP_SHARE if ends_sentence(above.text) else WRAP_SHARE_IN_SENTENCE
    was_full = above.width >= NARROWEST and len(above.text) + 1 + len(first_word) > share * above.width
    goes_on = line.text[:1].islower() and not ends_sentence(above.text)
    if above.page != line.page:
        return goes_on and len(above.text) > above.width / 2
    if line.blank_above and not above.double_spaced:
        numbered = find_marker(above.text, doubtful=True)
        return goes_on and (was_full or bool(numbered and numbered.kind in _NUMBERED_HEADING and numbered.rest))
    return was_full or goes_on


def _is_title_line(text: str) -> bool:
    """Say whether a line is a numbered unit of a regulation by itself, which running text does not continue."""
    found = find_marker(text)
    return bool(found and found.kind in UNIT_KINDS | QUESTION_KINDS and (not found.rest or len(text) < 60))


def _add(builder: BlockBuilder, paragraph: _Paragraph, following: _Paragraph | None) -> None:
    passage = Passage(paragraph.text, "hoofdletters" if _all_capitals(paragraph.text) else "")
    if _CONTENTS_LINE.search(paragraph.text):
        builder.set_apart("contents", paragraph.text)
        return
    if paragraph.note:
        number = re.match(r"\d{1,2}(?=\s)|", paragraph.text)
        marker = number[0] if number else ""
        builder.add(BlockKind.NOTE, Passage(paragraph.text).without_start(len(marker)), marker)
        return
    found = find_marker(paragraph.text, doubtful=True)
    misread = _MISREAD_BULLET.match(paragraph.text)
    if found and found.kind in UNIT_KINDS | QUESTION_KINDS:
        _add_unit(builder, found)
    elif misread:
        builder.add(BlockKind.ITEM, passage.without_start(misread.end()), misread[0].strip())
    elif _reads_as_heading(paragraph, found, following):
        marker = found.text if found else ""
        builder.add(BlockKind.HEADING, passage.without_start(len(marker)) if found else passage, marker)
    elif found and find_marker(paragraph.text):
        builder.add(BlockKind.ITEM, passage.without_start(len(found.text)), found.text)
    else:
        builder.add(BlockKind.PARAGRAPH, passage)


def _add_unit(builder: BlockBuilder, found: Marker) -> None:
    """Add "Artikel 3 Toegang" or "Vraag 3"; a sentence that follows on the same line is the text below it."""
    if is_heading_text(found.rest):
        builder.add(BlockKind.HEADING, Passage(found.rest), found.text)
    else:
        builder.add(BlockKind.HEADING, Passage(""), found.text)
        builder.add(BlockKind.PARAGRAPH, Passage(found.rest))


def _reads_as_heading(paragraph: _Paragraph, found: Marker | None, following: _Paragraph | None) -> bool:
    """Say whether a short line is a heading: numbered, in capitals, or above running text of two lines and more."""
    text = found.rest if found else paragraph.text
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not words or len(paragraph.text) > 100 or paragraph.lines > 2 or not is_heading_text(text) or text.endswith("?"):
        return False
    if found:
        return found.kind in _NUMBERED_HEADING and not text[:1].islower() and _leads(found, following)
    if _all_capitals(text):
        return True
    letters = sum(map(str.isalpha, text)) / len(text.replace(" ", ""))
    return text[0].isupper() and letters > 0.85 and ":" not in text and following is not None and following.lines > 1


def _leads(found: Marker, following: _Paragraph | None) -> bool:
    """A decimal number proves a heading; another number only where running text or a deeper number follows."""
    if found.kind == "decimaal":
        return True
    below = find_marker(following.text) if following else None
    if below:
        return below.kind in {"decimaal", "letter"} or (below.kind == "nummer" and below.kind != found.kind)
    return following is not None and following.lines > 1


def _all_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)
