"""Tells which class of holder a word stands for."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from spacy.tokens import Token

from tracker.tag.holder_rules import CLASSES, PREFIX, Holder, HolderRules, Phrase
from tracker.tag.notation import fold
from tracker.tag.words import WordLists

_KINDS = ("whole", "open", "head", "modifier")
_FIRST = ("bewonersgroep", "overig", "aanbieder", "gemeente", "bewoners")
_ORDER = [f"{kind} {holder}" for kind in _KINDS for holder in _FIRST]
_KNOWN_PHRASES = 10_000


class HolderWords:
    """Gives words their class: whole words count before open ends, these before parts of compounds."""

    def __init__(self, rules: HolderRules) -> None:
        self._lists = WordLists(_by_kind({holder: rules.words[PREFIX + holder] for holder in CLASSES}))
        self._phrases = _by_first_word(rules.phrases)
        self._class_of = lru_cache(_KNOWN_PHRASES)(_first)

    def of(self, token: Token) -> Holder | None:
        """Return the class of a word, or of the fixed phrase that it begins; None where it is no holder."""
        for phrase in self._phrases.get(token.lower_, ()):
            following = token.doc[token.i : token.i + len(phrase.words)]
            if tuple(fold(each.text) for each in following) == phrase.words:
                return phrase.holder
        return self._class_of(self._lists.of(token))


def _by_kind(lists: Mapping[Holder, tuple[str, ...]]) -> dict[str, list[str]]:
    by_kind: dict[str, list[str]] = {}
    for holder, entries in lists.items():
        for entry in entries:
            by_kind.setdefault(f"{_kind(entry)} {holder}", []).append(entry)
    return by_kind


def _kind(entry: str) -> str:
    if entry.startswith("+"):
        return "head"
    if entry.endswith("+"):
        return "modifier"
    return "open" if "*" in entry else "whole"


def _first(names: frozenset[str]) -> Holder | None:
    name = next((name for name in _ORDER if name in names), None)
    return name.split()[1] if name else None  # type: ignore[return-value]


def _by_first_word(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Group the phrases by their first word, the longest first; a phrase of one class may be in the rules once only."""
    grouped: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.words)):
        grouped.setdefault(phrase.words[0], []).append(phrase)
    return grouped
