"""From blocks to a tree: which heading holds what, which lid an item belongs to, where a rule opens and closes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.model import Block, BlockKind, ClauseKind, Part
from tracker.split.definitions import defined_term, introduces_definitions, is_definition_heading
from tracker.split.divisions import (
    ARTICLE_RANK,
    TOP_RANK,
    Division,
    DivisionReader,
    explained_articles,
    explains_a_part,
    explanation_stem,
    is_explanation,
    is_heading,
    is_line_in_italics,
    opens_article,
)
from tracker.split.lists import OpenLists, continued_later, readings_in_context
from tracker.split.numbering import Count, Series, clean_number, counts, unit_word
from tracker.split.parts import (
    OPENING_WORDS,
    considers,
    enactments,
    introduces_considerations,
    is_closing,
    is_done,
)
from tracker.split.tree import Node

TITLE_REACH = 8
"""Blocks at the start of a document among which its title is looked for."""

_TITLE_ROLES = ("intitule", "regelingopschrift", "citeertitel", "titel")


def build_tree(blocks: Sequence[Block], title: str = "") -> Node:
    """Build the tree of a document; its root is virtual."""
    builder = _Builder(blocks, title)
    for position, block in enumerate(blocks):
        builder.add(position, block)
    _settle(builder.root)
    return builder.root


def _settle(node: Node) -> None:
    """Give an article that has one paragraph that paragraph as its own text; top down, without recursion."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each.kind is ClauseKind.ARTICLE and not each.virtual and not each.texts:
            leading = []
            for child in each.children:
                if child.unit != "alinea":
                    break
                leading.append(child)
            first = leading[0] if leading else None
            if first and (len(leading) == 1 or first.children):
                each.absorb(first)
        waiting.extend(each.children)


def _next(blocks: Sequence[Block], wanted: Callable[[Block], bool]) -> list[Block | None]:
    """Return for each block the first one after it that is wanted."""
    found: list[Block | None] = [None] * len(blocks)
    for position in range(len(blocks) - 2, -1, -1):
        found[position] = blocks[position + 1] if wanted(blocks[position + 1]) else found[position + 1]
    return found


