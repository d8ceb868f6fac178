"""The home page: what can be done, the state of the policies, what is new, and what is not known."""

import re
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from support.extractions import article, build, extraction, fetched, policy, save, source

from tracker.publish.news.effects import effects_in_words
from tracker.publish.pages.home import ALL_SHOWN, PER_THEME
from tracker.publish.pages.theme import SHOWN
from tracker.publish.paging import pages_of
from tracker.store import Store


def plain(html: str) -> str:
    """The words of the page, single spaces, without what stands around it."""
    return words_of(html.partition("<main")[2].partition("</main>")[0])


def words_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def text(number: int, words: str = "De buurt heeft zeggenschap over het plein."):
    return extraction(article(1, words), article(2, f"Dit is tekst {number}."))


# ------------------------------------------------------------------ the state of each policy


def test_the_policies_of_the_village_stand_by_theme_with_their_state(village_site):
    words = plain(village_site.get("/").text)
    themes = [
        "Buurtteams VOORBEELD",
        "Informatie, advies en cliëntondersteuning VOORBEELD",
        "Sociaal makelen VOORBEELD",
    ]
    places = [words.index(theme) for theme in themes]
    assert places == sorted(places)
    assert "cliëntondersteuning 2019-2024 Geldt nu Deze tekst geldt sinds 1 april 2021." in words
    assert "Makelen (concept) Concept Een ontwerp, nog geen regel. Het is van 13 februari 2018." in words
    assert "ons allemaal’ Manifest Een stuk waar geen regels in staan." in words
    replaced = "Makelen 2019-2024 Vervangen door VOORBEELD: Nadere regel subsidie sociaal makelen en samenkracht"
    assert replaced in words
    assert words.index("Vlietmonde 2025 Geldt nu") < words.index(replaced), "what holds goes first"


def test_a_text_of_tomorrow_and_a_successor_of_tomorrow(tmp_path, serving):
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy("oud"), policy("nieuw", source("nieuw"), title="Regel Nieuw", succeeds=("oud",))])
        save(store, source("oud"), fetched(b"1", "oud", valid_from="2018-01-30"), text(1))
        save(store, source("nieuw"), fetched(b"2", "nieuw", valid_from=tomorrow), text(2))
    with serving(tmp_path / "tracker.db") as site:
        words = plain(site.get("/").text)
    assert re.search(
        r"Geldt nu Deze tekst geldt sinds 30 januari 2018\. Wordt op \d+ \w+ \d+ vervangen door Regel", words
    )
    assert "Regel Nieuw Geldt nog niet Deze tekst gaat gelden op" in words


# ------------------------------------------------------------------ what is new


def test_what_changed_is_told_with_what_it_does_and_leads_to_the_comparison(site):
    page = site.get("/").text
    words = plain(page)
    assert "De tekst is veranderd. Geldig vanaf 1 juli 2021." in words
    link = re.search(r'href="(/vergelijk\?beleid=buurtkracht&amp;van=([^&]+)&amp;tot=([^"]+))"', page)
    versions = {row["id"]: row for row in site.get("/tracker/versions.json?_shape=array").json()}
    assert (versions[link[2]]["newest"], versions[link[3]]["newest"]) == (0, 1)


