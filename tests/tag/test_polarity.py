"""Polarity: what denies or binds the mention itself, and what only looks like it."""

import pytest
from marked import mention

TABLE = [
    # nee: words at the trigger
    ("Het plan is zonder [inspraak] vastgesteld.", "nee"),
    ("De wijkraad heeft geen [instemmingsrecht].", "nee"),
    ("De wijkraad heeft geen rechten of [bevoegdheden].", "nee"),
    # nee: the verb, its auxiliary, the verb around it
    ("Bewoners worden niet [betrokken] bij het plan.", "nee"),
    ("Bewoners zijn nooit [geraadpleegd].", "nee"),
    ("De gemeente wil bewoners niet laten [meedenken].", "nee"),
    ("Bewoners hoeven niet te worden [geraadpleegd].", "nee"),
    ("De gemeente [luistert] te weinig naar de wijk.", "nee"),
    # nee: in words
    ("Het college weigert de wijkraad te [raadplegen].", "nee"),
    ("Er is een gebrek aan [inspraak].", "nee"),
    ("Er is te weinig ruimte voor [inspraak].", "nee"),
    # ja: looks like it
    ("Bewoners worden niet alleen geïnformeerd maar ook [betrokken] bij het plan.", "ja"),
    ("Bewoners worden ten minste twee keer [betrokken] bij het plan.", "ja"),
    ("Zonder [advies] van de wijkraad komt er geen besluit.", "ja"),
    ("De [zienswijzen] hebben niet geleid tot een ander plan.", "ja"),
    # ja: another clause
    ("Bewoners die niet kunnen komen, worden [betrokken] bij het plan.", "ja"),
    ("Indien er een wijkraad is, wordt deze [betrokken] bij het plan.", "ja"),
    ("Het plan dat geldt tenzij het college anders beslist, is met bewoners [besproken].", "ja"),
    # voorwaarde
    ("Bewoners worden [betrokken], tenzij dat niet veilig is.", "voorwaarde"),
    ("De wijkraad [adviseert], mits de termijn dat toelaat.", "voorwaarde"),
    ("Wij maken het plan, zo mogelijk in [overleg] met de buurt.", "voorwaarde"),
    ("Waar mogelijk [betrekken] wij bewoners bij het plan.", "voorwaarde"),
]


@pytest.mark.parametrize(("marked", "expected"), TABLE)
def test_polarity(marked: str, expected: str) -> None:
    found = mention(marked)
    assert found._.polarity == expected, f"by {found._.polarity_cue or 'no cue'}"


def test_names_the_cue() -> None:
    assert mention("Het plan is zonder [inspraak] vastgesteld.")._.polarity_cue == "geen"
    assert mention("Het plan is na [inspraak] vastgesteld.")._.polarity_cue == ""
