"""The page of a dossier and its files, against a real server: the address holds everything, scripts are not needed."""

import asyncio
import io
import json
import re
import sqlite3
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import docx
import pypandoc
import pytest
from lxml import html
from support.extractions import article, extraction, fetched, policy, save, source

from tracker.publish import publication
from tracker.publish.dossier import finding, pandoc
from tracker.publish.dossier.collection import MOST_ENTRIES
from tracker.publish.dossier.finding import find
from tracker.publish.dossier.item import Item, Missing, Standing
from tracker.publish.dossier.turns import turn
from tracker.store import Store

OLD, NEW = "iac-d8e6ad68", "iac-ef510a41"
CHANGED = f"{OLD}/chp_3__subsec_A__art_5__para_3"
QUESTION = "iac-vragen-87b6c38f/vraag_1"
GONE = "iac-00000000/art_1"


def get(site, *pairs: tuple[str, str], path: str = "/dossier"):
    """Ask for a dossier; the parameters stay in this order."""
    return site.get(f"{path}?{urlencode(pairs)}")


class InProcess:
    """The site on a database of its own, without a server: quick to start."""

    def __init__(self, db: Path) -> None:
        self._site = publication(db)

    def get(self, path: str):
        return asyncio.run(self._site.client.get(path))


def with_one_clause(folder: Path) -> tuple[InProcess, str]:
    """A site with one clause, and its id."""
    with Store(folder / "tracker.db") as store:
        store.save_register([policy()])
        save(store, source(), fetched(), extraction(article(1, "De buurt beslist.")))
        (clause,) = [row["id"] for row in store.db.query("SELECT id FROM clauses")]
    return InProcess(folder / "tracker.db"), clause


def words(answer) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.fromstring(answer.text).text_content().split())


def entries(answer) -> list:
    """The entries that a page shows."""
    return html.fromstring(answer.text).xpath("//*[@data-stuk]")


def ids(answer) -> list[str]:
    return [entry.get("data-stuk") for entry in entries(answer)]


def notes(answer) -> list[str]:
    return [(field.text or "").removeprefix("\n") for field in html.fromstring(answer.text).xpath("//textarea")]


# ------------------------------------------------------------------ what it shows


def test_an_empty_dossier_says_how_to_begin(village_site):
    page = village_site.get("/dossier")
    assert page.status_code == 200
    assert "Er zit nog niets in uw dossier" in words(page)
    assert "noindex" not in page.text


def test_a_clause_is_shown_with_its_text_its_place_and_what_became_of_it(village_site):
    page = get(village_site, ("titel", "Ons <b>plein</b>"), ("stuk", CHANGED), ("notitie", "Let op:\n\nhet bedrag"))
    said = words(page)
    assert "<h1" in page.text
    assert "Ons &lt;b&gt;plein&lt;/b&gt;" in page.text
    assert "Artikel 5, derde lid" in said
    assert "versie vanaf 1 juli 2018 tot 1 april 2021" in said
    assert "De bewonersgroep beslist over de besteding van dat bedrag." in said
    assert "beslist Een groep van bewoners beslist mee of moet het ermee eens zijn. Dat moet." in said
    assert "Er is een nieuwere versie, vanaf 1 april 2021. Daarin is dit veranderd." in said
    assert "600" in said.partition("Daarin is dit veranderd.")[2][:200], "what changed is said"
    links = {link.text_content(): link.get("href") for link in html.fromstring(page.text).iter("a")}
    assert links["Lees hoe het nu is"] == f"/beleid/iac/{NEW}/chp_3__subsec_A__art_5__para_3"
    assert links["Vergelijk de versies"] == f"/vergelijk?beleid=iac&van={OLD}&tot={NEW}"
    assert f"Vast adres: {str(village_site.base_url).rstrip('/')}/beleid/iac/{CHANGED}." in said
    assert re.search("vingerafdruk [0-9a-f]{64}", said)
    assert "Bij de uitgever" not in said, "the policy is made up"
    assert notes(page) == ["Let op:\n\nhet bedrag"]
    assert '<meta name="robots" content="noindex">' in page.text


def test_an_article_has_all_that_falls_under_it(village_site):
    page = get(village_site, ("stuk", f"{OLD}/chp_2__art_2"))
    quoted = entries(page)[0].xpath(".//blockquote/p")
    assert [paragraph.text_content()[:3] for paragraph in quoted] == ["1. ", "a. ", "b. ", "c. ", "2. ", "3. "]
    assert quoted[1].get("class") == "diep-2"


def test_a_question_has_its_answer(village_site):
    said = words(get(village_site, ("stuk", QUESTION)))
    assert "Vraag 1: Doel en reikwijdte" in said
    assert re.search(r"Vraag: In artikel 3.*Antwoord: Juist dan\.", said)
    assert "Dit staat in de nieuwste versie." in said


