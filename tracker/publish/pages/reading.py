"""The reading page: the text of a version, or its questions with their answers, from top to bottom, in parts."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from tracker.addresses import place_address, version_address
from tracker.codebook import codebook
from tracker.publish.answer import database, in_address
from tracker.publish.lookup import policy_named, version_named
from tracker.publish.reading import rows as read
from tracker.publish.reading.answering import Context, Shown, answered, root_of
from tracker.publish.reading.contents import contents_of
from tracker.publish.reading.document import Beside, Writer, beginning
from tracker.publish.reading.jumps import Choice, Numbered, numbered
from tracker.publish.reading.outline import Entry, Outline, Part
from tracker.publish.reading.said import mention_words
from tracker.publish.reading.version import AboutVersion, about_version

PART, BESIDE, FORM, HOLDER, MARKS = "deel", "bij", "vorm", "houder", "merken"
"""Names in an address: the number of a part, a clause or question that the part must hold, and which mentions."""

OFF = "uit"
"""The value of MARKS that leaves the mentions unmarked."""

_MOST_GONE = 60
_LONGEST_GONE = 300


@dataclass(frozen=True)
class _Asked:
    """What an address asks for; `lost`: the clause that it named is not in this version."""

    policy: str
    version: str
    part: int
    choice: Choice
    root: str
    today: str
    lost: bool = False


async def show(request: Request, datasette: Datasette) -> Response:
    """Show a part of a version with its clauses and questions in reading order."""
    db = database(datasette)
    asked = _asked(request, datasette)
    if name := request.args.get(BESIDE):
        found = await db.execute_fn(lambda connection: _part_with(connection, asked, name))
        if found is not None:
            address = datasette.urls.path(_part_address(asked.policy, asked.version, found.number, asked.choice))
            return Response.redirect(f"{address}#{quote(name, safe='')}")
        asked = replace(asked, lost=True)
    path = datasette.urls.path
    answer = await answered(datasette, request, lambda connection: _shown(connection, asked, path))
    if answer is None:
        await version_named(db, await policy_named(db, asked.policy), asked.version)
        raise LookupError(f"{asked.version}: came while it was looked for")
    return answer


def _asked(request: Request, datasette: Datasette) -> _Asked:
    words = mention_words()
    form, holder, number = (request.args.get(name) or "" for name in (FORM, HOLDER, PART))
    return _Asked(
        policy=in_address(request, "policy"),
        version=in_address(request, "version"),
        part=int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 1,
        choice=Choice(
            form if form in words.says else "",
            holder if holder in words.holders else "",
            request.args.get(MARKS) == OFF,
        ),
        root=root_of(request, datasette),
        today=date.today().isoformat(),
    )


def _part_address(policy: str, version: str, part: int, choice: Choice) -> str:
    """Return the address of a part, with what the reader chose; without the site's own prefix."""
    parameters = {
        PART: str(part) if part > 1 else "",
        FORM: choice.form,
        HOLDER: choice.holder,
        MARKS: OFF if choice.off else "",
    }
    query = urlencode({name: value for name, value in parameters.items() if value})
    return version_address(policy, version) + (f"?{query}" if query else "")


# -------------------------------------------------------------------- reading


@dataclass(frozen=True)
class _Text:
    """A version as it was read, without the texts of its clauses."""

    about: AboutVersion
    outline: Outline
    mentions: Mapping[str, Sequence[read.Row]]
    asked: Mapping[str, Sequence[read.Row]]
    changes: Mapping[str, read.Row]
    gone: Sequence[read.Row]


def _read(connection: sqlite3.Connection, asked: _Asked) -> _Text | None:
    about = about_version(connection, asked.policy, asked.version, asked.today)
    if about is None:
        return None
    mentions = read.mentions_in(connection, about.id)
    questions = read.questions_about(connection, about.id)
    changes, gone = read.changes_of(connection, about.id)
    outline = Outline(read.entries_of(connection, about.id, mentions, questions, changes))
    return _Text(about, outline, mentions, questions, changes, gone)


def _part_with(connection: sqlite3.Connection, asked: _Asked, name: str) -> Part | None:
    text = _read(connection, asked)
    return None if text is None else text.outline.part_with(name)


