"""Which two texts to lay side by side: by date, by name, of two policies, or all that changed since a day.

Reads the database and compares nothing yet, so that whoever asks can first look how long the texts are.
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from tracker.diff.report import ShownVersion
from tracker.model import TrackerError

RULES, ANSWERS = "tekst", "vragen"
"""Roles of a source: its documents are rules, or questions with their answers."""


@dataclass(frozen=True)
class Text:
    """A version that can be compared.

    role: RULES or ANSWERS. known: from which day (ISO 8601) it is known to hold, or else was there. found: the day that
    it was first read as news; empty where it was there when the source was first read. words: a hash of all that it
    says. read_last: the version that holds the last reading of the same bytes: itself, unless they were read better
    later. extractor: what read it.
    """

    shown: ShownVersion
    source: str
    work: str
    known: str
    found: str
    address: str
    words: str
    read_last: str
    extractor: str
    role: str = RULES

    @property
    def id(self) -> str:
        """The id of the version."""
        return self.shown.id

    @property
    def publication(self) -> tuple[str, str]:
        """What it is a version of."""
        return self.source, self.work

    @property
    def is_last_reading(self) -> bool:
        """Whether the same bytes were not read better later: texts read by the same code differ in content only."""
        return self.read_last == self.id

    def says_the_same_as(self, other: "Text") -> bool:
        """Return whether nothing but our reading differs: the same words, or the same bytes of the same document."""
        document = (self.source, self.address, self.shown.snapshot)
        return self.words == other.words or document == (other.source, other.address, other.shown.snapshot)


@dataclass(frozen=True)
class Pair:
    """Two texts to compare; `old` is None where there was none before."""

    old: Text | None
    new: Text

    @property
    def same_rule(self) -> bool:
        """Whether both are versions of the same publication, so that numbers say something."""
        return self.old is not None and self.old.work == self.new.work

    @property
    def is_ours(self) -> bool:
        """Whether what differs is our reading and no change of the publisher's."""
        return self.old is not None and self.old.says_the_same_as(self.new)


# -------------------------------------------------------------------- what is not there


class ChoiceError(TrackerError):
    """The texts of `policy` that are asked for are not there."""

    def __init__(self, policy: str, message: str) -> None:
        self.policy = policy
        super().__init__(f"{policy}: {message}")


class UnknownPolicyError(ChoiceError):
    """There is no such policy; `near` are ids that look like it, `known` are all."""

    def __init__(self, policy: str, known: Sequence[str]) -> None:
        self.known = tuple(known)
        self.near = tuple(difflib.get_close_matches(policy.lower(), known, 3))
        hint = f"did you mean {self.near[0]}?" if self.near else f"there are: {', '.join(known) or 'none'}"
        super().__init__(policy, f"no policy of this database; {hint}")


class NoTextError(ChoiceError):
    """The policy has no text of that role yet."""

    def __init__(self, policy: str, role: str = RULES) -> None:
        what = "questions and answers" if role == ANSWERS else "text"
        super().__init__(policy, f"has no {what} in this database; fetch it with `tracker run`")


class NothingBeforeError(ChoiceError):
    """There is no text before the one that is asked for."""

    def __init__(self, policy: str, text: Text) -> None:
        self.text = text
        super().__init__(policy, f"there is no version before {text.id}; name one with --from")


class NotYetThereError(ChoiceError):
    """No text held on a day; `first` is the earliest text, None where there is none at all."""

    def __init__(self, policy: str, day: str, first: Text | None) -> None:
        self.day, self.first = day, first
        hint = f"the first is of {first.known}" if first else "there is none"
        super().__init__(policy, f"no version held on {day}; {hint}")


class UnknownVersionError(ChoiceError):
    """The policy has no version with that id that can be compared."""

    def __init__(self, policy: str, named: str) -> None:
        self.named = named
        super().__init__(policy, f"{named} is no version of it, and no day (YYYY-MM-DD); see `tracker diff {policy}`")


# -------------------------------------------------------------------- choosing

_TEXTS = """
SELECT versions.id, versions.policy, versions.source, versions.work, versions.name, versions.title, versions.address,
    policies.name AS policy_name, versions.snapshot, versions.reason, versions.text_sha256 AS words, versions.extractor,
    sources.role,
    CASE WHEN policies.example THEN '' ELSE versions.publisher_page END AS page,
    coalesce(versions.valid_from, versions.published, '') AS since, coalesce(versions.valid_to, '') AS until,
    coalesce(versions.published, '') AS published, substr(versions.retrieved, 1, 10) AS retrieved,
    coalesce(versions.valid_from, versions.published, substr(versions.retrieved, 1, 10)) AS known,
    CASE WHEN (SELECT max(again.baseline) FROM versions AS again WHERE again.source = versions.source
        AND again.address = versions.address AND again.snapshot = versions.snapshot) THEN ''
        ELSE (SELECT min(substr(again.retrieved, 1, 10)) FROM versions AS again WHERE again.source = versions.source
            AND again.address = versions.address AND again.snapshot = versions.snapshot) END AS found,
    (SELECT again.id FROM versions AS again WHERE again.source = versions.source
        AND again.address = versions.address AND again.snapshot = versions.snapshot
        ORDER BY again.rowid DESC LIMIT 1) AS read_last
FROM versions JOIN sources ON sources.id = versions.source JOIN policies ON policies.id = versions.policy
WHERE versions.policy = :policy
    AND (EXISTS (SELECT 1 FROM clauses WHERE clauses.version = versions.id)
        OR EXISTS (SELECT 1 FROM questions WHERE questions.version = versions.id))
ORDER BY known, sources.position DESC, versions.rowid
"""