class _Builder:
    """The open divisions and lists, while the blocks come by in reading order."""

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self.blocks = blocks
        self.title = title
        self.reader = DivisionReader(blocks)
        self.next_heading = _next(blocks, is_heading)
        self.next_article = _next(blocks, opens_article)
        self.enactments = enactments(blocks)
        self.continued = continued_later(blocks)
        self.root = Node(ClauseKind.CHAPTER, "", "", virtual=True)
        self.opening: Node | None = None
        self.closing: Node | None = None
        self.divisions: list[Node] = [self.root]
        self.lists = OpenLists()
        self.last_article = ""  # number of the last article of the body itself
        self.considering = False

    # ---------------------------------------------------------------- which way a block goes

    def add(self, position: int, block: Block) -> None:
        if is_heading(block) and not self._is_title(position, block):
            self._open_division(position, block)
        elif self._stands_for_heading(position, block):
            self._open_division(position, replace(block, kind=BlockKind.HEADING))
        elif block.kind is BlockKind.NOTE:
            self._add_leaf(block, Node(ClauseKind.PARAGRAPH, "noot", "fn"))
        elif block.kind is BlockKind.ROW:
            self._add_leaf(block, Node(ClauseKind.PARAGRAPH, "rij", "row"))
        elif block.kind is BlockKind.HEADING:
            self._add_title(block)
        else:
            self._turn_to_part(position, block)
            if block.kind is BlockKind.ITEM and (counts(block.marker) or block.role):
                self._add_item(position, block)
            else:
                self._add_paragraph(block)

    def _stands_for_heading(self, position: int, block: Block) -> bool:
        """Whether a short line in italics heads the text below it, as editors do who have no headings to spare."""
        if not is_line_in_italics(block) or position + 1 == len(self.blocks) or self.container.part is Part.CLOSING:
            return False
        following = self.blocks[position + 1]
        runs_on = following.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not is_line_in_italics(following)
        return (
            runs_on
            and self.container is not self.root
            and self.container.part is not Part.OPENING
            and (self.container.kind is not ClauseKind.ARTICLE)
        )

    @property
    def container(self) -> Node:
        """The innermost open division."""
        return self.divisions[-1]

    def _open(self, node: Node, block: Block) -> None:
        node.label, node.page, node.eid = block.marker, block.page, block.eid
        node.number = node.number or clean_number(block.marker)

    # ---------------------------------------------------------------- headings

    def _is_title(self, position: int, block: Block) -> bool:
        if block.role in _TITLE_ROLES and not block.marker:
            return True
        if position >= TITLE_REACH or block.marker or block.role or is_explanation(block) or len(self.divisions) > 2:
            return False
        before = [each for each in self.blocks[:position] if each.kind is BlockKind.HEADING]
        if any(each.marker for each in before):
            return False
        return self._like_title(block) or (self.reader.has_articles and not self._opens_more_than_the_text(position))

    def _opens_more_than_the_text(self, position: int) -> bool:
        """Whether a heading above the first article is more than a title: no opening words of a rule come below it."""
        following = self.next_heading[position]
        below = self.blocks[position + 1 : position + 1 + TITLE_REACH]
        opening = any(block.text.lower().startswith(OPENING_WORDS) for block in below)
        return not opening and following is not None and not following.marker

    def _like_title(self, block: Block) -> bool:
        """Whether a heading prints the title of the document, or a part of it."""
        said, title = " ".join(block.text.lower().split()), " ".join(self.title.lower().split())
        return not block.marker and bool(title) and len(said) > 3 and (said in title or title in said)

    def _add_title(self, block: Block) -> None:
        node = Node(ClauseKind.PARAGRAPH, "opschrift", "longTitle", heading=block.text)
        self._open(node, block)
        self._part_node(Part.OPENING).children.append(node)

    def _open_division(self, position: int, block: Block) -> None:
        if block.kind is not BlockKind.HEADING and block.text.endswith((".", ";", ":")) and len(block.text) > 60:
            heading, words = "", block.text  # "Artikel 3 Het college ..." is the article and its first words
        else:
            heading, words = block.text, ""
        division = self._read_division(position, block)
        self._leave_deeper_than(division, block)
        node = Node(
            self._kind(division.kind), division.word or "kop", division.stem, number=division.number, rank=division.rank
        )
        node.heading, node.untold = heading, division.relative
        node.part = self._part_of(division)
        self._open(node, block)
        self.container.children.append(node)
        self.divisions.append(node)
        self.lists.close()
        self.considering = False
        if words:
            self._add_paragraph(Block(BlockKind.PARAGRAPH, words, page=block.page, links=block.links))

    def _read_division(self, position: int, block: Block) -> Division:
        explained = explained_articles(block)
        if explained and (self._in_explanation() or is_explanation(block)):
            rank = ARTICLE_RANK if self._in_explanation() else ARTICLE_RANK + 1
            return Division(ClauseKind.EXPLANATION, "artikel", explained, rank, "art")
        following = self.next_heading[position]
        next_is_article = following is not None and opens_article(following)
        in_body = bool(self.last_article) and self.container.part in (Part.UNKNOWN, Part.BODY)
        division = self.reader.read(
            block, self.container.rank, self.container.untold, next_is_article=next_is_article, in_body=in_body
        )
        if is_explanation(block):
            rank = self._rank_of_explanation(position, block, division)
            return Division(ClauseKind.EXPLANATION, "toelichting", "", rank, explanation_stem(block.text))
        if division.word == "artikel" and not self._in_explanation():
            self.last_article = division.number
        return division

    def _rank_of_explanation(self, position: int, block: Block, division: Division) -> int:
        """A note stands beside the rule or below its article; where no articles are it is a part like others."""
        if self._stands_between_articles(position):
            return ARTICLE_RANK + 1
        if self._in_explanation() and explains_a_part(block.text):
            return division.rank
        plain = block.part is Part.UNKNOWN and not block.role
        return division.rank if plain and not self.reader.has_articles else TOP_RANK

    def _stands_between_articles(self, position: int) -> bool:
        """Whether a note explains the article before it: the next article is the next one of the rule."""
        following = self.next_article[position]
        if following is None or not self.last_article.isdigit() or self._in_explanation():
            return False
        number = clean_number(unit_word(following.marker)[1])
        return number.isdigit() and int(number) == int(self.last_article) + 1 > 2

    def _in_explanation(self) -> bool:
        return any(node.part is Part.EXPLANATION for node in self.divisions)

    def _leave_deeper_than(self, division: Division, block: Block) -> None:
        if division.rank <= TOP_RANK and not (block.level > 1 and self._in_explanation()):
            self.divisions = [self.root]
        while len(self.divisions) > 1 and (self.container.rank >= division.rank or self._is_other_chapter(division)):
            self.divisions.pop()
        if self.container.virtual and self.container is not self.root:
            self.divisions = [self.root]

    def _is_other_chapter(self, division: Division) -> bool:
        """Whether a section names another chapter than the open one: 4.1 does not stand in chapter 3."""
        open_chapter = self.container.number if self.container.stem == "chp" else ""
        plain = open_chapter.isdigit() and division.within.isdigit() and not unit_word(self.container.label)[0]
        return plain and division.within != open_chapter

    def _part_of(self, division: Division) -> Part:
        if division.kind is ClauseKind.EXPLANATION:
            return Part.EXPLANATION
        return Part.ANNEX if division.kind is ClauseKind.ANNEX else self.container.part

    def _kind(self, kind: ClauseKind) -> ClauseKind:
        """All that stands in an explanatory note is explanation."""
        return ClauseKind.EXPLANATION if self._in_explanation() else kind

    # ---------------------------------------------------------------- opening and closing

    def _turn_to_part(self, position: int, block: Block) -> None:
        before_body = self.container is self.root and self.reader.has_articles and self.closing is None
        if position in self.enactments and self.container not in (self.root, self.opening):
            self._open_another_rule()
        elif block.part is Part.OPENING or (before_body and block.part is Part.UNKNOWN):
            self._enter(Part.OPENING)
        elif self._closes(position, block):
            self._enter(Part.CLOSING)

    def _open_another_rule(self) -> None:
        """Begin a rule in the midst of a document: what came before it (a proposal, its explanation) is over."""
        self.opening, self.last_article = None, ""
        self._enter(Part.OPENING)

    def _closes(self, position: int, block: Block) -> bool:
        if block.part is Part.CLOSING:
            return True
        following = self.next_heading[position]
        if block.part is not Part.UNKNOWN or block.marker or (following is not None and opens_article(following)):
            return False
        if is_done(block):
            return self.container.part in (Part.UNKNOWN, Part.BODY)
        return bool(self.last_article) and self.container.kind is ClauseKind.ARTICLE and is_closing(block)

    def _enter(self, part: Part) -> None:
        node = self._part_node(part)
        if self.container is not node:
            self.divisions = [self.root, node]
            self.considering = False
            self.lists.close()

    def _part_node(self, part: Part) -> Node:
        """The virtual node that holds the opening or the closing, made when first needed."""
        if part is Part.OPENING and self.opening is None:
            self.opening = Node(ClauseKind.CHAPTER, "aanhef", "formula_1", virtual=True, part=part)
            self.root.children.append(self.opening)
        if part is Part.CLOSING and (self.closing is None or self.root.children[-1] is not self.closing):
            self.closing = Node(ClauseKind.CHAPTER, "slot", "formula_2", virtual=True, part=part)
            self.root.children.append(self.closing)
        return self.opening if part is Part.OPENING else self.closing  # type: ignore[return-value]

    # ---------------------------------------------------------------- paragraphs

    def _add_paragraph(self, block: Block) -> None:
        holder = self.lists.item_of(block)
        if holder is not None and not holder.children:
            holder.add_text(block)
            return
        consideration = self._considers(block)
        parent = holder or self.container
        node = Node(
            self._kind(ClauseKind.CONSIDERATION if consideration else ClauseKind.PARAGRAPH),
            "overweging" if consideration else "alinea",
            "recital" if consideration else "content",
        )
        self._open(node, block)
        introduces = block.text.rstrip().endswith(":")
        if self._defines(parent) and not introduces and (term := defined_term(block.text)):
            node.kind, node.unit, node.term = self._kind(ClauseKind.DEFINITION), "definitie", term
        node.add_text(block)
        parent.children.append(node)
        if holder is None:
            self.lists.end_by(node)

    def _considers(self, block: Block) -> bool:
        part = self.container.part
        if self.container.kind is ClauseKind.ARTICLE or part not in (Part.UNKNOWN, Part.BODY, Part.OPENING):
            return block.role == "considerans"
        begins = considers(block, in_opening=part is Part.OPENING)
        self.considering = begins and introduces_considerations(block)
        return begins

    def _defines(self, parent: Node) -> bool:
        return parent.kind is ClauseKind.ARTICLE and is_definition_heading(parent.heading)

    # ---------------------------------------------------------------- lists

    def _add_item(self, position: int, block: Block) -> None:
        readings = readings_in_context(self.blocks, position)
        count = self.lists.place(block, readings)
        parent = self.lists.items[-1] if self.lists.items else self._holder_of_list(block, count)
        node = self._item_node(block, parent, count)
        self._open(node, block)
        node.count, node.depth = count, block.level or len(self.lists.items) + 1
        node.continued = self.continued[position]
        node.add_text(block)
        parent.children.append(node)
        self.lists.items.append(node)

    def _item_node(self, block: Block, parent: Node, count: Count) -> Node:
        if block.role == "lid" or (not self.lists.items and self._opens_lid(parent, count)):
            return Node(self._kind(ClauseKind.MEMBER), "lid", "para")
        if self.considering or block.role == "considerans":
            listed = parent.kind is ClauseKind.CONSIDERATION
            unit, stem = ("onderdeel", "item") if listed else ("overweging", "recital")
            return Node(self._kind(ClauseKind.CONSIDERATION), unit, stem)
        if block.role == "definitie" or self._holds_definitions(parent):
            return Node(self._kind(ClauseKind.DEFINITION), "onderdeel", "item", term=defined_term(block.text))
        return Node(self._kind(ClauseKind.ITEM), "onderdeel", "item")

    def _opens_lid(self, parent: Node, count: Count) -> bool:
        """A number at the top of an article begins a lid, unless a sentence that ends in a colon introduces a list."""
        if count.series is not Series.DECIMAL or parent is not self.container:
            return False
        in_article = self.container.kind is ClauseKind.ARTICLE or self.container.unit == "artikel"
        return in_article and not is_definition_heading(self.container.heading)

    def _holds_definitions(self, parent: Node) -> bool:
        if parent.kind is ClauseKind.DEFINITION or parent.unit == "onderdeel":
            return False
        if introduces_definitions(parent.text):
            return True
        return self._defines(parent) or (parent.unit in ("alinea", "lid") and self._defines(self.container))

    def _holder_of_list(self, block: Block, count: Count) -> Node:
        """What an outermost item belongs to: the paragraph before it when that introduces a list, else the division."""
        if self.lists.paragraph is None:
            return self.container
        introduces = self.lists.paragraph.text.rstrip().endswith((":", ",", "–", "…"))
        in_article = self.container.unit == "artikel"
        if in_article and count.series is Series.DECIMAL and not introduces and block.role != "onderdeel":
            return self.container
        return self.lists.paragraph

    # ---------------------------------------------------------------- rows and notes

    def _add_leaf(self, block: Block, node: Node) -> None:
        self._open(node, block)
        node.kind = self._kind(node.kind)
        node.add_text(block)
        self.container.children.append(node)
