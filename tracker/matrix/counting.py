"""The numbers of a matrix: mentions by two of policy, form, holder, rung, force and polarity, with their totals."""

from dataclasses import dataclass

import numpy as np

from tracker.matrix.choice import TAGS, Choice
from tracker.matrix.mentions import Counted, mentions_in, texts_in

POLICY = "policy"

AXES = (POLICY, *TAGS)
"""What the rows of a matrix can be; its columns can be anything but the policy."""

PER_WORDS = 1000


@dataclass(frozen=True)
class Matrix:
    """Counted mentions: `counts[row, column]`, with the values of both sides.

    words: of each row how many words were read (int64): of the policy where the rows are policies, of all texts
    otherwise. all_words: of all texts that were chosen.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: np.ndarray
    words: np.ndarray
    all_words: int

    @property
    def row_totals(self) -> np.ndarray:
        """Mentions a row."""
        return self.counts.sum(axis=1)

    @property
    def column_totals(self) -> np.ndarray:
        """Mentions a column."""
        return self.counts.sum(axis=0)

    @property
    def total(self) -> int:
        """All mentions."""
        return int(self.counts.sum())


def per_thousand_words(count: int, words: int) -> float:
    """Return how many mentions there are for every 1,000 words; 0 where nothing was read."""
    return PER_WORDS * count / words if words else 0.0


def count(counted: Counted, texts: np.ndarray, choice: Choice, rows: str, columns: str) -> Matrix:
    """Count the chosen mentions in `texts` (bool, by number: those of the chosen versions).

    Rows and columns have all values of the codebook in its order, also those that nothing has; policies stand in the
    order of the register. Values of the database that the codebook does not know come last, only where they occur.
    """
    texts = texts_in(counted, texts, choice)
    places = mentions_in(counted, texts, choice)
    row_values, row_codes = _axis(counted, rows)
    column_values, column_codes = _axis(counted, columns)
    shape = len(row_values), len(column_values)
    cells = row_codes[places].astype(np.int64) * shape[1] + column_codes[places]
    counts = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
    words = words_by_policy(counted, texts)
    all_words = int(words.sum())
    row_words = words if rows == POLICY else np.full(shape[0], all_words)
    return Matrix(row_values, column_values, counts, row_words, all_words)


def words_by_policy(counted: Counted, texts: np.ndarray) -> np.ndarray:
    """Return how many words the policies have in these texts (bool, by number), in the order of the register."""
    catalogue = counted.catalogue
    numbers = np.bincount(catalogue.policy[texts], catalogue.texts.length[texts], len(catalogue.policies))
    return numbers.astype(np.int64)


def _axis(counted: Counted, name: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the values of a side, and for every mention the place of its value."""
    if name == POLICY:
        catalogue = counted.catalogue
        return tuple(policy.id for policy in catalogue.policies), catalogue.policy[counted.mentions.text]
    return counted.mentions.values[name], counted.mentions.codes[name]
