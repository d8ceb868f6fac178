"""The news as an Atom feed (RFC 4287): each entry holds the change itself, under an identifier that stays."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from markupsafe import Markup

from tracker.tell.news import Interest, News, NewsChange
from tracker.tell.words import address_of, address_of_change, change_in_words, texts_of, what_happened

ENTRIES = 100
"""Entries of a feed at most; a reader that looks once a week misses none."""

PARAMETERS = {"beleid": "policies", "thema": "themes", "gemeente": "municipalities", "vorm": "forms"}
"""What narrows a feed in its query string, and which field of an Interest that is."""

_BEGIN = datetime(2018, 1, 30, tzinfo=UTC)  # a feed without entries must say when it changed too


def feed(news: Sequence[News], interest: Interest, site: str, address: str) -> bytes:
    """Return the feed as UTF-8. `news` goes oldest first; `site` is the site's own address, `address` the feed's."""
    generator = FeedGenerator()
    generator.id(_urn(f"feed?{query_of(interest)}"))
    generator.title(_title(interest))
    generator.subtitle("Wijzigingen in beleid: wat er anders is, per bepaling, met de tekst van eerst en van nu.")
    generator.language("nl")
    generator.author({"name": "Beleidsvolger"})
    generator.link(href=address, rel="self", type="application/atom+xml")
    generator.link(href=f"{site}/", rel="alternate", type="text/html")
    generator.updated(max((_moment(each) for each in news), default=_BEGIN))
    for each in news[-ENTRIES:]:
        generator.add_entry(_entry(each, site))
    return bytes(generator.atom_str(pretty=True))


def query_of(interest: Interest) -> str:
    """Return the query string that asks for a feed of this interest."""
    pairs = [(name, value) for name, field in PARAMETERS.items() for value in sorted(getattr(interest, field))]
    return urlencode(pairs)


def _title(interest: Interest) -> str:
    named = [*interest.policies, *interest.themes, *interest.municipalities, *interest.forms]
    return f"Beleidsvolger: {', '.join(named)}" if named else "Beleidsvolger: alle wijzigingen"


def _entry(news: News, site: str) -> FeedEntry:
    entry = FeedEntry()
    entry.id(_urn(news.subject))
    entry.title(f"{news.name}: {what_happened(news)}")
    entry.updated(_moment(news))
    if address := address_of(news, site):
        entry.link(href=address, rel="alternate", type="text/html")
    for term in (news.theme, news.municipality, *news.forms):
        entry.category(term=term)
    entry.content(str(_content(news, site)), type="html")
    return entry


def _content(news: News, site: str) -> Markup:
    parts = [Markup("<p>{}</p>").format(what_happened(news))]
    if news.changes:
        parts.append(Markup("<ul>{}</ul>").format(Markup("").join(_change(news, each, site) for each in news.changes)))
    if news.page:
        parts.append(Markup('<p><a href="{}">De tekst bij de uitgever</a></p>').format(news.page))
    return Markup("").join(parts)


def _change(news: News, change: NewsChange, site: str) -> Markup:
    told = change_in_words(change)
    address = address_of_change(news, change, site)
    texts = (Markup("<p>{}:</p><blockquote>{}</blockquote>").format(word, text) for word, text in texts_of(change))
    link = Markup('<p><a href="{}">Lees meer</a></p>').format(address) if address else ""
    return Markup("<li><p>{}</p>{}{}</li>").format(told, Markup("").join(texts), link)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"beleidsvolger/{name}").urn


def _moment(news: News) -> datetime:
    return datetime.fromisoformat(news.retrieved)
