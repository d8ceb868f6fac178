"""All mentions of a database as arrays, beside the catalogue of its texts."""

import sqlite3
import threading
from dataclasses import dataclass

import numpy as np

from tracker.matrix.choice import ANSWERS, NOT_SAID, RESIDENT_HOLDERS, RESIDENTS, TAGS, Choice, all_values_of
from tracker.search.catalogue import KINDS, QUESTION, Catalogue
from tracker.search.filters import texts_of

_MENTIONS = """
SELECT search_texts.id, mentions.rowid, form, holder, rung, force, polarity FROM mentions
JOIN search_texts ON search_texts.clause = mentions.clause
UNION ALL
SELECT search_texts.id, mentions.rowid, form, holder, rung, force, polarity FROM mentions
JOIN search_texts ON search_texts.question = mentions.question
"""


@dataclass(frozen=True)
class Mentions:
    """The mentions, in no order: the number of the text that each is in, its row, and its values.

    codes: by tag the place of the value in the list of `values`, which has all values of the codebook in their order.
    """

    text: np.ndarray  # int32
    row: np.ndarray  # int64
    codes: dict[str, np.ndarray]
    values: dict[str, tuple[str, ...]]


def read_mentions(connection: sqlite3.Connection) -> Mentions:
    """Read all mentions of the database as it is now."""
    columns = list(zip(*connection.execute(_MENTIONS).fetchall())) or [()] * (2 + len(TAGS))
    codes, values = {}, {}
    for name, column in zip(TAGS, columns[2:]):
        values[name] = tuple(all_values_of(name, sorted(set(column))))
        code = {value: place for place, value in enumerate(values[name])}
        codes[name] = np.array([code[value or NOT_SAID] for value in column], np.uint8)
    return Mentions(np.array(columns[0], np.int32), np.array(columns[1], np.int64), codes, values)


class Counted:
    """What numbers are made of: a catalogue with its mentions, and which texts a choice of versions takes."""

    def __init__(self, connection: sqlite3.Connection, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.mentions = read_mentions(connection)

    def texts(self, versions: str, day: str) -> np.ndarray:
        """Return which texts (bool, by number) a choice of versions takes on a day (ISO), each wording once."""
        return texts_of(self.catalogue, versions, day)


class LatestCounted:
    """The numbers of the catalogue that was asked for last; a database that has changed gives another catalogue."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Counted | None = None

    def of(self, connection: sqlite3.Connection, catalogue: Catalogue) -> Counted:
        """Return what to count with; `connection` has to see the state that the catalogue was read from."""
        with self._lock:
            if self._latest is None or self._latest.catalogue is not catalogue:
                self._latest = Counted(connection, catalogue)
            return self._latest


def texts_in(counted: Counted, texts: np.ndarray, choice: Choice) -> np.ndarray:
    """Return which of `texts` (bool, by number) are of the policies and the role that are chosen."""
    catalogue = counted.catalogue
    wanted = [choice.theme in ("", each.theme) and choice.policy in ("", each.id) for each in catalogue.policies]
    chosen = texts & np.array([*wanted, False], bool)[catalogue.policy]
    if choice.role:
        chosen &= of_role(catalogue, choice.role)
    return chosen


def of_role(catalogue: Catalogue, role: str) -> np.ndarray:
    """Return which texts (bool, by number) are rules, or questions with their answers."""
    is_question = catalogue.texts.kind == KINDS.index(QUESTION)
    return is_question if role == ANSWERS else ~is_question


def mentions_in(counted: Counted, texts: np.ndarray, choice: Choice) -> np.ndarray:
    """Return the places in the arrays of the mentions in these texts (bool, by number) that have the chosen tags."""
    mentions = counted.mentions
    chosen = texts[mentions.text]
    for name in TAGS:
        if value := getattr(choice, name):
            wanted = RESIDENT_HOLDERS if value == RESIDENTS else (value,)
            codes = [place for place, each in enumerate(mentions.values[name]) if each in wanted]
            chosen &= np.isin(mentions.codes[name], codes)
    return np.flatnonzero(chosen)
