"""The rules of `rules.toml` on the tokens and sentences of Dutch policy text, as values that the code combines."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from tracker.model import TrackerError

LETTERS = "A-Za-zÀ-ÖØ-öø-ž"
MARKER = (
    r"\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\d{1,3}[°º][.)]?|[A-Za-z]{1,2}[.)]|[ivxIVX]{1,5}[.)]|\((?:\d{1,2}|[a-z]{1,2})\)|\[\d{1,2}\]"
    r"|[-–—•·*▪■□●○◦►➢➤✓\ue000-\uf8ff]"
)


def _filled_in(pattern: str) -> str:
    """Put the letters and the list marker in place; raises ValueError when it is no regular expression."""
    full = pattern.replace("{L}", LETTERS).replace("{MARKER}", MARKER)
    try:
        re.compile(full)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return full


Pattern = Annotated[str, AfterValidator(_filled_in)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AbbreviationRule(_Table):
    """Abbreviations that are one token with their full stop, and before what they end no sentence.

    In an example and in a counter-example ¦ stands before the token that is meant.
    """

    name: str
    followed_by: Literal["anything", "number", "small letter"]
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class WordRule(_Table):
    """Words that spaCy takes for abbreviations; examples give the tokens of a string, separated by spaces."""

    forms: tuple[str, ...]
    examples: dict[str, str]
    counterexamples: dict[str, str]


class TokenRule(_Table):
    """A pattern of strings; examples give the tokens of a string, separated by spaces."""

    name: str
    pattern: Pattern
    examples: dict[str, str]
    counterexamples: dict[str, str]


class NeighbourRule(_Table):
    """Patterns of two tokens on one line, each matched as a whole: whether the second one starts a sentence."""

    name: str
    previous: Pattern
    next: Pattern
    starts: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class BoundaryRule(_Table):
    """A pattern of places in a text; in an example ¦ stands before every token that is meant."""

    name: str
    pattern: Pattern
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Rules(_Table):
    """All rules, in the order of `rules.toml`."""

    abbreviations: tuple[AbbreviationRule, ...]
    words: WordRule
    tokens: tuple[TokenRule, ...]
    prefixes: tuple[TokenRule, ...]
    suffixes: tuple[TokenRule, ...]
    infixes: tuple[TokenRule, ...]
    neighbours: tuple[NeighbourRule, ...]
    together: tuple[BoundaryRule, ...]
    apart: tuple[BoundaryRule, ...]


def spellings(form: str) -> tuple[str, ...]:
    """Return an abbreviation as written and with a capital, as at the start of a sentence."""
    return tuple(dict.fromkeys((form, form[0].upper() + form[1:])))


@cache
def load_rules() -> Rules:
    """Read the rules that are shipped with the package.

    Raises TrackerError when the file does not hold what it should.
    """
    text = files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    try:
        return Rules.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise TrackerError(
            f"tracker/language/rules.toml: {error}; put the file right or install the package again"
        ) from error
