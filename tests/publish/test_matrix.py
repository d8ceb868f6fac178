"""The overview as a visitor meets it: every number leads to as many places as it says."""

import asyncio
import csv
import io
import logging
import re
import sqlite3
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from lxml import etree, html
from support.extractions import START, article, extraction, fetched, policy, save, source

from tracker.matrix.places import PAGE
from tracker.model import Mention, Policy
from tracker.publish import publication
from tracker.publish.charts import drawing
from tracker.publish.charts.drawing import Drawing
from tracker.publish.charts.process import Vega
from tracker.publish.matrix.table import ROWS
from tracker.publish.matrix.words import OVERVIEWS
from tracker.store import Store

NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' ⟦<b>⟧ \u202e{{ 7777*7777 }}"
PARAMETERS = {"policy": "beleid", "form": "vorm", "holder": "houder", "rung": "trede", "force": "kracht"}
SIDES = [(PARAMETERS[rows], PARAMETERS[columns]) for rows, columns in OVERVIEWS]


class Shown(NamedTuple):
    """A number of the table: its row, its column, how many it says, and where it leads."""

    row: str
    column: str
    count: int
    address: str


def numbers(page: str) -> list[Shown]:
    """All numbers of the table that lead somewhere, the totals too."""
    table = html.fromstring(page).find_class("telling")[0]
    columns = [cell.text_content() for cell in table.findall(".//thead//th")[1:]]
    shown = []
    for row in table.iterfind(".//tr"):
        cells = row.findall("td")
        if len(cells) != len(columns):
            continue
        name = " ".join(row.find("th").text_content().split())
        for column, cell in zip(columns, cells):
            if (link := cell.find("a")) is not None:
                said = re.search(r"([\d.]+) plek", link.get("aria-label"))[1]
                shown.append(Shown(name, column, int(said.replace(".", "")), link.get("href")))
    return shown


def places(site: httpx.Client, address: str) -> tuple[int, list[str]]:
    """How many places a list says to have, and the addresses of all that are in it, over all its pages."""
    found: list[str] = []
    said = 0
    following: str | None = address
    while following:
        page = site.get(following)
        assert page.status_code == 200, following
        assert len(page.content) < 150_000
        tree = html.fromstring(page.text)
        said = int(re.match(r"([\d.]+) plek", tree.findtext(".//h1"))[1].replace(".", ""))
        items = tree.find_class("plekken")
        found += [link.get("href") for item in items for link in item.iterfind(".//h3/a")]
        marks = [mark for item in items for mark in item.iterfind(".//mark")]
        assert len(marks) == len([link for item in items for link in item.iterfind(".//h3/a")])
        later = tree.xpath('//a[@rel="next"]/@href')
        following = later[0] if later else None
    return said, found