_CHANGED = """
SELECT policies.id FROM policies
WHERE EXISTS (SELECT 1 FROM versions
    WHERE versions.policy = policies.id AND (
        coalesce(versions.valid_from, versions.published, substr(versions.retrieved, 1, 10)) > :day
        OR (versions.baseline = 0 AND substr(versions.retrieved, 1, 10) > :day)))
ORDER BY policies.position
"""


def texts_of(db: Database, policy: str) -> tuple[Text, ...]:
    """Return all texts of a policy, every reading of them, in the order in which they came to hold.

    Raises UnknownPolicyError.
    """
    if db.execute("SELECT 1 FROM policies WHERE id = ?", [policy]).fetchone() is None:
        known = db.execute("SELECT id FROM policies ORDER BY position LIMIT 1000").fetchall()
        raise UnknownPolicyError(policy, [row[0] for row in known])
    return tuple(_text(row) for row in db.query(_TEXTS, {"policy": policy}))


def policies_changed_since(db: Database, day: str) -> tuple[str, ...]:
    """Return the ids of the policies with a text that is newer than a day (ISO 8601) or that we found after it."""
    return tuple(row[0] for row in db.execute(_CHANGED, {"day": day}).fetchall())


def _text(row: dict[str, str]) -> Text:
    of_text = ("source", "work", "known", "found", "address", "words", "read_last", "extractor", "role")
    shown = ShownVersion(**{name: value for name, value in row.items() if name not in of_text})
    return Text(shown, **{name: row[name] for name in of_text})


def pair_of_policy(texts: Sequence[Text], policy: str, start: str = "", end: str = "", role: str = RULES) -> Pair:
    """Return two texts of a policy, from `texts_of`; `start`, `end` and `role` as in `between`.

    Raises ChoiceError.
    """
    new = chosen(texts, policy, end, role=role)
    old = chosen(texts, policy, start, beside=new, role=new.role) if start else _before(texts, policy, new)
    return Pair(old, new)


def chosen(
    texts: Sequence[Text], policy: str, named: str = "", *, beside: Text | None = None, role: str = RULES
) -> Text:
    """Return the text with an id, or of those with a role the one that held on a day, or without either the newest.

    beside: where more than one held on a day, it is a text of the same publication, if it can be.
    """
    last_readings = [text for text in texts if text.is_last_reading and text.role == role]
    if not named:
        if not last_readings:
            raise NoTextError(policy, role)
        return last_readings[-1]
    day = _as_day(named)
    if day is None:
        found = next((text for text in texts if text.id == named), None)
        if found is None:
            raise UnknownVersionError(policy, named)
        return found
    held = [text for text in last_readings if text.known <= day]
    if not held:
        raise NotYetThereError(policy, day, last_readings[0] if last_readings else None)
    return _preferred(held, beside)


def _before(texts: Sequence[Text], policy: str, new: Text) -> Text:
    """Return the text before another one: of the same publication where there is one, else of the policy."""
    earlier = [
        text
        for text in texts[: texts.index(new)]
        if text.role == new.role and text.is_last_reading and not text.says_the_same_as(new)
    ]
    if not earlier:
        raise NothingBeforeError(policy, new)
    return _preferred(earlier, new)


def _preferred(texts: Sequence[Text], beside: Text | None) -> Text:
    same = [text for text in texts if beside is not None and text.publication == beside.publication]
    return (same or texts)[-1]


def _as_day(named: str) -> str | None:
    try:
        return date.fromisoformat(named).isoformat()
    except ValueError:
        return None


def changed_since(texts: Sequence[Text], day: str) -> tuple[Pair, ...]:
    """Return for each publication that is not what it was on a day (ISO 8601) that text and the one that it has now.

    A text that begins to hold after that day is a change, and so is one that we could only find after it. What differs
    by our reading alone is none; a text that two sources publish is one change.
    """
    pairs = sorted(_changed(texts, day), key=lambda pair: pair.old is None)
    return tuple(
        pair
        for place, pair in enumerate(pairs)
        if not any(pair.new.says_the_same_as(earlier.new) for earlier in pairs[:place])
    )


def _changed(texts: Sequence[Text], day: str) -> Iterator[Pair]:
    works: dict[tuple[str, str], list[Text]] = {}
    for text in texts:
        if text.is_last_reading:
            works.setdefault(text.publication, []).append(text)
    for versions in works.values():
        held = [text for text in versions if text.known <= day and text.found <= day]
        new = versions[-1]
        pair = Pair(held[-1] if held else None, new)
        if new not in held and not pair.is_ours:
            yield pair
