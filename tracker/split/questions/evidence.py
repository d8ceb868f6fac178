"""When lines that look like questions are a Q&A: what a document says of itself, and how many it takes.

A text that says that it holds questions needs fewer of them to be read so than one that does not: in a policy note
headings that ask something are common.
"""

import re
from collections.abc import Sequence

from tracker.model import Block
from tracker.split.questions.lines import is_heading, printed

PAIRS_ANNOUNCED = 2
"""How many questions make a layout in a text that says it holds questions."""

PAIRS_UNANNOUNCED = 3
"""How many questions make a layout in any other text."""

SHARE_UNANNOUNCED = 0.8
"""Which share of the lines that are laid out alike must ask something, in any other text."""

_OPENING_BLOCKS = 15  # how far from its start a document says that it is a Q&A
_LONGEST_ANNOUNCEMENT = 300  # characters; a longer line only mentions questions

_ANNOUNCES_QUESTIONS = re.compile(
    r"\b(?:veel|meest)?gestelde vragen\b|\bvragen\s?(?:en|&)\s?antwoorden\b|\bvraag\s?(?:en|&)\s?antwoord\b"
    r"|\bfaq\b|\bq\s?&\s?a\b|\bbeantwoording\b[^.]{0,40}\bvragen\b|\bantwoord(?:en)?\s(?:van|op)\b[^.]{0,80}\bvragen\b"
    r"|\bnota van (?:antwoord|beantwoording|inspraak)\b|\breactienota\b",
    re.IGNORECASE,
)


def announces_questions(line: str) -> bool:
    """Whether a title or heading says that questions and answers follow."""
    return bool(_ANNOUNCES_QUESTIONS.search(line))


def announced(blocks: Sequence[Block], title: str) -> range:
    """Return the blocks that are said to hold questions: all, those under a heading that says so, or none."""
    opening = [title, *(printed(block) for block in blocks[:_OPENING_BLOCKS])]
    if any(announces_questions(line) for line in opening if len(line) < _LONGEST_ANNOUNCEMENT):
        return range(len(blocks))
    for start, block in enumerate(blocks):
        if is_heading(block) and announces_questions(printed(block)):
            return range(start, _section_end(blocks, start))
    return range(0)


def _section_end(blocks: Sequence[Block], start: int) -> int:
    level = blocks[start].level
    for index in range(start + 1, len(blocks)):
        if is_heading(blocks[index]) and 0 < blocks[index].level <= level:
            return index
    return len(blocks)
