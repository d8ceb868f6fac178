"""Words of one family, and the ways in which a verb or a compound stands in a text in pieces.

"Huurder" and "huur" belong to "huren". What is formed regularly from a verb is known here, where both words
are in the dictionary; what is not ("inspraak" of "inspreken") is in `corpus/search.toml`.
"""

from collections.abc import Iterator
from functools import cache

from tracker.search.lexicon import Reading, load_lexicon
from tracker.search.wordlists import word_lists
from tracker.search.words import word_key

_SHORTEST = 4
"""Letters of a noun that is taken for the stem of a verb, and of a verb after its particle."""


def family(lemmas: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other words of the families of these dictionary forms, in alphabetical order.

    >>> family(("huren",))
    ('huur', 'huurder')
    """
    lexicon = load_lexicon()
    verbs = {verb for lemma in lemmas for verb in (lemma, *_verbs_of(lemma)) if verb in lexicon.verbs}
    found = verbs.union(noun for verb in verbs for noun in _nouns_of(verb) if noun in lexicon.nouns)
    return tuple(sorted(found.difference(lemmas)))


def _verbs_of(noun: str) -> Iterator[str]:
    """Give the verbs that a noun may be formed from: the stem itself, -ing, -er, -der, -aar."""
    from tracker.language.compounds import infinitives

    if len(noun) >= _SHORTEST:
        yield from infinitives(noun)
    for ending in ("ing", "er", "der", "aar"):
        stem = noun.removesuffix(ending)
        if stem != noun and len(stem) >= _SHORTEST - 1:
            yield from infinitives(stem)


def _nouns_of(verb: str) -> Iterator[str]:
    """Give the nouns that may be formed from a verb."""
    from tracker.language.compounds import singulars

    if not verb.endswith("en") or len(verb) < _SHORTEST + 1:
        return
    base = verb[:-2]
    for stem in singulars(base):
        if len(stem) >= _SHORTEST:
            yield from (stem, f"{stem}der")
    yield from (f"{base}ing", f"{base}er", f"{base}aar")


def separated(lemmas: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the particle and the rest of the verbs that part in a text ("voert ... uit", "op te zeggen").

    A particle is given as the index has it, which reads it as any other form.

    >>> separated(("opzeggen", "opzegging"))
    (('op', 'zeggen'),)
    """
    lexicon = load_lexicon()
    return tuple(
        (lexicon.read(lemma[:at]).lemmas[0], lemma[at:])
        for lemma in lemmas
        if lemma in lexicon.verbs
        for at in range(2, len(lemma) - _SHORTEST + 1)
        if lemma[:at] in lexicon.particles and lemma[at:] in lexicon.verbs
    )


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Return the words that are used for one another, by dictionary form: what is meant when that is typed."""
    lexicon = load_lexicon()
    alike: dict[str, frozenset[str]] = {}
    for group in word_lists().same:
        forms = frozenset(lemma for word in group.words for lemma in lexicon.read(word_key(word)).lemmas)
        for form in forms:
            alike[form] = alike.get(form, frozenset()) | forms
    return alike


def words_alike(lemmas: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other words that people use for these dictionary forms, in alphabetical order."""
    return tuple(sorted(set().union(*(_alike().get(lemma, ()) for lemma in lemmas)).difference(lemmas)))


def heads(reading: Reading) -> tuple[str, ...]:
    """Return the last parts of a compound, by which a text often goes on to call it: "scan" for "wijkscan"."""
    return tuple(sorted({split[-1] for split in reading.splits}))


def other_words(reading: Reading) -> frozenset[str]:
    """Return all dictionary forms that are looked for besides those of a word itself."""
    return frozenset((*family(reading.lemmas), *words_alike(reading.lemmas), *heads(reading)))