def test_what_holds_no_more_says_so(village_site):
    page = get(village_site, ("stuk", "sociaal-makelen-7be5d40e/chp_1__art_1"))
    said = words(page)
    assert '<a href="/beleid/sociaal-makelen-2025">Bekijk wat ervoor in de plaats kwam</a>' in page.text
    assert "Dit staat in de laatste versie, maar die geldt niet meer sinds 22 januari 2025." in said
    assert "In de plaats daarvan kwam: VOORBEELD: Nadere regel" in said


def test_what_is_not_there_is_named_and_keeps_its_note(village_site):
    page = get(village_site, ("stuk", GONE), ("notitie", "bewaar dit"), ("stuk", "<script>/x"))
    said = words(page)
    assert f"Dit stuk staat niet (meer) op deze site: {GONE}. Het hoorde bij VOORBEELD: Beleidsregel Informatie" in said
    assert notes(page) == ["bewaar dit", ""]
    assert "<script>/x" not in page.text


def test_what_does_not_fit_is_a_second_dossier(village_site):
    many = [("stuk", f"{OLD}/x{number}") for number in range(MOST_ENTRIES + 2)]
    page = get(village_site, *many)
    assert len(ids(page)) == MOST_ENTRIES
    (second,) = re.findall(r'<a href="([^"]+)">bekijk die als een tweede dossier', page.text)
    assert ids(village_site.get(second.replace("&amp;", "&"))) == [f"{OLD}/x50", f"{OLD}/x51"]
    refused = get(village_site, *many, path="/dossier.md")
    assert refused.status_code == 404
    assert "passen 50 stukken" in words(refused)


def test_a_dossier_that_is_too_long_to_share_says_so_and_loses_nothing(village_site):
    note = "lang " * 1_900
    page = get(village_site, ("stuk", CHANGED), ("notitie", note))
    assert "Dit dossier is te lang om te delen" in words(page)
    assert notes(page) == [note.strip()]


@pytest.mark.parametrize(
    "query",
    ["stuk", "stuk=&notitie=los", "stuk=%00%ff&notitie=%f0%9f", "x=1&stuk=" + "y" * 10_000, "titel=" + "t" * 10_000,
     "omhoog=zz&stuk=a/b", "stuk=" + "/" * 500, "erbij=" + "z" * 10_000, "stuk=a/b%0Ac&stuk=%27%22%3E%3Cscript%3E"],
)  # fmt: skip
def test_nonsense_is_a_page(village_site, query):
    page = village_site.get(f"/dossier?{query}")
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert village_site.get(f"/dossier.md?{query}").status_code in (200, 404)


def test_hostile_texts_of_documents_and_visitors_stay_text(tmp_path):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(title=evil)])
        save(store, source(), fetched(page="javascript:alert(3)"), extraction(article(1, evil, evil), title=evil))
        (clause,) = [row["id"] for row in store.db.query("SELECT id FROM clauses")]
    site = InProcess(tmp_path / "tracker.db")
    page = get(site, ("titel", evil), ("stuk", clause), ("notitie", evil + "</textarea><script>"))
    assert "&lt;img src=x" in page.text
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert "javascript:" not in page.text
    assert "</textarea><script>" not in page.text
    word = get(site, ("titel", evil), ("stuk", clause), ("notitie", evil), path="/dossier.docx")
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert f"Notitie: {evil[:-1]}" in paragraphs


# ------------------------------------------------------------------ what the form does, without a script


def test_the_buttons_of_the_form_lead_to_the_address_of_the_new_dossier(village_site):
    three = [("titel", "Drie"), ("stuk", "a/1"), ("notitie", "een"), ("stuk", "a/2"), ("notitie", ""), ("stuk", "a/3")]
    for button, order in {
        ("omhoog", "3"): ["a/1", "a/3", "a/2"],
        ("omlaag", "1"): ["a/2", "a/1", "a/3"],
        ("omhoog", "1"): ["a/1", "a/2", "a/3"],
        ("weg", "2"): ["a/1", "a/3"],
        ("weg", "4"): ["a/1", "a/2", "a/3"],
        ("omlaag", "-1"): ["a/1", "a/2", "a/3"],
        ("werkbij", "ja"): ["a/1", "a/2", "a/3"],
    }.items():
        page = get(village_site, *three, ("erbij", ""), button)
        assert ids(page) == order, button
        assert notes(page)[order.index("a/1")] == "een"
        assert page.url.params["titel"] == "Drie"
        assert not {"omhoog", "omlaag", "weg", "werkbij", "erbij"} & set(page.url.params)


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        (CHANGED, [CHANGED]),
        (f"/id/{QUESTION}", [QUESTION]),
        (f"https://elders.example/beleid/iac/{CHANGED}", [CHANGED]),
        ("/beleid/iac/nu/chp_2__art_2", [f"{NEW}/chp_2__art_2"]),
        (f"/beleid/iac/{OLD}#chp_2__art_2", [f"{OLD}/chp_2__art_2"]),
        (f"/dossier?stuk={QUESTION}&stuk={CHANGED}&stuk={GONE}", [QUESTION, CHANGED]),
    ],
)
def test_a_pasted_address_is_put_at_the_end(village_site, pasted, expected):
    page = get(village_site, ("stuk", f"{OLD}/chp_3__subsec_B__art_9"), ("notitie", "blijft"), ("erbij", pasted))
    assert ids(page) == [f"{OLD}/chp_3__subsec_B__art_9", *expected]
    assert notes(page)[0] == "blijft"
    assert page.history[0].headers["location"].endswith(f"#stuk-{1 + len(expected)}")