def test_a_better_reading_of_ours_is_no_news(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        better = extraction(article(1, "Een andere lezing van dezelfde bytes."))
        again = fetched(b"2", "CVDR900001_2", valid_from="2021-07-01")
        saved = save(store, source(), again, better, day=60, extractor="x2")
    assert saved.reason == "extractie"
    with serving(path) as site:
        news = words_of(site.get("/").text.partition('id="nieuw"')[2].partition('id="beleid"')[0])
    assert "andere lezing" not in news
    assert news.count("De tekst is veranderd") == 1


def test_nothing_new_is_said_and_older_changes_are_called_older(village_site):
    words = plain(village_site.get("/").text)
    assert "Sinds wij kijken is er niets veranderd." in words
    earlier = words.partition("Veranderd voordat wij begonnen te kijken")[2].partition("Het beleid, per thema")[0]
    assert "Geldig vanaf 1 april 2021." in earlier
    assert "Bewoners krijgen op" in earlier


@pytest.mark.parametrize(
    ("effects", "words"),
    [
        ([], ""),
        (["", ""], "voor zover wij zien hetzelfde gebleven."),
        (["versterking", ""], "Bewoners krijgen op 1 plek meer te zeggen."),
        (["verzwakking"] * 2, "Bewoners krijgen op 2 plekken minder te zeggen."),
        (["versterking", "verzwakking"], "Bewoners krijgen op 1 plek meer en op 1 plek minder te zeggen."),
        (["veranderd"], "Op 1 plek staat er iets anders over hun zeggenschap."),
        (
            ["verzwakking", "veranderd", "veranderd"],
            "Bewoners krijgen op 1 plek minder te zeggen. Op 2 plekken staat er iets anders over hun zeggenschap.",
        ),
    ],
)
def test_effects_in_words(effects, words):
    told = effects_in_words(effects)
    assert told.endswith(words)
    assert bool(told) is bool(words)


# ------------------------------------------------------------------ what is known and what is not


def test_what_is_known_is_counted(village_site, village):
    words = plain(village_site.get("/").text)
    db = sqlite3.connect(village)
    texts, clauses, questions = db.execute(
        "SELECT (SELECT count(*) FROM versions), (SELECT count(*) FROM clauses), (SELECT count(*) FROM questions)"
    ).fetchone()
    db.close()
    counted = f"{texts} teksten, met {clauses:,} bepalingen en {questions} vragen met antwoord".replace(",", ".", 2)
    assert counted.replace("teksten.", "teksten,") in words
    assert "Alle bronnen lukten de laatste keer dat wij keken." in words


def test_what_fails_is_named_with_since_when_and_why(site):
    page = site.get("/").text
    words = plain(page)
    assert "Bij 2 bronnen lukt het nu niet." in words
    assert "Beleidsregel Speelplekken , sinds 2 maart 2026. De site van de uitgever heeft een storing." in words
    assert 'href="/bronnen#speelplek"' in page
    assert "bronnen-die-niet-lukten" not in page


def test_a_text_that_was_partly_read_is_named(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE versions SET notes = 'page 3 cannot be read: broken' WHERE policy = 'voorbeeld-buurthuis'")
    db.close()
    with serving(path) as site:
        words = plain(site.get("/").text)
    assert "Van 1 tekst konden wij een deel niet lezen." in words
    assert "over zeggenschap gemarkeerd; een deel is niet gelezen" in words, "said where the policy stands too"


# ------------------------------------------------------------------ many policies, and none


def test_many_policies_fold_by_theme_and_each_is_reached(tmp_path, serving):
    count = max(ALL_SHOWN, SHOWN) + 5
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        store.save_register([policy(f"regel-{number}", title=f"Regel {number}") for number in range(count)])
        save(store, source("regel-3"), fetched(), text(1))
    with serving(path) as site:
        home = site.get("/").text
        pages = [site.get("/thema/zelfbeheer", params={"bladzijde": number}).text for number in (1, 2)]
        unknown = site.get("/thema/bestaat-niet")
    assert len(set(re.findall(r'href="(/beleid/regel-\d+)"', home))) == PER_THEME
    assert f'<a href="/thema/zelfbeheer">Toon alle {count} over zelfbeheer</a>' in home
    listed = [name for page in pages for name in re.findall(r'"kop"><a href="/beleid/(regel-\d+)"', page)]
    assert sorted(listed) == sorted(f"regel-{number}" for number in range(count))
    assert max(len(page.encode()) for page in (home, *pages)) < 150_000
    assert unknown.status_code == 404
    assert "Wij volgen geen beleid over ‘bestaat-niet’" in unknown.text


def test_a_site_whose_database_is_emptied(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        with Store(tmp_path / "empty.db"):
            pass
        (tmp_path / "empty.db").replace(path)
        answer = site.get("/")
        assert answer.status_code == 200
        assert "Er staat nog geen beleid op deze site." in plain(answer.text)
        assert site.get("/bronnen").status_code == 200


@pytest.mark.parametrize(
    ("given", "things", "expected"),
    [
        (None, 0, (1, 1)),
        ("2", 25, (2, 3)),
        ("9", 25, (3, 3)),
        ("0", 25, (1, 3)),
        ("x", 25, (1, 3)),
        ("1" * 99, 5, (1, 1)),
    ],
)
def test_pages(given, things, expected):
    pages = pages_of(given, things, 10)
    assert (pages.number, pages.count) == expected


def test_a_theme_with_any_name_has_a_page(tmp_path, serving):
    names = ("wonen & werken / buurt", "informatie, advies", "<b>100%</b>")
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        store.save_register(
            [replace(policy(f"regel-{number}"), theme=name) for number, name in enumerate(names)]
            + [policy(f"vol-{number}") for number in range(ALL_SHOWN)]
        )
        save(store, source("regel-0"), fetched(), text(1))
    with serving(path) as site:
        home = site.get("/").text
        for number, name in enumerate(names):
            page = site.get(f"/thema/{quote(name, safe='')}")
            assert page.status_code == 200, name
            assert f'href="/beleid/regel-{number}"' in page.text
    assert "<b>100%" not in home
