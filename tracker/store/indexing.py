"""Filling the index of the search. Every function here runs inside a transaction of the caller."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from tracker.search.terms import IndexedTerms, terms_of_clauses, terms_of_questions
from tracker.store import read
from tracker.store.search_schema import QUESTION

Text = tuple[str | None, str | None, str, IndexedTerms]
"""A clause's id or a question's id, the kind, the terms."""

_INSERT_TEXT = """
INSERT INTO search_texts (id, version, clause, question, kind, length, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_TERMS = """
INSERT INTO search_fts (rowid, words, lemmas, parts, heading, surroundings) VALUES (?, ?, ?, ?, ?, ?)
"""


def index_version(db: Database, version: str) -> None:
    """Put the clauses and questions of a version, which are stored already, into the index."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM search_texts").fetchone()
    numbered = list(enumerate(_texts_of(db, version), start=last + 1))
    db.conn.executemany(_INSERT_TEXT, (_text_row(number, version, text) for number, text in numbered))
    db.conn.executemany(_INSERT_TERMS, (_terms_row(number, terms) for number, (_, _, _, terms) in numbered))


def index_versions(db: Database, versions: Iterable[str]) -> None:
    """Put several versions into the index, in this order."""
    for version in versions:
        index_version(db, version)


def _texts_of(db: Database, version: str) -> Iterator[Text]:
    clauses = read.clauses_of(db, version)
    for (id_, clause), terms in zip(clauses, terms_of_clauses([clause for _, clause in clauses])):
        yield id_, None, str(clause.kind), terms
    questions = read.questions_of(db, version)
    for (id_, _), terms in zip(questions, terms_of_questions([question for _, question in questions])):
        yield None, id_, QUESTION, terms


def _text_row(number: int, version: str, text: Text) -> tuple[int | str | None, ...]:
    clause, question, kind, terms = text
    return number, version, clause, question, kind, terms.length, terms.fingerprint


def _terms_row(number: int, terms: IndexedTerms) -> tuple[int | str, ...]:
    return number, terms.words, terms.lemmas, terms.parts, terms.heading, terms.surroundings
