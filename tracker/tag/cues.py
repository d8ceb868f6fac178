"""Cues: words and phrases around a mention that tell its force, polarity or rung, read and found in a sentence.

A cue is data with examples; its rows are written as `tracker.tag.notation` explains, brackets around the words that
must stand where the cue binds. `tracker.tag.surroundings` tells where that is.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from spacy.tokens import Doc, Span, Token

from tracker.model import TrackerError
from tracker.tag.notation import Element, read_row
from tracker.tag.rows import GAP_WORDS, marked, ways
from tracker.tag.words import WordLists


class Cue(BaseModel):
    """Words that speak for a value of force, polarity or rung.

    binds: where the words must stand, seen from the mention. unless: rows of words that the cue may not overlap. past:
    whether the words also count in the past tense. yields: whether it counts only where no other cue does (force only).
    places: what the mention must be in its sentence (see `tracker.tag.surroundings.PLACES`). forms, holders: the forms
    and holders of mentions that the cue is about. Where places, forms or holders are not given the cue is about all.
    match: sentences with a mention in brackets to which this cue gives its value; not: sentences in which it does not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str
    value: str
    binds: str
    rows: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    past: bool = False
    yields: bool = False
    places: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    match: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(alias="not", min_length=1)

    @cached_property
    def read_rows(self) -> tuple[tuple[Element, ...], ...]:
        """The rows, read."""
        return tuple(read_row(row) for row in self.rows)

    @cached_property
    def read_unless(self) -> tuple[tuple[Element, ...], ...]:
        """The rows that the cue may not overlap, read."""
        return tuple(read_row(row) for row in self.unless)

    def is_about(self, mention: Span, place: str | None = None) -> bool:
        """Whether the cue is about mentions of this form and holder, and of this place in the sentence."""
        return (
            (not self.forms or mention.label_ in self.forms)
            and (not self.holders or mention._.holder in self.holders)
            and (not self.places or place in self.places)
        )


@dataclass(frozen=True)
class FoundCue:
    """A cue with the tokens [start, end) of its marked words, and its place in the order of the file."""

    cue: Cue
    start: int
    end: int
    order: int


def read_file(path: Path) -> dict[str, Any]:
    """Read a file of the taxonomy; raises TrackerError when that cannot be done."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrackerError(f"{path}: cannot be read: {error}; see {path.parent}/README.md") from error


def read_cues(path: Path, values: Collection[str], bindings: Collection[str], key: str = "cues") -> tuple[Cue, ...]:
    """Read the cues that a file has under a key.

    Raises TrackerError when the file cannot be read, or when a cue has a value or a binding that is not there.
    """
    try:
        cues = tuple(Cue.model_validate(entry) for entry in read_file(path).get(key, ()))
        for cue in cues:
            _ = cue.read_rows, cue.read_unless  # raise where the notation is wrong
    except ValueError as error:
        raise TrackerError(f"{path}: {key} cannot be read: {_one_line(error)}; see {path.parent}/README.md") from error
    for cue in cues:
        if cue.value not in values or cue.binds not in bindings:
            raise TrackerError(
                f"{path}: cue {cue.name!r} gives {cue.value!r} and binds {cue.binds!r}; "
                f"the values are {', '.join(values)}, the bindings {', '.join(bindings)}"
            )
    return cues


def _one_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return str(error)


class CueFinder:
    """Finds cues in sentences."""

    def __init__(self, cues: Collection[Cue]) -> None:
        self._rows = [(cue, order, row) for order, cue in enumerate(cues) for row in cue.read_rows]
        rows = [*(row for _, _, row in self._rows), *(row for cue in cues for row in cue.read_unless)]
        alternatives = {word for row in rows for element in row for word in element.alternatives}
        self._words = WordLists({word: (word,) for word in alternatives})
        self._starting: dict[str, list[int]] = {}
        for number, (_, _, row) in enumerate(self._rows):
            for word in row[0].alternatives:
                self._starting.setdefault(word, []).append(number)

    def find(self, text: Span | Doc) -> list[FoundCue]:
        """Return the cues in a sentence or a whole text, in order of the file."""
        tokens = list(text)
        names = self._words.of_all(text)
        found = set()
        for start, named in enumerate(names):
            for number in {row for name in named for row in self._starting.get(name, ())}:
                cue, order, row = self._rows[number]
                for way in ways(row, tokens, names, start):
                    first, last = marked(way)
                    if not _overlaps(cue, tokens, names, first, last):
                        found.add((order, first + tokens[0].i, last + tokens[0].i, cue))
                    break
        return [FoundCue(cue, start, end, order) for order, start, end, cue in sorted(found, key=lambda each: each[:3])]


def _overlaps(cue: Cue, tokens: list[Token], names: list[frozenset[str]], start: int, end: int) -> bool:
    """Whether a row of `unless` fits over the tokens [start, end)."""
    for row in cue.read_unless:
        longest = len(row) + GAP_WORDS * sum(element.is_gap for element in row)
        for first in range(max(0, start - longest + 1), end):
            if any(way[-1][0] >= start for way in ways(row, tokens, names, first)):
                return True
    return False
