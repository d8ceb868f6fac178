"""What changes together do to the say of residents, in words."""

from collections.abc import Iterable

from tracker.dutch import count

STRONGER, WEAKER, OTHER = "versterking", "verzwakking", "veranderd"
"""Values of `changes.effect`; an empty one is: nothing."""

_WEIGHT = {STRONGER: 0, WEAKER: 0, OTHER: 1}


def weight(effect: str) -> int:
    """Return what goes first when changes are told, the lowest first: more or less say, then other, then none."""
    return _WEIGHT.get(effect, 2)


def effects_in_words(effects: Iterable[str]) -> str:
    """Return what changes with these effects do together; '' where there is no change."""
    found = list(effects)
    if not found:
        return ""
    stronger, weaker, other = (found.count(effect) for effect in (STRONGER, WEAKER, OTHER))
    if not stronger + weaker + other:
        return "Wat er over de zeggenschap van bewoners staat, is voor zover wij zien hetzelfde gebleven."
    told = [f"op {_places(number)} {what}" for number, what in ((stronger, "meer"), (weaker, "minder")) if number]
    sentences = [f"Bewoners krijgen {' en '.join(told)} te zeggen."] if told else []
    if other:
        sentences.append(f"Op {_places(other)} staat er iets anders over hun zeggenschap.")
    return " ".join(sentences)


def _places(number: int) -> str:
    return count(number, "plek", "plekken")
