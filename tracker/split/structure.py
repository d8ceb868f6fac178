"""From blocks to a tree: which heading holds what, which lid an item belongs to, where a list ends.

Decisions that hold for all formats:
- An article with one paragraph before its parts holds it as its own text; of more paragraphs each is an alinea.
- A lid or item holds the paragraphs that go on with it before its own list; one after that list is an alinea within it.
- A list belongs to the paragraph before it, and to the article where that paragraph became the article's own text.
- Every table row is a clause, so that it can be cited; a footnote is one too, never part of the text that it explains.
- All that stands in an explanatory note has the kind `toelichting`.
"""

from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Block, BlockKind, ClauseKind, Part
from tracker.split.amendments import amends, instructs, is_empty_place
from tracker.split.definitions import defined_term, introduces_definitions, is_definition_heading, term_of_row
from tracker.split.divisions import (
    ARTICLE_RANK,
    NOTE_PART_RANK,
    TOP_RANK,
    Heading,
    explained_articles,
    explanation_stem,
    has_words_of_note,
    is_explanation,
    is_heading,
    is_line_in_italics,
    is_named,
    is_roman,
    kept_for_named,
    kept_for_unnamed,
    names_only_articles,
    opens_article,
    rank_within,
    read_heading,
)
from tracker.split.lists import Frame, OpenList, goes_on_exactly, hidden_item, place, readings_in_context
from tracker.split.numbering import Count, Series, clean_number, counts, is_next_number
from tracker.split.parts import (
    considers,
    goes_on_considering,
    introduces_considerations,
    is_closing,
    is_done,
    opens_rule,
    signs_off,
)
from tracker.split.settling import settle
from tracker.split.surroundings import Surroundings
from tracker.split.tree import Node

HEADING_WORDS = 14
"""Words that a line such as "Artikel 3 ..." may have after its number to be a heading, where it is not set as one."""

SIGNATURE_LENGTH = 80
"""Characters of a heading in the closing: a name, an office."""

_LIST_INTRODUCTION = (":", ",", "–", "…")


def build_tree(blocks: Sequence[Block], title: str = "") -> Node:
    """Build the tree of a document; its root is virtual."""
    builder = _Builder(blocks, title)
    for position in range(len(blocks)):
        builder.add(position)
    settle(builder.root)
    return builder.root


