"""Definitions: where they stand and which term each one defines."""

import re

from tracker.model import Block

LONGEST_TERM = 120
"""Characters of a term; what is longer before a colon is a sentence."""

_HEADING = re.compile(r"\bbegrip(?:s|pen)\w*|\bdefinities?\b|\bdefinitiebepaling|^begrip$", re.IGNORECASE)
_INTRODUCTION = re.compile(
    r"(?:\bverstaan\s+(?:(?:we|wij|wordt|worden)\s+)?onder|\bverstaat\s+(?:men|(?:dit|deze|het)\s+\w+)\s+onder|\bbedoeld\s+met"
    r"|\bonder:?\s+(?:te\s+)?verstaan|\b(?:volgende|onderstaande)\s+(?:begrippen|definities|begripsbepalingen)"
    r"|\bbegrippen\b[^.]*\bbetekenis|\baangeduid\s+als)\b[^.;]{0,160}[:.]?$",
    re.IGNORECASE,
)
_WITHIN_SENTENCE = re.compile(
    r"(?:(?:In|Voor|Bij)\b[^.;:]{0,160}?\b)?[Oo]nder\s+(?:een\s+|de\s+|het\s+)?(?P<term>[^.;:]{1,80}?)\s+"
    r"(?:(?:wordt|worden)\s+)?(?:in\s+[^.;:]{1,80}?\s+)?(?:mede\s+)?verstaan\b"
)
_ENDS_SENTENCE = re.compile(r"(?:In|Voor)\b[^:;.]{0,120}\bverstaan\s+onder\s+(?P<term>[^:;.]{1,60}):\s*\S")
_QUOTES = "\"'‘’“”„«»"
_TERM = re.compile(rf"^[{_QUOTES}]?(?P<term>[^:;]{{1,{LONGEST_TERM}}}?)[{_QUOTES}]?\s*(?::|\s[–—=-]\s)")
_TERM_ALONE = re.compile(r"(?P<term>[^:;.,]{1,60});\s+(?=\S)")
"""A term that stands before its definition as the words of a list do: "houder; houder van een vergunning"."""

_SENTENCE_END = re.compile(r"[.?!]\s+[A-Z]")


def is_definition_heading(heading: str) -> bool:
    """Whether what has this heading holds definitions ("Begripsbepalingen", "Begrippenlijst")."""
    return bool(_HEADING.search(heading))


def introduces_definitions(text: str) -> bool:
    """Whether a sentence introduces definitions ("In deze regeling wordt verstaan onder:")."""
    return bool(_INTRODUCTION.search(text.rsplit("\n", 1)[-1].strip()))


def defined_term(text: str) -> str:
    """Return the term of a definition ("bewonersinitiatief: een activiteit van ..."), empty when it cannot be told."""
    at_its_end = _ENDS_SENTENCE.match(text)
    if introduces_definitions(text) and not at_its_end:
        return ""
    within = _WITHIN_SENTENCE.match(text) or at_its_end
    if within:
        return _bare(within["term"])
    match = _TERM.match(text) or _TERM_ALONE.match(text)
    if match is None or _SENTENCE_END.search(match["term"]):
        return ""
    return _bare(match["term"])


def term_of_row(block: Block) -> str:
    """Return the term that a table row defines: its first cell, when a second one explains it; else nothing."""
    filled = [cell for cell in block.cells if cell]
    return _bare(filled[0].rstrip(":")) if len(filled) == 2 and len(filled[0]) <= LONGEST_TERM else ""


def _bare(term: str) -> str:
    return term.strip(f" {_QUOTES}")
