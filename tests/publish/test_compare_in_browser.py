"""Comparing in a real browser: on a phone and on a screen, with and without scripts, light and dark."""

import pytest
from support.browsing import fits, follow, obstacles, require_browser, visitor

require_browser()

COMPARED = "vergelijk?beleid=iac"
PAGES = ["vergelijk", COMPARED, f"{COMPARED}&alles=1", "vergelijk?beleid=nota-uitgangspunten&met=sociaal-makelen",
         "vergelijk?sinds=2018-07-01", "vergelijk?beleid=brief"]  # fmt: skip


@pytest.mark.parametrize("device", ["telefoon", "scherm"])
def test_every_page_is_accessible_and_fits(village_site, device):
    with visitor(device) as page:
        for scheme, paths in (("light", PAGES), ("dark", [COMPARED, "vergelijk?sinds=2018-07-01"])):
            page.emulate_media(color_scheme=scheme)
            for path in paths:
                page.goto(f"{village_site.base_url}{path}")
                assert obstacles(page) == [], (path, scheme)
                assert fits(page), path


def test_unfolded_and_narrow_it_still_fits(village_site):
    with visitor("telefoon") as page:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{village_site.base_url}{COMPARED}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert fits(page)
        assert obstacles(page) == []


def test_texts_stand_beside_each_other_on_a_screen_and_below_each_other_on_a_phone(village_site):
    def places(page) -> tuple[dict, dict]:
        page.goto(f"{village_site.base_url}{COMPARED}")
        first = page.locator("article").first
        return tuple(first.locator(f".kant-{side}").bounding_box() for side in ("eerst", "nu"))

    with visitor("scherm") as page:
        old, new = places(page)
        assert old["y"] == new["y"]
        assert old["x"] + old["width"] <= new["x"]
    with visitor("telefoon") as page:
        old, new = places(page)
        assert old["x"] == new["x"]
        assert old["y"] + old["height"] <= new["y"]


@pytest.mark.parametrize(("device", "javascript"), [("telefoon", False), ("scherm", True)])
def test_a_resident_finds_what_changed_since_the_last_meeting(village_site, device, javascript):
    with visitor(device, javascript=javascript) as page:
        page.goto(str(village_site.base_url))
        follow(page.get_by_role("link", name="Wat is er veranderd").first)
        page.get_by_label("Wat is er veranderd sinds onze vorige vergadering?").fill("2020-06-01")
        follow(page.get_by_role("button", name="Bekijk"))
        assert page.get_by_role("heading", level=1).inner_text() == "Veranderd sinds 1 juni 2020"
        follow(page.get_by_role("link", name="Bekijk alle 35 wijzigingen"))
        follow(page.get_by_role("link", name="zwakker voor bewoners 3"))
        assert page.get_by_role("article").count() == 3
        follow(page.get_by_role("article").first.get_by_role("link", name="artikel 5, derde lid", exact=True).last)
        assert "Artikel 5, derde lid" in page.get_by_role("heading", level=1).inner_text().capitalize()


def test_two_other_versions_are_chosen_without_scripts(village_site):
    with visitor("scherm", javascript=False) as page:
        page.goto(f"{village_site.base_url}{COMPARED}")
        form = page.get_by_role("heading", name="Vergelijk andere versies").locator("xpath=..")
        form.get_by_label("Eerst").select_option(label="1 april 2021")
        form.get_by_label("Daarna").select_option(label="1 juli 2018")
        follow(form.get_by_role("button", name="Vergelijk"))
        assert "Wij hebben dat omgedraaid" in page.get_by_role("status").first.inner_text()


def test_what_came_and_went_is_not_told_by_colour_alone(village_site):
    with visitor("scherm") as page:
        page.goto(f"{village_site.base_url}{COMPARED}")
        article = page.locator("article").first
        lines = "element => getComputedStyle(element).textDecorationLine"
        assert article.locator("del").first.evaluate(lines) == "line-through"
        assert article.locator("ins").first.evaluate(lines) == "underline"
        assert "[weg: 9.000]" in article.text_content()
        assert "▼" in page.locator(".gevolgen li").first.evaluate("each => getComputedStyle(each, '::before').content")
