"""Read `holders.toml`: the classes of holders, and the rules for where in a sentence a holder stands."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tracker.model import TrackerError
from tracker.tag.taxonomy import Form

Holder = Literal["bewoners", "bewonersgroep", "overig", "aanbieder", "gemeente", "onbepaald"]
Role = Literal["trigger", "carrier", "noun", "controller"]
CLASSES = ("bewoners", "bewonersgroep", "overig", "aanbieder", "gemeente")
"""The classes that have words, the nearest to bewoners first: of two joined by `en` the first counts."""
PREFIX = "holder_"
"""Before the name of a class in the names of the word lists."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ClassExamples(_Entry):
    """Words of a class, and words that are not."""

    holder: Holder
    match: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = Field((), alias="not")


class Phrase(_Entry):
    """A fixed group of words that is a holder of its own class: `raad van toezicht`."""

    holder: Holder
    words: tuple[str, ...]


class InTrigger(_Entry):
    """Triggers that name their holder themselves: burgerparticipatie."""

    name: str
    holder: Holder
    words: tuple[str, ...]
    forms: tuple[Form, ...] = ()
    match: tuple[str, ...] = ()


class ShortName(_Entry):
    """Short names of bodies (`de raad`) that mean another body than usual when the text has one of certain words."""

    words: tuple[str, ...]
    context: tuple[str, ...]
    holder: Holder


class Pronoun(_Entry):
    """Pronouns that always stand for one class, or (`holder` empty) for a holder that was named before."""

    name: str
    words: tuple[str, ...]
    holder: Holder | None = None
    refers: bool = False
    match: tuple[str, ...] = ()


class Frame(_Entry):
    """Where the holder stands around certain words.

    role: `trigger` (the words of the mention), `carrier` (the verb or noun by which a trigger is had, given, asked) or
    `controller` (the verb that an infinitive without subject leans on). words: in the notation of the taxonomy; none: all
    words. forms: only for these forms; none: for all. places: in order of preference, see `tracker.tag.arguments`.
    match: sentences with the trigger in square brackets and the head of the holder in braces.
    """

    name: str
    role: Role
    words: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    places: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    only: bool = False
    match: tuple[str, ...] = ()


class FormRule(_Entry):
    """What counts for a form when no frame finds a holder.

    near: classes that may be found anywhere in the sentence; default: the holder when nobody is named.
    """

    name: str
    forms: tuple[Form, ...] = ()
    near: tuple[Holder, ...]
    default: Holder
    words: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    barred: tuple[Holder, ...] = ()
    match: tuple[str, ...] = ()


class HolderRules(_Entry):
    """All that `holders.toml` holds."""

    words: dict[str, tuple[str, ...]]
    areas: tuple[str, ...]
    short_names: tuple[ShortName, ...]
    transparent: tuple[str, ...]
    classes: tuple[ClassExamples, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    named: tuple[InTrigger, ...]
    pronouns: tuple[Pronoun, ...]
    frames: tuple[Frame, ...]
    defaults: tuple[FormRule, ...]


def read_holder_rules(path: Path) -> HolderRules:
    """Read the file; raises TrackerError when it cannot be read or has a wrong or missing key."""
    try:
        return HolderRules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise TrackerError(f"{path}: cannot be read as rules for holders: {error}") from error
