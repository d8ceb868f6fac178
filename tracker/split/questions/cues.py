"""Cues: the lines at which a question or an answer begins, as a layout finds them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import Block
from tracker.split.questions.labels import read_bare_number
from tracker.split.questions.lines import is_running_text


@dataclass(frozen=True)
class Cue:
    """Where a question or an answer begins: its label stands in blocks[start:end], `rest` is what follows it there."""

    start: int
    end: int
    label: str
    numbers: tuple[str, ...]
    rest: str
    answers: bool = False


def displayed_cue(blocks: Sequence[Block], index: int) -> Cue:
    """Make a cue of a question that stands out as a whole; its marker, if it has one, is the label."""
    block = blocks[index]
    return Cue(index, index + 1, block.marker, read_bare_number(block.marker) or (), block.text)


def numbered_cues(blocks: Sequence[Block]) -> list[Cue]:
    """Make a cue of every line that opens with a number, be it a question or not."""
    cues = []
    for index, block in enumerate(blocks):
        number = re.fullmatch(r"(\d{1,3})[.:)]?", block.marker)
        if number and is_running_text(block):
            cues.append(Cue(index, index + 1, block.marker, (number[1],), block.text))
    return cues
