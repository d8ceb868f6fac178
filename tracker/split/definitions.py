"""Definitions: where they stand and which term each one defines."""

import re

_HEADING = re.compile(r"(?:begrips?(?:bepaling|omschrijving|verklaring)|begrip(?:pen)?\b|definitie)", re.IGNORECASE)
_INTRODUCTION = re.compile(
    r"(?:verstaan(?:\s+onder)?|verstaat\s+(?:onder|men)|wordt\s+bedoeld(?:\s+met)?|betekenis|begrippen\s+gebruikt|aangeduid\s+als)"
    r"[^.]{0,120}[:.]?$",
    re.IGNORECASE,
)
_WITHIN_SENTENCE = re.compile(
    r"(?:In|Voor|Onder)\b[^.;]{0,120}?\b[Oo]nder\s+(?:een\s+|de\s+|het\s+)?(?P<term>[^.;:]{1,60}?)\s+(?:wordt\s+)?verstaan\b"
)
_ENDS_SENTENCE = re.compile(r"(?:In|Voor)\b[^:;.]{0,120}\bverstaan\s+onder\s+(?P<term>[^:;.]{1,60}):\s*\S")
_TERM = re.compile(
    r"""^(?P<quote>["'‘’“”„«]?)(?P<term>[^:;.]{1,90}?)["'‘’“”»]?\s*(?::|\s[–—=-]\s)""",
)

_TERM_ALONE = re.compile(r"(?P<term>[^:;.,]{1,60});\s+(?=\S)")
"""A term that stands before its definition as the words of a list do: "houder; houder van een vergunning"."""


def is_definition_heading(heading: str) -> bool:
    """Whether an article with this heading holds definitions ("Begripsbepalingen")."""
    return bool(_HEADING.search(heading))


def introduces_definitions(text: str) -> bool:
    """Whether a sentence introduces definitions ("In deze regeling wordt verstaan onder:")."""
    return bool(_INTRODUCTION.search(text.rsplit("\n", 1)[-1]))


def defined_term(text: str) -> str:
    """Return the term of a definition ("bewonersinitiatief: een activiteit van ..."), empty when it cannot be told."""
    within = _WITHIN_SENTENCE.match(text) or _ENDS_SENTENCE.match(text)
    if within:
        return within["term"].strip(" \"'‘’“”")
    match = _TERM.match(text) or _TERM_ALONE.match(text)
    return match["term"].strip(" \"'‘’“”") if match else ""
