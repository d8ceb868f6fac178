"""How good the mentions are, as counted on labelled clauses: `corpus/tag-quality.toml` in values for the pages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tracker.model import TrackerError


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


@dataclass(frozen=True)
class Quality:
    """The scores over `labelled_clauses` clauses of `documents` documents; `forms` in the order of the file."""

    labelled_clauses: int
    documents: int
    clauses: Score
    mentions: Score
    forms: dict[str, Score]


@cache
def load_quality(path: Path) -> Quality:
    """Return the scores in a TOML file.

    Raises TrackerError when the file cannot be read, or something is missing in it.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Quality(
            labelled_clauses=values["labelled_clauses"],
            documents=values["documents"],
            clauses=Score(**values["clauses"]),
            mentions=Score(**values["mentions"]),
            forms={form: Score(**score) for form, score in values["forms"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrackerError(f"{path}: the scores of the tags cannot be read ({error}); put the file back") from error