@pytest.mark.parametrize(
    "pasted", ["onzin", "/beleid/iac/nu/art_999", "/beleid/zz/nu/art_1", GONE, "https://[", "/over"]
)
def test_what_is_no_clause_or_question_is_refused_in_words(village_site, pasted):
    page = get(village_site, ("stuk", CHANGED), ("notitie", "blijft"), ("erbij", pasted))
    assert ids(page) == [CHANGED]
    assert notes(page) == ["blijft"]
    assert "Dit adres is niet van een bepaling of vraag op deze site" in words(page)
    (field,) = html.fromstring(page.text).xpath("//input[@name='erbij']")
    assert field.get("value") == pasted
    assert field.get("aria-invalid") == "true"


def test_a_full_dossier_takes_nothing_more(village_site):
    full = [("stuk", f"a/{number}") for number in range(MOST_ENTRIES)]
    page = get(village_site, *full, ("erbij", CHANGED))
    assert len(ids(page)) == MOST_ENTRIES
    assert "Er passen 50 stukken in een dossier" in words(page)


# ------------------------------------------------------------------ files


def test_the_same_address_gives_files(village_site):
    pairs = [("titel", "Zeggenschap & geld"), ("stuk", CHANGED), ("notitie", "Eén – notitie"), ("stuk", QUESTION)]
    made = {format_: get(village_site, *pairs, path=f"/dossier.{format_}") for format_ in ("docx", "odt", "md")}
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(made["docx"].content)).paragraphs]
    assert paragraphs[0] == "Zeggenschap & geld"
    assert "Notitie: Eén – notitie" in paragraphs
    kind = zipfile.ZipFile(io.BytesIO(made["odt"].content)).read("mimetype").decode()
    assert made["odt"].headers["content-type"] == kind
    footnote = next(line for line in made["md"].text.splitlines() if line.startswith("[^1]:"))
    assert footnote.startswith("[^1]: Artikel 5, derde lid, VOORBEELD: Beleidsregel Informatie")
    assert f"<{str(village_site.base_url).rstrip('/')}/beleid/iac/{CHANGED}>" in footnote
    for format_, answer in made.items():
        assert answer.headers["content-disposition"] == f'attachment; filename="dossier-zeggenschap-geld.{format_}"'
        assert "no-store" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_empty_dossier_is_no_file(village_site):
    answer = village_site.get("/dossier.docx")
    assert answer.status_code == 404
    assert 'href="/dossier"' in answer.text
    assert village_site.get("/dossier.exe").status_code == 404


def test_many_files_at_once_are_all_made(village_site):
    def one(number: int) -> tuple[int, bytes]:
        answer = get(village_site, ("titel", str(number)), ("stuk", CHANGED), path="/dossier.docx")
        return answer.status_code, answer.content

    with ThreadPoolExecutor(8) as visitors:
        made = list(visitors.map(one, range(8)))
    assert [status for status, _ in made] == [200] * 8
    titles = [docx.Document(io.BytesIO(content)).paragraphs[0].text for _, content in made]
    assert titles == [str(number) for number in range(8)]


def test_a_file_that_takes_too_long_is_answered_with_what_does_work(tmp_path, monkeypatch):
    site, clause = with_one_clause(tmp_path)
    monkeypatch.setattr(pandoc, "LONGEST_SECONDS", 0.0001)
    answer = get(site, ("stuk", clause), ("notitie", "blijft"), path="/dossier.odt")
    assert answer.status_code == 503
    links = {link.text_content(): link.get("href") for link in html.fromstring(answer.text).iter("a")}
    assert "notitie=blijft" in links["Download het als Markdown"]
    assert "Notitie:** blijft" in site.get(links["Download het als Markdown"]).text
    monkeypatch.undo()
    assert site.get(links["Probeer het nog eens"]).status_code == 200


