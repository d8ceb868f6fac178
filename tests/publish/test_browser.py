"""A resident with a browser, on a phone and on a screen."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from support.browsing import follow, follow_with_enter, require_browser
from support.screenshots import screenshots

require_browser()


@pytest.fixture(scope="module", params=[*screenshots.SIZES])
def browser(request):
    with screenshots.browser_page(screenshots.SIZES[request.param]) as page:
        yield page.context


@pytest.fixture
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


def test_from_a_word_to_the_text_its_place_and_its_source(site, page):
    troubles, addresses = [], []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda sent: addresses.append(sent.url))

    page.goto(str(site.base_url))
    page.get_by_role("searchbox").fill("clientondersteuning")
    follow_with_enter(page)
    assert page.get_by_role("status").inner_text() == "3 plaatsen gevonden, de beste eerst."
    assert page.locator("mark").first.inner_text().lower() == "cliëntondersteuning"

    follow(page.get_by_role("link", name="artikel 2, eerste lid", exact=True))
    assert page.get_by_role("heading", level=1).inner_text() == "Artikel 2, eerste lid"
    mark = page.locator(".tekstvak mark")
    assert mark.get_attribute("data-vorm") == "samenspraak"
    assert mark.inner_text().startswith("meedenken")
    assert mark.locator(".plek-label").inner_text().startswith("samenspraak bewoners")
    assert page.get_by_role("link", name="https://example.org/regeling/2").is_visible()

    follow(page.get_by_role("link", name="In de hele tekst"))
    assert page.get_by_role("heading", level=1).inner_text() == "Beleidsregel Buurtkracht"
    assert page.locator("#art_4 p.bron").get_by_text("Een vereniging kan een gebouw in").is_visible()

    assert troubles == []
    assert {address.split("/")[2] for address in addresses} == {site.base_url.netloc.decode()}


@pytest.mark.parametrize(
    "path",
    ["", "zoek?q=zeggenschap", "zoek?q=niets", "tracker", "tracker/bepalingen", "tracker/clauses?_search=plein",
     "bestaat-niet", "tracker/nieuw-sinds?sinds=2020-01-01", "tracker/policies/buurtkracht", "tracker?sql=select+1"],
)  # fmt: skip
def test_no_page_is_wider_than_the_window(site, page, path):
    page.goto(f"{site.base_url}{path}")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_text("VOORBEELD.", exact=True).is_visible()
