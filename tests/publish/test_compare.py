"""Comparing on the site: two versions, two policies, all since a day; what is asked wrongly; what stays light."""

import asyncio
import re
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from lxml import html
from support.extractions import article, extraction, fetched, policy, save, source

from tracker.publish import publication
from tracker.publish.compare import work
from tracker.store import Store

FIRST, SECOND = "iac-d8e6ad68", "iac-ef510a41"
MOST_BYTES = 150_000


def tree(page) -> html.HtmlElement:
    return html.document_fromstring(page.text)


def words(node) -> str:
    return " ".join(node.text_content().split())


def message(page) -> str:
    return words(tree(page).xpath("//*[contains(@class, 'melding')]")[0])


def headings(page) -> list[str]:
    return [words(each) for each in tree(page).xpath("//main//h2")]


# ------------------------------------------------------------------ a page to choose


def test_without_a_question_there_is_a_page_to_choose(village_site):
    page = village_site.get("/vergelijk")
    assert page.status_code == 200
    assert tree(page).xpath("//form[@method='get']//input[@type='date']/@name") == ["sinds"]
    assert tree(page).xpath("//select/@name") == ["beleid", "beleid", "met"]
    several, every = (each.xpath("./option/@value") for each in tree(page).xpath("//select")[:2])
    assert several == ["iac"], "only what has two texts can be compared with itself"
    assert {"iac", "manifest", "sociaal-makelen-2025"} < set(every)
    latest = tree(page).xpath("//ol[contains(@class, 'laatste')]//a/@href")
    assert latest == [f"/vergelijk?beleid=iac&van={FIRST}&tot={SECOND}"]


# ------------------------------------------------------------------ two versions


@pytest.fixture(scope="module")
def two_versions(village_site):
    return village_site.get("/vergelijk?beleid=iac")


def test_both_versions_are_named_with_their_days_and_files(two_versions):
    first, second = (words(each) for each in tree(two_versions).xpath("//section[contains(@class, 'partij')]"))
    assert "Eerst Versie van 1 juli 2018" in first
    assert "Tot 1 april 2021" in first
    assert "Daarna Versie van 1 april 2021" in second
    assert all(re.search(r"\b[0-9a-f]{64}\b", each) for each in (first, second))
    links = tree(two_versions).xpath("//section[contains(@class, 'partij')]//a/@href")
    assert [re.sub("[0-9a-f]{64}", "HASH", link) for link in links] == [
        f"/beleid/iac/{FIRST}", "/archief/HASH", f"/beleid/iac/{SECOND}", "/archief/HASH",
    ]  # fmt: skip


def test_what_weakens_and_strengthens_comes_first(two_versions):
    assert headings(two_versions)[:4] == [
        "Zwakker voor bewoners 3", "Sterker voor bewoners 3", "Anders voor wie iets te zeggen heeft 4",
        "Andere wijzigingen, in de volgorde van de tekst 25",
    ]  # fmt: skip
    summary = words(tree(two_versions).xpath("//p[@class='samenvatting']")[0])
    assert summary.startswith("Van de bepalingen zijn er 16 gewijzigd, 9 nieuw en 5 weg.")
    assert "op 3 plekken meer en op 3 plekken minder te zeggen" in summary


def test_a_change_shows_both_texts_and_leads_to_both_clauses(two_versions):
    first = tree(two_versions).xpath("//article")[0]
    assert [words(each) for each in first.xpath(".//del | .//ins")] == [
        "[weg: 9.000]", "[erbij: 9.600]", "[erbij: , na overleg met de penvoerder,]",
    ]  # fmt: skip
    place = "chp_3__subsec_A__art_5__para_3"
    assert first.xpath(".//a/@href") == [
        f"/beleid/iac/{FIRST}/{place}",
        f"/beleid/iac/{SECOND}/{place}",
        f"/dossier?stuk={SECOND}/{place}",
    ]
    assert "Zwakker voor bewoners: bij ‘beslist’ staat nu ‘na overleg" in words(first.xpath(".//ul")[0])


