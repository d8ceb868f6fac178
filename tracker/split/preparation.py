"""What is made alike before the tree is built, so that one text gives the same clauses in every format."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Block, BlockKind, Link, SetApart
from tracker.split.contents import without_contents
from tracker.split.divisions import is_heading
from tracker.split.numbering import unit_word
from tracker.split.parts import is_closing, is_done, is_signature

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

_DECISION = re.compile(r"(?:raads)?(?:besluit(?:en)?\s*:|b\s+e\s+s\s+l\s+u\s+i\s+t(?:\s+e\s+n)?\s*:?)", re.IGNORECASE)
_OPEN_REFERENCE = re.compile(r"\s(?:in|van|op|bij|met|de|het) (?:artikel(?:en)?|hoofdstuk|paragraaf|bijlage)$")
_GLUED_BULLET = re.compile(r"[–—•▪·●](?=[a-zA-Z‘“\"'])|-(?=[a-z])")

_ANNEX_ALONE = re.compile(r"bijlagen?", re.IGNORECASE)

FEWEST_LISTED_ANNEXES = 3
"""Headings of annexes in a row, without text between them, that make a list of annexes."""


def prepare(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[SetApart, ...]]:
    """Return the blocks made alike; and what is no part of the text: a journal's masthead, a table of contents."""
    body, masthead = _without_masthead(blocks)
    body, contents = without_contents(body)
    body = _with_broken_references_joined(body)
    body = [
        _with_bullet_split_off(_as_paragraph(block) if _only_looks_like_heading(block) else block) for block in body
    ]
    return _with_titles_joined(_without_lists_of_annexes(_with_signatures_as_paragraphs(body))), masthead + contents


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


def _only_looks_like_heading(block: Block) -> bool:
    """The caption of a table or figure is no heading, in whatever type it is set; nor is what decides or signs."""
    if block.kind is not BlockKind.HEADING or block.role not in ("", "tussenkop"):
        return False
    if _CAPTION.match(_words(block)) or _DECISION.fullmatch(block.text):
        return True
    return not block.marker and is_closing(block)


def _as_paragraph(block: Block) -> Block:
    return replace(block, kind=BlockKind.PARAGRAPH, level=0)


def _with_bullet_split_off(block: Block) -> Block:
    """A bullet may stand against the word that it opens: "–buurt: een deel van de stad"."""
    glued = _GLUED_BULLET.match(block.text)
    if block.kind is not BlockKind.PARAGRAPH or block.marker or block.role or not glued:
        return block
    cut = glued.end()
    links = tuple(Link(link.start - cut, link.end - cut, link.uri) for link in block.links if link.start >= cut)
    return replace(block, kind=BlockKind.ITEM, marker=glued[0].strip(), text=block.text[cut:], links=links)


def _with_broken_references_joined(blocks: Sequence[Block]) -> list[Block]:
    """A line that begins with the number of a reference ("... bedoeld in artikel" / "29.") opens no item."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and block.kind is BlockKind.ITEM and not block.role and _OPEN_REFERENCE.search(last.text):
            shift = len(last.text) + len(block.marker) + 2
            links = tuple(Link(link.start + shift, link.end + shift, link.uri) for link in block.links)
            joined[-1] = replace(last, text=f"{last.text} {_words(block)}", links=last.links + links)
        else:
            joined.append(block)
    return joined


def _with_signatures_as_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Below "Aldus vastgesteld ..." names and offices sign, also those set in bold: they open no division."""
    found: list[Block] = []
    closing = False
    for block in blocks:
        closing = is_done(block) or (closing and (block.kind is not BlockKind.HEADING or is_signature(block)))
        found.append(_as_paragraph(block) if closing and block.kind is BlockKind.HEADING else block)
    return found


def _without_lists_of_annexes(blocks: Sequence[Block]) -> list[Block]:
    """Turn the annexes that a proposal only lists into paragraphs: their headings follow each other, with no text."""
    found = list(blocks)
    run: list[int] = []
    for position, block in enumerate([*blocks, None]):
        if block is not None and _is_plain_annex(block):
            run.append(position)
            continue
        if len(run) >= FEWEST_LISTED_ANNEXES:
            held = block is not None and not is_heading(block)  # the last one may be an annex with text
            for each in run[: len(run) - held]:
                found[each] = _as_paragraph(replace(blocks[each], marker="", text=_words(blocks[each]), links=()))
        run = []
    return found


def _is_plain_annex(block: Block) -> bool:
    return is_heading(block) and not block.role and unit_word(block.marker)[0] == "bijlage"


def _with_titles_joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join a heading that has only its number with the heading below it that has only its title."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _has_only_its_number(joined[-1]) and _has_only_its_title(block):
            joined[-1] = replace(joined[-1], text=block.text, links=block.links)
        elif joined and _goes_on_with_title(joined[-1], block):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {block.text}")
        else:
            joined.append(block)
    return tuple(joined)


def _has_only_its_number(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.role and not block.text and bool(unit_word(block.marker)[1])


def _goes_on_with_title(above: Block, block: Block) -> bool:
    """Whether a heading goes on with the one above it: "Bijlage" above "bij artikel 1 van de regeling"."""
    titles = _has_only_its_title(above) and _has_only_its_title(block)
    return titles and bool(_ANNEX_ALONE.fullmatch(above.text)) and block.text[:1].islower()


def _has_only_its_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not block.role and not block.marker
