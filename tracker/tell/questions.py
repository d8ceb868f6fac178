"""What changed in questions and answers, to tell of: they are compared when somebody asks, and stored nowhere."""

import json
import sqlite3
from collections.abc import Sequence

from sqlite_utils import Database

from tracker.diff import Report, ShownChange, report_of
from tracker.diff.choice import NothingBeforeError, pair_of_policy, texts_of
from tracker.tell.news import NewsChange

_SAID = """
SELECT questions.id, question || char(10) || answer AS text, (SELECT group_concat(form) FROM (
    SELECT DISTINCT form FROM mentions WHERE mentions.question = questions.id)) AS forms
FROM questions WHERE id IN (SELECT value FROM json_each(:ids))
"""


def changed_questions(db: sqlite3.Connection, policy: str, version: str) -> tuple[str, tuple[NewsChange, ...]]:
    """Return the version before one with questions and answers, and what changed; nothing where there was none."""
    reader = Database(db, recursive_triggers=False, execute_plugins=False)
    try:
        pair = pair_of_policy(texts_of(reader, policy), policy, end=version)
    except NothingBeforeError:
        return "", ()
    if pair.old is None or pair.old.publication != pair.new.publication or pair.is_ours:
        return "", ()
    changes = _told(db, report_of(reader, pair))
    return (pair.old.id if changes else ""), changes


def _told(db: sqlite3.Connection, report: Report) -> tuple[NewsChange, ...]:
    ids = [id_ for change in report.changes for id_ in (change.old_clause, change.new_clause) if id_]
    said = {id_: (text, forms) for id_, text, forms in db.execute(_SAID, {"ids": json.dumps(ids)}).fetchall()}
    asked = [change for change in report.changes if {change.old_clause, change.new_clause} & said.keys()]
    return tuple(_change(report.new.id, number, change, said) for number, change in enumerate(asked, 1))


def _change(version: str, number: int, change: ShownChange, said: dict[str, tuple[str, str | None]]) -> NewsChange:
    old, old_forms = said.get(change.old_clause, ("", ""))
    new, new_forms = said.get(change.new_clause, ("", ""))
    return NewsChange(
        id=f"{version}/w{number}",
        clause=change.new_clause or change.old_clause,
        kind=change.kind,
        citation=change.new_place or change.old_place,
        heading="",
        sentence=change.sentence,
        effect=change.effect,
        old_text=old,
        new_text=new,
        forms=_all_of((old_forms, new_forms)),
    )


def _all_of(joined: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(sorted({form for each in joined for form in (each or "").split(",") if form}))