def test_every_link_of_a_comparison_leads_somewhere(village_site, two_versions):
    links = set(tree(two_versions).xpath("//main//a/@href"))
    clauses = [link for link in links if "art_" in link][:4]
    others = [link for link in links if "/vergelijk" in link or "atom" in link]
    for link in [*clauses, *others]:
        assert village_site.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("only", "number"),
    [("verzwakking", 3), ("versterking", 3), ("veranderd", 4), ("toegevoegd", 9), ("vervallen", 5),
     ("gewijzigd", 16), ("hernummerd", 5), ("zeggenschap", 10), ("verplaatst", 0)],
)  # fmt: skip
def test_a_choice_among_the_changes(village_site, only, number):
    page = village_site.get("/vergelijk", params={"beleid": "iac", "alleen": only})
    assert len(tree(page).xpath("//article")) == number
    if not number:
        assert "Bij deze keuze hoort geen enkele wijziging." in message(page)


def test_what_stayed_the_same_is_there_for_who_asks(village_site):
    address = "/vergelijk?beleid=iac&alles=1"
    same, changed, pages = 0, 0, 0
    while address:
        page = tree(village_site.get(address))
        same += len(page.xpath("//article[@class='zelfde']"))
        changed += len(page.xpath("//article[contains(@class, 'wijziging')]"))
        pages += 1
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert (same, changed) == (186, 35)
    assert pages > 1


def test_in_the_whole_text_what_went_stands_where_it_stood(village_site):
    pages = [tree(village_site.get(f"/vergelijk?beleid=iac&alles=1&pagina={number}")) for number in (1, 2)]
    places = [words(each).lower() for page in pages for each in page.xpath("//article/h3")]
    at = next(number for number, place in enumerate(places) if place.startswith("artikel 13,"))
    assert places[at - 1].startswith("artikel 13")
    assert places[at : at + 2] == ["artikel 13, eerste lid", "artikel 13, tweede lid"]


# ------------------------------------------------------------------ two policies


def test_of_two_policies_what_has_no_counterpart_is_named_on_both_sides(village_site):
    page = village_site.get("/vergelijk?beleid=nota-uitgangspunten&met=sociaal-makelen")
    assert "Alleen in de eerste tekst, over zeggenschap" in " ".join(headings(page))
    last = village_site.get("/vergelijk?beleid=nota-uitgangspunten&met=sociaal-makelen&pagina=999")
    assert any("lleen in de tweede tekst" in heading for heading in headings(last))
    assert "Van de bepalingen staan er" in words(tree(page).xpath("//p[@class='samenvatting']")[0])
    assert "is nieuw" not in words(tree(page).xpath("//main")[0])
    around = village_site.get(tree(page).xpath("//a[contains(., 'Draai de twee')]/@href")[0])
    assert "Eerste tekst VOORBEELD: Beleidsregel Sociaal Makelen" in words(tree(around))


def test_what_has_no_counterpart_is_not_said_to_be_weaker(village_site):
    page = village_site.get("/vergelijk?beleid=nota-uitgangspunten&met=sociaal-makelen&alleen=vervallen")
    said = [words(each) for each in tree(page).xpath("//article//ul[@class='gevolgen']/li")]
    assert said
    assert all(each.startswith("Dit gaat over zeggenschap:") for each in said)


# ------------------------------------------------------------------ since a day


def test_since_a_day_over_all_policies(village_site):
    page = village_site.get("/vergelijk?sinds=2020-01-01")
    text = words(tree(page).xpath("//main")[0])
    assert "In 2 beleidsstukken is iets nieuw of anders." in text
    assert "vanaf 1 april 2021. Eerst gold de tekst van 1 juli 2018." in text
    assert "nieuw stuk Nadere regel subsidie sociaal makelen en samenkracht Vlietmonde 2025, vanaf 22 januari" in text
    assert f"/vergelijk?beleid=iac&van={FIRST}&tot={SECOND}" in tree(page).xpath("//main//a/@href")


def test_new_questions_and_answers_are_named(village_site):
    text = words(tree(village_site.get("/vergelijk?sinds=2018-07-01")).xpath("//main")[0])
    assert text.count("nieuwe vragen en antwoorden") == 3


def test_nothing_changed_is_said_with_when_was_last_looked(village_site):
    yesterday = (date.today() - timedelta(1)).isoformat()
    page = village_site.get("/vergelijk", params={"sinds": yesterday})
    assert "is er niets veranderd" in message(page)
    assert "Wij keken voor het laatst op" in words(tree(page).xpath("//main")[0])


