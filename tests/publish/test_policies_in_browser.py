"""The home page, the page of a policy and the sources, in a real browser."""

import pytest
from support.browsing import fits, follow, follow_with_enter, obstacles, require_browser, visitor
from support.extractions import build
from support.serving import running

require_browser()


def at(site, path: str = "/") -> str:
    """The whole address of a page."""
    return str(site.base_url).rstrip("/") + path


PATHS = ("/", "/beleid/sociaal-makelen", "/beleid/iac", "/beleid/brief", "/bronnen", "/thema/buurtteams")


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A site on the small database, of which a source fails and a text is held back."""
    with running(build(tmp_path_factory.mktemp("troubled") / "tracker.db")) as client:
        yield client


@pytest.mark.parametrize("device", ["telefoon", "scherm"])
@pytest.mark.parametrize("javascript", [True, False], ids=["met-scripts", "zonder-scripts"])
def test_nothing_is_in_the_way_and_everything_fits(village_site, troubled, device, javascript):
    with visitor(device, javascript=javascript) as page:
        for site, paths in ((village_site, PATHS), (troubled, ("/", "/bronnen", "/beleid/speelplek"))):
            for path in paths:
                page.goto(at(site, path))
                assert fits(page), f"{path} is wider than the window"
                if javascript:
                    for scheme in ("light", "dark"):
                        page.emulate_media(color_scheme=scheme)
                        assert obstacles(page) == [], f"{path} in {scheme}"


def test_the_narrowest_phone_has_room_for_every_tick(village_site):
    with visitor("telefoon") as page:
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(at(village_site, "/beleid/sociaal-makelen"))
        assert fits(page)
        boxes = [link.bounding_box() for link in page.locator(".strook a.plek").all()]
    assert len(boxes) > 20
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = abs(one["x"] - other["x"]) >= 23.5 or abs(one["y"] - other["y"]) >= 23.5
            assert apart, f"two ticks lie over each other: {one} and {other}"


@pytest.mark.parametrize("device", ["telefoon", "scherm"])
def test_a_visitor_goes_from_the_home_page_to_a_place_in_a_text(village_site, device):
    with visitor(device, javascript=False) as page:
        page.goto(at(village_site))
        follow(page.get_by_role("link", name="Lezen"))
        follow(page.get_by_role("link", name="VOORBEELD: Beleidsregel Sociaal Makelen 2019-2024"))
        assert page.get_by_role("heading", level=1).inner_text() == "VOORBEELD: Beleidsregel Sociaal Makelen 2019-2024"
        tick = page.locator(".strook a.plek:not(.groep)").first
        name = tick.get_attribute("aria-label")
        follow(tick)
        assert "/beleid/sociaal-makelen/sociaal-makelen-" in page.url
        place = name.partition(":")[0]
        assert place.lower() in page.locator("main").inner_text().lower()


def test_a_visitor_searches_from_the_home_page_with_the_keyboard_alone(village_site):
    with visitor("scherm", javascript=False) as page:
        page.goto(at(village_site))
        page.get_by_role("searchbox").focus()
        page.keyboard.type("zelfbeheer")
        follow_with_enter(page)
        assert "/zoek?q=zelfbeheer" in page.url
        assert page.get_by_role("searchbox").input_value() == "zelfbeheer"
        assert page.locator("mark", has_text="zelfbeheer").count() > 0


def test_the_list_under_the_strip_has_the_same_places(village_site):
    with visitor("telefoon", javascript=False) as page:
        page.goto(at(village_site, "/beleid/iac"))
        page.get_by_text("Dezelfde plekken als lijst").click()
        listed = page.locator(".lijst-van-plekken dd").all_inner_texts()
    assert len(listed) == 7
    assert any("artikel" in text for text in listed)


def test_the_fails_of_a_source_are_one_step_from_the_home_page(troubled):
    with visitor("telefoon", javascript=False) as page:
        page.goto(at(troubled))
        follow(page.locator("#weten ~ .weten").get_by_role("link", name="Beleidsregel Speelplekken"))
        assert page.url.endswith("/bronnen#speelplek")
        assert "heeft een storing" in page.locator("#speelplek").inner_text()


def test_on_paper_the_strip_and_the_list_stay(village_site):
    with visitor("scherm") as page:
        page.goto(at(village_site, "/beleid/iac"))
        page.emulate_media(media="print")
        assert page.locator(".strook").is_visible()
        assert page.locator(".zoekveld").count() == 0
