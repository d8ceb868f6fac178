"""The page of a policy: its state, where it names control, its versions and where they come from."""

import html
import re
import sqlite3
from dataclasses import replace

import pytest
from support.extractions import article, build, extraction, fetched, policy, save, source

from tracker.model import Clause, ClauseKind, Mention
from tracker.publish.policies.states import Text, text_of_now
from tracker.publish.profile.history import MOST, kinds_in_words
from tracker.publish.reading.rows import version_row
from tracker.store import Store


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def plain(page: str) -> str:
    """The words of the page, single spaces, without what stands around it."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", main(page))).split())


def named(page: str) -> list[str]:
    """The names that the ticks of the strip have for who listens."""
    return [html.unescape(name) for name in re.findall(r'class="plek[^"]*" href="[^"]+" aria-label="([^"]+)"', page)]


# ------------------------------------------------------------------ state, successors, versions


def test_a_policy_that_was_replaced_says_by_what_and_leads_to_it(village_site):
    page = village_site.get("/beleid/sociaal-makelen").text
    words = plain(page)
    assert "Vervangen Geldt niet meer sinds 22 januari 2025." in words
    assert 'Vervangen door <a href="/beleid/sociaal-makelen-2025">' in page
    assert 'href="/vergelijk?beleid=sociaal-makelen&amp;met=sociaal-makelen-2025"' in page
    after = plain(village_site.get("/beleid/sociaal-makelen-2025").text)
    assert "Geldt nu Deze tekst geldt sinds 22 januari 2025." in after
    assert "Kwam in de plaats van VOORBEELD: Beleidsregel Sociaal Makelen 2019-2024" in after


@pytest.mark.parametrize("day", ["2017-01-01", "2018-06-30", "2020-06-01", "2026-03-02"])
def test_the_text_of_now_is_the_one_that_the_reading_page_shows(village, day):
    db = sqlite3.connect(village)
    db.row_factory = sqlite3.Row
    for (id_,) in db.execute("SELECT id FROM policies").fetchall():
        texts = [
            Text(row["id"], row["starts"], newest=bool(row["newest"]))
            for row in db.execute(
                "SELECT versions.id, coalesce(versions.valid_from, published, '') AS starts, newest FROM versions "
                "JOIN sources ON sources.id = source WHERE versions.policy = ? AND role = 'tekst' "
                "ORDER BY versions.rowid",
                [id_],
            )
        ]
        assert version_row(db, id_, "nu", day)["versie_id"] == text_of_now(texts, day).id, id_
    db.close()


def test_each_version_says_what_changed_and_leads_to_the_comparison_and_the_file(village_site, village):
    page = village_site.get("/beleid/iac").text
    words = plain(page)
    db = sqlite3.connect(village)
    (changes,) = db.execute("SELECT count(*) FROM changes WHERE policy = 'iac'").fetchone()
    old, new = (id_ for (id_,) in db.execute("SELECT id FROM versions WHERE label LIKE 'CVDR9900003%' ORDER BY label"))
    hashes = [sha for (sha,) in db.execute("SELECT snapshot FROM versions WHERE policy = 'iac'")]
    db.close()
    assert f"Vanaf 1 april 2021 geldt nu {changes} wijzigingen: " in words
    assert "Bewoners krijgen op" in words
    assert f'href="/vergelijk?beleid=iac&amp;van={old}&amp;tot={new}"' in page
    for sha256 in hashes:
        assert f'href="/archief/{sha256}"' in page
        assert f"<code>{sha256}</code>" in page
    assert "Vanaf 1 juli 2018 tot 1 april 2021" in words
    assert 'href="/wijzigingen.atom?beleid=iac"' in page


def test_a_better_reading_of_ours_is_told_as_that_and_not_as_a_change(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        again = fetched(b"2", "CVDR900001_2", valid_from="2021-07-01")
        better = extraction(article(1, "Een andere lezing van dezelfde bytes."))
        save(store, source(), again, better, day=60, extractor="x2")
    with serving(path) as site:
        words = plain(site.get("/beleid/buurtkracht").text)
    ours = words.partition("door ons beter gelezen")[2]
    assert ours.startswith(" De gemeente veranderde hier niets. Onze computer leest dezelfde tekst nu beter.")
    assert "wijziging" not in ours.partition("Waar deze tekst vandaan komt")[0]


@pytest.mark.parametrize("example", [True, False])
def test_what_is_made_up_leads_to_no_publisher(tmp_path, serving, example):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(example=example)])
        save(store, source(), fetched(page="https://example.org/regel"), extraction(article(1, "De buurt beslist.")))
    with serving(tmp_path / "tracker.db") as site:
        assert ('href="https://example.org/regel"' in site.get("/beleid/buurtkracht").text) is not example


def test_the_same_words_from_two_sources_are_said_to_be_the_same(tmp_path, serving):
    one, two = source(id="cvdr"), source(id="gmb")
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy("buurtkracht", one, two)])
        for from_, content in ((one, b"1"), (two, b"2")):
            text = fetched(content, content.decode(), valid_from="2020-01-01")
            save(store, from_, text, extraction(article(1, "De buurt beslist.")))
    with serving(tmp_path / "tracker.db") as site:
        words = plain(site.get("/beleid/buurtkracht").text)
    assert words.count("Dezelfde woorden als in de tekst vanaf 1 januari 2020 uit een andere bron.") == 2


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ({}, ""),
        ({"gewijzigd": 3, "toegevoegd": 1}, "3 gewijzigd, 1 nieuw"),
        ({"hernummerd": 1}, "1 met een ander nummer"),
    ],
)
def test_kinds_of_changes(kinds, words):
    assert kinds_in_words(kinds) == words


# ------------------------------------------------------------------ the strip


def chapters(*texts: str, mentions: bool = True) -> list[Clause]:
    """A chapter for each text, with one article that has it."""
    clauses: list[Clause] = []
    for number, words in enumerate(texts, 1):
        chapter = replace(
            article(number, "", f"Kop {number}"), eid=f"chp_{number}", kind=ClauseKind.CHAPTER, position=2 * number,
            label=f"Hoofdstuk {number}", citation=f"hoofdstuk {number}",
        )  # fmt: skip
        own = replace(article(number, words), eid=f"chp_{number}__art_{number}", parent=chapter.eid)
        clauses += [chapter, replace(own, position=2 * number + 1)]
    return clauses


def tagged(clauses: list[Clause], *mentions: Mention) -> object:
    """An extraction of chapters in which each article has the next of these mentions."""
    found = extraction(*clauses)
    waiting = list(mentions)
    return replace(
        found,
        clause_mentions=tuple((waiting.pop(0),) if clause.text and waiting else () for clause in clauses),
    )


def said(rung: str, polarity: str = "ja") -> Mention:
    return Mention(0, 4, "Hier", "inspraak", "bewoners", rung, "plicht", polarity, "regel")


@pytest.fixture
def stripe(tmp_path, serving):
    """The page of a policy with three chapters: one has a say, one denies it, one has nothing."""
    clauses = chapters("Hier beslist de buurt.", "Hier beslist de buurt niet.", "Hier staat iets anders." * 80)
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        save(store, source(), fetched(valid_from="2020-01-01"), tagged(clauses, said("zelf"), said("zelf", "nee")))
    with serving(tmp_path / "tracker.db") as site:
        yield site.get("/beleid/buurtkracht").text


def test_every_tick_is_a_link_with_a_name(stripe):
    assert named(stripe) == ["2 plekken, van artikel 1 tot artikel 2"]
    rows = re.findall(r'class="trede-naam"><strong>([^<]+)</strong> <span class="aantal">([^<]+)<', stripe)
    assert rows[0] == ("zelf", "2 plekken")
    assert rows[-1] == ("niet duidelijk", "niets gevonden")
    assert [name for name, _ in rows] == [
        "zelf", "meebeslissen", "coproduceren", "adviseren", "raadplegen", "informeren", "niet duidelijk",
    ]  # fmt: skip


def test_the_ticks_of_the_village_lead_to_their_clauses(village_site):
    page = village_site.get("/beleid/iac").text
    links = re.findall(r'<a class="plek([^"]*)" href="([^"]+)" aria-label="([^"]+)"', page)
    single = [link for style, link, _ in links if "groep" not in style]
    assert single
    assert all(re.fullmatch(r"/beleid/iac/iac-ef510a41/[^/?#]+", link) for link in single)
    assert village_site.get(single[0]).status_code == 200
    denied = [name for style, _, name in links if "niet" in style and "groep" not in style]
    assert denied
    assert all(name.endswith("maar juist niet") for name in denied)


def test_every_mention_is_in_the_strip(village_site, village):
    db = sqlite3.connect(village)
    expected = dict(
        db.execute(
            "SELECT rung, count(*) FROM mentions JOIN clauses ON clauses.id = clause WHERE version = 'iac-ef510a41' "
            "GROUP BY rung"
        )
    )
    db.close()
    rows = re.findall(
        r'class="trede-naam"><strong>([^<]+)</strong> <span class="aantal">(\d+) plek',
        village_site.get("/beleid/iac").text,
    )
    counted = {"onbepaald" if name == "niet duidelijk" else name: int(number) for name, number in rows}
    assert counted == expected


def test_a_chapter_without_a_mention_is_named_with_care(stripe):
    words = plain(stripe)
    assert "In 1 van de 3 hoofdstukken vond de computer geen plek. Dat is geen bewijs dat er niets staat" in words
    silent = words.partition("Kijk dus zelf:")[2].partition("Inhoud")[0]
    assert silent.strip() == "Hoofdstuk 3 Kop 3"


def test_a_text_that_was_not_read_well_is_not_called_silent(tmp_path, serving):
    clauses = chapters("Hier beslist de buurt.", "Iets anders.")
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        save(store, source(), fetched(), tagged(clauses, said("zelf")))
        with store.transaction():
            store.db.execute("UPDATE versions SET notes = 'pages 3-4: no readable text, not read by OCR: x'")
    with serving(tmp_path / "tracker.db") as site:
        words = plain(site.get("/beleid/buurtkracht").text)
    assert "Van deze tekst is een deel niet gelezen. Plekken in dat deel ontbreken hier." in words
    assert "En een deel van deze tekst is niet gelezen." in words
    assert "Bladzijden 3-4: niet te lezen; de tekst daarvan ontbreekt hier." in words


def test_nothing_found_is_not_told_as_nothing_there(tmp_path, serving):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(), policy("plein", source("plein"))])
        save(store, source(), fetched(), extraction(article(1, "Iets anders.")))
    with serving(tmp_path / "tracker.db") as site:
        assert "is nog niet gezocht naar zeggenschap" in plain(site.get("/beleid/buurtkracht").text)
        with Store(tmp_path / "tracker.db") as store:
            save(store, source("plein"), fetched(b"9", "plein"), extraction(article(1, "Wij hebben zeggenschap.")))
        words = plain(site.get("/beleid/buurtkracht").text)
    assert "vond in deze tekst geen enkele plek over zeggenschap. Dat wil niet zeggen dat er niets staat" in words


def test_a_policy_of_which_no_text_is_known(site):
    page = site.get("/beleid/speelplek")
    words = plain(page.text)
    assert page.status_code == 200
    assert "Wij hebben de tekst van dit beleid niet. Dat wil niet zeggen dat er niets in staat" in words
    assert "Lukt nu niet" in words
    assert "De site van de uitgever heeft een storing." in words


# ------------------------------------------------------------------ long texts, hostile texts, wrong addresses


def test_a_very_long_text_with_very_many_mentions_stays_a_light_page(tmp_path, serving):
    rungs = ("zelf", "meebeslissen", "coproduceren", "adviseren", "raadplegen", "informeren", "onbepaald")
    sentence = "Hier beslist de buurt over het plein. "
    clauses, mentions = [], []
    for number in range(1, 1201):
        heading = f"Een kop van een artikel die lang is en nog langer wordt, nummer {number}"
        own = article(number, sentence * len(rungs), heading)
        clauses.append(replace(own, eid=f"chp_{number // 60}__subchp_{number // 20}__art_{number}"))
        starts = (len(sentence) * place for place in range(len(rungs)))
        mentions.append(tuple(replace(said(rung), start=at, end=at + 4) for rung, at in zip(rungs, starts)))
    text = replace(extraction(*clauses), clause_mentions=tuple(mentions))
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        for day in range(1, MOST + 4):
            wording = text if day == MOST + 3 else extraction(article(1, f"Dag {day}."))
            found = fetched(str(day).encode(), f"CVDR900001_{day}", valid_from=f"2020-01-{day:02}")
            save(store, source(), found, wording)
    with serving(tmp_path / "tracker.db") as site:
        page = site.get("/beleid/buurtkracht")
    assert len(page.content) < 150_000
    assert "En nog 3 versies:" in plain(page.text)
    assert "koppen: lees de hele tekst" in plain(page.text)


def test_text_of_documents_cannot_become_markup(tmp_path, serving):
    nasty = '<script>alert(1)</script> <img src=x onerror=alert(2)> " onfocus=alert(3) zeggenschap'
    clause = replace(article(1, nasty, nasty), citation=nasty, label=nasty)
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(title="<i>titel</i>", note=nasty)])
        document = fetched(title=nasty, label="<u>label</u>", page="javascript:alert(3)")
        save(store, source(), document, extraction(clause, article(2, "Twee.")))
    with serving(tmp_path / "tracker.db") as site:
        page = site.get("/beleid/buurtkracht").text
    for markup in ("<script>alert", "<img", "<i>titel", "<u>label", 'href="javascript', '" onfocus'):
        assert markup not in page, markup


@pytest.mark.parametrize("address", ["bestaat-niet", "x" * 10_000, "%00", "..%2f", "'%20OR%201=1"])
def test_an_unknown_policy_gets_help(site, address):
    answer = site.get(f"/beleid/{address}")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text
    assert 'href="/beleid/buurtkracht"' in answer.text
