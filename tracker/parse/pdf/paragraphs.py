"""Lines put together to paragraphs: within a column by spacing, indent, width and style; across columns by sentence."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.parse.markers import Marker, find_marker
from tracker.parse.pdf.glyphs import REPLACEMENT
from tracker.parse.pdf.records import MARK, MARK_END, Line, Table

TERMINAL = ".!?:;…"
BREAKING = "-\u2010\u00ad"
"""A line that ends in one of these goes on with the rest of a word."""

SAME_LEFT = 10.0
"""Left edges nearer than this, in points, are those of one column: some pages have nothing at its very edge."""

RAGGED = 1.5
"""Where lines leave more white at their end than this, in sizes of the type, the right edge is ragged."""

NEAR = 80
"""An item of a list has its neighbours within so many lines."""

AMBIGUOUS_SIGNS = "-–—‐‑−*·o→"
"""List signs that also stand within a sentence."""

STRUCTURAL = frozenset("artikel hoofdstuk afdeling paragraaf bijlage vraag antwoord".split())
"""Kinds of markers that open a heading, or a question or answer."""

_TERM = re.compile(r"[‘'“\"]?[^\W\d_][^:;.,?!]{1,70}:\s")
_REFERS = re.compile(
    r"\b(?:artikel(?:en)?|art\.|lid|leden|onderdeel|onderdelen|paragraaf|hoofdstuk|bijlage|vraag|punt|nr\.|nummer)$",
    re.IGNORECASE,
)
_CLOSING = "\"'’”)]»"


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one; `marker` is what they open with, where that is a marker."""

    lines: list[Line]
    marker: Marker | None = None

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]


@dataclass(slots=True)
class Measures:
    """What is usual in the document.

    size: of its running text, in points. leading: from size (rounded) to the usual distance between two baselines.
    slack: how much white lines that go on leave at their end beyond what the next word needed, in sizes of the type:
        little in most text, more where lines were broken by hand.
    ragged: whether lines end at unlike places, or too few are known to say that they do not.
    """

    size: float
    bold: bool
    slack: float
    ragged: bool
    leading: dict[float, float] = field(default_factory=dict)

    def line_distance(self, size: float) -> float:
        """Return the usual distance between two baselines of type of this size."""
        return self.leading.get(_step(size), 1.25 * size)


def _step(size: float) -> float:
    return round(2 * size) / 2


def measure(lines: Sequence[Line]) -> Measures:
    """Return what is usual in these lines, of which `left` and `right` are widened to those of like columns."""
    letters: Counter[tuple[float, bool]] = Counter()
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for line in lines:
        letters[_step(line.size), line.bold] += len(line.text)
    for above, below in pairwise(lines):
        distance = below.y - above.y
        if above.frame == below.frame and _step(above.size) == _step(below.size) and 0 < distance < 2.5 * above.size:
            distances[_step(above.size)][round(2 * distance) / 2] += 1
    leading = {size: _usual(counts) for size, counts in distances.items() if sum(counts.values()) >= 3}
    sizes: Counter[float] = Counter()
    for (size, _), count in letters.items():
        sizes[size] += count
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    bold = letters[size, True] > letters[size, False]
    _widen(lines)
    slack = _usual_slack(lines)
    return Measures(size, bold, slack or 1.0, slack is None or slack > RAGGED, leading)


def _usual_slack(lines: Sequence[Line]) -> float | None:
    """Measure the white at the end of lines that surely go on: no stop, and the next line opens with a small letter.

    None where too few lines say so.
    """
    slacks = sorted(
        _excess(above, below) / above.size
        for above, below in pairwise(lines)
        if above.frame == below.frame and _surely_goes_on(above, below) and below.y - above.y < 1.6 * above.size
    )
    if len(slacks) < 20:
        return None
    return min(3.0, max(0.6, 0.3 + slacks[int(0.85 * len(slacks))]))


def _surely_goes_on(line: Line, following: Line) -> bool:
    text = line.text.rstrip()
    small = following.text.lstrip(MARK)[:1].islower() and line_marker(following) is None
    return (small and not ends_sentence(text) and text[-1:] != ",") or text[-1:] in BREAKING


