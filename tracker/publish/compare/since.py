"""All that changed since a day, policy by policy."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from datasette.database import Database
from datasette.utils import sqlite3

from tracker.diff import Report, ShownChange
from tracker.diff.choice import ANSWERS, Pair, changed_since, policies_changed_since, texts_of
from tracker.diff.sections import sections
from tracker.publish.answer import rows
from tracker.publish.compare.work import TooLongError, comparisons, reader
from tracker.publish.news.effects import effects_in_words
from tracker.publish.paging import Pages, pages_of

POLICIES_A_PAGE = 10
_MOST_TOLD = 6

_NAMES = "SELECT id, name FROM policies WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY position"


@dataclass(frozen=True)
class ChangedText:
    """A text that is not what it was. `report` is None of a text that is new, and where two are too long to compare.

    effects: what the changes do together, in words; told: the weightiest changes, as they are put into words.
    """

    pair: Pair
    report: Report | None = None
    too_long: bool = False
    effects: str = ""
    told: tuple[ShownChange, ...] = ()


@dataclass(frozen=True)
class ChangedPolicy:
    """A policy with what changed in it since a day: texts, and then questions with their answers."""

    id: str
    name: str
    texts: tuple[ChangedText, ...]


@dataclass(frozen=True)
class Since:
    """What changed since a day, a page of it; `total` counts the policies on all pages."""

    policies: tuple[ChangedPolicy, ...]
    total: int
    pages: Pages


async def changed(db: Database, day: str, policy: str, page: int) -> Since:
    """Return what changed since a day (ISO 8601), in one policy or in all. Raises UnknownPolicyError."""
    pairs = await db.execute_fn(partial(_pairs, day=day, policy=policy))
    ids = list(pairs)
    pages = pages_of(str(page), len(ids), POLICIES_A_PAGE)
    names = {row["id"]: row["name"] for row in await rows(db, _NAMES, ids=json.dumps(pages.of(ids)))}
    shown = [await _policy(db, id_, names[id_], pairs[id_]) for id_ in pages.of(ids)]
    return Since(tuple(shown), len(ids), pages)


def _pairs(connection: sqlite3.Connection, day: str, policy: str) -> dict[str, tuple[Pair, ...]]:
    """Return the texts to compare, by policy."""
    db = reader(connection)
    ids: Iterable[str] = policies_changed_since(db, day)
    if policy:
        texts_of(db, policy)
        ids = [policy]
    found = {id_: changed_since(texts_of(db, id_), day) for id_ in ids}
    return {id_: pairs for id_, pairs in found.items() if pairs}


async def _policy(db: Database, id_: str, name: str, pairs: Sequence[Pair]) -> ChangedPolicy:
    ordered = sorted(pairs, key=lambda pair: pair.new.role == ANSWERS)
    return ChangedPolicy(id_, name, tuple([await _text(db, pair) for pair in ordered]))


async def _text(db: Database, pair: Pair) -> ChangedText:
    if pair.old is None:
        return ChangedText(pair)
    try:
        report = await comparisons.of(db, pair)
    except TooLongError:
        return ChangedText(pair, too_long=True)
    ordered = await asyncio.to_thread(sections, report)
    told = [change for section in ordered for change in section.changes]
    effects = effects_in_words(change.effect for change in report.changes)
    return ChangedText(pair, report, effects=effects, told=tuple(told[:_MOST_TOLD]))
