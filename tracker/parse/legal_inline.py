"""The words of a line in the publishers' formats: their look, their links, and what is no part of the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from tracker.parse.inline import Passage, Run, compose, normalise
from tracker.parse.legal_vocabulary import (
    BOLD,
    INLINE,
    ITALIC,
    LINKS,
    REMOVED,
    SILENT,
    WORDS_APART,
    child_named,
    generated_text,
    name_of,
)

PLAIN = Run("")
_FORMER_LAW = re.compile(
    r"(?:BWB://)?1\.\d:[a-z]:(?P<law>BWB[RVW]\d{7})(?:(?P<place>(?:&\w+=[\w:.-]+)+)|.*)", re.DOTALL
)
_FORMER_REGULATION = re.compile(r"(?:CVDR://|1\.\d:)(?:1\.\d:)?(?:CVDR)?(?P<work>\d+)[_-](?P<expression>\d+)")
_STYLES = BOLD | ITALIC | {"nadruk", "u", "onderstreept", "ondlijn", "ondstr", "sup", "sub", "inf", "span"}


@dataclass
class Aside:
    """What was met within lines and is no part of them: footnotes, their marks, and words that an amendment removes."""

    notes: list[etree._Element] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def is_removed(element: etree._Element) -> bool:
    """Say whether an amendment takes an element away."""
    return name_of(element) in REMOVED or element.get("wijzigactie") in ("verwijder", "verwijderContainer")


def words_within(element: etree._Element) -> str:
    """Return all words within an element as one line, with those that are printed for it (see `generated_text`)."""
    return normalise("".join(run.text for run in _runs_with_printed(element, Aside(), PLAIN)))


def passage_of(element: etree._Element, aside: Aside) -> Passage:
    """Return the words within an element as one line."""
    return compose(runs_within(element, aside))


def runs_of(element: etree._Element, aside: Aside, look: Run = PLAIN) -> Iterator[Run]:
    """Yield the words of an element of a line, with a line end for each break that the file has; without its tail."""
    name = name_of(element)
    if name == "noot":
        aside.notes.append(element)
    elif name == "nootref":
        aside.marks.append(words_within(element))
    elif is_removed(element):
        aside.removed.append(words_within(element))
    elif name == "eol":
        yield replace(look, text="\n")
    elif name and name not in SILENT:
        yield from _runs_with_printed(element, aside, look)


def runs_within(element: etree._Element, aside: Aside, look: Run = PLAIN) -> Iterator[Run]:
    """Yield the words within an element; what is not of one line (paragraphs, items) is parted by spaces."""
    look = _look(element, name_of(element), look)
    yield replace(look, text=spaced(element.text))
    is_layout = _is_only_layout(element)
    for child in element:
        name = name_of(child)
        if name and name not in INLINE:
            yield replace(look, text=" ")
        yield from runs_of(child, aside, look)
        tail = "" if is_layout else spaced(child.tail)
        is_apart = bool(name) and (name not in INLINE or name in WORDS_APART)
        yield replace(look, text=" " if is_apart and not tail and child.getnext() is not None else tail)


def _runs_with_printed(element: etree._Element, aside: Aside, look: Run) -> Iterator[Run]:
    """Yield the words within an element and those that are printed for it, where it stands in a line."""
    printed = generated_text(element)
    if name_of(element) == "begrip" and printed:
        term = child_named(element, "term")
        for child in element:
            yield from runs_of(child, aside, look)
            yield replace(look, text=f"{printed if child is term else ''} ")
        return
    yield replace(look, text=f"{printed} " if printed else "")
    yield from runs_within(element, aside, look)


def spaced(text: str | None) -> str:
    """Return the text of a file without its line ends: they are layout, a break in a line is an element."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""


def _is_only_layout(element: etree._Element) -> bool:
    """Say whether the whitespace between the parts of a line is the file's layout and no space that is printed.

    Some files put every part of a line on a line of its own, also where one word changes its look half-way; such a line
    has no words outside its parts.
    """
    if not len(element) or "\n" not in (element.text or ""):
        return False
    around = [element.text, *(child.tail for child in element)]
    return all(text and "\n" in text and not text.strip() for text in around) and all(
        name_of(child) in _STYLES for child in element
    )


def _look(element: etree._Element, name: str, look: Run) -> Run:
    kinds = {name, *(element.get("type") or "").split()}
    bold = look.bold or bool(kinds & BOLD)
    italic = look.italic or bool(kinds & ITALIC)
    uri = _address(element, name) or look.uri
    return replace(look, bold=bold, italic=italic, uri=uri)


def _address(element: etree._Element, name: str) -> str:
    """Return where a link leads; a place in the same document is named by its id after a "#"."""
    if name not in LINKS:
        return ""
    for attribute in ("doc", "href", "resourceIdentifier"):
        if element.get(attribute):
            return _present_address(element.get(attribute) or "")
    place = element.get("ref") or element.get("refid") or ""
    return f"#{place}" if place and name in ("intref", "intioref") else place


def _present_address(address: str) -> str:
    """Return an address of the older files in the form that it has now: `BWB://1.0:c:BWBR...`, `CVDR://90740_1`."""
    law, regulation = _FORMER_LAW.fullmatch(address.strip()), _FORMER_REGULATION.fullmatch(address.strip())
    if law:
        return f"jci1.3:c:{law['law']}{law['place'] or ''}"
    if regulation:
        return f"https://lokaleregelgeving.overheid.nl/CVDR{regulation['work']}/{regulation['expression']}"
    return address
