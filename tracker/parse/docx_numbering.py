"""Lists of a Word document: the marker that is printed before each item (ECMA-376 part 1, section 17.9)."""

import re
from dataclasses import dataclass, field

from lxml import etree

from tracker.parse.counting import count
from tracker.parse.docx_styles import NumberingReference, Styles, W, left_indent

_PRIVATE_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "□", "\uf02d": "-", "o": "○"}
"""What the fonts Symbol, Wingdings and Courier New show for a bullet."""


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts, and what it prints ("%1.%2")."""

    way: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level (from 1) whose items start it anew; 0 never
    plain_figures: bool = False  # all numbers in figures, whatever the other levels use
    style: str = ""
    indent: int | None = None


@dataclass
class _Counter:
    """Where a list stands: the last number of each level."""

    last: dict[int, int] = field(default_factory=dict)


@dataclass
class Numbering:
    """The lists of a document; `marker` counts on, so items must come in reading order."""

    styles: Styles
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counters: dict[str, _Counter] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: etree._Element | None, styles: Styles) -> "Numbering":
        """Read the part `numbering.xml`."""
        numbering = cls(styles)
        for element in () if root is None else root.iter(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            numbering.levels[name] = _read_levels(element)
            numbering.links[name] = _value(element, "numStyleLink")
        for element in () if root is None else root.iter(f"{W}num"):
            name = element.get(f"{W}numId", "")
            numbering.lists[name] = _value(element, "abstractNumId")
            numbering._read_overrides(name, element)
        return numbering

    def _read_overrides(self, name: str, element: etree._Element) -> None:
        self.overrides[name], self.starts[name] = {}, {}
        for override in element.iter(f"{W}lvlOverride"):
            depth = _integer(override.get(f"{W}ilvl", ""), 0)
            self.overrides[name] |= _read_levels(override)
            start = _value(override, "startOverride")
            if start:
                self.starts[name][depth] = _integer(start, 1)

    def level_of(self, reference: NumberingReference, style: str) -> int | None:
        """Return the level (0 is the outermost) of a paragraph, None where it stands in no list that there is."""
        abstract = self._abstract(reference.number)
        if reference.number in {"", "0"} or abstract is None:
            return None
        if reference.level is not None:
            return reference.level
        levels = self.levels[abstract]
        return next((depth for depth, level in levels.items() if level.style and level.style == style), 0)

    def indent(self, number: str, depth: int) -> int | None:
        """Return the left indent that a level of a list gives its items, in twentieths of a point."""
        level = self._level(number, depth)
        return level.indent if level else None

    def _abstract(self, number: str) -> str | None:
        """Return the definition of a list, through the style that it may refer to."""
        for _ in range(5):
            abstract = self.lists.get(number)
            if abstract is None or abstract not in self.levels:
                return None
            link = self.links.get(abstract, "")
            linked = self.styles.numbering(link)[0] if link else None
            if linked is None or linked.number == number:
                return abstract
            number = linked.number
        return None

    def _level(self, number: str, depth: int) -> Level | None:
        own = self.overrides.get(number, {}).get(depth)
        abstract = self._abstract(number)
        return own or (self.levels[abstract].get(depth) if abstract is not None else None)

    def marker(self, number: str, depth: int) -> str:
        """Count one item on and return what is printed before it; empty where the level prints nothing."""
        abstract, level = self._abstract(number), self._level(number, depth)
        if abstract is None or level is None:
            return ""
        counter = self._counters.setdefault(abstract, _Counter())
        self._begin(number, counter)
        counter.last[depth] = counter.last[depth] + 1 if depth in counter.last else level.start
        for deeper in [other for other in counter.last if other > depth]:
            below = self._level(number, deeper)
            restart = below.restart if below else None
            if restart is None or (restart and depth < restart):
                del counter.last[deeper]
        return self._printed(number, level, counter)

    def _begin(self, number: str, counter: _Counter) -> None:
        """At the first item of a list, take the numbers that it says to start with."""
        if number not in self._begun:
            self._begun.add(number)
            for depth, start in self.starts.get(number, {}).items():
                counter.last[depth] = start - 1

    def _printed(self, number: str, level: Level, counter: _Counter) -> str:
        if level.way == "bullet":
            text = level.text.strip()
            return _PRIVATE_BULLETS.get(text, "•" if "\ue000" <= text[:1] <= "\uf8ff" else text)
        if level.way == "none" and "%" not in level.text:
            return level.text.strip()

        def number_at(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            of_level = self._level(number, depth) or Level()
            value = counter.last.setdefault(depth, of_level.start)
            if of_level.way == "none":
                return ""
            return count(value, "decimal" if level.plain_figures else of_level.way)

        return " ".join(re.sub(r"%([1-9])", number_at, level.text).split())


def _read_levels(element: etree._Element) -> dict[int, Level]:
    levels = {}
    for found in element.iter(f"{W}lvl"):
        way = found.find(f"{W}numFmt")
        restart = _value(found, "lvlRestart")
        levels[_integer(found.get(f"{W}ilvl", ""), 0)] = Level(
            way="decimal" if way is None else way.get(f"{W}val", "decimal"),
            text=_value(found, "lvlText"),
            start=_integer(_value(found, "start"), 1),
            restart=_integer(restart, 0) if restart else None,
            plain_figures=found.find(f"{W}isLgl") is not None,
            style=_value(found, "pStyle"),
            indent=left_indent(found.find(f"{W}pPr")),
        )
    return levels


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _integer(value: str, otherwise: int) -> int:
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else otherwise
