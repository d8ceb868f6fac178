"""Texts that try to be more than text: no page of the site lets them, whoever made the page.

The pages are found by following links, so that a new page is taken along; one that nothing leads to is named.
"""

import http.client
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode

import httpx
import pytest
from lxml import etree
from support.crawling import crawl, kind_of
from support.direction import still_open
from support.extractions import build
from support.hostile import ATTACKS, TEMPLATE_RAN, hostile_database
from support.serving import running

from tracker.publish.plugin import register_routes

SEEDS = ["/", "/sitemap.xml", "/robots.txt", "/favicon.ico", "/tracker", "/-/databases", "/-/versions", "/bestaat-niet"]
ODD = [
    "/zoek?q=zeggenschap", "/zoek?q=<script data-hostile>", '/zoek?q="><img data-hostile>&thema="><b data-hostile>',
    "/zoek?q=\u202egnp", "/klopt-niet?over=<b data-hostile>", '/klopt-niet?over=" autofocus onfocus=x data-hostile="',
    "/beleid/<b data-hostile>", "/beleid/vijandig-0/<b data-hostile>", "/beleid/vijandig-0/nu/<b data-hostile>",
    "/id/<b data-hostile>", "/thema/<b data-hostile>", "/wijzigingen.atom?vorm=<b data-hostile>",
    "/wijzigingen.atom?<b data-hostile>=1", "/tracker/<b data-hostile>", "/tracker/clauses/<b data-hostile>",
    "/tracker/clauses?_sort=<b data-hostile>", "/tracker/clauses?_search=<b data-hostile>",
    "/tracker/clauses?heading__contains=<b data-hostile>", "/tracker/clauses?_facet=<b data-hostile>",
    "/tracker?sql=select '<b data-hostile>' as [<b data-hostile>]",
    "/tracker/zoek?q=<b data-hostile>", "/tracker/nieuw-sinds?sinds=<b data-hostile>", "/<b data-hostile>",
    "/matrix?thema=<b data-hostile>", "/vergelijk?beleid=<b data-hostile>", "/vergelijk?sinds=<b data-hostile>",
    "/dossier?titel=<b data-hostile>&stukken=<b data-hostile>", "/bronnen?beleid=<b data-hostile>",
    "/matrix/plaatsen?vorm=<b data-hostile>", "/%3Cb%20data-hostile%3E", "/archief/<b data-hostile>",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[httpx.Client]:
    with running(hostile_database(tmp_path_factory.mktemp("hostile"))) as client:
        yield client


def interleaved(clauses: list[str]) -> list[str]:
    """Ids of clauses with an attack after each, as notes."""
    return [each for pair in zip(clauses, ATTACKS) for each in pair]


@pytest.fixture(scope="module")
def answers(site) -> dict[str, httpx.Response]:
    """What the site answers, by address: every kind of page that links lead to, and what nobody should ask."""
    versions = [row["id"] for row in site.get("/tracker/versions.json?_shape=array&_size=100").json()]
    clauses = [row["id"] for row in site.get("/tracker/clauses.json?_shape=array&_size=100").json()]
    dossier = "/dossier?" + urlencode([("titel", ATTACKS[0]), *zip(["stuk", "notitie"] * 4, interleaved(clauses))])
    start = [*SEEDS, dossier, *(f"/id/{version}" for version in versions)]
    of_a_kind = {"/beleid": 12, "/tracker": 1}
    found = dict(crawl(site, start, of_a_kind=lambda kind: of_a_kind.get(kind.split()[0], 2), most=700))
    assert len(found) < 700, "there is more than was looked at"
    return found | {address: site.get(address, follow_redirects=False) for address in ODD}


# ------------------------------------------------------------------ what comes back, as the text that it is


_PROTECTS = "Content-Security-Policy"  # of a page that is to be kept as a file


def ways_to_run(tree: etree._Element) -> list[str]:
    """What in a page could run or be of an attack: all that came in with a document has no place in the markup."""
    found = []
    for element in tree.iter("*"):
        name = etree.QName(element).localname.lower()
        for attribute, value in element.attrib.items():
            if attribute.lower().startswith("on") or attribute == "data-hostile" or attribute == "srcdoc":
                found.append(f"<{name} {attribute}>")
            if re.match(r"[\s\0-\x20]*(javascript|vbscript|data)\s*:", value, re.IGNORECASE):
                found.append(f"<{name} {attribute}={value[:40]}>")
        if name == "script" and not (element.get("src", "").startswith("/beleidsvolger/") and not element.text):
            found.append("<script> inside the page")
        if name in ("iframe", "object", "embed", "base") or element.get("http-equiv") not in (None, _PROTECTS):
            found.append(f"<{name}>")
    return found


_LIVE_IN_MARKDOWN = re.compile(r"(?<![\\`])<(?!https?://)[a-z/!][^\n]{0,40}|\]\((?!https?:|/)[^)]*\)", re.IGNORECASE)
"""Elements that are not escaped, and links that lead to no page."""


def markup_in(answer: httpx.Response) -> list[str]:
    """The ways to run in an answer, also in pages that are inside it as text."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if not answer.text:
        return []
    if kind == "text/html":
        return ways_to_run(etree.HTML(answer.text))
    if kind in ("application/atom+xml", "application/xml", "image/svg+xml"):
        tree = etree.fromstring(answer.content)
        inner = [etree.HTML(each.text) for each in tree.iter("{*}content") if each.get("type") == "html" and each.text]
        return [way for each in (tree, *inner) for way in ways_to_run(each)]
    if kind == "application/json":
        json.loads(answer.text)
    if kind == "text/markdown":
        return re.findall(
            r"(?<![\\`])<(?!https?://)[a-z/!][^\n]{0,40}|\]\((?!https?:|/)[^)]*\)", answer.text, re.IGNORECASE
        )
    if answer.content.startswith(b"PK"):
        return list(_leads_of_office_file(answer.content))
    return []


def _leads_of_office_file(content: bytes) -> Iterator[str]:
    """What a file for a word processor leads to that is no web page, or that it takes in by itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                text = file.read(name).decode()
                etree.fromstring(text.encode())
                yield from re.findall(r'(?:Target|href)="(?:javascript|data|file|vbscript):[^"]*', text, re.IGNORECASE)


def test_nothing_from_a_document_becomes_markup(answers):
    harmed = {address: found for address, answer in answers.items() if (found := markup_in(answer))}
    assert harmed == {}


def test_nothing_from_a_document_is_read_as_a_template(answers):
    assert [address for address, answer in answers.items() if TEMPLATE_RAN in answer.text] == []


def test_the_attacks_are_shown_as_what_they_are(answers):
    """The crawl found them at all: without this, an empty site would pass."""
    pages = [
        "".join(etree.HTML(answer.text).itertext())
        for answer in answers.values()
        if answer.text and "html" in answer.headers.get("content-type", "")
    ]
    for hostile in ATTACKS[:-1]:  # the last one has letters that nobody sees
        assert sum(hostile in page for page in pages) > 5, hostile


_ISOLATED = " | ".join(
    ["//a", "//bdi", "//td", "//blockquote", "//*[name() = 'svg']"]
    + [f"//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in ("bron", "naam")]
)
"""What the browser or `site.css` keeps apart; the test with a browser looks whether it does."""


def turned_round(html: str) -> list[str]:
    """The elements at whose end something that turns the direction still goes on, beside what is kept apart."""
    tree = etree.HTML(html)
    for element in tree.xpath(_ISOLATED):
        tail = element.tail
        element.clear()
        element.tail = tail
    return [f"<{element.tag}>" for element in tree.iter("*") if still_open("".join(element.itertext()))]


def test_no_text_turns_round_what_is_behind_it(answers):
    pages = {
        address: answer.text
        for address, answer in answers.items()
        if "\u202e" in answer.text and answer.headers["content-type"].startswith("text/html")
    }
    assert len(pages) > 20
    assert {address: found for address, html in pages.items() if (found := turned_round(html))} == {}


_MAY_BE_ABSENT = ("/archief/", "/dossier.")
"""Files that this test did not put in the archive, and of a dossier in which nothing stands."""


def test_no_page_breaks_and_no_link_is_dead(answers):
    wrong = {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code >= 500
        or (answer.status_code >= 400 and address not in (*ODD, *SEEDS) and not address.startswith(_MAY_BE_ABSENT))
    }
    assert wrong == {}


# ------------------------------------------------------------------ what every answer tells the browser


def protected(answer: httpx.Response) -> bool:
    said = answer.headers.get("content-security-policy", "").split(";")
    allowed = {name: sources for name, _, sources in (each.strip().partition(" ") for each in said)}
    return answer.headers.get("x-content-type-options") == "nosniff" and {
        name: allowed.get(name) for name in ("default-src", "script-src", "object-src", "base-uri", "form-action")
    } == {
        "default-src": "'self'",
        "script-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }


def test_every_answer_forbids_scripts_from_elsewhere(site, answers):
    """Also errors, files, downloads, redirects, what has not changed, and what is refused."""
    feed = site.get("/wijzigingen.atom")
    others = {
        "unchanged": site.get("/wijzigingen.atom", headers={"If-None-Match": feed.headers["etag"]}),
        "refused": site.post("/tracker"),
        "sent": site.post("/klopt-niet", data={"wat": ""}),
        "static": site.get("/beleidsvolger/site.css"),
        "no static": site.get("/beleidsvolger/bestaat-niet.js"),
        "Datasette's": site.get("/-/static/app.css"),
        "download": site.get("/tracker.db"),
        "head": site.head("/"),
        "options": site.options("/"),
    }
    assert others["unchanged"].status_code == 304
    assert [name for name, answer in (answers | others).items() if not protected(answer)] == []


def test_no_answer_lets_another_site_in(answers):
    for address, answer in answers.items():
        assert "access-control-allow-origin" not in answer.headers, address
        assert re.match("/(?!/)", answer.headers.get("location", "/")), address


def test_every_page_of_the_site_was_among_them(answers):
    """A page that no link leads to is not only untested here: a visitor does not find it either."""
    paths = {address.partition("?")[0] for address in answers}
    unseen = [
        pattern
        for pattern, _ in register_routes()
        if not any(re.match(pattern, path) for path in paths) and "sitemap-" not in pattern
    ]
    assert unseen == []
    assert len({kind_of(address) for address in answers}) > 60


# ------------------------------------------------------------------ nothing outside the database and its files

_OUTSIDE = (
    "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd", "..%5c..%5cetc%5cpasswd", "%252e%252e%252fetc%252fpasswd", "/etc/passwd", "..", "%00",
    "sources.toml", "../sources.toml", "%2e%2e/sources.toml", "%2e%2e%2f%2e%2e%2fsources.toml",
    "../tracker.db", "%2e%2e%2ftracker.db", "..;/tracker.db",
)  # fmt: skip


def as_it_is(site: httpx.Client, path: str) -> tuple[int, bytes]:
    """Ask for a path without the tidying up that a client does."""
    with closing(http.client.HTTPConnection(site.base_url.host, site.base_url.port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize(
    "place", ["/archief/", "/beleidsvolger/", "/-/static/", "/beleid/", "/beleid/vijandig-0/", "/tracker/", "/id/", "/"]
)
def test_no_path_leads_outside(site, place):
    for path in _OUTSIDE:
        status, content = as_it_is(site, place + path)
        assert b"root:" not in content, place + path
        assert b"[[policies]]" not in content, place + path
        assert not content.startswith(b"SQLite format 3"), place + path
        assert status in (302, 400, 403, 404) or content.startswith(b"<!DOCTYPE html>"), place + path
        assert status < 500, place + path


def test_a_path_in_the_database_leads_nowhere_outside_the_archive(tmp_path):
    path = build(tmp_path / "tracker.db")
    (tmp_path / "geheim.txt").write_text("geheim")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "ab").symlink_to(tmp_path / "geheim.txt")
    with closing(sqlite3.connect(path)) as db, db:
        hashes = [sha256 for (sha256,) in db.execute("SELECT sha256 FROM snapshots ORDER BY sha256 LIMIT 4")]
        places = ("../geheim.txt", str(tmp_path / "geheim.txt"), "ab", "")
        db.executemany("UPDATE snapshots SET path = ? WHERE sha256 = ?", zip(places, hashes))
    with running(path) as site:
        for sha256 in hashes:
            answer = site.get(f"/archief/{sha256}")
            assert answer.status_code == 404
            assert "geheim" not in answer.text


# ------------------------------------------------------------------ SQL of a visitor is limited


@pytest.mark.parametrize(
    "sql",
    [
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "SELECT count(*) FROM clauses a, clauses b, clauses c, clauses d, clauses e, clauses f",
        "SELECT length(group_concat(a.text || b.text)) FROM clauses a, clauses b, clauses c, clauses d",
        "SELECT 1 WHERE printf('%.*c', 900000000, 'x') LIKE '%y%z%y%z%y%z'",
        "SELECT instr(hex(zeroblob(900000)), hex(zeroblob(450000)) || '1')",
    ],
)
def test_a_query_has_so_much_time_and_the_site_goes_on(site, sql):
    answer = site.get("/tracker.json", params={"sql": sql})
    assert answer.status_code in (200, 400)
    assert answer.elapsed.total_seconds() < 8
    assert site.get("/over").elapsed.total_seconds() < 2


def test_a_query_has_so_many_rows(site):
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT i FROM n"
    answer = site.get("/tracker.json", params={"sql": sql}).json()
    assert (len(answer["rows"]), answer["truncated"]) == (1000, True)


def test_a_result_is_so_large(site):
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(randomblob(900000)) FROM n"
    answer = site.get("/tracker.json", params={"sql": sql})
    assert answer.status_code == 400
    assert "the result is too large" in answer.json()["error"]
    assert answer.elapsed.total_seconds() < 2


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM clauses", "DROP TABLE clauses", "UPDATE clauses SET text = ''", "ATTACH '/tmp/x.db' AS x",
     "PRAGMA writable_schema = 1", "VACUUM INTO '/tmp/x.db'", "SELECT load_extension('/tmp/x.so')",
     "SELECT writefile('/tmp/x', 'x')", "SELECT readfile('/etc/passwd')", "WITH x AS (SELECT 1) DELETE FROM clauses",
     "INSERT INTO clauses_fts(clauses_fts) VALUES ('delete-all')", "explain DELETE FROM clauses",
     "select 1; DELETE FROM clauses"],
)  # fmt: skip
def test_a_query_only_reads(site, sql):
    before = site.get("/tracker/clauses.json?_size=0").json()["filtered_table_rows_count"]
    answer = site.get("/tracker.json", params={"sql": sql})
    assert answer.status_code == 400 or sql.startswith("explain")
    assert site.get("/tracker/clauses.json?_size=0").json()["filtered_table_rows_count"] == before
