"""Which paragraphs are headings, and how deep they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.parse.markers import Marker, find_marker
from tracker.parse.pdf.paragraphs import Measures, Paragraph, is_shouted

LONGEST = 220
"""A heading has no more characters than this."""

SIZE_STEPS = (1.12, 1.25, 1.45, 1.8, 2.5)
"""Type that is so many times as large as the running text looks like another level of heading."""

CAPTION = re.compile(r"(?:tabel|figuur|grafiek|afbeelding|kaart|foto|diagram)\s+(?:\d|[a-z]\b)", re.IGNORECASE)
"""What stands above a table or a picture heads no text."""

RANKS = {"bijlage": 1, "hoofdstuk": 1, "afdeling": 2, "paragraaf": 3, "artikel": 4, "vraag": 5, "antwoord": 6}
"""How the headings of a regulation stand above each other (Aanwijzingen voor de regelgeving, 3.54 and following)."""


Weight = tuple[int, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Look:
    """How a heading looks: what ranks it among headings without a rank of their own; larger comes first.

    larger: how many of SIZE_STEPS its type is larger than the running text.
    """

    larger: int
    shouted: bool
    bold: bool
    italic: bool

    @property
    def weight(self) -> Weight:
        """What headings are sorted by."""
        return self.larger, self.bold and not self.larger, self.shouted and not self.larger, not self.italic


def look(paragraph: Paragraph, measures: Measures) -> Look:
    """Return how the paragraph looks as a whole."""
    lines = paragraph.lines
    text = " ".join(line.text for line in lines)
    return Look(
        sum(max(line.size for line in lines) >= step * measures.size for step in SIZE_STEPS),
        is_shouted(text),
        all(line.bold for line in lines),
        all(line.italic for line in lines),
    )


def heading_marker(paragraph: Paragraph, text: str, measures: Measures) -> Marker | bool | None:
    """Return the marker of a heading, None for a heading without one, False for what is no heading.

    A heading is short, does not end as a sentence, and differs from the running text in size, weight or capitals, or
    opens with the number of an article, a chapter or a section.
    """
    marker = paragraph.marker
    rest = marker.rest if marker else text
    if CAPTION.match(text) or len(text) > LONGEST or len(paragraph.lines) > 4 or not re.search(r"[^\W\d_]{2}", text):
        return False
    if marker is not None and marker.kind in ("vraag", "antwoord", "ad"):
        return marker if not rest else False
    appearance = look(paragraph, measures)
    larger = appearance.larger > 0
    distinct = larger or (appearance.bold and not measures.bold) or appearance.shouted
    ended = rest.rstrip("\"'’”)")[-1:] in (".", ";", ",") and not rest.endswith("...")
    if marker is not None and marker.kind in RANKS:
        return marker if not ended or (distinct and len(rest) < 120) else False
    if ended or (rest.endswith(":") and not larger):
        return False
    if distinct and (marker is None or marker.kind != "opsomteken"):
        if paragraph.first.size < 0.9 * measures.size:
            return False
        return marker if marker is not None else find_marker(text, doubtful=True)
    if marker is not None and marker.kind == "decimaal" and len(paragraph.lines) == 1 and len(rest) < 90:
        return marker if rest[:1].isupper() and not rest.endswith("?") else False
    return _italic_heading(paragraph, rest, marker)


def _italic_heading(paragraph: Paragraph, rest: str, marker: Marker | None) -> Marker | bool | None:
    """A single short line in italics that starts with a capital and stands by itself."""
    line = paragraph.first
    alone = len(paragraph.lines) == 1 and line.italic and 3 < len(rest) < 80
    if alone and rest[:1].isupper() and rest[-1:].isalnum() and marker is None and line.x0 <= line.left + line.size:
        return None
    return False


def level_headings(looks: Sequence[tuple[Look, Marker | None]]) -> list[int]:
    """Return the level of each heading, 1 being the outermost.

    In a regulation, which has articles, its headings stand in the order of RANKS. Decimal numbers count their parts.
    Other headings stand by their look: level with those that look the same, else below the next larger ones.
    """
    kinds = {marker.kind for _, marker in looks if marker}
    ranks = sorted({RANKS[kind] for kind in kinds if kind in RANKS}) if "artikel" in kinds else []
    known: dict[Weight, int] = {}
    for appearance, marker in looks:
        level = _own_level(marker, ranks, "decimaal" in kinds)
        if level:
            known.setdefault(appearance.weight, level)
    ordered = sorted({appearance.weight for appearance, _ in looks}, reverse=True)
    return [
        _own_level(marker, ranks, "decimaal" in kinds)
        or known.get(appearance.weight)
        or _between(appearance.weight, ordered, known)
        for appearance, marker in looks
    ]


def _own_level(marker: Marker | None, ranks: Sequence[int], decimals: bool) -> int:
    """Return the level that the number of a heading gives, 0 where it gives none."""
    if marker is None:
        return 0
    if ranks and marker.kind in RANKS:
        return ranks.index(RANKS[marker.kind]) + 1
    if marker.kind == "decimaal":
        return len([part for part in re.split(r"[.:]", marker.text) if part.strip(") ")])
    return 1 if decimals and not ranks and marker.kind in ("nummer", "kaal nummer", "hoofdstuk") else 0


def _between(weight: Weight, ordered: Sequence[Weight], known: dict[Weight, int]) -> int:
    """Return the level below the next larger look of which the level is known, else by counting from the largest."""
    position = ordered.index(weight)
    larger = [other for other in ordered[:position] if other in known]
    if larger:
        return known[larger[-1]] + position - ordered.index(larger[-1])
    return 1 if any(other in known for other in ordered) else position + 1
