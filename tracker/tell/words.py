"""What is told, in plain Dutch: one change, one policy, one message."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.addresses import name_in_version, place_address, version_address
from tracker.dutch import count, day
from tracker.tell.news import News, NewsChange

MOST_CHANGES = 40
"""Changes of one text in a message; who wants to see more looks on the site."""

_LONGEST_TEXT = 600
_KINDS = {
    "toegevoegd": "{place} is nieuw.",
    "vervallen": "{place} is vervallen.",
    "gewijzigd": "{place} is gewijzigd.",
    "verplaatst": "{place} staat op een andere plaats.",
    "hernummerd": "{place} heeft een ander nummer.",
}
_EFFECTS = {
    "versterking": "Bewoners krijgen hiermee meer te zeggen.",
    "verzwakking": "Bewoners krijgen hiermee minder te zeggen.",
    "veranderd": "Dit verandert wat er over zeggenschap van bewoners staat.",
}


@dataclass(frozen=True)
class Message:
    """What one follower gets at once; plain text."""

    title: str
    body: str


def change_in_words(change: NewsChange) -> str:
    """Return one change in a few sentences, with what it does to the say of residents.

    The stored sentence tells both; without it the kind of change and its effect are told in general words.
    """
    if change.sentence:
        return change.sentence
    place = change.citation or change.heading or "een deel van de tekst"
    told = _KINDS[change.kind].format(place=place[0].upper() + place[1:])
    return " ".join(filter(None, (told, _EFFECTS.get(change.effect))))


def what_happened(news: News) -> str:
    """Return what there is to tell of a policy in one sentence."""
    if news.kind == "einde":
        return f"De uitgever zegt dat deze tekst geldt tot {day(news.valid_to)}."
    what = "De vragen en antwoorden zijn" if news.role == "vragen" else "De tekst is"
    if news.kind == "stuk":
        what = "Er zijn nieuwe vragen en antwoorden" if news.role == "vragen" else "Er is een nieuw stuk"
        return f"{what}: {news.title}.{_since(news)}"
    changes = f" Wij zien {count(len(news.changes), 'wijziging', 'wijzigingen')}." if news.changes else ""
    return f"{what} veranderd.{_since(news)}{changes}"


def _since(news: News) -> str:
    return f" Geldig vanaf {day(news.valid_from)}." if news.valid_from else ""


def address_of(news: News, site: str) -> str:
    """Return where the text can be read: on the site when it has an address, else at the publisher."""
    return f"{site}{version_address(news.policy, news.version)}" if site else news.page


def address_of_change(news: News, change: NewsChange, site: str) -> str:
    """Return where a changed clause can be read on the site, with what it was before; empty without a site."""
    if not site:
        return ""
    version = change.clause.partition("/")[0]
    return f"{site}{place_address(news.policy, version, name_in_version(change.clause))}"


def news_in_words(news: Sequence[News], site: str) -> str:
    """Return all news as plain text, grouped by policy in the order in which the policies come up."""
    groups: dict[str, list[News]] = {}
    for each in news:
        groups.setdefault(each.name, []).append(each)
    return "\n\n".join(
        f"{name}\n\n" + "\n\n".join(_entry(each, site) for each in group) for name, group in groups.items()
    )


def _entry(news: News, site: str) -> str:
    lines = [what_happened(news)]
    for change in news.changes[:MOST_CHANGES]:
        lines.append(f"- {change_in_words(change)}")
        lines += [f"  {word}: {_short(text)}" for word, text in texts_of(change)]
        lines += [f"  Lees meer: {address}"] if (address := address_of_change(news, change, site)) else []
    if more := len(news.changes) - MOST_CHANGES:
        lines += [f"- En nog {count(more, 'wijziging', 'wijzigingen')}."] if more > 0 else []
    if address := address_of(news, site):
        lines.append(f"Lees de tekst: {address}")
    return "\n".join(lines)


def texts_of(change: NewsChange) -> list[tuple[str, str]]:
    """Return the texts of a change that differ, each with the word that goes before it."""
    if change.old_text == change.new_text:
        return []
    return [(word, text) for word, text in (("Was", change.old_text), ("Nu", change.new_text)) if text]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else f"{line[:_LONGEST_TEXT].rsplit(' ', 1)[0]} …"


def title_of(news: Sequence[News]) -> str:
    """Return the subject line of a message."""
    names = list(dict.fromkeys(each.name for each in news))
    if len(names) == 1:
        return f"Nieuws over {names[0]}"
    return f"Nieuws over {count(len(names), 'beleidsstuk', 'beleidsstukken')}"
