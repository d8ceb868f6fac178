"""Questions in tables that have a column of questions and a column of answers."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.model import Block, BlockKind, SetApart
from tracker.split.questions.drafts import Collected, Draft
from tracker.split.questions.evidence import (
    PAIRS_ANNOUNCED,
    PAIRS_UNANNOUNCED,
    SHARE_UNANNOUNCED,
    announces_questions,
)
from tracker.split.questions.labels import read_bare_number, read_numbers
from tracker.split.questions.lines import ends_as_question, is_heading, printed

_QUESTION_COLUMN = re.compile(
    r"(?:gestelde\s|uw\s)?(?:vra(?:ag|gen)|opmerking(?:en)?|inspraakreacties?|zienswijzen?|inbreng)\b[^.?]{0,40}",
    re.IGNORECASE,
)
_ANSWER_COLUMN = re.compile(
    r"(?:ons\s|onze\s|concept-?)?(?:antwoord(?:en)?|reacties?|beantwoording|toelichting)\b[^.?]{0,40}", re.IGNORECASE
)
_NUMBER_COLUMN = re.compile(r"(?:nr|no|nummer|vraagnummer|vraag nr|#|volgnr|volgnummer)\.?", re.IGNORECASE)
_THEME_COLUMN = re.compile(r"(?:thema|onderwerp|rubriek|categorie)s?", re.IGNORECASE)
_THEME_WORDS = 8


@dataclass(frozen=True)
class _Columns:
    """Which column of a table holds what; None where it has no such column."""

    question: int
    answer: int
    number: int | None = None
    theme: int | None = None


def read_tables(blocks: Sequence[Block], announced: range) -> Collected:
    """Take the questions out of the tables that have a column for them."""
    drafts: list[Draft] = []
    remaining: list[Block] = []
    apart: list[SetApart] = []
    heading = ""
    start = 0
    for is_table, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ROW):
        rows = list(group)
        columns = _columns(rows, start in announced) if is_table else None
        if columns:
            table = _read_table(rows, columns, heading, order=len(remaining))
            drafts += table.drafts
            apart += table.apart
            remaining += table.remaining
        else:
            remaining += rows
            headings = [printed(block) for block in rows if is_heading(block)]
            heading = next((text for text in headings[-1:] if not announces_questions(text)), heading)
        start += len(rows)
    return Collected(drafts, tuple(remaining), apart)


def _columns(rows: Sequence[Block], announced: bool) -> _Columns | None:
    """Say which columns hold questions and answers, by the names above them or else by the question marks in them."""
    named = (_columns_by_name(row) for row in rows[:2])
    return next(filter(None, named), None) or _columns_by_content(rows, announced)


def _columns_by_name(row: Block) -> _Columns | None:
    number = _column_named(row, _NUMBER_COLUMN)
    question = _column_named(row, _QUESTION_COLUMN, [number])
    answer = _column_named(row, _ANSWER_COLUMN, [number, question])
    if question is None or answer is None:
        return None
    return _Columns(question, answer, number, _column_named(row, _THEME_COLUMN, [number, question, answer]))


def _column_named(row: Block, name: re.Pattern[str], taken: Container[int | None] = ()) -> int | None:
    cells = enumerate(row.cells)
    return next((index for index, cell in cells if index not in taken and name.fullmatch(cell.strip())), None)


def _columns_by_content(rows: Sequence[Block], announced: bool) -> _Columns | None:
    """Take the last two of two or three columns, where nearly every row asks something; the first may hold numbers."""
    needed = PAIRS_ANNOUNCED if announced else PAIRS_UNANNOUNCED
    width = max(len(row.cells) for row in rows)
    if len(rows) < needed or width not in (2, 3):
        return None
    question, answer = width - 2, width - 1
    full = [row.cells for row in rows if len(row.cells) == width]
    asking = sum(ends_as_question(cells[question]) and bool(cells[answer]) for cells in full)
    numbered = width == 2 or all(not cells[0] or read_bare_number(cells[0]) is not None for cells in full)
    if asking < needed or asking < SHARE_UNANNOUNCED * len(rows) or not numbered:
        return None
    return _Columns(question, answer, 0 if width == 3 else None)


def _read_table(rows: Sequence[Block], columns: _Columns, theme: str, order: int) -> Collected:
    """Make a question of every row; rows with a theme remain, rows with the names of the columns are set apart."""
    drafts: list[Draft] = []
    themes: list[Block] = []
    apart: list[SetApart] = []
    for row in rows:
        if _columns_by_name(row) == columns:
            apart.append(SetApart("column_names", printed(row), row.page))
        elif _is_theme(row, columns):
            theme = next(cell for cell in row.cells if cell)
            themes.append(row)
        elif drafts and not _cell(row, columns.question) and not _cell(row, columns.number):
            drafts[-1].answer += [
                text for text in (row.marker, *row.cells) if text
            ]  # the row goes on from the page before
        else:
            drafts.append(_read_row(row, columns, theme, order))
    return Collected(drafts, tuple(themes), apart)


def _cell(row: Block, index: int | None) -> str:
    return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def _is_theme(row: Block, columns: _Columns) -> bool:
    """A row of one cell, or of one cell repeated, that asks nothing and has no number."""
    filled = [cell for cell in row.cells if cell]
    if len(set(filled)) != 1 or (len(filled) == 1 and _cell(row, columns.answer)):
        return False
    text = filled[0]
    return read_bare_number(text) is None and not ends_as_question(text) and len(text.split()) <= _THEME_WORDS


def _read_row(row: Block, columns: _Columns, theme: str, order: int) -> Draft:
    """Make a question of a row; cells of other columns ("Artikel", "Pagina") are printed in its label."""
    others = [cell for index, cell in enumerate(row.cells) if cell and index not in (columns.question, columns.answer)]
    return Draft(
        order=order,
        label=" | ".join([row.marker, *others] if row.marker else others),
        numbers=read_numbers(_cell(row, columns.number)),
        theme=_cell(row, columns.theme) or theme,
        page=row.page,
        question=[cell for cell in [_cell(row, columns.question)] if cell],
        answer=[cell for cell in [_cell(row, columns.answer)] if cell],
    )
