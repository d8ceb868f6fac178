"""Tells which class of holder a phrase stands for: through joined words, `leden van`, pronouns and short names."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from tracker.tag.arguments import conjuncts, preposition
from tracker.tag.holder_rules import CLASSES, Holder, HolderRules, ShortName
from tracker.tag.holder_words import HolderWords
from tracker.tag.words import WordLists

_DEEPEST = 4  # phrases within phrases: "de meerderheid van de leden van de raad"
_FURTHEST_BACK = 60  # words between a pronoun and what it stands for
_INSIDE = ("nmod", "appos", "flat", "obl")
_TRANSPARENT = "transparent"
_VAGUE = "vague"


class Named(NamedTuple):
    """A class, and the word that names it."""

    holder: Holder
    token: Token


class Phrases:
    """Gives phrases their class."""

    def __init__(self, rules: HolderRules) -> None:
        self._words = HolderWords(rules)
        self._pronouns = {f"pronoun {each.name}": each for each in rules.pronouns}
        self._short_names = {f"short {each.holder}": each for each in rules.short_names}
        lists = {_TRANSPARENT: rules.transparent, _VAGUE: rules.vague}
        lists |= {name: each.words for name, each in self._pronouns.items()}
        for name, each in self._short_names.items():
            lists |= {name: each.words, f"context of {name}": each.context, f"unless of {name}": each.unless}
        self._lists = WordLists(lists)
        self._names_in = lru_cache(1)(self._all_names)

    def of(self, head: Token, depth: int = 0) -> Named | None:
        """Return the class of the phrase with this head, the nearest to bewoners where several are joined."""
        if depth > _DEEPEST:
            return None
        found = [named for word in conjuncts(head) if (named := self._of_word(word, depth))]
        return min(found, key=lambda named: CLASSES.index(named.holder), default=None)

    def around(self, word: Token, depth: int = 0) -> Named | None:
        """Return the class of the phrase that a word stands in, if the word itself clearly names people or a body."""
        if not _may_name(word) or _VAGUE in self._lists.of(word) or not self._of_noun(word):
            return None
        while word.dep_ == "conj" or (word.dep_ == "nmod" and preposition(word) and self._of_noun(word.head)):
            word = word.head
        return self.of(word, depth)

    def _of_word(self, word: Token, depth: int) -> Named | None:
        if word.pos_ in ("PRON", "DET"):
            return self._of_pronoun(word, depth)
        holder = self._of_noun(word)
        transparent = _TRANSPARENT in self._lists.of(word)
        if transparent or holder is None:
            inside = (self.of(part, depth + 1) for part in _parts(word, transparent))
            if named := next(filter(None, inside), None):
                return named
        return Named(holder, word) if holder else None

    def _of_pronoun(self, word: Token, depth: int) -> Named | None:
        names = self._lists.of(word)
        pronoun = next((each for name, each in self._pronouns.items() if name in names), None)
        if pronoun is None:
            return None
        named = self._antecedent(word, depth) if pronoun.refers else None
        return named or (Named(pronoun.holder, word) if pronoun.holder else None)

    def _antecedent(self, pronoun: Token, depth: int) -> Named | None:
        """Return what a pronoun stands for: the noun that a relative clause describes, else the nearest holder before.

        The municipality counts only where nobody else was named: it is the one who speaks, of residents and others.
        """
        if "Rel" in pronoun.morph.get("PronType", []):
            clause = next((word for word in pronoun.ancestors if word.dep_ == "acl"), None)
            return self.of(clause.head, depth + 1) if clause is not None else None
        before = pronoun.doc[max(0, pronoun.i - _FURTHEST_BACK) : pronoun.i]
        found = [named for word in reversed(list(before)) if (named := self.around(word, depth + 1))]
        return next((named for named in found if named.holder != "gemeente"), found[0] if found else None)

    def _of_noun(self, word: Token) -> Holder | None:
        names = self._lists.of(word)
        short = (each for name, each in self._short_names.items() if name in names)
        return next((each.holder for each in short if self._is_about(word.doc, each)), None) or self._words.of(word)

    def _is_about(self, doc: Doc, short: ShortName) -> bool:
        names = self._names_in(doc)
        return f"context of short {short.holder}" in names and f"unless of short {short.holder}" not in names

    def _all_names(self, doc: Doc) -> frozenset[str]:
        return frozenset().union(*(self._lists.of(word) for word in doc))


def _parts(word: Token, transparent: bool) -> Iterator[Token]:
    """Give the phrases inside a phrase that may tell whose it is: leden [van de wijkraad], groep [bewoners]."""
    for child in word.children:
        if child.i > word.i and child.dep_ in _INSIDE:
            before = preposition(child)
            if not before or (transparent and before == "van"):
                yield child


def _may_name(word: Token) -> bool:
    """Whether a word may name somebody: a noun, a name, or a participle or adjective that serves as a noun."""
    return word.pos_ in ("NOUN", "PROPN", "VERB", "X") or (word.pos_ == "ADJ" and "|nom|" in word.tag_)
