"""One change in words: what the comparison wrote, and general words where it wrote nothing."""

import pytest

from tracker.tell.news import NewsChange
from tracker.tell.words import change_in_words

WRITTEN = "In artikel 3 staat nu ‘moet’. Sterker voor bewoners: ‘betrekken’ kon, nu is het iets dat moet."


@pytest.mark.parametrize(
    ("kind", "sentence", "effect", "words"),
    [
        ("gewijzigd", WRITTEN, "versterking", WRITTEN),  # the effect is told once
        ("vervallen", "", "verzwakking", "Artikel 3 is vervallen. Bewoners krijgen hiermee minder te zeggen."),
        ("toegevoegd", "", "", "Artikel 3 is nieuw."),
        ("hernummerd", "", "", "Artikel 3 heeft een ander nummer."),
    ],
)
def test_a_change_in_words(kind: str, sentence: str, effect: str, words: str) -> None:
    change = NewsChange("w1", "v/art_3", kind, "artikel 3", "", sentence, effect, "was", "is", ())
    assert change_in_words(change) == words


def test_a_clause_without_a_place() -> None:
    assert (
        change_in_words(NewsChange("w1", "v/art_3", "toegevoegd", "", "", "", "", "", "nieuw", ()))
        == "Een deel van de tekst is nieuw."
    )
