"""The page of a clause and of a question: what it says, where it comes from, how it was, and how to quote it."""

import hashlib
import html
import re
import sqlite3
from dataclasses import replace

import pytest
from support.extractions import article, extraction, fetched, member, policy, save, source

from tracker.quality import load_quality
from tracker.store import Store

IAC = "/beleid/iac/iac-ef510a41"
MOST_BYTES = 150_000


def plain(markup: str) -> str:
    return html.unescape(" ".join(re.sub("<[^>]+>", " ", markup).split()))


def section(page: str, name: str) -> str:
    """The words of one section of a page."""
    return plain(re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', page, re.DOTALL)[0])


def copied(page: str, form: str) -> str:
    return html.unescape(re.search(f'<pre id="als-{form}"[^>]*>(.*?)</pre>', page, re.DOTALL)[1])


# ------------------------------------------------------------------ the address


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("art_5", "chp_3__subsec_A__art_5"),
        ("ART_5__PARA_3", "chp_3__subsec_A__art_5__para_3"),
        ("artikel 5", "chp_3__subsec_A__art_5"),
        ("Artikel_5", "chp_3__subsec_A__art_5"),
        ("artikel-5-derde-lid", "chp_3__subsec_A__art_5__para_3"),
        ("artikel 5, derde lid", "chp_3__subsec_A__art_5__para_3"),
        ("ARTIKEL 5 LID 3", "chp_3__subsec_A__art_5__para_3"),
        ("art. 2 lid 1 onder b", "chp_2__art_2__para_1__list_1__item_b"),
        ("artikel 1, definitie van advies", "chp_2__art_1__content_o_1"),
        ("noot 1", "chp_2__content_o_2__fn_1"),
        ("hoofdstuk 2", "chp_2"),
    ],
)
@pytest.mark.parametrize("version", ["nu", "iac-ef510a41"])
def test_a_place_can_be_named_as_people_do(village_site, name, leads_to, version):
    answer = village_site.get(f"/beleid/iac/{version}/{name}", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/beleid/iac/{version}/{leads_to}"


def test_a_question_can_be_named_as_people_do(village_site):
    page = village_site.get("/beleid/iac/iac-vragen-87b6c38f/Vraag%208")
    assert page.url.path == "/beleid/iac/iac-vragen-87b6c38f/vraag_8"


@pytest.mark.parametrize(
    "name", ["para_3", "artikel 99", "artikel 5 lid 99", "zeggenschap", "%3Cb%3E", "a" * 10_000, "art_5%00"]
)
def test_what_is_not_one_place_gets_help(village_site, name):
    answer = village_site.get(f"{IAC}/{name}")
    assert answer.status_code == 404
    assert "Dit deel staat niet in deze versie" in answer.text
    links = re.findall(f'href="({IAC}[^"]*)"', answer.text)
    assert IAC in links
    if name in ("para_3", "artikel 99"):
        assert len(links) > 3, "places that look like it"
        assert all(village_site.get(link).status_code == 200 for link in links)


def test_now_shows_the_permanent_address(village_site):
    page = village_site.get("/beleid/iac/nu/chp_2__art_3").text
    permanent = f"{village_site.base_url}".rstrip("/") + f"{IAC}/chp_2__art_3"
    assert f'<link rel="canonical" href="{permanent}">' in page
    assert f"Vast adres: {permanent}\n" in copied(page, "tekst")


# ------------------------------------------------------------------ what it says


def test_a_mention_is_told_in_plain_words_with_its_rule_and_how_often_it_is_right(village_site):
    page = village_site.get(f"{IAC}/chp_3__subsec_A__art_5__para_3").text
    said = section(page, "zegt")
    assert "Bewoners beheren of regelen iets zelf." in said
    assert "Er staat: zelfbeheer" in said
    assert "Regel zelfbeheer" in said
    score = load_quality().forms["zeggenschap"]
    assert f"Van de {score.found} merken ‘zeggenschap’ die mensen hebben nagekeken, waren er {score.right} goed" in said
    for number in re.findall('href="#zin([0-9]+)"', page):
        assert f'id="zin{number}"' in page
        assert f'id="m{number}"' in page


def test_a_clause_without_mentions_says_what_that_means(village_site):
    said = section(village_site.get(f"{IAC}/chp_2__art_2__para_3").text, "zegt")
    assert "De computer vond hier niets over zeggenschap" in said
    assert "zo vaak klopt het" in said


def test_an_article_is_shown_with_all_that_falls_under_it(tmp_path, serving):
    top = article(1, "Het college:")
    member_ = member(1, top, "De bewoners beslissen over:")
    item = replace(
        member_, eid=f"{member_.eid}__item_a", parent=member_.eid, label="a.", text="advies over het plein;", position=2
    )
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        save(store, source(), fetched(), extraction(top, member_, item))
    with serving(tmp_path / "tracker.db") as site:
        page = site.get("/beleid/buurtkracht/nu/art_1").text
    assert "Het college: 1. De bewoners beslissen over: a. advies" in plain(page)
    assert "Bewoners geven advies." in section(page, "zegt"), "found under it"
    assert copied(page, "tekst").startswith(
        "‘Het college:\n1. De bewoners beslissen over:\na. advies over het plein;’\n"
    )


def test_a_chapter_of_any_length_is_a_light_page(village_site):
    for eid in ("chp_2", "chp_3"):
        answer = village_site.get(f"/beleid/sociaal-makelen/nu/{eid}")
        assert answer.status_code == 200
        assert len(answer.content) < MOST_BYTES


# ------------------------------------------------------------------ where it stands


def test_the_way_goes_up_to_what_it_is_part_of_and_on_to_its_neighbours(village_site):
    page = village_site.get(f"{IAC}/chp_3__subsec_A__art_5__para_2").text
    crumbs = re.findall('href="([^"]+)"', page.partition('<p class="crumbs">')[2].partition("</p>")[0])
    assert crumbs == [
        "/", "/beleid/iac", IAC, f"{IAC}/chp_3", f"{IAC}/chp_3__subsec_A", f"{IAC}/chp_3__subsec_A__art_5",
    ]  # fmt: skip
    assert re.search('rel="prev" href="([^"]+)"', page)[1] == f"{IAC}/chp_3__subsec_A__art_5__para_1"
    assert re.search('rel="next" class="verder" href="([^"]+)"', page)[1] == f"{IAC}/chp_3__subsec_A__art_5__para_3"
    last = village_site.get(f"{IAC}/chp_3__subsec_A__art_6").text
    assert re.search('rel="next" class="verder" href="([^"]+)"', last)[1] == f"{IAC}/chp_3__subsec_B", (
        "of its paragraph"
    )
    whole = village_site.get(html.unescape(re.search('class="midden" href="([^"]+)"', page)[1]))
    assert 'id="chp_3__subsec_A__art_5__para_2"' in whole.text


def test_what_it_refers_to_and_what_refers_to_it(village_site):
    page = village_site.get(f"{IAC}/chp_3__subsec_B__art_8").text
    assert "artikel 1, definitie van bewonersredactie" in section(page, "verwezen")
    definition = village_site.get(f"{IAC}/chp_2__art_1__content_o_2").text
    assert section(definition, "verwijst").endswith("artikel 8 : artikel 8 Bewonersredactie")
    law = village_site.get(f"{IAC}/formula_1__recital_o_1").text
    assert 'href="https://wetten.overheid.nl/jci1.3:c:BWBR0035362&amp;artikel=2.2.4' in law


def test_questions_about_it_say_whether_they_name_it(village_site):
    asked = section(village_site.get(f"{IAC}/chp_3__subsec_B__art_8").text, "vragen")
    assert "Vraag 11 Kan de penvoerder een besluit van de bewonersredactie naast zich neerleggen? Het antwoord" in asked
    assert "Vraag 12 Krijgen leden van de bewonersredactie betaald? Deze tekst is daar niet genoemd" in asked


# ------------------------------------------------------------------ history


def test_history_shows_every_version_with_its_date_sentence_and_words(village_site):
    page = village_site.get(f"{IAC}/chp_3__subsec_A__art_5__para_3").text
    told = section(page, "eerst")
    assert "1 april 2021 deze tekst Andere tekst, zwakker voor bewoners." in told
    assert "Zwakker voor bewoners: bij ‘beslist’ staat nu ‘na overleg met de penvoerder’" in told, "the sentence"
    assert re.search(r"weg: \S*000 erbij: \S*600", told)
    assert "1 juli 2018 De oudste versie die wij kennen. Lees artikel 5, derde lid in die versie" in told
    older = village_site.get("/beleid/iac/iac-d8e6ad68/chp_3__subsec_A__art_5__para_3").text
    assert "1 juli 2018 deze tekst" in section(older, "eerst")


def test_an_article_tells_what_changed_beneath_it(village_site):
    told = section(village_site.get(f"{IAC}/chp_3__subsec_B__art_8").text, "eerst")
    assert "Niet veranderd; wat hieronder valt wel." in told
    assert "artikel 8, tweede lid : In artikel 8, tweede lid staat nu ‘adviseert de penvoerder’" in told


@pytest.fixture(scope="module")
def threads(tmp_path_factory, serving):
    """One policy of which a clause changed, was only read better, and went; and one with a single version."""
    path = tmp_path_factory.mktemp("threads") / "tracker.db"
    stays = article(1, "De buurt beslist over het plein en over de bankjes die daar staan.")
    goes = article(2, "Een raad van bewoners let daarop en schrijft er ieder jaar over.")
    softer = replace(stays, text="De buurt adviseert over het plein en over de bankjes die daar staan.")
    with Store(path) as store:
        store.save_register([policy("draad"), policy("een", title="Beleidsregel Eén & <i>meer</i>", example=True)])
        save(store, source("draad"), fetched(b"1", valid_from="2020-01-01"), extraction(stays, goes))
        save(store, source("draad"), fetched(b"2", valid_from="2021-01-01"), extraction(softer, goes), day=1)
        again = extraction(softer, goes, article(3, "Toen niet gelezen."))
        save(store, source("draad"), fetched(b"2", valid_from="2021-01-01"), again, day=2, extractor="x2")
        save(store, source("draad"), fetched(b"3", valid_from="2022-01-01"), extraction(softer), day=3, extractor="x2")
        single = fetched(b"4", published="2019-05-06", page="https://example.org/een")
        save(store, source("een"), single, extraction(article(1, "Zo is het.", page=7)))
    with serving(path) as client:
        client.file = path
        yield client


def version_of(site, text: bytes, extractor: str = "x1") -> str:
    with sqlite3.connect(site.file) as db:
        sha256 = hashlib.sha256(text).hexdigest()
        return db.execute(
            "SELECT id FROM versions WHERE snapshot = ? AND extractor = ?", [sha256, extractor]
        ).fetchone()[0]


def test_a_better_reading_of_ours_is_no_change(threads):
    told = section(threads.get("/beleid/draad/nu/art_1").text, "eerst")
    steps = [told.index(words) for words in ("Niet veranderd.", "opnieuw gelezen.", "Andere tekst", "oudste versie")]
    assert steps == sorted(steps)


def test_a_clause_that_went_says_so_where_it_still_stands(threads):
    page = threads.get(f"/beleid/draad/{version_of(threads, b'1')}/art_2").text
    assert "Dit staat er niet meer in sinds de versie van 1 januari 2022" in section(page, "eerst")
    assert "Oudere versie" in plain(page)


def test_a_clause_with_one_version_has_no_history(threads):
    assert 'id="eerst"' not in threads.get("/beleid/een/nu/art_1").text


# ------------------------------------------------------------------ the quotation


def test_the_quotation_says_all_that_a_meeting_asks_for(threads):
    page = threads.get("/beleid/draad/nu/art_1").text
    root = str(threads.base_url).rstrip("/")
    version = version_of(threads, b"3", "x2")
    sha256 = hashlib.sha256(b"3").hexdigest()
    assert copied(page, "tekst") == (
        "‘De buurt adviseert over het plein en over de bankjes die daar staan.’\n"
        "Artikel 1, Beleidsregel Buurtkracht, gemeente Polderveen, versie vanaf 1 januari 2022.\n"
        f"Vast adres: {root}/beleid/draad/{version}/art_1\n"
        f"Bewaard bestand, opgehaald op 5 maart 2026, met vingerafdruk (SHA-256) {sha256}.\n"
    )
    assert copied(page, "markdown").startswith("> De buurt adviseert")
    assert copied(page, "bibtex").startswith(f"@misc{{{version}-art-1,\n  author = {{{{Gemeente Polderveen}}}},")


@pytest.mark.parametrize(
    ("address", "warning"),
    [
        ("/beleid/een/nu/art_1", "VOORBEELD: deze tekst is verzonnen."),
        ("/beleid/draad/{first}/art_1", "Let op: er is een nieuwere versie van deze tekst, vanaf 1 januari 2022."),
    ],
)
def test_whoever_quotes_is_warned(threads, address, warning):
    page = threads.get(address.format(first=version_of(threads, b"1"))).text
    for form in ("tekst", "markdown", "bibtex"):
        assert warning in copied(page, form).replace("\\", "")


def test_what_is_made_up_leads_to_no_publisher_and_a_page_is_named(threads):
    page = threads.get("/beleid/een/nu/art_1").text
    assert "https://example.org" not in page
    assert "gepubliceerd op 6 mei 2019, bladzijde 7." in copied(page, "tekst")
    assert "&lt;i&gt;meer&lt;/i&gt;" in page
    assert "<i>meer" not in page


def test_a_clause_shows_text_mention_place_and_evidence(site):
    lid = "/tracker/bepalingen.json?nieuwste=1&plaats=artikel+2,+eerste+lid&_shape=array"
    page = site.get(f"/id/{site.get(lid).json()[0]['bepaling']}").text
    assert re.search('<mark id="m1" class="plek h-bewoners [^"]*" data-vorm="samenspraak"[^>]*>meedenken<', page)
    words = plain(page)
    assert "Artikel 2, eerste lid" in words
    assert re.search(r"Vingerafdruk \(SHA-256\): [0-9a-f]{64}", words)
    assert "Geldt nu Sinds 1 juli 2021." in words
    assert 'href="https://example.org/regeling/2"' in page
    assert 'href="/over#hoe-goed"' in page


# ------------------------------------------------------------------ questions


def test_a_question_is_marked_told_placed_and_quoted(village_site):
    page = village_site.get("/beleid/sociaal-makelen/sociaal-makelen-vragen-0d312803/vraag_5").text
    assert re.search('<p class="bron gevraagd">.*?<mark id="m1" [^>]*data-vorm="regie"', page)
    assert "Van wie gemeente" in section(page, "zegt")
    about = section(page, "over")
    assert "artikel 6, eerste lid" in about.partition("op elkaar lijken")[0]
    assert copied(page, "tekst").startswith("‘Vraag 5: In artikel 6, eerste lid")
    assert "vragen en antwoorden, gemeente Vlietmonde" in copied(page, "tekst")
    assert re.search('rel="prev" href="[^"]+/vraag_4"', page)
    assert re.search('rel="next" class="verder" href="[^"]+/vraag_6"', page)


# ------------------------------------------------------------------ what is like it


def test_related_clauses_are_of_other_policies_and_say_why(village_site):
    page = village_site.get("/beleid/sociaal-makelen/nu/chp_1__art_1__list_1__item_f").text
    alike = section(page, "lijkt")
    assert "artikel 1, onderdeel e VOORBEELD: Nadere regel subsidie sociaal makelen en samenkracht" in alike
    assert "Gaat ook over budget, initiatief. Dezelfde woorden: bedrag, beschikbaar, buurtbudget" in alike
    links = re.findall('href="(/beleid/[^"]+)"', page.partition('id="lijkt"')[2].partition("</section>")[0])
    assert 0 < len(links) <= 5
    assert all(not link.startswith("/beleid/sociaal-makelen/") for link in links)
    assert all(village_site.get(link).status_code == 200 for link in links)
