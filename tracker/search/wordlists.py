"""What the search knows of single words: `corpus/search.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.model import TrackerError
from tracker.paths import corpus_file


@dataclass(frozen=True)
class SameWords:
    """Words that people use for one another, as typed.

    found, not_found: what is typed and a text that it should find, or should not find, by these words.
    """

    words: tuple[str, ...]
    found: tuple[str, str]
    not_found: tuple[str, str]


@dataclass(frozen=True)
class WordLists:
    """The lists of the file: folded words that say nothing, dictionary forms that say little, and words alike."""

    ignored: frozenset[str]
    light: frozenset[str]
    same: tuple[SameWords, ...]


@cache
def word_lists() -> WordLists:
    """Return the lists. Raises TrackerError when they cannot be read."""
    return read_word_lists(corpus_file("search.toml"))


def read_word_lists(path: Path) -> WordLists:
    """Read the lists of a file. Raises TrackerError when it cannot be read."""
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
        return WordLists(
            frozenset(lists["ignored"].split()),
            frozenset(lists["light"].split()),
            tuple(_same(group) for group in lists["same"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrackerError(f"{path}: cannot be read as the words of the search ({error!r}); put it back") from error


def _same(group: dict) -> SameWords:
    found, not_found = group["found"], group["not_found"]
    return SameWords(tuple(group["words"].split()), (found[0], found[1]), (not_found[0], not_found[1]))
