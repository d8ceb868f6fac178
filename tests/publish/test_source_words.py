"""How sources, and what goes wrong with them, are told to a visitor."""

import pytest

from tracker.check.doubt import PATIENCE
from tracker.publish.sources.failures import cause_of, doubt_in_words
from tracker.publish.sources.words import kind_of_source, place_in_source, publisher_address

SEARCH = 'search: creator=Polderveen title="Sociaal Makelen"'


@pytest.mark.parametrize(
    ("adapter", "locator", "kind", "place", "address"),
    [
        (
            "cvdr", "CVDR900001", "Lokale regelgeving op overheid.nl", "CVDR900001",
            "https://lokaleregelgeving.overheid.nl/CVDR900001",
        ),
        ("cvdr", SEARCH, "Lokale regelgeving op overheid.nl", "wij zoeken naar ‘Sociaal Makelen’ van Polderveen", ""),
        ("cvdr", "search: nonsense", "Lokale regelgeving op overheid.nl", "search: nonsense", ""),
        (
            "gmb", "gmb-2018-900001", "Gemeenteblad", "gmb-2018-900001",
            "https://zoek.officielebekendmakingen.nl/gmb-2018-900001.html",
        ),
        ("gmb", SEARCH, "Gemeenteblad", "wij zoeken naar ‘Sociaal Makelen’ van Polderveen", ""),
        (
            "gmb", "stcrt-2018-9001", "Staatscourant", "stcrt-2018-9001",
            "https://zoek.officielebekendmakingen.nl/stcrt-2018-9001.html",
        ),
        ("web", "https://example.org/a", "Webpagina", "https://example.org/a", "https://example.org/a"),
        ("web", "javascript:alert(1)", "Webpagina", "javascript:alert(1)", ""),
        ("folder", "stukken/nota.pdf", "Bestand dat wij zelf bewaren", "stukken/nota.pdf", ""),
    ],
)  # fmt: skip
def test_a_source(adapter, locator, kind, place, address):
    assert kind_of_source(adapter, locator) == kind
    assert place_in_source(adapter, locator) == place
    assert publisher_address(adapter, locator) == address


@pytest.mark.parametrize(
    ("outcome", "step", "status", "reason", "words"),
    [
        ("gone", "fetch", 404, "https://example.org: answered 404 Not Found", "weggehaald"),
        ("error", "fetch", 503, "https://example.org: answered 503", "storing"),
        ("error", "fetch", 403, "https://example.org: answered 403 Forbidden", "laat ons er niet bij"),
        ("error", "fetch", 418, "https://example.org: answered 418", "Het ophalen is niet gelukt"),
        ("error", "fetch", None, "https://example.org: the host example.org cannot be found (-2)", "niet te bereiken"),
        ("error", "fetch", None, "x: /robots.txt asks not to read this; ask", "niet dat een programma"),
        ("error", "fetch", None, "stukken: not there (looked in x); put the files there or", "niet op de plek"),
        ("error", "fetch", None, "something nobody foresaw", "Het ophalen is niet gelukt"),
        ("error", "read", None, "nota.pdf: pages 1-3: a scan without text (OCR found no text)", "een scan"),
        ("error", "read", None, "nota.docx: the Word document asks for a password", "wachtwoord"),
        ("error", "read", None, "something nobody foresaw", "Het bestand is niet te lezen"),
        ("error", "store", None, "x (y): holds no clauses and no questions; it is not stored", "geen bepalingen"),
        ("error", "archive", None, "the disk is full", "Het bewaren is bij ons niet gelukt"),
        ("error", "hold", None, "it asks for a password", "vertrouwen de tekst nog niet"),
        ("error", "", None, "", "Er ging iets mis."),
    ],
)  # fmt: skip
def test_why_it_failed(outcome, step, status, reason, words):
    assert words in cause_of(outcome, step, status, reason)


@pytest.mark.parametrize("doubt", PATIENCE)
def test_every_reason_to_hold_a_text_back_has_words(doubt):
    assert doubt_in_words(doubt) != doubt_in_words("something else")