def _shown(connection: sqlite3.Connection, asked: _Asked, path: Callable[[str], str]) -> Shown | None:
    text = _read(connection, asked)
    return None if text is None else Shown("reading", _context(connection, asked, text, path))


def _context(connection: sqlite3.Connection, asked: _Asked, text: _Text, path: Callable[[str], str]) -> Context:
    """Return what the page shows."""
    about, outline = text.about, text.outline
    part = outline.parts[min(max(asked.part, 1), len(outline.parts)) - 1]

    def part_at(number: int, choice: Choice = asked.choice) -> str:
        return path(_part_address(about.policy, about.id, number, choice))

    addresses = ["" if each == part else part_at(each.number) for each in outline.parts]

    def mention_at(there: Part, number: int) -> str:
        return f"{addresses[there.number - 1]}#m{number}"

    def entry_at(entry: Entry) -> str:
        there = outline.part_at(outline.place_of[entry.id])
        return f"{addresses[there.number - 1]}#{quote(entry.name, safe='')}"

    marks = numbered(outline, part, text.mentions, asked.choice, mention_at)
    return {
        "entry": about.entry,
        "about": about,
        "asked": asked,
        "part": part,
        "parts": outline.parts,
        "part_at": part_at,
        "document": Markup(_document(connection, text, part, marks, path)),  # escaped clause by clause
        "contents": contents_of(outline, part, text.mentions, entry_at),
        "marks": marks,
        "first_mention": _first_mention(marks, outline, text, asked.choice, mention_at),
        "counts": json.dumps({f"{form}|{holder}": list(pair) for (form, holder), pair in marks.counts.items()}),
        "choosers": _choosers(marks),
        "all_mentions": sum(total for _, total in marks.counts.values()),
        "codebook": codebook(),
        "words": mention_words(),
        "gone": _gone(text, part),
        "more_gone": max(0, len(text.gone) - _MOST_GONE),
        "canonical": f"{asked.root}{_part_address(about.policy, about.id, part.number, Choice())}",
    }


def _document(
    connection: sqlite3.Connection, text: _Text, part: Part, marks: Numbered, path: Callable[[str], str]
) -> str:
    entries = text.outline.entries[part.start : part.end]
    beside = Beside(
        read.texts_of(connection, text.about.id, entries),
        {} if not marks.total else marks.placed,
        text.asked,
        text.changes,
    )
    prefix = path("/").rstrip("/")
    writer = Writer(
        text.outline, beside, text.about.policy, text.about.id, lambda *place: f"{prefix}{place_address(*place)}"
    )
    return writer.part(part)


def _first_mention(
    marks: Numbered, outline: Outline, text: _Text, choice: Choice, address: Callable[[Part, int], str]
) -> str:
    """Return where the first mention of this part stands, else the first one of the text; '' where there is none."""
    if not marks.total:
        return ""
    if marks.first:
        return f"#m{marks.first}"
    for there in outline.parts:
        for entry in outline.entries[there.start : there.end]:
            if any(map(choice.takes, text.mentions.get(entry.id, ()))):
                return address(there, 1)
    return ""


def _choosers(marks: Numbered) -> dict[str, list[tuple[str, int]]]:
    """Return the forms and the holders that the text has, with how many mentions, in the order of the codebook."""
    forms: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for (form, holder), (_, total) in marks.counts.items():
        forms[form] += total
        holders[holder] += total
    return {
        name: [(value, counted[value]) for value in codebook()[scale].names if counted[value]]
        for name, scale, counted in ((FORM, "form", forms), (HOLDER, "holder", holders))
    }


def _gone(text: _Text, part: Part) -> list[dict[str, Any]]:
    """Return what is no longer in this version, at the end of its last part."""
    if part.number != len(text.outline.parts):
        return []
    return [
        {
            "place": row["old_place"],
            "sentence": row["sentence"],
            "text": beginning(row["old_text"] or row["old_heading"], _LONGEST_GONE),
            "id": row["old_clause"],
        }
        for row in text.gone[:_MOST_GONE]
    ]
