"""Headings of the publishers' formats: the number and title in a `kop`, and headings that were typed as text."""

import re
from dataclasses import replace

from lxml import etree

from tracker.model import Part
from tracker.parse.builder import UNIT_KINDS, is_heading_text
from tracker.parse.inline import Passage, Run, compose
from tracker.parse.legal_inline import Aside, runs_of
from tracker.parse.legal_vocabulary import name_of
from tracker.parse.markers import Marker, find_marker

SUBHEADING_LEVEL = 6
"""Level of a heading between paragraphs: below every division, so that the next division does not fall under it."""

BOX_LEVEL = 7
"""Level of the heading of a box in the text, which belongs to the heading above it."""

_ADDED = re.compile(r"(?:nota van |algemene |artikels?gewijze )?toelichting\b|bijlagen?\b", re.IGNORECASE)
"""Headings of what authors type below the signatures."""


def split_heading(kop: etree._Element, aside: Aside) -> tuple[str, Passage]:
    """Return (number, title) of a `kop`, wherever its author put them: in `label`, `nr` or `titel`, or all in one."""
    numbers: list[str] = []
    titles: list[Run] = [Run(kop.text or "")]
    has_number = False
    for child in kop:
        runs = list(runs_of(child, aside))
        if name_of(child) in ("label", "nr"):
            words = compose(runs).text
            numbers.append(words)
            has_number = has_number or (name_of(child) == "nr" and bool(words) and " " not in words)
        else:
            titles += [Run(" "), *runs]
        titles.append(Run(child.tail or ""))
    marker, title = " ".join(filter(None, numbers)), compose(titles)
    if has_number:
        return marker, title
    found = find_marker(marker or title.text, doubtful=True)
    if not marker:
        return (found.text, title.without_start(len(found.text))) if found else ("", title)
    if found:
        return found.text, _with_before(found.rest, title)
    return "", _with_before(marker, title)


def _with_before(words: str, passage: Passage) -> Passage:
    """Put words before a passage."""
    if not words:
        return passage
    moved = len(words) + 1
    links = tuple(replace(link, start=link.start + moved, end=link.end + moved) for link in passage.links)
    return Passage(f"{words} {passage.text}".strip(), passage.style, links)


def heads_added_text(part: Part, rest: Passage, found: Marker | None) -> bool:
    """Say whether a line of an opening or a closing heads a text of its own, that was typed where it does not belong.

    rest: the line without its marker; found: its marker. A line in bold or capitals that names an article, or is
    numbered in bold, heads the rules themselves in an opening; in a closing an annex or an explanatory note begins.
    """
    if part not in (Part.OPENING, Part.CLOSING) or not is_heading_text(rest.text):
        return False
    emphasis = {"vet", "hoofdletters"} & set(rest.style.split())
    if found is None:
        return part is Part.CLOSING and bool(_ADDED.match(rest.text) if emphasis else _ADDED.fullmatch(rest.text))
    if found.kind in UNIT_KINDS:
        return bool(emphasis) or (part is Part.CLOSING and found.kind == "bijlage")
    return part is Part.OPENING and "vet" in emphasis
