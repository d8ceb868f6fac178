"""Whatever stands in an address, and whatever is in the database: a page that helps, never an error of the site."""

import re
import shutil
import sqlite3
import threading
from urllib.parse import quote

import httpx
import pytest
from support.extractions import build, extraction, fetched, policy, save, source
from support.pages import KINDS, MORE, addresses

from tracker.model import Question
from tracker.publish import plugin
from tracker.store import Store

LONG = "zeggenschap " * 900
assert len(LONG) > 10_000

VALUES = {
    "nothing": "",
    "a space": "%20",
    "10,000 characters": quote(LONG),
    "operators of the index": quote('AND OR NOT NEAR("a" "b", 3) * ^ + - : ( ) { } lemmas:x "'),
    "an open quotation mark": "%22%27%60",
    "SQL": quote("' OR 1=1; DROP TABLE policies; --"),
    "markup": quote("<script>alert(1)</script>"),
    "a NUL": "a%00b",
    "marks that turn letters around": quote("a\u202eb\u2066c\u200bd\ufeff"),
    "half a character": quote("\ud800", errors="surrogatepass"),
    "no character at all": "%ff%fe",
    "an invalid escape": "%zz%",
    "a path": quote("../../etc/passwd", safe=""),
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "no number": "NaN",
    "a day that is not there": "2023-02-30",
    "another writing": quote("١٢٣ ２０２０ Ⅻ ½"),
    "braces": quote("{{7*7}}{%25}${x}"),
    "a line end": "a%0d%0aSet-Cookie:%20x=1",
}

PARAMETERS = {
    "/zoek": ("q", "thema", "beleid", "versie", "vorm", "houder", "trede", "kracht", "soort", "pagina"),
    "/matrix": ("rijen", "kolommen", "maat", "thema", "beleid", "vorm", "houder", "trede", "kracht", "versie", "stand"),
    "/matrix/plaatsen": ("beleid", "vorm", "houder", "trede", "kracht", "thema", "versie", "pagina"),
    "/matrix.csv": ("rijen", "kolommen", "thema"),
    "/matrix.svg": ("rijen", "kolommen", "thema"),
    "/vergelijk": ("beleid", "van", "tot", "met", "sinds", "alleen", "alles", "pagina"),
    "/vergelijk.json": ("beleid", "van", "tot", "met", "sinds"),
    "/vergelijk.html": ("beleid", "van", "tot", "met", "sinds"),
    "/beleid/iac": ("thema", "versie", "alles"),
    "/beleid/iac/nu": ("bij", "deel"),
    "/dossier": ("titel", "stuk", "notitie", "erbij"),
    "/dossier.md": ("titel", "stuk", "notitie"),
    "/dossier.docx": ("titel", "stuk", "notitie"),
    "/dossier.odt": ("titel", "stuk", "notitie"),
    "/klopt-niet": ("over", "vanaf"),
    "/bronnen": ("beleid", "bladzijde"),
    "/thema/buurtteams": ("bladzijde",),
    "/over": ("x",),
    "/": ("thema", "pagina"),
    "/wijzigingen.atom": ("beleid", "thema", "gemeente", "vorm"),
    "/tracker/clauses": ("_search", "_sort", "_next", "_size", "_facet", "version", "text__contains", "_where"),
    "/tracker/zoek": ("q",),
    "/tracker": ("sql",),
    "/sitemap.xml": ("x",),
}
"""Addresses with what they listen to, and some that they do not."""

PATHS = (
    "/beleid/{}", "/beleid/iac/{}", "/beleid/iac/nu/{}", "/beleid/{}/nu", "/beleid/{}/nu/art_1", "/thema/{}", "/id/{}",
    "/archief/{}", "/tracker/{}", "/tracker/clauses/{}", "/tracker/policies/{}", "/{}", "/beleidsvolger/{}",
    "/sitemap-{}.xml", "/wijzigingen.{}", "/dossier.{}", "/vergelijk.{}", "/matrix/{}",
)  # fmt: skip
"""Addresses with a name in them."""


def tried(site: httpx.Client, addresses_: list[str]) -> list[str]:
    """The addresses that the site cannot cope with, a line each."""
    return [trouble for address in addresses_ if (trouble := trouble_with(site, address))]


def trouble_with(site: httpx.Client, address: str) -> str:
    request = site.build_request("GET", site.base_url)
    request.url = httpx.URL(scheme="http", host=site.base_url.host, port=site.base_url.port, raw_path=address.encode())
    answer = site.send(request)
    short = address if len(address) < 120 else f"{address[:100]}... ({len(address)} characters)"
    if answer.status_code >= 500 or "Traceback" in answer.text:
        return f"{answer.status_code} for {short}"
    is_page = "html" in answer.headers["content-type"] and not address.startswith("/beleidsvolger/")
    if answer.status_code == 404 and is_page and "er niet" not in answer.text:
        return f"no help in Dutch for {short}"
    if "set-cookie" in answer.headers and "x=1" in answer.headers["set-cookie"]:
        return f"a header of the visitor's for {short}"
    return ""


@pytest.mark.parametrize("value", VALUES)
def test_nonsense_for_every_parameter(village_site, value):
    tries = [
        f"{path}?{quote(name)}={VALUES[value]}" + context(name) for path, names in PARAMETERS.items() for name in names
    ]
    assert tried(village_site, tries) == []


def context(name: str) -> str:
    """What else has to be said before a parameter is looked at."""
    return {"pagina": "&q=zeggenschap", "van": "&beleid=iac", "tot": "&beleid=iac", "met": "&beleid=iac"}.get(name, "")


@pytest.mark.parametrize("value", VALUES)
def test_nonsense_in_every_path(village_site, value):
    assert tried(village_site, [path.format(VALUES[value]) for path in PATHS]) == []


