"""What stands around a block: which heading comes next, which headings look alike, what the title is.

All of it is read once, before the tree is built, so that no block needs a look at the whole document.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from tracker.model import Block, BlockKind
from tracker.split.divisions import flat_levels, is_explanation, is_heading, is_named, opens_article, read_heading
from tracker.split.parts import enactments, opens_rule

TITLE_REACH = 8
"""Blocks at the start of a document among which its title is looked for."""

_TITLE_ROLES = ("intitule", "regelingopschrift", "citeertitel", "titel")


class Surroundings:
    """The blocks of a document, and what can be known of each by those around it.

    enactments: where a rule opens in the midst of a document; flat_levels: levels of headings that tell nothing.
    """

    def __init__(self, blocks: Sequence[Block], title: str = "") -> None:
        self.blocks = blocks
        self.enactments = enactments(blocks)
        self.flat_levels = flat_levels(blocks)
        self.has_articles = any(opens_article(block) for block in blocks)
        self._title = " ".join(title.lower().split())
        self._next_heading = _next(blocks, is_heading)
        self._next_article = _next(blocks, opens_article)
        self._next_division = _next(blocks, lambda block: is_named(block) or is_explanation(block))
        self._looks = Counter((block.level, block.style) for block in blocks if block.kind is BlockKind.HEADING)

    def below(self, position: int) -> Block | None:
        """Return the block right after one."""
        return self.blocks[position + 1] if position + 1 < len(self.blocks) else None

    def article_to_come(self, position: int) -> str:
        """Return the number of the next article, empty where none comes or it has none."""
        following = self._next_article[position]
        return read_heading(following).number if following is not None else ""

    def rule_goes_on(self, position: int) -> bool:
        """Whether a further division of the rule itself comes, before any annex or note."""
        following = self._next_division[position]
        return following is not None and read_heading(following).word != "bijlage" and not is_explanation(following)

    # ---------------------------------------------------------------- titles

    def is_title(self, position: int, within_division: bool) -> bool:
        """Whether a heading is the title of the document, or a line of its title page."""
        block = self.blocks[position]
        if block.marker or is_explanation(block):
            return False
        if block.role in _TITLE_ROLES:
            return True
        if position >= TITLE_REACH or block.role or within_division or read_heading(block).word:
            return False
        if self._like_title(block) or self._is_line_of_title_page(position):
            return True
        return self.has_articles and self._stands_above_opening(position)

    def _is_line_of_title_page(self, position: int) -> bool:
        """Whether a heading stands among others at the very start, and none later looks like it."""
        block = self.blocks[position]
        alone = self._looks[block.level, block.style] == 1 and bool(block.level or block.style)
        return alone and all(
            each.kind is BlockKind.HEADING and not is_named(each) and not is_explanation(each)
            for each in self.blocks[: position + 2]
        )

    def _stands_above_opening(self, position: int) -> bool:
        """Whether the opening of a rule, or its first numbered heading, comes below a heading: then it is the title."""
        following = self._next_heading[position]
        below = self.blocks[position + 1 : position + 1 + TITLE_REACH]
        opening = any(opens_rule(block.text) for block in below if block.kind is not BlockKind.HEADING)
        return opening or following is None or bool(following.marker)

    def _like_title(self, block: Block) -> bool:
        """Whether a heading prints the title of the document, or a part of it."""
        said = " ".join(block.text.lower().split())
        return len(said) > 3 and bool(self._title) and (said in self._title or self._title in said)


def _next(blocks: Sequence[Block], wanted: Callable[[Block], bool]) -> list[Block | None]:
    """Return for each block the first one after it that is wanted."""
    found: list[Block | None] = [None] * len(blocks)
    for position in range(len(blocks) - 2, -1, -1):
        found[position] = blocks[position + 1] if wanted(blocks[position + 1]) else found[position + 1]
    return found
