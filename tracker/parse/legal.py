"""The vocabulary that the publisher's formats share: hoofdstuk, artikel, lid, lijst, al, kop, table, noot.

CVDR, the official publications (Gemeenteblad and its kin), BWB and STOP name the same things with nearly the same
words. This reader walks such a tree and writes down blocks; a format's own module says where the text begins and what
is no text.

Sources: the schemas CVDR 1.0, OP 2012-3, BWB toestand 2016-1 and STOP (IMOP) 1.x as their documents use them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from tracker.model import Block, BlockKind, Link, Part, SetApart
from tracker.parse.builder import is_heading_text
from tracker.parse.inline import Passage, Run, compose, normalise
from tracker.parse.markers import BULLETS, find_marker
from tracker.parse.xml import local_name, words_of

DIVISIONS = frozenset(
    [
        "boek",
        "deel",
        "titeldeel",
        "titel-deel",
        "hoofdstuk",
        "afdeling",
        "paragraaf",
        "subparagraaf",
        "sub-paragraaf",
        "subsubparagraaf",
        "artikel",
        "wijzig-artikel",
        "wijzigartikel",
        "bijlage",
        "wijzigbijlage",
        "toelichting",
        "nota-toelichting",
        "circulaire.divisie",
        "divisie",
        "divisietekst",
        "formeledivisie",
        "algemenetoelichting",
        "artikelgewijzetoelichting",
        "artikelsgewijzetoelichting",
        "verdragtekst",
        "model",
        "bijlage-sluiting",
        "verslag",
        "structuurtekst",
        "kadertekst",
        "tekst",
        "circulaire-tekst",
    ]
)
_DIVISION_ROLES = {"circulaire.divisie": "divisie", "formeledivisie": "divisie", "titeldeel": "titel"}
_DIVISION_ROLES |= {"divisietekst": "divisie", "wijzig-artikel": "wijzigartikel", "sub-paragraaf": "subparagraaf"}

INLINE = frozenset(
    [
        "nadruk",
        "vet",
        "cursief",
        "cur",
        "onderstreept",
        "ondlijn",
        "ondstr",
        "sup",
        "sub",
        "superscript",
        "subscript",
        "extref",
        "intref",
        "extioref",
        "intioref",
        "dossierref",
        "term",
        "a",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "abbr",
        "nieuwetekst",
        "verwijderdetekst",
        "noot",
        "nootref",
        "redactie",
        "ins",
        "del",
        "deze-link",
        "contact",
        "tekstkleur",
        "inlinetekstafbeelding",
        "span",
        "br",
        "wijzigingstekst",
        "infi",
        "li-term",
        "verwijzing",
    ]
)
_TEXT = frozenset(
    [
        "al",
        "considerans.al",
        "wij",
        "wie",
        "tussenkop",
        "lijstaanhef",
        "bijschrift",
        "wat",
        "context.al",
        "noot.al",
        "titel.al",
        "bron",
        "intitule",
        "regelingopschrift",
        "citeertitel",
        "dagtekening",
        "koning",
        "plaats",
        "datum",
        "functie",
        "organisatie",
        "voornaam",
        "achternaam",
        "naam",
        "opmerkingen-inhoud",
        "opmerking",
        "uitgifte",
        "bijschrift",
        "groepering",
        "slot.al",
        "wijzinstructie",
        "term",
    ]
)
_HEADING_PARTS = frozenset({"label", "nr", "nummer", "titel", "subtitel", "opschrift"})
_PARTS = {
    "aanhef": Part.OPENING,
    "preambule": Part.OPENING,
    "considerans": Part.OPENING,
    "regelingopschrift": Part.OPENING,
    "intitule": Part.OPENING,
    "regeling-tekst": Part.BODY,
    "wettekst": Part.BODY,
    "lichaam": Part.BODY,
    "regeling-sluiting": Part.CLOSING,
    "wetsluiting": Part.CLOSING,
    "sluiting": Part.CLOSING,
    "slotformulering": Part.CLOSING,
    "ondertekening": Part.CLOSING,
    "ondertekenaar": Part.CLOSING,
    "bijlage": Part.ANNEX,
    "wijzigbijlage": Part.ANNEX,
    "nota-toelichting": Part.EXPLANATION,
    "toelichting": Part.EXPLANATION,
    "algemenetoelichting": Part.EXPLANATION,
    "artikelgewijzetoelichting": Part.EXPLANATION,
}
_SIGNATURE = frozenset({"ondertekening", "ondertekenaar", "naam", "gegeven", "dagtekening", "uitgifte"})
_TITLES = frozenset({"intitule", "regelingopschrift", "citeertitel"})
_CHANGES = frozenset({"voegtoe", "vervang", "verwijder", "vervangregeling"})
_NUMBERS = frozenset({"lidnr", "lidnummer", "li.nr", "linummer", "nootnummer", "noot.nr"})
_REMOVED = frozenset({"verwijderdetekst", "del"})
_SILENT = frozenset({"meta-data", "metadata", "jcis", "jci", "brondata", "colspec", "spanspec", "wijzig-lid-groep"})
_STAND_INS = {"gereserveerd": "Gereserveerd", "vervallen": "Vervallen"}
_BOLD = frozenset({"vet", "b", "strong"})
_ITALIC = frozenset({"cursief", "cur", "i", "em"})


@dataclass(frozen=True)
class _Open:
    """A lid or item whose number has been read and whose first words are still to come."""

    marker: str
    level: int
    role: str
    eid: str


class LegalReader:
    """Walks a tree and gathers blocks and what is set apart. Use once: `read`, then `blocks` and `apart`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.apart: list[SetApart] = []
        self._part = Part.UNKNOWN
        self._role = ""  # of paragraphs: lid, considerans, ondertekening
        self._divisions = 0  # how deep
        self._items = 0  # how deep in leden and lists
        self._open: _Open | None = None
        self._notes: list[etree._Element] = []

    # ---------------------------------------------------------------- the walk

    def read(self, element: etree._Element) -> None:
        """Read an element and all within it."""
        name = local_name(element)
        if not name or name in _SILENT:
            return
        part, role = self._part, self._role
        self._part = _PARTS.get(name, part)
        if name in _SIGNATURE:
            self._role = "ondertekening"
        if name == "considerans.al" or name == "considerans":
            self._role = "considerans"
        self._dispatch(element, name)
        self._part, self._role = part, role

    def _dispatch(self, element: etree._Element, name: str) -> None:
        if name in _STAND_INS and not words_of(element):
            self._add(BlockKind.PARAGRAPH, Passage(_STAND_INS[name]))
        elif name in DIVISIONS:
            self._division(element, name)
        elif name == "kop":
            self._heading(element, "", self._divisions + 1)
        elif name in _TITLES:
            self._title(element, name)
        elif name in _CHANGES:
            self._change(element)
        elif name == "lid":
            self._numbered(element, "lid")
        elif name in ("li", "specificatie-item", "begrip", "definitie-item"):
            self._item(element, name)
        elif name in ("table", "tabel"):
            self._table(element)
        elif name == "noot":
            self._notes.append(element)
            self._flush_notes()
        elif name in _NUMBERS:
            self._loose_number(element)
        elif self._is_text(element, name):
            self._text(element, name)
        else:
            self._children(element)

    def _children(self, element: etree._Element) -> None:
        """Read what is in an element; words that stand there bare are a paragraph of their own."""
        runs = [Run(element.text or "")]
        for child in element:
            if local_name(child) in INLINE:
                runs += self._runs(child, Run(""))
            else:
                self._bare(runs)
                self.read(child)
                runs = []
            runs.append(Run(child.tail or ""))
        self._bare(runs)

    def _bare(self, runs: list[Run]) -> None:
        passage = compose(runs)
        if passage.text:
            self._add(BlockKind.PARAGRAPH, passage)
        self._flush_notes()

    def _is_text(self, element: etree._Element, name: str) -> bool:
        if name in _TEXT:
            return not any(local_name(child) in _TEXT | {"lijst", "table"} for child in element)
        return all(local_name(child) in INLINE for child in element) and bool(words_of(element))

    # ---------------------------------------------------------------- divisions and headings

    def _division(self, element: etree._Element, name: str) -> None:
        heading = next((child for child in element if local_name(child) == "kop"), None)
        items, self._items, self._open = self._items, 0, None
        self._divisions += 1
        role = _DIVISION_ROLES.get(name, name)
        if heading is not None:
            self._heading(heading, role, self._divisions, element.get("eId") or "")
        for child in element:
            if child is not heading:
                self.read(child)
        self._bare([Run(element.text or "")])
        self._divisions -= 1
        self._items = items

    def _heading(self, kop: etree._Element, role: str, level: int, eid: str = "") -> None:
        """Write down a kop: the number may be in `nr`, in `label` with all the rest, or in the title."""
        found: dict[str, list[Passage]] = {"label": [], "number": [], "title": []}
        for child in kop:
            name = local_name(child)
            where = {"label": "label", "nr": "number", "nummer": "number"}.get(name, "title")
            passage = compose(self._runs(child, Run("")))
            if passage.text:
                found[where].append(passage)
        label, number = (" ".join(p.text for p in found[key]) for key in ("label", "number"))
        title = _joined(found["title"])
        marker = f"{label} {number}".strip()
        if not number and label:
            marker, title = _split_label(label, title)
        elif not marker:
            marker, title = _split_title(title)
        own = compose([Run(kop.text or "")]).text
        title = _joined([Passage(own), title]) if own else title
        if marker or title.text:
            self._put(
                Block(BlockKind.HEADING, title.text, None, marker, level, role, title.style, links=title.links), eid
            )
        self._flush_notes()

    def _title(self, element: etree._Element, name: str) -> None:
        """Write down the title of the whole; in STOP each of its lines is a paragraph."""
        passage = compose(run for run in self._runs(element, Run("")))
        if passage.text:
            block = Block(BlockKind.HEADING, passage.text, role=name, level=1, style=passage.style, links=passage.links)
            self._put(block, element.get("eId") or "")
        self._flush_notes()

    def _change(self, element: etree._Element) -> None:
        """Write down one instruction of an amendment: its number and what it does are a heading over the new text."""
        said = [child for child in element if local_name(child) in ("nummer", "wat")]
        number = " ".join(words_of(child) for child in said if local_name(child) == "nummer")
        what = _joined([compose(self._runs(child, Run(""))) for child in said if local_name(child) == "wat"])
        if number or what.text:
            block = Block(
                BlockKind.HEADING, what.text, None, number, self._divisions + 1, "wijziging", links=what.links
            )
            self._put(block)
        self._divisions += 1
        for child in element:
            if child not in said:
                self.read(child)
        self._divisions -= 1

    # ---------------------------------------------------------------- leden and items

    def _numbered(self, element: etree._Element, role: str) -> None:
        number = next((child for child in element if local_name(child) in ("lidnr", "lidnummer")), None)
        marker = compose(self._runs(number, Run(""))).text if number is not None else ""
        self._items, before = 1, self._items
        outer, self._role = self._role, role
        self._open = _Open(marker, 1, role, element.get("eId") or "")
        for child in element:
            if child is not number:
                self.read(child)
        self._close_open()
        self._items, self._role = before, outer

    def _item(self, element: etree._Element, name: str) -> None:
        self._close_open()
        number = next((child for child in element if local_name(child) in ("li.nr", "linummer")), None)
        given = element.get("nr") or "" if number is None else compose(self._runs(number, Run(""))).text
        self._items += 1
        outer = self._role
        defines = name in ("begrip", "definitie-item")
        self._role = "definitie" if defines else "onderdeel"
        self._open = _Open(normalise(given), self._items, self._role, element.get("eId") or "")
        if defines:
            self._definition(element, number)
        else:
            for child in element:
                if child is not number:
                    self.read(child)
        self._close_open()
        self._role = outer
        self._items -= 1

    def _definition(self, element: etree._Element, number: etree._Element | None) -> None:
        """Write a term and the first words of its definition as one text, "term.

        Definition", as publishers print it.
        """
        term = next((child for child in element if local_name(child) == "term"), None)
        rest = [child for child in element if child is not number and child is not term]
        runs = list(self._runs(term, Run(""))) if term is not None else []
        head = compose(runs).text
        if head and not head.endswith(":"):
            runs.append(Run(": "))
        first = next((each for child in rest for each in child.iter(etree.Element) if local_name(each) == "al"), None)
        if first is not None:
            runs += [Run(" "), *self._runs(first, Run(""))]
        self._add(BlockKind.PARAGRAPH, compose(runs))
        self._flush_notes()
        for child in rest:
            for each in child if local_name(child) == "definitie" else [child]:
                if each is not first:
                    self.read(each)

    def _loose_number(self, element: etree._Element) -> None:
        self._close_open()
        self._open = _Open(compose(self._runs(element, Run(""))).text, self._items, self._role, "")

    def _close_open(self) -> None:
        """Write down a lid or item that has a number and no words."""
        if self._open and self._open.marker:
            self._add(BlockKind.PARAGRAPH, Passage(""), force=True)
        self._open = None

    # ---------------------------------------------------------------- words

    def _text(self, element: etree._Element, name: str) -> None:
        passage = compose(self._runs(element, Run("")))
        if name == "tussenkop" and passage.text:
            marker, passage = _split_title(passage)
            self._put(Block(BlockKind.HEADING, passage.text, None, marker, style=passage.style, links=passage.links))
        else:
            self._add(BlockKind.PARAGRAPH, passage)
        self._flush_notes()

    def _add(self, kind: BlockKind, passage: Passage, force: bool = False) -> None:
        """Add words: as the first of an open lid or item, as a heading in bold, as an item typed by hand.

        Or as they are.
        """
        if not passage.text and not force:
            return
        if self._open:
            opened, self._open = self._open, None
            self._add_opened(opened, passage)
            return
        found = find_marker(passage.text, doubtful="vet" in passage.style.split())
        if not self._items and _reads_as_heading(passage):
            marker, title = _split_title(passage)
            self._put(Block(BlockKind.HEADING, title.text, None, marker, style=title.style, links=title.links))
        elif found and found.rest and not found.text[0].isupper():
            rest = passage.without_start(len(found.text))
            level = self._items + 1 if self._items else 0
            self._put(Block(BlockKind.ITEM, rest.text, None, found.text, level, "", rest.style, links=rest.links))
        else:
            role = self._role
            self._put(Block(kind, passage.text, None, "", self._items, role, passage.style, links=passage.links))

    def _add_opened(self, opened: _Open, passage: Passage) -> None:
        repeated = find_marker(passage.text)
        marker = opened.marker
        if repeated and _same_marker(repeated.text, marker):
            self.apart.append(SetApart("marker", repeated.text))
            passage = passage.without_start(len(repeated.text))
        elif repeated and repeated.rest and (not marker or marker in BULLETS) and repeated.text not in BULLETS:
            if marker:
                self.apart.append(SetApart("marker", marker))
            marker, passage = repeated.text, passage.without_start(len(repeated.text))
        block = Block(
            BlockKind.ITEM, passage.text, None, marker, opened.level, opened.role, passage.style, links=passage.links
        )
        self._put(block, opened.eid)

    def _put(self, block: Block, eid: str = "") -> None:
        self.blocks.append(replace(block, part=self._part, eid=eid))

    def _runs(self, element: etree._Element, look: Run) -> Iterator[Run]:
        """Yield the words of an inline element with their look; notes are kept for after the block."""
        name = local_name(element)
        if name == "noot":
            self._notes.append(element)
            return
        if name in _REMOVED:
            self.apart.append(SetApart("hidden", normalise("".join(map(str, element.itertext())))))
            return
        if name in _SILENT or not name:
            return
        look = _look(element, name, look)
        yield replace(look, text=element.text or "")
        for child in element:
            if local_name(child) in ("br", "al"):
                yield replace(look, text=" ")
            yield from self._runs(child, look)
            yield replace(look, text=child.tail or "")

    # ---------------------------------------------------------------- notes and tables

    def _flush_notes(self) -> None:
        notes, self._notes = self._notes, []
        for note in notes:
            number = next((child for child in note if local_name(child) in ("noot.nr", "nootnummer")), None)
            marker = words_of(number) or note.get("nr") or ""
            runs = [
                run
                for child in note
                if child is not number
                for run in (*self._runs(child, Run("")), Run(" " + (child.tail or "")))
            ]
            passage = compose([Run(note.text or ""), *runs])
            if passage.text or marker:
                self._put(Block(BlockKind.NOTE, passage.text, None, normalise(marker), links=passage.links))

    def _table(self, table: etree._Element) -> None:
        self._close_open()
        for child in table:
            if local_name(child) in ("title", "titel", "tabeltitel", "bijschrift", "caption", "bron"):
                passage = compose(self._runs(child, Run("")))
                if passage.text:
                    self._put(Block(BlockKind.PARAGRAPH, passage.text, style=passage.style, links=passage.links))
        for row in table.iter(etree.Element):
            if local_name(row) in ("row", "tr"):
                self._row(row)
        self._flush_notes()

    def _row(self, row: etree._Element) -> None:
        cells = [compose(self._cell_runs(cell)) for cell in row if local_name(cell) in ("entry", "td", "th")]
        text, links = "", []
        for cell in (cell for cell in cells if cell.text):
            text += " | " if text else ""
            links += [Link(link.start + len(text), link.end + len(text), link.uri) for link in cell.links]
            text += cell.text
        if text:
            texts = tuple(cell.text for cell in cells)
            self._put(Block(BlockKind.ROW, text, cells=texts, links=tuple(links)))

    def _cell_runs(self, cell: etree._Element) -> Iterator[Run]:
        """Yield the words of a cell; its paragraphs, its lists and their numbers are parted by spaces."""
        yield Run(cell.text or "")
        for child in cell:
            name = local_name(child)
            yield Run(" ")
            if name in INLINE:
                yield from self._runs(child, Run(""))
            elif name == "al":
                yield from self._runs(child, Run(""))
                yield Run(" ")
            elif name:
                if child.get("nr") and name == "li":
                    yield Run(f"{child.get('nr')} ")
                yield from self._cell_runs(child)
            yield Run(child.tail or "")


