"""The words of the language of references: what a reader of laws sees in a text, the rest is left out.

Sources: Aanwijzingen voor de regelgeving, 3.27 to 3.33 (how articles, leden and onderdelen are cited); Juriconnect,
standaard voor identificatie van en verwijzing naar wet- en regelgeving (jci 1.3).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.refer.laws import Law, LawName, law_names


class Kind(StrEnum):
    """What a word is in a reference."""

    UNIT = "unit"  # artikel, lid, onderdeel, hoofdstuk, ...
    NUMBER = "number"
    ORDINAL = "ordinal"  # eerste, 2e
    LETTER = "letter"  # a, bb, 1°
    LAW = "law"
    IDENTIFIER = "identifier"  # an address or a number in a register
    AND = "and"
    TO = "to"
    COMMA = "comma"
    OF = "of"  # van, uit, bij
    THE = "the"
    THIS = "this"
    OPEN = "open"  # a bracket
    INTRODUCTION = "introduction"  # "aanhef en" before onder a
    SENTENCE = "sentence"  # volzin: part of the phrase, no place of its own
    WORD = "word"
    BREAK = "break"  # any other sign


@dataclass(frozen=True)
class Token:
    """A word: `text[start:end]`; `value` is what it stands for ("artikel", "3a", "2")."""

    kind: Kind
    value: str
    start: int
    end: int
    law: Law | None = None
    doubtful: bool = False


UNITS: dict[str, str] = {
    "artikel": r"artikel(?:en)?|artt?\.?(?=\s?\d)",
    "lid": r"lid|leden",
    "onderdeel": r"(?:sub)?onderde(?:el|len)|onder|sub|letters?",
    "hoofdstuk": r"hoofdstuk(?:ken)?",
    "paragraaf": r"(?:sub)?paragra(?:af|fen)|par\.(?=\s?\d)|§{1,2}",
    "afdeling": r"afdeling(?:en)?",
    "titel": r"titel(?:s)?",
    "bijlage": r"bijlagen?",
    "pagina": r"pagina(?:['’]?s)?|blz\.?(?=\s?\d)|bladzijden?|pag\.?(?=\s?\d)|pp?\.(?=\s?\d)",
}
"""The units that a reference names, each with the words for it."""

ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende "
    "vijftiende zestiende zeventiende achttiende negentiende twintigste"
).split()
"""eerste is 1."""

_MEASURES = (
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|uur|uren|dag|dagen|week"
    r"|weken|maand|maanden|jaar|jaren|euro|procent|personen|leden|keer|maal|m2|meter|km|kilometer|miljoen|duizend"
)
_LATIN = r"(?:bis|ter|quater|quinquies|sexies|septies)"
_PART = rf"\d+(?:\s?{_LATIN}\b|[a-z]{{1,2}}(?![a-z]))?"
_NUMBER = rf"{_PART}(?:[.:]{_PART})*(?![\w%])(?!\s?(?:{_MEASURES})\b)"
_AND = r"en/of|en|of|alsmede|respectievelijk|dan\swel|jo|j[°º]|juncto|in\s(?:samenhang|verbinding)\smet"
_IDENTIFIERS = (
    r"https?://[^\s<>\"|()\[\]]*[^\s<>\"|()\[\].,;:!?'’”]"
    r"|jci1\.\d:[a-z]:BWB[RVW]\d{7}(?:&(?:amp;)?\w+=[\w:.-]*\w)*"
    r"|ECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[A-Z0-9.]*[A-Z0-9]"
    r"|CVDR\s?\d{3,7}(?:[_/]\d+)?|BWB[RVW]\d{7}"
    r"|(?:gmb|stcrt|stb|trb|prb|wsb|bgr|kst)-\d{4}-\d+"
    r"|(?:Gemeenteblad|Gmb\.|Staatsblad|Stb\.|Staatscourant|Stcrt\.)\s(?:van\s)?\d{4},?\s(?:nr\.?\s)?\d+"
    r"|(?:Verordening|Richtlijn)\s\((?:EU|EG|EEG)\)\s(?:nr\.?\s)?\d+/\d+|Richtlijn\s\d{2,4}/\d+/(?:EU|EG)"
)

_LEXICON: dict[str, str] = {
    "identifier": rf"(?:{_IDENTIFIERS})(?!\w)",
    "ordinal": rf"(?i:{'|'.join(ORDINALS)})\b|\d{{1,2}}(?:e|de|ste)\b",
    "letter": r"\d{1,2}\s?[°º](?:[.)])?|(?i:ten\s(?:eerste|tweede|derde|vierde|vijfde))\b|[a-z]{1,2}\)",
    "number": rf"{_NUMBER}|[IVXL]+[a-z]?(?![\w'’])|[A-Z](?:\.?\d+)?(?![\w'’])",
    "introduction": r"(?i:(?:de\s)?aanhef,?\s(?:en|alsmede))(?=\s)",
    **{name: rf"(?i:{words})(?:(?<=\.)|(?!\w))" for name, words in UNITS.items()},
    "to": r"(?i:tot en met|t/m|t\.e\.m\.)|[–-](?=\s?\d)",
    "and": rf"(?i:{_AND})(?!\w)\.?|/(?=\d)",
    "comma": r",",
    "of": r"(?i:van|uit|bij)\b",
    "the": r"(?i:de|het)\b",
    "this": r"(?i:dit|deze|dat|die|vorige?|voorgaande|voorafgaande)\b",
    "sentence": r"(?i:volzin(?:nen)?|zinsneden?)\b",
    "open": r"\(",
    "word": r"\w[\w'’.-]*\w|\w",
    "break": r"\S",
}
"""The kinds of words in the order in which they are tried; a name of a unit stands for the kind `unit`."""

_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _LEXICON.items()))


def read_tokens(text: str) -> list[Token]:
    """Return the words and signs of a text in order; the name of a law is one word."""
    laws = {name.start: name for name in law_names().find(text)}
    tokens: list[Token] = []
    position = 0
    while found := _TOKEN.search(text, position):
        name = laws.get(found.start())
        token = _law(text, name) if name and found.lastgroup != "identifier" else _token(found)
        tokens.append(token)
        position = token.end
    return tokens


def _law(text: str, name: LawName) -> Token:
    return Token(Kind.LAW, text[name.start : name.end], name.start, name.end, name.law, name.doubtful)


def _token(found: re.Match[str]) -> Token:
    name = found.lastgroup or "break"
    if name in UNITS:
        return Token(Kind.UNIT, name, found.start(), found.end())
    kind = Kind(name)
    return Token(kind, _value(kind, found[0]), found.start(), found.end())


def _value(kind: Kind, printed: str) -> str:
    """What a word stands for: an ordinal its number, a letter without its sign, the rest as printed."""
    if kind is Kind.ORDINAL:
        return ordinal_value(printed)
    if kind is Kind.LETTER:
        last = printed.split()[-1].casefold()
        return (
            f"{ordinal_value(last)}°"
            if last in ORDINALS
            else re.sub(r"[\s.)º]", "°", printed).rstrip("°") + ("°" if printed[0].isdigit() else "")
        )
    return printed


def ordinal_value(word: str) -> str:
    """Return the number of an ordinal: "tweede" and "2e" are "2"."""
    word = word.casefold()
    return str(ORDINALS.index(word) + 1) if word in ORDINALS else re.sub(r"\D", "", word)