def _usual(counts: Counter[float]) -> float:
    """Return the smallest distance that is common: paragraphs of one line make larger ones common too."""
    most = max(counts.values())
    return min(distance for distance, count in counts.items() if count >= 0.35 * most)


def _widen(lines: Sequence[Line]) -> None:
    """Give a column with few lines the edges of the columns at the same place on other pages."""
    frames: dict[int, Line] = {}
    counts: Counter[int] = Counter()
    for line in lines:
        frames[line.frame] = line
        counts[line.frame] += 1
    long = [line for number, line in frames.items() if counts[number] >= 5]
    rights: dict[int, list[float]] = defaultdict(list)
    for line in long:
        rights[round(line.left / 8)].append(line.right)
    usual = {place: sorted(values)[len(values) // 2] for place, values in rights.items()}
    lefts = sorted({line.left for line in long})
    for line in lines:
        right = usual.get(round(line.left / 8))
        if right is not None and line.right < right <= line.limit:
            line.right = right
        line.left = next((left for left in lefts if 0 < line.left - left < SAME_LEFT), line.left)


def group(items: Iterable[Line | Table], measures: Measures) -> list[Paragraph | Table]:
    """Return the paragraphs and tables in reading order."""
    items = list(items)
    markers = find_markers(items)
    result: list[Paragraph | Table] = []
    last: Paragraph | None = None
    for item, marker in zip(items, markers, strict=True):
        if isinstance(item, Table):
            result.append(item)
            last = None
            continue
        if last is not None and _goes_on(last, item, marker, measures):
            last.lines.append(item)
            continue
        last = Paragraph([item], marker)
        result.append(last)
    return result


def line_marker(line: Line) -> Marker | None:
    """Return the marker that a line opens with; a bare number or capital counts when it stands apart from its text."""
    marker = _marker(line)
    while marker is not None and marker.kind == "opsomteken" and marker.rest[:1] == marker.text[0]:
        marker = Marker(marker.kind, marker.text + marker.rest[0], marker.rest[1:].strip())
    return marker


def find_markers(items: Sequence[Line | Table]) -> list[Marker | None]:
    """Return the marker of each line; "A." counts where lines hang below its text or where the list counts on."""
    markers = [line_marker(item) if isinstance(item, Line) else None for item in items]
    doubtful = {
        number: found
        for number, item in enumerate(items)
        if isinstance(item, Line)
        and markers[number] is None
        and (found := find_marker(item.text, doubtful=True)) is not None
        and found.kind == "hoofdletter"
        and found.text.endswith(".")
    }
    places = {**{number: marker for number, marker in enumerate(markers) if marker is not None}, **doubtful}
    for number, found in doubtful.items():
        if _hangs(items, number) or _counts_on(items, places, number):
            markers[number] = found
    return markers


def _hangs(items: Sequence[Line | Table], number: int) -> bool:
    line, following = items[number], items[number + 1] if number + 1 < len(items) else None
    if not isinstance(line, Line) or not isinstance(following, Line) or line.frame != following.frame:
        return False
    return 0.6 * line.size < following.x0 - line.x0 < 4 * line.size and following.y - line.y < 1.6 * line.size


def _counts_on(items: Sequence[Line | Table], places: dict[int, Marker], number: int) -> bool:
    """Whether the next or the previous number of the same list stands near, at the same indent."""
    line = items[number]
    own = places[number].text
    for other in range(max(0, number - NEAR), min(len(items), number + NEAR)):
        marker, near = places.get(other), items[other]
        if other == number or marker is None or not isinstance(line, Line) or not isinstance(near, Line):
            continue
        level = abs((line.x0 - line.left) - (near.x0 - near.left)) < 1.5 * line.size
        if level and (follows(own, marker.text) or follows(marker.text, own)):
            return True
    return False


def ordinals(marker: str) -> set[tuple[str, int]]:
    """Return what a marker can count, and in what: "V." is the fifth as a Roman number and the 22nd as a letter."""
    sign = re.sub(r"\W", "", marker).upper()
    if sign.isdigit():
        return {("figure", int(sign))}
    values = {("letter", ord(sign) - 64)} if len(sign) == 1 and sign.isalpha() else set()
    if re.fullmatch(r"A[A-Z]", sign):
        return {("letter", 26 + ord(sign[1]) - 64)}
    if sign and re.fullmatch(r"(?:X{0,3})(?:IX|IV|V?I{0,3})", sign):
        digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in sign]
        values.add(("Roman", sum(-one if one < two else one for one, two in pairwise([*digits, 0]))))
    return values


def follows(marker: str, other: str) -> bool:
    """Whether the second marker counts on from the first."""
    return any((kind, number + 1) in ordinals(other) for kind, number in ordinals(marker))


def marker_alone(text: str) -> Marker | None:
    """Return the marker that the text is, when it is nothing else: what stands apart before the text of an item."""
    found = find_marker(f"{text} Tekst", doubtful=True) if text else None
    return found if found is not None and found.rest == "Tekst" else None


def _marker(line: Line) -> Marker | None:
    if line.text.startswith(f"{REPLACEMENT} "):
        return Marker("opsomteken", REPLACEMENT, line.text[2:].strip())
    found = marker_alone(line.head)
    rest = line.text[len(line.head) :].strip()
    if found is not None:
        return Marker(found.kind, found.text, rest)
    if re.fullmatch(r"\d{1,3}", line.head) and any(sign.isalpha() for sign in rest[:2]):
        return Marker("kaal nummer", line.head, rest)
    return find_marker(line.text)


def _goes_on(paragraph: Paragraph, line: Line, marker: Marker | None, measures: Measures) -> bool:
    previous = paragraph.last
    if previous.frame != line.frame:
        if not _is_stacked(previous, line):
            return _goes_on_elsewhere(paragraph, line, marker, measures)
        previous.right = max(previous.right, line.right)
    usual = measures.line_distance(max(previous.size, line.size))
    distance = line.y - previous.y
    if distance > 1.3 * usual + 0.5 or abs(line.size - previous.size) > 0.8:
        return False
    if marker is not None and _opens(paragraph, line, marker, measures):
        return False
    if is_display(previous, measures) and is_display(line, measures) and previous.bold == line.bold:
        return True
    if previous.bold and line.bold and _surely_goes_on(previous, line):
        return True
    if _changes_style(previous, line, measures) or _defines(previous, line):
        return False
    return not has_room(previous, line, measures) and not _is_indented(paragraph, line, measures)


def _is_stacked(previous: Line, line: Line) -> bool:
    """Whether a line of another frame stands just below, at the same left edge: lines of unlike width, no columns."""
    below = line.page == previous.page and 0 < line.y - previous.y < 4 * line.size
    return below and abs(line.left - previous.left) < SAME_LEFT


def is_display(line: Line, measures: Measures) -> bool:
    """Whether the line is set in the size of a title, where lines break as it looks well."""
    return line.size >= 1.3 * measures.size


def _changes_style(previous: Line, line: Line, measures: Measures) -> bool:
    if previous.bold and not line.starts_bold:
        return previous.text.rstrip()[-1:] not in ",-" or has_room(previous, line, measures)
    if line.bold and not previous.ends_bold:
        return has_room(previous, line, measures) or ends_sentence(previous.text)
    if previous.bold and line.bold and is_shouted(previous.text) != is_shouted(line.text):
        return True
    return previous.italic != line.italic and _excess(previous, line) > measures.slack * line.size


def _defines(previous: Line, line: Line) -> bool:
    """Whether a definition ends and the next term follows: "…; bewoner: wie in de wijk woont;"."""
    return previous.text.rstrip().endswith(";") and bool(_TERM.match(line.text))


def is_shouted(text: str) -> bool:
    """Whether the text is in capitals throughout, and no mere abbreviation."""
    if text.upper() != text:
        return False
    return any(len(word) > 4 and word.isalpha() for word in text.split())


def _excess(line: Line, following: Line) -> float:
    """Return how much white is left at the end of a line, in points, after the first word of the following line."""
    words = following.text.split()
    first = len(words[0]) if words else 0
    if first and len(words) > 1 and not any(sign.isalpha() for sign in words[0]):
        first += 1 + len(words[1])
    width = (following.x1 - following.text_x0) / max(1, len(following.text))
    if len(words) == 1:
        width = 0.5 * following.size
    return line.right - line.x1 - 1.15 * (first + 1) * width


def has_room(line: Line, following: Line, measures: Measures) -> bool:
    """Whether the first word of the following line would have fitted at the end of this one: so a paragraph ended.

    Where the words say that the sentence goes on, it takes more white to believe the opposite.
    """
    excess, width = _excess(line, following), line.right - line.left
    if _surely_goes_on(line, following):
        return excess > (0.4 if measures.ragged or line.bold else 0.12) * width
    if measures.ragged and not ends_sentence(line.text):
        return excess > max(measures.slack * line.size, 0.15 * width)
    return excess > measures.slack * line.size


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or a part of an enumeration does."""
    bare = text.replace(MARK, "").replace(MARK_END, "") if MARK in text else text
    return bare.rstrip().rstrip("0123456789" + _CLOSING if MARK in text else _CLOSING)[-1:] in TERMINAL


def _opens(paragraph: Paragraph, line: Line, marker: Marker, measures: Measures) -> bool:
    """Whether the marker opens something new, and is not a number or a dash within a sentence that goes on here."""
    previous = paragraph.last
    if marker.kind in STRUCTURAL and not marker.rest and not line.bold and not has_room(previous, line, measures):
        return ends_sentence(previous.text)
    if _REFERS.search(previous.text.rstrip()) and marker.kind in ("nummer", "letter", "decimaal", "romeins"):
        return False
    sign = marker.text[0] if marker.kind == "opsomteken" else ""
    if line.head or ends_sentence(previous.text) or has_room(previous, line, measures):
        return True
    if sign and sign not in AMBIGUOUS_SIGNS:
        return True
    if line.bold and not previous.bold:
        return True
    if abs(line.x0 - _expected(paragraph)) > 0.6 * line.size:
        return True
    if paragraph.marker is not None and abs(line.x0 - paragraph.first.x0) < 0.5 * line.size:
        return follows(paragraph.marker.text, marker.text) or bool(sign and paragraph.marker.text[0] == sign)
    ending = previous.text.rstrip()
    return ending.endswith(",") or (bool(re.search(r"\b(?:en|of|en/of)$", ending)) and marker.kind != "opsomteken")


def _expected(paragraph: Paragraph) -> float:
    """Return where the next line of the paragraph starts, as far as its lines tell."""
    return paragraph.last.x0 if len(paragraph.lines) > 1 else paragraph.first.text_x0


def _is_indented(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    """Whether the line starts at another place than the paragraph's next line would."""
    previous, first = paragraph.last, paragraph.first
    if _is_centred(previous) and _is_centred(line):
        return False
    if len(paragraph.lines) == 1 and any(abs(x - line.x0) < 0.3 * line.size for x in first.breaks):
        return False
    shift = line.x0 - _expected(paragraph)
    if shift > 0.9 * line.size:
        return len(paragraph.lines) > 1 or paragraph.marker is None or line.x0 > first.x0 + 8 * line.size
    if shift < -0.9 * line.size:
        if len(paragraph.lines) > 1 and paragraph.lines[-2].frame == previous.frame:
            return True
        if paragraph.marker is None:
            return False
        return ends_sentence(previous.text) or _excess(previous, line) > measures.slack * line.size
    return False


def _is_centred(line: Line) -> bool:
    middle = (line.left + line.right) / 2
    return abs((line.x0 + line.x1) / 2 - middle) < 4 and line.x0 > line.left + 1.5 * line.size


def _goes_on_elsewhere(paragraph: Paragraph, line: Line, marker: Marker | None, measures: Measures) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    previous = paragraph.last
    if abs(line.size - previous.size) > 0.8 or line.page > previous.page + 1:
        return False
    text = previous.text.rstrip()
    words = line.text.lstrip(MARK)
    if text[-1:] in BREAKING and words[:1].islower() and not (marker and marker.kind != "opsomteken" and line.head):
        return True
    if marker is not None or _changes_style(previous, line, measures) or is_display(line, measures):
        return False
    if words[:1].islower() and not ends_sentence(text):
        return True
    if has_room(previous, line, measures):
        return False
    return not ends_sentence(text) and not (previous.bold and not measures.bold)
