"""What a dossier says of a clause or question, in plain Dutch: on the page and in the files."""

from dataclasses import dataclass

from tracker.dutch import day
from tracker.publish.dossier.item import Item, Newest, Standing
from tracker.publish.policies import states
from tracker.publish.reading.said import mention_words

_OVER = (states.Standing.REPLACED, states.Standing.ENDED)
_STANDINGS = {
    Standing.SAME: "Er is een nieuwere versie{since}. Daarin staat dit nog precies zo.",
    Standing.CHANGED: "Er is een nieuwere versie{since}. Daarin is dit veranderd.",
    Standing.GONE: "Er is een nieuwere versie{since}. Daarin staat dit niet meer.",
    Standing.UNKNOWN: "Er is een nieuwere versie{since}. Kijk daarin of dit er nog zo staat.",
    Standing.REREAD: "Wij hebben deze tekst later nog eens gelezen, en beter. De woorden zelf zijn niet veranderd.",
}


@dataclass(frozen=True)
class Said:
    """What the computer marked in an entry: the words that say the same of control, each once, and what they say."""

    words: tuple[str, ...]
    sentence: str

    def __str__(self) -> str:
        return f"{', '.join(f'‘{each}’' for each in self.words)}: {self.sentence}"


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


def standing_said(item: Item, state: states.State | None) -> str:
    """Return what became of an entry: whether the newest version has it, and whether its policy (`state`) holds."""
    if item.standing is not Standing.NEWEST:
        said = _STANDINGS[item.standing].format(since=_since(item.newest))
        return " ".join((said, *_of_policy(state)))
    if state and state.standing in _OVER:
        return " ".join((f"Dit staat in de laatste versie, maar die {_over(state)}.", *_replacing(state)))
    if state and state.standing is states.Standing.IN_FORCE and not item.is_question:
        return "Dit staat in de nieuwste versie, en die geldt nu."
    return " ".join(("Dit staat in de nieuwste versie.", *_of_policy(state)))


def _of_policy(state: states.State | None) -> tuple[str, ...]:
    """Return what a reader must know of a policy that does not simply hold."""
    if state is None or state.standing is states.Standing.IN_FORCE:
        return ()
    known = f"Dit beleid {_over(state)}." if state.standing in _OVER else state.dates
    return (*filter(None, (known,)), *_replacing(state))


def _over(state: states.State) -> str:
    return "geldt niet meer" + (f" sinds {day(state.since)}" if state.since else "")


def _replacing(state: states.State) -> tuple[str, ...]:
    names = "; ".join(each.name for each in state.by)
    return (f"In de plaats daarvan kwam: {names}.",) if names else ()


def needs_attention(item: Item, state: states.State | None) -> bool:
    """Whether who quotes an entry has to know first that it is changed, gone or over."""
    is_over = state is not None and state.standing in _OVER
    return is_over or item.standing in (Standing.CHANGED, Standing.GONE, Standing.UNKNOWN)


def _since(newest: Newest | None) -> str:
    if newest and newest.valid_from:
        return f", vanaf {day(newest.valid_from)}"
    return f", van {day(newest.published)}" if newest and newest.published else ""


def mentions_said(item: Item) -> tuple[Said, ...]:
    """Return what was marked in an entry, in reading order; what is tagged alike is said once."""
    alike: dict[str, dict[str, None]] = {}
    for mention, words in item.mentions:
        alike.setdefault(mention_words().sentence(mention.values), {})[words] = None
    return tuple(Said(tuple(words), sentence) for sentence, words in alike.items())
