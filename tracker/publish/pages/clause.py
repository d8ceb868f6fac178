"""A clause: its text with the mentions explained, its history, what is near it and like it, and how to quote it."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, takewhile

from markupsafe import Markup

from tracker.addresses import in_text_address, place_address
from tracker.publish.catalogue import catalogue_of
from tracker.publish.reading import around
from tracker.publish.reading.answering import Context
from tracker.publish.reading.differing import kind_words
from tracker.publish.reading.document import LONGEST_TEXT, Beside, Writer, beginning
from tracker.publish.reading.history import history_of
from tracker.publish.reading.marking import marked
from tracker.publish.reading.outline import Entry, Outline, weight_of
from tracker.publish.reading.quoting import citation_card
from tracker.publish.reading.referring import referrals, referring
from tracker.publish.reading.related import related
from tracker.publish.reading.rows import Row
from tracker.publish.reading.sayings import explained, sayings_of
from tracker.publish.reading.version import AboutVersion

_WEIGHT = 35_000
"""Bytes of HTML that a clause with all that falls under it may take here; the reading page has the rest."""

_LONGEST_QUESTION = 220


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
    under = around.below(connection, clause["id"])
    parents = around.above(connection, clause)
    every = [clause, *under]
    ids = [row["id"] for row in every]
    places = {row["id"]: (at, row["citation"]) for at, row in enumerate(every)}
    mentions = sorted(around.mentions_of(connection, ids), key=lambda row: places[row["of"]][0])
    shown = _light(every, Counter(row["of"] for row in mentions))
    name = clause["eid"]
    address = root + place_address(about.policy, about.id, name)
    cites, cited_by = around.citations(connection, ids)
    texts = {(row["id"], "text"): row["text"] for row in every}
    thread, gone = around.thread(connection, clause)
    before, after = around.neighbours(connection, about.id, clause, parents)
    return {
        "entry": {**about.entry, "bladzijde": clause["page"]},
        "about": about,
        "clause": clause,
        "parents": parents,
        "before": before,
        "after": after,
        "document": Markup(_document(about, every[:shown], mentions, path, start)),  # escaped clause by clause
        "start": start,
        "next_start": start + LONGEST_TEXT if start + LONGEST_TEXT < len(clause["text"]) else 0,
        "left_out": len(every) - shown,
        "in_text": path(in_text_address(about.policy, about.id, name)),
        "sayings": sayings_of(mentions, [places[row["of"]][1] for row in mentions]),
        "mentions": len(mentions),
        "history": history_of(thread, gone, clause["id"]),
        "changed_below": [
            {"row": row, "words": kind_words(row), "place": places[row["id"]][1]}
            for row in around.changed_below(connection, clause["id"], ids)
        ],
        "questions": around.questions_about(connection, clause["id"], ids),
        "referrals": referrals(cites, texts, about.policy, example=bool(about.entry["voorbeeld"]), path=path),
        "referring": referring(cited_by, about.policy, path),
        "related": related(
            connection,
            catalogue_of(connection),
            " ".join(row["text"] for row in every),
            {row["form"] for row in mentions},
            about.policy,
        ),
        "card": citation_card(about, _quoted(clause, under), clause["citation"], clause["page"], address),
        "canonical": address,
        "beginning": beginning,
        "longest_question": _LONGEST_QUESTION,
    }


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


def _document(
    about: AboutVersion, rows: Sequence[Row], mentions: Sequence[Row], path: Callable[[str], str], start: int
) -> str:
    """Return the text of a clause with all that falls under it."""
    clause = rows[0]
    beside = Beside({row["id"]: row for row in rows}, explained(mentions))
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


def _quoted(clause: Row, under: Sequence[Row]) -> str:
    """Return the words that are quoted: the clause and what falls under it, a line each, with their numbers."""
    lines = [clause["text"] or ("" if under else clause["heading"])]
    lines += [" ".join(filter(None, (row["label"], row["heading"], row["text"]))) for row in under]
    return "\n".join(filter(None, lines))
