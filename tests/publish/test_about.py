"""The page about the site: what it promises stands there, every word is explained, every feed can be followed."""

import html
import re

import feedparser
import pytest
from datasette.app import Datasette
from support.extractions import build, policy
from support.serving import running

from tracker.codebook import codebook
from tracker.publish.pages.about import contact, example_marked
from tracker.store import Store


@pytest.fixture(scope="module")
def page(site):
    return site.get("/over").text


def test_every_value_of_every_scale_is_explained_at_a_place_of_its_own(page):
    begins = {"form": "vorm", "holder": "houder", "rung": "trede", "force": "kracht", "polarity": "ja-of-nee"}
    for scale, name in begins.items():
        for value in codebook()[scale].values:
            assert page.count(f'id="{name}-{value.value}"') == 1
            assert html.escape(value.meaning) in page, value


def test_what_leads_somewhere_on_the_page_arrives(page):
    there = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= there
    assert {"hoe-goed", "woorden", "volgen", "privacy", "contact"} <= there


def test_an_example_shows_the_words_that_name_control_and_no_markup():
    assert str(example_marked("De buurt [beslist] <b>mee</b>.")) == (
        "De buurt <mark>beslist</mark> &lt;b&gt;mee&lt;/b&gt;."
    )


def test_every_feed_that_is_offered_is_a_feed(site, page):
    feeds = [html.unescape(address) for address in re.findall(r'href="(/wijzigingen\.atom\?[^"]+)"', page)]
    assert "/wijzigingen.atom?thema=zelfbeheer" in feeds
    assert "/wijzigingen.atom?beleid=buurtkracht" in feeds
    assert "/wijzigingen.atom?vorm=advies" in feeds
    for address in feeds:
        answer = site.get(address)
        assert answer.status_code == 200, address
        assert not feedparser.parse(answer.text).bozo, address


def test_the_policies_with_a_feed_are_limited(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Store(path) as store:
        store.save_register([policy(f"beleid-{number}", title=f"Beleid {number}") for number in range(120)])
    with running(path) as site:
        page = site.get("/over").text
    assert page.count("/wijzigingen.atom?beleid=") == 100 + 1, "a hundred links and how to make another"
    assert "Hier staan er 100." in page


def test_who_minds_the_site_is_told_where_the_metadata_tell_it(page):
    told = {"about": "Wijkraad Polderveen", "about_url": "mailto:wijkraad@example.org"}
    assert contact(Datasette(metadata=told)) == ("Wijkraad Polderveen", "mailto:wijkraad@example.org")
    assert contact(Datasette()) == ("", "")
    assert "Wie deze site beheert, is hier nog niet ingevuld." in page


def test_the_database_page_leads_to_how_good_the_tags_are(site):
    assert 'href="/over#hoe-goed"' in site.get("/tracker").text
