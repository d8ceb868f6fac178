"""What a visitor types, read as words, phrases between quotation marks and what must not be there.

>>> query = parse_query('bewonersinitiatieven "eigen beheer" -subsidie')
>>> [word.printed for word in query.words], [phrase.printed for phrase in query.phrases]
(['bewonersinitiatieven'], ['eigen beheer'])
>>> [word.printed for word in query.excluded]
['subsidie']
"""

import re
from dataclasses import dataclass, replace

from tracker.search.addresses import Address, addresses_of
from tracker.search.ignored import ignored_words
from tracker.search.lexicon import Lexicon, Reading, load_lexicon
from tracker.search.wordlists import word_lists
from tracker.search.words import words_of

LONGEST = 400
"""Characters of a search that are read."""

MOST_WORDS = 12
"""Words and phrases of a search that are used."""

_QUOTES = str.maketrans("“”„«»‟", '""""""')
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class SoughtWord:
    """A word that is looked for in all its forms.

    instead_of: what was typed where that was taken for an error. is_light: it says little, a text need not have it.
    """

    printed: str
    key: str
    reading: Reading
    instead_of: str = ""
    is_light: bool = False


@dataclass(frozen=True)
class SoughtPhrase:
    """Words that must stand one after the other just as they are; one word between quotation marks is one too."""

    printed: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A search.

    places: numbered places such as "artikel 12". ignored: words that say nothing. cut: more was typed than is used.
    """

    words: tuple[SoughtWord, ...] = ()
    phrases: tuple[SoughtPhrase, ...] = ()
    places: tuple[Address, ...] = ()
    excluded: tuple[SoughtWord, ...] = ()
    excluded_phrases: tuple[SoughtPhrase, ...] = ()
    ignored: tuple[str, ...] = ()
    cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for: what must not be there alone is no search."""
        return not (self.words or self.phrases or self.places)

    @property
    def needed(self) -> tuple[SoughtWord, ...]:
        """The words that a text must have to have all that is asked: those that say something, or else all."""
        telling = tuple(word for word in self.words if not word.is_light)
        return telling or (() if self.phrases or self.places else self.words)


def parse_query(text: str) -> Query:
    """Read what a visitor typed; whatever it is, it is a search, if need be an empty one."""
    lexicon = load_lexicon()
    words: list[SoughtWord] = []
    excluded: list[SoughtWord] = []
    phrases: dict[bool, list[SoughtPhrase]] = {False: [], True: []}
    places, rest = _without_places(text[:LONGEST].translate(_QUOTES))
    for piece in _PIECE.finditer(rest):
        unwanted = piece["minus"] is not None
        if piece["quoted"] is not None:
            phrases[unwanted].extend(_phrase(piece["quoted"]))
        else:
            (excluded if unwanted else words).extend(_words(piece["plain"], lexicon))
    kept, ignored = _telling(_rejoined(words, lexicon), bool(phrases[False] or places))
    too_many = len(kept) + len(phrases[False]) > MOST_WORDS
    return Query(
        words=tuple(kept[:MOST_WORDS]),
        phrases=tuple(phrases[False][: max(0, MOST_WORDS - len(kept))]),
        places=places[:MOST_WORDS],
        excluded=tuple(excluded[:MOST_WORDS]),
        excluded_phrases=tuple(phrases[True][:MOST_WORDS]),
        ignored=tuple(word.printed for word in ignored),
        cut=too_many or len(text) > LONGEST,
    )


def _without_places(text: str) -> tuple[tuple[Address, ...], str]:
    """Return the numbered places that are typed, and the rest of the text."""
    places = list(addresses_of(text))
    rest, done = "", 0
    for place in places:
        rest += text[done : place.start] + " "
        done = place.end
    return tuple({place.key: place for place in places}.values()), rest + text[done:]


def corrected(query: Query, instead: dict[str, str]) -> Query:
    """Return the search with other words for some: key of what was typed -> the word that is meant."""
    lexicon = load_lexicon()
    words = tuple(
        SoughtWord(instead[word.key], instead[word.key], lexicon.read(instead[word.key]), word.printed)
        if word.key in instead
        else word
        for word in query.words
    )
    return replace(query, words=words)


def _words(text: str, lexicon: Lexicon) -> list[SoughtWord]:
    found = ((text[word.start : word.end], word.key, lexicon.read(word.key)) for word in words_of(text))
    light = word_lists().light
    return [
        SoughtWord(printed, key, reading, is_light=light.issuperset(reading.lemmas)) for printed, key, reading in found
    ]


def _rejoined(words: list[SoughtWord], lexicon: Lexicon) -> list[SoughtWord]:
    """Read "aan te vragen", and "vraag" with "aan" at the end, as forms of aanvragen."""
    joined: list[SoughtWord] = []
    for word in words:
        joined.append(word)
        if len(joined) > 2 and joined[-2].key == "te" and (whole := _whole(joined[-3], word, lexicon)):
            printed = " ".join(piece.printed for piece in joined[-3:])
            joined[-3:] = [replace(whole, printed=printed)]
    for at, verb in enumerate(joined[:-1]):
        if whole := _whole(joined[-1], verb, lexicon):
            return [
                *joined[:at],
                replace(whole, printed=f"{verb.printed} … {joined[-1].printed}"),
                *joined[at + 1 : -1],
            ]
    return joined


def _whole(particle: SoughtWord, verb: SoughtWord, lexicon: Lexicon) -> SoughtWord | None:
    """Return the verb that these two are the pieces of, where there is one."""
    if particle.key not in lexicon.particles:
        return None
    wholes = (particle.key + lemma for lemma in verb.reading.lemmas if lemma in lexicon.verbs)
    whole = next((each for each in wholes if each in lexicon.verbs), None)
    return SoughtWord(whole, whole, lexicon.read(whole)) if whole else None


def _phrase(text: str) -> list[SoughtPhrase]:
    keys = tuple(word.key for word in words_of(text))
    return [SoughtPhrase(text.strip(), keys)] if keys else []


def _telling(words: list[SoughtWord], with_phrases: bool) -> tuple[list[SoughtWord], list[SoughtWord]]:
    """Part the words that say something, each once, from those that do not; where none does all are kept."""
    once = list({word.key: word for word in reversed(words)}.values())[::-1]
    telling = [word for word in once if word.key not in ignored_words()]
    if telling or with_phrases:
        return telling, [word for word in once if word.key in ignored_words()]
    return once, []
