"""Words that a reader of a comparison sees, whatever the form it comes in."""

import re

from tracker.diff.report import Report, ShownVersion
from tracker.dutch import count, day

KINDS = {
    "toegevoegd": "nieuw",
    "vervallen": "weg",
    "gewijzigd": "andere tekst",
    "verplaatst": "andere plaats",
    "hernummerd": "ander nummer",
}

EFFECTS = {
    "versterking": "sterker voor bewoners",
    "verzwakking": "zwakker voor bewoners",
    "veranderd": "anders voor wie iets te zeggen heeft",
}

PARTS = {"heading": "kop", "text": "tekst"}

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return a text without signs that steer a terminal or turn the direction of reading."""
    return _CONTROLS.sub("\ufffd", text)


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
