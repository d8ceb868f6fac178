"""Tells which class of holder a word stands for."""

from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Token

from tracker.tag.holder_rules import CLASSES, PREFIX, Holder, HolderRules, Phrase
from tracker.tag.notation import fold, read_row
from tracker.tag.words import WordLists

_KNOWN_SETS = 10_000  # sets of entries that fit a word: far fewer than there are words


class HolderWords:
    """Gives words their class: of the entries that fit a word counts the one that fits it most exactly."""

    def __init__(self, rules: HolderRules) -> None:
        self._classes: dict[str, Holder | None] = dict.fromkeys(rules.not_holders)
        self._classes |= {entry: holder for holder in CLASSES for entry in rules.words[PREFIX + holder]}
        self._entries = WordLists({entry: (entry,) for entry in self._classes})
        self._class_of = lru_cache(_KNOWN_SETS)(self._of_most_exact)
        self._phrases = _by_head(rules.phrases)

    def of(self, token: Token) -> Holder | None:
        """Return the class of a word, or of the fixed group of words that it heads; None where it is no holder."""
        for words, head, holder in self._phrases.get(token.lower_, ()):
            start = token.i - head
            if start >= 0 and tuple(fold(each.text) for each in token.doc[start : start + len(words)]) == words:
                return holder
        return self._class_of(self._entries.of(token))

    def _of_most_exact(self, entries: frozenset[str]) -> Holder | None:
        return self._classes[max(entries, key=_exactness)] if entries else None


def _exactness(entry: str) -> tuple[bool, int, str]:
    """Whole words before open ones, long ones before short ones."""
    letters = entry.strip("*+")
    return letters == entry, len(letters), entry


def _by_head(phrases: Iterable[Phrase]) -> dict[str, list[tuple[tuple[str, ...], int, Holder]]]:
    """Give for every head the groups of words, with the place of the head in them and their class."""
    groups: dict[str, list[tuple[tuple[str, ...], int, Holder]]] = {}
    for phrase in phrases:
        for row in phrase.rows:
            elements = read_row(row)
            head = next(place for place, element in enumerate(elements) if element.triggers)
            words = tuple(element.words for element in elements)
            groups.setdefault(words[head], []).append((words, head, phrase.holder))
    return groups
