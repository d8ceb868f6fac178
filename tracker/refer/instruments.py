"""Read the law or policy that a place is in: "van de Awb", "(Awb)", "van deze verordening", "van die wet"."""

import re
from collections.abc import Sequence

from tracker.refer.cursor import Cursor
from tracker.refer.laws import Law
from tracker.refer.reference import OWN, RawReference
from tracker.refer.tokens import Kind, Token

INSTRUMENT = re.compile(
    r"(?i:[\w-]*(?:wet|wetboek|besluit|verordening|regeling|richtlijn|reglement|statuten|statuut|beleidsregels?|regels?"
    r"|nota|visie|plan|overeenkomst|convenant|verdrag|cao|code|brief|handboek|programma|rapport|protocol|begroting))"
)
"""A word for something that has articles, paragraphs or pages."""

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]\w*|[A-Z]\w*(?:wet|besluit|verordening)")
_TITLE_WORDS = 6


class InstrumentReader:
    """Reads laws and policies where a cursor stands, and remembers the last law, for "die wet"."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.last_law: Law | None = None

    def read(self) -> RawReference | None:
        """Read what a place is in: a law, an identifier or the word for something else; None where nothing is named."""
        return self.cursor.attempt(self._instrument)

    def is_next(self) -> bool:
        """Whether `read` would find something here."""
        before = self.cursor.position
        found = self.read()
        self.cursor.position = before
        return found is not None

    def remember(self, name: Token) -> None:
        """Keep the law of a token for "die wet", unless it is in doubt which law that is."""
        self.last_law = self.last_law if name.doubtful else name.law

    def close(self, opened: bool) -> None:
        """Step over the bracket that closes "(artikel 2.3)" behind a law, or "(Awb)" behind an article."""
        if opened:
            self.cursor.skip(Kind.BREAK, ")")

    def _instrument(self) -> RawReference | None:
        self.cursor.skip(Kind.COMMA)
        opened = self.cursor.skip(Kind.OPEN)
        if not self.cursor.skip(Kind.OF):
            return self._law_or_identifier(opened) or self._unknown(self.cursor.at_word(_ABBREVIATION))
        self.cursor.skip(Kind.THE)
        named = self._law_or_identifier(opened) or self._this()
        return named or self._unknown(self.cursor.at_word(INSTRUMENT) or self._at_capital())

    def _law_or_identifier(self, opened: bool) -> RawReference | None:
        if self.cursor.at(Kind.LAW):
            token = self.cursor.take()
            self.last_law = token.law
            self.close(opened)
            return RawReference(token.start, self.cursor.end, law=token.law)
        if self.cursor.at(Kind.IDENTIFIER):
            token = self.cursor.take()
            return RawReference(token.start, token.end, identifier=token.value)
        return None

    def _this(self) -> RawReference | None:
        """Read "deze verordening", and "die wet", which is the law that was named last."""
        if not (self.cursor.at(Kind.THIS) and self.cursor.at_word(INSTRUMENT, ahead=1)):
            return None
        this, word = self.cursor.take(), self.cursor.take()
        if this.value.casefold() in ("dit", "deze"):
            return RawReference(this.start, word.end, instrument=OWN)
        return RawReference(this.start, word.end, law=self.last_law, instrument=word.value.casefold())

    def _unknown(self, is_named: bool) -> RawReference | None:
        """Read the name of something that is no known law, with the law that it belongs to."""
        if not is_named:
            return None
        token = self.cursor.take()
        self.cursor.skip(Kind.LAW)  # "het Uitvoeringsbesluit WTZi"
        return RawReference(token.start, self.cursor.end, instrument=token.value.casefold())

    def _at_capital(self) -> bool:
        """Whether a capitalised word stands here: the name of something that is no known law."""
        token = self.cursor.token()
        return token is not None and token.kind is Kind.WORD and token.value[:1].isupper()


def ends_title(tokens: Sequence[Token], law: int) -> bool:
    """Whether the law at tokens[law] only ends the title of something else: "Besluit langdurig verblijf Wet X"."""
    for token in reversed(tokens[max(law - _TITLE_WORDS, 0) : law]):
        if token.kind is not Kind.WORD:
            return False
        if token.value[:1].isupper() and INSTRUMENT.fullmatch(token.value):
            return True
    return False
