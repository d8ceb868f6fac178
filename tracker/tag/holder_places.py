"""Finds the words in the places where a holder may stand: around the trigger, and around what carries it."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tracker.tag.arguments import (
    OBJECT,
    POSSESSOR,
    RECIPIENT,
    SUBJECTS,
    Argument,
    arguments,
    has_subject,
    is_finite,
    is_verbal,
    last_of_group,
    subject_place,
)
from tracker.tag.holder_rules import Frame, HolderRules, Role
from tracker.tag.words import WordLists

_FURTHEST_UP = 4  # clauses or nouns that are climbed
_OPEN_CLAUSES = ("xcomp", "advcl", "ccomp", "csubj")
_CARRIED = ("nmod", "conj", "appos", "obj", "nsubj", "obl", "iobj", "xcomp", "advmod", "advcl", "csubj")
_WHOSE = ("van", "voor", "aan", POSSESSOR, RECIPIENT, *SUBJECTS)


class Frames:
    """The frames of `holders.toml`, by the words that call for them."""

    def __init__(self, rules: HolderRules) -> None:
        self._frames = rules.frames
        self._lists = WordLists({frame.name: frame.words for frame in rules.frames})

    def of(self, words: tuple[Token, ...], role: Role, form: str) -> Iterator[Frame]:
        """Give the frames of a role for words, those of the first word first, and last those for any word."""
        given = set()
        for word in words:
            names = self._lists.of(word)
            for frame in self._frames:
                if frame.name in names and frame.role == role and _fits(frame, form) and frame.name not in given:
                    given.add(frame.name)
                    yield frame
        yield from (frame for frame in self._frames if not frame.words and frame.role == role and _fits(frame, form))


class Places:
    """Finds arguments, through joined verbs, infinitives, relative clauses and the verbs that carry a noun."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    def around(self, word: Token) -> Iterator[Argument]:
        """Give the arguments of a word, and those that it shares with what it is joined to."""
        yield from arguments(word)
        if is_verbal(word) and not has_subject(word):
            yield from self._understood_subjects(word)
        if word.dep_ == "conj":
            yield from (each for each in arguments(word.head) if each.place not in SUBJECTS)
        for child in word.children:
            if child.dep_ == "conj" and not is_verbal(child):
                yield from arguments(child)

    def around_trigger(self, span: Span) -> Iterator[Argument]:
        """Give the arguments of the words of a trigger, and of the phrase that begins right behind it."""
        root = _head_of_group(span.root)
        for word in (root, *(each for each in span if each != root)):
            yield from self.around(word)
            if word.dep_ == "case":
                yield Argument(last_of_group(word).lower_, word.head)
        for word in span.doc[span.end : span.end + 2]:
            mark = word.head if word.dep_ == "fixed" else word
            if mark.dep_ == "case":
                yield Argument(word.lower_, mark.head)

    def carriers(self, noun: Token) -> Iterator[tuple[Token, Token]]:
        """Give the nouns and the verb by which a noun is had, given or asked, each with the word that hangs from it."""
        word = _head_of_group(noun)
        for _ in range(_FURTHEST_UP):
            if word.dep_ not in _CARRIED:
                return
            yield word.head, word
            if is_verbal(word.head):
                return
            word = word.head

    def _understood_subjects(self, verb: Token, depth: int = 0) -> Iterator[Argument]:
        """Give the subject of a verb without one of its own: that of the verb it is joined to or leans on."""
        place = subject_place(verb)
        if depth > _FURTHEST_UP:
            return
        if verb.dep_ == "acl":
            yield from (Argument(place, word) for word in self._whose(verb))
        elif verb.dep_ == "conj" or (verb.dep_ in _OPEN_CLAUSES and not is_finite(verb)):
            found = [] if verb.dep_ == "conj" else self._controllers(verb)
            found = found or [each.token for each in arguments(verb.head) if each.place in SUBJECTS]
            above = () if found else self._understood_subjects(verb.head, depth + 1)
            yield from (Argument(place, token) for token in (*found, *(each.token for each in above)))

    def _whose(self, infinitive: Token) -> Iterator[Token]:
        """Give who has what an infinitive tells more of: `[bewoners] krijgen de kans om mee te denken`."""
        for carrier, word in ((infinitive.head, infinitive), *self.carriers(infinitive.head)):
            yield from (each.token for each in arguments(carrier) if each.place in _WHOSE and each.token != word)

    def _controllers(self, infinitive: Token) -> list[Token]:
        """Return who is asked, helped or invited to do what an infinitive says; none where the subject does it."""
        verb = infinitive.head
        frame = next(self._frames.of((verb,), "controller", ""), None)
        if frame is None:
            return []
        for place in frame.places:
            if found := [each.token for each in arguments(verb) if each.place == place]:
                return found
        return [each.token for each in arguments(infinitive) if each.place == OBJECT]


def _head_of_group(word: Token) -> Token:
    """Return the word that a fixed group hangs from the sentence by: `op` of `op de hoogte`."""
    return word.head if word.dep_ == "fixed" else word


def _fits(frame: Frame, form: str) -> bool:
    return not frame.forms or form in frame.forms
