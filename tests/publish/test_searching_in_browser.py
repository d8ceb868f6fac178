"""Searching with a browser: on a phone without JavaScript, and on a screen."""

from itertools import pairwise

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from support.browsing import follow, require_browser
from support.screenshots import screenshots

require_browser()


@pytest.mark.parametrize(("size", "javascript"), [("telefoon", False), ("scherm", True)])
def test_choosing_further_and_letting_go(site, size, javascript):
    with screenshots.browser_page(screenshots.SIZES[size], javascript=javascript) as page:
        page.goto(str(site.base_url))
        page.get_by_role("searchbox").fill("bewoner")
        follow(page.get_by_role("button", name="Zoek"))
        status = page.get_by_role("status")
        assert status.inner_text() == "2 plaatsen gevonden, de beste eerst."
        chooser = page.get_by_role("navigation", name="Kies verder")
        follow(chooser.get_by_role("link", name="lid", exact=True))
        assert status.inner_text() == "1 plaats gevonden, de beste eerst."
        assert page.locator("mark").all_inner_texts() == ["Bewoners"]
        follow(page.get_by_role("link", name="Laat lid los"))
        assert status.inner_text() == "2 plaatsen gevonden, de beste eerst."


@pytest.mark.parametrize("size", [*screenshots.SIZES])
@pytest.mark.parametrize(
    "path",
    [
        "zoek",
        "zoek?q=bewoner&soort=lid&versie=alle",
        "zoek?q=zelfbeheeer",
        "zoek?q=" + "x" * 300,
        "zoek?q=de+het&vorm=x",
    ],
)
def test_no_search_page_is_wider_than_the_window_or_skips_a_heading(site, size, path):
    with screenshots.browser_page(screenshots.SIZES[size]) as page:
        page.goto(f"{site.base_url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page.evaluate("[...document.querySelectorAll('input:not([type=hidden])')].every(i => i.labels.length)")
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))
