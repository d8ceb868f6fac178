"""What search engines and browsers ask for: the map of the site, what to leave alone, icons, and what a link shows."""

import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from protego import Protego
from support.extractions import build
from support.serving import running

from tracker.publish.sitemap import MOST

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
PAGES = ["/", "/zoek?q=plein", "/over", "/klopt-niet", "/beleid/buurtkracht", "/beleid/buurtkracht/nu", "/tracker",
         "/tracker/clauses", "/tracker/policies/buurtkracht", "/tracker/zoek?q=plein", "/bestaat-niet"]  # fmt: skip


def entries(answer):
    """Address to moment of change ('' where there is none), in the order of the map."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    return {
        entry.findtext("s:loc", namespaces=NAMES): entry.findtext("s:lastmod", "", namespaces=NAMES) for entry in root
    }


# ------------------------------------------------------------------ the map


def test_the_map_has_every_policy_and_version_and_all_are_there(site):
    found = entries(site.get("/sitemap.xml"))
    base = str(site.base_url).rstrip("/")
    policies = {row["id"] for row in site.get("/tracker/policies.json?_shape=array").json()}
    versions = site.get("/tracker/versions.json?_shape=array").json()
    expected = {f"{base}/beleid/{policy}" for policy in policies}
    expected |= {f"{base}/beleid/{row['policy']}/{row['id']}" for row in versions}
    assert expected <= set(found)
    assert {f"{base}/", f"{base}/over", f"{base}/thema/zelfbeheer"} <= set(found)
    missing = [address for address in found if site.get(address).status_code != 200]
    assert missing == []


def test_a_version_changed_when_it_was_read_and_when_a_newer_one_came(site):
    found = entries(site.get("/sitemap.xml"))
    base = str(site.base_url).rstrip("/")
    versions = site.get("/tracker/versions.json?_shape=array&policy=buurtkracht&work=CVDR900001").json()
    newest = next(row for row in versions if row["newest"])
    replaced = next(row for row in versions if not row["newest"])
    assert replaced["retrieved"] < newest["retrieved"]
    for row in (newest, replaced):
        assert found[f"{base}/beleid/buurtkracht/{row['id']}"] == newest["retrieved"]
    assert found[f"{base}/beleid/buurtkracht"] == newest["retrieved"]
    assert found[f"{base}/beleid/speelplek"] == "", "of what has no text nothing is claimed"


def test_a_large_site_has_a_map_in_parts_that_hold_everything_once(tmp_path):
    path = build(tmp_path / "tracker.db")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50100)
            INSERT INTO policies (id, title, theme, kind, municipality, name, position)
            SELECT 'beleid-' || i, 'Beleid', 'zelfbeheer', 'nota', 'Polderveen', 'Beleid <' || i || '>', i + 10 FROM n
            """
        )
    with running(path) as site:
        parts = entries(site.get("/sitemap.xml"))
        base = str(site.base_url).rstrip("/")
        assert list(parts) == [f"{base}/sitemap-1.xml", f"{base}/sitemap-2.xml"]
        answers = [site.get(address) for address in parts]
        assert site.get("/sitemap-3.xml").status_code == 404
    assert all(len(answer.content) < 50_000_000 for answer in answers)
    first, second = map(entries, answers)
    assert len(first) == MOST
    assert not set(first) & set(second)
    assert sum(address.startswith(f"{base}/beleid/beleid-") for address in [*first, *second]) == 50_100


def test_search_engines_leave_alone_what_has_no_end(site):
    robots = Protego.parse(site.get("/robots.txt").text)
    assert list(robots.sitemaps) == [f"{str(site.base_url).rstrip('/')}/sitemap.xml"]
    for path in (
        "/",
        "/over",
        "/zoek",
        "/beleid/buurtkracht/nu",
        "/matrix",
        "/wijzigingen.atom",
        "/beleidsvolger/site.css",
    ):
        assert robots.can_fetch(path, "een-zoekmachine"), path
    for path in ("/zoek?q=x", "/vergelijk?van=1", "/dossier?id=1", "/klopt-niet?over=1", "/tracker/clauses?_facet=kind",
                 "/tracker.db", "/archief/" + "0" * 64, "/-/databases"):  # fmt: skip
        assert not robots.can_fetch(path, "een-zoekmachine"), path


# ------------------------------------------------------------------ icons and what a link shows


@pytest.mark.parametrize(
    ("path", "sizes"),
    [
        ("/favicon.ico", {(16, 16), (32, 32), (48, 48)}),
        ("/beleidsvolger/icoon-180.png", {(180, 180)}),
        ("/beleidsvolger/icoon-192.png", {(192, 192)}),
        ("/beleidsvolger/icoon-512.png", {(512, 512)}),
        ("/beleidsvolger/voorbeeldplaatje.png", {(1200, 630)}),
    ],
)
def test_the_pictures_are_there_in_their_sizes(site, path, sizes):
    answer = site.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] in ("image/png", "image/vnd.microsoft.icon")
    picture = Image.open(io.BytesIO(answer.content))
    assert set(picture.info.get("sizes", {picture.size})) == sizes


def test_the_manifest_names_icons_that_are_there(site):
    address = re.search(r'rel="manifest" href="([^"]+)"', site.get("/").text)[1]
    answer = site.get(address)
    assert answer.headers["content-type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["lang"] == "nl"
    for icon in manifest["icons"]:
        picture = site.get(address.rpartition("/")[0] + "/" + icon["src"])
        assert picture.status_code == 200
        assert picture.headers["content-type"] == icon["type"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_is_to_who_gets_the_link(site, path):
    answer = site.get(path)
    page = etree.HTML(answer.text)
    said = {
        each.get("property") or each.get("name"): each.get("content")
        for each in page.iterfind(".//meta")
        if each.get("content")
    }
    title = page.findtext(".//title")
    assert title.strip()
    assert said["og:title"] == title
    assert 20 < len(said["description"]) < 300
    assert said["og:description"] == said["description"]
    assert said["og:url"].startswith(str(site.base_url))
    assert etree.HTML(site.get(said["og:url"]).text).findtext(".//title") == title, "another page"
    assert said["og:image"] == f"{str(site.base_url).rstrip('/')}/beleidsvolger/voorbeeldplaatje.png"
    assert page.get("lang") == "nl"


def test_the_pages_say_different_things_of_themselves(site):
    titles = [etree.HTML(site.get(path).text).findtext(".//title") for path in PAGES]
    assert len(set(titles)) >= len(PAGES) - 1, titles


def test_no_colour_is_named_outside_the_list_of_colours():
    """A colour in the style of a page would not go with the dark or the print; a shadow goes with all of them."""
    static = Path(__file__).parents[2] / "tracker" / "publish" / "static"
    named = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b", re.I)
    for path in static.glob("*.css"):
        lines = re.sub(r"box-shadow:[^;]+;", "", path.read_text(encoding="utf-8")).splitlines()
        found = [line.strip() for line in lines if named.search(line) and not line.strip().startswith("--")]
        assert found == [], path.name
