"""The texts of documents with a word in their title: a visitor types what a policy is called and what is in it."""

import numpy as np

from tracker.search.catalogue import Catalogue
from tracker.search.lexicon import load_lexicon
from tracker.search.postings import Numbers
from tracker.search.terms import read_words


def texts_titled(catalogue: Catalogue, lemmas: tuple[str, ...]) -> Numbers:
    """Return the numbers of the texts of versions with one of these dictionary forms in their title or policy."""
    titles = _titles(catalogue)
    places = sorted(set().union(*(titles.get(lemma, ()) for lemma in lemmas)))

    def read() -> Numbers:
        titled = np.zeros(len(catalogue.versions), bool)
        titled[places] = True
        texts = titled[catalogue.texts.version]
        texts[0] = False  # nobody's
        return np.flatnonzero(texts).astype(np.int32)

    if not places:
        return np.zeros(0, np.int32)
    return catalogue.postings.kept(f"titles : {' '.join(lemmas)}", read)


def _titles(catalogue: Catalogue) -> dict[str, set[int]]:
    """Return the places of the versions by dictionary form and part in their titles, kept with the catalogue."""
    if not catalogue.titles:
        lexicon = load_lexicon()
        found: dict[str, set[int]] = {}
        for place, version in enumerate(catalogue.versions):
            for _, reading in read_words(f"{catalogue.policies[version.policy].name} {version.title}", lexicon):
                for form in (*reading.lemmas, *(part for split in reading.splits for part in split)):
                    found.setdefault(form, set()).add(place)
        catalogue.titles.update(found)
    return catalogue.titles
