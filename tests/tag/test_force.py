"""Force: one sentence a way of saying it."""

from pathlib import Path

import pytest
from marked import TAXONOMY, mention

from tracker.model import TrackerError
from tracker.tag.force import Force

TABLE = [
    # plicht: modals and words of duty
    ("Bewoners moeten worden [betrokken] bij het plan.", "plicht"),
    ("Het college dient vooraf met de wijk te worden [besproken].", "plicht"),
    ("De verhuurder is verplicht huurders te [raadplegen].", "plicht"),
    ("De wethouder draagt er zorg voor dat bewoners worden [gehoord].", "plicht"),
    ("Het college stelt inwoners in de gelegenheid om [mee te denken].", "plicht"),
    # plicht: the bare present of a rule
    ("Artikel 4. Het bevoegd gezag [betrekt] ouders, ingevolge het eerste lid, bij het reglement.", "plicht"),
    # plicht: nothing without it
    ("Sloop is alleen mogelijk met [instemming] van de huurders.", "plicht"),
    ("Het plan wordt niet vastgesteld dan nadat de wijkraad is [gehoord].", "plicht"),
    # recht
    ("Bewoners kunnen [meedenken] over het plein.", "recht"),
    ("Het college kan bewoners [betrekken] bij het plan.", "recht"),
    ("De wijkraad is bevoegd tot [bespreking] van alle plannen.", "recht"),
    ("Huurders hebben recht op [overleg] met de verhuurder.", "recht"),
    # what governs a modal or hebben says how firm it is
    ("Wij willen dat bewoners kunnen [meedenken] over het plein.", "voornemen"),
    ("Het college zorgt ervoor dat bewoners kunnen [meedenken].", "plicht"),
    ("Wij streven ernaar dat de wijk [zeggenschap] heeft over het plein.", "voornemen"),
    # voornemen
    ("Wij willen bewoners [betrekken] bij het plan.", "voornemen"),
    ("De gemeente zal bewoners [betrekken] bij het plan.", "voornemen"),
    ("De motie verzoekt het college bewoners te [betrekken].", "voornemen"),
    ("Het is van belang dat bewoners worden [betrokken].", "voornemen"),
    ("Wij werken aan meer [samenspraak] met de wijk.", "voornemen"),
    ("In de ontwerpfase kijken we [samen met] de buurt waar de bomen komen.", "voornemen"),
    # a list takes the force of the sentence that introduces it
    ("Verzoekt het college:\n- de bewoners vooraf te [betrekken];\n- de raad te informeren.", "voornemen"),
    # beschrijving
    ("Hoe worden bewoners [betrokken] bij het plan?", "beschrijving"),
    ("Moeten bewoners worden [betrokken] bij het plan?", "beschrijving"),
    ("De bewoners zijn [betrokken] bij het ontwerp.", "beschrijving"),
    ("In 2019 spraken wij [in overleg] met de buurt af dat het plein blijft.", "beschrijving"),
    ("Bewoners konden in 2020 [meedenken].", "beschrijving"),
    ("Na het [overleg] met de buurt kan het college het plan vaststellen.", "beschrijving"),
    ("Bewoners worden niet [betrokken] bij het plan.", "beschrijving"),
    # a modal of another clause says nothing
    ("Bewoners die zich moeten melden, worden [betrokken] bij het plan.", "voornemen"),
]


@pytest.mark.parametrize(("marked", "expected"), TABLE)
def test_force(marked: str, expected: str) -> None:
    found = mention(marked)
    assert found._.force == expected, f"by {found._.force_cues}"


def test_names_all_cues_the_one_that_counts_first() -> None:
    found = mention("Het is van belang dat bewoners kunnen [meedenken].")
    assert found._.force_cues == ("van belang", "kunnen en mogen")


@pytest.mark.parametrize(
    "marked",
    [
        "Wij nodigen bewoners uit om [mee te denken].",  # a plural that the pipeline may take for the past tense
        "Het doel is dat bewoners worden [betrokken].",  # "is" beside a participle is no perfect
    ],
)
def test_what_looks_like_the_past_tense(marked: str) -> None:
    found = mention(marked)
    assert found._.force == "voornemen", f"by {found._.force_cues}"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Artikel 3. De ondernemer vraagt, onverminderd het tweede lid, ten minste eens per jaar [advies].", "rule"),
        ("Overwegende dat er geen [overleg] is. Verzoekt het college te praten.", "motion"),
        ("In de ontwerpfase gaan wij [in gesprek] met de buurt.", "plan"),
        ("Mevrouw Groen: ik dank de heer De Wit voor het [gesprek].", "debate"),
        ("Het [gesprek] is goed.", "none"),
    ],
)
def test_style(text: str, style: str) -> None:
    assert mention(text).doc._.style == style


@pytest.mark.parametrize("defaults", ["", '[[defaults]]\nforce = "plicht"\nplace = ["verb"]\n', "[[defaults]]\n"])
def test_the_last_default_is_for_all(tmp_path: Path, defaults: str) -> None:
    (tmp_path / "force.toml").write_text(defaults)
    with pytest.raises(TrackerError, match="default"):
        Force(tmp_path)


def test_needs_its_file(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match=r"force\.toml"):
        Force(tmp_path / "nowhere")
    assert (TAXONOMY / "force.toml").exists()
