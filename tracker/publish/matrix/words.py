"""The words of the overview, in plain Dutch."""

from collections.abc import Mapping

from tracker.codebook import codebook
from tracker.matrix.choice import ANSWERS, NOT_SAID, RESIDENTS, RULES, Choice
from tracker.matrix.counting import POLICY
from tracker.matrix.reading import State
from tracker.publish.matrix.view import Measure
from tracker.search.filters import ALL, IN_FORCE, NEWEST

AXES = {
    POLICY: "Beleid",
    "form": "Vorm",
    "rung": "Trede",
    "holder": "Van wie",
    "force": "Hoe hard",
    "polarity": "Ja of nee",
}
"""What the sides of a table are called."""

OVERVIEWS = {
    (POLICY, "form"): ("Vormen per beleid", "Welke vormen van zeggenschap noemt elk beleid?"),
    (POLICY, "rung"): ("Treden per beleid", "Hoe hoog op de participatieladder staat het, per beleid?"),
    (POLICY, "holder"): ("Van wie, per beleid", "Van wie is de zeggenschap, per beleid?"),
    ("form", "holder"): ("Van wie, per vorm", "Van wie is elke vorm van zeggenschap?"),
    ("form", "rung"): ("Treden per vorm", "Hoe hoog op de participatieladder staat elke vorm?"),
    ("form", "force"): ("Hoe hard, per vorm", "Hoe hard staat elke vorm er?"),
}
"""The overviews that the page offers, by rows and columns: a short name, and the question that it answers."""

FILTERS = {
    "versions": "Welke versies",
    "theme": "Thema",
    "role": "Soort tekst",
    "policy": "Beleid",
    "form": "Vorm",
    "holder": "Van wie",
    "rung": "Trede",
    "force": "Hoe hard",
    "polarity": "Is de zeggenschap er?",
}

_VALUES = {
    ("versions", NEWEST): "de nieuwste versie van elke tekst",
    ("versions", IN_FORCE): "alles wat vandaag geldt",
    ("versions", ALL): "alle versies samen",
    ("role", RULES): "alleen regels en andere stukken",
    ("role", ANSWERS): "alleen vragen en antwoorden",
    ("holder", RESIDENTS): "bewoners of hun groepen",
    ("holder", "onbepaald"): "niet duidelijk",
    ("rung", "onbepaald"): "niet duidelijk",
    ("rung", "zelf"): "zelf doen",
    ("polarity", "ja"): "ja",
    ("polarity", "nee"): "nee, juist niet",
    ("polarity", "voorwaarde"): "soms",
}
"""Values that a visitor sees in other words."""

MEASURES = {
    Measure.COUNT: "het aantal plekken",
    Measure.PER_WORDS: "plekken per 1.000 woorden",
}

STATES = {
    State.PARTLY: "deels gelezen",
    State.ABSENT: "geen tekst in deze keuze",
    State.UNREAD: "niet gelezen",
}
"""What is said of a policy of which the numbers are not all."""

STATE_MEANINGS = {
    State.PARTLY: "Een tekst of een bladzijde hiervan konden wij niet lezen. Er kunnen meer plekken zijn.",
    State.ABSENT: "Wij volgen dit beleid, maar in wat u nu kiest zit geen tekst ervan.",
    State.UNREAD: "Het is nog niet gelukt om een tekst hiervan te lezen. Wat erin staat, weten wij niet.",
}


def value_words(name: str, value: str) -> str:
    """Return what a value of a filter or a tag is called."""
    if value == NOT_SAID:
        return "niet bepaald"
    return _VALUES.get((name, value), value)


def meaning_of(tag: str, value: str) -> str:
    """Return what a value of a tag means, '' where the codebook does not know it."""
    return next((each.meaning for each in codebook()[tag].values if each.value == value), "")


def question_of(rows: str, columns: str) -> str:
    """Return the question that a table answers, as its title."""
    if (rows, columns) in OVERVIEWS:
        return OVERVIEWS[rows, columns][1]
    return f"Plekken over zeggenschap, per {AXES[rows].lower()} en per {AXES[columns].lower()}"


def choice_words(choice: Choice, policy_names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return what is chosen, each as the name of the filter, its title, and the words for its value."""
    chosen = [(name, str(getattr(choice, name))) for name in FILTERS if getattr(choice, name)]
    return [
        (name, FILTERS[name], policy_names.get(value, value) if name == POLICY else value_words(name, value))
        for name, value in chosen
    ]


def number(amount: float) -> str:
    """Return a rate as it is written in Dutch: one decimal, or `< 0,1`."""
    return "< 0,1" if 0 < amount < 0.05 else f"{amount:,.1f}".translate(str.maketrans(",.", ".,"))


def whole(amount: int) -> str:
    """Return a whole number as it is written in Dutch: `1.200`."""
    return f"{amount:,}".replace(",", ".")
