"""What a block looks like as a line of a Q&A: a heading, a line that stands out, a line that asks something."""

import re

from tracker.model import Block, BlockKind

QUESTION_SENTENCES = re.compile(r"(?:[^?]*\?)+[\"'’”)\]]*(?:\s?\[?\d{1,2}\]?\)?)?(?=\s|$)")
"""A line up to its last question mark, with the quotation mark and the number of the footnote behind it."""

_ENDS_AS_QUESTION = re.compile(r"\?[\"'’”)\]]*(?:\s?[\[(]?\d{1,2}[\])]?)*\s*$")


def printed(block: Block) -> str:
    """The block as one line, its marker in front."""
    return f"{block.marker} {block.text}".strip()


def look(block: Block) -> str:
    """How a block stands out: "kop 2", "vet", "cursief vet"; empty for plain text, table rows and footnotes."""
    if is_heading(block):
        return f"kop {block.level}"
    styles = set(block.style.split()) & {"vet", "cursief"}
    return " ".join(sorted(styles)) if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else ""


def is_heading(block: Block) -> bool:
    """Whether a block is a heading, of whatever level."""
    return block.kind is BlockKind.HEADING


def is_article(block: Block) -> bool:
    """Whether a block is the heading of an article, by its markup or by its marker."""
    return block.role == "artikel" or block.marker.lower().startswith("artikel")


def is_running_text(block: Block) -> bool:
    """Whether a block is no table row and no footnote, so that it can open with a label."""
    return block.kind not in (BlockKind.ROW, BlockKind.NOTE)


def ends_as_question(text: str) -> bool:
    """Whether the last sentence asks something; a number of a footnote may follow the question mark."""
    return bool(_ENDS_AS_QUESTION.search(text))
