"""Words that a reader of a comparison sees, whatever the form it comes in."""

import re

from tracker.diff.report import Report, ShownChange, ShownVersion
from tracker.dutch import count, day

KINDS = {
    "toegevoegd": "nieuw",
    "vervallen": "weg",
    "gewijzigd": "andere tekst",
    "verplaatst": "andere plaats",
    "hernummerd": "ander nummer",
}

KINDS_OF_TWO = KINDS | {"toegevoegd": "alleen in de tweede tekst", "vervallen": "alleen in de eerste tekst"}
"""Kinds of changes between two rules, where nothing came or went."""

EFFECTS = {
    "verzwakking": "zwakker voor bewoners",
    "versterking": "sterker voor bewoners",
    "veranderd": "anders voor wie iets te zeggen heeft",
}

REST = "andere wijzigingen, in de volgorde van de tekst"
OURS = "wat wij nu anders lezen"

TWO_EFFECTS = {
    "verzwakking": "in beide teksten, maar in de tweede zwakker voor bewoners",
    "versterking": "in beide teksten, maar in de tweede sterker voor bewoners",
    "veranderd": "in beide teksten, maar in de tweede anders voor wie iets te zeggen heeft",
}

TWO_KINDS = (
    (("gewijzigd",), False, "in beide teksten, met andere woorden"),
    (("vervallen",), True, "alleen in de eerste tekst, over zeggenschap"),
    (("toegevoegd",), True, "alleen in de tweede tekst, over zeggenschap"),
    (("vervallen",), False, "alleen in de eerste tekst"),
    (("toegevoegd",), False, "alleen in de tweede tekst"),
    (("verplaatst", "hernummerd"), False, "in beide teksten, op een andere plaats of met een ander nummer"),
)
"""Headings over the changes between two rules in their order: the kinds, whether they must name control, the words."""

PARTS = {"heading": "kop", "text": "tekst"}

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return a text without signs that steer a terminal or turn the direction of reading."""
    return _CONTROLS.sub("\ufffd", text)


def kind_label(report: Report, change: ShownChange) -> str:
    """Return in a few words what became of a clause."""
    label = (KINDS if report.same_rule else KINDS_OF_TWO)[change.kind]
    if change.kind == "gewijzigd" and not any(part.part == "text" for part in change.parts):
        label = "andere kop"
    if change.part_of:
        label = "afgesplitst" if change.kind == "toegevoegd" else "samengevoegd"
    return label


def stands_alone(report: Report, change: ShownChange) -> bool:
    """Return whether a clause of one of two rules has nothing in the other that goes with it."""
    return not (report.same_rule or change.part_of or (change.old_clause and change.new_clause))


def side_names(report: Report) -> tuple[str, str]:
    """Return how the older and the newer text are called above a text of theirs."""
    return ("Eerst", "Daarna") if report.same_rule else ("Eerste tekst", "Tweede tekst")


def version_name(version: ShownVersion) -> str:
    """Return how a version is called: its name, which says since when where that is known, and its id."""
    return f"{printable(version.name)} [{version.id}]"


def summary(report: Report) -> str:
    """Return what changed, in one sentence."""
    if report.old is None:
        since = f" sinds {day(report.new.since)}" if report.new.since else ""
        return f"Dit is nieuw{since}."
    if not report.changes:
        return "Er is niets veranderd."
    said = count(len(report.changes), "wijziging", "wijzigingen")
    told = [f"{report.effects(effect)} {words}" for effect, words in EFFECTS.items() if report.effects(effect)]
    return f"{said}{': ' if told else ''}{', '.join(told)}."