def test_a_source_that_fails_may_hide_a_change(site):
    text = words(tree(site.get("/vergelijk?sinds=2026-01-01")).xpath("//main")[0])
    assert "Bij 1 beleidsstuk lukt het kijken nu niet" in text


# ------------------------------------------------------------------ to take away


def test_a_comparison_is_also_a_page_by_itself_and_data(village_site, two_versions):
    by_itself, data = tree(two_versions).xpath("//a[contains(@href, '/vergelijk.')]/@href")
    page = village_site.get(by_itself)
    assert page.headers["content-disposition"] == 'attachment; filename="vergelijking-iac.html"'
    assert "default-src 'none'" in page.text
    assert len(tree(page).xpath("//article")) == 35
    (report,) = village_site.get(data).json()
    assert (report["old"]["id"], report["new"]["id"], len(report["changes"])) == (FIRST, SECOND, 35)
    everything = village_site.get("/vergelijk.json?sinds=2020-01-01").json()
    assert [each["new"]["policy"] for each in everything] == ["iac", "sociaal-makelen-2025"]


def test_what_cannot_be_taken_away_says_so(village_site):
    for address in ("/vergelijk.json", "/vergelijk.json?beleid=brief", "/vergelijk.json?sinds=2021-02-30"):
        answer = village_site.get(address)
        assert answer.status_code == 404
        assert not answer.json()["ok"]
        assert answer.json()["error"]


# ------------------------------------------------------------------ what is asked wrongly


TOMORROW = (date.today() + timedelta(1)).isoformat()


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        (f"beleid=iac&van={FIRST}&tot={FIRST}", 200, "Dit is twee keer dezelfde versie."),
        ("beleid=iac&van=2022-01-01&tot=2023-01-01", 200,
         "Op 1 januari 2022 en op 1 januari 2023 geldt dezelfde tekst."),
        ("beleid=brief", 200, "kennen wij geen tekst van vóór 21 maart 2018"),
        ("beleid=iac&van=2001-01-01", 200, "Op 1 januari 2001 was er nog geen tekst"),
        (f"beleid=iac&van={SECOND}&tot={FIRST}", 200, "U vroeg van nieuw naar oud. Wij hebben dat omgedraaid"),
        ("beleid=iac&van=1-1-2022&tot=1-1-2019", 200, "U vroeg van nieuw naar oud."),
        (f"beleid=iac&tot={TOMORROW}", 200, "moet nog komen. U ziet de laatste tekst die wij kennen."),
        ("beleid=iac&van=2021-02-30", 400, "De dag 2021-02-30 bestaat niet."),
        ("sinds=31-4-2021", 400, "De dag 31-4-2021 bestaat niet."),
        ("sinds=gisteren", 400, "‘gisteren’ is geen dag."),
        (f"sinds={TOMORROW}", 400, "moet nog komen. Kies een dag die al geweest is."),
        ("beleid=iac&alleen=alles-wat-mooi-is", 200, "De keuze ‘alles-wat-mooi-is’ kennen wij niet."),
        ("met=iac", 200, "Kies ook een beleid."),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_gets_a_helpful_page(village_site, query, status, says):
    page = village_site.get(f"/vergelijk?{query}")
    assert (page.status_code, says in message(page)) == (status, True), message(page)
    assert tree(page).xpath("//form[@method='get']")


@pytest.mark.parametrize(
    ("query", "says", "leads_to"),
    [
        ("beleid=iacc", "geen beleid met de naam ‘iacc’. Bedoelde u:", "/vergelijk?beleid=iac"),
        ("beleid=Buurtteam", "Bedoelde u:", "/vergelijk?beleid=buurtteams"),
        ("beleid=iac&met=manifestt", "‘manifestt’", "/vergelijk?beleid=iac&met=manifest"),
        ("beleid=iac&van=geen-versie", "geen versie ‘geen-versie’", "/vergelijk?beleid=iac"),
        ("sinds=2020-01-01&beleid=buurtteam", "Bedoelde u:", "/vergelijk?sinds=2020-01-01&beleid=buurtteams"),
    ],
)  # fmt: skip
def test_what_is_not_there_comes_with_what_may_be_meant(village_site, query, says, leads_to):
    page = village_site.get(f"/vergelijk?{query}")
    assert page.status_code == 404
    assert says in words(tree(page).xpath("//main")[0])
    assert leads_to in tree(page).xpath("//main//a/@href")


