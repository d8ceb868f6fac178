"""Read the taxonomy of control: the triggers of every form and the lists of words that they ask for.

What stands in `corpus/taxonomy` is data with examples; its README tells what every key means.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tracker.model import TrackerError
from tracker.tag.notation import Element, Node, read_row, read_tree

Form = Literal[
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
]

FORMS: tuple[str, ...] = get_args(Form)
"""Values of `Mention.form`, as in the labelling guide."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Trigger(_Entry):
    """A rule that gives a form to the words that its patterns find.

    stems: groups of letters, in lower case without accents, of which one stands in every text where the rule can match.
    rows, trees: patterns (see `tracker.tag.notation`). near: lists of words; of each one must stand in the same
    sentence. without: words that may not stand in the same sentence. unless: rows of words that may not overlap the
    trigger. sure: whether the words name control wherever they stand; of the others the context decides.
    """

    name: str
    form: Form
    stems: tuple[str, ...] = Field(min_length=1)
    rows: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_trees: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sure: bool = True
    match: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(alias="not", min_length=1)

    @model_validator(mode="after")
    def _patterns(self) -> "Trigger":
        if not self.rows and not self.trees:
            raise ValueError("give at least one pattern (rows or trees)")
        _ = self.elements()  # raises where the notation is wrong
        return self

    @cached_property
    def read_rows(self) -> tuple[tuple[Element, ...], ...]:
        """The rows, read."""
        return tuple(read_row(row) for row in self.rows)

    @cached_property
    def read_trees(self) -> tuple[tuple[Node, ...], ...]:
        """The trees, read."""
        return tuple(read_tree(tree) for tree in self.trees)

    @cached_property
    def read_unless(self) -> tuple[tuple[Element, ...], ...]:
        """The rows that a trigger may not overlap, read."""
        return tuple(read_row(row) for row in self.unless)

    @cached_property
    def read_unless_trees(self) -> tuple[tuple[Node, ...], ...]:
        """The trees that a trigger may not overlap, read."""
        return tuple(read_tree(tree) for tree in self.unless_trees)

    def elements(self) -> list[Element]:
        """All places of all patterns."""
        rows = [element for row in (*self.read_rows, *self.read_unless) for element in row]
        return rows + [node.element for tree in (*self.read_trees, *self.read_unless_trees) for node in tree]


class Taxonomy(_Entry):
    """The word lists by name, and the triggers in order of precedence. A list may hold another one, as `{its name}`."""

    words: dict[str, tuple[str, ...]]
    triggers: tuple[Trigger, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> "Taxonomy":
        for name, entries in self.words.items():
            if unknown := [entry for entry in entries if entry[:1] == "{" and entry[1:-1] not in self.words]:
                raise ValueError(f"word list {name!r}: there is no word list {unknown[0]}; add it under [words]")
        seen: set[str] = set()
        for trigger in self.triggers:
            if trigger.name in seen:
                raise ValueError(f"trigger {trigger.name!r}: another one has this name; give each its own")
            seen.add(trigger.name)
            if unknown := sorted(lists_named(trigger) - self.words.keys()):
                raise ValueError(
                    f"trigger {trigger.name!r}: there is no word list {unknown[0]!r}; add it under [words]"
                )
        return self

    def entries(self, name: str) -> tuple[str, ...]:
        """Return the words of a list, those of the lists that it holds among them."""
        nested = (self.entries(entry[1:-1]) if entry[:1] == "{" else (entry,) for entry in self.words[name])
        return tuple(word for words in nested for word in words)


def lists_named(trigger: Trigger) -> set[str]:
    """Return the names of the word lists that a trigger asks for."""
    words = [alternative for element in trigger.elements() for alternative in element.alternatives]
    return {*trigger.near, *(word[1:-1] for word in words if re.fullmatch(r"\{\w+\}", word))}


def read_taxonomy(folder: Path) -> Taxonomy:
    """Read a folder with `words.toml`, `holders.toml` and `triggers/*.toml`.

    Raises TrackerError when a file cannot be read, misses something, or names a form or a word list that is not there.
    """
    words: dict[str, tuple[str, ...]] = {}
    triggers: list[Trigger] = []
    for path in taxonomy_files(folder):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            words |= {name: tuple(entries) for name, entries in content.get("words", {}).items()}
            triggers += (Trigger.model_validate(entry) for entry in content.get("triggers", ()))
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
            raise TrackerError(
                f"{path}: cannot be read as a taxonomy: {_one_line(error)}; see {folder}/README.md"
            ) from error
    try:
        return Taxonomy(words=words, triggers=tuple(triggers))
    except ValidationError as error:
        raise TrackerError(f"{folder}: {_one_line(error)}") from error


def taxonomy_files(folder: Path) -> list[Path]:
    """Return the files with words and triggers; raises TrackerError when there is none."""
    files = [path for path in (folder / "words.toml", folder / "holders.toml") if path.exists()]
    triggers = sorted((folder / "triggers").glob("*.toml"), key=_order)
    if not triggers:
        raise TrackerError(f"{folder}: no taxonomy here; it needs files triggers/*.toml")
    return files + triggers


def _order(path: Path) -> tuple[int, str]:
    return (FORMS.index(path.stem) if path.stem in FORMS else len(FORMS), path.stem)


def _one_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(_problem(each["loc"], each["msg"], each["input"]) for each in error.errors())
    return str(error)


def _problem(location: Iterable[int | str], message: str, value: object) -> str:
    name = f"{value['name']!r}: " if isinstance(value, dict) and "name" in value else ""
    return f"{name}{'.'.join(map(str, location))}: {message}".removeprefix(": ")
