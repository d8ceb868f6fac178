"""Read the references in a text: which words refer, to which place, in which law or policy.

    reference   = place ["," ] ["van" ["de"]] instrument | instrument | identifier
    place       = "artikel" number tail | "hoofdstuk" number | ... | ordinal "lid" items | "onderdeel" letter
                | ("dit" | "deze") unit
    tail        = ["," members] ["," items]
    members     = ordinal {("," | "en") ordinal} "lid" | "lid" number
    items       = ("onderdeel" | "onder") letter {("," | "en") letter}
    instrument  = law | "deze verordening" | "de wet" | ...

A list ("de artikelen 3 en 4") gives one reference a number; a phrase that names two leden gives one reference with two
places. Nothing is looked up here: see `tracker.refer.resolve`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.refer.laws import Law
from tracker.refer.tokens import Kind, Token, read_tokens

Step = tuple[str, str]
"""A unit and its number: ("artikel", "3"). The number is "dit" in "dit artikel", "vorig" in "het vorige artikel"."""

Steps = tuple[list[Step], int]
"""Steps that were read, and where in the text they end; 0 when there were none."""

Place = tuple[Step, ...]
"""From the outer unit to the inner one: (("artikel", "3"), ("lid", "2"), ("onderdeel", "a"))."""

THIS = "dit"
PREVIOUS = "vorig"
OWN = "deze regeling"
"""The instrument of "artikel 3 van deze verordening"."""

_TITLE_WORDS = 6
_LIST_LIMIT = 200  # words that a list of numbers may take
_RANGE_LIMIT = 60  # articles in one range; more is a misreading
_ITEM = re.compile(r"[a-zA-Z]|([a-z])\1|\d{1,2}")
_TOP_UNITS = ("artikel", "hoofdstuk", "paragraaf", "afdeling", "titel", "bijlage", "pagina")
_INSTRUMENT = re.compile(
    r"(?i:[\w-]*(?:wet|wetboek|besluit|verordening|regeling|richtlijn|reglement|statuten|statuut|beleidsregels?|regels?"
    r"|nota|visie|plan|overeenkomst|convenant|verdrag|cao|code|brief|handboek|programma|rapport|protocol|begroting))"
)
_BODY = re.compile(
    r"(?i:[\w-]*(?:raad|commissie|bestuur|fractie|vereniging|groep|college|kamer|gezin|huishouden|team))"
)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]\w*|[A-Z]\w*(?:wet|besluit|verordening)")


@dataclass(frozen=True)
class RawReference:
    """A phrase that refers: `text[start:end]`.

    places: the places that it names, more than one in "het eerste en tweede lid"; empty when a law as such is named.
    law: the law that they are in; instrument: the word for it where it is no known law ("verordening", or OWN).
    identifier: an address or number in a register, as printed.
    """

    start: int
    end: int
    places: tuple[Place, ...] = ()
    law: Law | None = None
    instrument: str = ""
    identifier: str = ""


def find_references(text: str) -> tuple[RawReference, ...]:
    """Return the references in `text` from left to right, none overlapping another."""
    return tuple(_Parser(read_tokens(text)).references())


class _Parser:
    """Reads tokens from left to right; `position` is the token that is looked at."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.last_law: Law | None = None  # what "die wet" means

    def references(self) -> Iterator[RawReference]:
        while self.position < len(self.tokens):
            start = self.position
            group = self._law_first() or self._identifier() or self._group()
            if group:
                yield from group
            if self.position == start:
                self.position += 1

    # ------------------------------------------------------------------------ looking ahead

    def _token(self, ahead: int = 0) -> Token | None:
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def _is(self, kind: Kind, ahead: int = 0, value: str | None = None) -> bool:
        token = self._token(ahead)
        return token is not None and token.kind is kind and (value is None or token.value == value)

    def _take(self) -> Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def _skip(self, *kinds: Kind) -> None:
        for kind in kinds:
            if self._is(kind):
                self.position += 1

    # ------------------------------------------------------------------------ laws and identifiers

    def _identifier(self) -> list[RawReference]:
        if not self._is(Kind.IDENTIFIER):
            return []
        token = self._take()
        return [RawReference(token.start, token.end, identifier=token.value)]

    def _law_first(self) -> list[RawReference]:
        """Read a law, and the places that follow it: "Awb, artikel 4:81", "de Jeugdwet (artikel 2.3)"."""
        if not self._is(Kind.LAW):
            return []
        name = self._take()
        after_law = self.position
        self.last_law = self.last_law if name.doubtful else name.law
        self._skip(Kind.COMMA)
        opened = self._is(Kind.OPEN)
        self._skip(Kind.OPEN)
        group = self._places() if self._is(Kind.UNIT, value="artikel") else []
        if group and not self._names_instrument():
            group[0] = replace(group[0], start=name.start)
            group[-1] = replace(group[-1], end=self._close(group[-1].end, opened))
            return [replace(each, law=name.law) for each in group]
        self.position = after_law
        if name.doubtful or self._ends_title(after_law - 1):
            return []
        return [RawReference(name.start, name.end, law=name.law)]

    def _ends_title(self, law: int) -> bool:
        """Whether the law only ends the title of something else: "Besluit langdurig verblijf Wet X"."""
        for token in reversed(self.tokens[max(law - _TITLE_WORDS, 0) : law]):
            if token.kind is not Kind.WORD:
                return False
            if token.value[:1].isupper() and _INSTRUMENT.fullmatch(token.value):
                return True
        return False

    def _names_instrument(self) -> bool:
        before = self.position
        found = self._instrument()
        self.position = before
        return found is not None

    def _instrument(self) -> RawReference | None:
        """Read what a place is in: a law, an identifier or the word for something else; None where nothing is named."""
        before = self.position
        self._skip(Kind.COMMA)
        opened = self._is(Kind.OPEN)
        self._skip(Kind.OPEN)
        with_of = self._is(Kind.OF)
        if with_of:
            self.position += 1
            self._skip(Kind.THE)
        found = self._law_or_identifier(opened) or (self._this_instrument() if with_of else None)
        if not found and (self._is_word(_INSTRUMENT if with_of else _ABBREVIATION) or (with_of and self._is_title())):
            token = self._take()
            end = self._take().end if self._is(Kind.LAW) else token.end  # "het Uitvoeringsbesluit WTZi"
            found = RawReference(token.start, end, instrument=token.value.casefold())
        if not found:
            self.position = before
        return found

    def _law_or_identifier(self, opened: bool) -> RawReference | None:
        if self._is(Kind.LAW):
            token = self._take()
            self.last_law = token.law
            return RawReference(token.start, self._close(token.end, opened), law=token.law)
        if self._is(Kind.IDENTIFIER):
            token = self._take()
            return RawReference(token.start, token.end, identifier=token.value)
        return None

    def _this_instrument(self) -> RawReference | None:
        """Read "deze verordening", and "die wet", which is the law that was named last."""
        if not (self._is(Kind.THIS) and self._is_word(_INSTRUMENT, ahead=1)):
            return None
        this, word = self._take(), self._take()
        if this.value.casefold() in ("dit", "deze"):
            return RawReference(this.start, word.end, instrument=OWN)
        return RawReference(this.start, word.end, law=self.last_law, instrument=word.value.casefold())

    def _close(self, end: int, opened: bool) -> int:
        """Include the bracket that closes "(artikel 2.3)" behind a law, or "(Awb)" behind an article."""
        return self._take().end if opened and self._is(Kind.BREAK, value=")") else end

    def _is_word(self, pattern: re.Pattern[str], ahead: int = 0) -> bool:
        token = self._token(ahead)
        return token is not None and token.kind is Kind.WORD and bool(pattern.fullmatch(token.value))

    def _is_title(self) -> bool:
        """Whether a capitalised word stands here: the name of something that is no known law."""
        token = self._token()
        return token is not None and token.kind is Kind.WORD and token.value[:1].isupper()

    # ------------------------------------------------------------------------ places

    def _group(self) -> list[RawReference]:
        """Read one or more places and the law or policy that all of them are in."""
        group = self._places()
        if not group:
            return []
        while self._is(Kind.AND) and group[0].places[0][0][0] in _TOP_UNITS:
            before = self.position
            self.position += 1
            self._skip(Kind.THE)
            more = self._top_list() if self._is(Kind.UNIT) else []
            if not more:
                self.position = before
                break
            group += more
        if within := self._instrument():
            group[-1] = replace(group[-1], end=within.end)
            group = [
                replace(each, law=within.law, instrument=within.instrument, identifier=within.identifier)
                for each in group
            ]
        return group

    def _places(self) -> list[RawReference]:
        return self._this_unit() or self._top_list() or self._members_first() or self._items_first()

    def _this_unit(self) -> list[RawReference]:
        """Read "dit artikel", "deze paragraaf", "het vorige lid"."""
        if not (self._is(Kind.THIS) and self._is(Kind.UNIT, 1)) or self._is(Kind.NUMBER, 2):
            return []
        this, unit = self._take(), self._take()
        if this.value.casefold() in ("dat", "die"):
            return []
        number = THIS if this.value.casefold() in ("dit", "deze") else PREVIOUS
        return [RawReference(this.start, unit.end, (((unit.value, number),),))]

    def _top_list(self) -> list[RawReference]:
        """Read "artikel 3, tweede lid", "de artikelen 3, 4 en 6 tot en met 8", "hoofdstuk 2", "bijlage 1"."""
        unit = self._token()
        if unit is None or unit.kind is not Kind.UNIT or unit.value not in _TOP_UNITS or not self._is(Kind.NUMBER, 1):
            return self._only_annex()
        self.position += 1
        group = [self._numbered(unit.value, unit.start)]
        while following := self._next_in_list(unit.value) or self._next_member(group[-1]):
            group.append(following)
        return group

    def _next_member(self, last: RawReference) -> RawReference | None:
        """Read another lid of the same article: "artikel 3, eerste lid, onder b, en tweede lid, onder c"."""
        before = self.position
        self._skip(Kind.COMMA)
        if self._is(Kind.AND) and len(last.places[-1]) > 1:
            self.position += 1
            self._skip(Kind.THE)
            start = self._token()
            tails, end = self._tail(first=True) if start and start.kind is Kind.ORDINAL else ([], 0)
            if start and end:
                return RawReference(start.start, end, tuple((last.places[-1][0], *tail) for tail in tails))
        self.position = before
        return None

    def _only_annex(self) -> list[RawReference]:
        """Read "de bijlage bij deze verordening": an annex without a number counts only where it says whose it is."""
        if not self._is(Kind.UNIT, value="bijlage"):
            return []
        unit = self._take()
        if self._is(Kind.OF) and self._is(Kind.THIS, 1) and self._is_word(_INSTRUMENT, 2):
            return [RawReference(unit.start, unit.end, ((("bijlage", ""),),))]
        return []

    def _numbered(self, unit: str, start: int) -> RawReference:
        """Read a number, as far as it goes on a range, and what follows it within the unit."""
        number = self._take()
        numbers, end = [number.value], number.end
        if self._is(Kind.TO) and self._is(Kind.NUMBER, 1):
            self.position += 1
            last = self._take()
            numbers, end = _range(number.value, last.value), last.end
        places: list[Place] = [((unit, each),) for each in numbers]
        if unit == "artikel":
            tails, tail_end = self._tail()
            if tail_end:
                places, end = [place + tail for place in places for tail in tails], tail_end
        return RawReference(start, end, tuple(places))

    def _next_in_list(self, unit: str) -> RawReference | None:
        """Read the next number of a list, with or without its unit repeated; None where the list ends."""
        before = self.position
        comma, joined = self._is(Kind.COMMA), False
        self._skip(Kind.COMMA)
        if self._is(Kind.AND):
            self.position += 1
            joined = True
        self._skip(Kind.THE)
        start = self._token()
        if start is not None and start.kind is Kind.UNIT and start.value == unit and (comma or joined):
            self.position += 1
        elif not joined and not (comma and self._list_goes_on()):
            start = None
        if start is not None and self._is(Kind.NUMBER):
            return self._numbered(unit, start.start)
        self.position = before
        return None

    def _list_goes_on(self) -> bool:
        """Whether numbers and commas from here lead to "en" and a number, or to a law: 4, 5 en 6; 4, 5 Sr."""
        ahead = 0
        while ahead < _LIST_LIMIT and self._is(Kind.NUMBER, ahead) and self._is(Kind.COMMA, ahead + 1):
            ahead += 2
        if self._is(Kind.AND, ahead):
            return ahead > 0
        return self._is(Kind.NUMBER, ahead) and any(self._is(kind, ahead + 1) for kind in (Kind.AND, Kind.OF, Kind.LAW))

    # ------------------------------------------------------------------------ leden and onderdelen

    def _members_first(self) -> list[RawReference]:
        """Read "het tweede lid, onderdeel a" and "het tweede lid van artikel 4"."""
        start = self._token()
        if start is None or not (start.kind is Kind.ORDINAL or self._is(Kind.UNIT, value="lid")):
            return []
        before = self.position
        tails, end = self._tail(first=True)
        if not end or self._is_body():
            self.position = before
            return []
        return self._within_article(RawReference(start.start, end, tuple(tails)))

    def _is_body(self) -> bool:
        """Whether the lid is a person: "het eerste lid van de commissie"."""
        ahead = 2 if self._is(Kind.THE, 1) else 1
        return self._is(Kind.OF) and self._is_word(_BODY, ahead)

    def _items_first(self) -> list[RawReference]:
        """Read "onderdeel a", "onder b van het eerste lid"."""
        start = self._token()
        if start is None or start.kind is not Kind.UNIT or start.value != "onderdeel":
            return []
        tails, end = self._tail(first=True)
        if not end:
            return []
        return self._within_article(RawReference(start.start, end, tuple(tails)))

    def _within_article(self, inner: RawReference) -> list[RawReference]:
        """Put "van artikel 4", "van het eerste lid" or "van dit artikel" in front of the place that it holds."""
        before = self.position
        if self._is(Kind.OF):
            self.position += 1
            self._skip(Kind.THE)
            outer = self._this_unit() or self._top_list() or self._members_first()
            if outer and outer[0].places:
                place = outer[0].places[0]
                places = tuple(place + each for each in inner.places)
                return [replace(inner, end=outer[0].end, places=places), *outer[1:]]
        self.position = before
        return [inner]

    def _tail(self, first: bool = False) -> tuple[list[Place], int]:
        """Read leden, then onderdelen; returns every combination and where it ends (0: nothing there)."""
        members, end = self._after_comma(self._members, first)
        items, items_end = self._after_comma(self._items)
        if not (end or items_end):
            return [], 0
        places: list[Place] = [(member,) for member in members] or [()]
        while items_end:  # "onder b, onder 2°" goes one level deeper
            places = [(*place, item) for place in places for item in items]
            end = items_end
            items, items_end = self._after_comma(self._items)
        return places, self._sentence_end(end)

    def _after_comma(self, read: Callable[[], Steps], without: bool = False) -> Steps:
        before = self.position
        if not without:
            self._skip(Kind.COMMA)
        steps, end = read()
        if not end:
            self.position = before
        return steps, end

    def _members(self) -> tuple[list[Step], int]:
        """Read "eerste en derde lid", "lid 2", "het tweede tot en met vierde lid"."""
        self._skip(Kind.THE)
        if self._is(Kind.UNIT, value="lid") and self._is(Kind.NUMBER, 1):
            self.position += 1
            members, end = self._series(Kind.NUMBER, "lid")
            if self._is(Kind.AND) and self._is(Kind.UNIT, 1, "lid") and self._is(Kind.NUMBER, 2):
                self.position += 1
                more, end = self._members()
                members += more
            return members, end
        ordinals, end = self._series(Kind.ORDINAL, "lid")
        if end and self._is(Kind.UNIT, value="lid"):
            return ordinals, self._take().end
        return [], 0

    def _items(self) -> tuple[list[Step], int]:
        """Read "onderdeel a", "onder a en b", "aanhef en onder c, onder 2°"."""
        self._skip(Kind.INTRODUCTION)
        if self._is(Kind.AND) and self._is(Kind.UNIT, 1, "onderdeel"):
            self.position += 1  # "het vierde lid en onder b"
        if not self._is(Kind.UNIT, value="onderdeel"):
            return [], 0
        self.position += 1
        return self._series(Kind.LETTER, "onderdeel")

    def _series(self, kind: Kind, unit: str) -> tuple[list[Step], int]:
        """Read one or more of a kind, joined by commas, "en" or "tot en met"."""
        values: list[str] = []
        end = 0
        while (token := self._letter() if kind is Kind.LETTER else self._token()) and token.kind is kind:
            if values and self.tokens[self.position - 1].kind is Kind.TO:
                values += _range(values[-1], token.value)[1:]
            else:
                values.append(token.value)
            self.position += 1
            end = token.end
            if not self._join(kind):
                break
        return [(unit, value) for value in values], end

    def _join(self, kind: Kind) -> bool:
        """Step over a comma, "en" or "tot en met" when another of the kind follows it."""
        for length in (2, 1):
            joins = [self._token(ahead) for ahead in range(length)]
            if all(join is not None and join.kind in (Kind.COMMA, Kind.AND, Kind.TO) for join in joins):
                self.position += length
                after = self._letter() if kind is Kind.LETTER else self._token()
                if after is not None and after.kind is kind:
                    return True
                self.position -= length
        return False

    def _letter(self) -> Token | None:
        """The token here, as a letter where it can be one: "a" is a word, "1°" is a letter anywhere."""
        token = self._token()
        if token is not None and token.kind in (Kind.WORD, Kind.NUMBER) and _ITEM.fullmatch(token.value):
            return replace(token, kind=Kind.LETTER)
        return token

    def _sentence_end(self, end: int) -> int:
        """Include "tweede volzin", which names no place that is stored."""
        before = self.position
        self._skip(Kind.COMMA)
        sentences, _ = self._series(Kind.ORDINAL, "volzin")
        if sentences and self._is(Kind.SENTENCE):
            return self._take().end
        self.position = before
        return end


def _range(first: str, last: str) -> list[str]:
    """Return the numbers or letters from `first` to `last`; only these two when what lies between cannot be counted."""
    prefix_first, head = _last_part(first)
    prefix_last, tail = _last_part(last)
    if head.isdigit() and tail.isdigit() and prefix_first == prefix_last and 0 < int(tail) - int(head) <= _RANGE_LIMIT:
        return [f"{prefix_first}{number}" for number in range(int(head), int(tail) + 1)]
    if len(first) == len(last) == 1 and first.islower() and last.islower() and first < last:
        return [chr(code) for code in range(ord(first), ord(last) + 1)]
    return [first, last]


def _last_part(number: str) -> tuple[str, str]:
    cut = max(number.rfind("."), number.rfind(":")) + 1
    return number[:cut], number[cut:]
