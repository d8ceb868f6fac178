"""Find policies by their titles, and documents that are named as such ("de Nota van Uitgangspunten")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Policy

_YEARS = re.compile(r"\s*\(?\b(?:19|20)\d{2}(?:\s?[-–/]\s?(?:(?:19|20)?\d{2}))?\)?\s*$")
_MUNICIPALITY = re.compile(r"\s+(?:van de )?gemeente\s+\w+$", re.IGNORECASE)
_SHORTEST_TITLE = 12  # characters; less is a common word
_FEWEST_WORDS = 2

_DOCUMENT = (
    r"(?:Kader|Beleids|Start|Concept)?[Nn]ota|Beleidsregels?|Nadere [Rr]egels?|Verordening|Beleidskader|Beleidsplan"
    r"|Visie|Uitvoeringsplan|Uitvoeringsprogramma|Handreiking|Convenant|Manifest|Notitie|Agenda|Akkoord"
)
_SMALL = r"(?:van|voor|over|de|het|en|op|in|tot|inzake)\s"
_NAME = r"[A-Z][\w’'-]+"
_NAMED = re.compile(
    rf"\b(?:{_DOCUMENT})\s(?:{_SMALL})*{_NAME}(?:,?\s(?:{_SMALL})*{_NAME})*(?:\s\d{{4}}(?:\s?[-–]\s?\d{{4}})?)?"
)


@dataclass(frozen=True)
class PolicyName:
    """A place where a document is named: `text[start:end]`; `policy` is its id, empty when it is not followed."""

    start: int
    end: int
    policy: str


class PolicyNames:
    """The titles under which texts may speak of the policies, and of documents in general."""

    def __init__(self, policies: Sequence[Policy]) -> None:
        owners: dict[str, set[str]] = {}
        for policy in policies:
            for title in titles_of(policy.title):
                owners.setdefault(title.casefold(), set()).add(policy.id)
        self._owners = {title: next(iter(ids)) for title, ids in owners.items() if len(ids) == 1}
        longest_first = sorted(self._owners, key=len, reverse=True)
        self._titles = re.compile("|".join(map(_expression, longest_first)) or r"(?!)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[PolicyName]:
        """Yield the names in `text` from left to right, none overlapping another."""
        known = [PolicyName(*found.span(), self._owners[_normal(found[0])]) for found in self._titles.finditer(text)]
        named = [PolicyName(*found.span(), self._beginning_with(_normal(found[0]))) for found in _NAMED.finditer(text)]
        apart = [each for each in named if all(each.end <= one.start or one.end <= each.start for one in known)]
        yield from sorted(known + apart, key=lambda each: each.start)

    def _beginning_with(self, name: str) -> str:
        """Return the only policy whose title begins with the name, empty where there is none or more than one."""
        ids = {policy for title, policy in self._owners.items() if title.startswith(name)}
        return ids.pop() if len(ids) == 1 else ""


def titles_of(title: str) -> list[str]:
    """Return the ways to say a title: in full, without its years, without its municipality."""
    titles = [title.strip()]
    for cut in (_YEARS, _MUNICIPALITY, _YEARS):
        titles.append(cut.sub("", titles[-1]).strip())
    return [
        each for each in dict.fromkeys(titles) if len(each) >= _SHORTEST_TITLE and len(each.split()) >= _FEWEST_WORDS
    ]


def _normal(text: str) -> str:
    return " ".join(text.split()).casefold()


def _expression(title: str) -> str:
    return r"\b" + r"\s+".join(map(re.escape, title.split())) + r"\b"
