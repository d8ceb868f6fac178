"""Questions and answers with labels: "Vraag 4" ... "Antwoord op vraag 4", "V:" ... "A:".

Also all questions first and the answers later, and answers with a label below questions without one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from tracker.model import Block, BlockKind
from tracker.split.questions.cues import Cue, displayed_cue, numbered_cues
from tracker.split.questions.evidence import PAIRS_UNANNOUNCED, SHARE_UNANNOUNCED
from tracker.split.questions.labels import read_bare_number, read_label
from tracker.split.questions.lines import ends_as_question, is_heading, is_running_text, look, printed

_BY_START = attrgetter("start")
_QUESTION_BY_LETTER = re.compile(r"(?!(?i:vra))[VQ]")
_ANSWER_BY_LETTER = re.compile(r"A\s?[\d:]")


def find_labelled(blocks: Sequence[Block], _announced: range) -> list[Cue]:
    """Find questions and answers by their labels; none when they are too few to be a layout."""
    cues = _with_numbers_above(blocks, _labels(blocks))
    asked = [cue for cue in cues if not cue.answers]
    answers = [cue for cue in cues if cue.answers]
    if len(answers) > len(asked):
        asked = sorted({*asked, *_quoted(blocks, cues), *_without_label(blocks, cues)}, key=_BY_START)
    if not asked or not (answers or _is_list_of_questions(blocks, asked)):
        return []
    return [cue for cue in sorted(asked + answers, key=_BY_START) if cue.start >= asked[0].start]


def _labels(blocks: Sequence[Block]) -> list[Cue]:
    """Find the labels; "A:" is one only where questions are labelled "V:"."""
    cues = []
    for index, block in enumerate(blocks):
        if is_running_text(block) and (label := read_label(printed(block))):
            cues.append(Cue(index, index + 1, label.text, label.numbers, label.rest, label.answers))
    by_letter = any(_QUESTION_BY_LETTER.match(cue.label) for cue in cues)
    return [cue for cue in cues if by_letter or not (cue.answers and _ANSWER_BY_LETTER.match(cue.label))]


def _with_numbers_above(blocks: Sequence[Block], cues: Sequence[Cue]) -> list[Cue]:
    """Add the questions whose number stands in a heading of its own, with or without the word "Vraag" below it."""
    by_start = {cue.start: cue for cue in cues}
    questions = {cue.start for cue in cues if not cue.answers}
    answers_in_headings = any(cue.answers and is_heading(blocks[cue.start]) for cue in cues)
    for index, (block, next_block) in enumerate(pairwise(blocks)):
        numbers = read_bare_number(printed(block)) if is_heading(block) else None
        if numbers is None or index in by_start:
            continue
        below = by_start.get(index + 1)
        if below and not below.answers and not below.numbers:
            del by_start[index + 1]
            by_start[index] = Cue(index, below.end, f"{printed(block)} {below.label}", numbers, below.rest)
        elif answers_in_headings and _is_title_question(next_block) and index + 2 not in questions:
            by_start[index] = Cue(index, index + 1, printed(block), numbers, "")
    return sorted(by_start.values(), key=_BY_START)


def _is_title_question(block: Block) -> bool:
    return is_heading(block) and ends_as_question(block.text)


def _quoted(blocks: Sequence[Block], cues: Sequence[Cue]) -> list[Cue]:
    """Find the numbered questions that stand before the answers which name their numbers."""
    wanted = {number for cue in cues if cue.answers for number in cue.numbers}
    missing = wanted - {number for cue in cues if not cue.answers for number in cue.numbers}
    return [cue for cue in numbered_cues(blocks) if "?" in cue.rest and missing.intersection(cue.numbers)]


def _without_label(blocks: Sequence[Block], cues: Sequence[Cue]) -> list[Cue]:
    """Find the questions above answers without a number, and those that look the same but have no labelled answer."""
    above = _above_answers(blocks, cues)
    alike = {_appearance(blocks[index]) for index in above}
    taken = above | {index for cue in cues for index in range(cue.start - (not cue.answers), cue.end)}
    others = {
        index
        for index, block in enumerate(blocks)
        if index not in taken and _stands_out(block) and look(block) and _appearance(block) in alike
    }
    return [displayed_cue(blocks, index) for index in above | others]


def _above_answers(blocks: Sequence[Block], cues: Sequence[Cue]) -> set[int]:
    """Find the lines that ask what an answer without a number answers, where no labelled question comes first."""
    nearest: list[int | None] = []
    start, asked = 0, False
    for cue in cues:
        if cue.answers and not cue.numbers and not asked:
            nearest.append(_nearest_question(blocks, start, cue.start))
        start, asked = cue.end, not cue.answers
    return {index for index in nearest if index is not None}


def _nearest_question(blocks: Sequence[Block], start: int, end: int) -> int | None:
    """Return the last of blocks[start:end] that asks something and stands out, or is the paragraph at the end."""
    if start < end and blocks[end - 1].kind is BlockKind.PARAGRAPH and "?" in blocks[end - 1].text:
        return end - 1
    return next((index for index in reversed(range(start, end)) if _stands_out(blocks[index])), None)


def _stands_out(block: Block) -> bool:
    """Whether a block is a question that stands out from the text: by a number, as a heading, in bold or italics."""
    return "?" in block.text and (block.marker[:1].isdigit() or bool(look(block)))


def _appearance(block: Block) -> tuple[str, bool]:
    return look(block), bool(block.marker)


def _is_list_of_questions(blocks: Sequence[Block], asked: Sequence[Cue]) -> bool:
    """Whether labels of questions alone are a layout: enough of them, and nearly all ask something."""
    ends = [*(cue.start for cue in asked[1:]), len(blocks)]
    asking = sum(
        "?" in cue.rest or any("?" in block.text for block in blocks[cue.end : end]) for cue, end in zip(asked, ends)
    )
    return len(asked) >= PAIRS_UNANNOUNCED and asking >= SHARE_UNANNOUNCED * len(asked)
