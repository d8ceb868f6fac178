"""Reads what CVDR, the official publications, BWB and STOP have in common, and writes it down as blocks.

The names of the elements are in `tracker.parse.legal_vocabulary`; a format's own module says where the text begins and
what the document says of itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

from tracker.model import Block, BlockKind, Part
from tracker.parse.builder import QUESTION_KINDS, UNIT_KINDS, BlockBuilder, is_bullet, paragraphs_of
from tracker.parse.inline import Passage, Run, compose
from tracker.parse.legal_headings import BOX_LEVEL, SUBHEADING_LEVEL, heads_added_text, split_heading
from tracker.parse.legal_inline import Aside, is_removed, passage_of, runs_of, runs_within, spaced, words_within
from tracker.parse.legal_table import cells_of, rows_of
from tracker.parse.legal_vocabulary import (
    BLOCKS,
    DIVISIONS,
    INLINE,
    INSTRUCTIONS,
    LASTING_PARTS,
    LINES_OF_WORDS,
    NUMBERS,
    PARTS,
    ROLES,
    SILENT,
    child_named,
    generated_text,
    name_of,
)
from tracker.parse.markers import Marker, find_marker

_LINES = frozenset({"functie", "naam", "organisatie"})
"""Parts of a signature: each stands on a line of its own, unless they stand in a sentence."""

_WITHIN_LINES = INLINE - _LINES

_AROUND = frozenset({Part.OPENING, Part.CLOSING})


@dataclass(frozen=True)
class _Opened:
    """A lid or item whose number has been read and whose first words are still to come."""

    marker: str
    level: int
    role: str
    eid: str


class LegalReader(BlockBuilder):
    """Walks a tree and gathers blocks and what is set apart. Use once: `read`, then `blocks` and `apart`."""

    def __init__(self) -> None:
        super().__init__()
        self._role = ""  # of paragraphs: lid, considerans, ondertekening
        self._depth = 0  # of divisions
        self._items = 0  # how deep in leden and lists
        self._in_article = False  # under the heading of an article
        self._opened: _Opened | None = None
        self._eid = ""  # of the block that is added next
        self._aside = Aside()

    # ---------------------------------------------------------------- the walk

    def read(self, element: etree._Element) -> None:
        """Read an element and all within it."""
        name = name_of(element)
        if not name or name in SILENT:
            return
        if is_removed(element):
            self.set_apart("hidden", words_within(element))
            return
        part, role = self.part, self._role
        own = PARTS.get(name)
        turns = own is not None and (own in LASTING_PARTS or part not in LASTING_PARTS)
        if own is not None and turns:
            self.part = own
        self._role = ROLES.get(name, role)
        self._reader_of(element, name)(element)
        self._role = role
        if turns:
            self.part = part

    def _reader_of(self, element: etree._Element, name: str) -> Callable[[etree._Element], None]:
        if name in DIVISIONS or (name == "titel" and child_named(element, "kop") is not None):
            return self._division
        if name in INSTRUCTIONS:
            return self._instruction
        return {
            "kop": self._loose_heading,
            "intitule": self.read_title,
            "citeertitel": self._administration,
            "inhoudsopgave": self._contents,
            "officiele-inhoudsopgave": self._contents,
            "bladaanduiding": self._masthead,
            "tussenkop": self._subheading,
            "lid": self._member,
            "wijzig-lid": self._member,
            "li": self._item,
            "begrip": self._definition,
            "lidnr": self._loose_number,
            "li.nr": self._loose_number,
            "nr": self._loose_number,
            "table": self._table,
            "noot": self._loose_note,
            "gereserveerd": self._stand_in,
            "vervallen": self._stand_in,
        }.get(name, self._content)

    def _content(self, element: etree._Element, without: etree._Element | None = None) -> None:
        """Read what is in an element: lines of words, and between them whatever else it holds (but for one child)."""
        if without is None and all(name_of(child) in _WITHIN_LINES for child in element):
            self._lines(list(runs_within(element, self._aside)))
            return
        among_words = name_of(element) in LINES_OF_WORDS or _has_words(element)
        runs = [Run(spaced(element.text))]
        for child in element:
            if child is without:
                pass
            elif _is_in_line(child, among_words):
                runs += runs_of(child, self._aside)
            else:
                self._lines(runs)
                runs = []
                self.read(child)
            runs.append(Run(spaced(child.tail)))
        self._lines(runs)

    # ---------------------------------------------------------------- headings

    def _division(self, element: etree._Element) -> None:
        kop = child_named(element, "kop")
        role = DIVISIONS.get(name_of(element), "titeldeel")
        if kop is None and role == "divisie":
            self._content(element)  # only holds the words of the division around it
            return
        outer = self._items, self._in_article
        self._close_opened()
        self._items = 0
        self._role = ROLES.get(name_of(element), "")  # an article that a lid quotes is no part of the lid
        self._depth += 1
        if kop is not None:
            self._eid = element.get("eId") or ""
            printed = self._heading(kop, role, max(self._depth, BOX_LEVEL) if role == "kader" else self._depth)
            self._eid = ""
            self._in_article = printed and "artikel" in role
        self._content(element, without=kop)
        self._close_opened()
        self._depth -= 1
        self._items, self._in_article = outer

    def _loose_heading(self, kop: etree._Element) -> None:
        self._heading(kop, "", self._depth + 1)

    def _heading(self, kop: etree._Element, role: str, level: int) -> bool:
        """Add the heading that a `kop` holds; say whether it holds one."""
        number, title = split_heading(kop, self._aside)
        self.add(BlockKind.HEADING, title, number, level, role)
        self._flush_aside()
        return bool(number or title.text)

    def read_title(self, element: etree._Element) -> None:
        """Add the title of the whole; the title of a regulation that a decision holds is a line of it."""
        passage = passage_of(element, self._aside)
        self._eid = element.get("eId") or ""
        if self._depth:
            self.add(BlockKind.PARAGRAPH, passage, role="opschrift")
        else:
            part, self.part = self.part, Part.OPENING
            self.add(BlockKind.HEADING, passage, role="intitule")
            self.part = part
        self._eid = ""
        self._flush_aside()

    def _subheading(self, element: etree._Element) -> None:
        passage = passage_of(element, self._aside)
        found = find_marker(passage.text, doubtful=True)
        marker = found.text if found else ""
        level = max(self._depth + 1, SUBHEADING_LEVEL if self._role != "kader" else BOX_LEVEL + 1)
        self.add(BlockKind.HEADING, passage.without_start(len(marker)), marker, level, "tussenkop")
        self._flush_aside()

    def _instruction(self, element: etree._Element) -> None:
        """Add what an amendment does: its number and words are a heading over the new text; old text is set apart."""
        said = [child for child in element if name_of(child) in ("nr", "wat")]
        number = " ".join(words_within(child) for child in said if name_of(child) == "nr")
        words = [run for child in said if name_of(child) == "wat" for run in (*runs_of(child, self._aside), Run(" "))]
        has_text = len(said) < sum(1 for child in element if name_of(child))
        if has_text:
            self.add(BlockKind.HEADING, compose(words), number, self._depth + 1, "wijziging")
        else:
            self.add(BlockKind.ITEM, compose(words), number, self._items + 1, "onderdeel")
        self._flush_aside()
        self._depth += 1
        for child in element:
            if child not in said and name_of(element) == "verwijder":
                self.set_apart("hidden", words_within(child))
            elif child not in said:
                self.read(child)
        self._depth -= 1

    # ---------------------------------------------------------------- leden and items

    def _member(self, element: etree._Element) -> None:
        self._numbered(element, _Opened(self._number_of(element), 1, "lid", element.get("eId") or ""))

    def _item(self, element: etree._Element) -> None:
        role = "considerans" if self._role == "considerans" else "onderdeel"
        self._numbered(element, _Opened(self._number_of(element), self._items + 1, role, element.get("eId") or ""))

    def _number_of(self, element: etree._Element) -> str:
        """Return the number of a lid or item, from its element or its attribute."""
        number = child_named(element, *NUMBERS)
        if number is None:
            return " ".join((element.get("nr") or "").split())
        return passage_of(number, self._aside).text

    def _numbered(self, element: etree._Element, opened: _Opened) -> None:
        self._close_opened()
        outer = self._items, self._role
        self._items, self._role, self._opened = opened.level, opened.role, opened
        self._content(element, without=child_named(element, *NUMBERS))
        self._close_opened()
        self._items, self._role = outer

    def _definition(self, element: etree._Element) -> None:
        """Add a term with what it means as one item: "term: meaning"; more paragraphs of the meaning follow it."""
        self._close_opened()
        term, meaning = child_named(element, "term"), child_named(element, "definitie")
        runs = [] if term is None else [*runs_of(term, self._aside), Run(f"{generated_text(element)} ")]
        rest = [child for child in element if child not in (term, meaning) and name_of(child) not in NUMBERS]
        if meaning is not None:
            first, others = self._first_line(meaning)
            runs += first
            rest = [*others, *rest]
        outer, self._role = self._role, "definitie"
        self._eid = element.get("eId") or ""
        self.add(BlockKind.ITEM, compose(runs), self._number_of(element), self._items + 1, "definitie")
        self._eid = ""
        self._flush_aside()
        self._items += 1
        for child in rest:
            self.read(child)
        self._items -= 1
        self._role = outer

    def _first_line(self, meaning: etree._Element) -> tuple[list[Run], list[etree._Element]]:
        """Return the first line of what a term means, and the elements after it."""
        if all(name_of(child) in INLINE for child in meaning):
            return list(runs_within(meaning, self._aside)), []
        for index, child in enumerate(meaning):
            runs = list(runs_of(child, self._aside)) if name_of(child) == "al" else []
            if compose(runs).text or name_of(child) != "al":
                return runs, list(meaning)[index + bool(runs) :]
        return [], []

    def _loose_number(self, element: etree._Element) -> None:
        """Read a number that stands on its own: the words after it belong to it."""
        self._close_opened()
        words = passage_of(element, self._aside)
        found = find_marker(words.text)
        if found and found.kind in QUESTION_KINDS:
            self.add(BlockKind.HEADING, words.without_start(len(found.text)), found.text)
        else:
            self._opened = _Opened(words.text, self._items, self._role or "onderdeel", "")

    def _close_opened(self) -> None:
        """Add a lid or item that has a number and no words."""
        opened, self._opened = self._opened, None
        if opened and opened.marker:
            self._eid = opened.eid
            self.add(BlockKind.ITEM, Passage(""), opened.marker, opened.level, opened.role)
            self._eid = ""

    # ---------------------------------------------------------------- words

    def _lines(self, runs: list[Run]) -> None:
        if all(not run.text or run.text.isspace() for run in runs):
            self._flush_aside()
            return
        if any("\n" in run.text for run in runs):
            for line in paragraphs_of(runs):
                self._words(compose(line))
        else:
            self._words(compose(runs))
        self._flush_aside()

    def _words(self, passage: Passage) -> None:
        """Add a line: the first of an open lid or item, a heading or an item that was typed by hand, or a paragraph."""
        if not passage.text:
            return
        if self._opened:
            self._first_words(self._opened, passage)
            return
        found = find_marker(passage.text, doubtful="vet" in passage.style.split())
        rest = passage.without_start(len(found.text)) if found else passage
        names_unit = found is not None and found.kind in UNIT_KINDS | QUESTION_KINDS
        if not self._items and heads_added_text(self.part, rest, found):
            # A regulation, an annex or a note that was typed into the opening or the closing.
            self.part = Part.UNKNOWN
            self.add(BlockKind.HEADING, rest, found.text if found else "")
        elif self._items or self.part in _AROUND or (self._in_article and names_unit):
            self._plain(passage, None if names_unit else find_marker(passage.text))
        else:
            self._line(passage, 0, self._role)

    def _plain(self, passage: Passage, found: Marker | None) -> None:
        """Add a line that is no heading."""
        if found:
            rest = passage.without_start(len(found.text))
            self.add(BlockKind.ITEM, rest, found.text, self._items + 1 if self._items else 0)
        else:
            self.add(BlockKind.PARAGRAPH, passage, "", self._items, self._role)

    def _first_words(self, opened: _Opened, passage: Passage) -> None:
        """Add the first words of a lid or item; a number that was typed again is set apart, or the bullet before it."""
        self._opened = None
        marker, typed = opened.marker, find_marker(passage.text)
        if typed and typed.kind not in UNIT_KINDS | QUESTION_KINDS:
            if marker and _is_same(typed.text, marker):
                self.set_apart("marker", typed.text)
                passage = passage.without_start(len(typed.text))
            elif not marker or is_bullet(marker):
                self.set_apart("marker", marker)
                marker, passage = typed.text, passage.without_start(len(typed.text))
        if not marker and opened.role == "lid":
            # A lid without a number is no lid that can be cited: its words and lists are the article's.
            self._items, self._role = opened.level - 1, ""
            self._words(passage)
            return
        self._eid = opened.eid
        self.add(BlockKind.ITEM, passage, marker, opened.level, opened.role)
        self._eid = ""

    def add(self, kind: BlockKind, passage: Passage, marker: str = "", level: int = 0, role: str = "") -> None:
        """Add a block with the publisher's eId that waits for it, unless it has neither marker nor text.

        Unlike `BlockBuilder.add` it leaves an item without words as it is: the markup says where the item ends.
        """
        if passage.text or marker:
            eid, self._eid = self._eid, ""
            block = Block(kind, passage.text, None, marker, level, role, passage.style, self.part)
            self.blocks.append(replace(block, eid=eid, links=passage.links))

    # ---------------------------------------------------------------- tables, notes, and what is set apart

    def _table(self, table: etree._Element) -> None:
        self._close_opened()
        for child in table:
            if name_of(child) in ("title", "titel", "bijschrift", "bron"):
                self.add(BlockKind.PARAGRAPH, passage_of(child, self._aside), role="tabeltitel")
                self._flush_aside()
        for row in rows_of(table):
            self.row(cells_of(row, self._aside))
        self._flush_aside()  # a note between two rows would part the table

    def _loose_note(self, element: etree._Element) -> None:
        self._aside.notes.append(element)
        self._flush_aside()

    def _flush_aside(self) -> None:
        """Add the notes of the last block below it, and set apart what amendments removed from it."""
        aside, self._aside = self._aside, Aside()
        for mark in aside.marks:
            self.set_apart("marker", mark)
        for words in aside.removed:
            self.set_apart("hidden", words)
        for note in aside.notes:
            self._note(note)

    def _note(self, note: etree._Element) -> None:
        number = child_named(note, "noot.nr")
        marker = words_within(number) if number is not None else " ".join((note.get("nr") or "").split())
        tables = [child for child in note if name_of(child) == "table"]
        lines = [child for child in note if child is not number and child not in tables]
        runs = [Run(note.text or "")]
        for child in lines:
            runs += [*runs_of(child, self._aside), Run(f" {child.tail or ''}")]
        passage = compose(replace(run, text=run.text.replace("\n", " ")) for run in runs)
        if passage.text or marker:
            self.add(BlockKind.NOTE, passage, marker)
        for table in tables:
            self._table(table)
        self._flush_aside()

    def _stand_in(self, element: etree._Element) -> None:
        """Add what is printed where there is no text."""
        self.add(BlockKind.PARAGRAPH, Passage(generated_text(element)), level=self._items)
        self._content(element)

    def _administration(self, element: etree._Element) -> None:
        self.set_apart("metadata", words_within(element))

    def _masthead(self, element: etree._Element) -> None:
        self.set_apart("header", words_within(element))

    def _contents(self, element: etree._Element) -> None:
        self.set_apart("contents", words_within(element))


def _has_words(element: etree._Element) -> bool:
    """Say whether an element has words of its own, before, between or after its children."""
    return any(words and words.strip() for words in (element.text, *(child.tail for child in element)))


def _is_in_line(child: etree._Element, among_words: bool) -> bool:
    """Say whether a child goes on in the line of words before it.

    An element that no schema named to us does so among words, where it holds nothing that stands on a line of its own.
    """
    name = name_of(child)
    if not name:
        return True
    if name in _LINES:
        return among_words
    return name in INLINE or (among_words and not any(name_of(each) in BLOCKS for each in child.iter()))


def _is_same(typed: str, given: str) -> bool:
    """Say whether a marker that was typed repeats the one that the markup gives."""
    if is_bullet(typed) and is_bullet(given):
        return True
    return typed.rstrip(".):") == given.rstrip(".):")
