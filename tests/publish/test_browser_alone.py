"""What needs a browser of its own: one without JavaScript, and the one that makes the pictures of the docs."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from support.browsing import follow, require_browser
from support.screenshots import screenshots

require_browser()


def test_everything_works_without_javascript(site):
    with screenshots.browser_page(screenshots.SIZES["telefoon"], javascript=False) as page:
        page.goto(f"{site.base_url}tracker/bepalingen")
        page.get_by_label("Kolom").select_option("soort")
        page.get_by_role("textbox", name="Waarde").fill("lid")
        follow(page.get_by_role("button", name="Kies"))
        assert page.get_by_role("status").inner_text().startswith("2 rijen.")
        follow(page.get_by_role("link", name="Zoeken"))
        page.get_by_role("searchbox").fill("zelfbeheer")
        follow(page.get_by_role("button", name="Zoek"))
        assert page.get_by_role("status").inner_text() == "2 plaatsen gevonden, de beste eerst."


def test_the_pictures_of_the_docs(village, tmp_path):
    pictures = screenshots.make(village, ["begin", "dossier"], tmp_path)
    assert {picture.name for picture in pictures} == {
        "begin-telefoon.webp",
        "begin-scherm.webp",
        "dossier-telefoon.webp",
        "dossier-scherm.webp",
    }
    assert all(picture.read_bytes()[8:12] == b"WEBP" for picture in pictures)


def test_the_docs_show_every_picture_and_none_is_heavy():
    text = (screenshots.IMAGES.parent / "site.md").read_text(encoding="utf-8")
    names = {f"{name}-{device}.webp" for name in screenshots.PAGES for device in screenshots.SIZES}
    assert {name for name in names if f"images/{name}" not in text} == set(), "not shown in docs/site.md"
    assert {each.name for each in screenshots.IMAGES.iterdir()} == names, "run `make screenshots`"
    sizes = [each.stat().st_size for each in screenshots.IMAGES.iterdir()]
    assert max(sizes) < 150_000
    assert sum(sizes) < 2_000_000
