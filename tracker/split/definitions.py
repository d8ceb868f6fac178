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
_TERM = re.compile(
    r"""^(?P<quote>["'‘’“”„«]?)(?P<term>[^:;.]{1,90}?)["'‘’“”»]?\s*(?::|\s[–—=-]\s)""",
)


def is_definition_heading(heading: str) -> bool:
    """Whether an article with this heading holds definitions ("Begripsbepalingen")."""
    return bool(_HEADING.search(heading))


def introduces_definitions(text: str) -> bool:
    """Whether a sentence introduces definitions ("In deze regeling wordt verstaan onder:")."""
    return bool(_INTRODUCTION.search(text.rsplit("\n", 1)[-1]))


def defined_term(text: str) -> str:
    """Return the term of a definition ("bewonersinitiatief: een activiteit van ..."), empty when it cannot be told."""
    within = _WITHIN_SENTENCE.match(text)
    if within:
        return within["term"].strip(" \"'‘’“”")
    match = _TERM.match(text)
    return match["term"].strip(" \"'‘’“”") if match else ""
