"""Which texts count when the newest versions are chosen, all that holds today, or all that there have been."""

import sqlite3

import numpy as np

from tracker.search.catalogue import Catalogue
from tracker.search.filters import ALL, NEWEST

_HOLDING = """
SELECT id FROM (
    SELECT id, valid_to, row_number() OVER (
        PARTITION BY source, work
        ORDER BY coalesce(valid_from, published, '') DESC, newest DESC, rowid DESC) AS nth
    FROM versions WHERE coalesce(valid_from, published, '') <= :day)
WHERE nth = 1 AND (valid_to IS NULL OR valid_to > :day)
"""
"""Of each text the version that began last, today or before, unless it has ended."""


def holding_versions(connection: sqlite3.Connection, day: str) -> frozenset[str]:
    """Return the ids of the versions that hold on a day (ISO): at most one of each text."""
    return frozenset(id_ for (id_,) in connection.execute(_HOLDING, {"day": day}))


def texts_of(connection: sqlite3.Connection, catalogue: Catalogue, versions: str, day: str) -> np.ndarray:
    """Return which texts (bool, by number) are in the chosen versions, each wording of a policy once.

    A clause that stands in two of them with the same words, or that two sources give, is counted once: twice would say
    that a policy speaks of it twice as often.
    """
    if versions == ALL:
        return catalogue.all_versions
    if versions == NEWEST:
        return catalogue.newest
    holding = holding_versions(connection, day)
    held = np.array([version.id in holding for version in catalogue.versions] or [False], bool)
    numbers = np.flatnonzero(held[catalogue.texts.version])
    numbers = numbers[numbers > 0]
    ranks = np.array([version.rank for version in catalogue.versions] or [0], np.int32)
    chosen = np.zeros(catalogue.texts.count + 1, bool)
    chosen[_each_wording_once(catalogue, numbers, ranks)] = True
    return chosen


def _each_wording_once(catalogue: Catalogue, numbers: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """Return of the texts with these numbers one of each wording in a policy: that of the highest rank."""
    policy, wording = catalogue.policy[numbers], catalogue.texts.fingerprint[numbers]
    order = np.lexsort((-ranks[catalogue.texts.version[numbers]], wording, policy))
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(policy[order]) != 0) | (np.diff(wording[order]) != 0)
    return numbers[order[first]]
