"""Why a source fails, in plain Dutch: what the steps of a run wrote for a maintainer, said to a visitor."""

import re

_GONE = "De uitgever heeft het weggehaald. Wat wij eerder vonden, blijft hier staan."

_BY_STATUS = {
    401: "De uitgever laat ons er niet bij: er is een wachtwoord nodig.",
    403: "De uitgever laat ons er niet bij.",
    404: "Op dit adres staat niets meer.",
    429: "De site van de uitgever vraagt ons om later terug te komen.",
    451: "De uitgever mag dit niet meer laten zien.",
}

_STORING = "De site van de uitgever heeft een storing."

_CAUSES: dict[str, tuple[tuple[str, str], ...]] = {
    "fetch": (
        ("asks not to read this", "De uitgever wil niet dat een programma deze bladzijde ophaalt."),
        ("no such regulation|no such official publication", "De uitgever kent dit nummer niet."),
        ("no link matches", "Op de bladzijde van de uitgever staat geen link naar het stuk."),
        ("put the files there", "Het bestand staat niet op de plek waar wij het zoeken."),
        ("larger than the cap|above the cap", "Het bestand is te groot."),
        ("no safe connection", "De verbinding met de site van de uitgever is niet veilig."),
        (
            "cannot be found|does not answer|no connection|refuses the connection|the proxy",
            "De site van de uitgever was niet te bereiken.",
        ),
        ("no answer|too slowly|broken off|shorter than|without an answer", "De site gaf geen volledig antwoord."),
        ("redirects", "Het adres verwijst door naar een plek waar niets te vinden is."),
        ("cannot be read|outside the folder", "Wij kunnen het bestand niet openen."),
    ),
    "read": (
        ("a scan without text", "Het is een scan: een foto van papier. Die kunnen wij niet lezen."),
        ("no readable text", "De letters in het bestand zijn niet te lezen."),
        ("asks for a password", "Het bestand zit op slot met een wachtwoord."),
        ("holds no text|holds no words|is empty", "In het bestand staat geen tekst."),
        ("cannot be unpacked|broken|cut off", "Het bestand is kapot."),
        ("too large|unpacks to|more than the", "Het bestand is te groot."),
        ("which is not read|no regulation|no official publication", "Dit soort bestand kunnen wij niet lezen."),
    ),
    "store": (("holds no clauses", "Wij vonden in dit bestand geen bepalingen en geen vragen."),),
}
"""For each step what its messages have in common, and what that means; the first that fits is taken."""

_OTHERWISE = {
    "fetch": "Het ophalen is niet gelukt.",
    "read": "Het bestand is niet te lezen.",
    "hold": "Wij vertrouwen de tekst nog niet. Daarom laten wij de vorige tekst staan.",
    "archive": "Het bewaren is bij ons niet gelukt.",
    "store": "De tekst is bij ons niet goed verwerkt.",
}

_DOUBTS = {
    "inlogpagina": "Wij kregen een bladzijde die om een wachtwoord vraagt.",
    "afgebroken": "Het bestand breekt halverwege af.",
    "gekrompen": "Er was ineens bijna geen tekst meer.",
    "andere tekst": "Het leek ineens een heel ander stuk.",
    "wisselt": "De site gaf de ene keer deze tekst en de andere keer een andere.",
    "onbevestigd": "Wij konden de nieuwe tekst nog niet voor de tweede keer ophalen.",
}
"""What made us hold a text back, by the code in the table `held`."""


def cause_of(outcome: str, step: str, http_status: int | None, reason: str) -> str:
    """Return in one or two sentences why a look at a source failed; all as in the table `checks`."""
    if outcome == "gone":
        return _GONE
    if step == "fetch" and http_status:
        return _BY_STATUS.get(http_status, _STORING if http_status >= 500 else _OTHERWISE["fetch"])
    fitting = (words for pattern, words in _CAUSES.get(step, ()) if re.search(pattern, reason))
    return next(fitting, _OTHERWISE.get(step, "Er ging iets mis."))


def doubt_in_words(doubt: str) -> str:
    """Return why a text is held back, and what that means for who reads it."""
    return f"{_DOUBTS.get(doubt, '')} {_OTHERWISE['hold']}".strip()
