"""What a phrase that refers says: the place, and the law or policy that it is in."""

from dataclasses import dataclass

from tracker.refer.laws import Law

Step = tuple[str, str]
"""A unit and its number: ("artikel", "3"). The number is "dit" in "dit artikel", "vorig" in "het vorige artikel"."""

Place = tuple[Step, ...]
"""From the outer unit to the inner one: (("artikel", "3"), ("lid", "2"), ("onderdeel", "a"))."""

THIS = "dit"
PREVIOUS = "vorig"
OWN = "deze regeling"
"""The instrument of "artikel 3 van deze verordening"."""


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
