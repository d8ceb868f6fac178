"""A question with its answer, both marked, the clauses that they are about, and how to quote it."""

import sqlite3
from collections.abc import Callable

from markupsafe import Markup

from tracker.addresses import in_text_address, name_in_version, place_address
from tracker.publish.reading import around
from tracker.publish.reading.answering import Context
from tracker.publish.reading.marking import marked
from tracker.publish.reading.quoting import citation_card
from tracker.publish.reading.referring import referrals
from tracker.publish.reading.rows import Row, all_rows
from tracker.publish.reading.sayings import explained, sayings_of
from tracker.publish.reading.version import AboutVersion

LONGEST = 40_000
"""Characters of a question, and of an answer, that are shown."""

_QUESTION = """
SELECT id, number, name, label, theme, question, answer_label, answer, page, position FROM questions WHERE id = :id
"""

_CLAUSES_ABOUT = """
SELECT clauses.id, clauses.citation, clauses.heading, clauses.text, policies.id AS policy_id,
    policies.name AS policy, versions.valid_from, versions.newest,
    max(question_clauses.how = 'verwijzing') AS cited
FROM question_clauses
JOIN clauses ON clauses.id = question_clauses.clause
JOIN versions ON versions.id = clauses.version
JOIN policies ON policies.id = versions.policy
WHERE question_clauses.question = :id
GROUP BY clauses.id ORDER BY cited DESC, versions.newest DESC, max(question_clauses.score) DESC, clauses.position
LIMIT 30
"""

_NEAR = """
SELECT id, name, theme FROM questions WHERE version = :version AND position {after} :position
ORDER BY position {order} LIMIT 1
"""


def question_row(connection: sqlite3.Connection, id_: str) -> Row | None:
    """Return a question, None where there is none with this id."""
    row: Row | None = connection.execute(_QUESTION, {"id": id_}).fetchone()
    return row


def question_context(
    connection: sqlite3.Connection, about: AboutVersion, question: Row, root: str, path: Callable[[str], str]
) -> Context:
    """Return what the page of a question shows; `root` and `path` as for a clause."""
    id_, name = question["id"], name_in_version(question["id"])
    mentions = around.mentions_of(connection, [id_])
    placed = explained(mentions).get(id_, [])
    address = root + place_address(about.policy, about.id, name)
    cites, _ = around.citations(connection, [id_])
    texts = {(id_, field): question[field] for field in ("question", "answer")}
    near = {"version": about.id, "position": question["position"]}
    return {
        "entry": {**about.entry, "bladzijde": question["page"]},
        "about": about,
        "question": question,
        "fields": {
            field: Markup(  # escaped piece by piece
                marked(text, [each.place for each in placed if each.field == field], 0, min(len(text), LONGEST))
            )
            for (_, field), text in texts.items()
        },
        "is_cut": any(len(text) > LONGEST for text in texts.values()),
        "sayings": sayings_of(mentions, [""] * len(mentions)),
        "mentions": len(mentions),
        "clauses": all_rows(connection, _CLAUSES_ABOUT, id=id_),
        "referrals": referrals(cites, texts, about.policy, example=bool(about.entry["voorbeeld"]), path=path),
        "before": connection.execute(_NEAR.format(after="<", order="DESC"), near).fetchone(),
        "after": connection.execute(_NEAR.format(after=">", order=""), near).fetchone(),
        "in_text": path(in_text_address(about.policy, about.id, name)),
        "card": citation_card(about, _quoted(question), question["name"], question["page"], address),
        "canonical": address,
    }


def _quoted(question: Row) -> str:
    asked = question["label"] or "Vraag"
    answered = question["answer_label"] or "Antwoord"
    return f"{asked}: {question['question']}\n{answered}: {question['answer']}"