def plain(page: str) -> str:
    """The words of a page: no tags, single spaces."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def rule(path: Path, *policies: tuple[Policy, str]) -> Path:
    """A database in which each policy has one article."""
    with Store(path) as store:
        store.save_register([each for each, _ in policies])
        for number, (each, text) in enumerate(policies):
            if text:
                document = fetched(f"{number}".encode(), f"{number}", valid_from="2020-01-01")
                save(store, each.sources[0], document, extraction(article(1, text), title=each.title))
    return path


# ------------------------------------------------------------------ every number has its places


@pytest.mark.parametrize(("rows", "columns"), SIDES)
def test_every_number_leads_to_as_many_places_as_it_says(village_site, rows, columns):
    page = village_site.get("/matrix", params={"rijen": rows, "kolommen": columns})
    shown = numbers(page.text)
    assert len(shown) > 10
    for each in shown:
        said, found = places(village_site, each.address)
        assert said == len(found) == each.count, each


@pytest.mark.parametrize(
    "choice",
    [
        {"versie": "alle"},
        {"versie": "nu"},
        {"rol": "vragen", "versie": "alle"},
        {"rol": "regels", "houder": "bewoners-of-groep"},
        {"thema": "sociaal makelen", "ja": "nee"},
        {"beleid": "iac", "kolommen": "houder", "maat": "woorden"},
        {"kolommen": "ja", "kracht": "plicht"},
        {"rijen": "trede", "kolommen": "houder", "vorm": "zeggenschap"},
    ],
)
def test_every_number_of_a_choice_has_its_places_too(village_site, choice):
    shown = numbers(village_site.get("/matrix", params=choice).text)
    assert shown
    for each in shown:
        said, found = places(village_site, each.address)
        assert said == len(found) == each.count, each


def test_every_place_can_be_read_where_it_stands(village_site):
    _, found = places(village_site, "/matrix/plaatsen?vorm=uitdaagrecht")
    assert len(found) > 10
    for address in set(found):
        assert village_site.get(address).status_code == 200, address


@pytest.mark.parametrize(("rows", "columns"), SIDES)
def test_rows_and_columns_add_up_to_all_that_is_marked(village, village_site, rows, columns):
    shown = numbers(village_site.get("/matrix", params={"rijen": rows, "kolommen": columns}).text)
    inside = [each for each in shown if each.row != "Samen" and each.column != "samen"]
    whole = {(each.row, each.column): each.count for each in shown}
    for name in {each.row for each in inside}:
        assert whole[name, "samen"] == sum(each.count for each in inside if each.row == name)
    for name in {each.column for each in inside}:
        assert whole["Samen", name] == sum(each.count for each in inside if each.column == name)
    with sqlite3.connect(village) as db:
        ((expected,),) = db.execute("SELECT sum(vermeldingen) FROM nieuwste").fetchall()
    assert whole["Samen", "samen"] == sum(each.count for each in inside) == expected


def test_the_chart_has_the_numbers_of_the_table(village_site):
    for parameters in ({}, {"kolommen": "trede"}, {"rijen": "vorm", "kolommen": "houder", "maat": "woorden"}):
        page = village_site.get("/matrix", params=parameters).text
        table = {unescape(each.address): each.count for each in numbers(page)}
        svgs = html.fromstring(page).xpath('//*[local-name()="svg"][@role="group"]')
        assert len(svgs) == 2
        for svg in svgs:
            links = svg.xpath('.//*[local-name()="a"]')
            assert len(links) > 20
            for link in links:
                said = re.search(r"([\d.]+) plek", link.xpath('string(./*[local-name()="title"])'))[1]
                assert table[link.get("href")] == int(said)


def test_a_rate_is_the_count_for_every_thousand_words(village_site):
    rows = list(csv.DictReader(io.StringIO(village_site.get("/matrix.csv").text.lstrip("\ufeff"))))
    page = plain(village_site.get("/matrix?maat=woorden").text)
    for row in rows:
        rate = f"{1000 * int(row['totaal']) / int(row['woorden']):.1f}".replace(".", ",")
        assert f"{rate} {row['totaal']}" in page


# ------------------------------------------------------------------ what was not read


def test_a_policy_without_text_is_not_one_with_nothing_in_it(site):
    page = site.get("/matrix").text
    row = next(row for row in html.fromstring(page).iterfind(".//tbody/tr") if "Speelplekken" in row.text_content())
    assert [cell.text_content() for cell in row.findall("td")] == ["niet gelezen"]
    assert "Niet gelezen Het is nog niet gelukt om een tekst hiervan te lezen." in plain(page)
    for parameters in ({"rijen": "vorm", "kolommen": "houder"}, {"rijen": "vorm", "kolommen": "trede"}):
        other = site.get("/matrix", params=parameters).text
        assert 'href="/beleid/speelplek"' in other.partition("Wat niet of niet helemaal is geteld")[2]


def test_a_policy_without_text_in_the_choice_says_so(site):
    page = plain(site.get("/matrix?rol=vragen").text)
    assert "Nadere regel Buurthuis geen tekst in deze keuze" in page
    assert "Beleidsregel Speelplekken niet gelezen" in page


def test_a_policy_of_which_pages_were_not_read_is_partly_read(tmp_path, serving):
    path = rule(tmp_path / "tracker.db", (policy("a", title="Regel A"), "De buurt geeft advies."))
    with Store(path) as store:
        store.db.execute("UPDATE versions SET notes = 'page 2 cannot be read'")
        store.db.conn.commit()
    with serving(path) as site:
        page = plain(site.get("/matrix").text)
        assert "Regel A deels gelezen" in page
        assert "1 plek, deels gelezen" in page
        row = next(csv.DictReader(io.StringIO(site.get("/matrix.csv").text.lstrip("\ufeff"))))
        assert (row["advies"], row["gelezen"]) == ("1", "deels gelezen")


def test_nothing_at_all_is_said_in_words(tmp_path, serving):
    path = rule(tmp_path / "tracker.db", (policy("a"), "Hier staat niets over de buurt."))
    with serving(path) as site:
        page = plain(site.get("/matrix").text)
        assert "Met deze keuze is er geen enkele plek geteld." in page
        assert "0 plekken over zeggenschap" in plain(site.get("/matrix/plaatsen").text)


# ------------------------------------------------------------------ files


@pytest.mark.parametrize(("rows", "columns"), SIDES)
def test_the_csv_has_the_numbers_of_the_table(village_site, rows, columns):
    parameters = {"rijen": rows, "kolommen": columns, "maat": "woorden"}
    answer = village_site.get("/matrix.csv", params=parameters)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    written = list(csv.DictReader(io.StringIO(answer.text[1:])))
    shown = numbers(village_site.get("/matrix", params=parameters).text)
    said = [each.count for each in shown if each.row != "Samen" and each.column == "samen"]
    assert [int(row["totaal"]) for row in written if row["totaal"] != "0"] == said
    inside = sum(each.count for each in shown if each.row != "Samen" and each.column != "samen")
    fixed = {rows, "naam", "totaal", "woorden", "gelezen"}
    assert sum(int(value) for row in written for name, value in row.items() if name not in fixed) == inside


def test_the_csv_says_what_was_not_read_and_has_no_formulas(tmp_path, serving):
    path = rule(
        tmp_path / "tracker.db",
        (policy("a", title='=HYPERLINK("http://elders";"x")'), "De buurt geeft advies."),
        (policy("b", title="Regel B"), ""),
    )
    with serving(path) as site:
        first, second = csv.DictReader(io.StringIO(site.get("/matrix.csv").text.lstrip("\ufeff")))
    assert first["naam"] == '\'=HYPERLINK("http://elders";"x")'
    assert (second["advies"], second["totaal"], second["gelezen"]) == ("", "", "niet gelezen")


def test_the_svg_stands_on_its_own(village_site):
    answer = village_site.get("/matrix.svg?kolommen=trede&versie=nu")
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    svg = etree.fromstring(answer.content)
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    words = " ".join(svg.itertext())
    assert "Hoe hoog op de participatieladder staat het, per beleid?" in words
    assert f"Bron: {village_site.base_url}matrix" in words
    assert "alles wat vandaag geldt" in words
    links = svg.xpath("//*[local-name()='a']/@href")
    assert links
    for link in links[:3]:
        assert link.startswith(str(village_site.base_url))
        assert village_site.get(link).status_code == 200


# ------------------------------------------------------------------ choosing


def test_the_form_keeps_what_is_chosen(village_site):
    chosen = {"rijen": "vorm", "kolommen": "kracht", "versie": "alle", "thema": "buurtteams", "rol": "regels",
              "houder": "bewoners-of-groep", "ja": "nee", "maat": "woorden", "trede": "zelf"}  # fmt: skip
    tree = html.fromstring(village_site.get("/matrix", params=chosen).text)
    form = next(form for form in tree.forms if form.action == "/matrix")
    assert dict(form.form_values()) == chosen


def test_another_overview_keeps_the_choice(village_site):
    tree = html.fromstring(village_site.get("/matrix?versie=nu&houder=bewoners&rijen=vorm&kolommen=trede").text)
    links = tree.xpath('//nav[@aria-label="Overzichten"]//a')
    assert [link.text_content() for link in links if link.get("aria-current")] == ["Treden per vorm"]
    for link in links:
        query = parse_qs(urlsplit(link.get("href")).query)
        assert query["versie"] == ["nu"]
        assert query["houder"] == ["bewoners"]


def test_what_is_chosen_can_be_let_go(village_site):
    tree = html.fromstring(village_site.get("/matrix?beleid=iac&vorm=regie&kolommen=trede").text)
    assert tree.xpath('//p[@class="gekozen"]/a/@href') == [
        "/matrix?kolommen=trede&vorm=regie",
        "/matrix?kolommen=trede&beleid=iac",
    ]
    assert tree.xpath('//a[text()="Laat elke keuze los"]/@href') == ["/matrix?kolommen=trede"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"rijen": "x"},
        {"kolommen": "beleid"},
        {"rijen": "vorm", "kolommen": "vorm"},
        {"thema": "<b>"},
        {"beleid": "' OR 1=1 --"},
        {"vorm": "x" * 10_000},
        {"houder": "\x00"},
        {"maat": "kilo"},
        {"versie": "ooit"},
        {"ja": "misschien", "trede": "⟦zelf⟧"},
    ],
)
def test_an_unknown_choice_is_named_and_not_used(village_site, parameters):
    for path in ("/matrix", "/matrix/plaatsen"):
        page = village_site.get(path, params=parameters)
        assert page.status_code == 200
        assert len(page.content) < 150_000
        assert "<b>" not in page.text
        if path == "/matrix" or not {"rijen", "kolommen", "maat"} & set(parameters):
            assert "kennen wij niet" in page.text
            assert all(name in plain(page.text) for name in parameters)
    for path in ("/matrix.csv", "/matrix.svg"):
        assert village_site.get(path, params=parameters).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e9", "9" * 40, "", "²"])
def test_any_number_of_a_page_is_a_page(village_site, page):
    for path in ("/matrix", "/matrix/plaatsen", "/matrix.svg"):
        assert village_site.get(path, params={"pagina": page}).status_code == 200
    last = village_site.get("/matrix/plaatsen?pagina=99999").text
    assert 0 < len(html.fromstring(last).xpath("//section//h3")) <= PAGE


# ------------------------------------------------------------------ hostile, large, broken


def test_hostile_words_stay_words(tmp_path, serving):
    with Store(tmp_path / "tracker.db") as store:
        each = policy("a", title=NASTY)
        store.save_register([each])
        first = article(1, f"{NASTY} de buurt geeft advies. {NASTY}", NASTY)
        told = fetched(valid_from="2020-01-01", label=NASTY, title=NASTY, page="javascript:alert(3)")
        read = extraction(first, title=NASTY)
        odd = Mention(0, 8, first.text[:8], NASTY, NASTY, NASTY, NASTY, NASTY)
        save(store, each.sources[0], told, read.__class__(**{**vars(read), "clause_mentions": ((odd,),)}))
    with serving(tmp_path / "tracker.db") as site:
        for address in ("/matrix", "/matrix?rijen=vorm&kolommen=houder", "/matrix?kolommen=trede", "/matrix/plaatsen"):
            page = site.get(address)
            assert page.status_code == 200, address
            for markup in ("<script>alert", "<img", "<b>", "60481729", 'href="javascript'):
                assert markup not in page.text, (address, markup)
            assert "&lt;script&gt;" in page.text
        svg = site.get("/matrix.svg?kolommen=houder")
        assert "<script" not in svg.text
        etree.fromstring(svg.content)


def test_a_page_with_many_policies_is_light_and_leads_to_the_others(tmp_path, serving):
    sentence = "De buurt heeft zeggenschap. Meedenken kan. Er is zelfbeheer en advies. "
    policies = [
        (
            policy(
                f"beleid-{number}", title=f"Beleidsregel met een heel lange naam over de buurt nummer {number} " * 3
            ),
            sentence * 40,
        )
        for number in range(40)
    ]
    path = rule(tmp_path / "tracker.db", *policies)
    with Store(path) as store:  # as many cells with something in them as there can be
        more = ("regie", "eigenaarschap", "initiatief", "uitdaagrecht", "inspraak", "budget", "informatie")
        for number, form in enumerate(more):
            store.db.execute(
                """INSERT INTO mentions SELECT id || ?, clause, question, field, start, "end", "trigger", ?, holder,
                rung, force, polarity, rule FROM mentions WHERE form = 'advies'""",
                [f"-{number}", form],
            )
        store.db.conn.commit()
    with serving(path) as site:
        seen: list[str] = []
        following: str | None = "/matrix?maat=woorden&versie=alle"
        while following:
            page = site.get(following)
            assert len(page.content) < 150_000, following
            tree = html.fromstring(page.text)
            rows = tree.xpath('//table[contains(@class, "telling")]/tbody/tr/th//a/@href')
            assert len(rows) <= ROWS
            assert len(tree.xpath('//table[contains(@class, "telling")]/tfoot//td')) == 12
            seen += rows
            later = tree.xpath('//a[@rel="next"]/@href')
            following = later[0] if later else None
        assert seen == [f"/beleid/beleid-{number}" for number in range(40)]


def test_what_another_process_writes_is_counted_at_once(tmp_path, serving):
    path = rule(tmp_path / "tracker.db", (policy("a", title="Regel A"), "De buurt geeft advies."))
    with serving(path) as site:
        for _ in range(4):
            assert "Alles samen: 1 plek" in site.get("/matrix").text
        with Store(path) as store:
            save(store, source("a"), fetched(b"new", "n"), extraction(article(2, "De buurt heeft zeggenschap.")))
            assert "Alles samen: 2 plekken" in site.get("/matrix").text, "while the writer has the file open"
            store.record_check("a", START, "error", address="scan.pdf", error="no text", step="read")
        for _ in range(4):
            assert "Regel A deels gelezen" in plain(site.get("/matrix").text)


def test_without_a_chart_the_table_is_there(village, monkeypatch, caplog):
    monkeypatch.setattr(drawing, "drawing", Drawing(Vega(patience=0)))
    with caplog.at_level(logging.ERROR):
        page = asyncio.run(publication(village).client.get("/matrix")).text
    assert "De grafiek lukt nu niet. Alle getallen staan in de tabel." in page
    assert '<svg viewBox="0 0 946' not in page
    assert len(numbers(page)) > 50
    assert "a chart is left out" in caplog.text
