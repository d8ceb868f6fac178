"""Rungs: by form, by holder, and what the text says of it."""

from pathlib import Path

import pytest
from marked import mention

from tracker.model import TrackerError
from tracker.tag.rungs import Rungs

TABLE = [
    # by form
    ("De buurt wordt [geïnformeerd].", "informatie", "bewoners", "informeren"),
    ("Er komt [inspraak] op het plan.", "inspraak", "bewoners", "raadplegen"),
    ("De wijkraad geeft [advies].", "advies", "bewonersgroep", "adviseren"),
    ("Bewoners [denken] mee.", "samenspraak", "bewoners", "coproduceren"),
    ("Bewoners hebben [zeggenschap].", "zeggenschap", "bewoners", "meebeslissen"),
    ("Het buurthuis is in [zelfbeheer].", "zelfbeheer", "bewonersgroep", "zelf"),
    ("Er is een [buurtbudget].", "budget", "bewoners", "zelf"),
    ("De buurt voelt [eigenaarschap].", "eigenaarschap", "bewoners", "onbepaald"),
    # by holder
    ("De gemeente voert de [regie].", "regie", "gemeente", "onbepaald"),
    ("Cliënten voeren de [regie].", "regie", "bewoners", "zelf"),
    ("De raad wordt [betrokken] bij het plan.", "samenspraak", "gemeente", "onbepaald"),
    # by words
    ("Wie helpt, is [eigen regie].", "regie", "onbepaald", "zelf"),
    ("Huurders mogen [zelf beslissen].", "zeggenschap", "bewoners", "zelf"),
    ("Bewoners hebben [invloed] op het plan.", "zeggenschap", "bewoners", "onbepaald"),
    ("De wijkraad geeft een bindend [advies].", "advies", "bewonersgroep", "meebeslissen"),
    ("Er komt een raadgevend [referendum].", "zeggenschap", "bewoners", "adviseren"),
    ("De [participatie] bestaat uit een brief aan de bewoners.", "samenspraak", "bewoners", "informeren"),
    ("De [participatie] is erop gericht bewoners te raadplegen.", "samenspraak", "bewoners", "raadplegen"),
    ("Wij bepalen vooraf het niveau van [participatie].", "samenspraak", "bewoners", "onbepaald"),
]


@pytest.mark.parametrize(("marked", "form", "holder", "expected"), TABLE)
def test_rung(marked: str, form: str, holder: str, expected: str) -> None:
    assert mention(marked, form, holder)._.rung == expected


@pytest.mark.parametrize("content", ["", '[forms]\nregie = "zelf"\n', '[holders.bewoners]\nregie = "hoog"\n'])
def test_every_form_has_a_rung(tmp_path: Path, content: str) -> None:
    (tmp_path / "rungs.toml").write_text(content)
    with pytest.raises(TrackerError, match="to each of regie"):
        Rungs(tmp_path)
