"""Dictionary forms that the form alone does not give: known words from a lexicon, separable verbs from the tree.

The edit-tree lemmatizer guesses well for words that it never saw; for words that it did see the lexicon is surer. And
in "de buurt neemt het beheer over" no form shows that the verb is "overnemen": the particle hangs from it in the tree.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Token

Lemmas = dict[str, dict[str, str]]
"""Part of speech or tag -> form -> dictionary form."""

FILE = "lemmas.bin"


class LemmaLexicon:
    """Sets `token.lemma_` from what is known of a word; leaves the other lemmas as they are.

    by_tag: forms whose lemma depends on the fine tag; looked up first.
    by_pos: all other known forms, by part of speech.
    particles: words that part from many verbs ("op", "toe").
    separable: other verbs that are known to part, as "particle verb" ("deel nemen").
    """

    def __init__(
        self,
        by_tag: Lemmas | None = None,
        by_pos: Lemmas | None = None,
        particles: Iterable[str] = (),
        separable: Iterable[str] = (),
    ) -> None:
        self.by_tag = by_tag or {}
        self.by_pos = by_pos or {}
        self.particles = frozenset(particles)
        self.separable = frozenset(separable)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of known words and of separable verbs."""
        for token in doc:
            known = self.known(token)
            if known:
                token.lemma_ = known
        for token in doc:
            particle = self.particle_of(token)
            if particle:
                token.lemma_ = particle + token.lemma_
        return doc

    def known(self, token: Token) -> str | None:
        """The lemma of a known word; the first word of a sentence may stand in small letters in the lexicon."""
        by_tag, by_pos = self.by_tag.get(token.tag_, {}), self.by_pos.get(token.pos_, {})
        lemma = by_tag.get(token.text) or by_pos.get(token.text)
        if lemma is None and token.is_sent_start:
            lowered = token.text.lower()
            lemma = by_tag.get(lowered) or by_pos.get(lowered)
        return lemma

    def particle_of(self, token: Token) -> str | None:
        """The particle that belongs to a verb and stands apart from it: "op" for "neemt ... op"."""
        if token.pos_ != "VERB":
            return None
        for child in token.children:
            if child.dep_.startswith("compound") and child.n_lefts + child.n_rights == 0:
                particle = str(child.lower_)
                if particle in self.particles or f"{particle} {token.lemma_}" in self.separable:
                    return particle
        return None

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The lexicon, packed."""
        data = {
            "by_tag": self.by_tag,
            "by_pos": self.by_pos,
            "particles": sorted(self.particles),
            "separable": sorted(self.separable),
        }
        return zlib.compress(srsly.msgpack_dumps(data), 9)

    def from_bytes(self, packed: bytes, *, exclude: Iterable[str] = ()) -> LemmaLexicon:
        """Take over the lexicon that `to_bytes` packed."""
        data = srsly.msgpack_loads(zlib.decompress(packed))
        self.by_tag, self.by_pos = data["by_tag"], data["by_pos"]
        self.particles, self.separable = frozenset(data["particles"]), frozenset(data["separable"])
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the packed lexicon into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> LemmaLexicon:
        """Read the lexicon that `to_disk` wrote."""
        return self.from_bytes((Path(path) / FILE).read_bytes())


@Language.factory("lemma_lexicon", assigns=["token.lemma"], requires=["token.pos", "token.tag", "token.dep"])
def create_lemma_lexicon(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """An empty lexicon; `from_disk` fills it."""
    return LemmaLexicon()
