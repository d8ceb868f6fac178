"""The feeds as a feed reader sees them: valid, whole, narrowed, with identifiers that stay."""

import re
from datetime import timedelta

import feedparser
import pytest
from support.extractions import START, article, extraction, fetched, policy, save, source

from tracker.store import Store

OLD = ("De buurt heeft zeggenschap over het plein.", "Bewoners worden geïnformeerd.", "De raad beslist.")
NEW = ("De buurt heeft zeggenschap over het plein.", "Bewoners kunnen meedenken over <het> plan.", "De raad beslist.")


def text(*articles: str):
    return extraction(*(article(number, words) for number, words in enumerate(articles, 1)))


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A database in which two policies changed after they were first read, and one was only read better."""
    path = tmp_path_factory.mktemp("feeds") / "tracker.db"
    with Store(path) as store:
        store.save_register(
            [policy(name, source(name), title=f"Beleidsregel {name}") for name in ("een", "twee", "drie")]
        )
        for name in ("een", "twee", "drie"):
            save(store, source(name), fetched(b"1"), text(*OLD))
            store.mark_followed(name, START)
        save(store, source("een"), fetched(b"2"), text(*NEW), day=1)
        save(store, source("twee"), fetched(b"3"), text(OLD[0], "Bewoners hebben zelfbeheer.", OLD[2]), day=2)
        save(store, source("drie"), fetched(b"1"), text("Beter gelezen."), day=3, extractor="x2")
    return path


@pytest.fixture(scope="module")
def reader(changed, serving):
    with serving(changed) as client:
        yield client


def read(reader, query: str = "") -> feedparser.FeedParserDict:
    answer = reader.get(f"/wijzigingen.atom{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    for key in ("id", "title", "updated", "author"):
        assert found.feed.get(key), f"a feed must have {key} (RFC 4287)"
    for entry in found.entries:
        for key in ("id", "title", "updated", "link"):
            assert entry.get(key), f"an entry must have {key} (RFC 4287)"
    return found


def test_everything_newest_first_without_what_was_there_and_what_is_ours(reader):
    found = read(reader)
    assert [entry.title.partition(":")[0] for entry in found.entries] == ["Beleidsregel twee", "Beleidsregel een"]
    moments = [entry.updated_parsed[:3] for entry in found.entries]
    assert moments == [(START + timedelta(days=days)).timetuple()[:3] for days in (2, 1)]
    assert found.feed.updated_parsed[:3] == moments[0]


def test_the_change_itself_is_in_the_entry_and_its_text_is_no_markup(reader):
    entry = read(reader, "?beleid=een").entries[0]
    (content,) = entry.content
    assert content.type == "text/html"
    assert "rtikel 2" in content.value
    assert "Bewoners worden geïnformeerd." in content.value
    assert "Bewoners kunnen meedenken over &lt;het&gt; plan." in content.value
    assert re.search("/beleid/een/een-[0-9a-f]+$", entry.link)
    assert reader.get(entry.link).status_code == 200, "the link leads to the text"
    (clause,) = re.findall('<a href="([^"]+)">Lees meer</a>', content.value)
    assert "Artikel 2" in reader.get(clause).text, "and each change to its clause"


@pytest.mark.parametrize(
    ("query", "policies"),
    [
        ("?beleid=een", ["een"]),
        ("?beleid=een&beleid=twee", ["twee", "een"]),
        ("?thema=zelfbeheer", ["twee", "een"]),
        ("?thema=buurt", []),
        ("?gemeente=Polderveen", ["twee", "een"]),
        ("?vorm=samenspraak", ["een"]),
        ("?vorm=zelfbeheer", ["twee"]),
        ("?vorm=zeggenschap", []),
    ],
)
def test_narrower_feeds(reader, query, policies):
    """A form of control counts where the changed clauses name it: that the rest of the text does is no news."""
    found = read(reader, query)
    assert [entry.title.partition(":")[0] for entry in found.entries] == [f"Beleidsregel {name}" for name in policies]


def test_identifiers_stay_and_feeds_differ(reader):
    every, one = read(reader), read(reader, "?beleid=een")
    assert [entry.id for entry in every.entries][1:] == [entry.id for entry in one.entries]
    assert len({every.feed.id, one.feed.id, read(reader, "?vorm=advies").feed.id}) == 3
    assert all(entry.id.startswith("urn:uuid:") for entry in every.entries)


def test_a_reader_that_has_it_is_not_sent_it_again(reader):
    etag = reader.get("/wijzigingen.atom").headers["etag"]
    again = reader.get("/wijzigingen.atom", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_word_that_narrows_nothing_is_refused(reader):
    answer = reader.get("/wijzigingen.atom?vormen=advies")
    assert answer.status_code == 400
    assert "beleid, thema, gemeente, vorm" in answer.text


def test_pages_lead_to_the_feed(reader):
    assert 'type="application/atom+xml"' in reader.get("/").text
