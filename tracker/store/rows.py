"""From an extraction to the rows that are stored: pure, with identifiers that follow from what they name."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from tracker.compare.text import comparable, words_of
from tracker.model import Clause, Extraction, Fetched, Mention, Question, Reference, Source, TrackerError

T = TypeVar("T")
Row = dict[str, str | int | float | None]

_WORK = re.compile(r"\b(CVDR\d+|BWB[RVW]\d+)(?![A-Za-z0-9])")


@dataclass(frozen=True)
class ContentRows:
    """The rows of one version, a tuple a table; `citations` still lack the clause that they lead to."""

    clauses: tuple[Row, ...]
    questions: tuple[Row, ...]
    citations: tuple[Row, ...]
    mentions: tuple[Row, ...]
    set_apart: tuple[Row, ...]

    def sha256(self) -> str:
        """Return the hash of all that was extracted: of two readings with one text it tells whether the tags differ."""
        tables = (self.clauses, self.questions, self.citations, self.mentions, self.set_apart)
        return hashlib.sha256(json.dumps(tables, ensure_ascii=False).encode()).hexdigest()


def moment(at: datetime) -> str:
    """Return a moment as the database keeps it: UTC, ISO 8601, to the second. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at}: a moment needs a time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text_sha256(extraction: Extraction) -> str:
    """Return the hash of the words of a document, whatever the clauses that they are split into.

    Labels, headings and texts of clauses and the labels and texts of questions count, in reading order; white space
    and invisible characters do not.
    """
    words = [words_of(clause) for clause in extraction.split.clauses]
    for question in extraction.split.questions:
        parts = (question.theme, question.label or question.number, question.question, question.answer)
        words.extend(comparable(part) for part in parts)
    return hashlib.sha256(" ".join(filter(None, words)).encode()).hexdigest()


def version_id(source: Source, address: str, text_hash: str) -> str:
    """Return the identifier of a version, before it is made unique among those that are stored."""
    digest = hashlib.sha256("\n".join((source.id, address, text_hash)).encode()).hexdigest()[:8]
    return f"{source.policy}{'-vragen' if source.role == 'vragen' else ''}-{digest}"


def work_of(address: str, extraction: Extraction) -> str:
    """Return what the versions of one text have in common: the work of a CVDR or BWB expression, else the address."""
    for name in (address, extraction.document.meta("identifier")):
        if found := _WORK.search(name.replace("_", " ")):
            return found[1]
    return address


def version_row(source: Source, fetched: Fetched, extraction: Extraction) -> Row:
    """Return what is known of a version from the source, the register and the document, in that order of trust."""
    document = extraction.document
    given = dict(fetched.metadata)
    valid_to = given.get("valid_to") or iso_day(source.valid_to) or document.meta("valid_to") or None
    title = given.get("title") or document.title or document.meta("title") or fetched.address
    return {
        "policy": source.policy,
        "source": source.id,
        "label": given.get("label") or source.label or document.meta("identifier") or title,
        "title": title,
        "valid_from": given.get("valid_from") or iso_day(source.valid_from) or document.meta("valid_from") or None,
        "valid_to": valid_to,
        "valid_to_given": int(valid_to is not None),
        "published": given.get("published") or document.meta("published") or document.meta("issued") or None,
        "address": fetched.address,
        "work": work_of(fetched.address, extraction),
        "publisher_page": given.get("page") or document.meta("page"),
        "format": document.format,
        "pages": document.pages,
        "notes": "\n".join(document.notes),
        "metadata": json.dumps(dict(fetched.metadata), ensure_ascii=False, sort_keys=True),
    }


def check_row(
    source: str,
    at: datetime,
    outcome: str,
    *,
    address: str = "",
    http_status: int | None = None,
    etag: str = "",
    last_modified: str = "",
    snapshot: str | None = None,
    error: str = "",
    step: str = "",
) -> dict[str, str | int | None]:
    """Return the row of one look at a source."""
    return {
        "source": source,
        "address": address,
        "at": moment(at),
        "outcome": outcome,
        "step": step,
        "http_status": http_status,
        "etag": etag,
        "last_modified": last_modified,
        "snapshot": snapshot,
        "error": error,
    }


def iso_day(day: date | None) -> str | None:
    """Return a day as the database keeps it, ISO 8601."""
    return None if day is None else day.isoformat()


