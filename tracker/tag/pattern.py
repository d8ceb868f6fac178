"""The notation of the taxonomy's patterns: what one word may be, and what a row of words may be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

GAP = "..."

_LONGEST_WORD = 80  # letters; what is longer is words that lost their spaces
_KNOWN_WORDS = 200_000  # words whose lists are remembered: more than the vocabulary of a large collection


def fold(word: str) -> str:
    """Return the word as the rules write it: lower case, no accents, no control or formatting characters."""
    if word.isascii() and word.isalnum():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if unicodedata.category(letter)[0] not in "MC").lower()


@dataclass(frozen=True)
class Element:
    """One place in a pattern: a gap, or a word of the list `words`; `triggers` when it is part of the trigger."""

    words: str
    triggers: bool

    @property
    def is_gap(self) -> bool:
        """Whether any few words may stand here."""
        return self.words == GAP

    @property
    def is_named(self) -> bool:
        """Whether the list has a name in the taxonomy ("{bewoners}"), or is a gap."""
        return self.is_gap or self.words.startswith("{")


def read_pattern(pattern: str) -> tuple[Element, ...]:
    """Return the places of a pattern; without brackets every word is part of the trigger.

    >>> [(element.words, element.triggers) for element in read_pattern("[advies] ... over")]
    [('advies', True), ('...', False), ('over', False)]
    """
    elements = []
    inside = "[" not in pattern
    for word in pattern.split():
        inside = inside or word.startswith("[")
        elements.append(Element(word.strip("[]"), inside))
        inside = inside and ("[" not in pattern or not word.endswith("]"))
    return tuple(elements)


class WordLists:
    """Tells of a word in which of the lists it stands that patterns and contexts name."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._literal: dict[str, set[str]] = {}
        globs: dict[str, set[str]] = {}
        for name, entries in lists.items():
            for entry in entries:
                group = globs if "*" in entry else self._literal
                group.setdefault(fold(entry), set()).add(name)
        self._globs = [(re.compile(_expression(glob)), names) for glob, names in globs.items()]
        self._any_glob = re.compile("|".join(map(_expression, globs)) or r"(?!)")
        self.of = lru_cache(_KNOWN_WORDS)(self._of)

    def _of(self, word: str) -> frozenset[str]:
        if len(word) > _LONGEST_WORD:
            return frozenset()
        names = set(self._literal.get(word, ()))
        if self._any_glob.fullmatch(word):
            for glob, listed in self._globs:
                if glob.fullmatch(word):
                    names |= listed
        return frozenset(names)


def _expression(glob: str) -> str:
    return "".join(r"[\w-]*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", glob))