class _Builder:
    """The open divisions and lists, while the blocks come by in reading order."""

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self.around = Surroundings(blocks, title)
        self.root = Node(ClauseKind.CHAPTER, "", "", virtual=True)
        self.frames = [Frame(self.root)]
        self.tip = self.root  # the last node, which a footnote belongs to
        self.body_article = ""  # number of the last article of the rule itself
        self.considering = False
        self.groups = 0
        self.after_row = False

    # ---------------------------------------------------------------- which way a block goes

    @property
    def frame(self) -> Frame:
        """The innermost open division."""
        return self.frames[-1]

    def add(self, position: int) -> None:
        """Add the block at a position."""
        block = self.around.blocks[position]
        self._turn_to_part(position, block)
        if block.kind is BlockKind.NOTE:
            self._add_note(block)
        elif block.kind is BlockKind.ROW:
            self._add_row(block)
        elif is_heading(block) and self.around.is_title(position, self._within_division()):
            self._add_title(block)
        elif (is_heading(block) and not self._is_line(block)) or (
            self._in_explanation() and names_only_articles(block)
        ):
            self._open_division(position, block)
        elif self._stands_for_heading(position, block):
            self._open_division(position, replace(block, kind=BlockKind.HEADING))
        elif block.kind is BlockKind.ITEM and (counts(block.marker) or block.role):
            self._add_item(block, readings_in_context(self.around.blocks, position))
        elif not self._add_hidden_item(position, block):
            self._add_paragraph(replace(block, kind=BlockKind.PARAGRAPH))
        self.after_row = block.kind is BlockKind.ROW

    def _is_line(self, block: Block) -> bool:
        """Whether a heading is no more than a line in bold of the opening or the closing: "besluit:", a name."""
        if is_named(block) or is_explanation(block):
            return False
        if self.frame.node.unit == "slot":
            return len(block.text) <= SIGNATURE_LENGTH
        return self.frame.node.unit == "aanhef" and opens_rule(block.text)

    def _stands_for_heading(self, position: int, block: Block) -> bool:
        """Whether a short line in italics heads the text below it, as editors do who have no headings to spare."""
        following = self.around.below(position)
        if not is_line_in_italics(block) or following is None or self._article() is not None:
            return False
        runs_on = following.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not is_line_in_italics(following)
        return runs_on and not self.frame.node.virtual

    def _open(self, node: Node, block: Block) -> None:
        node.label, node.page, node.eid = block.marker, block.page, block.eid
        node.number = node.number or clean_number(block.marker)
        if node.part is Part.UNKNOWN:
            node.part = self.frame.node.part
        self.tip = node

    def _in_explanation(self) -> bool:
        return any(frame.node.part is Part.EXPLANATION for frame in self.frames)

    def _kind(self, kind: ClauseKind) -> ClauseKind:
        return ClauseKind.EXPLANATION if self.frame.node.part is Part.EXPLANATION else kind

    def _article(self) -> Node | None:
        """The article that the innermost division is, or is a title within."""
        for frame in reversed(self.frames):
            if frame.node.unit == "artikel":
                return frame.node
            if frame.node.rank <= ARTICLE_RANK:
                return None
        return None

    # ---------------------------------------------------------------- titles

    def _within_division(self) -> bool:
        return any(not frame.node.virtual for frame in self.frames)

    def _add_title(self, block: Block) -> None:
        node = Node(ClauseKind.PARAGRAPH, "opschrift", "longTitle", heading=block.text)
        if not any(frame.node.part is Part.ANNEX for frame in self.frames):
            self._enter(Part.OPENING)
        self._open(node, block)
        self.frame.node.children.append(node)
        if not self.around.has_articles and block.part is not Part.OPENING:
            self._keep(1)

    # ---------------------------------------------------------------- headings

    def _open_division(self, position: int, block: Block) -> None:
        heading = read_heading(block)
        if self._explains(block):
            node = self._explanation(position, heading)
        elif heading.word:
            node = self._named_division(heading)
        else:
            node = self._unnamed_division(position, heading)
        node.level, node.style, node.role = block.level, block.style, block.role
        text, words = self._heading_and_words(block)
        node.heading = text
        self._open(node, block)
        holder = self._holder_of_division(node)
        holder.children.append(node)
        self._push(node, holder)
        self.considering = False
        if words:
            self._add_paragraph(Block(BlockKind.PARAGRAPH, words, page=block.page, links=block.links))
            self.tip = node

    def _heading_and_words(self, block: Block) -> tuple[str, str]:
        """Tell the title of a heading from the first words of its text, and from the words that its place is empty."""
        sentence = (
            block.kind is not BlockKind.HEADING
            and bool(block.marker)
            and (block.text.endswith((".", ";", ":")) or len(block.text.split()) > HEADING_WORDS)
        )
        return ("", block.text) if sentence or is_empty_place(block.text) else (block.text, "")

    def _push(self, node: Node, holder: Node) -> None:
        """Open a division; it ends the lists beside it, unless it stands within an item of theirs."""
        if holder is self.frame.node:
            self.frame.close_lists()
            self.frame.paragraph = None
        self.frames.append(Frame(node))

    def _holder_of_division(self, node: Node) -> Node:
        """What holds a new division: the open one, or the item of a decision that prints it as new text."""
        frame = self.frame
        if not node.printed or not frame.lists:
            return frame.node
        if frame.loose and len(frame.lists) == frame.suspended:
            return frame.loose[-1] if frame.loose[-1].unit != "rij" else frame.loose_holder or frame.node
        return frame.lists[-1].last

    def _keep(self, kept: int) -> None:
        """Close all but the outermost divisions."""
        del self.frames[max(1, kept) :]

    def _opened(self) -> list[Node]:
        return [frame.node for frame in self.frames]

    def _named_division(self, heading: Heading) -> Node:
        kept, printed = self._kept_for(heading)
        self._keep(kept)
        part = self._part_of(heading)
        annex = heading.kind is ClauseKind.ANNEX
        kind = ClauseKind.EXPLANATION if part is Part.EXPLANATION and not annex else heading.kind
        node = Node(kind, heading.word, heading.stem, number=heading.number, rank=heading.rank, part=part)
        node.count = heading.readings[0] if heading.readings else None
        node.printed = printed
        if heading.word == "artikel" and part in (Part.UNKNOWN, Part.BODY) and not printed:
            self.body_article = heading.number
        return node

    def _part_of(self, heading: Heading) -> Part:
        if heading.kind is not ClauseKind.ANNEX:
            return self.frame.node.part
        return Part.EXPLANATION if has_words_of_note(heading.block.text) else Part.ANNEX

    def _unnamed_division(self, position: int, heading: Heading) -> Node:
        below = self.around.below(position)
        next_opens_article = below is not None and opens_article(below)
        if self._is_article_without_number(heading, next_opens_article):
            return self._named_division(replace(heading, word="artikel"))
        explained = explained_articles(heading.block) if self._in_explanation() else ""
        if explained:
            node = self._named_division(replace(heading, word="artikel", number=explained))
            node.count = None
            return node
        heading = replace(heading, on_flat_level=heading.level in self.around.flat_levels)
        self._keep(kept_for_unnamed(self._opened(), heading, next_opens_article))
        return self._plain_division(heading)

    def _plain_division(self, heading: Heading) -> Node:
        rank = rank_within(self.frame.node)
        kind = self._kind(ClauseKind.CHAPTER if self.frame.node is self.root else ClauseKind.SECTION)
        section = bool(heading.readings) and heading.readings[0].series is Series.SECTION
        unit = "hoofdstuk" if self.frame.node is self.root and not section else "paragraaf"
        stem = {"hoofdstuk": "chp", "paragraaf": "subsec"}[unit]
        if not heading.readings:
            unit, stem = "kop", "div"
        node = Node(kind, unit, stem, number=heading.number, rank=rank, part=self.frame.node.part)
        node.count = heading.readings[0] if heading.readings else None
        return node

    def _is_article_without_number(self, heading: Heading, next_opens_article: bool) -> bool:
        """Whether a title that looks as the articles do stands among them."""
        article = self._article()
        return (
            article is not None
            and not next_opens_article
            and not heading.readings
            and not self._in_explanation()
            and bool(heading.level)
            and (bool(article.heading) or is_empty_place(article.last_text or _first_words(article)))
            and (article.level, article.style) == (heading.level, heading.block.style)
        )

    # ---------------------------------------------------------------- articles that a decision prints

    def _kept_for(self, heading: Heading) -> tuple[int, bool]:
        """Return how many open divisions hold a named one, and whether a decision prints it there as new text."""
        kept = kept_for_named(self._opened(), heading)
        outer = next((at for at, frame in enumerate(self.frames) if frame.node.unit == "artikel"), None)
        if outer is None or heading.kind is ClauseKind.ANNEX or self._in_explanation():
            return (self._kept_outside_general_part(kept) if heading.word == "artikel" else kept), False
        if amends(self.tip.last_text or self.tip.heading):
            return outer + 1, True
        if heading.word == "artikel" and self._goes_on_printing(heading, self.frames[outer].node):
            articles = [at for at, frame in enumerate(self.frames) if frame.node.unit == "artikel"]
            return (articles[1] if len(articles) > 1 else len(self.frames)), True
        return kept, False

    def _goes_on_printing(self, heading: Heading, article: Node) -> bool:
        """Whether an article is one of those that a decision prints: it is not the decision's own next one."""
        other_numbers = is_roman(article.number) and not is_roman(heading.number) and bool(heading.number)
        printing = any(frame.node.printed for frame in self.frames)
        return (other_numbers or printing) and not is_next_number(heading.number, article.number)

    def _kept_outside_general_part(self, kept: int) -> int:
        """The note on an article is no part of the general part of the note."""
        for at, frame in enumerate(self.frames[:kept]):
            if frame.node.stem == "genrecital" and frame.node.rank == NOTE_PART_RANK:
                return at
        return kept

    # ---------------------------------------------------------------- notes

    def _explains(self, block: Block) -> bool:
        """Whether a heading opens a note or one of its two parts, and is no title within a chapter."""
        part_of_note = not read_heading(block).word and explanation_stem(block.text) != "recital"
        if self._in_explanation() and part_of_note and block.kind is BlockKind.HEADING:
            return True
        if not is_explanation(block) or (self._in_explanation() and self._lies_within_note(block)):
            return False
        if block.part is Part.EXPLANATION or block.role or self.around.has_articles:
            return True
        return len(self.frames) == 1 or block.level == 1 or self._in_explanation()

    def _lies_within_note(self, block: Block) -> bool:
        """Whether a heading with the word stands below the heading of the note: "Toelichting artikel 3"."""
        note = next(frame.node for frame in self.frames if frame.node.part is Part.EXPLANATION)
        return bool(explained_articles(block)) or block.level > note.level > 0

    def _explanation(self, position: int, heading: Heading) -> Node:
        stem = explanation_stem(heading.block.text)
        node = Node(ClauseKind.EXPLANATION, "toelichting", stem, rank=TOP_RANK, part=Part.EXPLANATION)
        if self._explains_article_before(position, heading):
            node.rank = ARTICLE_RANK + 1
            while self.frame.node.unit != "artikel":
                self._keep(len(self.frames) - 1)
            node.explains = self.frame.node.number
            return node
        if not (self.around.has_articles or heading.block.role or heading.block.part is Part.EXPLANATION):
            self._keep(kept_for_unnamed(self._opened(), heading, next_opens_article=False))
            node.rank = rank_within(self.frame.node)  # in a proposal it is a part like others
            return node
        within = next((at for at, frame in enumerate(self.frames) if frame.node.unit == "toelichting"), None)
        if within is not None and self.frames[within].node.stem == "recital" and stem != "recital":
            node.rank = NOTE_PART_RANK
            self._keep(within + 1)
        else:
            self._keep(self._kept_for_top(heading))
        return node

    def _kept_for_top(self, heading: Heading) -> int:
        """An annex that holds a rule of its own holds the note to that rule as well, where the markup says so."""
        return kept_for_named(self._opened(), replace(heading, word="bijlage"))

    def _explains_article_before(self, position: int, heading: Heading) -> bool:
        """Whether a note explains the article before it: the next article is the next one of the rule."""
        if self._in_explanation() or self._article() is None or heading.block.part is Part.EXPLANATION:
            return False
        return is_next_number(self.around.article_to_come(position), self.body_article)

    # ---------------------------------------------------------------- opening, closing, annexes without a heading

    def _turn_to_part(self, position: int, block: Block) -> None:
        node = self.frame.node
        if is_heading(block) and (is_named(block) or is_explanation(block)):
            return
        if position in self.around.enactments and len(self.frames) > 1 and node.unit != "aanhef":
            self._open_another_rule()
        elif block.part is Part.OPENING:
            if node.part is not Part.ANNEX:
                self._enter(Part.OPENING)
        elif self._closes(position, block):
            self._enter(Part.CLOSING)
        elif block.part is Part.EXPLANATION and not self._in_explanation():
            self._open_silently(Node(ClauseKind.EXPLANATION, "toelichting", "recital", rank=TOP_RANK), Part.EXPLANATION)
        elif block.part is Part.ANNEX and not any(frame.node.part is Part.ANNEX for frame in self.frames):
            self._open_silently(Node(ClauseKind.ANNEX, "bijlage", "cmp", rank=TOP_RANK), Part.ANNEX)
        elif block.part is Part.BODY and node.part in (Part.OPENING, Part.CLOSING, Part.EXPLANATION):
            self._keep(next(at for at, frame in enumerate(self.frames) if frame.node.part is node.part))
        elif (
            node is self.root
            and block.part is Part.UNKNOWN
            and not is_heading(block)
            and self._stands_before_divisions()
        ):
            self._enter(Part.OPENING)

    def _open_another_rule(self) -> None:
        """Begin a rule in the midst of a document: what came before it (a proposal, its explanation) is over."""
        self.body_article = ""
        self._enter(Part.OPENING)

    def _stands_before_divisions(self) -> bool:
        return self.around.has_articles and all(child.virtual for child in self.root.children)

    def _open_silently(self, node: Node, part: Part) -> None:
        self._keep(1)
        node.part = part
        self.root.children.append(node)
        self._push(node, self.root)

    def _enter(self, part: Part) -> None:
        """Go on in the opening or the closing; each is opened when first needed, and again after a division."""
        if self.frame.node.part is part and self.frame.node.virtual:
            return
        self._keep(1)
        last = self.root.children[-1] if self.root.children else None
        if last is None or not last.virtual or last.part is not part:
            unit, stem = ("aanhef", "formula_1") if part is Part.OPENING else ("slot", "formula_2")
            last = Node(ClauseKind.CHAPTER, unit, stem, virtual=True, part=part)
            self.root.children.append(last)
        self._push(last, self.root)
        self.considering = False

    def _closes(self, position: int, block: Block) -> bool:
        if self.frame.node.part is Part.CLOSING and self.frame.node.virtual:
            return False
        if block.part is Part.CLOSING:
            return True
        if block.part is not Part.UNKNOWN or block.marker or block.kind in (BlockKind.ROW, BlockKind.NOTE):
            return False
        if self.frame.node.part not in (Part.UNKNOWN, Part.BODY) or self.around.rule_goes_on(position):
            return False
        below = self.around.below(position)
        signs = is_done(block) or (below is not None and signs_off(block, below))
        if not self.around.has_articles:
            return len(self.frames) > 1 and signs
        article = self._article()
        return signs or (article is not None and bool(article.children) and is_closing(block))

    # ---------------------------------------------------------------- paragraphs

    def _add_paragraph(self, block: Block) -> None:
        self._leave_quotation(block)
        frame = self.frame
        holder = self._item_that_goes_on(block)
        node = self._paragraph_node(block, holder or frame.node)
        if (
            holder is not None
            and not holder.has_parts
            and node.unit == "alinea"
            and not frame.loose
            and not block.marker
        ):
            holder.add_text(block)
            return
        self._open(node, block)
        node.add_text(block)
        if holder is not None and holder is not frame.lid:
            holder.children.append(node)
            return
        frame.add_loose(node, holder or frame.node)
        if holder is None:
            frame.paragraph = node

    def _paragraph_node(self, block: Block, holder: Node) -> Node:
        if self._considers(block):
            return Node(self._kind(ClauseKind.CONSIDERATION), "overweging", "recital")
        term = defined_term(block.text) if self._may_define(holder) else ""
        if term and not block.text.rstrip().endswith("verstaan:"):
            return Node(self._kind(ClauseKind.DEFINITION), "definitie", "content", term=term)
        return Node(self._kind(ClauseKind.PARAGRAPH), "alinea", "content")

    def _may_define(self, holder: Node) -> bool:
        """Whether unmarked paragraphs can be definitions: under words that say so, in an article of definitions."""
        if holder.unit in ("lid", "onderdeel"):
            return introduces_definitions(holder.last_text)
        if not holder.rank or (holder.unit == "artikel" and holder.part is Part.EXPLANATION):
            return False
        above = self.frame.paragraph
        said = above is not None and (above.unit == "definitie" or introduces_definitions(above.last_text))
        return said or is_definition_heading(holder.heading)

    def _add_hidden_item(self, position: int, block: Block) -> bool:
        """Add a paragraph as the item that it is, where its marker stands against its text or is like an initial."""
        found = hidden_item(block) if not block.marker else None
        if found is None:
            return False
        readings = counts(found.marker)
        below = self.around.below(position)
        following = hidden_item(below) if below is not None and not below.marker else below
        later = counts(following.marker) if following is not None else ()
        begins = any(each.follows(first) for each in later for first in readings if first.value == 1)
        if not begins and not goes_on_exactly(self.frame, readings, block.level):
            return False
        self._add_item(found, readings)
        return True

    def _item_that_goes_on(self, block: Block) -> Node | None:
        """The lid or item that a paragraph belongs to; its depth tells, and else the lid."""
        frame = self.frame
        if not frame.lists:
            return None
        if block.level:
            return frame.item_of(block.level)
        return frame.lid if not frame.loose or frame.loose_holder is frame.lid else None

    def _considers(self, block: Block) -> bool:
        """Whether a paragraph is a consideration, and whether the items after it are."""
        in_opening = self.frame.node.unit == "aanhef"
        if self._article() is not None or (self.frame.node.part not in (Part.UNKNOWN, Part.BODY) and not in_opening):
            return False
        if considers(block, in_opening):
            self.considering = introduces_considerations(block) or block.text.lower().startswith("overwegende")
            return True
        self.considering = self.considering and goes_on_considering(block.text)
        return self.considering

    def _leave_quotation(self, block: Block) -> None:
        """Go back to the decision when, after an article that it prints, it says what else is changed."""
        articles = [at for at, frame in enumerate(self.frames) if frame.node.unit == "artikel"]
        if len(articles) > 1 and not block.marker and instructs(block.text):
            self._keep(articles[0] + 1)

    # ---------------------------------------------------------------- lists

    def _add_item(self, block: Block, readings: tuple[Count, ...]) -> None:
        self._go_on_outside_quotation(block, readings)
        frame = self.frame
        if block.role == "lid":
            frame.close_lists()
        found = place(frame, readings, block.level)
        if found.goes_on:
            opened = frame.lists[found.depth - 1]
            if found.depth <= frame.suspended:
                self._resume(opened, found.count)
            del frame.lists[found.depth :]
        else:
            opened = self._begin_list(block, found.count, found.depth)
        self._append_item(block, opened, found.count)

    def _resume(self, opened: OpenList, count: Count) -> None:
        """Go on with a list after loose paragraphs: these were part of its last item, unless it holds definitions."""
        frame = self.frame
        if count.series is not Series.BULLET:
            frame.adopt_loose(opened.last)
        frame.loose.clear()
        frame.suspended = 0

    def _append_item(self, block: Block, opened: OpenList, count: Count) -> None:
        node = self._item_node(block, opened)
        self._open(node, block)
        node.count, node.group = count, opened.group
        node.add_text(block)
        opened.holder.children.append(node)
        opened.last = node

    def _begin_list(self, block: Block, count: Count, depth: int) -> OpenList:
        frame = self.frame
        del frame.lists[depth:]
        if frame.loose and depth == frame.suspended:
            holder = self._holder_after_loose(count)
        else:
            holder = frame.lists[-1].last if frame.lists else self._holder_of_list(count)
        self.groups += 1
        opened = OpenList(holder, holder, block.level, self.groups, self._unit_of_list(block, count, holder))
        if opened.unit == "lid":
            frame.close_lists()
        frame.lists.append(opened)
        return opened

    def _holder_after_loose(self, count: Count) -> Node:
        """What a list belongs to that begins below loose paragraphs: the last of these."""
        frame = self.frame
        last, holder = frame.loose[-1], frame.loose_holder
        if holder is None or holder is frame.node:
            return self._holder_of_list(count)
        return holder if last.unit == "rij" else last

    def _holder_of_list(self, count: Count) -> Node:
        """What an outermost item belongs to: the paragraph before it, but a lid always to the article."""
        frame = self.frame
        if frame.paragraph is None or frame.node.children[-1] is not frame.paragraph:
            return frame.node
        introduces = frame.paragraph.last_text.rstrip().endswith(_LIST_INTRODUCTION)
        return frame.node if self._counts_leden(count) and not introduces else frame.paragraph

    def _counts_leden(self, count: Count) -> bool:
        return (
            count.series in (Series.DECIMAL, Series.SECTION)
            and self._article() is not None
            and not self._in_explanation()
        )

    def _unit_of_list(self, block: Block, count: Count, holder: Node) -> str:
        if block.role == "lid":
            return "lid"
        if self.considering or block.role == "considerans":
            return "overweging"
        if self._defines(block, holder):
            return "definitie"
        return "lid" if holder is self.frame.node and self._counts_leden(count) else "onderdeel"

    def _defines(self, block: Block, holder: Node) -> bool:
        """Whether a list holds definitions: by its items, the sentence above it or the title of the article."""
        if block.role == "definitie" or introduces_definitions(holder.last_text):
            return True
        if holder.unit in ("onderdeel", "lid", "definitie"):
            return False
        return is_definition_heading(self.frame.node.heading) and bool(defined_term(block.text))

    def _item_node(self, block: Block, opened: OpenList) -> Node:
        unit = "definitie" if block.role == "definitie" else opened.unit
        if unit == "lid":
            return Node(self._kind(ClauseKind.MEMBER), "lid", "para")
        if unit == "definitie":
            return Node(self._kind(ClauseKind.DEFINITION), "onderdeel", "item", term=defined_term(block.text))
        kind = ClauseKind.CONSIDERATION if unit == "overweging" else ClauseKind.ITEM
        return Node(self._kind(kind), "onderdeel", "item")

    def _go_on_outside_quotation(self, block: Block, readings: Sequence[Count]) -> None:
        """Go back to the decision when an item goes on with its list, not with that of the article that it prints."""
        articles = [at for at, frame in enumerate(self.frames) if frame.node.unit == "artikel"]
        if len(articles) < 2:
            return
        outer = self.frames[articles[1] - 1]
        inside = goes_on_exactly(self.frame, readings, block.level)
        if goes_on_exactly(outer, readings, block.level) and (not inside or instructs(block.text)):
            self._keep(articles[1])

    # ---------------------------------------------------------------- rows and notes

    def _add_row(self, block: Block) -> None:
        frame = self.frame
        holder = frame.lid or frame.node
        if not self.after_row:
            self.groups += 1
        term = term_of_row(block) if self._may_define(holder) else ""
        kind = ClauseKind.DEFINITION if term else ClauseKind.PARAGRAPH
        node = Node(self._kind(kind), "rij", "row", term=term, group=self.groups)
        self._open(node, block)
        node.add_text(block)
        frame.add_loose(node, holder)

    def _add_note(self, block: Block) -> None:
        """Add a footnote to the clause that it comes after; it ends no list and no paragraph."""
        node = Node(self._kind(ClauseKind.PARAGRAPH), "noot", "fn")
        holder, tip = self.tip, self.tip
        self._open(node, block)
        node.add_text(block)
        holder.children.append(node)
        self.tip = tip


def _first_words(node: Node) -> str:
    """The first paragraph within a division that has no words of its own yet."""
    return node.children[0].text if node.children else ""
