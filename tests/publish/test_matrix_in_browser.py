"""The overview with a browser: on a phone without JavaScript and on a screen, in the light and in the dark."""

import re

import pytest
from support.browsing import fits, follow, follow_with_enter, obstacles, require_browser, visitor

require_browser()

PAGES = (
    "/matrix",
    "/matrix?kolommen=trede&versie=nu",
    "/matrix?rijen=vorm&kolommen=houder&maat=woorden",
    "/matrix/plaatsen?vorm=uitdaagrecht",
)


@pytest.mark.parametrize("device", ["telefoon", "scherm"])
def test_no_page_has_an_obstacle_or_is_wider_than_the_window(village_site, device):
    with visitor(device) as page:
        for path in PAGES:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.goto(f"{village_site.base_url}{path.lstrip('/')}")
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
                assert obstacles(page) == [], (path, scheme)
            assert fits(page), path
        page.set_viewport_size({"width": 320, "height": 640})
        for path in PAGES:
            page.goto(f"{village_site.base_url}{path.lstrip('/')}")
            assert fits(page), path


@pytest.mark.parametrize(("device", "javascript"), [("telefoon", False), ("scherm", True)])
def test_from_the_chart_to_the_words(village_site, device, javascript):
    with visitor(device, javascript=javascript) as page:
        page.goto(f"{village_site.base_url}matrix")
        charts = page.locator(".grafiek svg")
        assert [chart.is_visible() for chart in charts.all()].count(True) == 1
        chart = charts.locator("visible=true")
        square = chart.get_by_role("link", name=re.compile("Buurtteam.*, inspraak: "))
        said = int(re.search(r"(\d+) plek", square.locator("title").text_content())[1])
        follow(square)
        assert page.get_by_role("heading", level=1).inner_text() == f"{said} plekken over zeggenschap"
        assert page.locator(".plekken li mark").count() == said
        follow(page.locator(".plekken h3 a").first)
        assert "/beleid/buurtteams/" in page.url


def test_the_chart_with_the_keyboard_alone(village_site):
    with visitor("scherm") as page:
        page.goto(f"{village_site.base_url}matrix?kolommen=trede")
        page.locator("summary").first.focus()
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Sla de grafiek over")
        assert skip.evaluate("link => link === document.activeElement")
        assert skip.bounding_box()["width"] > 100, "it is seen when it has the focus"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.breed svg') !== null")
        edge = "getComputedStyle(document.activeElement.querySelector('path')).stroke"
        assert page.evaluate(edge) != page.evaluate(
            "getComputedStyle(document.querySelector('.breed a:not(:focus) path')).stroke"
        )
        follow_with_enter(page)
        assert "/matrix/plaatsen?" in page.url
        page.go_back()
        skip.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.grafiek') === null")


@pytest.mark.parametrize(("device", "javascript"), [("telefoon", False), ("scherm", True)])
def test_choosing_what_counts(village_site, device, javascript):
    with visitor(device, javascript=javascript) as page:
        page.goto(f"{village_site.base_url}matrix")
        follow(page.get_by_role("link", name="Van wie, per vorm"))
        page.locator("summary", has_text="Wat telt mee?").click()
        page.get_by_label("Soort tekst").select_option("alleen vragen en antwoorden")
        page.get_by_label("Wat u ziet").select_option("plekken per 1.000 woorden")
        follow(page.get_by_role("button", name="Tel opnieuw"))
        assert page.get_by_role("heading", level=2).first.inner_text() == "Van wie is elke vorm van zeggenschap?"
        assert "alleen vragen en antwoorden" in page.locator("summary").first.inner_text()
        total = page.get_by_role("row", name="Samen").get_by_role("link").last
        said = int(re.search(r"\((\d+) plekken\)", total.get_attribute("aria-label"))[1])
        follow(total)
        assert page.get_by_role("heading", level=1).inner_text() == f"{said} plekken over zeggenschap"
        follow(page.get_by_role("link", name="Terug naar het overzicht"))
        assert "alleen vragen en antwoorden" in page.locator("summary").first.inner_text()


def test_on_paper_the_chart_and_the_table_are_there(village_site):
    with visitor("telefoon") as page:
        page.goto(f"{village_site.base_url}matrix")
        page.emulate_media(media="print")
        assert page.locator(".grafiek .breed svg").is_visible()
        assert page.locator(".telling").is_visible()
        assert not page.get_by_role("navigation", name="Overzichten").is_visible()
