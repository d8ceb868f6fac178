"""Documents in short, for tests that compare blocks."""

from collections import Counter

from tracker.model import Block, Document
from tracker.parse.legal_characters import count_characters

Brief = tuple[str, int, str, str]


def brief(block: Block) -> Brief:
    """Return kind, level, marker and text of a block."""
    return block.kind.value, block.level, block.marker, block.text


def briefly(document: Document) -> list[Brief]:
    """Return the blocks of a document but for its title."""
    return [brief(block) for block in document.blocks if block.role != "intitule"]


def apart(document: Document) -> list[tuple[str, str]]:
    """Return what a document sets apart."""
    return [(piece.kind, piece.text) for piece in document.apart]


def characters(document: Document) -> Counter[str]:
    """Count what a document holds; of a row its cells, for the lines between them are ours."""
    texts = [text for block in document.blocks for text in (block.marker, *(block.cells or (block.text,)))]
    return count_characters("".join([*texts, *(piece.text for piece in document.apart)]))
