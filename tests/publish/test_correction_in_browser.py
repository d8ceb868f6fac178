"""A resident who says that something is wrong, and who reads what the site is, on a phone and on a screen."""

import pytest
from support.browsing import fits, follow, obstacles, require_browser, visitor
from support.extractions import build
from support.serving import running

from tracker.corrections import waiting_corrections

require_browser()


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return build(tmp_path_factory.mktemp("corrections") / "tracker.db")


@pytest.fixture(scope="module")
def address(own):
    with running(own) as client:
        yield str(client.base_url).rstrip("/")


def obstacles_by_day_and_night(page) -> list[str]:
    """What axe finds in either colours."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {each}" for each in obstacles(page)]
    return found


@pytest.mark.parametrize(("device", "javascript"), [("telefoon", False), ("scherm", True)])
def test_saying_that_something_is_wrong(own, address, device, javascript):
    words = f"Op een {device} gezien: hier ontbreekt iets."
    with visitor(device, javascript=javascript, asked_for=("400",)) as page:
        page.goto(f"{address}/klopt-niet?over=buurtkracht")
        assert page.get_by_role("heading", level=1).inner_text() == "Klopt er iets niet?"
        assert page.get_by_label("Laat dit veld leeg").count() == 1
        assert page.get_by_role("textbox", name="Laat dit veld leeg").count() == 0, "hidden from who listens"
        page.get_by_label("Leg het uit").fill(words)
        follow(page.get_by_role("button", name="Verstuur"))
        assert "Kies wat er niet klopt." in page.get_by_role("alert").inner_text()
        assert page.get_by_label("Leg het uit").input_value() == words, "what was written is still there"
        if javascript:
            assert obstacles_by_day_and_night(page) == []
            assert fits(page)

        page.get_by_label("De vorm, de houder, de trede of de kracht klopt niet").check()
        follow(page.get_by_role("button", name="Verstuur"))
        assert page.get_by_role("heading", level=1).inner_text() == "Dank u wel"
        page.reload()
        follow(page.get_by_role("link", name="Terug naar Beleidsregel Buurtkracht"))
        assert page.get_by_role("heading", level=1).inner_text() == "Beleidsregel Buurtkracht"
    sent = [each.correction for each in waiting_corrections(own) if each.correction.words == words]
    assert [(each.what, each.about) for each in sent] == [("waarde", "buurtkracht")], "once, whatever is reloaded"


@pytest.mark.parametrize("device", ["telefoon", "scherm"])
@pytest.mark.parametrize("path", ["/over", "/klopt-niet?over=buurtkracht", "/klopt-niet?verstuurd=ja"])
def test_nobody_is_kept_out(address, device, path):
    with visitor(device) as page:
        page.goto(address + path)
        assert obstacles_by_day_and_night(page) == []
        assert fits(page)
