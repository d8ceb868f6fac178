"""The site as a visitor and a program meet it, against a real server."""

import re
import sqlite3
from pathlib import Path

import pytest
from datasette.utils import tilde_encode
from support.extractions import article, build, extraction, fetched, policy, save, source

from tracker.publish.dutch import percent
from tracker.quality import load_quality
from tracker.store import Store

TABLES = [
    "policies", "successions", "sources", "checks", "snapshots", "versions", "readings", "clauses", "questions",
    "question_clauses", "citations", "mentions", "changes", "mention_changes", "set_apart", "bepalingen", "vragen",
    "vermeldingen", "nieuwste",
]  # fmt: skip
QUERIES = ["zoek", "zeggenschap-per-vorm", "nieuw-sinds", "vragen-over-artikel", "bronnen-die-niet-lukten"]


def plain(html: str) -> str:
    """The words of a page: no tags, single spaces."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def ids(site, table: str) -> list[str]:
    column = {"bepalingen": "bepaling", "vragen": "vraag_id"}.get(table, "id")
    return [row[column] for row in site.get(f"/tracker/{table}.json?_shape=array").json()]


# ------------------------------------------------------------------ every page is there


@pytest.mark.parametrize("path", ["", *TABLES, *QUERIES])
def test_every_page_loads_in_dutch_with_what_is_made_up_marked(site, path):
    page = site.get(f"/tracker/{path}" if path else "/tracker")
    assert page.status_code == 200
    assert '<html lang="nl">' in page.text
    assert "Teksten met VOORBEELD ervoor zijn verzonnen" in page.text


@pytest.mark.parametrize("path", [*TABLES, *QUERIES])
def test_everything_is_there_as_json_and_csv(site, path):
    assert isinstance(site.get(f"/tracker/{path}.json?_shape=array").json(), list)
    csv = site.get(f"/tracker/{path}.csv")
    assert csv.status_code == 200
    assert csv.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "table", ["policies", "sources", "snapshots", "versions", "clauses", "questions", "mentions", "changes"]
)
def test_every_row_has_a_page(site, table):
    keys = ids(site, table) if table != "snapshots" else [
        row["sha256"] for row in site.get("/tracker/snapshots.json?_shape=array").json()]  # fmt: skip
    assert keys
    for key in keys:
        assert site.get(f"/tracker/{table}/{tilde_encode(key)}").status_code == 200, key


def test_the_home_page_names_the_policies_and_what_is_not_known(site):
    page = site.get("/")
    words = plain(page.text)
    assert "Beleidsregel Buurtkracht Vervangen door VOORBEELD: Nadere regel Buurthuis" in words
    assert "Lees de tekst 3 plekken over zeggenschap gemarkeerd 2 vragen met antwoord" in words
    assert "Tekst nog niet gevonden Het is nog niet gelukt om de tekst op te halen." in words
    assert page.text.count("<form") == 1


# ------------------------------------------------------------------ search on whole words, as a prepared query


def test_what_says_it_goes_before_what_only_has_it_in_its_heading(site):
    found = site.get("/tracker/zoek.json?q=clientondersteuning&_shape=array").json()
    assert [row["plaats"] for row in found] == ["Vraag 2", "artikel 2, eerste lid", "artikel 2"]
    assert found[-1]["kop"] == "⟦Cliëntondersteuning⟧"


def test_one_text_from_two_sources_is_found_once(tmp_path, serving):
    one, two = source(id="cvdr"), source(id="gmb")
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy("buurtkracht", one, two)])
        for from_, content in ((one, b"1"), (two, b"2")):
            save(store, from_, fetched(content, content.decode()), extraction(article(1, "De buurt beslist.")))
    with serving(tmp_path / "tracker.db") as site:
        rows = site.get("/tracker/zoek.json?q=beslist&_shape=array").json()
        page = site.get("/").text
    assert [row["plaats"] for row in rows] == ["artikel 1"]
    assert rows[0]["bepaling"].startswith("buurtkracht-")
    assert "VOORBEELD" not in page


# ------------------------------------------------------------------ prepared queries


@pytest.mark.parametrize(
    ("query", "column", "expected"),
    [
        ("zeggenschap-per-vorm?vorm=zelfbeheer", "plaats", ["artikel 4", "artikel 1"]),
        ("zeggenschap-per-vorm?vorm=+Advies", "plaats", ["artikel 1"]),
        ("zeggenschap-per-vorm", "woord_count", 5),
        ("nieuw-sinds?sinds=2026-03-15", "wat", ["gewijzigd", "toegevoegd"]),
        ("nieuw-sinds?sinds=2027-01-01", "wat", []),
        ("vragen-over-artikel?artikel=1", "nummer", ["Vraag 1"]),
        ("vragen-over-artikel?artikel=Artikel+1", "nummer", ["Vraag 1"]),
        ("vragen-over-artikel?artikel=11", "nummer", []),
        ("vragen-over-artikel?artikel=", "nummer", []),
        ("bronnen-die-niet-lukten", "reden", ["answered 500"]),
    ],
)
def test_prepared_queries(site, query, column, expected):
    path, _, parameters = query.partition("?")
    rows = site.get(f"/tracker/{path}.json?_shape=array&{parameters}").json()
    assert (len(rows) if column == "woord_count" else [row[column] for row in rows]) == expected


def test_ids_in_views_lead_to_their_rows(site):
    page = site.get("/tracker/bepalingen").text
    link, key = re.search(r'<a href="(/id/[^"]+)" title="([^"]+)">lees de bepaling</a>', page).groups()
    assert link == f"/id/{key}"
    assert site.get(link).status_code == 200


# ------------------------------------------------------------------ clause and question


def test_a_policy_leads_to_all_versions_of_its_texts(site):
    words = plain(site.get("/beleid/buurtkracht").text)
    assert "Vanaf 1 juli 2021" in words
    assert "Vanaf 30 januari 2018 tot 1 juli 2021" in words
    versions = re.findall(r'<a href="(/beleid/buurtkracht/[^/"?]+)"', site.get("/beleid/buurtkracht").text)
    assert len(set(versions)) == 3
    assert all(site.get(address).status_code == 200 for address in versions)


def test_the_reader_is_told_how_good_the_mentions_are(site):
    words = plain(site.get("/over").text)
    quality = load_quality()
    clauses, form = quality.clauses, quality.forms["samenspraak"]
    assert f"De computer vond {clauses.found} stukjes die gaan over zeggenschap van bewoners" in words
    assert f"Bij {clauses.right} daarvan was dat goed ({percent(clauses.precision)})." in words
    found = f"Daarvan vond de computer er {clauses.right} ({percent(clauses.recall)})."
    assert f"waren het er {clauses.labelled}. {found}" in words
    assert f"hoe hard het is afgesproken ({percent(quality.values['force'].precision)})" in words
    assert (
        f"samenspraak {form.right} van {form.found} ({percent(form.precision)}) "
        f"{form.right} van {form.labelled} ({percent(form.recall)})"
    ) in words
    for path in ("/", "/zoek?q=zeggenschap", "/tracker", "/tracker/bepalingen"):
        assert 'href="/over#hoe-goed"' in site.get(path, follow_redirects=True).text


def test_what_went_wrong_with_a_source_is_said_in_dutch(site):
    words = plain(site.get("/tracker/bronnen-die-niet-lukten").text)
    assert "ophalen lukte niet" in words


@pytest.mark.parametrize("example", [True, False])
def test_what_is_made_up_leads_to_no_publisher(tmp_path, serving, example):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(example=example)])
        save(store, source(), fetched(page="https://example.org/regeling"), extraction(article(1, "De buurt beslist.")))
    with serving(tmp_path / "tracker.db") as site:
        for path in ("/zoek?q=buurt", f"/id/{ids(site, 'clauses')[0]}"):
            assert ('href="https://example.org/regeling"' in site.get(path).text) is not example, path


def test_a_replaced_clause_says_so_and_a_question_leads_to_its_clause(site):
    replaced = site.get("/tracker/bepalingen.json?nieuwste=0&plaats=artikel+1&_shape=array").json()[0]["bepaling"]
    words = plain(site.get(f"/id/{replaced}").text)
    assert "Er is een nieuwere versie, vanaf 1 juli 2021" in words
    assert "Oudere versie Gold van 30 januari 2018 tot 1 juli 2021." in words
    question = site.get(f"/id/{ids(site, 'questions')[0]}")
    assert "Gaat over artikel 1 Wie beslist" in plain(question.text)
    assert "op elkaar lijken" not in question.text


def test_a_question_and_a_clause_say_that_only_their_words_are_alike(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE question_clauses SET how = 'gelijkenis'")
        ((question, clause),) = db.execute("SELECT question, clause FROM question_clauses")
        db.execute("UPDATE versions SET newest = 1")
    db.close()
    with serving(path) as site:
        for address in (f"/id/{question}", f"/id/{clause}"):
            assert "dat de woorden op elkaar lijken" in plain(site.get(address).text), address


def test_the_archived_file_is_what_was_fetched(site):
    held = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    answer = site.get(f"/archief/{held}")
    assert answer.content == b"1"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment")
    lost = next(sha for sha in re.findall("[0-9a-f]{64}", site.get("/tracker/snapshots").text) if sha != held)
    for sha256 in (lost, "0" * 64):
        answer = site.get(f"/archief/{sha256}")
        assert answer.status_code == 404
        assert "staat niet in het archief" in answer.text


# ------------------------------------------------------------------ nothing can be written, nothing else can be read


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/tracker/zoek"),
        ("POST", "/tracker/policies"),
        ("POST", "/tracker/-/insert"),
        ("PUT", "/tracker/policies/buurtkracht"),
        ("DELETE", "/tracker/policies/buurtkracht"),
        ("GET", "/tracker?sql=DELETE+FROM+policies"),
        ("GET", "/tracker?sql=INSERT+INTO+successions+VALUES+(1,2)"),
        ("GET", "/tracker?sql=WITH+x+AS+(SELECT+1)+DELETE+FROM+policies"),
        ("GET", "/tracker?sql=ATTACH+'x.db'+AS+x"),
        ("GET", "/tracker?sql=PRAGMA+journal_mode=wal"),
        ("GET", "/tracker?sql=VACUUM+INTO+'x.db'"),
        ("GET", "/tracker?sql=SELECT+load_extension('x')"),
        ("GET", "/beleidsvolger/../metadata.py"),
        ("GET", "/beleidsvolger/%2e%2e/metadata.py"),
        ("GET", "/archief/../klein.db"),
        ("GET", "/_internal"),
        ("GET", "/_memory"),
    ],
)
def test_what_is_refused(site, database, method, path):
    before = database.read_bytes()
    answer = site.request(method, path)
    assert 400 <= answer.status_code < 500, answer.text[-500:]
    assert "Traceback" not in answer.text
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tracker?_show_hidden=1", 200),
        ("/tracker/clauses?_search=plein", 200),
        ("/tracker/clauses?kind=lid&text__contains=meedenken&_sort_desc=position", 200),
        ("/tracker/clauses?_facet=kind&_facet=version", 200),
        ("/tracker/clauses?_size=2", 200),
        ("/tracker?sql=select+:a&a=1", 200),
        ("/tracker/clauses_fts", 200),
        ("/-/versions", 200),
        ("/-/metadata", 200),
        ("/-/settings", 200),
        ("/-/patterns", 200),
        ("/tracker/clauses?_sort=nope", 400),
        ("/tracker/clauses?_next=nonsense", 200),
        ("/tracker/clauses?_size=-1", 400),
        ("/tracker?sql=select", 400),
        ("/-/permissions", 403),
        ("/-/messages", 200),
        ("/-/auth-token", 403),
    ],
)
def test_what_datasette_can_do_stays(site, path, status):
    answer = site.get(path)
    assert answer.status_code == status, answer.text[-300:]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/", "/zoek?q=plein", "/tracker/clauses", "/bestaat-niet", "/tracker/clauses.json"])
def test_a_browser_is_told_to_run_only_scripts_of_this_site(site, path):
    """What an escape in a template forgets does no harm."""
    answer = site.get(path)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    for script in re.findall("<script.*?</script>", answer.text, re.DOTALL):
        assert re.fullmatch(r'<script type="module" src="/beleidsvolger/[\w-]+\.js"></script>', script)


def test_a_query_without_end_is_cut_off(site):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    answer = site.get("/tracker", params={"sql": endless})
    assert answer.status_code == 400
    assert answer.elapsed.total_seconds() < 10


def test_a_wrong_address_gets_help_in_dutch(site):
    for path in ("/bestaat-niet", "/tracker/bestaat-niet", "/tracker/clauses/bestaat-niet", "/beleid/x"):
        answer = site.get(path)
        assert answer.status_code == 404
        assert "Deze pagina is er niet" in answer.text
        assert "not found" not in answer.text
        assert 'role="search"' in answer.text
    assert site.get("/tracker/bestaat-niet.json").json()["ok"] is False


def test_text_of_documents_cannot_become_markup(tmp_path, serving):
    nasty = "<script>alert(1)</script> <img src=x onerror=alert(2)> ⟦<b>⟧ \u202e zeggenschap"
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy(title="<i>titel</i>", note=nasty)])
        document = fetched(title=nasty, label="<u>label</u>", page="javascript:alert(3)")
        save(store, source(), document, extraction(article(1, nasty, nasty)))
    with serving(tmp_path / "tracker.db") as site:
        clause = site.get("/tracker/clauses.json?_shape=array").json()[0]["id"]
        paths = [
            "/",
            "/zoek?q=zeggenschap",
            f"/id/{clause}",
            "/tracker/bepalingen",
            "/zoek?q=<script>",
        ]
        for path in paths:
            text = site.get(path).text
            for markup in ("<script>alert", "<img", "<i>titel", "<u>label", "<b>", 'href="javascript'):
                assert markup not in text, f"{markup} in {path}"


# ------------------------------------------------------------------ a database that changes under the server


def test_what_another_process_writes_is_shown_at_once(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        assert len(ids(site, "versions")) == 4
        with Store(path) as store:
            save(store, source("speelplek"), fetched(b"7", "g"), extraction(article(1, "Een wipkip.")))
            assert len(ids(site, "versions")) == 5, "not seen while the writer has the file open"
        assert len(ids(site, "versions")) == 5
        assert [row["plaats"] for row in site.get("/tracker/zoek.json?q=wipkip&_shape=array").json()] == ["artikel 1"]


def test_another_file_in_its_place_is_shown_at_once(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site:
        for _ in range(6):  # every thread of the server opens the first file
            assert len(ids(site, "policies")) == 3
        with Store(tmp_path / "next.db") as store:
            store.save_register([policy()])
            save(store, source(), fetched(), extraction(article(1, "Een wipkip.")))
        (tmp_path / "next.db").replace(path)
        for _ in range(6):
            assert ids(site, "policies") == ["buurtkracht"]
        assert "VOORBEELD" not in site.get("/").text


def test_the_download_is_the_whole_database_as_it_is_now(tmp_path, serving):
    path = build(tmp_path / "tracker.db")
    with serving(path) as site, Store(path) as store:
        for versions in (4, 5):
            answer = site.get("/tracker.db")
            assert answer.headers["content-disposition"] == 'attachment; filename="tracker.db"'
            copy = tmp_path / f"copy{versions}.db"
            copy.write_bytes(answer.content)
            with sqlite3.connect(f"file:{copy}?immutable=1", uri=True) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                assert db.execute("SELECT count(*) FROM versions").fetchone() == (versions,)
            save(store, source("speelplek"), fetched(b"7", "g"), extraction(article(1, "Een wipkip.")))


def test_the_file_name_does_not_matter(database):
    assert Path(database).stem != "tracker"
