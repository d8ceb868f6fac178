"""A resident with a browser, on a phone and on a screen, with and without JavaScript."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "make_screenshots.py"


def load_script() -> ModuleType:
    """The script of the docs, which knows how to start the browser."""
    spec = importlib.util.spec_from_file_location("make_screenshots", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


screenshots = pytest.importorskip("playwright", reason="playwright is not installed") and load_script()
pytestmark = pytest.mark.skipif(screenshots.chromium() is None, reason="there is no Chromium on this machine")


@pytest.fixture(params=[*screenshots.SIZES])
def page(request):
    with screenshots.browser_page(screenshots.SIZES[request.param]) as page:
        yield page


def test_from_a_word_to_the_text_its_place_and_its_source(site, page):
    troubles, addresses = [], []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda sent: addresses.append(sent.url))

    page.goto(str(site.base_url))
    page.get_by_role("searchbox").fill("clientondersteuning")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "3 plaatsen gevonden, de beste eerst."
    assert page.locator("mark").first.inner_text().lower() == "cliëntondersteuning"

    page.get_by_role("link", name="artikel 2, eerste lid").click()
    assert page.get_by_role("heading", level=1).inner_text() == "artikel 2, eerste lid"
    assert "meedenken [samenspraak]" in page.locator("blockquote").inner_text()
    assert page.get_by_role("link", name="https://example.org/regeling/2").is_visible()

    page.get_by_role("link", name="Beleidsregel Buurtkracht").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Beleidsregel Buurtkracht"
    assert page.get_by_text("Een vereniging kan een gebouw in zelfbeheer nemen.").is_visible()

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


def test_everything_works_without_javascript(site):
    with screenshots.browser_page(screenshots.SIZES["telefoon"], javascript=False) as page:
        page.goto(f"{site.base_url}tracker/bepalingen")
        page.get_by_label("Kolom").select_option("soort")
        page.get_by_role("textbox", name="Waarde").fill("lid")
        page.get_by_role("button", name="Kies").click()
        assert page.get_by_role("status").inner_text().startswith("2 rijen.")
        page.get_by_role("link", name="Zoeken").click()
        page.get_by_role("searchbox").fill("zelfbeheer")
        page.get_by_role("button", name="Zoek").click()
        assert page.get_by_role("status").inner_text() == "2 plaatsen gevonden, de beste eerst."


def test_the_picture_for_the_readme(database, tmp_path):
    (picture,) = screenshots.make(database, "zelfbeheer", tmp_path)
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 300_000
