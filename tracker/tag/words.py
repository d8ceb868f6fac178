"""Tells of a token which of the words that the rules name it can be: by form, lemma and parts of its compound."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from tracker.tag.notation import fold

_LONGEST_WORD = 80  # letters; what is longer is words that lost their spaces
_KNOWN_WORDS = 100_000  # words whose names are remembered: more than the vocabulary of a large collection

_KEPT = "words of the rules"


class WordLists:
    """Names of lists, and for every token in which of them it stands."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        """Take the alternatives of every list, in the notation of `tracker.tag.notation`, by the name of the list."""
        self._literal: dict[str, set[str]] = {}
        self._heads: dict[str, set[str]] = {}
        self._modifiers: dict[str, set[str]] = {}
        globs: dict[str, set[str]] = {}
        for name, entries in lists.items():
            for entry in entries:
                group, word = self._group(entry, globs)
                group.setdefault(word, set()).add(name)
        self._globs = [(re.compile(_expression(glob)), names) for glob, names in globs.items()]
        self._any_glob = re.compile("|".join(map(_expression, globs)) or r"(?!)")
        self._of = lru_cache(_KNOWN_WORDS)(self._names)

    def _group(self, entry: str, globs: dict[str, set[str]]) -> tuple[dict[str, set[str]], str]:
        if entry.startswith("+"):
            return self._heads, fold(entry[1:])
        if entry.endswith("+"):
            return self._modifiers, fold(entry[:-1])
        return (globs if "*" in entry else self._literal), fold(entry)

    def of(self, token: Token) -> frozenset[str]:
        """Return the names of the lists that the token stands in."""
        return self._of(token.text, token.lemma_, token._.compound)

    def of_all(self, tokens: Doc | Span) -> list[frozenset[str]]:
        """Return of each token the names of the lists that it stands in."""
        words = _words_of(tokens) if isinstance(tokens, Doc) else _words_of(tokens.doc)[tokens.start : tokens.end]
        return [self._of(*word) for word in words]

    def _names(self, text: str, lemma: str, compound: tuple[str, ...]) -> frozenset[str]:
        if len(text) > _LONGEST_WORD:
            return frozenset()
        names: set[str] = set()
        for word in {fold(text), fold(lemma)}:
            names |= self._literal.get(word, set())
            if self._any_glob.fullmatch(word):
                names.update(*(listed for glob, listed in self._globs if glob.fullmatch(word)))
        if len(compound) > 1:
            names |= self._heads.get(fold(compound[-1]), set())
            for part in compound[:-1]:
                names |= self._modifiers.get(fold(part), set())
        return frozenset(names)


def _words_of(doc: Doc) -> list[tuple[str, str, tuple[str, ...]]]:
    """Form, lemma and parts of every token, kept with the document: every component asks for them."""
    words = doc.user_data.get(_KEPT)
    if words is None:
        words = doc.user_data[_KEPT] = [(token.text, token.lemma_, token._.compound) for token in doc]
    return words


def _expression(glob: str) -> str:
    return "".join(r"[\w()/-]*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", glob))
