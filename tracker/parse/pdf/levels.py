"""How deep a list item stands: by the place of its marker, and by the kind of marker where places are equal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.parse.markers import Marker
from tracker.parse.pdf.records import Line


@dataclass(slots=True)
class _Open:
    """A list that is still open: where its markers and its text stand, counted from the column's left edge."""

    indent: float
    text_indent: float
    kind: str
    last: str


@dataclass(slots=True)
class ItemLevels:
    """The lists that are open at a place in the document, the outermost first."""

    _open: list[_Open] = field(default_factory=list)
    _outside: int = 0

    def clear(self) -> None:
        """Close all lists: a heading begins."""
        self._open = []
        self._outside = 0

    def of_item(self, line: Line, marker: Marker) -> int:
        """Return the level of the item that opens with this line, 1 being the outermost."""
        indent, near = line.x0 - line.left, 0.6 * line.size
        kind = self._kind(marker)
        while self._open and self._open[-1].indent > indent + near:
            self._open.pop()
        level = [number for number, entry in enumerate(self._open) if abs(entry.indent - indent) <= near]
        same = [number for number in level if self._open[number].kind == kind]
        if same:
            del self._open[same[-1] :]
        elif level and not _begins(marker):
            del self._open[level[0] :]
        self._outside = 0
        self._open.append(_Open(indent, max(line.text_x0 - line.left, indent), kind, marker.text))
        return len(self._open)

    def continued(self, lines: Sequence[Line]) -> int:
        """Return the level of the item that a paragraph without marker goes on, 0 where it goes on none.

        Its first line may be indented. After two paragraphs that go on no item, the lists are closed.
        """
        indent, near = min(line.x0 - line.left for line in lines[:2]), 0.6 * lines[0].size
        while self._open:
            entry = self._open[-1]
            inside = indent >= entry.text_indent - near if entry.text_indent > entry.indent + near else False
            if inside or indent > entry.indent + near:
                self._outside = 0
                return len(self._open)
            if len(self._open) == 1:
                break
            self._open.pop()
        self._outside += 1
        if self._outside > 1:
            self.clear()
        return 0

    def _kind(self, marker: Marker) -> str:
        """Return what marks of one list have in common; "i." after "h." counts on in letters."""
        if marker.kind == "romeins" and re.fullmatch(r"\(?[ivx][.)]+", marker.text):
            previous = chr(ord(re.sub(r"\W", "", marker.text)) - 1)
            if any(
                entry.kind.startswith("letter") and re.sub(r"\W", "", entry.last) == previous for entry in self._open
            ):
                return "letter" + _signs(marker.text)
        if marker.kind == "opsomteken":
            return marker.text[0]
        if marker.kind == "decimaal":
            return f"decimaal {marker.text.count('.')}"
        return marker.kind + _signs(marker.text)


def _signs(text: str) -> str:
    return re.sub(r"\w", "", text)


def _begins(marker: Marker) -> bool:
    """Whether the marker is the first of its list."""
    return marker.kind == "opsomteken" or re.sub(r"\W", "", marker.text).lower() in ("1", "a", "i", "aa")
