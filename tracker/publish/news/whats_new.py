"""What is new, for the home page: the latest texts and changes, with what they do to the say of residents."""

import sqlite3
from dataclasses import dataclass

from tracker.publish.news.effects import effects_in_words, weight
from tracker.tell.news import EVERYTHING, News, NewsChange, latest, read_news
from tracker.tell.words import change_in_words, what_happened

MOST_SENTENCES = 3
"""Changes of one text that are told in full."""

_LONGEST = 280

# A text that was there when its source was first read is no news, but what changed in it may be asked for.
_EARLIER = """
SELECT id, max(coalesce(valid_from, published, '')) AS since FROM versions
WHERE baseline = 1 AND reason = 'inhoud' AND EXISTS (SELECT 1 FROM changes WHERE new_version = versions.id)
GROUP BY policy ORDER BY since DESC LIMIT :most
"""


@dataclass(frozen=True)
class NewText:
    """A text that is new, or changed, or will end.

    happened and effects are sentences; `sentences` tell of the weightiest changes.
    """

    news: News
    happened: str
    effects: str
    sentences: tuple[str, ...]


def new_texts(db: sqlite3.Connection, most: int) -> list[NewText]:
    """Return the latest news, the newest first."""
    return [_new_text(news) for news in reversed(latest(db, EVERYTHING, most))]


def earlier_changes(db: sqlite3.Connection, most: int) -> list[NewText]:
    """Return the policies whose text had changed before we looked for the first time, each with its last change."""
    wanted = {f"versie:{id_}": id_ for id_, _ in db.execute(_EARLIER, {"most": most}).fetchall()}
    found = {news.version: news for news in read_news(db, wanted)}
    return [_new_text(found[id_]) for id_ in wanted.values() if id_ in found]


def _new_text(news: News) -> NewText:
    changes = sorted(news.changes, key=lambda change: weight(change.effect))
    told = tuple(_short(change) for change in changes[:MOST_SENTENCES] if change.effect)
    return NewText(
        news=news,
        happened=what_happened(news),
        effects=effects_in_words(change.effect for change in changes),
        sentences=told,
    )


def _short(change: NewsChange) -> str:
    sentence = " ".join(change_in_words(change).split())
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"
