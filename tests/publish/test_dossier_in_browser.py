"""The dossier as a visitor has it: kept in the browser with scripts, in the address without, and on paper."""

import io
import json
import re

import docx
import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
import pdfplumber
from playwright.sync_api import Page, expect
from support.browsing import fits, follow, obstacles, require_browser, visitor

require_browser()

OLD = "iac-d8e6ad68"
CHANGED = f"{OLD}/chp_3__subsec_A__art_5__para_3"
ARTICLE = f"{OLD}/chp_2__art_2"
QUESTION = "iac-vragen-87b6c38f/vraag_1"
KEY = "beleidsvolger-dossier"
SHARED = f"dossier?titel=Van+de+buren&stuk={CHANGED}&notitie=Van+hen&stuk={ARTICLE}&stuk=iac-00000000/art_1&notitie=weg"


def keep(page: Page, *items: tuple[str, str], title: str = "") -> None:
    """Put a dossier in the browser, as an earlier visit would have."""
    kept = {"versie": 1, "titel": title, "stukken": [{"id": id_, "notitie": note} for id_, note in items]}
    put(page, json.dumps(kept))


def put(page: Page, raw: str) -> None:
    page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [KEY, raw])


def kept(page: Page) -> dict[str, str]:
    """The ids and notes that the browser keeps."""
    data = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))
    assert data["versie"] == 1
    return {each["id"]: each["notitie"] for each in data["stukken"]}


def shown(page: Page) -> list[str]:
    return [entry.get_attribute("data-stuk") for entry in page.locator("[data-stuk]").all()]


def open_own(page: Page, site, *items: tuple[str, str], title: str = "") -> None:
    """Visit one's own dossier with these items in it."""
    page.goto(f"{site.base_url}over")
    keep(page, *items, title=title)
    page.goto(f"{site.base_url}dossier")
    expect(page.locator("[data-stuk]")).to_have_count(len(items))


def said(page: Page):
    return page.locator(".dossier-melding")


# ------------------------------------------------------------------ without scripts


