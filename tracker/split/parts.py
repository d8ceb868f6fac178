"""What opens a rule, what closes it and which words consider: told by their wording where the format does not say."""

import re
from collections.abc import Sequence

from tracker.model import Block, BlockKind, Part
from tracker.split.divisions import is_explanation, is_heading, opens_article

_OPENING = re.compile(
    r"(?:het\s+college\b|de\s+(?:gemeente)?raad\b|burgemeester\s+en\s+wethouders|de\s+burgemeester\b"
    r"|(?:de\s+)?(?:minister|staatssecretaris)\b|gedeputeerde\s+staten|provinciale\s+staten"
    r"|(?:het|de)\s+(?:algemeen|dagelijks)\s+bestuur|de\s+verenigde\s+vergadering|wij\s|vast\s+te\s+stellen"
    r"|besluit(?:en)?\b|b\s?e\s?s\s?l\s?u\s?i\s?t(?:\s?e\s?n)?\s?:?$)",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(
    r"(?:(?:het )?college van\b|(?:de )?raad (?:van|der)\b|(?:de )?gemeenteraad van\b|burgemeester en wethouders\b"
    r"|de burgemeester van\b|(?:het )?(?:algemeen|dagelijks) bestuur van\b|(?:provinciale|gedeputeerde) staten\b"
    r"|de (?:minister|staatssecretaris) van\b)",
    re.IGNORECASE,
)
_GROUND = re.compile(r"(?:(?:mede )?gelet op|gezien|gelezen|overwegende|gehoord)\b", re.IGNORECASE)
_DECISION = re.compile(r"(?:besluit(?:en)?\b|b e s l u i t)", re.IGNORECASE)
LONGEST_AUTHORITY = 200
"""Characters of the line of an opening that names who decides."""

OPENING_LENGTH = 40
"""Blocks after that line among which the grounds and the decision are looked for."""

_CONSIDERING = re.compile(
    r"(?:overwegende|gelet op|gezien|gelezen|in overweging|gehoord|constaterende|mede gelet)", re.IGNORECASE
)
_CONSIDERING_ANYWHERE = re.compile(
    r"(?:constaterende|overwegende|in aanmerking nemende|van (?:mening|oordeel)(?: zijnde)?,? dat"
    r"|gehoord de beraadslaging)",
    re.IGNORECASE,
)

_CLOSING_ROLE = re.compile(r"(?:ondertekening|slotformulering)\b", re.IGNORECASE)
_DONE = re.compile(
    r"(?:aldus\s+(?:\w+\s+)?(?:vastgesteld|besloten|aangenomen|gedaan|overeengekomen|voorgesteld|ondertekend)"
    r"|vastgesteld\s+in\s+de\s+(?:\w+\s+)?(?:raads|college)?vergadering)\b",
    re.IGNORECASE,
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_SIGNING = re.compile(
    r"(?:vastgesteld\s+(?:door|in|op|te|bij)\b.*\b(?:college|raad|burgemeester|vergadering)"
    r"|(?:het college van )?burgemeester en wethouders\s+(?:van|voornoemd)[^.;]*,?$"
    r"|de (?:raad|burgemeester|griffier|secretaris|voorzitter|gemeentesecretaris|minister|staatssecretaris)\s*"
    r"(?:voornoemd)?[^.;:]{0,60},$"
    r"|de (?:minister|staatssecretaris) van [^.;:]{0,60},\s+(?:[A-Z]\.\s?)+"
    r"|(?:dit besluit|deze (?:beleidsregels?|regeling|circulaire|wet)) (?:(?:zal|wordt)\s)?(?:met|samen|in)\b.*"
    r"\bgeplaatst\b"
    r"|lasten en bevelen\b|gegeven te\s"
    rf"|[A-Z][\w’' -]{{2,40}},\s+\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}\.?$)",
    re.IGNORECASE,
)
_DATE = re.compile(rf"\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}\.?", re.IGNORECASE)
LONGEST_PLACE = 4
"""Words of a line that names a place."""

_NAME = r"(?:[A-Z][a-z]{0,2}\.\s?)+[\w'’()-]+(?:\s+[\w'’()-]+){0,4}"
_FULL_NAME = r"(?-i:[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|van|de|der|den|ten|ter|tot|el|’t)){1,6})"
_SIGNATURE = re.compile(
    rf"(?:{_FULL_NAME}|(?:(?:mr|mw|dhr|drs|dr|ing|ir|prof)\.\s*|mevrouw |de heer )*{_NAME}|.{{1,60}},"
    r"|(?:de |het )?(?:plv\. |loco-?)?"
    r"(?:voorzitter|griffier|(?:gemeente)?secretaris|burgemeester|wethouder|college)\b.{0,60})",
    re.IGNORECASE,
)


def opens_rule(text: str) -> bool:
    """Whether a line has the words of the opening of a rule: who decides, on what ground, "besluit:"."""
    return bool(_OPENING.match(text) or _CONSIDERING.match(text))


def is_done(block: Block) -> bool:
    """Whether a block says that a decision has been taken ("Aldus vastgesteld ..."): only a closing does."""
    return bool(_DONE.match(block.text)) and not block.marker


def signs_off(block: Block, below: Block) -> bool:
    """Whether two lines together sign: a place above a date, "De" above "Minister van Financiën,"."""
    both = f"{block.text}{', ' if _DATE.fullmatch(below.text) else ' '}{below.text}"
    short = len(block.text.split()) <= LONGEST_PLACE and not block.text.endswith((".", ":", ";", ","))
    return short and not below.marker and bool(_SIGNING.match(both)) and block.text[:1].isupper()


def is_closing(block: Block) -> bool:
    """Whether a paragraph begins the closing of a rule: "Aldus vastgesteld ...", a place with a date, an office."""
    if block.part is Part.CLOSING or _CLOSING_ROLE.match(block.role):
        return True
    return is_done(block) or bool(_SIGNING.match(block.text))


def is_signature(block: Block) -> bool:
    """Whether a line under a closing names who signs, or in which office."""
    if block.marker or block.role or is_explanation(block):
        return False
    return bool(_SIGNATURE.fullmatch(block.text))


def considers(block: Block, in_opening: bool) -> bool:
    """Whether a paragraph is a consideration; outside an opening only words that nothing else begins with say so."""
    if block.role == "considerans":
        return True
    return bool((_CONSIDERING if in_opening else _CONSIDERING_ANYWHERE).match(block.text))


def goes_on_considering(text: str) -> bool:
    """Whether a paragraph after "overwegende" is a further consideration: "dat ..."."""
    return text.lower().startswith("dat ")


def introduces_considerations(block: Block) -> bool:
    """Whether a consideration goes on in a list: "overwegende dat:"."""
    return block.text.rstrip().endswith((":", " dat"))


def enactments(blocks: Sequence[Block]) -> set[int]:
    """Find where a rule opens in the midst of a document: in a proposal of the council that prints the draft decision.

    There the one who decides, the grounds and the word "besluit" stand together above an article, without a heading
    between them.
    """
    found = set()
    articles_follow = False
    run: list[int] = []
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if is_heading(block):
            run = []
            articles_follow = articles_follow or opens_article(block)
            continue
        run.append(position)
        if articles_follow and _names_authority(block) and _decides([blocks[each] for each in run[-OPENING_LENGTH:]]):
            found.add(position)
            run = []
    return found


def _names_authority(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and block.part is Part.UNKNOWN
        and len(block.text) <= LONGEST_AUTHORITY
        and bool(_AUTHORITY.match(block.text))
    )


def _decides(blocks: Sequence[Block]) -> bool:
    texts = [block.text for block in blocks]
    return any(_GROUND.match(text) for text in texts) and any(_DECISION.match(text) for text in texts)
