"""What cannot be compared, in words for a visitor, and what there is instead."""

import difflib

from datasette.database import Database

from tracker.addresses import policy_address
from tracker.diff.choice import (
    ChoiceError,
    NoTextError,
    NothingBeforeError,
    NotYetThereError,
    UnknownPolicyError,
    UnknownVersionError,
)
from tracker.dutch import day
from tracker.publish.answer import rows
from tracker.publish.compare.asked import PATH, Asked, is_day
from tracker.publish.errors import Elsewhere, NotHere

TOO_LONG = (
    "Deze twee teksten zijn samen te lang om hier te vergelijken. U kunt ze wel naast elkaar lezen, of ze op uw eigen "
    "computer vergelijken met het programma achter deze site."
)

_MOST_LINKS = 20
_LONGEST_NAME = 80

_NAMED = """
SELECT id, name FROM policies WHERE id IN (:first, :second, :third) OR instr(lower(name), lower(:words))
ORDER BY position LIMIT :most
"""

_NAMES = "SELECT id, name FROM policies ORDER BY position LIMIT 1000"


async def unknown_policy(db: Database, error: UnknownPolicyError, asked: Asked) -> NotHere:
    """Return that there is no such policy, with the same question about those that may be meant."""
    near = dict(zip(("first", "second", "third"), (*error.near, "", "", "")))
    words = error.policy if len(error.policy) > 2 else "\n"
    found = {row["id"]: row["name"] for row in await rows(db, _NAMED, **near, words=words, most=_MOST_LINKS)}
    if not found:
        named = {row["name"]: row["id"] for row in await rows(db, _NAMES)}
        likely = difflib.get_close_matches(error.policy, named, 5, 0.4)
        found = {named[name]: name for name in likely}
    place = "other" if error.policy == asked.other else "policy"
    links = [
        Elsewhere(name, asked.address(PATH, **{place: id_, "start": "", "end": ""})) for id_, name in found.items()
    ]
    links.append(Elsewhere("Kies zelf wat u wilt vergelijken", PATH))
    hint = " Bedoelde u:" if found else ""
    return NotHere(f"Wij volgen geen beleid met de naam ‘{error.policy[:_LONGEST_NAME]}’.{hint}", links)


def unknown_version(error: UnknownVersionError, name: str) -> NotHere:
    """Return that a policy has no such text."""
    ways = [
        Elsewhere("Kies twee versies die er wel zijn", f"{PATH}?beleid={error.policy}"),
        Elsewhere(f"Alles over {name}", policy_address(error.policy)),
    ]
    return NotHere(f"‘{name}’ heeft geen versie ‘{error.named[:_LONGEST_NAME]}’.", ways)


def in_words(error: ChoiceError, name: str) -> str:
    """Return why there is nothing to compare, for a policy that is known."""
    if isinstance(error, NoTextError) or (isinstance(error, NotYetThereError) and error.first is None):
        return f"Van ‘{name}’ hebben wij nog geen tekst gevonden."
    if isinstance(error, NothingBeforeError):
        return _only_one(error, name)
    if isinstance(error, NotYetThereError):
        first = day(error.first.known) if error.first else ""
        return f"Op {day(error.day)} was er nog geen tekst van ‘{name}’. De eerste die wij kennen is van {first}."
    return str(error)


def _only_one(error: NothingBeforeError, name: str) -> str:
    return f"Van ‘{name}’ kennen wij geen tekst van vóór {day(error.text.known)}. Er is dus niets om te vergelijken."


def same_twice(start: str, end: str) -> str:
    """Return that both sides are one text, whether days were asked for or versions."""
    if is_day(start) and (is_day(end) or not end):
        until = f"op {day(end)}" if end else "nu"
        return f"Op {day(start)} en {until} geldt dezelfde tekst. Er is in die tijd niets veranderd."
    return "Dit is twee keer dezelfde versie. Kies hieronder een andere."
