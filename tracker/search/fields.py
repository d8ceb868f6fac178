"""Where in the index what is looked for may stand, and how much it counts there.

The numbers were chosen on the searches of `corpus/gold/searches.jsonl` and on others of our own in the same documents.
"""

from typing import NamedTuple

from tracker.search.addresses import Address
from tracker.search.families import family, heads, separated, words_alike
from tracker.search.postings import any_of, near, phrase
from tracker.search.query import SoughtPhrase, SoughtWord

LEMMA, HEADING, PART, RELATED, APART, SURROUNDINGS = 1.0, 0.8, 0.55, 0.5, 0.4, 0.25
"""How much a word counts as a word of the text itself, of its heading, inside a compound, as the noun of a verb or the
verb of a noun (verdeling, verdelen), with its parts standing apart ("initiatief van bewoners" for bewonersinitiatief),
and in what the text stands under."""

PHRASE = 1.5

TITLE = 0.15
"""How much a word counts that is in the title of the document."""

SEPARATED, FAMILY, ALIKE, HEAD = 0.5, 0.4, 0.35, 0.2
"""How much counts what is looked for besides where few texts have all words: a verb in two pieces ("voert ... uit"),
another word of its family, a word that people use for the same, the last part of a compound ("scan" for wijkscan)."""

ABOVE = 0.5
"""How far a text has a word that only what it stands under has."""


class Field(NamedTuple):
    """An expression for the index that finds texts with a word.

    weight: how much the word counts there. covers: how far such a text has the word, from 0 to 1. is_own: it is in the
    text itself, not in what that stands under.
    """

    expression: str
    weight: float
    covers: float = 1.0
    is_own: bool = True


def fields_of(word: SoughtWord) -> list[Field]:
    """Return where a word is looked for; the first field has the word itself."""
    lemmas = word.reading.lemmas
    fields = [
        Field(any_of("lemmas", lemmas), LEMMA),
        Field(any_of("parts", lemmas), PART),
        Field(any_of("heading", lemmas), HEADING),
        Field(any_of("surroundings", lemmas), SURROUNDINGS, ABOVE, is_own=False),
    ]
    if word.reading.related:
        fields.append(Field(any_of("lemmas", word.reading.related), RELATED))
    for split in word.reading.splits:
        fields += [
            Field(phrase("parts", split), PART),
            Field(near("lemmas", split), APART),
            Field(phrase("heading", split), PART),
        ]
    return fields


def wider_fields_of(word: SoughtWord) -> list[Field]:
    """Return where a word is looked for besides when few texts have all words."""
    lemmas = word.reading.lemmas
    fields = [Field(near("lemmas", parts), SEPARATED, 0.9) for parts in separated(lemmas)]
    if others := family(lemmas):
        fields.append(Field(any_of("lemmas", others), FAMILY, 0.8))
    if others := words_alike(lemmas):
        fields += [Field(any_of("lemmas", others), ALIKE, 0.7), Field(any_of("parts", others), ALIKE / 2, 0.5)]
    if others := heads(word.reading):
        fields.append(Field(any_of("lemmas", others), HEAD, 0.3))
    return fields


def fields_of_phrase(sought: SoughtPhrase) -> list[Field]:
    """Return where words that must stand one after the other are looked for."""
    return [Field(phrase("words", sought.keys), PHRASE)]


def fields_of_place(sought: Address) -> list[Field]:
    """Return where a numbered place is looked for: the place itself, and the texts that name it."""
    return [Field(any_of("heading", (sought.key,)), PHRASE), Field(phrase("words", sought.words), PART)]