def _look(element: etree._Element, name: str, look: Run) -> Run:
    kinds = {name, *(element.get("type") or "").split()}
    uri = ""
    if name in ("extref", "extioref", "a", "intref", "intioref"):
        uri = element.get("doc") or element.get("href") or element.get("ref") or ""
    return replace(
        look, bold=look.bold or bool(kinds & _BOLD), italic=look.italic or bool(kinds & _ITALIC), uri=uri or look.uri
    )


def _joined(passages: list[Passage]) -> Passage:
    if len(passages) == 1:
        return passages[0]
    text, links = "", []
    for passage in passages:
        if passage.text:
            text += " " if text else ""
            links += [Link(link.start + len(text), link.end + len(text), link.uri) for link in passage.links]
            text += passage.text
    return Passage(text, passages[0].style if passages else "", tuple(links))


def _split_label(label: str, title: Passage) -> tuple[str, Passage]:
    """Split a label that holds the number and perhaps the title: "1.Parkeren", "Artikel 3 Toegang", "Inleiding"."""
    found = find_marker(label, doubtful=True)
    if found:
        return found.text, _joined([Passage(found.rest), title])
    digits = len(label) - len(label.lstrip("0123456789."))
    if digits and label[:digits].endswith("."):
        return label[:digits], _joined([Passage(label[digits:].strip()), title])
    return "", _joined([Passage(label), title])


