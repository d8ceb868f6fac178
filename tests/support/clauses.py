"""Blocks in short, for tables of (blocks, expected clauses)."""

from tracker.model import Block, BlockKind, Part
from tracker.split import split_clauses


def h(marker: str, text: str = "", level: int = 0, role: str = "", part: Part = Part.UNKNOWN, eid: str = "") -> Block:
    """Make a heading."""
    return Block(BlockKind.HEADING, text, marker=marker, level=level, role=role, part=part, eid=eid)


def p(text: str, level: int = 0, role: str = "", part: Part = Part.UNKNOWN) -> Block:
    """Make a paragraph."""
    return Block(BlockKind.PARAGRAPH, text, level=level, role=role, part=part)


def i(marker: str, text: str, level: int = 0, role: str = "") -> Block:
    """Make an item."""
    return Block(BlockKind.ITEM, text, marker=marker, level=level, role=role)


def n(marker: str, text: str) -> Block:
    """Make a footnote."""
    return Block(BlockKind.NOTE, text, marker=marker)


def row(*cells: str) -> Block:
    """Make a table row."""
    return Block(BlockKind.ROW, " | ".join(cells), cells=cells)


def addressed(*blocks: Block) -> list[str]:
    """Split blocks and return the eids of the clauses."""
    return [clause.eid for clause in split_clauses(blocks)]


def citations(*blocks: Block) -> list[str]:
    """Split blocks and return the citations of the clauses that have words of their own."""
    return [clause.citation for clause in split_clauses(blocks) if clause.text]
