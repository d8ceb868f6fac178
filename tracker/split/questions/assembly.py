"""From cues to questions: what stands between two cues is a question, its answer, or neither."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from tracker.model import Block, SetApart
from tracker.split.questions.cues import Cue
from tracker.split.questions.drafts import Collected, Draft
from tracker.split.questions.evidence import announces_questions
from tracker.split.questions.lines import QUESTION_SENTENCES, ends_as_question, is_heading, look, printed

_SAME_TEXT = 90  # of 100, rapidfuzz ratio
_INTRODUCTION_BLOCKS = 3  # between the heading of a theme and its first question


def assemble(blocks: tuple[Block, ...], cues: Sequence[Cue]) -> Collected:
    """Collect what stands between the cues, as questions, answers, and blocks that are neither.

    cues: one or more, in reading order, the first one of a question.
    """
    drafts: list[Draft] = []
    remaining = list(blocks[: cues[0].start])
    theme = _theme_before(blocks, cues[0].start)
    theme_looks: set[str] = set()
    labelled = any(cue.answers for cue in cues)
    for cue, following in zip(cues, [*cues[1:], None]):
        end = _text_end(blocks, cue, following, theme_looks)
        if cue.answers:
            _add_answer(drafts, cue, blocks[cue.end : end])
        else:
            text = blocks[cue.end - 1 if cue.rest else cue.end : end]
            question, answer = _question_and_answer(text, cue, following, labelled)
            page = blocks[cue.start].page
            drafts.append(Draft(cue.start, cue.label, cue.numbers, theme, page, question, answer=answer))
        left_over = blocks[end : following.start if following else len(blocks)]
        remaining += left_over
        if headings := [block for block in left_over if is_heading(block)]:
            theme = printed(headings[-1])
            theme_looks |= {look(heading) for heading in headings}
    drafts, apart = _without_quoted(drafts)
    return Collected(drafts, tuple(remaining), apart)


def _theme_before(blocks: Sequence[Block], start: int) -> str:
    """The heading above the first question, when it is near; the document's own title is not a theme."""
    headings = [index for index in range(start) if is_heading(blocks[index])]
    if len(headings) < 2 or start - headings[-1] > _INTRODUCTION_BLOCKS:
        return ""
    theme = printed(blocks[headings[-1]])
    return "" if announces_questions(theme) else theme


# ---------------------------------------------------------------------------- where the text of a cue ends


def _text_end(blocks: Sequence[Block], cue: Cue, following: Cue | None, theme_looks: set[str]) -> int:
    """Return where the text of a cue ends: before a heading above its own level, and before headings of a theme."""
    end = following.start if following else len(blocks)
    begin = cue.end if cue.rest else _past_headings(blocks, cue.end, end)
    if begin == end and cue.answers:
        begin = cue.end  # nothing but headings: an empty answer, and the theme of what follows
    level = min(block.level for block in [blocks[cue.start], *blocks[cue.end : begin]])
    own = replace(blocks[cue.start], level=level)
    for index in range(begin, end):
        if is_heading(blocks[index]) and _closes(own, blocks[index], following is None, bool(cue.rest), theme_looks):
            return index
    if following is None or following.answers:
        return end
    while end > begin and is_heading(blocks[end - 1]):
        end -= 1
    return end


def _past_headings(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where the headings end that stand right below a label: the text of a question or answer may begin so."""
    while start < end and is_heading(blocks[start]):
        start += 1
    return start


def _closes(own: Block, heading: Block, is_last: bool, is_titled: bool, theme_looks: set[str]) -> bool:
    """Whether a heading ends the text of the cue that stands in `own`.

    One of the cue's own level does so behind the last cue, and when the cue is a title and no mere label.
    """
    if look(heading) in theme_looks and not (is_heading(own) and look(own) == look(heading)):
        return True
    if is_heading(own):
        return 0 < heading.level < own.level or ((is_last or is_titled) and heading.level == own.level)
    return is_last


# ---------------------------------------------------------------------------- questions and answers


def _question_and_answer(
    text: Sequence[Block], cue: Cue, following: Cue | None, labelled: bool
) -> tuple[list[str], list[str]]:
    """Divide the text of a question's cue: what follows the question itself is the answer, where no label says so.

    text: the blocks in which the text stands, the cue's own one where the text begins beside the label.
    labelled: whether answers have labels in this document.
    """
    lines = [line for line in (printed(block) for block in text) if line]
    if cue.rest:
        lines[0] = cue.rest
    if not lines or (following is not None and following.answers):
        return lines, []
    if labelled:
        asked = _same_look(text)
        return lines[:asked], lines[asked:]
    return _divide_after_question(lines)


def _same_look(blocks: Sequence[Block]) -> int:
    """Return how many blocks from the first look like it; all of them where the first is plain text."""
    own = look(blocks[0])
    differing = (index for index, block in enumerate(blocks) if own and look(block) != own)
    return next(differing, len(blocks))


def _divide_after_question(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Divide lines after the last of the first lines that ask something; a line may hold both."""
    asking = next((index for index, line in enumerate(lines) if QUESTION_SENTENCES.match(line)), None)
    if asking is None:
        return [*lines[:1]], [*lines[1:]]
    while asking + 1 < len(lines) and ends_as_question(lines[asking + 1]) and ends_as_question(lines[asking]):
        asking += 1
    sentences = QUESTION_SENTENCES.match(lines[asking])
    end = sentences.end() if sentences else len(lines[asking])
    rest = lines[asking][end:].strip()
    return [*lines[:asking], lines[asking][:end]], [line for line in [rest, *lines[asking + 1 :]] if line]


def _add_answer(drafts: Sequence[Draft], cue: Cue, text: Sequence[Block]) -> None:
    """Give an answer to the questions whose numbers it names, or to the last question."""
    lines = [line for line in [cue.rest, *(printed(block) for block in text)] if line]
    named = [draft for number in cue.numbers if (draft := _last_unanswered(drafts, number))]
    if not named and drafts[-1].is_answered:
        drafts[-1].answer += [cue.label, *lines]
        return
    for draft in named or drafts[-1:]:
        draft.answer_label = cue.label
        draft.answer = lines  # one list for all: what is added to the answer later is an answer to each of them


def _last_unanswered(drafts: Sequence[Draft], number: str) -> Draft | None:
    return next((draft for draft in reversed(drafts) if number in draft.numbers and not draft.is_answered), None)


def _without_quoted(drafts: Sequence[Draft]) -> tuple[list[Draft], list[SetApart]]:
    """Set apart a question that was quoted first and is printed again with its answer."""
    kept: list[Draft] = []
    apart: list[SetApart] = []
    later: dict[tuple[str, ...], Draft] = {}
    for draft in reversed(drafts):
        again = later.get(draft.numbers) if draft.numbers and not draft.is_answered else None
        if again and not again.question:
            again.question = draft.question
            apart.append(SetApart("marker", draft.label, draft.page))
        elif again and _same_text(draft.question, again.question):
            apart.append(SetApart("quoted_question", "\n".join([draft.label, *draft.question]), draft.page))
        else:
            kept.append(draft)
            later[draft.numbers] = draft
    return kept[::-1], apart[::-1]


def _same_text(lines: Sequence[str], others: Sequence[str]) -> bool:
    return fuzz.ratio("\n".join(lines), "\n".join(others)) >= _SAME_TEXT
