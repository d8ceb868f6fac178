"""Choosing among what was found, and counting what each choice would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from tracker.search.catalogue import KINDS, MENTION_FIELDS, Catalogue

NEWEST, IN_FORCE, ALL = "nieuwste", "nu", "alle"
"""Texts of newest versions, those of them that are in force, or every wording that there has been."""


@dataclass(frozen=True)
class Filters:
    """What is chosen; an empty value chooses nothing. `versions` is NEWEST, IN_FORCE on `day` (ISO), or ALL.

    form, holder, rung and force are of one and the same mention: a text is left only when it holds such a mention.
    """

    theme: str = ""
    policy: str = ""
    versions: str = NEWEST
    form: str = ""
    holder: str = ""
    rung: str = ""
    force: str = ""
    kind: str = ""
    day: str = ""


NAMES = tuple(each.name for each in fields(Filters) if each.name != "day")
"""The filters in the order in which they are shown."""

Counts = dict[str, dict[str, int]]
"""Filter -> value -> how many of the texts that were found have it, the other filters left as they are."""


def known_values(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Return for each filter the values that the database has."""
    return {
        "theme": frozenset(policy.theme for policy in catalogue.policies),
        "policy": frozenset(policy.id for policy in catalogue.policies),
        "versions": frozenset((NEWEST, IN_FORCE, ALL)),
        "kind": frozenset(KINDS),
        **{name: frozenset(catalogue.mentions.values[name]) for name in MENTION_FIELDS},
    }


def checked(wanted: Mapping[str, str], catalogue: Catalogue, day: str = "") -> tuple[Filters, tuple[str, ...]]:
    """Return the filters that can be used, and the names of those with a value that the database does not have."""
    known = known_values(catalogue)
    unknown = tuple(name for name in NAMES if wanted.get(name) and wanted[name] not in known[name])
    usable = {name: wanted[name] for name in NAMES if wanted.get(name) and name not in unknown}
    return Filters(**usable, day=day), unknown


def left(catalogue: Catalogue, numbers: np.ndarray, filters: Filters) -> np.ndarray:
    """Return which of the texts with these numbers (bool, in their order) the filters leave."""
    keep = (catalogue.all_versions if filters.versions == ALL else catalogue.newest)[numbers]
    if filters.versions == IN_FORCE:
        keep &= catalogue.in_force(filters.day)[catalogue.texts.version[numbers]]
    if filters.theme or filters.policy:
        chosen = [
            filters.theme in ("", policy.theme) and filters.policy in ("", policy.id) for policy in catalogue.policies
        ]
        keep &= np.array(chosen, bool)[catalogue.policy[numbers]]
    if filters.kind:
        keep &= catalogue.texts.kind[numbers] == KINDS.index(filters.kind)
    if any(getattr(filters, name) for name in MENTION_FIELDS):
        mentioned = np.zeros(catalogue.texts.count + 1, bool)
        mentioned[catalogue.mentions.text[_chosen_mentions(catalogue, filters)]] = True
        keep &= mentioned[numbers]
    return keep


def _chosen_mentions(catalogue: Catalogue, filters: Filters) -> np.ndarray:
    """Return which mentions (bool) have all values that are chosen of them."""
    mentions = catalogue.mentions
    chosen = np.ones(len(mentions.text), bool)
    for name in MENTION_FIELDS:
        if value := getattr(filters, name):
            chosen &= mentions.codes[name] == mentions.values[name].index(value)
    return chosen


def counts(catalogue: Catalogue, found: np.ndarray, filters: Filters) -> Counts:
    """Count the texts with the numbers in `found` for every value of every filter; values with none are left out."""
    with_all = found[left(catalogue, found, filters)]
    counted: Counts = {}
    for name in NAMES:
        without = replace(filters, **{name: NEWEST if name == "versions" else ""})
        texts = with_all if without == filters else found[left(catalogue, found, without)]
        if name == "versions":
            counted[name] = _counts_of_versions(catalogue, found, texts, without)
        elif name == "kind":
            numbers = np.bincount(catalogue.texts.kind[texts], minlength=len(KINDS))
            counted[name] = {kind: int(number) for kind, number in zip(KINDS, numbers) if number}
        elif name in MENTION_FIELDS:
            counted[name] = _counts_of_mentions(name, catalogue, texts, without)
        else:
            counted[name] = _counts_of_policies(name, catalogue, texts)
    return counted


def _counts_of_versions(
    catalogue: Catalogue, found: np.ndarray, newest: np.ndarray, filters: Filters
) -> dict[str, int]:
    numbers = {NEWEST: len(newest)}
    for value in (IN_FORCE, ALL):
        numbers[value] = int(np.count_nonzero(left(catalogue, found, replace(filters, versions=value))))
    return numbers


def _counts_of_policies(name: str, catalogue: Catalogue, texts: np.ndarray) -> dict[str, int]:
    numbers = np.bincount(catalogue.policy[texts], minlength=len(catalogue.policies))
    totals: dict[str, int] = {}
    for place in np.flatnonzero(numbers):
        policy = catalogue.policies[place]
        value = policy.theme if name == "theme" else policy.id
        totals[value] = totals.get(value, 0) + int(numbers[place])
    return totals


def _counts_of_mentions(name: str, catalogue: Catalogue, texts: np.ndarray, filters: Filters) -> dict[str, int]:
    """Count texts, not mentions: one with two mentions of a form counts once."""
    mentions = catalogue.mentions
    wanted = np.zeros(catalogue.texts.count + 1, bool)
    wanted[texts] = True
    chosen = np.flatnonzero(_chosen_mentions(catalogue, filters) & wanted[mentions.text])
    values = mentions.values[name]
    pairs = np.unique(mentions.text[chosen].astype(np.int64) * len(values) + mentions.codes[name][chosen])
    numbers = np.bincount(pairs % max(1, len(values)), minlength=len(values))
    return {value: int(number) for value, number in zip(values, numbers) if number and value}
