"""From the publisher's HTML back to the vocabulary of the publisher's XML.

The pages name in their classes the elements of the XML that they were made from (`artikel_kop`, `_p_lijst`, `lidnr`,
`considerans.al`); the rendering of STOP has names of its own (`heading_2`, `tussenkop`, `item`). What comes out is a
tree for `tracker.parse.legal`, so that a text in XML and in HTML is read by the same rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tracker.model import SetApart
from tracker.parse.counting import count
from tracker.parse.html_page import SILENT_TAGS, tag_of, visible_text
from tracker.parse.legal_vocabulary import DIVISIONS, INLINE, PARTS, ROLES, SYNONYMS
from tracker.parse.markers import find_marker

JOURNALS = frozenset(
    "staatsblad staatscourant gemeenteblad provinciaalblad waterschapsblad tractatenblad officiele-publicatie intitule "
    "bladgemeenschappelijkeregeling blad-gemeenschappelijke-regeling regeling titel single".split()
)
"""What a title heads, in the class of its heading: `staatsblad_kop`."""

_LINES = frozenset({*ROLES, "wat", "tussenkop", "al"})
_CONTAINERS = frozenset({*DIVISIONS, *PARTS, *ROLES})
_INLINE_TAGS = {"strong": "vet", "b": "vet", "em": "cur", "i": "cur", "u": "u", "sup": "sup", "sub": "sub", "br": "eol"}
_PLAIN_TAGS = frozenset("span a abbr img small font mark label cite code q ins del input wbr time".split())
_BLOCK_TAGS = frozenset("div p ul ol dl table section article h1 h2 h3 h4 h5 h6 li".split())
_NUMBERS = frozenset({"ol", "lidnr", "li.nr", "li-nr", "linummer", "nummer", "nr"})
_NAVIGATION_TAGS = frozenset("nav button form select textarea dialog noscript template".split())
_NAVIGATION = re.compile(
    r"(?:^|[\s_-])(?:toc|acties?|(?:page)?actions?|toolbar|relaties|note-close|permalink|print|verberg|tekstueel|modal|"
    r"to-top)(?=$|[\s_-])"
)
_CONTENTS_IDS = frozenset({"inhoudsopgave", "volledigeinhoudsopgave", "korteinhoudsopgave"})
_NOTES = frozenset({"noot", "voetnoot", "eindnoot", "tabelnoot"})
_NOTE_NUMBERS = frozenset({"nootnum", "noot_nr", "noot.nr", "nootnummer", "noot-nr"})
_HEADING = re.compile(r"(?P<of>[a-z.-]+?)[_-]?kop(?:[_-]?\d|[_-]titel)?")
_HEADING_OF_STOP = re.compile(r"heading_\d+")
_WAYS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

LONGEST_NUMBER = 12
"""Characters of the number of an item; more is text."""


def classes_of(element: etree._Element) -> list[str]:
    """Return the classes of an element as the XML names them: `_p_lijst` is `lijst`, `circulaire_divisie` `divisie`."""
    found = []
    for token in (element.get("class") or "").lower().split():
        plain = token.removeprefix("_p_").removeprefix("common-").removeprefix("last-")
        dotted = plain.replace("_", ".")
        found.append(SYNONYMS.get(plain) or SYNONYMS.get(dotted) or plain)
    return found


def is_heading(element: etree._Element) -> bool:
    """Say whether an element is a heading, by its tag or its class."""
    tag = tag_of(element)
    if re.fullmatch(r"h[1-6]|kop", tag):
        return True
    names = classes_of(element)
    return tag in ("p", "div") and any(
        _HEADING_OF_STOP.fullmatch(name) or (name != "tussenkop" and _HEADING.fullmatch(name)) for name in names
    )


def division_of(element: etree._Element) -> str:
    """Return which division an element holds, empty for none; some renderings leave elements of the XML as they are."""
    tag = tag_of(element)
    if tag not in ("div", "section", "article"):
        kept = SYNONYMS.get(tag, tag)
        return kept if kept in DIVISIONS else ""
    named = next((name for name in classes_of(element) if name in DIVISIONS), "")
    first = next((child for child in element if tag_of(child)), None)
    if not named and tag == "section" and first is not None and is_heading(first):
        return "divisie"
    return named


@dataclass
class PageConverter:
    """Converts the text of a page; `apart` gathers the buttons and contents that stand in it."""

    notes: dict[str, etree._Element] = field(default_factory=dict)
    apart: list[SetApart] = field(default_factory=list)
    taken: set[etree._Element] = field(default_factory=set)

    def convert(self, text: etree._Element) -> etree._Element:
        """Return a page's text in the vocabulary of the XML, in one element."""
        self.notes = {
            each.get("id") or "": note
            for note in text.iter(etree.Element)
            if set(classes_of(note)) & _NOTES and tag_of(note) in _BLOCK_TAGS
            for each in note.iter(etree.Element)
            if each.get("id")
        }
        return self._filled("regeling-tekst", self._children(text))

    # ---------------------------------------------------------------- blocks

    def _children(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield what an element holds; words that stand there bare are lines of their own."""
        line = etree.Element("al")
        _append_text(line, element.text)
        for child in element:
            if self._is_inline(child):
                self._append_inline(line, child)
                _append_text(line, child.tail)
                continue
            yield from _unless_blank(line)
            if child not in self.taken:
                yield from self._block(child)
            line = etree.Element("al")
            _append_text(line, child.tail)
        yield from _unless_blank(line)

    def _block(self, element: etree._Element) -> Iterator[etree._Element]:
        tag, names = tag_of(element), classes_of(element)
        if not tag or tag in SILENT_TAGS or self._sets_apart(element, tag):
            return
        division = division_of(element)
        if division:
            yield self._division(element, division)
        elif set(names) & _NOTES:
            yield self._note(element)
        elif is_heading(element):
            yield self._heading(element, names)
        elif tag in ("ul", "ol"):
            yield self._list(element, names)
        elif tag == "li" or set(names) & {"item", "lid", "labeled"}:
            yield from self._numbered(element, names)
        elif tag == "dl":
            yield self._definitions(element)
        elif tag == "table":
            yield self._table(element)
        else:
            yield from self._container(element, names)

    def _numbered(self, element: etree._Element, names: list[str]) -> Iterator[etree._Element]:
        """Yield a lid or item; a line that only holds the words of one has its number taken already."""
        number = number_of(element)
        if number is not None and number not in self.taken:
            yield self._item(element, *(("lid", "lidnr") if "lid" in names else ("li", "li.nr")))
        elif tag_of(element) == "p":
            yield self._line("al", element)
        else:
            yield from self._children(element)

    def _container(self, element: etree._Element, names: list[str]) -> Iterator[etree._Element]:
        name = next((name for name in names if name in _CONTAINERS or name in _LINES), "")
        if tag_of(element) == "p":
            yield self._line(name if name in _LINES else "al", element)
        elif name:
            yield self._filled(name, self._children(element))
        else:
            yield from _in_leden(self._children(element))

    def _sets_apart(self, element: etree._Element, tag: str) -> bool:
        """Set apart what is no text of the publication; say whether it was."""
        is_contents = (element.get("id") or "").lower() in _CONTENTS_IDS
        if is_contents or tag in _NAVIGATION_TAGS or _NAVIGATION.search(element.get("class") or ""):
            words = visible_text(element)
            if words:
                self.apart.append(SetApart("contents" if is_contents else "navigation", words))
            return True
        return False

    def _division(self, element: etree._Element, name: str) -> etree._Element:
        made = etree.Element(name)
        heading = _own_heading(element)
        if heading is not None:
            self.taken.add(heading)
            made.append(self._kop(heading))
        made.extend(_in_leden(self._children(element)))
        return made

    def _heading(self, element: etree._Element, names: list[str]) -> etree._Element:
        """Return a heading that no division took: the title of the whole, or of a division that has no element."""
        found = (_HEADING.fullmatch(name) for name in names)
        of = next((match["of"] for match in found if match), "")
        of = SYNONYMS.get(of, of)
        if of in JOURNALS or "intitule" in names:
            return self._line("intitule", element)
        kop = self._kop(element)
        if of in DIVISIONS or any(_HEADING_OF_STOP.fullmatch(name) for name in names):
            division = etree.Element(of if of in DIVISIONS else "divisie")
            division.append(kop)
            return division
        return kop

    def _kop(self, element: etree._Element) -> etree._Element:
        kop = etree.Element("kop")
        number = next((child for child in element if set(classes_of(child)) & {"nummer", "nr"}), None)
        title = etree.Element("titel")
        label = etree.Element("label")
        before = number is not None
        _append_text(label if before else title, element.text)
        for child in element:
            if child is number:
                before = False
                nr = etree.SubElement(kop, "nr")
                nr.text = visible_text(child)
            else:
                self._append_inline(label if before else title, child)
            _append_text(label if before else title, child.tail)
        if len(label) or label.text:
            kop.insert(0, label)
        kop.append(title)
        return kop

    def _list(self, element: etree._Element, names: list[str]) -> etree._Element:
        """Return a list; where no number is printed the list counts its items."""
        of_leden = "artikel_leden" in names
        made = etree.Element("lijst")
        number = int(element.get("start") or "1") if (element.get("start") or "1").isdigit() else 1
        _append_text(made, element.text)
        for child in element:
            if tag_of(child) != "li" or set(classes_of(child)) & _NOTES:
                made.extend(() if child in self.taken else self._block(child))
            else:
                is_member = of_leden or any("lid" in classes_of(each) for each in child.iterchildren("p", "div"))
                item = self._item(child, *(("lid", "lidnr") if is_member else ("li", "li.nr")))
                if item.find("lidnr" if is_member else "li.nr") is None:
                    printed = f"{count(number, _WAYS.get(element.get('type') or '', 'decimal'))}."
                    item.set("nr", printed if tag_of(element) == "ol" else "•")
                number += 1
                made.append(item)
            _append_text(made, child.tail)
        return made

    def _item(self, element: etree._Element, name: str, number_name: str) -> etree._Element:
        made = etree.Element(name)
        number = number_of(element)
        if number is not None:
            self.taken.add(number)
            etree.SubElement(made, number_name).text = visible_text(number)
        if tag_of(element) == "p":
            made.append(self._line("al", element))
            if name == "lid":
                made.set("open", "open")
        else:
            made.extend(self._children(element))
        return made

    def _definitions(self, element: etree._Element) -> etree._Element:
        """Return a list of terms; the number of a term stands in it."""
        made = etree.Element("begrippenlijst")
        item = etree.SubElement(made, "begrip")
        for child in element.iter("dt", "dd", "{*}dt", "{*}dd"):
            if tag_of(child) == "dt":
                item = etree.SubElement(made, "begrip")
                number = number_of(child)
                if number is not None:
                    self.taken.add(number)
                    etree.SubElement(item, "li.nr").text = visible_text(number)
                item.append(self._line("term", child))
            else:
                item.append(self._filled("definitie", self._children(child)))
        return made

    def _table(self, element: etree._Element) -> etree._Element:
        made = etree.Element("table")
        for child in element.iter(etree.Element):
            inner = next((each for each in child.iterancestors() if tag_of(each) == "table"), None)
            if inner is not element:
                continue
            if tag_of(child) == "caption":
                made.append(self._line("title", child))
            elif tag_of(child) == "tr":
                row = etree.SubElement(made, "tr")
                for cell in child:
                    row.append(self._filled("td", self._children(cell)))
        return made

    def _note(self, element: etree._Element) -> etree._Element:
        """Return a footnote with its number; the button that closes it is set apart."""
        note = etree.Element("noot")
        number = next((each for each in element.iter(etree.Element) if set(classes_of(each)) & _NOTE_NUMBERS), None)
        if number is not None:
            self.taken.add(number)
            etree.SubElement(note, "noot.nr").text = visible_text(number)
        note.extend(self._children(element))
        self.taken.add(element)
        return note

    # ---------------------------------------------------------------- lines

    def _line(self, name: str, element: etree._Element) -> etree._Element:
        made = etree.Element(name)
        _append_text(made, element.text)
        for child in element:
            self._append_inline(made, child)
            _append_text(made, child.tail)
        return made

    def _append_inline(self, parent: etree._Element, element: etree._Element) -> None:
        """Add an inline element with its look or its link, under the name that the XML has for it."""
        tag = tag_of(element)
        if not tag or tag in SILENT_TAGS or element in self.taken:
            return
        address = element.get("href") or ""
        note = self.notes.get(address.removeprefix("#")) if address.startswith("#") else None
        if note is not None:
            self._refer_to_note(parent, element, note)
            return
        made = etree.SubElement(parent, _inline_name(element, tag))
        if tag == "a" and address:
            made.set("ref" if address.startswith("#") else "doc", address.removeprefix("#"))
        _append_text(made, element.text)
        for child in element:
            self._append_inline(made, child)
            _append_text(made, child.tail)

    def _refer_to_note(self, parent: etree._Element, mark: etree._Element, note: etree._Element) -> None:
        """Put a footnote where it is referred to, as the XML does; the mark in the line is the note's number again."""
        etree.SubElement(parent, "nootref").text = visible_text(mark)
        if note not in self.taken:
            parent.append(self._note(note))

    def _is_inline(self, element: etree._Element) -> bool:
        tag = tag_of(element)
        if not tag or tag in SILENT_TAGS:
            return True
        if tag not in _INLINE_TAGS and tag not in _PLAIN_TAGS:
            return False
        return not any(tag_of(each) in _BLOCK_TAGS for each in element.iterdescendants())

    def _filled(self, name: str, children: Iterator[etree._Element]) -> etree._Element:
        made = etree.Element(name)
        made.extend(_in_leden(children))
        return made


def number_of(item: etree._Element) -> etree._Element | None:
    """Return the element that holds the number of an item or lid: the first with words, and named or made as one."""
    if (item.text or "").strip():
        return None
    for each in item.iterdescendants():
        words = visible_text(each) if tag_of(each) else ""
        if not words or (tag_of(each) in _BLOCK_TAGS and not set(classes_of(each)) & _NUMBERS):
            if (each.tail or "").strip() or (tag_of(each) and (each.text or "").strip()):
                return None
            continue
        named = bool(set(classes_of(each)) & _NUMBERS)
        apart = each.getparent() is item and tag_of(each) == "span" and find_marker(f"{words} x") is not None
        return each if (named or apart) and len(words) <= LONGEST_NUMBER else None
    return None


def _own_heading(division: etree._Element) -> etree._Element | None:
    """Return the heading of a division: the first in it, before any other words, and not of a division within it."""
    for each in division.iterdescendants():
        if tag_of(each) and is_heading(each):
            return each
        is_within = tag_of(each) and (division_of(each) or tag_of(each) in ("p", "table", "ul", "ol"))
        if is_within or (each.text or "").strip() or (each.tail or "").strip():
            return None
    return None


def _in_leden(children: Iterator[etree._Element]) -> Iterator[etree._Element]:
    """Yield elements, with the lists and paragraphs after a lid, up to the next one, in that lid."""
    member: etree._Element | None = None
    for child in children:
        goes_on = child.tag in ("al", "lijst", "li", "table", "begrippenlijst", "noot")
        if member is not None and goes_on:
            member.append(child)
            continue
        member = child if child.get("open") else None
        yield child


def _inline_name(element: etree._Element, tag: str) -> str:
    if tag == "a":
        return "intref" if (element.get("href") or "").startswith("#") else "extref"
    named = next((name for name in classes_of(element) if name in INLINE), "")
    return _INLINE_TAGS.get(tag) or named or "span"


def _unless_blank(line: etree._Element) -> Iterator[etree._Element]:
    if "".join(map(str, line.itertext())).strip() or any(True for _ in line.iter("noot")):
        yield line


def _append_text(parent: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
