"""What whoever minds the tracker should know, in plain Dutch: failing sources, held texts, rules not followed yet."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.dutch import count, day
from tracker.tell.followers import Followers
from tracker.tell.troubles import Healed, Trouble, healed, troubles

MOST_CANDIDATES = 25
_HELD = """
SELECT 'vast:' || held.id, held.source, held.address, held.doubt, held.why, policies.name
FROM held JOIN sources ON sources.id = held.source JOIN policies ON policies.id = sources.policy
WHERE held.state = 'vastgehouden' AND sources.followed = 1 ORDER BY held.first_seen, held.id
"""
_CANDIDATES = """
SELECT 'kandidaat:' || id, kind, title, published, page, why FROM candidates
WHERE followed = 0 ORDER BY kind = 'regel', municipality, published DESC, id
"""
_DOUBTS = {
    "inlogpagina": "de site vraagt om in te loggen",
    "afgebroken": "het bestand is niet heel",
    "gekrompen": "er is bijna geen tekst meer over",
    "andere tekst": "het is een heel andere tekst",
    "wisselt": "de site geeft steeds een andere tekst",
    "onbevestigd": "een tweede keer kijken lukte niet",
}
_CANDIDATE_KINDS = {"regel": "Regel", "opvolger": "Opvolger", "intrekking": "Intrekking"}


@dataclass(frozen=True)
class Remark:
    """One thing for a maintainer: under which heading, and a line (or more) about it."""

    subject: str
    heading: str
    text: str


def remarks(db: sqlite3.Connection, followers: Followers) -> list[Remark]:
    """Return all there is to say now, of which most will have been said before."""
    failing = [each for each in troubles(db) if each.lasts(followers.failing_checks, followers.failing_hours)]
    found = [Remark(each.subject, "Bronnen die niet lukken", _failing(each)) for each in failing]
    for subject, source, address, doubt, why, name in db.execute(_HELD).fetchall():
        what = f"{name}: {_DOUBTS[doubt]} ({_where(source, address)}; {why}). Wij houden deze tekst vast."
        found.append(Remark(subject, "Vastgehouden", f"{what} Toch overnemen: `tracker accept {source}`"))
    for subject, kind, title, published, page, why in db.execute(_CANDIDATES).fetchall():
        when = f" ({day(published)})" if published else ""
        text = f"{_CANDIDATE_KINDS[kind]}: {title}{when}. {why} {page}".rstrip()
        found.append(Remark(subject, "Misschien ook volgen", text))
    return found


def recoveries(db: sqlite3.Connection, told: Mapping[str, str | None]) -> list[Remark]:
    """Return which troubles that somebody was told of are over, and not yet said to be."""
    now = {each.subject for each in troubles(db)}
    found = []
    for subject, message in told.items():
        over = subject.startswith("storing:") and message is not None and subject not in now
        name = f"hersteld:{subject}"
        if over and name not in told and (well := healed(db, subject)):
            found.append(Remark(name, "Bronnen die het weer doen", _healed(well)))
    return found


def in_words(found: Sequence[Remark]) -> str:
    """Return the remarks as plain text, under their headings."""
    groups: dict[str, list[str]] = {}
    for each in found:
        groups.setdefault(each.heading, []).append(each.text)
    return "\n\n".join(f"{heading}\n\n{_lines(texts)}" for heading, texts in groups.items())


def _lines(texts: Iterable[str]) -> str:
    shown = [f"- {text}" for text in texts]
    if more := len(shown) - MOST_CANDIDATES:
        shown[MOST_CANDIDATES:] = [f"- En nog {more}; `tracker status` noemt ze alle."] if more > 0 else []
    return "\n".join(shown)


def _failing(trouble: Trouble) -> str:
    what = "is weggehaald door de uitgever" if trouble.gone else "lukt niet"
    times = count(trouble.checks, "keer", "keer")
    since = day(trouble.since.date().isoformat())
    return (
        f"{trouble.name}: {_where(trouble.source, trouble.address)} {what}, al {times} sinds {since}: {trouble.reason}"
    )


def _healed(well: Healed) -> str:
    return f"{well.name}: {_where(well.source, well.address)} doet het weer."


def _where(source: str, address: str) -> str:
    return f"bron {source}, {address}" if address and address not in source else f"bron {source}"
