"""What a dossier says of a clause or question, in plain Dutch: on the page and in the files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.codebook import codebook
from tracker.dossier.item import Item, Mentioned, Newest, Standing
from tracker.dutch import day

_UNCLEAR = "onbepaald"

_HOLDERS = {
    "bewoners": "van bewoners",
    "bewonersgroep": "van een bewonersgroep",
    "gemeente": "van de gemeente",
    "aanbieder": "van een aanbieder",
    "overig": "van iemand anders",
    _UNCLEAR: "",
}

_STANDINGS = {
    Standing.SAME: "Er is een nieuwere versie{since}. Daarin staat dit nog precies zo.",
    Standing.CHANGED: "Er is een nieuwere versie{since}. Daarin is dit veranderd.",
    Standing.GONE: "Er is een nieuwere versie{since}. Daarin staat dit niet meer.",
    Standing.UNKNOWN: "Er is een nieuwere versie{since}. Kijk daarin of dit er nog zo staat.",
    Standing.REREAD: "Wij hebben deze tekst later nog eens gelezen, en beter. De woorden zelf zijn niet veranderd.",
}


@dataclass(frozen=True)
class Said:
    """What the computer marked in an entry: the words that it marked alike, each once, and what they say of control."""

    words: tuple[str, ...]
    tags: str

    def __str__(self) -> str:
        return f"{', '.join(f'‘{each}’' for each in self.words)}: {self.tags}"


def name_of(item: Item) -> str:
    """Return how an entry is called: `Artikel 5, derde lid`, `Vraag 4`."""
    return item.citation[:1].upper() + item.citation[1:]


def heading_of(item: Item) -> str:
    """Return the name of an entry with what is printed above it, where that says more."""
    return f"{name_of(item)}: {item.heading}" if item.heading and item.heading not in item.citation else name_of(item)


def version_said(item: Item) -> str:
    """Return which version a text is from, by its dates."""
    if item.valid_from:
        until = f" tot {day(item.valid_to)}" if item.valid_to else ""
        return f"versie vanaf {day(item.valid_from)}{until}"
    return f"gepubliceerd op {day(item.published)}" if item.published else "versie zonder datum"


def text_said(item: Item) -> str:
    """Return the policy that an entry is from, with the title of the text where that is another one."""
    if item.title in item.policy_name:
        return item.policy_name
    return f"{item.policy_name}, {item.title}"


def standing_said(item: Item, today: date) -> str:
    """Return what became of an entry: whether it is in the newest version, and whether that holds."""
    if item.standing is not Standing.NEWEST:
        sentences = (_STANDINGS[item.standing].format(since=_since(item.newest)), *_replaced(item))
        return " ".join(sentences)
    sentences = ("Dit staat in de nieuwste versie.",)
    if item.valid_to and item.valid_to <= today.isoformat():
        sentences += (f"Die geldt sinds {day(item.valid_to)} niet meer.",)
    elif item.valid_from > today.isoformat():
        sentences += (f"Die geldt vanaf {day(item.valid_from)}.",)
    return " ".join((*sentences, *_replaced(item)))


def _since(newest: Newest | None) -> str:
    if newest and newest.valid_from:
        return f", vanaf {day(newest.valid_from)}"
    return f", van {day(newest.published)}" if newest and newest.published else ""


def _replaced(item: Item) -> Iterable[str]:
    return (f"In de plaats van dit beleid kwam: {item.replaced_by}.",) if item.replaced_by else ()


def mentions_said(item: Item) -> tuple[Said, ...]:
    """Return what was marked in an entry, in reading order; what is tagged alike is said once."""
    alike: dict[str, dict[str, None]] = {}
    for mention, words in item.mentions:
        alike.setdefault(_tags(mention), {})[words] = None
    return tuple(Said(tuple(words), tags) for tags, words in alike.items())


def _tags(mention: Mentioned) -> str:
    whose = _HOLDERS.get(mention.holder, f"van {mention.holder}")
    rung = f"trede op de participatieladder: {mention.rung}" if mention.rung != _UNCLEAR else ""
    force = _meaning("force", mention.force)
    polarity = _meaning("polarity", mention.polarity) if mention.polarity != "ja" else ""
    return "; ".join(filter(None, (f"{mention.form} {whose}".strip(), rung, force, polarity)))


def _meaning(scale: str, value: str) -> str:
    """Return what a value means, as a part of a sentence; nothing for one that the codebook does not have."""
    meanings = (each.meaning for each in codebook()[scale].values if each.value == value)
    meaning = next(meanings, "").rstrip(".")
    return meaning[:1].lower() + meaning[1:]