def test_every_parameter_twice_and_all_at_once(village_site):
    tries = []
    for path, names in PARAMETERS.items():
        tries += [f"{path}?{name}=a&{name}=b&{name}=" for name in names]
        tries.append(f"{path}?{'&'.join(f'{name}=zeggenschap' for name in names)}")
        tries += [f"{path}?", f"{path}?&&=&=a&a", f"{path}?{'a=1&' * 3000}"]
    assert tried(village_site, tries) == []


@pytest.mark.parametrize("number", ["0", "-5", "1e9", "99999999999999999999", "1.5", " 2", "２", "٣", "0x10"])
def test_pages_that_are_not_there(village_site, number):
    tries = [f"/zoek?q=zeggenschap&pagina={quote(number)}", f"/matrix/plaatsen?pagina={quote(number)}"]
    tries += [f"/beleid/iac/nu?deel={quote(number)}", f"/vergelijk?sinds=2018-01-01&pagina={quote(number)}"]
    tries += [f"/tracker/clauses?_size={quote(number)}", f"/tracker/clauses?_next={quote(number)}"]
    assert tried(village_site, tries) == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/beleid/iacc", "Dit is er wel"),
        ("/beleid/bestaat-helemaal-niet", "Dit is er wel"),
        ("/beleid/iac/iac-00000000", "De tekst die nu geldt"),
        ("/beleid/iac/nu/art_9999", "Lees de hele tekst"),
        ("/id/bestaat-niet", "niet"),
        ("/thema/bestaat-niet", "niet"),
        (f"/archief/{'0' * 64}", "staat niet in het archief"),
    ],
)
def test_an_unknown_id_gets_a_page_that_helps(village_site, address, words):
    answer = village_site.get(address)
    assert answer.status_code == 404
    assert words in answer.text
    assert 'role="search"' in answer.text


def test_every_route_is_tried():
    """A page that is added is added here too."""
    tries = [path.format("x") for path in PATHS] + list(PARAMETERS) + ["/favicon.ico", "/robots.txt", "/tracker.db"]
    tries += ["/archief/" + "0" * 64, "/sitemap-1.xml"]
    routes = [pattern for pattern, _ in plugin.register_routes()]
    assert [route for route in routes if not any(re.match(route, each) for each in tries)] == []


# ------------------------------------------------------------------ databases with little in them


@pytest.fixture
def without_tags(village, tmp_path):
    """The example corpus as it is when nothing has been marked in it."""
    path = tmp_path / "tracker.db"
    shutil.copy(village, path)
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM mention_changes")
        db.execute("DELETE FROM mentions")
        db.execute("DELETE FROM tag_scores")
    db.close()
    return path


def test_without_a_tag(without_tags, serving):
    at = addresses_without_tags(without_tags)
    with serving(without_tags) as site:
        assert tried(site, at) == []
        assert site.get("/").status_code == 200
        assert site.get("/matrix").status_code == 200


def addresses_without_tags(database) -> list[str]:
    with sqlite3.connect(database) as db:
        ids = [row[0] for row in db.execute("SELECT policy || '/' || id FROM versions")]
        policies = [row[0] for row in db.execute("SELECT id FROM policies")]
        (clause,) = db.execute("SELECT policy || '/' || clauses.id FROM clauses JOIN versions ON versions.id = version "
                               "ORDER BY position DESC").fetchone()  # fmt: skip
    db.close()
    fixed = [*PARAMETERS, "/zoek?q=bewoners", "/zoek?q=bewoners&vorm=regie", "/vergelijk?sinds=2018-01-01",
             "/matrix?kolommen=trede", f"/beleid/{clause}"]  # fmt: skip
    return [*fixed, *(f"/beleid/{id_}" for id_ in ids), *(f"/beleid/{id_}" for id_ in policies)]


def test_only_questions(tmp_path, serving):
    """Of the rule itself nothing has been found yet; of another policy nothing at all."""
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        asked = source("buurtkracht", role="vragen")
        store.save_register([policy("buurtkracht", asked), policy("stil")])
        question = Question("1", "Wie beslist over het plein?", "De buurt heeft zeggenschap.")
        save(store, asked, fetched(), extraction(questions=(question,)))
    with serving(path) as site:
        pages = ["/", "/zoek?q=plein", "/beleid/buurtkracht", "/beleid/buurtkracht/nu", "/beleid/stil", "/matrix",
                 "/vergelijk?beleid=buurtkracht", "/vergelijk?beleid=stil", "/vergelijk?beleid=stil&met=buurtkracht",
                 "/bronnen", "/over", "/dossier", "/matrix/plaatsen", "/wijzigingen.atom", "/sitemap.xml"]  # fmt: skip
        assert tried(site, [*pages, "/beleid/stil/nu", "/beleid/stil/nu/art_1"]) == []
        assert [page for page in pages if site.get(page).status_code != 200] == []
        assert site.get("/beleid/stil/nu").status_code == 404


def test_a_database_that_is_rewritten_at_that_moment(village, tmp_path, serving):
    """Another file takes its place over and over, and one is written into: no page fails, none is half of each."""
    path = tmp_path / "tracker.db"
    shutil.copy(village, path)
    other = build(tmp_path / "other.db")
    over = threading.Event()

    def rewrite() -> None:
        number = 0
        while not over.is_set():
            number += 1
            shutil.copy(village if number % 2 else other, tmp_path / "next.db")
            (tmp_path / "next.db").replace(path)
            over.wait(0.05)

    at = addresses(village)
    writer = threading.Thread(target=rewrite)
    with serving(path) as site:
        writer.start()
        try:
            assert tried(site, [at[name] for name in (*KINDS, *MORE)] * 2) == []
        finally:
            over.set()
            writer.join()
