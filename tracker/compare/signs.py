"""Words around a mention that say more or less, where the mention itself stayed: "zo mogelijk", "niet", "altijd".

Looked for only in the words of its sentence that changed. The words are data (`signs` and `numbers` of
`corpus/changes.toml`); what they count for is explained in docs/comparing.md.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.compare.rules import Counted, rules
from tracker.compare.text import Piece, comparable, differences
from tracker.model import Clause

_SENTENCE = re.compile(r"(?:[^.;!?\n]|[.;!?](?=\S)(?!(?<=[a-z)][.;!?])[A-Z]))+")
"""A sentence or a part up to a semicolon; "3.4" and "art.5" end none, "gehouden.Daarna" does."""

LEAST_ALIKE = 0.4
"""Less of a sentence that stayed than this, and it is another sentence: its words are not compared."""

FIRM, LOOSE, LIMIT, DENIAL, MORE, RESIDENTS = "firm", "loose", "limit", "denial", "more", "residents"
RECOUNTED, SUBORDINATE, NO_WAY = "recounted", "subordinate", "no_way"
_UP = (FIRM, MORE, RESIDENTS)
_DOWN = (LOOSE, LIMIT)


@dataclass(frozen=True)
class Around:
    """The sentence of a mention before and after, which of its words went and came, and what share stayed (0 to 1)."""

    old: str
    new: str
    went: str
    came: str
    stayed: float

    @property
    def changed(self) -> bool:
        """Whether any words of the sentence changed."""
        return bool(self.went or self.came)

    @property
    def is_same_sentence(self) -> bool:
        """Whether so much stayed that it is the same sentence."""
        return self.stayed >= LEAST_ALIKE

    def has(self, *signs: str) -> bool:
        """Return whether one of these signs is among the words that went or came."""
        return any(rules().signs[sign].search(words) for sign in signs for words in (self.went, self.came))

    def steps(self) -> int | None:
        """Return whether the words say more (positive) or less (negative) than before; 0 nothing of it, None both."""
        if not self.is_same_sentence:
            return 0
        denials = _count(DENIAL, self.went) - _count(DENIAL, self.came)
        if denials:
            return denials
        ups = sum(_count(sign, self.came) - _count(sign, self.went) for sign in _UP)
        downs = sum(_count(sign, self.came) - _count(sign, self.went) for sign in _DOWN)
        steps = [step for step in (ups, -downs, *_counts(self.old, self.new)) if step]
        if not steps:
            return 0
        return steps[0] if len({step > 0 for step in steps}) == 1 else None


def sentence_at(text: str, start: int) -> str:
    """Return the sentence of a text that holds a place."""
    begin, end = sentence_span(text, start)
    return text[begin:end]


def sentence_span(text: str, start: int) -> tuple[int, int]:
    """Return where the sentence that holds a place begins and ends."""
    return next(((begin, end) for begin, end in _spans(text) if begin <= start < end), (0, len(text)))


@lru_cache(maxsize=64)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a text begin and end; kept, for every mention in a text asks for them."""
    return tuple(each.span() for each in _SENTENCE.finditer(text))


def around(old: tuple[Clause, int], new: tuple[Clause, int]) -> Around:
    """Return what changed in the sentence of a mention.

    old, new: the clause and where the mention begins in its text.
    """
    before, after = (comparable(sentence_at(clause.text, start)) for clause, start in (old, new))
    pieces = differences(before, after)
    stayed = sum(len(piece.text) for piece in pieces if piece.operation == "=")
    share = stayed / max(len(before), len(after), 1)
    return Around(before, after, _joined(pieces, "-"), _joined(pieces, "+"), share)


def _joined(pieces: tuple[Piece, ...], operation: str) -> str:
    return " … ".join(piece.text.strip() for piece in pieces if piece.operation == operation)


def _count(sign: str, words: str) -> int:
    """Count a sign; what denies twice ("geen besluit zonder") is firm, and denies nothing."""
    if sign in (DENIAL, LIMIT):
        words = rules().signs[FIRM].sub(" ", words)
    return len(rules().signs[sign].findall(words))


def _counts(old: str, new: str) -> list[int]:
    """Return for each kind of number that stands in both sentences whether it went up or down for residents."""
    found = []
    for counted in rules().numbers:
        before, after = counted.value(old), counted.value(new)
        if before is not None and after is not None:
            found.append(_sign(counted, after - before))
    return found


def _sign(counted: Counted, difference: float) -> int:
    return (difference > 0) - (difference < 0) if counted.more_is_more else (difference < 0) - (difference > 0)
