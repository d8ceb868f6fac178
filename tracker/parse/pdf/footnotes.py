"""Footnotes: small type at the foot of a column or page, each opening with its number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from tracker.parse.pdf.flow import FIGURES
from tracker.parse.pdf.paragraphs import Measures, ends_sentence
from tracker.parse.pdf.records import MARK, MARK_END, Line, Table

SMALL = 0.93
"""Footnotes are smaller than this share of the running text."""

_OPENING = re.compile(
    rf"(?:{MARK}\s*(?P<raised>\(?\d{{1,3}}\)?|\*{{1,3}}|[†‡])\s*{MARK_END}[.)]?"
    r"|(?P<number>\(?\d{1,3}[.)]{1,2}|\d{1,3}(?=\s+\S)|\*{1,3}(?=\s)))\s*(?P<rest>.*)",
    re.DOTALL,
)


@dataclass(slots=True)
class Note:
    """A footnote: its number as printed and its lines, the first one without the number."""

    number: str
    lines: list[Line]

    @property
    def page(self) -> int:
        """The page that it starts on."""
        return self.lines[0].page


def take_notes(items: Iterable[Line | Table], measures: Measures) -> tuple[list[Line | Table], list[Note]]:
    """Return the items without the footnotes, and the footnotes; one goes on at the foot of the next page."""
    items = list(items)
    marks = _marks(items)
    kept: list[Line | Table] = []
    notes: list[Note] = []
    for _, group in groupby(items, key=lambda item: item.frame if isinstance(item, Line) else -id(item)):
        frame = list(group)
        start = _first_small(frame, measures)
        foot = [item for item in frame[start:] if isinstance(item, Line)]
        opening = next((number for number, line in enumerate(foot) if _opening(line, measures, marks)), None)
        goes_on = bool(notes) and bool(foot) and not ends_sentence(notes[-1].lines[-1].text)
        goes_on = goes_on and 0 <= foot[0].page - notes[-1].lines[-1].page <= 1
        if opening is None and not (goes_on and start > 0):
            kept.extend(frame)
            continue
        if not goes_on and opening:
            start += opening
            foot = foot[opening:]
        kept.extend(frame[:start])
        end = _end_of_notes(foot, measures, marks)
        kept.extend(foot[end:])
        foot = foot[:end]
        _collect(foot, notes, measures, marks)
    return kept, notes


def _first_small(frame: list[Line | Table], measures: Measures) -> int:
    """Return where the small type at the foot of the frame starts."""
    start = len(frame)
    while start > 0:
        item = frame[start - 1]
        if not isinstance(item, Line) or item.size > SMALL * measures.size:
            break
        start -= 1
    return start


def _end_of_notes(foot: list[Line], measures: Measures, marks: set[tuple[int, str]]) -> int:
    """Return where other small text begins: of another size, far below, or elsewhere."""
    for number, (above, below) in enumerate(pairwise(foot), 1):
        distance = below.y - above.y
        outside = not foot[0].x0 - above.size <= below.x0 <= foot[0].text_x0 + 3 * above.size
        far = distance > 2.5 * measures.line_distance(above.size)
        if outside or abs(below.size - above.size) > 0.6 or (far and not _opening(below, measures, marks)):
            return number
    return len(foot)


def _marks(items: Iterable[Line | Table]) -> set[tuple[int, str]]:
    """Return (page, number) of the figures that are raised within a line; a page further on counts as well."""
    found = set()
    for item in items:
        if isinstance(item, Line) and MARK in item.text[1:]:
            for mark in find_marks(item.text[1:]):
                found.add((item.page, plain_number(mark)))
                found.add((item.page + 1, plain_number(mark)))
    return found


def _opening(line: Line, measures: Measures, marks: set[tuple[int, str]]) -> re.Match[str] | None:
    """Match the number that a footnote opens with; a number that is not raised needs a mark that refers to it."""
    found = _OPENING.match(line.text) if line.size <= SMALL * measures.size else None
    if found and not found["raised"] and (line.page, plain_number(found["number"])) not in marks:
        return None
    return found


def _collect(foot: list[Line], notes: list[Note], measures: Measures, marks: set[tuple[int, str]]) -> None:
    for line in foot:
        found = _opening(line, measures, marks)
        number = (found["raised"] or found["number"]).strip() if found else ""
        if found and _is_next(number, bool(found["raised"]), notes, line):
            line.text = found["rest"]
            line.x0 = line.text_x0
            notes.append(Note(number, [line]))
        elif notes:
            notes[-1].lines.append(line)


def _is_next(number: str, raised: bool, notes: list[Note], line: Line) -> bool:
    """Whether the number opens a note: raised ones do, others when they count on (a year or an article does not)."""
    digits = re.sub(r"\D", "", number)
    if raised or not digits or not notes:
        return True
    last = re.sub(r"\D", "", notes[-1].number)
    if not last:
        return True
    return int(digits) > int(last) or line.page > notes[-1].lines[-1].page


def plain_number(number: str) -> str:
    """Return the number of a note, or of the mark that refers to it, without brackets and stops."""
    return re.sub(r"[()\s.]", "", number)


def find_marks(text: str) -> list[str]:
    """Return the figures between marks in a text, in their order."""
    return [mark for mark in re.findall(rf"{MARK}(.*?){MARK_END}", text) if FIGURES.fullmatch(mark.strip())]
