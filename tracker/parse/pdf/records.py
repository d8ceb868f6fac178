"""The plain values of the PDF parser between page and block; coordinates in points, from the page's upper left."""

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.model import SetApart

MARK, MARK_END = "\ufdd0", "\ufdd1"
"""Two noncharacters of Unicode around figures that are set smaller and higher: a note mark, an exponent."""


@dataclass(slots=True)
class Segment:
    """A stretch of text on one line without a wide gap in it.

    y: the baseline, counted from the top of the page. size: of most of its letters, in points.
    bold, italic: for all of its letters; starts_bold, ends_bold: for its first and last word.
    raised: [start, end) of figures set smaller and higher or lower: note marks, exponents.
    breaks: (offset, x) of the words at which the style changes, or the file goes on elsewhere.
    artifact: the PDF itself says that this is no content (running header, footer).
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    starts_bold: bool = False
    ends_bold: bool = False
    raised: tuple[tuple[int, int], ...] = ()
    breaks: tuple[tuple[int, float], ...] = ()
    artifact: bool = False

    @property
    def top(self) -> float:
        """Upper edge of the letters."""
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters."""
        return self.y + 0.22 * self.size


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: from (x0, top) to (x1, bottom), one of the two directions being flat."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def vertical(self) -> bool:
        """Whether the line runs from top to bottom."""
        return self.bottom - self.top > self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether the point lies inside, or outside by no more than `margin`."""
        return self.x0 - margin <= x <= self.x1 + margin and self.top - margin <= y <= self.bottom + margin


class State(StrEnum):
    """What a page gives to read."""

    TEXT = "text"
    EMPTY = "empty"  # neither text nor a picture
    SCAN = "scan"  # a picture without text
    STAMPED = "stamped"  # a picture with hardly any text
    GARBLED = "garbled"


@dataclass(slots=True)
class PageText:
    """What is read from one page, before any other page is looked at.

    `number` is counted from 1. `drawings` are areas with lines that are no rulings; `image_share` is the part of the
    page that images cover (0 to 1). `recognised` says that its text was read from a picture, `struck`
    that some was struck out. `error` says why a page
    could not be read.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    segments: list[Segment] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    drawings: list[Area] = field(default_factory=list)
    apart: list[SetApart] = field(default_factory=list)
    image_share: float = 0.0
    recognised: bool = False
    struck: bool = False
    state: State = State.TEXT
    error: str = ""


@dataclass(slots=True)
class Line:
    """The segments of one line within one frame, read as one; figures set higher stand between MARK and MARK_END.

    text_x0: where the text starts after a marker that stands apart from it (a hanging indent), else x0.
    breaks: where words start at which the style changes or a gap ends: a next line that starts there hangs below them.
    head, tail: the text before the first and after the last wide gap; empty without a gap.
    frame: the number of the column or part of a page that it stands in, counted through the document; `left` and
    `right` are that frame's edges, `limit` is where the next column begins.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    text_x0: float
    bold: bool = False
    italic: bool = False
    starts_bold: bool = False
    ends_bold: bool = False
    head: str = ""
    tail: str = ""
    frame: int = 0
    breaks: tuple[float, ...] = ()
    left: float = 0.0
    right: float = 0.0
    limit: float = float("inf")

    @property
    def top(self) -> float:
        """Upper edge of the letters."""
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters."""
        return self.y + 0.22 * self.size


@dataclass(slots=True)
class Table:
    """A table on one page: rows of cells, a cell being its lines from top to bottom."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[list[list[Segment]]]
    xs: tuple[float, ...] = ()  # left edges of the columns
    ruled: bool = True