def test_a_policy_without_text_says_so(site):
    assert "nog geen tekst gevonden" in message(site.get("/vergelijk?beleid=speelplek"))


def test_a_policy_with_one_text_leads_to_what_it_replaced(village_site):
    page = village_site.get("/vergelijk?beleid=sociaal-makelen-2025")
    near = tree(page).xpath("//a[contains(@href, 'met=sociaal-makelen-2025')]/@href")
    assert near == ["/vergelijk?beleid=sociaal-makelen&met=sociaal-makelen-2025"]
    assert tree(village_site.get(near[0])).xpath("//article")


@pytest.mark.parametrize("name", ["beleid", "van", "tot", "met", "sinds", "alleen", "alles", "pagina"])
@pytest.mark.parametrize("value", ["x" * 10_000, "\x00", "' OR 1=1 --", "<script>alert(1)</script>", "-1", "٣", "%"])
def test_nonsense_never_breaks_the_page(village_site, name, value):
    page = village_site.get("/vergelijk", params={"beleid": "iac", name: value})
    assert page.status_code in (200, 400, 404)
    assert not tree(page).xpath("//main//script")
    assert len(page.content) < MOST_BYTES


# ------------------------------------------------------------------ our own readings, long texts, hostile texts


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A rule of which a text was read twice and found late, one with very long texts, one with a hostile text."""
    path = tmp_path_factory.mktemp("town") / "town.db"
    rule, long, evil = source("regel"), source("lang"), source("boos")
    hostile = '</ins><script>alert(1)</script> <img src=x onerror="alert(1)"> & \u202eom\x07 {{ 7 * 7 }}'
    with Store(path) as store:
        store.save_register([policy("regel", rule, title="Regel"), policy("lang", long, title="Lang"),
                             policy("boos", evil, title="Boos")])  # fmt: skip
        first = extraction(article(1, "De buurt heeft zeggenschap over het plein."))
        save(store, rule, fetched(b"1", "r1", valid_from="2018-01-01", page="https://uitgever.example/1"), first)
        second = extraction(article(1, "De buurt geeft advies over het plein."))
        save(store, rule, fetched(b"2", "r1", valid_from="2020-01-01", page="https://uitgever.example/2"), second)
        again = extraction(article(1, "geeft advies over het plein.", heading="De buurt"))
        save(store, rule, fetched(b"2", "r1", valid_from="2020-01-01"), again, extractor="x2", day=9)
        store.mark_followed("regel", datetime(2026, 3, 2, tzinfo=UTC))
        for year, word in ((2018, "zeggenschap"), (2020, "advies")):
            content = str(year).encode()
            many = [
                article(number, f"{number} " + f"& {word} < over > plein {number}. " * 30) for number in range(1, 81)
            ]
            one = article(81, "".join(f"Zin {number} {word} zegt wat. " for number in range(4_000)))
            save(store, long, fetched(content + b"l", "l1", valid_from=f"{year}-01-01"), extraction(*many, one))
            bad = extraction(article(1, f"{hostile} {word} {hostile}", heading=hostile))
            save(store, evil, fetched(content + b"b", "b1", valid_from=f"{year}-01-01"), bad)
    return path


@pytest.fixture(scope="module")
def town_site(town, serving):
    with serving(town) as client:
        yield client


def versions(path, policy_id: str) -> list[str]:
    with Store(path, readonly=True) as store:
        found = store.db.execute("SELECT id FROM versions WHERE policy = ? ORDER BY rowid", [policy_id])
        return [row[0] for row in found.fetchall()]


def test_a_better_reading_is_never_shown_as_a_change_of_theirs(town, town_site):
    _, second, again = versions(town, "regel")
    page = town_site.get(f"/vergelijk?beleid=regel&van={second}&tot={again}")
    assert "De uitgever veranderde niets." in message(page)
    assert headings(page)[0] == "Wat wij nu anders lezen 1"
    assert not tree(page).xpath("//*[contains(@class, 'gevolg')]")
    assert "gewijzigd" not in words(tree(page).xpath("//main")[0])


def test_an_older_reading_leads_to_the_last_one(town, town_site):
    first, second, again = versions(town, "regel")
    page = town_site.get(f"/vergelijk?beleid=regel&van={first}&tot={second}")
    assert "hebben wij later beter gelezen" in message(page)
    assert tree(page).xpath("//*[@role='status']/a/@href") == [f"/vergelijk?beleid=regel&van={first}&tot={again}"]


def test_texts_that_were_read_by_other_programs_say_so(town_site):
    assert "twee verschillende versies van ons programma" in message(town_site.get("/vergelijk?beleid=regel"))


def test_the_publisher_page_is_named_where_there_is_one(town_site):
    links = tree(town_site.get("/vergelijk?beleid=regel")).xpath("//section//a/@href")
    assert "https://uitgever.example/1" in links


def test_a_long_comparison_is_divided_over_light_pages(town, town_site):
    first, _ = versions(town, "lang")
    address, seen = "/vergelijk?beleid=lang", []
    while address:
        page = town_site.get(address)
        assert len(page.content) < MOST_BYTES, address
        seen += tree(page).xpath("//article")
        address = next(iter(tree(page).xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == len({words(each.xpath(".//h3")[0]) for each in seen}) == 81
    last = seen[-1]
    assert "De hele tekst is lang." in words(last), "of a very long clause a part is shown, and where the rest is"
    assert f"/beleid/lang/{first}/art_81" in last.xpath(".//a/@href")
    assert not last.xpath(".//details")
    assert seen[0].xpath(".//details"), "a clause that is not that long can be unfolded"
    assert len(town_site.get("/vergelijk?beleid=lang&alles=1").content) < MOST_BYTES


def test_a_hostile_text_stays_text(town_site):
    for address in ("/vergelijk?beleid=boos", "/vergelijk?beleid=boos&alles=1", "/vergelijk.html?beleid=boos"):
        page = town_site.get(address)
        assert not tree(page).xpath("//main//script | //main//img | //*[@onerror]"), address
        assert "\u202e" not in page.text
        assert "{{ 7 * 7 }}" in tree(page).text_content()


def ask(path, *addresses: str) -> list:
    """The answers of a site in this process."""

    async def answers() -> list:
        datasette = publication(path)
        await datasette.invoke_startup()
        return [await datasette.client.get(address) for address in addresses]

    return asyncio.run(answers())


def test_texts_that_are_too_long_are_not_compared_but_can_be_read(town, monkeypatch):
    monkeypatch.setattr(work, "MOST_SIGNS", 100_000)
    page, data, since = ask(
        town, "/vergelijk?beleid=lang", "/vergelijk.json?beleid=lang", "/vergelijk?sinds=2019-01-01"
    )
    assert "samen te lang om hier te vergelijken" in message(page)
    assert len(tree(page).xpath("//main/ul//a[contains(@href, '/beleid/lang/lang-')]")) == 2
    assert data.status_code == 404
    assert "te lang om hier te vergelijken" in words(tree(since))


def test_the_last_comparisons_are_kept_until_the_database_changes(town, monkeypatch):
    compared = []
    real = work.report_of
    monkeypatch.setattr(work, "report_of", lambda db, pair: compared.append(pair.new.id) or real(db, pair))
    monkeypatch.setattr(work.comparisons, "_kept", type(work.comparisons._kept)())
    ask(town, "/vergelijk?beleid=regel", "/vergelijk?beleid=regel&alles=1", "/vergelijk.json?beleid=regel")
    assert len(compared) == 1
    later = time.time() + 5
    with Store(town) as store:
        store.record_check("regel", datetime.fromtimestamp(later, UTC), "unchanged", address="r1")
    ask(town, "/vergelijk?beleid=regel")
    assert len(compared) == 2


def test_headings_are_in_order_and_ids_unique(village_site):
    for address in ("", "?beleid=iac", "?beleid=brief", "?sinds=2018-01-01", "?beleid=iac&alles=1"):
        page = tree(village_site.get(f"/vergelijk{address}"))
        assert page.xpath("count(//h1)") == 1
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), address
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address
