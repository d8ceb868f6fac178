"""Questions on display: headings, or lines in bold or italics, that are questions, with the answer below."""

from collections.abc import Sequence

from tracker.model import Block
from tracker.split.questions.cues import Cue, displayed_cue
from tracker.split.questions.evidence import PAIRS_ANNOUNCED, SHARE_UNANNOUNCED
from tracker.split.questions.lines import ends_as_question, is_article, look

_SHARE_ANNOUNCED = 0.5
_QUESTIONS_UNANNOUNCED = 5  # more than of other layouts: headings that ask something are common in a policy note


def find_displayed(blocks: Sequence[Block], announced: range) -> list[Cue]:
    """Find headings, and lines in bold or italics, that are questions; none when most of their like are not."""
    looks = {look(block) for block in blocks} - {""}
    announced_only = any(is_article(block) for block in blocks)
    asking = [index for each in looks for index in _questions_of_look(blocks, each, announced, announced_only)]
    return [displayed_cue(blocks, index) for index in sorted(asking)]


def _questions_of_look(blocks: Sequence[Block], own_look: str, announced: range, announced_only: bool) -> list[int]:
    """Return which of the blocks that look like this are questions; none where too few of them are."""
    alike = [index for index, block in enumerate(blocks) if look(block) == own_look]
    within = [index for index in alike if index in announced]
    asking = [index for index in within if ends_as_question(blocks[index].text)]
    if len(asking) >= PAIRS_ANNOUNCED and len(asking) >= _SHARE_ANNOUNCED * len(within):
        return asking
    if announced_only:
        return []
    asking = [index for index in alike if ends_as_question(blocks[index].text)]
    distinct = {blocks[index].text for index in asking}
    enough = len(distinct) >= _QUESTIONS_UNANNOUNCED and len(distinct) >= SHARE_UNANNOUNCED * len(alike)
    return asking if enough else []
