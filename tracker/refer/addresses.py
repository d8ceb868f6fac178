"""Addresses of what a reference leads to, outside the version that it stands in.

Sources: Juriconnect, jci 1.3; KOOP, identifiers of CVDR and of official publications; ECLI; ELI (European acts).
"""

import re
from collections.abc import Callable

from tracker.refer.laws import Law
from tracker.refer.reference import Place

_JCI_KEYS = {
    "hoofdstuk": "hoofdstuk",
    "afdeling": "afdeling",
    "titel": "titeldeel",
    "paragraaf": "paragraaf",
    "bijlage": "bijlage",
    "artikel": "artikel",
    "lid": "lid",
    "onderdeel": "onderdeel",
}
"""What jci calls the units of a law."""

_SERIES = {
    "gemeenteblad": "gmb",
    "gmb": "gmb",
    "staatsblad": "stb",
    "stb": "stb",
    "staatscourant": "stcrt",
    "stcrt": "stcrt",
}
_ELI = "http://data.europa.eu/eli"


def law_uri(law: Law, place: Place) -> str:
    """Return the address of a place in a law as jci 1.3 (a European act: its ELI).

    Empty for an article of a code that does not say in which book it stands.
    """
    article = next((number for unit, number in place if unit == "artikel"), "")
    if law.uri:
        return law.uri.replace("/oj", f"/art_{article}/oj") if article else law.uri
    bwb = _bwb_of_book(law, article) if law.books else law.bwb
    steps = [f"&{_JCI_KEYS[unit]}={number.rstrip('°')}" for unit, number in place if unit in _JCI_KEYS]
    return f"jci1.3:c:{bwb}{''.join(steps)}" if bwb else ""


def _bwb_of_book(law: Law, article: str) -> str:
    book, colon, _ = article.partition(":")
    return dict(law.books).get(book.upper(), "") if colon else ""


def identifier_uri(printed: str) -> str:
    """Return the address that an identifier stands for: a law, a work in CVDR, a publication, a judgment, an EU act.

    A web address is returned as it is.
    """
    text = " ".join(printed.replace("&amp;", "&").split())
    for pattern, address in _ADDRESSES:
        if found := pattern.fullmatch(text):
            return address(found)
    return text


def _cvdr(found: re.Match[str]) -> str:
    expression = f"/{found['expression']}" if found["expression"] else ""
    return f"https://lokaleregelgeving.overheid.nl/CVDR{found['work']}{expression}"


def _publication(found: re.Match[str]) -> str:
    series = _SERIES.get(found["series"].casefold().rstrip("."), found["series"].casefold())
    return f"https://zoek.officielebekendmakingen.nl/{series}-{found['year']}-{found['number']}.html"


def _regulation(found: re.Match[str]) -> str:
    """Since 2015 (Verordening (EU) 2016/679) the year stands before the number, earlier acts have it behind."""
    first, second = found["first"], found["second"]
    number, year = (second, first) if int(first) in range(2015, 2100) and found["by"] == "EU" else (first, second)
    return f"{_ELI}/reg/{year}/{number}/oj"


def _directive(found: re.Match[str]) -> str:
    year = found["year"] if len(found["year"]) == 4 else f"19{found['year']}"
    return f"{_ELI}/dir/{year}/{found['number']}/oj"


_ADDRESSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?:https?://wetten\.overheid\.nl/)?(?P<jci>jci1\.\d:[a-z]:BWB\S+)"), lambda found: found["jci"]),
    (
        re.compile(r"(?:https?://wetten\.overheid\.nl/)?(?P<bwb>BWB[RVW]\d{7})/?"),
        lambda found: f"jci1.3:c:{found['bwb']}",
    ),
    (re.compile(r"CVDR ?(?P<work>\d+)(?:[_/](?P<expression>\d+))?"), _cvdr),
    (re.compile(r"(?P<series>[a-z]+)-(?P<year>\d{4})-(?P<number>\d+)"), _publication),
    (re.compile(r"(?P<series>[A-Z][a-z]+\.?) (?:van )?(?P<year>\d{4}),? (?:nr\.? )?(?P<number>\d+)"), _publication),
    (
        re.compile(r"(?P<ecli>ECLI:NL:\S+)"),
        lambda found: f"https://deeplink.rechtspraak.nl/uitspraak?id={found['ecli']}",
    ),
    (re.compile(r"Verordening \((?P<by>EU|EG|EEG)\) (?:nr\.? )?(?P<first>\d+)/(?P<second>\d+)"), _regulation),
    (re.compile(r"Richtlijn (?:\((?:EU|EG|EEG)\) )?(?P<year>\d{2,4})/(?P<number>\d+)(?:/(?:EU|EG|EEG))?"), _directive),
)