def content_rows(version: str, extraction: Extraction) -> ContentRows:
    """Return the rows of the version with the identifier `version`.

    Raises TrackerError when a mention or reference does not stand where it says it stands.
    """
    split = extraction.split
    clauses = [_clause_row(version, clause) for clause in split.clauses]
    questions = [_question_row(version, number, question) for number, question in enumerate(split.questions, 1)]
    citations: list[Row] = []
    mentions: list[Row] = []
    for place in _places(extraction, clauses, questions):
        citations.extend(_citation_row(place, number, found) for number, found in enumerate(place.references, 1))
        mentions.extend(_mention_row(place, number, found) for number, found in enumerate(place.mentions, 1))
    apart = (*extraction.document.apart, *split.apart)
    return ContentRows(
        tuple(clauses),
        tuple(questions),
        tuple(citations),
        tuple(mentions),
        tuple(
            {"version": version, "position": position, "kind": piece.kind, "text": piece.text, "page": piece.page}
            for position, piece in enumerate(apart)
        ),
    )


def _clause_row(version: str, clause: Clause) -> Row:
    return {
        "id": f"{version}/{clause.eid}",
        "version": version,
        "eid": clause.eid,
        "parent": None if clause.parent is None else f"{version}/{clause.parent}",
        "kind": str(clause.kind),
        "label": clause.label,
        "number": clause.number,
        "citation": clause.citation,
        "heading": clause.heading,
        "term": clause.term,
        "text": clause.text,
        "page": clause.page,
        "position": clause.position,
    }


def question_name(question: Question, number: int) -> str:
    """Return how a question is called: as printed where that is in words, else `Vraag` with its number or its place."""
    if any(sign.isalpha() for sign in question.label):
        return question.label
    return f"Vraag {question.number or number}"


def _question_row(version: str, number: int, question: Question) -> Row:
    return {
        "id": f"{version}/vraag_{number}",
        "version": version,
        "number": question.number,
        "name": question_name(question, number),
        "label": question.label,
        "theme": question.theme,
        "question": question.question,
        "answer_label": question.answer_label,
        "answer": question.answer,
        "page": question.page,
        "position": question.position,
    }


@dataclass(frozen=True)
class _Place:
    """One stored text with what was found in it."""

    clause: str | None
    question: str | None
    field: str
    text: str
    references: Sequence[Reference]
    mentions: Sequence[Mention]

    def id(self, letter: str, number: int) -> str:
        owner = self.clause or f"{self.question}/{self.field}"
        return f"{owner}/{letter}{number}"


def _places(extraction: Extraction, clauses: Sequence[Row], questions: Sequence[Row]) -> Iterator[_Place]:
    split = extraction.split
    for at, (row, clause) in enumerate(zip(clauses, split.clauses)):
        references, mentions = _at(extraction.clause_references, at), _at(extraction.clause_mentions, at)
        yield _Place(str(row["id"]), None, "text", clause.text, references, mentions)
    for at, (row, question) in enumerate(zip(questions, split.questions)):
        id_ = str(row["id"])
        references, mentions = _at(extraction.question_references, at), _at(extraction.question_mentions, at)
        yield _Place(None, id_, "question", question.question, references, mentions)
        references, mentions = _at(extraction.answer_references, at), _at(extraction.answer_mentions, at)
        yield _Place(None, id_, "answer", question.answer, references, mentions)


def _at(found: Sequence[Sequence[T]], position: int) -> Sequence[T]:
    """Return what was found in one text; an extraction without tags or references leaves the whole tuple empty."""
    return found[position] if found else ()


def _citation_row(place: _Place, number: int, reference: Reference) -> Row:
    _check_offsets(place, reference.start, reference.end)
    return {
        "id": place.id("c", number),
        "clause": place.clause,
        "question": place.question,
        "field": place.field,
        "start": reference.start,
        "end": reference.end,
        "target_policy": reference.target_policy or None,
        "target_uri": reference.target_uri,
        "target_eid": reference.target_clause,
    }


def _mention_row(place: _Place, number: int, mention: Mention) -> Row:
    _check_offsets(place, mention.start, mention.end)
    printed = place.text[mention.start : mention.end]
    if printed != mention.trigger:
        raise TrackerError(
            f"{place.clause or place.question}: a mention at {mention.start}-{mention.end} says {mention.trigger!r}, "
            f"the text there {printed!r}; this is a fault in the tagger, please report it"
        )
    return {
        "id": place.id("m", number),
        "clause": place.clause,
        "question": place.question,
        "field": place.field,
        "start": mention.start,
        "end": mention.end,
        "trigger": mention.trigger,
        "form": mention.form,
        "holder": mention.holder,
        "rung": mention.rung,
        "force": mention.force,
        "polarity": mention.polarity,
        "rule": mention.rule,
    }


def _check_offsets(place: _Place, start: int, end: int) -> None:
    if not 0 <= start < end <= len(place.text):
        raise TrackerError(
            f"{place.clause or place.question}: something was found at {start}-{end} in a text of {len(place.text)} "
            "characters; this is a fault in tracker, please report it"
        )
