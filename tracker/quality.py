"""How good the mentions are, counted on labelled clauses: `corpus/tag-quality.toml`, by `training.quality`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tracker.model import TrackerError
from tracker.paths import corpus_file

FILE = "tag-quality.toml"


@dataclass(frozen=True)
class Score:
    """Counts of what people marked (`labelled`), what the program marked (`found`), and what both did (`right`)."""

    labelled: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was labelled that was found; 0 where nothing was labelled."""
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.right / (self.labelled + self.found) if self.right else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.labelled + other.labelled, self.found + other.found, self.right + other.right)


@dataclass(frozen=True)
class Quality:
    """The scores over `labelled_clauses` clauses of `documents` documents.

    clauses: those that speak of control by residents or their groups. mentions: places with the right form. forms: the
    same a form. values: of holder, rung, force and polarity how many of the mentions that are right have the right one.
    false_alarms: in how many of the clauses without any mention something was marked.
    """

    labelled_clauses: int
    documents: int
    clauses: Score
    mentions: Score
    forms: dict[str, Score]
    values: dict[str, Score]
    empty_clauses: int
    false_alarms: int

    def rows(self) -> Iterator[tuple[str, str, Score]]:
        """Give what is counted, the value that it is counted of ('' for all) and the counts."""
        yield "clause", "", self.clauses
        yield "mention", "", self.mentions
        yield from (("form", form, score) for form, score in self.forms.items())
        yield from ((name, "", score) for name, score in self.values.items())


@cache
def load_quality(path: Path | None = None) -> Quality:
    """Return the scores in a TOML file, those that are shipped by default.

    Raises TrackerError when the file cannot be read, or something is missing in it.
    """
    path = path or corpus_file(FILE)
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Quality(
            labelled_clauses=values["labelled_clauses"],
            documents=values["documents"],
            clauses=Score(**values["clauses"]),
            mentions=Score(**values["mentions"]),
            forms={form: Score(**score) for form, score in values["forms"].items()},
            values={name: Score(**score) for name, score in values["values"].items()},
            empty_clauses=values["empty_clauses"],
            false_alarms=values["false_alarms"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrackerError(f"{path}: the scores of the tags cannot be read ({error}); put the file back") from error
