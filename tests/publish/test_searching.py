"""The search page as a visitor meets it, against a real server."""

import re
import sqlite3
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from support.extractions import article, build, extraction, fetched, policy, save, source

from tracker.publish.pages.search import PARAMETERS
from tracker.search.engine import PAGE
from tracker.store import Store


def plain(html: str) -> str:
    """The words of a page: no tags, single spaces."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def hits(html: str) -> list[tuple[str, str]]:
    """The hits of a page, each as its address and how it is cited."""
    return re.findall(r'<h3><a href="(/beleid/[^"]+)">([^<]+)</a>', html)


def choices(html: str) -> dict[str, tuple[str, int]]:
    """What can be chosen: words -> (address, count)."""
    found = re.findall(r'<li><a href="([^"]+)" rel="nofollow">([^<]+)</a> (\d+)', html)
    return {words: (unescape(address), int(count)) for address, words, count in found}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("clientondersteuning", ["artikel 2", "artikel 2, eerste lid", "Vraag 2"]),
        ("Cliëntondersteuning", ["artikel 2", "artikel 2, eerste lid", "Vraag 2"]),
        ("ondersteuning", ["artikel 2", "artikel 2, eerste lid", "Vraag 2"]),  # inside the word
        ("bewoner meegedacht", ["artikel 2, eerste lid"]),
        ('"meedenken bewoners"', []),  # not in that order
        ("gemeente betalen", ["Vraag 2"]),  # in an answer
        ("zelfbeheer", ["artikel 1", "artikel 4"]),  # in two policies
        ("zeggenschap", ["Vraag 1"]),  # the clause that said so has been replaced
        ("voetbal", []),
    ],
)
def test_search_finds_clauses_and_answers(site, words, expected):
    page = site.get("/zoek", params={"q": words})
    assert page.status_code == 200
    found = hits(page.text)
    assert sorted((place for _, place in found), key=str.lower) == expected
    for address, place in found:
        target = site.get(address)
        assert target.status_code == 200
        assert place.lower() in target.text.lower()
    if not expected:
        assert "Niets gevonden voor" in page.text


def test_a_hit_says_what_where_and_since_when(site):
    page = site.get("/zoek?q=meedenken")
    words = plain(page.text)
    assert "1 plaats gevonden, de beste eerst." in words
    assert "Beleidsregel Buurtkracht artikel 2, eerste lid Cliëntondersteuning Bewoners kunnen meedenken over" in words
    assert "vanaf 1 juli 2021 · bij de uitgever · samenspraak" in words
    assert "<mark>meedenken</mark>" in page.text


def test_an_older_version_is_found_when_asked_for_and_says_so(site):
    part = site.get("/zoek", params={"q": '"zeggenschap over het plein" beslist'})
    assert [place for _, place in hits(part.text)] == ["Vraag 1"]
    assert "Hier staat niet: beslist" in plain(part.text)
    assert "daarin staat het wel" in part.text
    older = unescape(re.search(r'<a href="([^"]+)">Zoek ook in oudere versies', part.text)[1])
    page = site.get(older)
    assert hits(page.text)[0][1] == "artikel 1"
    assert "daarin staat het wel" not in page.text
    assert "oudere versie · vanaf 30 januari 2018 tot 1 juli 2021" in plain(page.text)


def test_hits_without_some_of_the_words_are_told_apart(site):
    words = plain(site.get("/zoek", params={"q": "meedenken cliëntondersteuning kosten"}).text)
    assert "Geen enkele tekst heeft al deze woorden." in words
    assert "Hier staat niet: kosten" in words
    words = plain(site.get("/zoek", params={"q": "advies buurt plein"}).text)
    assert "2 plaatsen gevonden, de beste eerst. In 1 daarvan staat alles wat u zoekt." in words
    assert words.count("Hier staat niet: advies") == 1
    assert "Hier staat niet" not in plain(site.get("/zoek", params={"q": "zelfbeheer"}).text)


# ------------------------------------------------------------------ choosing further


def test_every_choice_leads_to_as_many_places_as_it_says(site):
    first = site.get("/zoek?q=plein+cliëntondersteuning+zelfbeheer+advies".replace("+", " ")).text
    assert "Geen enkele tekst heeft al deze woorden." in plain(first)
    page = site.get("/zoek?q=bewoners").text
    offered = choices(page)
    assert offered
    for words, (address, count) in offered.items():
        answer = site.get(address)
        assert f"{count} plaats" in plain(answer.text), words


def test_the_address_holds_the_whole_search(site):
    chosen = {"q": "bewoners", "thema": "zelfbeheer", "beleid": "buurtkracht", "versie": "alle", "soort": "lid"}
    page = site.get("/zoek", params=chosen).text
    assert [place for _, place in hits(page)] == ["artikel 2, eerste lid"]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert hidden == {name: value for name, value in chosen.items() if name != "q"}
    for address, _ in choices(page).values():
        kept = parse_qs(urlsplit(address).query)
        assert kept["q"] == ["bewoners"]
        assert set(kept) <= {"q", *PARAMETERS.values()}


def test_a_choice_can_be_let_go(site):
    page = site.get("/zoek?q=bewoners&soort=lid").text
    (address,) = re.findall(r'<a href="([^"]+)" aria-label="Laat lid los">', page)
    assert unescape(address) == "/zoek?q=bewoners"
    assert 'href="/zoek?q=bewoners">Laat elke keuze los' in page


def test_an_unknown_choice_is_named_and_not_used(site):
    page = site.get("/zoek", params={"q": "zelfbeheer", "vorm": "<b>x", "trede": "' OR 1=1"}).text
    assert (
        "Wat er in het adres staat bij vorm van zeggenschap, trede van de participatieladder kennen wij niet." in page
    )
    assert len(hits(page)) == 2


def test_a_choice_that_leaves_nothing_can_be_undone(site):
    page = site.get("/zoek?q=zelfbeheer&soort=lid").text
    assert "Niets gevonden voor zelfbeheer met deze keuze." in plain(page)
    assert 'href="/zoek?q=zelfbeheer">Zoek in alles</a>' in page


# ------------------------------------------------------------------ more than one page


def test_pages_lead_to_each_other(tmp_path, serving):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        clauses = [article(number, f"Plein {number} is van ons.") for number in range(1, PAGE + 4)]
        save(store, source(), fetched(), extraction(*clauses))
    with serving(tmp_path / "tracker.db") as site:
        page = site.get("/zoek?q=plein").text
        assert "(bladzijde 1 van 2)" in page
        later = unescape(re.search('<a href="([^"]+)" rel="next">', page)[1])
        second = site.get(later).text
        assert len(hits(page)) + len(hits(second)) == PAGE + 3
        assert 'rel="prev"' in second
        assert 'rel="next"' not in second
        for number in ("0", "-1", "99", "x", "1e9", "9" * 40, ""):
            assert len(hits(site.get("/zoek", params={"q": "plein", "pagina": number}).text)) in (PAGE, 3), number


def test_a_page_is_light(tmp_path, serving):
    long = " ".join(f"woord{number} plein" for number in range(3000))
    with Store(tmp_path / "tracker.db") as store:
        policies = [
            policy(f"beleid-{number}", title=f"Beleidsregel met een lange naam {number}" * 3) for number in range(60)
        ]
        store.save_register(policies)
        for number, each in enumerate(policies):
            save(store, each.sources[0], fetched(f"{number}".encode(), f"{number}"), extraction(article(1, long)))
    with serving(tmp_path / "tracker.db") as site:
        page = site.get("/zoek?q=plein")
        assert len(hits(page.text)) == PAGE
        assert len(page.content) < 150_000
        assert "en nog 48" in page.text


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    "words",
    ["", " ", '"', '""', "*", "AND", "a NOT", "NEAR(", "-", "col:x", "'; DROP TABLE clauses; --", "a\0b", "(" * 300,
     "woord " * 1700, "x" * 10_000, "\u202e\u0301", "⟦x⟧", "%", "😀", "-zelfbeheer", "de het een"],
)  # fmt: skip
def test_nonsense_is_answered(site, words):
    page = site.get("/zoek", params={"q": words})
    assert page.status_code == 200
    assert "<h1>Zoeken</h1>" in page.text
    assert "Traceback" not in page.text
    assert re.search("Niets gevonden|Zo werkt het zoeken|gevonden, de beste eerst", page.text)
    assert len(page.content) < 150_000


def test_a_typing_error_is_forgiven(site):
    words = plain(site.get("/zoek?q=zelfbeheeer").text)
    assert "Er is niets gevonden met zelfbeheeer . Bedoelde u zelfbeheer ? Daarop is nu gezocht." in words
    assert "2 plaatsen gevonden" in words


def test_hostile_text_is_shown_as_text(tmp_path, serving):
    nasty = '<script>alert(1)</script> <img src=x onerror=alert(2)> <svg/onload=alert(3)> "zeggenschap" ⟦<b>⟧ \u202e'
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(title="<i>titel</i>")])
        document = fetched(label="<u>label</u>", page="javascript:alert(4)")
        save(store, source(), document, extraction(article(1, nasty, nasty)))
    with serving(tmp_path / "tracker.db") as site:
        for words in (
            "zeggenschap",
            "script",
            "alert",
            "<script>alert(1)</script>",
            '"><svg onload=alert(5)>',
            "zegenschap",
        ):
            for parameters in ({"q": words}, {"q": words, "vorm": words, "beleid": "<i>"}):
                text = site.get("/zoek", params=parameters).text
                for markup in ("<script>", "<img", "<svg/", "<svg onload", "<i>", "<u>", "<b>", 'href="javascript'):
                    assert markup not in text, f"{markup} for {parameters}"


def test_a_page_during_and_after_another_file_takes_the_place(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        for _ in range(6):  # every thread has seen the first file
            assert len(hits(site.get("/zoek?q=zelfbeheer").text)) == 2
        with Store(tmp_path / "next.db") as store:
            store.save_register([policy()])
            save(store, source(), fetched(), extraction(article(7, "Een wipkip in zelfbeheer.")))
        (tmp_path / "next.db").replace(path)
        for _ in range(6):
            assert [place for _, place in hits(site.get("/zoek?q=zelfbeheer").text)] == ["artikel 7"]


def test_what_another_process_writes_is_found_at_once(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        assert hits(site.get("/zoek?q=wipkip").text) == []
        with Store(path) as store:
            save(store, source("speelplek"), fetched(b"7", "g"), extraction(article(1, "Een wipkip.")))
            assert len(hits(site.get("/zoek?q=wipkippen").text)) == 1, "while the writer has the file open"
        assert len(hits(site.get("/zoek?q=wipkip").text)) == 1


def test_a_database_without_the_index_gives_an_answer(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        with sqlite3.connect(path) as db:
            db.execute("DROP TABLE search_fts_words")
            db.execute("DROP TABLE search_fts")
        db.close()
        answer = site.get("/zoek?q=zelfbeheer")
        assert answer.status_code == 503
        assert "Het zoeken is niet gelukt." in answer.text


# ------------------------------------------------------------------ for those who write SQL


def test_the_dutch_search_in_sql(site):
    sql = """
        SELECT clause, question FROM search_texts JOIN search_fts ON search_fts.rowid = search_texts.id
        WHERE search_fts MATCH zoekvraag(:q)
    """
    rows = site.get("/tracker.json", params={"sql": sql, "q": "meegedacht", "_shape": "array"}).json()
    assert {row["clause"].rpartition("/")[2] for row in rows} == {"art_2__para_1"}
    assert site.get("/tracker.json", params={"sql": sql, "q": '" OR', "_shape": "array"}).json() == []


@pytest.mark.parametrize("table", ["search_texts", "search_fts", "search_fts_words"])
def test_the_tables_of_the_index_are_there_but_out_of_sight(site, table):
    assert site.get(f"/tracker/{table}").status_code == 200
    assert f'href="/tracker/{table}"' not in site.get("/tracker").text


def test_the_file_does_not_grow_by_searching(site, database: Path):
    before = database.read_bytes()
    site.get("/zoek?q=zelfbeheeer")
    assert database.read_bytes() == before
