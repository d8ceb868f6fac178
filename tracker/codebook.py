"""The codebook of the tags: `corpus/codebook.toml` as values, in their order."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.model import TrackerError
from tracker.paths import corpus_file


@dataclass(frozen=True)
class Value:
    """A value of a scale: what it means, an example with the words in brackets, and what it is not (both in Dutch)."""

    value: str
    meaning: str
    example: str = ""
    counterexample: str = ""


@dataclass(frozen=True)
class Scale:
    """The values that a column can have, in order; `ordered`: from low to high. Title and question are Dutch."""

    name: str
    title: str
    question: str
    ordered: bool
    values: tuple[Value, ...]

    @property
    def names(self) -> list[str]:
        """The values alone, in order."""
        return [each.value for each in self.values]


def load_codebook(path: Path) -> Mapping[str, Scale]:
    """Read a codebook; scales by name, in the order of the file.

    Raises TrackerError when the file cannot be read or lacks something.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _scale(name, scale) for name, scale in data.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrackerError(f"{path}: no codebook ({error}); put back the file of this release") from error


def _scale(name: str, data: dict) -> Scale:
    values = tuple(
        Value(value, each["meaning"], each.get("example", ""), each.get("not", ""))
        for value, each in data["values"].items()
    )
    return Scale(name, data["title"], data["question"], data["ordered"], values)


@cache
def codebook() -> Mapping[str, Scale]:
    """Return the codebook that this installation has."""
    return load_codebook(corpus_file("codebook.toml"))
