"""Places that are asked for by their number: "artikel 12, derde lid" in a search, and in the address of a clause."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.search.words import word_key
from tracker.split.numbering import ordinal

_ADDRESS = re.compile(
    r"\b(?P<kind>artikel(?:en)?|art\.?|hoofdstuk|paragraaf|bijlage|vraag)\s+(?P<number>\d+(?:[.:]\d+)*[a-z]?)(?!\w)"
    r"|\b(?P<ordinal>(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der|eer)\w{0,8}(?:de|ste))\s+lid\b"
    r"|\blid\s+(?P<member>[1-9]\d?)(?![\w.])|\b(?P<counted>[1-9]\d?)\s?(?:e|de|ste)\s+lid\b",
    re.IGNORECASE,
)
_SHORT = {"art": "artikel", "art.": "artikel", "artikelen": "artikel"}
_QUOTED = re.compile(r'"[^"]*"?')


class Address(NamedTuple):
    """A numbered place: `text[start:end]` is as printed, `words` are its words in full as they are looked up."""

    start: int
    end: int
    words: tuple[str, str]

    @property
    def key(self) -> str:
        """How the place itself is looked up: `artikel_12`, `derde_lid`."""
        return "_".join(self.words)


def addresses_of(text: str) -> Iterator[Address]:
    """Give the numbered places that a text names; what stands between quotation marks is left alone.

    >>> [address.key for address in addresses_of("art. 12, derde lid, en artikel 2:25")]
    ['artikel_12', 'derde_lid', 'artikel_2_25']
    >>> [address.key for address in addresses_of("artikel 5 lid 3")]
    ['artikel_5', 'derde_lid']
    """
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for found in _ADDRESS.finditer(plain):
        if found["ordinal"]:
            words = word_key(found["ordinal"]), "lid"
        elif member := found["member"] or found["counted"]:
            words = word_key(ordinal(int(member))), "lid"
        else:
            kind = found["kind"].lower()
            words = _SHORT.get(kind, kind), word_key(found["number"])
        yield Address(found.start(), found.end(), words)
