"""Reading and quoting with a browser that runs scripts: on a phone and on a screen, light and dark."""

import re

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.sync_api import expect
from support.browsing import fits, obstacles, require_browser, visitor

require_browser()

TEXT = "beleid/iac/iac-ef510a41"
CLAUSE = f"{TEXT}/chp_3__subsec_A__art_5__para_3"
QUESTION = "beleid/sociaal-makelen/sociaal-makelen-vragen-0d312803/vraag_5"
PAGES = (TEXT, f"{TEXT}?vorm=zeggenschap&houder=bewoners", f"{TEXT}?merken=uit", CLAUSE, QUESTION)


@pytest.fixture(scope="module", params=["telefoon", "scherm"])
def with_scripts(request):
    with visitor(request.param) as page:
        page.device = request.param
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield page


def test_nothing_stands_in_the_way_in_light_and_in_dark(village_site, with_scripts):
    page = with_scripts
    for scheme, addresses in (("light", PAGES), ("dark", (TEXT, CLAUSE))):
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(f"{village_site.base_url}{address}")
            for folded in page.locator("main details").all()[:6]:
                folded.evaluate("each => each.open = true")
            assert obstacles(page) == [], f"{scheme} {address}"
            assert fits(page), address
    page.emulate_media(color_scheme="light")


def test_keys_and_the_bar_go_from_mention_to_mention(village_site, with_scripts):
    page = with_scripts
    page.goto(f"{village_site.base_url}{TEXT}")
    bar = page.get_by_role("region", name="Van plek naar plek")
    total = int(re.search(r"(\d+) plekken", bar.inner_text())[1])
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert f"2 van {total}" in bar.inner_text()
    assert page.locator("mark.huidig").get_attribute("id") == "m2"
    assert page.locator("mark.huidig").get_attribute("data-zin") in bar.inner_text()
    page.keyboard.press("p")
    assert f"1 van {total}" in bar.inner_text()
    bar.get_by_role("button", name="Volgende plek").click()
    above_the_bar = "bar => { const at = document.querySelector('mark.huidig').getBoundingClientRect();"
    above_the_bar += " return at.top > 0 && at.top < bar.getBoundingClientRect().top }"
    page.wait_for_function(above_the_bar, arg=bar.element_handle())  # the page scrolls smoothly
    bar.get_by_role("button", name="Sluit").click()
    assert not bar.is_visible()


def test_keys_can_be_turned_off_and_stay_off(village_site, with_scripts):
    page = with_scripts
    page.goto(f"{village_site.base_url}{TEXT}")
    page.get_by_text("Kies welke plekken u ziet").click()
    page.get_by_label("Spring met de toetsen").uncheck()
    page.reload()
    page.keyboard.press("n")
    assert page.locator("mark.huidig").count() == 0
    page.get_by_text("Kies welke plekken u ziet").click()
    page.get_by_label("Spring met de toetsen").check()


def test_choosing_mentions_at_once_and_in_the_address(village_site, with_scripts):
    page = with_scripts
    page.goto(f"{village_site.base_url}{TEXT}")
    page.get_by_text("Kies welke plekken u ziet").click()
    page.get_by_label("Waarover").select_option("zeggenschap")
    page.get_by_label("Van wie").select_option("bewonersgroep")
    assert page.url.endswith("?vorm=zeggenschap&houder=bewonersgroep")
    said = page.get_by_label("Van wie").locator("option:checked").inner_text()
    assert said.startswith("een groep van bewoners")
    shown = page.locator(".document mark.plek:not(.weg)").all()
    assert {(mark.get_attribute("data-vorm"), mark.get_attribute("data-houder")) for mark in shown} == {
        ("zeggenschap", "bewonersgroep")
    }
    bar = page.get_by_role("region", name="Van plek naar plek").inner_text()
    served = page.goto(page.url)
    assert served.ok
    assert page.get_by_role("region", name="Van plek naar plek").inner_text() == bar, "as the server counts"
    if not page.locator("details.kies-merken").evaluate("each => each.open"):
        page.get_by_text("Kies welke plekken u ziet").click()
    page.get_by_label("Zonder merken lezen").check()
    assert not page.locator(".document .plek-label").first.is_visible()
    assert page.url.endswith("merken=uit")


def test_a_link_to_a_clause_of_another_part_leads_there(village_site, with_scripts):
    page = with_scripts
    page.goto(f"{village_site.base_url}beleid/sociaal-makelen/nu#cmp_2__content_o_1__list_1__item_3")
    page.wait_for_url(re.compile("deel="))
    assert page.locator("#cmp_2__content_o_1__list_1__item_3").is_visible()


def test_a_quotation_is_copied_and_that_is_said(village_site, with_scripts):
    page = with_scripts
    page.goto(f"{village_site.base_url}{CLAUSE}")
    said = page.locator(".gekopieerd")
    for form in ("tekst", "Markdown", "BibTeX"):
        source = page.locator(f"#als-{form.lower()}")
        if not source.is_visible():
            page.get_by_text(f"Als {form}", exact=True).click()
        page.get_by_role("button", name=f"Kopieer als {form}").click()
        expect(said).to_contain_text("Gekopieerd")
        assert page.evaluate("navigator.clipboard.readText()") == source.inner_text()
    assert said.get_attribute("role") == "status"


def test_what_the_reader_copies_from_a_text_has_no_labels_in_it(village_site, with_scripts):
    page = with_scripts
    page.goto(f"{village_site.base_url}{CLAUSE}")
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.tekstvak .zelf'));"
        " document.execCommand('copy'); return navigator.clipboard.readText() }"
    )
    assert "De bewonersgroep beslist, na overleg met de penvoerder" in copied
    assert "zeggenschap" not in copied
