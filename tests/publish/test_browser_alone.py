"""What needs a browser of its own: one without JavaScript, and the one that makes the pictures of the docs."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from support.screenshots import screenshots

if screenshots.chromium() is None:
    pytest.skip("there is no Chromium on this machine", allow_module_level=True)


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
