"""Read the references in a text: which words refer, to which place, in which law or policy.

    reference   = place [","] ["van" ["de"]] instrument | instrument | identifier
    place       = "artikel" number [","] tail | "hoofdstuk" number | ... | tail ["van" place] | ("dit" | "deze") unit
    tail        = leden and onderdelen: see `tracker.refer.members`
    instrument  = law | "deze verordening" | "de wet" | ...: see `tracker.refer.instruments`

A list ("de artikelen 3 en 4") gives one reference a number; a phrase that names two leden gives one reference with two
places. Nothing is looked up here: see `tracker.refer.resolve`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.refer.cursor import Cursor
from tracker.refer.instruments import INSTRUMENT, InstrumentReader, ends_title
from tracker.refer.members import number_range, read_tail
from tracker.refer.reference import PREVIOUS, THIS, Place, RawReference
from tracker.refer.tokens import Kind, read_tokens

_LIST_LIMIT = 200  # words that a list of numbers may take
_TOP_UNITS = ("artikel", "hoofdstuk", "paragraaf", "afdeling", "titel", "bijlage", "pagina")
_BODY = re.compile(
    r"(?i:[\w-]*(?:raad|commissie|bestuur|fractie|vereniging|groep|college|kamer|gezin|huishouden|team))"
)


def find_references(text: str) -> tuple[RawReference, ...]:
    """Return the references in `text` from left to right, none overlapping another."""
    return tuple(_Parser(Cursor(read_tokens(text))).references())


class _Parser:
    """Reads references by recursive descent: a method a rule of the grammar."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.instruments = InstrumentReader(cursor)

    def references(self) -> Iterator[RawReference]:
        while self.cursor.token():
            start = self.cursor.position
            yield from self._law_first() or self._identifier() or self._group()
            if self.cursor.position == start:
                self.cursor.take()

    def _identifier(self) -> list[RawReference]:
        if not self.cursor.at(Kind.IDENTIFIER):
            return []
        token = self.cursor.take()
        return [RawReference(token.start, token.end, identifier=token.value)]

    def _law_first(self) -> list[RawReference]:
        """Read a law, and the places that follow it: "Awb, artikel 4:81", "de Jeugdwet (artikel 2.3)"."""
        if not self.cursor.at(Kind.LAW):
            return []
        law = self.cursor.position
        name = self.cursor.take()
        self.instruments.remember(name)
        if group := self.cursor.attempt(self._places_behind_law):
            group[0] = replace(group[0], start=name.start)
            return [replace(each, law=name.law) for each in group]
        if name.doubtful or ends_title(self.cursor.tokens, law):
            return []
        return [RawReference(name.start, name.end, law=name.law)]

    def _places_behind_law(self) -> list[RawReference]:
        self.cursor.skip(Kind.COMMA)
        opened = self.cursor.skip(Kind.OPEN)
        group = self._places() if self.cursor.at(Kind.UNIT, value="artikel") else []
        if not group or self.instruments.is_next():
            return []
        self.instruments.close(opened)
        return [*group[:-1], replace(group[-1], end=self.cursor.end)]

    def _group(self) -> list[RawReference]:
        """Read one or more places and the law or policy that all of them are in."""
        group = self._places()
        if not group:
            return []
        while group[0].places[0][0][0] in _TOP_UNITS and (more := self.cursor.attempt(self._joined_list)):
            group += more
        within = self.instruments.read()
        if not within:
            return group
        group[-1] = replace(group[-1], end=within.end)
        return [
            replace(each, law=within.law, instrument=within.instrument, identifier=within.identifier) for each in group
        ]

    def _places(self) -> list[RawReference]:
        return self._this_unit() or self._top_list() or self._members_first() or self._items_first()

    def _this_unit(self) -> list[RawReference]:
        """Read "dit artikel", "deze paragraaf", "het vorige lid"."""
        if not (self.cursor.at(Kind.THIS) and self.cursor.at(Kind.UNIT, 1)) or self.cursor.at(Kind.NUMBER, 2):
            return []
        this, unit = self.cursor.take(), self.cursor.take()
        if this.value.casefold() in ("dat", "die"):
            return []
        number = THIS if this.value.casefold() in ("dit", "deze") else PREVIOUS
        return [RawReference(this.start, unit.end, (((unit.value, number),),))]

    # ------------------------------------------------------------------------ articles, chapters, annexes

    def _joined_list(self) -> list[RawReference]:
        """Read the second list of "artikel 3 en de hoofdstukken 4 en 5"."""
        if not self.cursor.skip(Kind.AND):
            return []
        self.cursor.skip(Kind.THE)
        return self._top_list() if self.cursor.at(Kind.UNIT) else []

    def _top_list(self) -> list[RawReference]:
        """Read "artikel 3, tweede lid", "de artikelen 3, 4 en 6 tot en met 8", "hoofdstuk 2", "bijlage 1"."""
        unit = self.cursor.token()
        if unit is None or unit.kind is not Kind.UNIT or unit.value not in _TOP_UNITS:
            return []
        if not self.cursor.at(Kind.NUMBER, 1):
            return self._only_annex()
        self.cursor.take()
        group = [self._numbered(unit.value, unit.start)]
        while following := self._following(unit.value, group[-1]):
            group.append(following)
        return group

    def _following(self, unit: str, last: RawReference) -> RawReference | None:
        number = self.cursor.attempt(lambda: self._next_number(unit))
        return number or self.cursor.attempt(lambda: self._next_member(last))

    def _next_member(self, last: RawReference) -> RawReference | None:
        """Read another lid of the same article: "artikel 3, eerste lid, onder b, en tweede lid, onder c"."""
        article, *within = last.places[-1]
        self.cursor.skip(Kind.COMMA)
        if not (within and self.cursor.skip(Kind.AND)):
            return None
        self.cursor.skip(Kind.THE)
        start = self.cursor.token()
        if start is None or start.kind is not Kind.ORDINAL or not (tails := read_tail(self.cursor, first=True)):
            return None
        return RawReference(start.start, self.cursor.end, tuple((article, *tail) for tail in tails))

    def _only_annex(self) -> list[RawReference]:
        """Read "de bijlage bij deze verordening": an annex without a number counts only where it says whose it is."""
        if not self.cursor.at(Kind.UNIT, value="bijlage"):
            return []
        unit = self.cursor.take()
        if self.cursor.at(Kind.OF) and self.cursor.at(Kind.THIS, 1) and self.cursor.at_word(INSTRUMENT, 2):
            return [RawReference(unit.start, unit.end, ((("bijlage", ""),),))]
        return []

    def _numbered(self, unit: str, start: int) -> RawReference:
        """Read a number, as far as it goes on a range, and what follows it within the unit."""
        numbers = [self.cursor.take().value]
        if self.cursor.at(Kind.TO) and self.cursor.at(Kind.NUMBER, 1):
            self.cursor.take()
            numbers = number_range(numbers[0], self.cursor.take().value)
        places: list[Place] = [((unit, number),) for number in numbers]
        if unit == "artikel" and (tails := read_tail(self.cursor)):
            places = [place + tail for place in places for tail in tails]
        return RawReference(start, self.cursor.end, tuple(places))

    def _next_number(self, unit: str) -> RawReference | None:
        """Read the next number of a list, with or without its unit repeated; None where the list ends."""
        comma, joined = self.cursor.skip(Kind.COMMA), self.cursor.skip(Kind.AND)
        self.cursor.skip(Kind.THE)
        start = self.cursor.token()
        repeated = (comma or joined) and self.cursor.skip(Kind.UNIT, unit)
        if not (repeated or joined or (comma and self._list_goes_on())):
            return None
        return self._numbered(unit, start.start) if start and self.cursor.at(Kind.NUMBER) else None

    def _list_goes_on(self) -> bool:
        """Whether numbers and commas from here lead to "en" and a number, or to a law: 4, 5 en 6; 4, 5 Sr."""
        ahead = 0
        while ahead < _LIST_LIMIT and self.cursor.at(Kind.NUMBER, ahead) and self.cursor.at(Kind.COMMA, ahead + 1):
            ahead += 2
        if self.cursor.at(Kind.AND, ahead):
            return ahead > 0
        ends = (Kind.AND, Kind.OF, Kind.LAW)
        return self.cursor.at(Kind.NUMBER, ahead) and any(self.cursor.at(kind, ahead + 1) for kind in ends)

    # ------------------------------------------------------------------------ leden and onderdelen

    def _members_first(self) -> list[RawReference]:
        """Read "het tweede lid, onderdeel a" and "het tweede lid van artikel 4"."""
        if not (self.cursor.at(Kind.ORDINAL) or self.cursor.at(Kind.UNIT, value="lid")):
            return []
        before = self.cursor.position
        inner = self._tail_alone()
        if not inner or self._is_body():
            self.cursor.position = before
            return []
        return self._within_article(inner)

    def _is_body(self) -> bool:
        """Whether the lid is a person: "het eerste lid van de commissie"."""
        ahead = 2 if self.cursor.at(Kind.THE, 1) else 1
        return self.cursor.at(Kind.OF) and self.cursor.at_word(_BODY, ahead)

    def _items_first(self) -> list[RawReference]:
        """Read "onderdeel a", "onder b van het eerste lid"."""
        inner = self._tail_alone() if self.cursor.at(Kind.UNIT, value="onderdeel") else None
        return self._within_article(inner) if inner else []

    def _tail_alone(self) -> RawReference | None:
        start = self.cursor.token()
        tails = read_tail(self.cursor, first=True)
        return RawReference(start.start, self.cursor.end, tuple(tails)) if start and tails else None

    def _within_article(self, inner: RawReference) -> list[RawReference]:
        """Put "van artikel 4", "van het eerste lid" or "van dit artikel" in front of the place that it holds."""
        outer = self.cursor.attempt(self._outer_place)
        if not outer:
            return [inner]
        places = tuple(outer[0].places[0] + each for each in inner.places)
        return [replace(inner, end=outer[0].end, places=places), *outer[1:]]

    def _outer_place(self) -> list[RawReference]:
        if not self.cursor.skip(Kind.OF):
            return []
        self.cursor.skip(Kind.THE)
        return self._this_unit() or self._top_list() or self._members_first()
