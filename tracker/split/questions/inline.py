"""Answers on the line of their question: "Wie beslist? Antwoord: de buurt."."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from tracker.model import Block, BlockKind
from tracker.split.questions.evidence import PAIRS_ANNOUNCED

_ANSWER_FOLLOWS = re.compile(r"(?<=[?.])\s(?=Antwoord(?:\s\d+)?:)")
_LEADING_NUMBER = re.compile(r"(\d{1,3})\s(?=[A-Z])")


def divide_inline_answers(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Put answers that follow their questions on the same line in blocks of their own, where that is a layout."""
    blocks = tuple(blocks)
    divided = [_divided(block) for block in blocks]
    if sum(len(pieces) > 1 for pieces in divided) < PAIRS_ANNOUNCED:
        return blocks
    return tuple(chain.from_iterable(divided))


def _divided(block: Block) -> list[Block]:
    """Divide a block before every answer in it; a number that the question opens with becomes its marker."""
    question, *answers = _ANSWER_FOLLOWS.split(block.text)
    if block.kind is BlockKind.ROW or not answers:
        return [block]
    number = None if block.marker else _LEADING_NUMBER.match(question)
    marker, text = (number[1], question[number.end() :]) if number else (block.marker, question)
    first = replace(block, marker=marker, text=text, links=())
    return [first, *(replace(block, kind=BlockKind.PARAGRAPH, marker="", text=each, links=()) for each in answers)]
