"""Choosing among what was found, and counting what each choice would leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from tracker.search.catalogue import KINDS, MENTION_FIELDS, Catalogue, Mentions

NEWEST, IN_FORCE, ALL = "nieuwste", "nu", "alle"
"""Texts of newest versions, of those that are in force, or every wording that there has been."""


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


def texts_of(catalogue: Catalogue, versions: str, day: str) -> np.ndarray:
    """Return which texts (bool, by number) a choice of versions takes on a day (ISO), each wording of a policy once."""
    if versions == ALL:
        return catalogue.all_versions
    return catalogue.held(day) if versions == IN_FORCE else catalogue.newest


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


class Tested:
    """Texts and which of them the values of filters leave; each value is looked up once, however often it is asked."""

    def __init__(self, catalogue: Catalogue, numbers: np.ndarray) -> None:
        self.numbers = numbers
        self._catalogue = catalogue
        self._masks: dict[tuple[str, ...], np.ndarray] = {}

    def left(self, filters: Filters) -> np.ndarray:
        """Return the numbers of the texts that the filters leave."""
        return self.numbers[self.mask(filters)]

    def mask(self, filters: Filters) -> np.ndarray:
        """Return which of the texts (bool, in their order) the filters leave."""
        keep = self._once(self._of_versions, filters.versions, filters.day)
        for test, value in ((self._of_theme, filters.theme), (self._of_policy, filters.policy)):
            keep = keep & self._once(test, value) if value else keep
        if filters.kind:
            keep = keep & self._once(self._of_kind, filters.kind)
        mentioned = tuple(getattr(filters, name) for name in MENTION_FIELDS)
        return keep & self._once(self._of_mentions, *mentioned) if any(mentioned) else keep

    def _once(self, test: Callable[..., np.ndarray], *values: str) -> np.ndarray:
        key = (test.__name__, *values)
        if key not in self._masks:
            self._masks[key] = test(*values)
        return self._masks[key]

    def _of_versions(self, value: str, day: str) -> np.ndarray:
        return texts_of(self._catalogue, value, day)[self.numbers]

    def _of_theme(self, value: str) -> np.ndarray:
        chosen = np.array([policy.theme == value for policy in self._catalogue.policies], bool)
        return chosen[self._catalogue.policy[self.numbers]]

    def _of_policy(self, value: str) -> np.ndarray:
        chosen = np.array([policy.id == value for policy in self._catalogue.policies], bool)
        return chosen[self._catalogue.policy[self.numbers]]

    def _of_kind(self, value: str) -> np.ndarray:
        return self._catalogue.texts.kind[self.numbers] == KINDS.index(value)

    def _of_mentions(self, *values: str) -> np.ndarray:
        mentions = self._catalogue.mentions
        chosen = _chosen(mentions, np.arange(len(mentions.text)), dict(zip(MENTION_FIELDS, values)))
        mentioned = np.zeros(self._catalogue.texts.count + 1, bool)
        mentioned[mentions.text[chosen]] = True
        return mentioned[self.numbers]


def _chosen(mentions: Mentions, places: np.ndarray, values: Mapping[str, str]) -> np.ndarray:
    """Return those of the places of mentions that have all values that are chosen of them."""
    for name, value in values.items():
        if value:
            places = places[mentions.codes[name][places] == mentions.values[name].index(value)]
    return places


def counts(catalogue: Catalogue, found: Tested, filters: Filters) -> Counts:
    """Count the texts that were found for every value of every filter; values with none are left out."""
    with_all = found.left(filters)
    mentions_with_all = catalogue.mentions.of(with_all)
    counted: Counts = {}
    for name in NAMES:
        without = replace(filters, **{name: NEWEST if name == "versions" else ""})
        is_free = without == filters
        texts = with_all if is_free else found.left(without)
        if name == "versions":
            counted[name] = {
                value: int(np.count_nonzero(found.mask(replace(filters, versions=value))))
                for value in (NEWEST, IN_FORCE, ALL)
            }
        elif name == "kind":
            numbers = np.bincount(catalogue.texts.kind[texts], minlength=len(KINDS))
            counted[name] = {kind: int(number) for kind, number in zip(KINDS, numbers) if number}
        elif name in MENTION_FIELDS:
            places = mentions_with_all if is_free else catalogue.mentions.of(texts)
            counted[name] = _counts_of_mentions(name, catalogue.mentions, places, without)
        else:
            counted[name] = _counts_of_policies(name, catalogue, texts)
    return counted


def _counts_of_policies(name: str, catalogue: Catalogue, texts: np.ndarray) -> dict[str, int]:
    numbers = np.bincount(catalogue.policy[texts], minlength=len(catalogue.policies))
    totals: dict[str, int] = {}
    for place in np.flatnonzero(numbers).tolist():
        policy = catalogue.policies[place]
        value = policy.theme if name == "theme" else policy.id
        totals[value] = totals.get(value, 0) + int(numbers[place])
    return totals


def _counts_of_mentions(name: str, mentions: Mentions, places: np.ndarray, filters: Filters) -> dict[str, int]:
    """Count texts, not mentions: one with two mentions of a form counts once."""
    chosen = _chosen(mentions, places, {each: getattr(filters, each) for each in MENTION_FIELDS})
    values = mentions.values[name]
    pairs = np.unique(mentions.text[chosen].astype(np.int64) * len(values) + mentions.codes[name][chosen])
    numbers = np.bincount(pairs % max(1, len(values)), minlength=len(values))
    return {value: int(number) for value, number in zip(values, numbers) if number and value}
