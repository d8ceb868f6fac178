"""What a heading opens, and which open divisions hold it: hoofdstuk, paragraaf, artikel, bijlage, toelichting.

Publishers' markup and the word before the number say outright what a heading is. A heading without either is placed by
its number ("2.1" lies in "2"), then by its level, then by its looks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.model import Block, BlockKind, ClauseKind
from tracker.split.numbering import Count, Series, counts, roman_value, unit_word
from tracker.split.tree import Node

LONGEST_LINE = 100
"""Characters of a line in italics that can head the text below it."""

_SENTENCE_ENDS = (".", ":", ";", ",", ")")

TOP_RANK = 5  # annexes and notes
NOTE_PART_RANK = 10  # the general part of a note, and its part on the articles
CHAPTER_RANK = 40
SECTION_RANK = 60
ARTICLE_RANK = 100

# word: (kind, rank, stem of the eid as STOP names it)
_WORDS: dict[str, tuple[ClauseKind, int, str]] = {
    "boek": (ClauseKind.CHAPTER, 20, "book"),
    "deel": (ClauseKind.CHAPTER, 25, "part"),
    "titel": (ClauseKind.CHAPTER, 30, "title"),
    "hoofdstuk": (ClauseKind.CHAPTER, CHAPTER_RANK, "chp"),
    "afdeling": (ClauseKind.CHAPTER, 50, "subchp"),
    "paragraaf": (ClauseKind.SECTION, SECTION_RANK, "subsec"),
    "subparagraaf": (ClauseKind.SECTION, 70, "subsec"),
    "subsubparagraaf": (ClauseKind.SECTION, 75, "subsec"),
    "artikel": (ClauseKind.ARTICLE, ARTICLE_RANK, "art"),
    "bijlage": (ClauseKind.ANNEX, TOP_RANK, "cmp"),
}
_ROLES = {"wijzigartikel": "artikel", "wijzigbijlage": "bijlage"}
EXPLANATION_ROLES = frozenset({"toelichting", "nota-toelichting", "algemenetoelichting", "artikelgewijzetoelichting"})
_DEPTH_ROLES = frozenset({*_WORDS, *_ROLES, *EXPLANATION_ROLES, "divisie", "artikelsgewijzetoelichting"})

_EXPLANATION = re.compile(
    r"(?:(?:nota|memorie) van |algemene |artikel(?:s|en)?gewijze |inhoudelijke )?toelichting(?:en)?\b"
    r"(?!\s+op\s+de\s+(?:vraag|vragen))|artikel(?:s|en)?gewij(?:s|ze)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"algeme(?:en|ne)(?:\s+(?:deel|gedeelte|toelichting|inleiding))?[.:]?$|algemene toelichting", re.IGNORECASE
)
_PER_ARTICLE = re.compile(
    r"(?:toelichting\s+)?artikel(?:s|en)?gewij(?:s|ze)\b|toelichting\s+(?:per\s+artikel|op\s+de\s+(?:afzonderlijke\s+)?artikelen)",
    re.IGNORECASE,
)
_OF_ARTICLES = re.compile(
    r"(?:toelichting\s+)?(?:(?:op|bij|ad)\s+)?(?:de\s+)?artikel(?:en)?\s+(?P<number>\d\S*(?:\s.{0,40})?)", re.IGNORECASE
)
_ONLY_ARTICLES = re.compile(
    r"artikel(?:en)?\s+\d+[a-z]*(?:[.:]\d+[a-z]*)*(?:(?:\s*,|\s+en|\s+t/m|\s+tot\s+en\s+met|\s*[-–])\s+(?:artikel\s+)?"
    r"(?:\d+[a-z]*(?:[.:]\d+[a-z]*)*|\w+(?:\s+(?:en|tot\s+en\s+met)\s+\w+)?\s+lid|onderdeel\s+\w+))*[.:]?",
    re.IGNORECASE,
)
_ONLY_ARTICLE = re.compile(r"(?:enig|enkel) artikel[.:]?", re.IGNORECASE)
_ANNEX = re.compile(r"(?:bijlagen?|appendix|annex)\b(?!\s+(?:is|zijn|wordt|worden))", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """What a heading block says of itself; `word` is empty where neither its marker nor its role names the division.

    on_flat_level: whether divisions of different depth have its level in this document, so that it tells nothing.
    """

    block: Block
    word: str
    number: str
    readings: tuple[Count, ...]
    on_flat_level: bool = False

    @property
    def level(self) -> int:
        """The depth that the parser gave, 0 where it is not known."""
        return self.block.level

    @property
    def kind(self) -> ClauseKind:
        """The kind of what a named heading opens."""
        return _WORDS[self.word][0]

    @property
    def rank(self) -> int:
        """How deep what a named heading opens goes."""
        return _WORDS[self.word][1]

    @property
    def stem(self) -> str:
        """The stem of the eid of what a named heading opens."""
        return _WORDS[self.word][2]


def read_heading(block: Block) -> Heading:
    """Read the word and the number of a heading."""
    word, number = unit_word(block.marker)
    if word not in _WORDS:
        word = _ROLES.get(block.role, block.role)
    if word not in _WORDS and not block.marker:
        word = "bijlage" if _ANNEX.match(block.text) else "artikel" if _ONLY_ARTICLE.fullmatch(block.text) else ""
    word = word if word in _WORDS else ""
    return Heading(block, word, number, counts(number))


def flat_levels(blocks: Iterable[Block]) -> frozenset[int]:
    """Return the levels that divisions of different depth share: a chapter and its articles, "1" and "1.1"."""
    ranks: dict[int, set[int]] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level and not block.role:
            rank = _told_rank(read_heading(block))
            if rank > TOP_RANK:
                ranks.setdefault(block.level, set()).add(rank)
    return frozenset(level for level, found in ranks.items() if len(found) > 1)


def _told_rank(heading: Heading) -> int:
    if heading.word:
        return heading.rank
    section = heading.readings and heading.readings[0].series is Series.SECTION
    return SECTION_RANK + heading.number.count(".") if section else CHAPTER_RANK if heading.readings else 0


def is_heading(block: Block) -> bool:
    """Whether a block opens a division: a heading, or an unstyled line that begins with "Artikel 3"."""
    if block.kind is BlockKind.HEADING:
        return True
    if not block.marker or block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    return unit_word(block.marker)[0] in _WORDS


def opens_article(block: Block) -> bool:
    """Whether a block is the heading of an article."""
    return is_heading(block) and read_heading(block).word == "artikel"


def is_named(block: Block) -> bool:
    """Whether a block is a heading that says what it opens, or counts: no mere title above some text."""
    return is_heading(block) and (bool(read_heading(block).word) or bool(read_heading(block).readings))


# ---------------------------------------------------------------------------- explanatory notes


def is_explanation(block: Block) -> bool:
    """Whether a heading has the words, or the role, of an explanatory note."""
    if block.kind is not BlockKind.HEADING:
        return False
    if block.role in EXPLANATION_ROLES or block.role == "artikelsgewijzetoelichting":
        return True
    return not unit_word(block.marker)[0] and has_words_of_note(block.text)


def has_words_of_note(title: str) -> bool:
    """Whether a title is that of an explanatory note ("Artikelsgewijze toelichting")."""
    return bool(_EXPLANATION.match(title))


def explanation_stem(text: str) -> str:
    """Name a note, or a part of one, in an eid: general and per article as STOP does."""
    if _PER_ARTICLE.match(text):
        return "artrecital"
    return "genrecital" if _GENERAL.match(text) else "recital"


def explained_articles(block: Block) -> str:
    """Return which articles a heading in a note explains ("Artikelen 12 en 23" gives "12 en 23"), empty for others."""
    match = _OF_ARTICLES.fullmatch(block.text)
    return match["number"].rstrip(".:") if match and not block.marker else ""


def is_line_in_italics(block: Block) -> bool:
    """Whether a block is a line of its own, wholly in italics, that is no sentence; where the format has no pages."""
    plain = block.kind is BlockKind.PARAGRAPH and not block.marker and not block.level and block.page is None
    in_italics = "cursief" in block.style.split() and len(block.text) <= LONGEST_LINE
    return plain and in_italics and block.text[:1].isupper() and not block.text.rstrip().endswith(_SENTENCE_ENDS)


def names_only_articles(block: Block) -> bool:
    """Whether a line of a note says no more than which articles it speaks of: "Artikelen 3 en 4"."""
    unmarked = block.kind is BlockKind.PARAGRAPH and not block.marker
    return unmarked and bool(_ONLY_ARTICLES.fullmatch(block.text.strip()))


# ---------------------------------------------------------------------------- what holds what


def kept_for_named(opened: Sequence[Node], heading: Heading) -> int:
    """Return how many of the open divisions, outermost first, hold a heading that says what it is."""
    kept = len(opened)
    while kept > 1 and not _holds_named(opened[kept - 1], heading):
        kept -= 1
    return kept


def _holds_named(node: Node, heading: Heading) -> bool:
    if node.virtual:
        return False
    nested = heading.block.role in _DEPTH_ROLES and node.role in _DEPTH_ROLES
    if nested and heading.level and node.level:
        return heading.level > node.level
    if heading.rank == TOP_RANK:
        return False
    return node.rank < heading.rank


def kept_for_unnamed(opened: Sequence[Node], heading: Heading, next_opens_article: bool) -> int:
    """Return how many of the open divisions, outermost first, hold a heading that has at most a number."""
    return (
        _kept_for_section(opened, heading)
        or _kept_for_next_number(opened, heading)
        or _kept_for_level(opened, heading, next_opens_article)
    )


def _kept_for_section(opened: Sequence[Node], heading: Heading) -> int:
    """Place "2.1" within "2", or beside "1.4" where no "2" is open."""
    if not heading.readings or heading.readings[0].series is not Series.SECTION:
        return 0
    for kept in range(len(opened), 1, -1):
        number = opened[kept - 1].number
        if number and re.match(rf"{re.escape(number)}[.:]", heading.number):
            return kept
    parts = heading.number.count(".")
    for kept in range(len(opened), 1, -1):
        node = opened[kept - 1]
        if (
            node.count
            and node.count.series is Series.SECTION
            and node.number.count(".") == parts
            and node.rank < ARTICLE_RANK
        ):
            return kept - 2 if _is_other_chapter(opened[kept - 2], heading.number) else kept - 1
    return next((at for at in range(1, len(opened)) if _is_other_chapter(opened[at], heading.number)), 0)


def _is_other_chapter(node: Node, number: str) -> bool:
    """Whether a section names another chapter than the open one: 4.1 does not stand in chapter 3."""
    first = re.split(r"[.:]", number)[0]
    return node.stem == "chp" and node.number.isdigit() and not unit_word(node.label)[0] and node.number != first


def _kept_for_next_number(opened: Sequence[Node], heading: Heading) -> int:
    """Place "B." beside "A.", however deep what stands in between."""
    for kept in range(len(opened), 1, -1):
        node = opened[kept - 1]
        same_depth = not heading.level or not node.level or heading.level == node.level
        if node.count and node.unit != "artikel" and same_depth:
            following = [each for each in heading.readings if each.follows(node.count)]
            if following and _is_unnamed(node):
                return kept - 1
    return 0


def _kept_for_level(opened: Sequence[Node], heading: Heading, next_opens_article: bool) -> int:
    kept = len(opened)
    while kept > 1 and not _holds_unnamed(opened, kept - 1, heading, next_opens_article):
        kept -= 1
    return kept


def _holds_unnamed(opened: Sequence[Node], at: int, heading: Heading, next_opens_article: bool) -> bool:
    node = opened[at]
    if node.virtual:
        return False
    if node.rank <= NOTE_PART_RANK:
        return True
    if node.unit == "artikel" and next_opens_article:
        return False
    if heading.level and node.level and heading.level != node.level:
        return heading.level > node.level
    if not _is_unnamed(node):
        return node.unit != "artikel" or not (heading.level and node.level)
    if heading.level and not node.level:  # what was placed by its looks lies within what has a level
        return False
    if node.level and not heading.level:
        return True
    if heading.level and not heading.on_flat_level:
        return False
    return _counts_within(heading, node) or _looks_within(opened, at, heading)


def _counts_within(heading: Heading, node: Node) -> bool:
    """Whether a title stands below a number, or a first number below one of another series: "A." below "2."."""
    if node.count is None:
        return False
    return not heading.readings or (heading.readings[0].opens() and not heading.readings[0].like(node.count))


def _looks_within(opened: Sequence[Node], at: int, heading: Heading) -> bool:
    """Whether a heading of unknown level looks other than the open one, and than those around it."""
    style = heading.block.style
    around = [each.style for each in opened[1:at] if _is_unnamed(each) and each.level == heading.level]
    return opened[at].style != style and style not in around


def _is_unnamed(node: Node) -> bool:
    return unit_word(node.label)[0] not in _WORDS and node.role not in _WORDS


def rank_within(parent: Node) -> int:
    """Return the rank of a heading without a name of its own in what holds it: deeper, and still above articles."""
    if parent.unit == "artikel" or parent.rank > ARTICLE_RANK:
        return ARTICLE_RANK + 5
    if parent.rank == 0:
        return CHAPTER_RANK
    return min(ARTICLE_RANK - 2, max(SECTION_RANK, parent.rank + 5))


def is_roman(number: str) -> bool:
    """Whether an article is numbered in roman, as those of a decision that amends are."""
    return number.isupper() and roman_value(number) is not None
