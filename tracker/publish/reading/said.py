"""What a mention says in plain words, made from its values by the sentences of `corpus/mentions-in-words.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.model import TrackerError
from tracker.paths import corpus_file

UNKNOWN = "onbepaald"
"""The holder, or the rung, that the text does not say."""

DENIED, CONDITIONAL = "nee", "voorwaarde"
"""Polarities that a reader is told; the other one, `ja`, is what everybody expects."""

_OTHER = "Dit gaat over {vorm}."
"""What is said of a form that this release does not know."""

_VERB = re.compile(r"\{(\w+)\|(\w+)\}")


@dataclass(frozen=True)
class Values:
    """The values of one mention, as stored."""

    form: str
    holder: str
    rung: str
    force: str
    polarity: str


@dataclass(frozen=True)
class Holder:
    """How a holder is called in a sentence and on a label; `many`: the verb is plural."""

    name: str
    short: str
    many: bool


@dataclass(frozen=True)
class MentionWords:
    """The words as read: of holders, and by value the sentences and the labels."""

    holders: Mapping[str, Holder]
    says: Mapping[str, str]
    denies: Mapping[str, str]
    of_rung: Mapping[str, Mapping[str, str]]
    holder_unknown: Mapping[str, str]
    forces: Mapping[str, Mapping[str, str]]
    polarities: Mapping[str, Mapping[str, str]]

    def sentence(self, values: Values) -> str:
        """Return one to three short sentences: who does what, how firm that is, and whether only in some cases."""
        denied = values.polarity == DENIED
        unknown = values.holder == UNKNOWN
        if denied and unknown:
            return self.holder_unknown["denies"].replace("{vorm}", _capital(values.form))
        template = self.denies.get(values.form, _OTHER) if denied else self._says(values)
        said = [_filled(template, self._holder(values.holder)).replace("{vorm}", values.form)]
        if unknown:
            said.append(self.holder_unknown["says"])
        if not denied:
            said += [self.forces.get(values.force, {}).get("says", "")]
            said += [self.polarities.get(values.polarity, {}).get("says", "")]
        return " ".join(filter(None, said))

    def _says(self, values: Values) -> str:
        return self.of_rung.get(values.form, {}).get(values.rung, self.says.get(values.form, _OTHER))

    def _holder(self, name: str) -> Holder:
        return self.holders.get(name, Holder(name, name, False))

    def holder_label(self, holder: str) -> str:
        """Return the short name of a holder; empty where the text does not say who."""
        return self._holder(holder).short

    def force_label(self, force: str) -> str:
        """Return how firm it is in a word or three; empty where nothing is known of it."""
        return self.forces.get(force, {}).get("short", "")

    def polarity_label(self, polarity: str) -> str:
        """Return `niet` or `soms`; empty where control is simply there."""
        return self.polarities.get(polarity, {}).get("short", "")


def _filled(template: str, holder: Holder) -> str:
    verb = 2 if holder.many else 1
    return _capital(_VERB.sub(lambda found: found[verb], template).replace("{wie}", holder.name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def load_mention_words(path: Path) -> MentionWords:
    """Read the words. Raises TrackerError when the file cannot be read or lacks a part."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        forms = data["form"]
        return MentionWords(
            holders={name: Holder(**each) for name, each in data["holder"].items()},
            says={form: each["says"] for form, each in forms.items()},
            denies={form: each["denies"] for form, each in forms.items()},
            of_rung={form: each.get("rung", {}) for form, each in forms.items()},
            holder_unknown=data["holder_unknown"],
            forces=data["force"],
            polarities=data["polarity"],
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrackerError(f"{path}: cannot be used ({error}); put back the file of this release") from error


@cache
def mention_words() -> MentionWords:
    """Return the words that this installation has."""
    return load_mention_words(corpus_file("mentions-in-words.toml"))
