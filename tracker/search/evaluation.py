"""How good a search is, against searches with the texts that they should find (`corpus/gold/searches.jsonl`).

Recall at 10: of the texts that should be found, the share among the first ten. Reciprocal rank: 1 for an expected text
in the first place, 1/2 in the second, 0 when none is found (Voorhees, 1999). Both are means over the searches.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.model import TrackerError

FIRST = 10
"""Places that count for recall."""

DEPTH = 100
"""Places in which the first expected text is looked for."""


@dataclass(frozen=True)
class Expected:
    """A text that a search should find: its document, its clause or question, where it begins and the hash of it."""

    file: str
    part: str  # `clause` or `question`
    key: str  # eid, or the number of the question
    offset: int
    sha256: str


@dataclass(frozen=True)
class Search:
    """What is typed, in which documents (`example` or `real`), what it should find, and what kind of search it is."""

    query: str
    corpus: str
    expected: tuple[Expected, ...]
    kind: str = ""


@dataclass(frozen=True)
class Quality:
    """Means over `searches` searches; `missed` has those of which not everything is among the first ten."""

    searches: int
    recall: float
    reciprocal_rank: float
    missed: tuple[str, ...] = ()


def read_searches(path: Path) -> tuple[Search, ...]:
    """Read the searches, a JSON object a line. Raises TrackerError when a line cannot be read."""
    searches = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
            expected = tuple(_expected(each) for each in entry["expected"])
            searches.append(Search(entry["query"], entry["corpus"], expected, entry.get("kind", "")))
        except (ValueError, KeyError) as error:
            raise TrackerError(f"{path}, line {number}: cannot be read as a search ({error!r}); correct it") from error
    return tuple(searches)


def _expected(entry: dict[str, str]) -> Expected:
    part = "clause" if "clause" in entry else "question"
    return Expected(entry["file"], part, entry[part], int(entry["offset"]), entry["sha256"])


def digest(text: str) -> str:
    """Return the hash that names a text in the file of searches; line ends are read as spaces."""
    return hashlib.sha256(text.replace("\n", " ").encode()).hexdigest()


def evaluate(
    searches: Sequence[Search], ranked: Callable[[str], Sequence[str]], id_of: Callable[[Expected], str]
) -> Quality:
    """Measure a search: `ranked` gives the ids that it finds, the best first, `id_of` the id of an expected text."""
    recall = rank = 0.0
    missed = []
    for search in searches:
        found = list(ranked(search.query))[:DEPTH]
        expected = {id_of(each) for each in search.expected}
        share = len(expected.intersection(found[:FIRST])) / min(FIRST, len(expected))
        if share < 1:
            missed.append(search.query)
        recall += share
        rank += next((1 / place for place, id_ in enumerate(found, start=1) if id_ in expected), 0.0)
    count = max(1, len(searches))
    return Quality(len(searches), recall / count, rank / count, tuple(missed))
