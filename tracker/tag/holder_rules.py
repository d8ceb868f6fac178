"""Reads `holders.toml`: the words for the classes of holders, and where in a sentence a holder stands."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tracker.model import TrackerError
from tracker.tag.taxonomy import Form

Holder = Literal["bewoners", "bewonersgroep", "overig", "aanbieder", "gemeente", "onbepaald"]
Role = Literal["trigger", "carrier", "noun", "controller"]

FILE = "holders.toml"
CLASSES: tuple[Holder, ...] = ("bewoners", "bewonersgroep", "overig", "aanbieder", "gemeente")
"""The classes that have words, the nearest to bewoners first: of two joined by `en` the first counts."""
PREFIX = "holder_"
"""What the name of the word list of a class begins with."""


class _Rule(BaseModel):
    """`match`: examples in which the rule counts; `counterexamples`: in which it does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = Field(alias="not", min_length=1)


class ClassOfWords(_Rule):
    """A class of holders; its words stand in the list with its name."""

    holder: Holder


class Phrase(_Rule):
    """Groups of words with another class than their head alone: `[raad] van toezicht`; the head stands in brackets."""

    holder: Holder
    rows: tuple[str, ...] = Field(min_length=1)


class ShortName(_Rule):
    """Short names (`de raad`) of a body in texts with one of the words in `context` and none of those in `unless`."""

    holder: Holder
    words: tuple[str, ...] = Field(min_length=1)
    context: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()


class InTrigger(_Rule):
    """Words of triggers that name their holder: burgerparticipatie. forms: only of these forms; none: of all."""

    name: str
    holder: Holder
    words: tuple[str, ...] = Field(min_length=1)
    forms: tuple[Form, ...] = ()


class Pronoun(_Rule):
    """Pronouns that refer to who was named before (`refers`), or else stand for `holder`, or for nobody known."""

    name: str
    words: tuple[str, ...] = Field(min_length=1)
    refers: bool = False
    holder: Holder | None = None


class Frame(_Rule):
    """Where the holder stands around certain words.

    role: whose words they are: of the trigger; of its `carrier`, the verb by which it is had, given or asked; of the
    `noun` that it is a part of (recht op inspraak); or of a `controller`, the verb that tells who does what an
    infinitive says.
    words: in the notation of the taxonomy; none: any word. forms: only of these forms; none: of all.
    places: where the holder stands (see `tracker.tag.arguments`), the likeliest first. weak: places that count only for
    the classes that are `near` for the mention. barred: classes that are never the holder here. only: whether later
    frames of the role are left alone.
    """

    name: str
    role: Role
    words: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    places: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    barred: tuple[Holder, ...] = ()
    only: bool = False

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Frame":
        if not self.places and not self.weak:
            raise ValueError(f"frame {self.name!r} has no places; name at least one")
        return self


class Default(_Rule):
    """What counts for certain mentions whatever their sentence is like.

    It is about mentions of one of the forms, with one of the words in the trigger and one of the context in the text;
    an empty key asks for nothing. near: the classes that may be found anywhere in the sentence or the one before.
    barred: the classes that are never the holder. default: the holder when nobody is found.
    """

    name: str
    forms: tuple[Form, ...] = ()
    words: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    near: tuple[Holder, ...]
    barred: tuple[Holder, ...] = ()
    default: Holder


class HolderRules(BaseModel):
    """All that `holders.toml` holds.

    words: the lists of the classes. not_holders: words that fit such a list and are no holder. vague: words that count
    only where a frame looks. transparent: words that are a holder by what follows them (leden van de wijkraad).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    vague: tuple[str, ...]
    transparent: tuple[str, ...]
    not_holders: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    classes: tuple[ClassOfWords, ...]
    phrases: tuple[Phrase, ...]
    short_names: tuple[ShortName, ...]
    in_trigger: tuple[InTrigger, ...]
    pronouns: tuple[Pronoun, ...]
    frames: tuple[Frame, ...]
    defaults: tuple[Default, ...]

    @model_validator(mode="after")
    def _complete(self) -> "HolderRules":
        wanted = {PREFIX + holder for holder in CLASSES}
        if wanted != self.words.keys():
            raise ValueError(f"[words] must have the lists {', '.join(sorted(wanted))}, and no others")
        if {each.holder for each in self.classes} != set(CLASSES):
            raise ValueError(f"[[classes]] must give examples for {', '.join(CLASSES)}")
        last = self.defaults[-1]
        if last.forms or last.words or last.context:
            raise ValueError(f"default {last.name!r} is the last one and must be about all mentions")
        return self


def read_holder_rules(folder: Path) -> HolderRules:
    """Read `holders.toml` in a folder; raises TrackerError when it cannot be read or has a wrong or missing key."""
    path = folder / FILE
    try:
        return HolderRules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise TrackerError(
            f"{path}: cannot be read as rules for holders: {place}: {first['msg']}; see README.md beside it"
        ) from error
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TrackerError(f"{path}: cannot be read as rules for holders: {error}; see README.md beside it") from error
