"""The lexicon of dictionary forms, from the training sentences of the treebank."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from tracker.language.lemmas import LemmaLexicon, Lemmas
from training.treebank import Sentence, read, training_files, with_bare_verbs

FEWEST_PARTICLE_VERBS = 3
"""A particle counts when it parts from at least so many different verbs."""


def build(treebank: Path) -> LemmaLexicon:
    """The lexicon of all forms in the training files of the treebank folder."""
    annotated, extra = (read(path) for path in training_files(treebank))
    sentences = [with_bare_verbs(sentence) for sentence in annotated + extra]
    by_pos, by_tag = forms(sentences)
    verbs = separable_verbs(annotated)
    particles = {particle for particle, bare in verbs.items() if len(bare) >= FEWEST_PARTICLE_VERBS}
    separable = {f"{particle} {verb}" for particle in verbs.keys() - particles for verb in verbs[particle]}
    return LemmaLexicon(by_tag=by_tag, by_pos=by_pos, particles=particles, separable=separable)


def forms(sentences: Iterable[Sentence]) -> tuple[Lemmas, Lemmas]:
    """The commonest lemma of every form by part of speech, and by tag where the tag makes it another."""
    by_pos: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_tag: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if not word.form[:1].isalpha():
                continue
            by_pos[word.pos, word.form][word.lemma] += 1
            if word.tag:
                by_tag[word.tag, word.form][word.lemma] += 1
    common = {key: _commonest(lemmas) for key, lemmas in by_pos.items()}
    of_pos: Lemmas = defaultdict(dict)
    for (pos, form), lemma in sorted(common.items()):
        of_pos[pos][form] = lemma
    several = {form for (_, form), lemmas in by_pos.items() if len(lemmas) > 1}
    of_tag: Lemmas = defaultdict(dict)
    for (tag, form), lemmas in sorted(by_tag.items()):
        if form in several:
            of_tag[tag][form] = _commonest(lemmas)
    return dict(of_pos), dict(of_tag)


def _commonest(lemmas: Counter[str]) -> str:
    """The commonest; of equally common ones the first by alphabet, so that a second run gives the same."""
    return min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))


def separable_verbs(sentences: Iterable[Sentence]) -> dict[str, set[str]]:
    """The bare verbs that each particle parts from: {"op": {"nemen", "stellen", ...}}."""
    verbs: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for word in sentence.words:
            if word.pos == "VERB" and len(word.compound) == 2 and not word.form.lower().startswith(word.compound[0]):
                verbs[word.compound[0].lower()].add(word.compound[1])
    return verbs
