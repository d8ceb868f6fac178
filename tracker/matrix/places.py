"""The mentions behind a number, each in its sentence and with the place where it stands."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tracker.matrix.mentions import Counted

PAGE = 50
"""Mentions on a page of a list."""

LONGEST = 240
"""Characters of a sentence that are shown on each side of the mention."""

# A point is the end of a sentence when a space and then a capital, a quote or a bracket follow it.
_END = re.compile(r"[.!?:;]['”’)]*\s+(?=[\"'‘’“(A-ZÀ-Þ])|\n+")

_PLACES = """
SELECT mentions.rowid AS mention, field, start, "end", form, holder, rung, force, polarity,
    mentions.clause, mentions.question AS question_id,
    coalesce(clauses.citation, questions.name) AS place, coalesce(clauses.heading, questions.theme) AS heading,
    CASE field WHEN 'question' THEN questions.question WHEN 'answer' THEN questions.answer
        ELSE clauses.text END AS text,
    coalesce(clauses.page, questions.page) AS page, versions.id AS version, versions.title, versions.label,
    versions.valid_from, versions.valid_to, versions.published, versions.newest, versions.publisher_page,
    versions.reason, policies.id AS policy, policies.name AS policy_name, policies.example
FROM mentions
LEFT JOIN clauses ON clauses.id = mentions.clause
LEFT JOIN questions ON questions.id = mentions.question
JOIN versions ON versions.id = coalesce(clauses.version, questions.version)
JOIN policies ON policies.id = versions.policy
WHERE mentions.rowid IN ({rows})
"""


class Sentence(NamedTuple):
    """The words around a mention: before it, the mention, after it; a part that is left out is `…`."""

    before: str
    trigger: str
    after: str


@dataclass(frozen=True)
class Place:
    """A mention in its sentence; `row` has its tags and where it stands, with the columns of the database."""

    row: Mapping[str, str | int | None]
    sentence: Sentence


def in_reading_order(counted: Counted, places: np.ndarray) -> np.ndarray:
    """Return places of mentions as they are read: by policy, the newest version first, from top to bottom."""
    catalogue, text = counted.catalogue, counted.mentions.text[places]
    ranks = np.array([version.rank for version in catalogue.versions] or [0], np.int32)
    version = -ranks[catalogue.texts.version[text]]
    return places[np.lexsort((counted.mentions.row[places], text, version, catalogue.policy[text]))]


def places_at(connection: sqlite3.Connection, counted: Counted, places: np.ndarray) -> list[Place]:
    """Return the mentions at these places of the arrays, a page of them, in their order."""
    rows = counted.mentions.row[places].tolist()
    cursor = connection.execute(_PLACES.format(rows=", ".join(map(str, rows))))
    columns = [column[0] for column in cursor.description]
    found = {row[0]: dict(zip(columns, row)) for row in cursor.fetchall()}
    return [_place(found[row]) for row in rows]


def _place(row: Mapping[str, str | int | None]) -> Place:
    return Place(row, sentence_around(str(row["text"]), int(row["start"] or 0), int(row["end"] or 0)))


def sentence_around(text: str, start: int, end: int, longest: int = LONGEST) -> Sentence:
    """Return the sentence of `text[start:end]`, on each side no more than about `longest` characters."""
    ends = [found.end() for found in _END.finditer(text)]
    first = max((at for at in ends if at <= start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if len(before) > longest:
        before = "… " + before[-longest:].partition(" ")[2]
    if len(after) > longest:
        after = after[:longest].rpartition(" ")[0] + " …"
    return Sentence(before, text[start:end], after)


def pages_of(mentions: int) -> int:
    """Return over how many pages a list of so many mentions goes; at least one."""
    return max(1, -(-mentions // PAGE))
