"""`/bronnen`: where the texts come from, and what fails."""

import re
from datetime import timedelta

import pytest
from support.extractions import START, article, build, extraction, fetched, policy, save, source

from tracker.publish.pages.sources import SHOWN
from tracker.store import Store


def plain(html: str) -> str:
    """The words of the page, single spaces, without what stands around it."""
    body = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


def test_what_fails_comes_first_and_says_why_and_since_when(site):
    page = site.get("/bronnen")
    words = plain(page.text)
    assert words.index("Lukt nu niet Beleidsregel Speelplekken") < words.index("Lukt Beleidsregel Buurtkracht")
    assert "De site van de uitgever heeft een storing. Dit is zo sinds 2 maart 2026." in words
    assert "Nog nooit gelukt · laatst mislukt: 2 maart 2026 · nog geen tekst gevonden" in words
    assert "Technische melding fetch: answered 500" in words
    assert "Laatst gelukt: 1 april 2026 · 2 teksten gevonden" in words
    assert "Wij keken voor het laatst op 1 april 2026 . Van 4 bronnen" in words
    assert 'id="speelplek"' in page.text, "a link from elsewhere leads to the source"


def test_what_is_held_back_is_told(site):
    words = plain(site.get("/bronnen").text)
    held = "Wij kregen een bladzijde die om een wachtwoord vraagt. Wij vertrouwen de tekst nog niet."
    assert held in words.partition("Nadere regel Buurthuis")[2]


def test_the_sources_of_one_policy(site):
    page = site.get("/bronnen?beleid=buurtkracht").text
    words = plain(page)
    assert "Bronnen van Beleidsregel Buurtkracht" in words
    assert "Van 2 bronnen" in words
    assert "Speelplekken" not in words
    missing = site.get("/bronnen?beleid=buurtkrach")
    assert missing.status_code == 404
    assert 'href="/beleid/buurtkracht"' in missing.text


@pytest.mark.parametrize(
    "given", ["0", "-3", "99999", "eerste", "9" * 10_000, "²", "1 OR 1=1", "%00"], ids=lambda given: given[:8]
)
def test_a_page_number_that_makes_no_sense(site, given):
    answer = site.get("/bronnen", params={"bladzijde": given})
    assert answer.status_code == 200
    assert "Van 4 bronnen" in plain(answer.text)


def many(path, count: int) -> None:
    with Store(path) as store:
        sources = [source(f"beleid-{number}", id=f"beleid-{number}") for number in range(count)]
        store.save_register([policy(each.policy, each, title=f"Regel {each.policy}") for each in sources])
        save(store, sources[0], fetched(), extraction(article(1, "De buurt beslist.")))
        store.record_check(sources[-1].id, START, "error", step="fetch", error="the host x cannot be found (-2)")


def test_many_sources_are_paged_and_each_is_there_once(tmp_path, serving):
    count = SHOWN * 2 + 7
    many(tmp_path / "tracker.db", count)
    with serving(tmp_path / "tracker.db") as site:
        pages = [site.get(f"/bronnen?bladzijde={number}").text for number in (1, 2, 3)]
    named = [name for page in pages for name in re.findall(r'<li id="(beleid-\d+)"', page)]
    assert sorted(named) == sorted(f"beleid-{number}" for number in range(count))
    assert named[0] == f"beleid-{count - 1}", "the one that fails is not the first"
    assert max(len(page.encode()) for page in pages) < 150_000
    assert 'rel="next"' in pages[0]
    assert 'rel="next"' not in pages[2]


def test_scans_and_texts_that_were_partly_read_are_named(tmp_path, serving):
    notes = {
        "scan": "pages 1-4 read by OCR (Tesseract nld)",
        "gat": "page 2: a picture with hardly any text, not read",
        "heel": "bytes read as cp1252",
    }
    with Store(tmp_path / "tracker.db") as store:
        sources = {name: source(name, id=name) for name in notes}
        store.save_register([policy(name, each, title=f"Regel {name}") for name, each in sources.items()])
        for number, name in enumerate(notes):
            text = extraction(article(1, "De buurt beslist."))
            save(store, sources[name], fetched(str(number).encode(), name), text)
            with store.transaction():
                store.db.execute("UPDATE versions SET notes = ? WHERE policy = ?", [notes[name], name])
    with serving(tmp_path / "tracker.db") as site:
        words = plain(site.get("/bronnen").text).partition("Alle bronnen")[0]
    partly, _, scans = words.partition("Deze teksten zijn scans")
    assert "Van deze teksten missen wij een deel." in partly
    assert "Regel gat" in partly
    assert "Bladzijde 2: een plaatje met bijna geen tekst; dat is niet gelezen." in partly
    assert "Regel scan" in scans
    assert "Regel heel" not in words


def test_made_up_sources_lead_to_no_publisher_and_real_ones_do(tmp_path, serving):
    with Store(tmp_path / "tracker.db") as store:
        web = [source(name, id=name) for name in ("echt", "verzonnen")]
        store.save_register([policy("echt", web[0]), policy("verzonnen", web[1], example=True)])
        for each in web:
            save(store, each, fetched(each.id.encode(), each.id), extraction(article(1, "De buurt beslist.")))
        with store.transaction():
            store.db.execute("UPDATE sources SET adapter = 'web', locator = 'https://example.org/' || id")
    with serving(tmp_path / "tracker.db") as site:
        page = site.get("/bronnen").text
    assert 'href="https://example.org/echt"' in page
    assert 'href="https://example.org/verzonnen"' not in page


def test_a_failure_that_is_over_and_one_that_is_not(tmp_path, serving):
    """What heals is told as history; what fails again is counted from its first failure since."""
    looks = [("a", "error", 0), ("a", "unchanged", 1), ("b", "error", 0), ("b", "unchanged", 1), ("b", "error", 2),
             ("b", "error", 3)]  # fmt: skip
    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        store.save_register([policy("a", source("a")), policy("b", source("b"))])
        for name, outcome, days in looks:
            at = START + timedelta(days=days)
            store.record_check(
                name, at, outcome, address="x", step="fetch" if outcome == "error" else "", error=outcome
            )
    with serving(path) as site:
        words = plain(site.get("/bronnen").text)
    assert "Dit is zo sinds 4 maart 2026." in words
    assert "Laatst gelukt: 3 maart 2026 · laatst mislukt: 5 maart 2026" in words
    assert "Laatst gelukt: 3 maart 2026 · laatst mislukt: 2 maart 2026 (het ophalen is niet gelukt)" in words
    assert "Volgen wij niet meer Beleidsregel Buurtkracht" in words


def test_text_of_an_error_is_no_markup(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        store.record_check("speelplek", START, "error", step="fetch", error="<script>alert(1)</script>" + "x" * 100_000)
    with serving(path) as site:
        page = site.get("/bronnen").text
    assert "<script>alert" not in page
    assert len(page.encode()) < 150_000