def _split_title(title: Passage) -> tuple[str, Passage]:
    found = find_marker(title.text, doubtful=True)
    return (found.text, title.without_start(len(found.text))) if found else ("", title)


def _reads_as_heading(passage: Passage) -> bool:
    """Whether a paragraph on its own is a heading: wholly bold, short, no sentence."""
    return "vet" in passage.style.split() and is_heading_text(passage.text)


def _same_marker(printed: str, given: str) -> bool:
    return bool(given) and (
        printed == given or printed.rstrip(".)") == given.rstrip(".)") or (printed in BULLETS and given in BULLETS)
    )


def characters(root: etree._Element, text_roots: tuple[str, ...]) -> Counter[str]:
    """Count the characters that a reader sees in the text-bearing parts of a tree, spaces left out.

    Counted from the tree alone, for a test to hold against what the reader gives. Numbers that stand in attributes
    count, as do the words for a reserved place and the colon after a defined term, which are printed though they are
    not in the file.
    """
    counted: Counter[str] = Counter()
    for top in root.iter(etree.Element):
        if local_name(top) in text_roots and not any(local_name(above) in text_roots for above in top.iterancestors()):
            _count_into(top, counted)
    for blank in ("\u00ad", "\u200b", "\ufeff", "\u200e", "\u200f", "\u2060", "\u200c", "\u200d"):
        counted.pop(blank, None)
    return counted


def _count_into(element: etree._Element, counted: Counter[str]) -> None:
    name = local_name(element)
    if name and name not in _SILENT:
        generated = _generated(element, name)
        for text in (element.text or "", generated):
            counted.update(character for character in text if not character.isspace())
        for child in element:
            _count_into(child, counted)
    # the words after an element belong to its parent
    parent = element.getparent()
    if parent is not None and element.tail:
        counted.update(character for character in element.tail if not character.isspace())


def _generated(element: etree._Element, name: str) -> str:
    if name in ("li", "noot") and element.get("nr"):
        has_own = any(local_name(child) in _NUMBERS for child in element)
        return "" if has_own else normalise(element.get("nr") or "")
    if name in ("begrip", "definitie-item"):
        term = next((child for child in element if local_name(child) == "term"), None)
        return "" if term is None or words_of(term).endswith(":") or not words_of(term) else ":"
    return _STAND_INS.get(name, "") if not words_of(element) else ""