def test_without_pandoc_markdown_is_left_and_the_page_says_so(tmp_path, monkeypatch):
    site, clause = with_one_clause(tmp_path)
    assert "Download voor Word" in words(get(site, ("stuk", clause)))
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: str(tmp_path / "is-er-niet"))
    pandoc._version.cache_clear()
    said = words(get(site, ("stuk", clause)))
    assert "Word en OpenDocument kan deze site nu niet maken" in said
    assert "Download voor Word" not in said
    assert get(site, ("stuk", clause), path="/dossier.docx").status_code == 503
    assert get(site, ("stuk", clause), path="/dossier.md").status_code == 200


def test_nobody_waits_for_ever_for_a_turn():
    async def third() -> float:
        began = time.monotonic()
        async with turn("proef", 2, 1), turn("proef", 2, 1):
            with pytest.raises(TimeoutError):
                async with turn("proef", 2, 0.2):
                    pass
        async with turn("proef", 2, 1):
            return time.monotonic() - began

    assert asyncio.run(third()) < 1


# ------------------------------------------------------------------ what became of a clause


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A rule in two versions: article 1 is the same, 2 has other words, 3 is repealed."""
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        old = [
            article(1, "De buurt beslist over het plein."),
            article(2, "Het college vraagt de buurt om advies."),
            article(3, "De sleutel ligt bij de conciërge van de school."),
        ]
        new = [old[0], article(2, "Het college vraagt de buurt en de school om advies.")]
        save(store, source(), fetched(b"1", "CVDR900001_1", valid_from="2020-01-01"), extraction(*old))
        save(store, source(), fetched(b"2", "CVDR900001_2", valid_from="2022-01-01"), extraction(*new), day=9)
    return tmp_path / "tracker.db"


def looked_up(path: Path) -> dict[str, Item | Missing]:
    """What is found for all clauses of a database, by citation and whether they are of the first version."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    first = "SELECT clauses.id FROM clauses JOIN versions ON versions.id = version WHERE versions.rowid = 1"
    found = find(connection, [row["id"] for row in connection.execute(first)])
    connection.close()
    return {item.citation: item for item in found.values()}  # type: ignore[union-attr]


def test_what_became_of_it_is_known_by_its_thread(versions):
    found = looked_up(versions)
    assert {place: item.standing for place, item in found.items()} == {
        "artikel 1": Standing.SAME,
        "artikel 2": Standing.CHANGED,
        "artikel 3": Standing.GONE,
    }
    assert found["artikel 2"].newest.citation == "artikel 2"
    assert any("school" in sentence for sentence in found["artikel 2"].newest.sentences)
    assert found["artikel 3"].newest.clause == ""


def test_a_better_reading_of_ours_is_no_change_of_theirs(tmp_path):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
        save(store, source(), fetched(b"1", valid_from="2020-01-01"), extraction(article(1, "De buurtbe slist.")))
        better = extraction(article(1, "De buurt beslist."))
        save(store, source(), fetched(b"1", valid_from="2020-01-01"), better, extractor="x2", day=3)
    assert looked_up(tmp_path / "tracker.db")["artikel 1"].standing == Standing.REREAD


def test_a_database_that_is_being_emptied_gives_a_page(tmp_path):
    site, clause = with_one_clause(tmp_path)
    assert "De buurt beslist." in words(get(site, ("stuk", clause)))
    with closing(sqlite3.connect(tmp_path / "tracker.db")) as db, db:
        db.execute("DELETE FROM clauses")
        db.execute("DELETE FROM versions")
    assert "Niet gevonden" in words(get(site, ("stuk", clause)))


# ------------------------------------------------------------------ speed and size


def test_every_look_is_along_an_index(village):
    connection = sqlite3.connect(village)
    for name in ("_ITEMS", "_BELOW", "_MENTIONS", "_SENTENCES", "_POLICIES"):
        plan = connection.execute(f"EXPLAIN QUERY PLAN {getattr(finding, name)}", {"ids": json.dumps([CHANGED])})
        scans = {row[3] for row in plan if row[3].startswith("SCAN")}
        assert scans <= {"SCAN json_each VIRTUAL TABLE INDEX 1:", "SCAN wanted", "SCAN below"}, name
    connection.close()


def test_a_full_dossier_is_found_at_once_and_stays_light(village, village_site):
    connection = sqlite3.connect(village)
    connection.row_factory = sqlite3.Row
    longest = "SELECT id FROM clauses WHERE kind IN ('artikel', 'hoofdstuk') ORDER BY length(text) DESC LIMIT ?"
    chosen = [row["id"] for row in connection.execute(longest, [MOST_ENTRIES])]
    began = time.perf_counter()
    found = find(connection, chosen)
    assert time.perf_counter() - began < 0.25
    connection.close()
    assert all(isinstance(item, Item) for item in found.values())
    page = get(village_site, *(("stuk", id_) for id_ in chosen))
    assert len(ids(page)) == MOST_ENTRIES
    assert len(page.content) < 150_000
