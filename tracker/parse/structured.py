"""JSON and YAML: a regulation by articles, or questions with answers; anything else is data and no document."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml  # type: ignore[import-untyped]

from tracker.model import BlockKind, Document, ReadError
from tracker.parse.builder import BlockBuilder
from tracker.parse.detect import Format, decode
from tracker.parse.inline import Passage, Run, normalise
from tracker.parse.markdown import read_markdown

_ARTICLES = ("articles", "artikelen")
_NUMBER = ("number", "nummer", "nr", "id")
_TEXT = ("text", "tekst", "inhoud", "content")
_HEADING = ("title", "titel", "heading", "kop", "opschrift")
_QUESTION = ("question", "vraag")
_ANSWER = ("answer", "antwoord", "acceptedAnswer")
_THEME = ("theme", "thema", "category", "categorie", "rubriek")
_TITLE = ("officiele_titel", "title", "titel", "name", "naam", "citeertitel")
_METADATA = {
    "identifier": ("identifier", "$id", "identificatie", "id"),
    "municipality": ("gemeente", "municipality"),
    "type": ("regulatory_layer", "type", "soort"),
    "valid_from": ("valid_from", "geldig_vanaf", "datum_inwerkingtreding"),
    "valid_to": ("valid_to", "geldig_tot"),
    "published": ("publication_date", "published", "datum_publicatie"),
    "modified": ("modified", "gewijzigd"),
    "language": ("language", "taal"),
    "page": ("url", "page", "bron"),
}
MAXIMUM_DEPTH = 100
"""Lists and mappings within each other that are looked into."""

MAXIMUM_VALUES = 500_000
"""Values that are looked at; YAML can name one list many times over in another."""


@dataclass(frozen=True)
class _Used:
    """The places (mapping, by identity, and key) whose values became blocks: what is left is metadata."""

    places: set[tuple[int, object]]


def parse_structured(content: bytes, kind: Format, *, declared: str = "") -> Document:
    """Read a known shape: a mapping with `articles` (number and text, which may be Markdown), or a list of questions
    with answers. `Document.format` is "json" or "yaml".

    Raises ReadError `not-a-document` for other data, saying what it is, and `broken-data` for what cannot be read.
    """
    data = _load(decode(content, declared)[0], kind)
    builder = BlockBuilder()
    used = _Used(set())
    articles = _articles(data)
    questions = [] if articles else list(_questions(data))
    if not articles and not questions:
        raise ReadError(
            "not-a-document",
            f"the {kind.upper()} is {_describe(data)}, no text of a regulation nor questions with answers: "
            "give the address of the document itself",
        )
    title = _first(data, _TITLE, used) if isinstance(data, Mapping) else ""
    if title:
        builder.add(BlockKind.HEADING, Passage(normalise(title)), "", 1, "titel")
    for article in articles:
        _add_article(article, builder, used)
    _add_questions(questions, builder, used)
    for place, value in _values(data):
        if place not in used.places:
            builder.set_apart("metadata", str(value))
    metadata = _metadata(data, normalise(title))
    return Document(normalise(title), kind.value, tuple(builder.blocks), tuple(builder.apart), metadata)


def _load(text: str, kind: Format) -> object:
    text = text.lstrip("\ufeff \t\n")
    try:
        if kind is Format.YAML:
            return yaml.safe_load(text)
        return _load_json(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ReadError(
            "broken-data", f"the {kind.upper()} cannot be read ({reason}): it may have been cut off; fetch it again"
        ) from error


def _load_json(text: str) -> object:
    """Return the value of a text, or the list of them where each line holds one."""
    decoder = json.JSONDecoder()
    value, end = decoder.raw_decode(text)
    values = [value]
    while text[end:].strip():
        start = end + len(text[end:]) - len(text[end:].lstrip())
        value, end = decoder.raw_decode(text, start)
        values.append(value)
    return values if len(values) > 1 else values[0]


def _articles(data: object) -> list[Mapping[str, object]]:
    """Return the articles of a regulation; empty where the data are none."""
    if not isinstance(data, Mapping):
        return []
    for key in _ARTICLES:
        found = data.get(key)
        if isinstance(found, Sequence) and not isinstance(found, str):
            articles = [article for article in found if isinstance(article, Mapping) and _peek(article, _TEXT)]
            if articles:
                return articles
    return []


def _questions(data: object) -> Iterator[Mapping[str, object]]:
    """Give the mappings that hold a question and its answer, at any depth."""
    for value in _mappings(data):
        if _peek(value, _QUESTION) and _peek(value, _ANSWER):
            yield value


def _mappings(data: object) -> Iterator[Mapping[str, object]]:
    stack: list[tuple[object, int]] = [(data, 0)]
    for _ in range(MAXIMUM_VALUES):
        if not stack:
            return
        value, depth = stack.pop()
        if isinstance(value, Mapping):
            yield value
        if depth < MAXIMUM_DEPTH:
            stack += [(inner, depth + 1) for inner in reversed(_inside(value))]


def _values(data: object) -> Iterator[tuple[tuple[int, object], object]]:
    """Give the single values in the data in order, each with its place: what holds it, and the key there."""
    stack: list[tuple[tuple[int, object], object, int]] = [((0, None), data, 0)]
    for _ in range(MAXIMUM_VALUES):
        if not stack:
            return
        place, value, depth = stack.pop()
        if isinstance(value, Mapping | list):
            keys = list(value) if isinstance(value, Mapping) else range(len(value))
            inside = [((id(value), key), value[key], depth + 1) for key in keys]
            stack += reversed(inside if depth < MAXIMUM_DEPTH else [])
        elif value is not None:
            yield place, value


def _inside(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


def _peek(mapping: Mapping[str, object], keys: Sequence[str]) -> str:
    """Return the first of the keys that holds text or a number."""
    for key in keys:
        value = mapping.get(key)
        if isinstance(value, Mapping):
            value = value.get("text")
        if isinstance(value, str | int) and str(value).strip():
            return str(value)
    return ""


def _first(mapping: Mapping[str, object], keys: Sequence[str], used: _Used) -> str:
    """Return what `_peek` returns, and note its place as used."""
    for key in keys:
        text = _peek(mapping, (key,))
        inner = mapping.get(key)
        if text:
            used.places.add((id(inner), "text") if isinstance(inner, Mapping) else (id(mapping), key))
            return text
    return ""


def _add_article(article: Mapping[str, object], builder: BlockBuilder, used: _Used) -> None:
    number = _first(article, _NUMBER, used)
    marker = f"Artikel {number}" if re.match(r"[\dIVX]", number) else number
    builder.add(BlockKind.HEADING, Passage(normalise(_first(article, _HEADING, used))), normalise(marker), 2, "artikel")
    read_markdown(_first(article, _TEXT, used), builder)


def _add_questions(questions: Sequence[Mapping[str, object]], builder: BlockBuilder, used: _Used) -> None:
    theme = ""
    for place, question in enumerate(questions, 1):
        own = _first(question, _THEME, used)
        if own and own != theme:
            builder.add(BlockKind.HEADING, Passage(normalise(own)), "", 2)
        theme = own or theme
        number = _peek(question, _NUMBER[:3]) or str(place)
        builder.add(BlockKind.HEADING, Passage(""), f"Vraag {number}", 3)
        _add_text(_first(question, _QUESTION, used), builder)
        builder.add(BlockKind.HEADING, Passage(""), f"Antwoord {number}", 3)
        _add_text(_first(question, _ANSWER, used), builder)


def _add_text(text: str, builder: BlockBuilder) -> None:
    """Add text that may hold HTML, as answers for a page do."""
    if re.search(r"</?(?:p|ul|ol|li|br|div|a|strong|em)\b", text):
        from tracker.parse.html import add_fragment

        add_fragment(text, builder)
    else:
        builder.paragraph([Run(text)])


def _metadata(data: object, title: str) -> tuple[tuple[str, str], ...]:
    found = {"title": title} if title else {}
    for key, names in _METADATA.items():
        value = (
            _peek({name: str(data[name]) for name in names if name in data}, names) if isinstance(data, Mapping) else ""
        )
        if value:
            found[key] = normalise(value)
    return tuple(found.items())


def _describe(data: object) -> str:
    """Say in words what data are."""
    if isinstance(data, list):
        keys = list(data[0]) if data and isinstance(data[0], Mapping) else []
        named = f" with {', '.join(map(str, keys[:5]))}" if keys else ""
        what = "search results" if {"title", "identifier"} <= set(keys) else "a list"
        return f"{what} ({len(data):,} records{named})"
    if isinstance(data, Mapping):
        keys = [str(key) for key in data]
        if {"openapi", "swagger"} & set(keys):
            return "the description of a web service"
        what = "a record of a search index" if {"source_data", "combined_index_data"} & set(keys) else "data"
        return f"{what} with the keys {', '.join(keys[:6])}"
    return f"a single value ({type(data).__name__})"
