"""From a document to its clauses and questions: one way for all formats."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tracker.model import Block, Clause, Document, ReadError, SplitDocument
from tracker.split.citation import citations
from tracker.split.eid import give_eids
from tracker.split.preparation import prepare
from tracker.split.questions import printed_once, split_questions
from tracker.split.structure import build_tree
from tracker.split.tree import Node

__all__ = ["characters_of_blocks", "characters_of_split", "split"]


def split(document: Document) -> SplitDocument:
    """Split a document into clauses and questions.

    Every character of its blocks (markers and texts) comes out once: in a clause (label, heading, text), in a question,
    or set apart.

    Raises ReadError (`no-text`) when neither a clause nor a question comes out.
    """
    prepared, masthead = prepare(document.blocks)
    questions, blocks, apart = split_questions(prepared, document.title)
    clauses = split_clauses(blocks, document.title)
    if not clauses and not questions:
        raise ReadError("no-text", "the document was read and holds no text; look at the file itself")
    return SplitDocument(clauses, questions, masthead + apart)


def split_clauses(blocks: tuple[Block, ...], title: str = "") -> tuple[Clause, ...]:
    """Turn blocks in reading order into clauses in reading order."""
    root = build_tree(blocks, title)
    give_eids(root)
    cited = citations(root)
    return tuple(_clauses(root, cited))


def _clauses(root: Node, cited: dict[int, str]) -> Iterator[Clause]:
    """Yield the nodes below the root as clauses, each before its children; without recursion, for texts nest deep."""
    position = 0
    waiting: list[tuple[Node, str | None]] = [(child, None) for child in reversed(root.children)]
    while waiting:
        node, parent = waiting.pop()
        if not node.virtual:
            yield _clause(node, parent, cited[id(node)], position)
            position += 1
            parent = node.eid
        waiting.extend((child, parent) for child in reversed(node.children))


def _clause(node: Node, parent: str | None, citation: str, position: int) -> Clause:
    return Clause(
        eid=node.eid,
        parent=parent,
        kind=node.kind,
        label=node.label,
        number=node.number,
        citation=citation,
        heading=node.heading,
        text=node.text,
        page=node.page,
        position=position,
        term=node.term,
        links=tuple(node.links),
    )


def characters_of_blocks(blocks: Iterable[Block]) -> Counter[str]:
    """Count the characters of blocks, spaces left out: what `characters_of_split` must equal."""
    return _count(text for block in blocks for text in (block.marker, block.text))


def characters_of_split(pieces: SplitDocument) -> Counter[str]:
    """Count the characters of clauses, questions and what was set apart, spaces left out."""
    clauses = (text for clause in pieces.clauses for text in (clause.label, clause.heading, clause.text))
    return _count(clauses) + _count(printed_once(pieces.questions)) + _count(each.text for each in pieces.apart)


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())
