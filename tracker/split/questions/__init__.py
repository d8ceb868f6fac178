"""Find the questions and answers among the blocks of a document.

Each layout is a module, is found by its own evidence, and only where a document shows it more than once:

- `tables`: a table with a column of questions and a column of answers;
- `labelled`: "Vraag 4" ... "Antwoord op vraag 4", "V:" ... "A:", also all questions first and the answers later;
- `numbered`: "4. Wie beslist?" with the answer below;
- `displayed`: headings, or lines in bold or italics, that are questions, with the answer below.

`labels` holds the rules for labels, `evidence` says when a layout counts as one. The layouts without a table say where
questions and answers begin (`cues`); `assembly` collects what stands between.

Where the text goes, so that nothing is lost and nothing is counted twice: what is printed before a question or an
answer is its `label` or `answer_label`, the rest its `question` or `answer` (`printed_once` gives all of these in
order). A theme is a heading that stays among the remaining blocks; `Question.theme` is a copy of it. The names of a
table's columns are set apart as `column_names`, a question that is quoted before it is answered as `quoted_question`.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from tracker.model import Block, Question, SetApart
from tracker.split.questions.assembly import assemble
from tracker.split.questions.displayed import find_displayed
from tracker.split.questions.drafts import Collected, finish
from tracker.split.questions.evidence import announced
from tracker.split.questions.inline import divide_inline_answers
from tracker.split.questions.labelled import find_labelled
from tracker.split.questions.labels import read_label
from tracker.split.questions.numbered import find_numbered
from tracker.split.questions.tables import read_tables

__all__ = ["printed_once", "split_questions"]


def split_questions(
    blocks: tuple[Block, ...], title: str = ""
) -> tuple[tuple[Question, ...], tuple[Block, ...], tuple[SetApart, ...]]:
    """Take the questions with their answers out of a document's blocks.

    `title` is what the document is called elsewhere; it may announce questions.

    Returns the questions in reading order, the blocks that belong to no question, in order, and what was set apart.
    A question without an answer is returned with an empty answer.
    """
    blocks = divide_inline_answers(blocks)
    tables = read_tables(blocks, announced(blocks, title))
    lines = _read_lines(tables.remaining, announced(tables.remaining, title))
    drafts = sorted(tables.drafts + lines.drafts, key=attrgetter("order"))
    return finish(drafts), lines.remaining, tuple(tables.apart + lines.apart)


def _read_lines(blocks: tuple[Block, ...], announced: range) -> Collected:
    """Take the questions out of what stands outside tables, by the first layout that is found there."""
    for find_cues in (find_labelled, find_numbered, find_displayed):
        if cues := find_cues(blocks, announced):
            return assemble(blocks, cues)
    return Collected([], blocks, [])


def printed_once(questions: Iterable[Question]) -> Iterator[str]:
    """Yield every label, question, answer label and answer as printed, an answer to several questions once."""
    given: dict[tuple[str, str], set[str]] = {}
    for question in questions:
        yield from (question.label, question.question)
        answer = (question.answer_label, question.answer)
        label = read_label(question.answer_label)
        numbers = given.setdefault(answer, set())
        if not (label and len(label.numbers) > 1 and numbers and question.number not in numbers):
            numbers.clear()
            yield from answer
        numbers.add(question.number)
