"""The rules of `corpus/changes.toml`: orders of force, rung and polarity, names for visitors, and sentences."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.model import TrackerError
from tracker.paths import corpus_file

ASPECTS = ("polarity", "holder", "rung", "force")
"""What two mentions are weighed by, the weightiest first; `form` has no order."""


GROUPS = ("clause", "words", "control")
"""What the sentences are about: a clause, one of several changed places in it, a mention of control."""


@dataclass(frozen=True)
class Rules:
    """The rules as read.

    orders: values of `force`, `rung` and `polarity`, from most to least say for residents. residents: the holders that
    count as residents. claims: finds a right that can be claimed. names: Dutch for a value, by aspect. templates: by
    one of GROUPS and what happened.
    """

    orders: Mapping[str, tuple[str, ...]]
    residents: frozenset[str]
    claims: re.Pattern[str]
    names: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, Mapping[str, str]]

    def steps(self, aspect: str, old: str, new: str) -> int:
        """Return how many steps up (positive) or down an order a value went; 0 where one of them is not in it."""
        order = self.orders[aspect]
        return order.index(old) - order.index(new) if old in order and new in order else 0

    def sentence(self, group: str, name: str, **facts: str | int) -> str:
        """Return a sentence made from facts, with a capital.

        Facts called `holder`, `rung`, `force` or `effect`, with `old_` or `new_` before, are put into Dutch; `{Place}`
        is `place` with a capital.
        """
        filled = {fact: self._named(fact, str(value)) for fact, value in facts.items()}
        capitals = {fact.capitalize(): _capital(value) for fact, value in filled.items()}
        return _capital(self.templates[group][name].format_map(filled | capitals))

    def _named(self, fact: str, value: str) -> str:
        return self.names.get(fact.rpartition("_")[2], {}).get(value, value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def load_rules(path: Path) -> Rules:
    """Read the rules. Raises TrackerError when the file cannot be read or lacks a part."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        orders = data["orders"]
        return Rules(
            {aspect: tuple(orders[aspect]) for aspect in ("force", "rung", "polarity")},
            frozenset(orders["residents"]),
            re.compile(data["claims"]["pattern"], re.IGNORECASE),
            data["names"],
            {group: {name: each["template"] for name, each in data[group].items()} for group in GROUPS},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise TrackerError(f"{path}: cannot be used ({error}); put back the file of this release") from error


@cache
def rules() -> Rules:
    """Return the rules that this installation has."""
    return load_rules(corpus_file("changes.toml"))
