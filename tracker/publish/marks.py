"""Text as markup: what a search found and where control is named stand out; nothing in the text can become markup."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from datasette.utils import sqlite3
from markupsafe import Markup, escape

_HIT = re.compile("⟦([^⟦⟧]*)⟧")


class Marked(NamedTuple):
    """A stretch of a text and what is said of it: `text[start:end]`, with its form and its holder."""

    start: int
    end: int
    form: str
    holder: str


def hits_marked(snippet: str) -> Markup:
    """Return a snippet with what the prepared queries put between ⟦ and ⟧ as a mark."""
    return Markup(_HIT.sub(r"<mark>\1</mark>", str(escape(snippet))))


def mentions_marked(text: str, mentions: Iterable[Marked]) -> Markup:
    """Return a text with its mentions as marks, each followed by its form and, where that is known, its holder.

    Of two that overlap only the first is marked in the text.
    """
    pieces, done = Markup(), 0
    for mention in sorted(mentions):
        if mention.start < done:
            continue
        pieces += escape(text[done : mention.start])
        pieces += Markup('<mark class="vermelding">{}<small> [{}]</small></mark>').format(
            text[mention.start : mention.end], _said(mention)
        )
        done = mention.end
    return pieces + escape(text[done:])


def _said(mention: Marked) -> str:
    return mention.form if mention.holder == "onbepaald" else f"{mention.form}, {mention.holder}"


def mentions_in(text: str, mentions: Iterable[sqlite3.Row], field: str) -> Markup:
    """Return a text with those of its stored mentions that are in one field of a clause or question."""
    inside = (mention for mention in mentions if mention["field"] == field)
    return mentions_marked(text, (Marked(each["start"], each["end"], each["form"], each["holder"]) for each in inside))
