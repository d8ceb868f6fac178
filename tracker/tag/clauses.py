"""The clauses of a sentence around one of its words, read off the dependency tree, from the inside out."""

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

_CLAUSAL = frozenset({"ROOT", "advcl", "acl", "ccomp", "xcomp", "csubj", "parataxis"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
_PREDICATE_PARTS = frozenset({"nsubj", "cop", "aux"})
_PERFECT = frozenset({"hebben", "zijn"})


@dataclass(frozen=True)
class Clause:
    """A clause of one sentence: its head, and all its words but those of clauses inside it.

    inside: how the clause hangs in the one around it: `complement` (that somebody does, to do), `loose` (a finite verb
    of its own: which, if, because, and) or `bare` (no finite verb: the one around it gives time and mood).
    """

    head: Token
    words: tuple[Token, ...]

    @cached_property
    def finite(self) -> Token | None:
        """The finite verb, or None."""
        return next((word for word in self.words if word.tag_.startswith("WW|pv")), None)

    @property
    def inside(self) -> str:
        """How the clause hangs in the one around it."""
        if self.head.dep_ in _COMPLEMENT:
            return "complement"
        return "bare" if self.finite is None else "loose"

    @property
    def tense(self) -> str:
        """`past` (also the perfect), `present`, or `none` where there is no finite verb."""
        if self.finite is None:
            return "none"
        if is_past(self.finite):
            return "past"
        passive = any(word.lemma_ == "worden" for word in self.words)
        perfect = self.finite.lemma_ in _PERFECT and any(word.tag_.startswith("WW|vd|vrij") for word in self.words)
        return "past" if perfect and not passive else "present"


def is_past(verb: Token) -> bool:
    """Whether a finite verb is in the past tense; a form that is the infinitive is not, whatever the tagger says."""
    return "|verl" in verb.tag_ and not verb.lemma_.endswith(verb.lower_)


def clauses_around(word: Token, sentence: Span) -> list[Clause]:
    """Return the clause of a word, the clause in which that one hangs, and so on up to the main clause."""
    heads: dict[int, Token] = {}
    for token in sentence:
        heads[token.i] = clause_head(token, heads)
    found = []
    head = heads[word.i]
    while True:
        found.append(Clause(head, tuple(token for token in sentence if heads[token.i] == head)))
        if head.head == head:
            return found
        head = heads[head.head.i]


def clause_head(token: Token, known: dict[int, Token] | None = None) -> Token:
    """Return the head of the clause that a word stands in; `known` remembers those of other words, by index."""
    known = {} if known is None else known
    path = []
    while token.i not in known and not _heads_clause(token):
        path.append(token)
        token = token.head
    head = known.get(token.i, token)
    for each in path:
        known[each.i] = head
    return head


def _heads_clause(token: Token) -> bool:
    if token.head == token or token.dep_ in _CLAUSAL:
        return True
    if token.dep_ != "conj":
        return False
    return token.pos_ in _VERBAL or any(child.dep_ in _PREDICATE_PARTS for child in token.children)
