"""The rules of `corpus/changes.toml`: orders of force, rung and polarity, names for visitors, and sentences."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tracker.model import Mention, TrackerError
from tracker.paths import corpus_file

ASPECTS = ("polarity", "holder", "rung", "force")
"""What two mentions are weighed by, the weightiest first; `form` has no order."""


GROUPS = ("clause", "words", "control")
"""What the sentences are about: a clause, one of several changed places in it, a mention of control."""


_DAYS = {"d": 1, "w": 7, "m": 30}
"""Days in a unit of time, by its first letter."""


@dataclass(frozen=True)
class Counted:
    """A kind of number: how to find it (`number`, and of a time its `unit`), and whether a higher one is more.

    words: what a number in words is.
    """

    pattern: re.Pattern[str]
    more_is_more: bool
    words: Mapping[str, int]

    def value(self, sentence: str) -> float | None:
        """Return the number in a sentence, a time in days; None where there is no such number."""
        found = self.pattern.search(sentence)
        if found is None:
            return None
        number = self._number(found["number"].casefold().replace("é", "e"))
        unit = found.groupdict().get("unit")
        return number if number is None or unit is None else number * _DAYS[unit[0].casefold()]

    def _number(self, text: str) -> float | None:
        if text in self.words:
            return self.words[text]
        figures = text.replace(".", "").replace(",", ".")
        return float(figures) if figures.replace(".", "").isdigit() else None


@dataclass(frozen=True)
class Rules:
    """The rules as read.

    orders: values of `force`, `rung` and `polarity`, from most to least say for residents.
    usual_rung: of a form the rung that it mostly has. residents: the holders that
    count as residents. claims: finds a right that can be claimed. explains: finds the citation
    of a place that explains and gives nothing. signs: find words that say more or less, by kind.
    numbers: kinds of numbers that do. names: Dutch for a value, by aspect. templates: by one of GROUPS and what
    happened.
    """

    orders: Mapping[str, tuple[str, ...]]
    usual_rung: Mapping[str, str]
    residents: frozenset[str]
    claims: re.Pattern[str]
    explains: re.Pattern[str]
    signs: Mapping[str, re.Pattern[str]]
    numbers: tuple[Counted, ...]
    names: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, Mapping[str, str]]

    def steps(self, aspect: str, old: str, new: str) -> int:
        """Return how many steps up (positive) or down an order a value went; 0 where one of them is not in it."""
        order = self.orders[aspect]
        return order.index(old) - order.index(new) if old in order and new in order else 0

    def rung_of(self, mention: Mention) -> str:
        """Return the rung of a mention; where it is not known, the usual one of its form, if it has one."""
        return mention.rung if mention.rung in self.orders["rung"] else self.usual_rung.get(mention.form, mention.rung)

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


def _counted(rule: Mapping[str, Any], words: Mapping[str, int]) -> Counted:
    return Counted(re.compile(rule["pattern"], re.IGNORECASE), rule["more_is_more"], words)


def load_rules(path: Path) -> Rules:
    """Read the rules. Raises TrackerError when the file cannot be read or lacks a part."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        orders = data["orders"]
        return Rules(
            {aspect: tuple(orders[aspect]) for aspect in ("force", "rung", "polarity")},
            data["usual_rung"],
            frozenset(orders["residents"]),
            re.compile(data["claims"]["pattern"], re.IGNORECASE),
            re.compile(data["explains"]["pattern"], re.IGNORECASE),
            {name: re.compile(each["pattern"], re.IGNORECASE) for name, each in data["signs"].items()},
            tuple(_counted(each, data["words_for_numbers"]) for each in data["numbers"]),
            data["names"],
            {group: {name: each["template"] for name, each in data[group].items()} for group in GROUPS},
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise TrackerError(f"{path}: cannot be used ({error}); put back the file of this release") from error


@cache
def rules() -> Rules:
    """Return the rules that this installation has."""
    return load_rules(corpus_file("changes.toml"))
