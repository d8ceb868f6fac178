"""Questions with numbers: "4. Wie beslist?" with the answer below."""

from collections.abc import Sequence

from tracker.model import Block
from tracker.split.questions.assembly import assemble
from tracker.split.questions.cues import Cue, numbered_cues
from tracker.split.questions.evidence import PAIRS_ANNOUNCED, PAIRS_UNANNOUNCED
from tracker.split.questions.lines import QUESTION_SENTENCES, is_article, is_heading


def find_numbered(blocks: tuple[Block, ...], announced: range) -> list[Cue]:
    """Find numbered questions that have their answers below; none when they are too few or not answered."""
    outside = _outside_articles(blocks)
    cues = _in_sequence([cue for cue in numbered_cues(blocks) if outside[cue.start]])
    needed = PAIRS_ANNOUNCED if cues and cues[0].start in announced else PAIRS_UNANNOUNCED
    if len(cues) < needed:
        return []
    answered = sum(bool(draft.answer) for draft in assemble(blocks, cues).drafts)
    return cues if answered >= len(cues) / 2 else []


def _outside_articles(blocks: Sequence[Block]) -> list[bool]:
    """Say of every block whether the heading above it is another than that of an article."""
    outside, is_outside = [], True
    for block in blocks:
        is_outside = not is_article(block) if is_heading(block) else is_outside
        outside.append(is_outside)
    return outside


def _in_sequence(cues: Sequence[Cue]) -> list[Cue]:
    """Keep the questions that count on from one another (1, 2, 3; a new theme may start at 1 again).

    A number without a question mark is one of them when it is all that is missing between two questions.
    """
    chain: list[Cue] = []
    between: list[Cue] = []
    for cue in cues:
        if not QUESTION_SENTENCES.match(cue.rest):
            between.append(cue)
            continue
        number = int(cue.numbers[0])
        expected = int(chain[-1].numbers[0]) + 1 if chain else 1
        missing = [each for each in between if int(each.numbers[0]) == expected == number - 1]
        if chain and missing:
            chain.append(missing[-1])
        if number == 1 or number in (expected, expected + 1):
            chain.append(cue)
        between = []
    return chain
