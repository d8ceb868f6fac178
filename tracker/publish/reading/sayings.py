"""What the mentions of a clause or a question say, each in a sentence, and how often such a mention is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.publish.reading.jumps import Placed, values_of
from tracker.publish.reading.marking import MarkedPlace
from tracker.publish.reading.rows import Row
from tracker.publish.reading.said import Values, mention_words
from tracker.quality import Score, load_quality

MOST = 25
"""Mentions that are explained on one page."""


@dataclass(frozen=True)
class Saying:
    """One mention: its words, where it stands, what it says, and how often a mention of its form is right."""

    number: int
    trigger: str
    place: str
    sentence: str
    values: Values
    rule: str
    score: Score | None


def sayings_of(rows: Sequence[Row], places: Sequence[str]) -> list[Saying]:
    """Return what mentions say, in their order, each with the citation of the clause that it is in."""
    return [
        Saying(
            number,
            row["trigger"],
            place,
            mention_words().sentence(values_of(row)),
            values_of(row),
            row["rule"],
            load_quality().forms.get(row["form"]),
        )
        for number, (row, place) in enumerate(list(zip(rows, places))[:MOST], 1)
    ]


def explained(rows: Sequence[Row]) -> dict[str, list[Placed]]:
    """Return mentions, in their order, as marks that lead to what they say, by the clause or question they are in."""
    placed: dict[str, list[Placed]] = {}
    for number, row in enumerate(rows, 1):
        following = f"#zin{number}" if number <= MOST else ""
        mark = MarkedPlace(
            row["start"], row["end"], values_of(row), number, len(rows), following, onward="lees wat dit zegt"
        )
        placed.setdefault(row["of"], []).append(Placed(row["field"], mark))
    return placed
