"""Whether a word of a text may have to do with what is looked for, by its letters alone.

To read a word takes a thousand times as long, and a page of hits has thousands of words.
"""

import re
from collections.abc import Iterable

from tracker.search.families import separated
from tracker.search.lexicon import load_lexicon

_LETTERS = 3
"""Letters at the beginning of its forms by which a word is known, also inside a compound."""


def possible_words(lemmas: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that is found in every folded word with one of these dictionary forms, and in some others.

    >>> bool(possible_words(["schip"]).search("vrachtschepen"))
    True
    >>> bool(possible_words(["schip"]).search("moestuin"))
    False
    """
    lexicon = load_lexicon()
    wholes = set(lemmas)
    verbs = {verb for _, verb in separated(tuple(wholes))}  # "ingestemd" does not begin as "instemmen" does
    stems = {form[:_LETTERS] for lemma in wholes | verbs for form in (lemma, *lexicon.forms_of(lemma))}
    return re.compile("|".join(sorted(map(re.escape, stems))) or r"(?!)")
