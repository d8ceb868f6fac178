"""Read the taxonomy: lists of words, and rules that give a form to the words that their patterns find.

The notation is explained at the top of `corpus/taxonomy.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tracker.model import TrackerError

FORMS = (
    "regie",
    "zeggenschap",
    "eigenaarschap",
    "zelfbeheer",
    "initiatief",
    "uitdaagrecht",
    "inspraak",
    "advies",
    "samenspraak",
    "budget",
    "informatie",
)
"""Values of `Mention.form`, as in the labelling guide."""


@dataclass(frozen=True)
class Rule:
    """One rule of the taxonomy; `near` names word lists, the other fields hold what the file holds."""

    name: str
    form: str
    patterns: tuple[str, ...]
    match: tuple[str, ...]
    counterexamples: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """The word lists by name, and the rules in order of precedence."""

    words: dict[str, tuple[str, ...]]
    rules: tuple[Rule, ...]


def read_lexicon(path: Path) -> Lexicon:
    """Read a taxonomy file.

    Raises TrackerError when the file is not TOML, or when a rule misses something, names a form or a word list that
    does not exist, or has the name of another rule.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        words = {name: tuple(entries) for name, entries in content.get("words", {}).items()}
        rules = tuple(_read_rule(entry) for entry in content["rules"])
    except (tomllib.TOMLDecodeError, KeyError, OSError) as error:
        raise TrackerError(
            f"{path}: cannot be read as a taxonomy: {error}; see the notes at the top of corpus/taxonomy.toml"
        ) from error
    names = [rule.name for rule in rules]
    for rule in rules:
        if problem := _problem(rule, words, names):
            raise TrackerError(f"{path}: rule {rule.name!r}: {problem}")
    return Lexicon(words, rules)


def _read_rule(entry: dict[str, object]) -> Rule:
    def texts(key: str) -> tuple[str, ...]:
        value = entry.get(key, [])
        return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)

    return Rule(
        name=str(entry["name"]),
        form=str(entry["form"]),
        patterns=texts("patterns"),
        match=texts("match"),
        counterexamples=texts("not"),
        exceptions=texts("except"),
        near=texts("near"),
        without=texts("without"),
    )


def _problem(rule: Rule, words: dict[str, tuple[str, ...]], names: list[str]) -> str:
    """Say what is wrong with a rule and what to do; empty when nothing is."""
    lists = {*rule.near, *(name for pattern in rule.patterns for name in re.findall(r"\{(\w+)\}", pattern))}
    if names.count(rule.name) > 1:
        return "another rule has this name; give each its own"
    if rule.form not in FORMS:
        return f"form {rule.form!r} does not exist; choose one of {', '.join(FORMS)}"
    if unknown := sorted(lists - words.keys()):
        return f"there is no word list {unknown[0]!r}; add it under [words] or name one of {', '.join(sorted(words))}"
    if not rule.patterns or not rule.match or not rule.counterexamples:
        return "give at least one pattern, one example (match) and one counter-example (not)"
    return ""
