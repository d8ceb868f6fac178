"""What a heading opens, and how deep: hoofdstuk, paragraaf, artikel, bijlage, toelichting.

Publishers' markup and the word before the number say so outright; a bare number ("2.1") says it by its parts; a heading
without either is placed by its level among the headings that do say.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mode

from tracker.model import Block, BlockKind, ClauseKind
from tracker.split.numbering import Series, counts, roman_value, unit_word


@dataclass(frozen=True)
class Division:
    """What a heading opens. A division of a higher `rank` lies within one of a lower; `stem` is its part of an eid.

    relative: its rank was taken from where it stands, for want of anything better; within: the number of the chapter
    that a section number names itself ("4" of "4.1" and "4.a").
    """

    kind: ClauseKind
    word: str
    number: str
    rank: int
    stem: str
    relative: bool = False
    within: str = ""


LONGEST_LINE = 100
"""Characters of a line in italics that can head the text below it."""

ARTICLE_RANK = 100
OUTER_ARTICLE_RANK = 95  # "Artikel I" of a decision that amends holds the articles that it prints
ROMAN_CHAPTER_RANK = 35  # "II" above "1" and "1.1", in a note without articles
TOP_RANK = 5

# word: (kind, rank, stem of the eid as STOP names it)
_WORDS: dict[str, tuple[ClauseKind, int, str]] = {
    "boek": (ClauseKind.CHAPTER, 20, "book"),
    "deel": (ClauseKind.CHAPTER, 25, "part"),
    "titel": (ClauseKind.CHAPTER, 30, "title"),
    "hoofdstuk": (ClauseKind.CHAPTER, 40, "chp"),
    "afdeling": (ClauseKind.CHAPTER, 50, "subchp"),
    "paragraaf": (ClauseKind.SECTION, 60, "subsec"),
    "subparagraaf": (ClauseKind.SECTION, 70, "subsubsec"),
    "subsubparagraaf": (ClauseKind.SECTION, 75, "subsubsubsec"),
    "artikel": (ClauseKind.ARTICLE, ARTICLE_RANK, "art"),
    "bijlage": (ClauseKind.ANNEX, TOP_RANK, "cmp"),
}
_ROLES = {"titeldeel": "titel", "circulaire": "hoofdstuk", "wijzigartikel": "artikel", "wijzig-artikel": "artikel"}
_ROLES |= {"wijzigbijlage": "bijlage", "sub-paragraaf": "subparagraaf"}
_NUMBERED_RANKS = (40, 60, 70, 80, 85, 88)  # of "2", "2.1", "2.1.3", ...

_EXPLANATION = re.compile(
    r"(?:nota van |algemene |artikelsgewijze |artikelgewijze |memorie van )?toelichting(?:en)?\b"
    r"(?!\s+op\s+de\s+(?:vraag|vragen))",
    re.IGNORECASE,
)
_ABOUT_ARTICLES = re.compile(
    r"(?:toelichting\s+)?(?:(?:op|bij)\s+)?(?:de\s+)?artikel(?:en)?\s+(?P<number>\d\S*(?:\s.{0,40})?)", re.IGNORECASE
)
_ABOUT_A_PART = re.compile(r"toelichting\s+(?:op|bij|artikel|hoofdstuk|paragraaf)\b", re.IGNORECASE)
_ANNEX = re.compile(r"bijlagen?\b(?!\s+(?:is|zijn|wordt|worden))", re.IGNORECASE)


def is_explanation(block: Block) -> bool:
    """Whether a heading opens an explanatory note."""
    return block.role in ("toelichting", "nota-toelichting") or bool(
        _EXPLANATION.match(block.text) and not block.marker
    )


def explained_articles(block: Block) -> str:
    """Return which articles a heading in a note explains ("Artikelen 12 en 23" gives "12 en 23"), empty for others."""
    about = _ABOUT_ARTICLES.fullmatch(block.text)
    return about["number"].rstrip(".:") if about and not block.marker and not block.role else ""


def explains_a_part(text: str) -> bool:
    """Whether a heading within a note says which part it explains ("Toelichting op hoofdstuk 2")."""
    return bool(_ABOUT_A_PART.match(text))


def explanation_stem(text: str) -> str:
    """Name the note in an eid: general and per article as STOP does."""
    low = text.lower()
    if low.startswith("algeme"):
        return "genrecital"
    return "artrecital" if low.startswith("artikel") else "recital"


class DivisionReader:
    """Reads headings in the light of all headings of the document: which levels mean which depth."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        headings = [block for block in blocks if is_heading(block)]
        words = [unit_word(block.marker) for block in headings]
        self.has_articles = any(word == "artikel" for word, _ in words) or any(b.role == "artikel" for b in headings)
        self._has_chapters = any(word == "hoofdstuk" for word, _ in words)
        numbers = {number for word, number in words if word == "artikel"}
        roman = {number for number in numbers if number.isupper() and roman_value(number)}
        self._outer_articles = bool(roman) and bool(numbers - roman)
        bare = {number for word, number in words if not word}
        self._roman_chapters = not self.has_articles and not self._has_chapters and {"I", "II"} <= bare
        ranks: dict[int, list[int]] = {}
        ranks_of_looks: dict[tuple[int, str], list[int]] = {}
        for block in headings:
            named = self._named(block)
            if named and block.level:
                ranks.setdefault(block.level, []).append(named.rank)
                ranks_of_looks.setdefault((block.level, block.style), []).append(named.rank)
        self._rank_of_level = {level: mode(found) for level, found in ranks.items()}
        self._rank_of_look = {look: mode(found) for look, found in ranks_of_looks.items()}

    def read(
        self, block: Block, current_rank: int, current_is_untold: bool, next_is_article: bool, in_body: bool
    ) -> Division:
        """Say what a heading opens.

        current_rank: of the innermost open division (0 for none); current_is_untold: whether that one was placed only
        by where it stands; next_is_article: whether the next heading opens an article; in_body: whether it stands among
        the articles of the rule itself.
        """
        named = self._named(block)
        if named:
            return named
        rank = self._rank_of_look.get((block.level, block.style)) or (self._rank(block.level) if block.level else 0)
        if rank == ARTICLE_RANK and in_body and not block.marker and not next_is_article:
            return Division(ClauseKind.ARTICLE, "artikel", "", rank, "art")  # an article without a number
        relative = not rank or rank == ARTICLE_RANK
        if relative:
            rank = current_rank if current_is_untold else current_rank + 1
        if next_is_article:
            rank = min(rank, ARTICLE_RANK - 1)  # what stands right above an article holds it
        rank = max(rank, TOP_RANK + 1)
        number = unit_word(block.marker)[1]
        kind = ClauseKind.CHAPTER if rank <= 40 else ClauseKind.SECTION
        if number and next_is_article and kind is ClauseKind.SECTION:
            return Division(kind, kind.value, number, rank, "subsec")
        return Division(kind, "", number, rank, "div", relative)

    def _named(self, block: Block) -> Division | None:
        word, number = unit_word(block.marker)
        word = word if word in _WORDS else _ROLES.get(block.role, block.role)
        if not word and _ANNEX.match(block.text) and not block.marker:
            word = "bijlage"
        if word in _WORDS:
            kind, rank, stem = _WORDS[word]
            if word == "artikel" and self._outer_articles and number.isupper() and roman_value(number):
                rank = OUTER_ARTICLE_RANK
            return Division(kind, word, number, rank, stem)
        return self._numbered(block, number)

    def _numbered(self, block: Block, number: str) -> Division | None:
        if self._roman_chapters and number.isupper() and roman_value(number):
            return Division(ClauseKind.CHAPTER, "hoofdstuk", number, ROMAN_CHAPTER_RANK, "chp")
        found = counts(block.marker)
        if not found or found[0].series not in (Series.SECTION, Series.DECIMAL):
            return None
        parts = number.count(".") if found[0].series is Series.SECTION else 0
        if self._has_chapters and not parts and block.role != "divisie":
            parts = 1
        rank = _NUMBERED_RANKS[min(parts, len(_NUMBERED_RANKS) - 1)]
        kind = ClauseKind.SECTION if parts else ClauseKind.CHAPTER
        within = number.split(".")[0] if number.count(".") else ""
        return Division(kind, kind.value, number, rank, "subsec" if parts else "chp", within=within)

    def _rank(self, level: int) -> int:
        """Place a heading by its level among those whose rank is known."""
        known = self._rank_of_level
        if level in known:
            return known[level]
        above = [each for each in known if each < level]
        if above:
            return known[max(above)] + level - max(above)
        below = [each for each in known if each > level]
        if below:
            return known[min(below)] - (min(below) - level)
        return 30 + 10 * level


def is_heading(block: Block) -> bool:
    """Whether a block opens a division: a heading, or an unstyled line that begins with "Artikel 3"."""
    if block.kind is BlockKind.HEADING:
        return True
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and unit_word(block.marker)[0] in _WORDS


def is_line_in_italics(block: Block) -> bool:
    """Whether a block is a line of its own, wholly in italics, that is no sentence; where the format has no pages."""
    plain = block.kind is BlockKind.PARAGRAPH and not block.marker and not block.level and block.page is None
    in_italics = "cursief" in block.style.split() and len(block.text) <= LONGEST_LINE
    return (
        plain
        and in_italics
        and block.text[:1].isupper()
        and not block.text.rstrip().endswith((".", ":", ";", ",", ")"))
    )


def opens_article(block: Block) -> bool:
    """Whether a block is the heading of an article."""
    return is_heading(block) and (unit_word(block.marker)[0] == "artikel" or block.role in ("artikel", "wijzigartikel"))
