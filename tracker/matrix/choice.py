"""What is counted: which texts and which mentions in them, as an address names it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from tracker.codebook import codebook
from tracker.search.catalogue import Catalogue
from tracker.search.filters import ALL, IN_FORCE, NEWEST

TAGS = ("form", "holder", "rung", "force", "polarity")
"""What is said of a mention, and so what mentions can be counted by, besides the policy."""

RULES, ANSWERS = "regels", "vragen"
"""Roles of a text: what a policy says itself, and questions with their answers about it."""

RESIDENTS = "bewoners-of-groep"
"""As a holder: residents or their groups, taken together."""

RESIDENT_HOLDERS = ("bewoners", "bewonersgroep")

NOT_SAID = "geen"
"""In an address: the value of a tag that says nothing, which is an empty text in the database."""


@dataclass(frozen=True)
class Choice:
    """The texts and mentions that are counted; an empty value chooses nothing.

    versions: NEWEST of each text, IN_FORCE (all that holds today) or ALL that there have been. role: RULES, ANSWERS or
    both. The rest are values of the mention, as an address names them; `holder` may be RESIDENTS.
    """

    versions: str = NEWEST
    theme: str = ""
    role: str = ""
    policy: str = ""
    form: str = ""
    holder: str = ""
    rung: str = ""
    force: str = ""
    polarity: str = ""


NAMES = tuple(each.name for each in fields(Choice))
"""All that can be chosen, in the order in which pages name it."""


def choice_of(wanted: Mapping[str, str], catalogue: Catalogue) -> tuple[Choice, tuple[str, ...]]:
    """Return the choice that can be made of what is wanted by name, and the names of values that nobody knows."""
    known = {
        "versions": {NEWEST, IN_FORCE, ALL},
        "theme": {policy.theme for policy in catalogue.policies},
        "role": {RULES, ANSWERS},
        "policy": {policy.id for policy in catalogue.policies},
        **{name: {*values_of(name), NOT_SAID} for name in TAGS},
    }
    known["holder"].add(RESIDENTS)
    usable = {name: wanted[name] for name in NAMES if wanted.get(name) in known[name]}
    return Choice(**usable), tuple(name for name in NAMES if wanted.get(name) and name not in usable)


def values_of(tag: str) -> list[str]:
    """Return the values of a tag in the order of the codebook."""
    return codebook()[tag].names


def all_values_of(tag: str, found: Sequence[str]) -> list[str]:
    """Return the values of a tag in the order of the codebook, and after them those that only the database has."""
    known = values_of(tag)
    return known + sorted({value or NOT_SAID for value in found} - set(known))
