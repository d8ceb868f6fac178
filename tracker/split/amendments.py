"""Words of a decision that changes another rule, and of a place where nothing stands any more."""

import re

_AMENDING = re.compile(
    r"(?:als\s+volgt\s+gewijzigd|(?:komt|komen)\s+(?:als\s+volgt\s+)?te\s+luiden|luidt\s+als\s+volgt|luidende?\b"
    r"|(?:wordt|worden)\s+(?:\w+\s+){0,8}(?:ingevoegd|toegevoegd|vervangen\s+door)[^.]{0,60}:?)\s*:?$",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"(?:In|Na|Aan|Onder|Voor)?\s*"
    r"(?:[Hh]et|[Dd]e|[Hh]oofdstuk|[Pp]aragraaf|[Aa]rtikel(?:en)?|[Bb]ijlage|[Oo]nderdeel|[Aa]fdeling|[Tt]oelichting)\b.*"
    r"\b(?:(?:wordt|worden)\b.*\b(?:gewijzigd|ingevoegd|toegevoegd|vervangen|vernummerd|geschrapt)"
    r"|vervalt|vervallen|te\s+luiden|luidt)\b",
)

_EMPTY_PLACE = re.compile(
    r"[(\[]?\s*(?:vervallen|gereserveerd|ingetrokken|niet\s+gebruikt)"
    r"(?:\s+(?:per|met\s+ingang\s+van|bij|sinds)\b[^.]{0,60})?\s*[.)\]]*",
    re.IGNORECASE,
)


def amends(text: str) -> bool:
    """Whether a sentence announces new text: "komt te luiden:", "wordt als volgt gewijzigd:"."""
    return bool(_AMENDING.search(text.strip()))


def instructs(text: str) -> bool:
    """Whether a sentence says how another text is changed: "Artikel 5 wordt als volgt gewijzigd"."""
    return bool(_INSTRUCTION.match(text))


def is_empty_place(text: str) -> bool:
    """Whether the words of a heading say that nothing stands there: "[Vervallen]", "Gereserveerd"."""
    return bool(_EMPTY_PLACE.fullmatch(text.strip()))
