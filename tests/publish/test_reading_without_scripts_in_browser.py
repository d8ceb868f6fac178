"""Reading and quoting with a browser that runs no scripts: all of it works, on a phone and on a screen."""

import pytest
from support.browsing import follow, require_browser, visitor

require_browser()

TEXT = "beleid/iac/iac-ef510a41"
CLAUSE = f"{TEXT}/chp_3__subsec_A__art_5__para_3"


@pytest.fixture(scope="module", params=["telefoon", "scherm"])
def without_scripts(request):
    with visitor(request.param, javascript=False) as page:
        page.device = request.param
        yield page


def test_from_mention_to_mention_without_a_script(village_site, without_scripts):
    page = without_scripts
    page.goto(f"{village_site.base_url}{TEXT}")
    follow(page.get_by_role("link", name="Naar de eerste plek"))
    assert page.url.endswith("#m1")
    for number in (2, 3):
        label = page.locator(f"#m{number - 1} .plek-label")
        assert f"Plek {number - 1} van " in label.inner_text(), "seen on the mention that one jumped to"
        follow(label)
        assert page.url.endswith(f"#m{number}")
        assert page.locator(f"#m{number}").is_visible()
    page.goto(f"{village_site.base_url}{TEXT}")
    last = page.locator(".document mark[id] a.plek-label").last
    follow(last)
    assert "deel=2#m" in page.url, "the next one is in the next part"
    assert page.locator(f"#{page.url.rpartition('#')[2]}").is_visible()


def test_choosing_mentions_without_a_script(village_site, without_scripts):
    page = without_scripts
    page.goto(f"{village_site.base_url}{TEXT}")
    page.get_by_text("Kies welke plekken u ziet").click()
    page.get_by_label("Waarover").select_option("advies")
    follow(page.get_by_role("button", name="Laat zien"))
    assert "vorm=advies" in page.url
    shown = page.locator(".document mark.plek:not(.weg)")
    assert {mark.get_attribute("data-vorm") for mark in shown.all()} == {"advies"}
    assert not page.locator(".document mark.weg .plek-label").first.is_visible()


def test_questions_are_folded_on_a_phone_and_beside_the_text_on_a_screen(village_site, without_scripts):
    page = without_scripts
    page.goto(f"{village_site.base_url}{TEXT}?bij=chp_3__subsec_A__art_5__para_3")
    clause = page.locator("#chp_3__subsec_A__art_5__para_3")
    beside, words = clause.locator("details.ernaast"), clause.locator("p.bron").first
    answer = beside.get_by_text("Wie beslist over het bedrag").first
    if page.device == "telefoon":
        assert not answer.is_visible()
        beside.locator("summary").click()
        assert answer.is_visible()
        assert beside.bounding_box()["y"] > words.bounding_box()["y"]
    else:
        assert answer.is_visible()
        assert beside.bounding_box()["x"] > words.bounding_box()["x"] + words.bounding_box()["width"]
        lower = beside.bounding_box()["y"] - clause.bounding_box()["y"]
        assert -20 < lower < page.viewport_size["height"] / 2, "questions before it push it down, but not far"


def test_a_quotation_can_be_taken_without_a_script(village_site, without_scripts):
    page = without_scripts
    page.goto(f"{village_site.base_url}{CLAUSE}")
    assert not page.get_by_role("button", name="Kopieer").first.is_visible()
    assert "Vast adres: http" in page.locator("#als-tekst").inner_text()
    page.get_by_text("Als BibTeX", exact=True).click()
    assert page.locator("#als-bibtex").inner_text().startswith("@misc{")
