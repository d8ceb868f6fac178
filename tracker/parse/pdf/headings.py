"""Which paragraphs are headings, and how deep they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.parse.markers import Marker, find_marker
from tracker.parse.pdf.paragraphs import Measures, Paragraph, is_shouted

LONGEST = 220
"""A heading has no more characters than this."""

RANKS = {"bijlage": 1, "hoofdstuk": 1, "afdeling": 2, "paragraaf": 3, "artikel": 4, "vraag": 5, "antwoord": 6}
"""How the headings of a regulation stand above each other (Aanwijzingen voor de regelgeving, 3.54 and following)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a heading looks: what ranks it among headings without a rank of their own; larger comes first."""

    size: float
    shouted: bool
    bold: bool
    italic: bool

    @property
    def weight(self) -> tuple[float, bool, bool, bool]:
        """What headings are sorted by."""
        return self.size, self.bold, self.shouted, not self.italic


def look(paragraph: Paragraph) -> Look:
    """Return how the paragraph looks as a whole."""
    lines = paragraph.lines
    text = " ".join(line.text for line in lines)
    return Look(
        max(round(line.size) for line in lines),
        is_shouted(text),
        all(line.bold for line in lines),
        all(line.italic for line in lines),
    )


def heading_marker(paragraph: Paragraph, text: str, measures: Measures) -> Marker | None | bool:
    """Return the marker of a heading, None for a heading without one, False for what is no heading.

    A heading is short, does not end as a sentence, and differs from the running text in size, weight or capitals, or
    opens with the number of an article, a chapter or a section.
    """
    marker = paragraph.marker
    rest = marker.rest if marker else text
    if len(text) > LONGEST or len(paragraph.lines) > 4 or not re.search(r"\w", text):
        return False
    if marker is not None and marker.kind in ("vraag", "antwoord", "ad"):
        return marker if not rest else False
    appearance = look(paragraph)
    larger = appearance.size >= 1.12 * measures.size
    distinct = larger or (appearance.bold and not measures.bold) or (appearance.shouted and len(text) > 5)
    ended = rest.rstrip("\"'’”)")[-1:] in (".", ";", ",") and not rest.endswith("...")
    if marker is not None and marker.kind in RANKS:
        return marker if not ended or (distinct and len(rest) < 120) else False
    if ended or (rest.endswith(":") and not larger):
        return False
    if distinct and (marker is None or marker.kind != "opsomteken"):
        if appearance.size < 0.9 * measures.size:
            return False
        return marker if marker is not None else find_marker(text, doubtful=True)
    if marker is not None and marker.kind == "decimaal" and len(paragraph.lines) == 1 and len(rest) < 90:
        return marker if rest[:1].isupper() and not rest.endswith("?") else False
    return _italic_heading(paragraph, rest, marker)


def _italic_heading(paragraph: Paragraph, rest: str, marker: Marker | None) -> Marker | None | bool:
    """A single short line in italics that starts with a capital and stands by itself."""
    line = paragraph.first
    alone = len(paragraph.lines) == 1 and line.italic and 3 < len(rest) < 80
    if alone and rest[:1].isupper() and rest[-1:].isalnum() and marker is None and line.x0 <= line.left + line.size:
        return None
    return False


def level_headings(looks: Sequence[tuple[Look, Marker | None]]) -> list[int]:
    """Return the level of each heading, 1 being the outermost.

    Decimal numbers count their parts. Headings of a regulation stand in the order of RANKS. What has neither stands by
    its look: level with the numbered headings that look the same, else by size.
    """
    ranks = sorted({RANKS[marker.kind] for _, marker in looks if marker and marker.kind in RANKS})
    by_look: dict[Look, int] = {}
    for appearance, marker in looks:
        level = _own_level(marker, ranks)
        if level and appearance not in by_look:
            by_look[appearance] = level
    ordered = _ordered(appearance for appearance, _ in looks)
    levels = []
    for appearance, marker in looks:
        level = _own_level(marker, ranks) or by_look.get(appearance)
        levels.append(level or _between(appearance, ordered, by_look))
    return levels


def _own_level(marker: Marker | None, ranks: Sequence[int]) -> int:
    if marker is None:
        return 0
    if marker.kind in RANKS:
        return ranks.index(RANKS[marker.kind]) + 1
    if marker.kind == "decimaal":
        return len([part for part in re.split(r"[.:]", marker.text) if part.strip(") ")])
    return 1 if marker.kind in ("nummer", "kaal nummer", "kaal romeins", "hoofdletter") and not ranks else 0


def _ordered(looks: Iterable[Look]) -> list[Look]:
    return sorted(set(looks), key=lambda appearance: appearance.weight, reverse=True)


def _between(appearance: Look, ordered: Sequence[Look], known: dict[Look, int]) -> int:
    """Return the level below the next larger look: its own level plus one where that is known, else by counting."""
    position = ordered.index(appearance)
    larger = [known[other] for other in ordered[:position] if other in known]
    smaller = [known[other] for other in ordered[position:] if other in known]
    if larger:
        return max(larger) + 1
    if smaller:
        return max(1, min(smaller) - 1)
    return position + 1