def test_without_scripts_the_address_holds_it_all(village_site):
    with visitor("telefoon", javascript=False) as page:
        page.goto(f"{village_site.base_url}beleid/iac/{CHANGED}")
        follow(page.get_by_role("link", name="Zet in mijn dossier").first)
        page.get_by_label("Mijn notitie").fill("Dit is <b>belangrijk</b> & waar")
        page.get_by_label("Een stuk erbij").fill(f"{village_site.base_url}id/{QUESTION}")
        follow(page.get_by_role("button", name="Zet erbij"))
        assert shown(page) == [CHANGED, QUESTION]
        page.get_by_label("Titel van het dossier").fill("Ons plein")
        follow(page.get_by_role("button", name="Zet stuk 2 hoger"))
        assert shown(page) == [QUESTION, CHANGED]
        assert page.get_by_role("heading", level=1).inner_text() == "Ons plein"
        assert page.get_by_label("Mijn notitie").nth(1).input_value() == "Dit is <b>belangrijk</b> & waar"
        assert fits(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download voor Word").click()
        assert download.value.suggested_filename == "dossier-ons-plein.docx"
        paragraphs = [each.text for each in docx.Document(str(download.value.path())).paragraphs]
        assert "Notitie: Dit is <b>belangrijk</b> & waar" in paragraphs
        follow(page.get_by_role("button", name="Haal stuk 1 uit het dossier"))
        assert shown(page) == [CHANGED]
        assert page.get_by_label("Het adres van dit dossier").input_value() == page.url.partition("#")[0]


# ------------------------------------------------------------------ one's own dossier


def test_a_button_on_a_page_adds_without_leaving_it_and_can_be_undone(village_site):
    with visitor("telefoon") as page:
        page.goto(f"{village_site.base_url}beleid/iac/{CHANGED}")
        here = page.url
        put_in = page.get_by_role("button", name="Zet in mijn dossier").first
        put_in.click()
        expect(said(page)).to_contain_text("staat nu in uw dossier")
        expect(page.get_by_role("link", name="Dossier (1)")).to_be_visible()
        assert kept(page) == {CHANGED: ""}
        assert page.url == here
        assert obstacles(page) == []
        said(page).get_by_role("button", name="Maak ongedaan").click()
        assert kept(page) == {}
        expect(page.get_by_role("link", name="Dossier", exact=True)).to_be_visible()
        put_in.click()
        pressed = page.locator("[data-naar-dossier] button").first
        expect(pressed).to_have_attribute("aria-pressed", "true")
        pressed.click()
        assert kept(page) == {}
        keep(page, *((f"a/{number}", "") for number in range(50)))
        page.reload()
        put_in.click()
        expect(said(page)).to_contain_text("Uw dossier is vol")
        assert len(kept(page)) == 50


def test_a_dossier_is_kept_without_the_site_ever_getting_a_note(village_site):
    with visitor("scherm") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        open_own(page, village_site, (CHANGED, "geheim plan"), (ARTICLE, ""), title="Mijn titel")
        expect(page.get_by_role("link", name="Dossier (2)")).to_be_visible()
        assert page.get_by_role("heading", level=1).inner_text() == "Mijn titel"
        assert page.get_by_label("Mijn notitie").first.input_value() == "geheim plan"
        page.get_by_label("Mijn notitie").nth(1).fill("nog een geheim")
        page.get_by_label("Titel van het dossier").fill("Andere titel")
        assert kept(page) == {CHANGED: "geheim plan", ARTICLE: "nog een geheim"}
        page.reload()
        expect(page.get_by_label("Mijn notitie").nth(1)).to_have_value("nog een geheim")
        assert page.get_by_label("Titel van het dossier").input_value() == "Andere titel"
        assert not [url for url in asked if "geheim" in url or "titel" in url.lower()]


def test_moving_taking_out_putting_back_and_pasting(village_site):
    with visitor("telefoon") as page:
        open_own(page, village_site, (CHANGED, "een"), (ARTICLE, "twee"), (QUESTION, "drie"))
        page.get_by_role("button", name="Zet stuk 3 hoger").click()
        assert list(kept(page)) == shown(page) == [CHANGED, QUESTION, ARTICLE]
        expect(said(page)).to_contain_text("Dit is nu stuk 2.")
        expect(page.get_by_role("button", name="Zet stuk 2 hoger")).to_be_focused()
        expect(page.get_by_role("button", name="Zet stuk 1 hoger")).to_be_disabled()
        page.get_by_role("button", name="Haal stuk 2 uit het dossier").click()
        assert shown(page) == [CHANGED, ARTICLE]
        expect(page.get_by_role("link", name="Dossier (2)")).to_be_visible()
        said(page).get_by_role("button", name="Maak ongedaan").click()
        expect(page.locator("[data-stuk]")).to_have_count(3)
        assert list(kept(page).items()) == [(CHANGED, "een"), (QUESTION, "drie"), (ARTICLE, "twee")]
        assert page.get_by_label("Mijn notitie").nth(1).input_value() == "drie"
        field = page.get_by_label("Een stuk erbij")
        field.fill("geen adres")
        field.press("Enter")
        expect(said(page)).to_contain_text("Dit adres is niet van een bepaling of vraag")
        field.fill(f"/beleid/iac/{OLD}/chp_3__subsec_B__art_9")
        field.press("Enter")
        expect(page.locator("[data-stuk]")).to_have_count(4)
        assert list(kept(page)) == shown(page) == [CHANGED, QUESTION, ARTICLE, f"{OLD}/chp_3__subsec_B__art_9"]
        assert page.url == f"{village_site.base_url}dossier"


def test_sharing_tells_who_can_read_it_and_can_leave_out_the_notes(village_site):
    with visitor("scherm") as page:
        open_own(page, village_site, (CHANGED, "geheim"), title="Voor de raad")
        page.get_by_role("button", name="Deel dit dossier").click()
        address = page.get_by_label("Het adres van dit dossier")
        expect(page.get_by_text("Iedereen met dit adres kan uw notities lezen.")).to_be_visible()
        query = f"titel=Voor+de+raad&stuk={CHANGED}&notitie=geheim"
        assert address.input_value() == f"{village_site.base_url}dossier?{query}"
        page.get_by_label("Met mijn notities").uncheck()
        assert "geheim" not in address.input_value()
        assert obstacles(page) == []
        page.get_by_role("textbox", name="Mijn notitie").fill("iets anders")
        expect(address).to_have_count(0)  # it would no longer be the address of this dossier


def test_what_was_typed_is_downloaded_and_too_long_to_share_is_told(village_site):
    with visitor("scherm") as page:
        open_own(page, village_site, (CHANGED, ""), title="Voor de raad")
        page.get_by_label("Mijn notitie").fill("net getypt")
        with page.expect_download() as download:
            page.get_by_role("button", name="Markdown").click()
        assert download.value.suggested_filename == "dossier-voor-de-raad.md"
        assert "**Notitie:** net getypt" in download.value.path().read_text("utf-8")
        items = [(f"{ARTICLE}__para_{number}", "lange notitie " * 60) for number in range(12)]
        open_own(page, village_site, *items)
        page.get_by_role("button", name="Deel dit dossier").click()
        expect(said(page)).to_contain_text("te lang om te delen of te downloaden")
        page.get_by_role("button", name="Download voor Word").click()
        assert page.url == f"{village_site.base_url}dossier"
        assert len(kept(page)) == 12


# ------------------------------------------------------------------ more tabs, and storage that fails


def test_tabs_keep_in_step(village_site):
    with visitor("scherm") as page:
        open_own(page, village_site, (CHANGED, "een"))
        other = page.context.new_page()
        other.goto(f"{village_site.base_url}dossier")
        expect(other.locator("[data-stuk]")).to_have_count(1)
        page.get_by_label("Mijn notitie").fill("anders")
        expect(other.get_by_label("Mijn notitie")).to_have_value("anders")
        other.get_by_label("Een stuk erbij").fill(ARTICLE)
        other.get_by_role("button", name="Zet erbij").click()
        expect(page.locator("[data-stuk]")).to_have_count(2)
        expect(page.get_by_role("link", name="Dossier (2)")).to_be_visible()
        assert kept(page) == {CHANGED: "anders", ARTICLE: ""}
        other.close()


def test_what_cannot_be_read_is_set_apart_and_told(village_site):
    partly = json.dumps({"versie": 1, "stukken": [{"id": CHANGED, "notitie": "heel"}, {"id": 7}, None]})
    broken = {"{geen json": {}, '{"versie": 1, "titel": 3, "stukken": "x"}': {}, partly: {CHANGED: "heel"}}
    with visitor("telefoon") as page:
        for raw, left in broken.items():
            page.goto(f"{village_site.base_url}over")
            put(page, raw)
            page.goto(f"{village_site.base_url}dossier")
            expect(page.get_by_text("Een deel van uw dossier was niet te lezen.")).to_be_visible()
            expect(page.locator("[data-stuk]")).to_have_count(len(left))
            assert kept(page) == left
            assert page.evaluate("localStorage.getItem('beleidsvolger-dossier-onleesbaar')") == raw


def test_a_newer_dossier_is_left_alone_and_a_full_storage_is_told(village_site):
    with visitor("scherm") as page:
        page.goto(f"{village_site.base_url}over")
        put(page, '{"versie": 2, "wat": "anders"}')
        page.goto(f"{village_site.base_url}dossier")
        expect(said(page)).to_contain_text("nieuwere versie van deze site")
        assert page.evaluate("localStorage.getItem('beleidsvolger-dossier')") == '{"versie": 2, "wat": "anders"}'
        open_own(page, village_site, (CHANGED, "staat er al"))
        page.evaluate("""() => {
            for (let size = 4194304; size >= 1; size = Math.floor(size / 2)) {
                try { for (let n = 0; ; n += 1) localStorage.setItem(`vol-${size}-${n}`, "x".repeat(size)); } catch {}
            }
        }""")
        page.get_by_label("Mijn notitie").fill("dit past er niet meer bij, want het is langer")
        expect(said(page)).to_contain_text("Dit is niet bewaard")
        assert kept(page) == {CHANGED: "staat er al"}
        assert page.get_by_label("Mijn notitie").input_value().startswith("dit past er niet")


def test_a_browser_that_keeps_nothing_says_so_and_the_address_still_works(village_site):
    with visitor("scherm") as page:
        refuse = "{get() { throw new DOMException('', 'SecurityError'); }}"
        page.add_init_script(f"Object.defineProperty(window, 'localStorage', {refuse})")
        page.goto(f"{village_site.base_url}dossier")
        expect(said(page)).to_contain_text("wil voor deze site niets bewaren")
        page.get_by_label("Een stuk erbij").fill(ARTICLE)
        follow(page.get_by_role("button", name="Zet erbij"))
        assert shown(page) == [ARTICLE]


# ------------------------------------------------------------------ a dossier from an address


def test_opening_a_shared_dossier_changes_nothing_until_the_visitor_says_so(village_site):
    with visitor("scherm") as page:
        open_own(page, village_site, (CHANGED, "van mij"), (QUESTION, ""), title="Van mij")
        mine = {CHANGED: "van mij", QUESTION: ""}
        page.goto(f"{village_site.base_url}{SHARED}")
        panel = page.get_by_role("heading", name="Dit dossier komt uit het adres")
        expect(panel).to_be_visible()
        assert kept(page) == mine
        page.get_by_role("button", name="Voeg toe aan mijn dossier").click()
        assert kept(page) == {CHANGED: "van mij\nVan hen", QUESTION: "", ARTICLE: "", "iac-00000000/art_1": "weg"}
        said(page).get_by_role("button", name="Maak ongedaan").click()
        assert kept(page) == mine
        asked: list[str] = []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.get_by_role("button", name="Bewaar dit als mijn dossier").click()
        assert "Uw eigen dossier heeft 2 stukken." in asked[0]
        assert kept(page) == mine
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Bewaar dit als mijn dossier").click()
        assert kept(page) == {CHANGED: "Van hen", ARTICLE: "", "iac-00000000/art_1": "weg"}
        expect(page.get_by_text("Het is gelijk aan uw eigen dossier")).to_be_visible()
        said(page).get_by_role("button", name="Maak ongedaan").click()
        assert kept(page) == mine


# ------------------------------------------------------------------ what everybody must be able to use


@pytest.mark.parametrize(("device", "scheme"), [("telefoon", "dark"), ("scherm", "light")])
def test_no_page_of_a_dossier_puts_up_an_obstacle(village_site, device, scheme):
    with visitor(device) as page:
        page.emulate_media(color_scheme=scheme)
        for path in ("dossier", SHARED, "dossier?erbij=onzin"):
            page.goto(f"{village_site.base_url}{path}")
            assert obstacles(page) == [], path
            assert fits(page)
        open_own(page, village_site, (CHANGED, "een"), ("iac-00000000/art_1", "twee"))
        page.get_by_role("button", name="Haal stuk 1 uit het dossier").click()
        assert obstacles(page) == []
        assert fits(page)


def test_on_paper_there_are_texts_notes_and_sources_and_nothing_to_press(village_site):
    with visitor("scherm") as page:
        open_own(page, village_site, (CHANGED, "Voor de raad.\nTweede regel."), (QUESTION, ""), title="Ons plein")
        page.get_by_label("Mijn notitie").nth(1).fill("Net getypt.")
        with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as paper:
            words = " ".join(" ".join((sheet.extract_text() or "").split()) for sheet in paper.pages)
            assert (round(paper.pages[0].width), round(paper.pages[0].height)) == (596, 843)
        for there in ("Ons plein", "Artikel 5, derde lid", "De bewonersgroep beslist", "Voor de raad. Tweede regel.",
                      "Net getypt.", "Vast adres: http", "nieuwere versie"):  # fmt: skip
            assert there in words
        assert len(re.findall("[0-9a-f]{64}", words)) == 2
        for gone in ("Hoger", "Haal eruit", "Mijn notitie", "Download", "Wat blijft bij u", "Werk het dossier bij"):
            assert gone not in words
