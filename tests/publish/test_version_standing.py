"""How a version stands, in words."""

from dataclasses import replace

import pytest

from tracker.publish.reading.standing import Dated, standing_of

RULE = Dated("beleidsregel", "tekst", ("Beleidsregel Pleinen",), "2021-07-01", "", "2021-06-20", False)


@pytest.mark.parametrize(
    ("changes", "words", "dates"),
    [
        ({}, "Geldt nu", "Sinds 1 juli 2021."),
        ({"valid_to": "2030-01-01"}, "Geldt nu", "Sinds 1 juli 2021, tot 1 januari 2030."),
        ({"valid_to": "2024-01-01"}, "Geldt niet meer", "Gold van 1 juli 2021 tot 1 januari 2024."),
        ({"valid_to": "2026-05-01"}, "Geldt niet meer", "Gold van 1 juli 2021 tot 1 mei 2026."),
        ({"valid_from": "2026-05-02"}, "Geldt nog niet", "Gaat gelden op 2 mei 2026."),
        ({"replaced": True}, "Oudere versie", "Gold sinds 1 juli 2021."),
        ({"replaced": True, "valid_from": "", "published": ""}, "Oudere versie", ""),
        ({"valid_from": ""}, "Gepubliceerd", "Op 20 juni 2021."),
        ({"valid_from": "", "published": ""}, "Zonder datum", ""),
        ({"role": "vragen"}, "Vragen en antwoorden", "Van 1 juli 2021."),
        ({"names": ("Nota", "concept, 1 mei")}, "Concept", "Een ontwerp, nog geen regel. Van 1 juli 2021."),
        ({"kind": "manifest"}, "Manifest", "Van 1 juli 2021."),
    ],
)
def test_a_version_on_a_day(changes, words, dates):
    standing = standing_of(replace(RULE, **changes), "2026-05-01")
    assert (standing.words, standing.dates) == (words, dates)
