"""A clause: its text with the mentions explained, its history, what is near it and like it, and how to quote it."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from markupsafe import Markup

from tracker.addresses import in_text_address, place_address
from tracker.publish.catalogue import catalogue_of
from tracker.publish.reading import around
from tracker.publish.reading.answering import Context
from tracker.publish.reading.document import LONGEST_TEXT, Beside, Writer, beginning
from tracker.publish.reading.history import history_of
from tracker.publish.reading.marking import marked
from tracker.publish.reading.outline import Entry, Outline, weight_of
from tracker.publish.reading.quoting import citation_card
from tracker.publish.reading.referring import referrals, referring
from tracker.publish.reading.related import Related, related
from tracker.publish.reading.rows import Row
from tracker.publish.reading.sayings import explained, sayings_of
from tracker.publish.reading.version import AboutVersion

_WEIGHT = 35_000
"""Bytes of HTML that a clause with all that falls under it may take here; the reading page has the rest."""

_LONGEST_QUESTION = 220


@dataclass(frozen=True)
class _Subject:
    """The clause that a page is about, with all that falls under it and the mentions in them, in reading order."""

    about: AboutVersion
    clause: Row
    under: Sequence[Row]
    mentions: Sequence[Row]
    address: str

    @property
    def every(self) -> Sequence[Row]:
        """The clause and all that falls under it."""
        return [self.clause, *self.under]

    @property
    def ids(self) -> list[str]:
        """The ids of the clause and of all that falls under it."""
        return [row["id"] for row in self.every]

    @property
    def place_of(self) -> dict[str, str]:
        """The citations of the clause and of all that falls under it, by id."""
        return {row["id"]: row["citation"] for row in self.every}


def clause_context(
    connection: sqlite3.Connection,
    about: AboutVersion,
    clause: Row,
    root: str,
    path: Callable[[str], str],
    start: int = 0,
) -> Context:
    """Return what the page of a clause shows; of a long text from letter `start` on.

    `root` stands before our own addresses in absolute ones, `path` puts the site's prefix before one.
    """
    subject = _subject(connection, about, clause, root)
    place_of = subject.place_of
    return {
        "entry": {**about.entry, "bladzijde": clause["page"]},
        "about": about,
        "clause": clause,
        **_text(subject, path, start),
        **_near(connection, subject, path),
        "sayings": sayings_of(subject.mentions, [place_of[row["of"]] for row in subject.mentions]),
        "mentions": len(subject.mentions),
        **_changes(connection, subject),
        "questions": around.questions_about(connection, clause["id"], subject.ids),
        **_references(connection, subject, path),
        "related": _related(connection, subject),
        "card": citation_card(about, _quoted(subject), clause["citation"], clause["page"], subject.address),
        "canonical": subject.address,
        "beginning": beginning,
        "longest_question": _LONGEST_QUESTION,
    }


def _subject(connection: sqlite3.Connection, about: AboutVersion, clause: Row, root: str) -> _Subject:
    under = around.below(connection, clause["id"])
    ids = [clause["id"], *(row["id"] for row in under)]
    order = {id_: at for at, id_ in enumerate(ids)}
    mentions = sorted(around.mentions_of(connection, ids), key=lambda row: order[row["of"]])
    return _Subject(about, clause, under, mentions, root + place_address(about.policy, about.id, clause["eid"]))


def _text(subject: _Subject, path: Callable[[str], str], start: int) -> Context:
    letters = len(subject.clause["text"])
    shown = _light(subject.every, Counter(row["of"] for row in subject.mentions))
    return {
        "document": Markup(_document(subject, shown, path, start)),  # escaped clause by clause
        "start": start,
        "next_start": start + LONGEST_TEXT if start + LONGEST_TEXT < letters else 0,
        "left_out": len(subject.every) - shown,
    }


def _near(connection: sqlite3.Connection, subject: _Subject, path: Callable[[str], str]) -> Context:
    parents = around.above(connection, subject.clause)
    before, after = around.neighbours(connection, subject.about.id, subject.clause, parents)
    in_text = path(in_text_address(subject.about.policy, subject.about.id, subject.clause["eid"]))
    return {"parents": parents, "before": before, "after": after, "in_text": in_text}


def _changes(connection: sqlite3.Connection, subject: _Subject) -> Context:
    thread, gone = around.thread(connection, subject.clause)
    below = around.changed_below(connection, subject.clause["id"], subject.ids)
    place_of = subject.place_of
    return {
        "history": history_of(thread, gone, subject.clause["id"]),
        "changed_below": [{"row": row, "place": place_of[row["id"]]} for row in below],
    }


def _references(connection: sqlite3.Connection, subject: _Subject, path: Callable[[str], str]) -> Context:
    cites, cited_by = around.citations(connection, subject.ids)
    texts = {(row["id"], "text"): row["text"] for row in subject.every}
    policy, example = subject.about.policy, bool(subject.about.entry["voorbeeld"])
    return {
        "referrals": referrals(cites, texts, policy, example=example, path=path),
        "referring": referring(cited_by, policy, path),
    }


def _related(connection: sqlite3.Connection, subject: _Subject) -> Sequence[Related]:
    text = " ".join(row["text"] for row in subject.every)
    forms = {row["form"] for row in subject.mentions}
    return related(connection, catalogue_of(connection), text, forms, subject.about.policy)


def _entry(row: Row, mentions: int = 0) -> Entry:
    return Entry(
        *(row["id"], row["eid"], row["kind"], row["parent"], row["label"], row["heading"], row["citation"]),
        position=row["position"],
        letters=row["letters"],
        mentions=mentions,
    )


def _light(every: Sequence[Row], mentions: Counter[str]) -> int:
    """Return how many of a clause and what falls under it can be shown here; at least the clause itself."""
    weights = accumulate(weight_of(_entry(row, mentions[row["id"]])) for row in every)
    return max(1, sum(1 for _ in takewhile(lambda weight: weight <= _WEIGHT, weights)))


def _document(subject: _Subject, shown: int, path: Callable[[str], str], start: int) -> str:
    """Return the text of a clause with as much of what falls under it as is shown."""
    about, clause, rows = subject.about, subject.clause, subject.every[:shown]
    beside = Beside({row["id"]: row for row in rows}, explained(subject.mentions))
    prefix = path("/").rstrip("/")
    writer = Writer(
        Outline(tuple(map(_entry, rows))),
        beside,
        about.policy,
        about.id,
        lambda *place: f"{prefix}{place_address(*place)}",
    )
    stop = min(len(clause["text"]), start + LONGEST_TEXT)
    places = [placed.place for placed in beside.mentions.get(clause["id"], ())]
    own = f'<p class="bron zelf">{marked(clause["text"], places, start, stop)}</p>' if clause["text"] else ""
    return own + writer.entries(range(1, len(rows)))


def _quoted(subject: _Subject) -> str:
    """Return the words that are quoted: the clause and what falls under it, a line each, with their numbers."""
    lines = [subject.clause["text"] or ("" if subject.under else subject.clause["heading"])]
    lines += [" ".join(filter(None, (row["label"], row["heading"], row["text"]))) for row in subject.under]
    return "\n".join(filter(None, lines))
