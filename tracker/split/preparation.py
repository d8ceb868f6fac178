"""What is made alike before the tree is built, so that one text gives the same clauses in every format."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Block, BlockKind, SetApart
from tracker.split.numbering import unit_word

MASTHEAD_REACH = 8
"""Blocks at the start of a document in which the masthead of a journal can stand."""

_JOURNAL = re.compile(
    r"(?:gemeenteblad|provinciaal blad|waterschapsblad|blad gemeenschappelijke regeling|staatsblad|staatscourant)",
    re.IGNORECASE,
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_MASTHEAD = (
    _JOURNAL,
    re.compile(r"offici[eë]le (?:uitgave|publicatie) van\b.*", re.IGNORECASE),
    re.compile(r"(?:jaargang \d{4}\s*)?(?:nr\.?|nummer)\s*\d+", re.IGNORECASE),
    re.compile(rf"(?:\d{{1,2}}\s+)?(?:(?:{_MONTHS})\s+)?\d{{4}}|\d{{1,2}}\s+(?:{_MONTHS})", re.IGNORECASE),
    re.compile(r"van het koninkrijk der nederlanden", re.IGNORECASE),
)
_CAPTION = re.compile(r"(?:tabel|figuur|grafiek|afbeelding|kaart|schema)\s+\d+(?:[.:]\d+)*[.:]?(?:\s|$)", re.IGNORECASE)


def prepare(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[SetApart, ...]]:
    """Return the blocks made alike, and the masthead of the journal that a PDF prints above them."""
    body, masthead = _without_masthead(blocks)
    return _with_titles_joined([_caption_as_paragraph(block) for block in body]), masthead


def _without_masthead(blocks: Sequence[Block]) -> tuple[list[Block], tuple[SetApart, ...]]:
    """Set apart what names the journal, as the XML does: only where the journal is named, and only at the start."""
    start = blocks[:MASTHEAD_REACH]
    if not any(block.kind is BlockKind.HEADING and _JOURNAL.fullmatch(block.text.strip()) for block in start):
        return list(blocks), ()
    printed = [block for block in start if any(sign.fullmatch(_words(block)) for sign in _MASTHEAD)]
    return [block for block in blocks if not any(block is each for each in printed)], tuple(
        SetApart("header", _words(block), block.page) for block in printed
    )


def _words(block: Block) -> str:
    return f"{block.marker} {block.text}".strip()


def _caption_as_paragraph(block: Block) -> Block:
    """The caption of a table or figure is no heading, in whatever type it is set."""
    if block.kind is BlockKind.HEADING and not block.role and _CAPTION.match(_words(block)):
        return replace(block, kind=BlockKind.PARAGRAPH, level=0)
    return block


def _with_titles_joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join a heading that has only its number with the heading below it that has only its title."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _has_only_its_number(joined[-1]) and _has_only_its_title(block):
            joined[-1] = replace(joined[-1], text=block.text, links=block.links)
        else:
            joined.append(block)
    return tuple(joined)


def _has_only_its_number(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.role and not block.text and bool(unit_word(block.marker)[1])


def _has_only_its_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.role and not block.marker
