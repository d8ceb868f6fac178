"""The thread of a clause: the same clause through the versions, with what became of it each time."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.diff.words import EFFECTS, KINDS
from tracker.publish.reading.differing import differences_html
from tracker.publish.reading.rows import Row


@dataclass(frozen=True)
class Step:
    """A version of a clause. Days are ISO, '' where not known.

    words: what became of it in this version, in short; sentence: in full; differences: HTML, word by word. is_shown: it
    is the one that the page is about.
    """

    id: str
    place: str
    since: str
    until: str
    words: str
    sentence: str
    differences: Markup
    is_shown: bool


@dataclass(frozen=True)
class Gone:
    """That a clause is no longer there: since which version, and in words."""

    version: str
    since: str
    sentence: str


@dataclass(frozen=True)
class History:
    """The steps, the newest first, and how it went."""

    steps: tuple[Step, ...]
    gone: Gone | None = None

    @property
    def tells(self) -> bool:
        """Whether there is more to tell than that there is one version."""
        return len(self.steps) > 1 or self.gone is not None or any(step.sentence for step in self.steps)


LONGEST_DIFFERENCES = 20_000
"""Letters of differences in a history: first of the version that is shown, then of the newest."""


def history_of(rows: Sequence[Row], gone: Row | None, id_: str) -> History:
    """Return the history of the clause with an id, from its thread and the change with which it went."""
    left, shares = LONGEST_DIFFERENCES, dict.fromkeys(range(len(rows)), 0)
    for at in sorted(shares, key=lambda at: (rows[at]["id"] != id_, at)):
        shares[at] = left
        left = max(0, left - len(rows[at]["differences"] or ""))
    steps = tuple(
        _step(row, shares[at], is_first=row is rows[-1], is_shown=row["id"] == id_) for at, row in enumerate(rows)
    )
    if gone is None:
        return History(steps)
    return History(steps, Gone(gone["version"], gone["valid_from"] or gone["retrieved"], gone["sentence"]))


def _step(row: Row, longest: int, *, is_first: bool, is_shown: bool) -> Step:
    if row["kind"]:
        words = KINDS[row["kind"]].capitalize()
        if row["effect"] in EFFECTS:
            words += f", {EFFECTS[row['effect']]}"
    elif is_first:
        words = "De oudste versie die wij kennen"
    else:
        words = "Zelfde tekst, door ons opnieuw gelezen" if row["reason"] == "extractie" else "Niet veranderd"
    return Step(
        row["id"],
        row["citation"],
        row["valid_from"] or row["published"] or "",
        row["valid_to"] or "",
        words,
        row["sentence"] or "",
        Markup(differences_html(row["differences"] or "{}", longest) if longest else ""),  # escaped piece by piece
        is_shown,
    )
