"""Dictionary forms and parts of a word on its own, from the data of our Dutch pipeline.

A search has no sentence to read a word in, so texts and searches are both read word by word: what the pipeline knows of
forms and of compounds is used without its taggers. Everything here works on folded words (see `words`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from tracker.search.ignored import ignored_words
from tracker.search.words import folded

if TYPE_CHECKING:
    from tracker.language.compounds import CompoundSplitter, Vocabulary
    from tracker.language.lemmas import LemmaLexicon

_READINGS = 3
"""Dictionary forms that a form is given at most."""

_RARE = 0.05
"""A dictionary form this much rarer than the commonest one of the same form is left out."""

_CACHED = 300_000
"""Forms of which the result is kept: more than a large collection has."""

_OPEN = ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM", "AUX")


class Reading(NamedTuple):
    """What a form may be: its dictionary forms, the likeliest first, and the ways to split it as a compound.

    `head` is the last part as it stands in the form, to complete "raads- en commissieleden"; empty for no compound.
    `related` are the noun of a verb or the verb of a noun, in -ing: "verdeling" of "verdelen".
    """

    lemmas: tuple[str, ...]
    splits: tuple[tuple[str, ...], ...] = ()
    head: str = ""
    related: tuple[str, ...] = ()


class Lexicon:
    """Readings of folded forms; the same form always gets the same one.

    forms: a form to its dictionary forms, each with how common it is and its part of speech. related: a noun to its
    verbs and a verb to its nouns. particles: what parts from verbs ("mee", "op"). Besides: `nouns` and `verbs`, all
    dictionary forms that may be one.
    """

    def __init__(
        self,
        forms: dict[str, dict[str, tuple[float, str]]],
        splitter: CompoundSplitter,
        related: dict[str, set[str]],
        particles: frozenset[str],
    ) -> None:
        self.particles = particles
        self.nouns, self.verbs = _of_kind(forms, "NOUN"), _of_kind(forms, "VERB")
        self._forms = forms
        self._related = related
        self._splitter = splitter
        self._known = {lemma for lemmas in forms.values() for lemma in lemmas}
        self._readings: dict[str, Reading] = {}

    def read(self, form: str) -> Reading:
        """Return what a folded form may be; one that nobody knows is its own dictionary form."""
        found = self._readings.get(form)
        if found is None:
            if len(self._readings) >= _CACHED:
                self._readings.clear()
            read = self._read(form)
            related = {other for lemma in read.lemmas for other in self._related.get(lemma, ())}
            found = self._readings[form] = read._replace(related=tuple(sorted(related.difference(read.lemmas))))
        return found

    def forms_of(self, lemma: str) -> tuple[str, ...]:
        """Return the folded forms that a dictionary form is known to have."""
        return tuple(self._forms_of.get(lemma, ()))

    @cached_property
    def _forms_of(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = {}
        for form, lemmas in self._forms.items():
            for lemma in lemmas:
                forms.setdefault(lemma, []).append(form)
        return forms

    def _read(self, form: str) -> Reading:
        if not form.isalpha():
            return Reading((form,))
        lemmas = self._lemmas(form)
        if lemmas:
            return self._split_known(form, lemmas)
        if verb := self._separable(form):
            return verb
        guesses = self._guess(form)
        readings = [read for word in dict.fromkeys((form, *guesses)) if (read := self._compound(word))]
        either = dict.fromkeys((*(lemma for read in readings for lemma in read.lemmas), *guesses))
        splits = dict.fromkeys(split for read in readings for split in read.splits)
        head = readings[0].head if readings else ""
        return Reading(tuple(either)[:_READINGS], tuple(splits), head)

    def _split_known(self, form: str, lemmas: dict[str, str]) -> Reading:
        """Split a known form by the first of its dictionary forms that is a compound."""
        for lemma, part_of_speech in lemmas.items():
            split = self._splitter.split(form, lemma, part_of_speech)
            if split.parts:
                return Reading(tuple(lemmas), (self._parts(split.parts),), split.pieces[-1] if split.pieces else "")
        return Reading(tuple(lemmas))

    def _separable(self, form: str) -> Reading | None:
        """Read a form of a verb with a particle that is in no dictionary: "meegedacht" is a form of meedenken."""
        for at in range(2, len(form) - 2):
            particle, rest = form[:at], form[at:]
            if particle in self.particles:
                verb = next((lemma for lemma, what in self._lemmas(rest).items() if what == "VERB"), None)
                if verb:
                    return Reading((particle + verb,), ((particle, verb),), rest)
        return None

    def _compound(self, form: str) -> Reading | None:
        """Read a compound that is in no dictionary: its dictionary form ends in that of its last part."""
        split = self._splitter.split(form, form, "NOUN")
        if not (split.parts and split.pieces):
            return None
        head = split.pieces[-1]
        last = next(iter(self._lemmas(head)), "") or self._parts(split.parts[-1:])[0]
        parts = (*self._parts(split.parts[:-1]), last)
        return Reading((form[: len(form) - len(head)] + last,), (parts,), head)

    def _parts(self, parts: Iterable[str]) -> tuple[str, ...]:
        return tuple(next(iter(self._lemmas(part)), "") or self._guess(part)[0] for part in map(folded, parts))

    def _lemmas(self, form: str) -> dict[str, str]:
        """Return the dictionary forms of a known form, the commonest first, each with its part of speech."""
        known = self._forms.get(form)
        if not known:
            return {}
        telling = {lemma: how for lemma, how in known.items() if lemma not in ignored_words()} or known
        ranked = sorted(telling.items(), key=lambda item: (-item[1][0], item[0]))[:_READINGS]
        least = ranked[0][1][0] * _RARE
        return {lemma: part_of_speech for lemma, (count, part_of_speech) in ranked if count >= least}

    def _guess(self, form: str) -> tuple[str, ...]:
        """Return the dictionary form of an unknown form: that of a known word of which it may be a regular form."""
        from tracker.language.compounds import singulars, uninflected

        for group in ("N", "V"):
            for candidate in uninflected(form, group):
                if candidate in self._known:
                    return (candidate,)
                if known := self._lemmas(candidate):
                    return tuple(known)
        singular = form.removesuffix("s") if len(form) > 4 else form
        if singular.endswith("je") and len(singular) > 5:
            return (singular[:-2],)
        if singular != form:
            return (singular,)
        if form.endswith("en") and len(form) > 5:
            return (singulars(form[:-2])[-1],)
        return (form,)


_loading = threading.Lock()


def load_lexicon() -> Lexicon:
    """Return the lexicon of this process, read when a first word is looked up: that takes a second or two."""
    with _loading:
        return _lexicon()


@cache
def _lexicon() -> Lexicon:
    from tracker.language.compounds import CompoundsComponent, CompoundSplitter
    from tracker.language.lemmas import LemmaLexicon
    from tracker.language.pipeline import FOLDER

    vocabulary = CompoundsComponent().from_disk(FOLDER / "compounds").splitter.vocabulary
    lexicon = LemmaLexicon().from_disk(FOLDER / "lemma_lexicon")
    forms = _forms(lexicon, vocabulary)
    splitter = CompoundSplitter(_folded_vocabulary(vocabulary))
    return Lexicon(forms, splitter, _nouns_of_verbs(forms), lexicon.particles)


def _nouns_of_verbs(forms: dict[str, dict[str, tuple[float, str]]]) -> dict[str, set[str]]:
    """Return each noun in -ing with its verb, and each such verb with its noun."""
    from tracker.language.compounds import infinitives

    verbs = _of_kind(forms, "VERB")
    related: dict[str, set[str]] = {}
    for noun in _of_kind(forms, "NOUN"):
        if noun.endswith("ing") and len(noun) > 5:
            for verb in verbs.intersection(infinitives(noun[:-3])):
                related.setdefault(noun, set()).add(verb)
                related.setdefault(verb, set()).add(noun)
    return related


def _of_kind(forms: dict[str, dict[str, tuple[float, str]]], wanted: str) -> frozenset[str]:
    """Return the dictionary forms of a part of speech."""
    return frozenset(
        lemma
        for readings in forms.values()
        for lemma, (_, part_of_speech) in readings.items()
        if part_of_speech == wanted
    )


def _forms(lexicon: LemmaLexicon, vocabulary: Vocabulary) -> dict[str, dict[str, tuple[float, str]]]:
    """Return folded form -> folded dictionary form -> (how common it is, its part of speech)."""
    forms: dict[str, dict[str, tuple[float, str]]] = {}
    for part_of_speech, form, lemma in _entries(lexicon):
        count = 1.0 + vocabulary.word(lemma.lower()).treebank
        for key in (folded(form), folded(lemma)):
            readings = forms.setdefault(_plain(key), {})
            known = readings.get(_plain(folded(lemma)))
            if known is None or known[0] < count:
                readings[_plain(folded(lemma))] = (count, part_of_speech)
    return forms


def _entries(lexicon: LemmaLexicon) -> Iterator[tuple[str, str, str]]:
    """Give (part of speech, form, dictionary form) of the words that say something."""
    tags = {"N": "NOUN", "WW": "VERB", "ADJ": "ADJ", "BW": "ADV", "SPEC": "PROPN", "TW": "NUM"}
    by_tag = ((tags.get(tag.partition("|")[0], ""), forms) for tag, forms in lexicon.by_tag.items())
    for part_of_speech, table in (*lexicon.by_pos.items(), *by_tag):
        if part_of_speech in _OPEN:
            yield from ((part_of_speech, form, lemma) for form, lemma in table.items())


def _plain(key: str) -> str:
    return "".join(sign for sign in key if sign.isalnum()) or key


def _folded_key(key: str) -> str:
    word, _, group = key.rpartition("/")
    return f"{folded(word)}/{group}"


def _folded_vocabulary(vocabulary: Vocabulary) -> Vocabulary:
    """Return the vocabulary of the compounds with folded words: "clientenraad" is split as "cliëntenraad" is."""
    from dataclasses import replace

    words = {folded(word): counts for word, counts in vocabulary.words.items()}
    words.update({word: counts for word, counts in vocabulary.words.items() if word == folded(word)})
    return replace(
        vocabulary,
        splits={_folded_key(key): folded(parts) for key, parts in vocabulary.splits.items()},
        forms={_folded_key(key): folded(lemma) for key, lemma in vocabulary.forms.items()},
        words=words,
        pieces={
            folded(piece): {folded(base): count for base, count in bases.items()}
            for piece, bases in vocabulary.pieces.items()
        },
        spelling={},
    )
