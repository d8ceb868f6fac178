"""A dossier as the query string of an address, and the ids that a visitor means by an address of the site."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from datasette.utils import tilde_decode

from tracker.publish.dossier.collection import Dossier, Entry, joined

LONGEST_ADDRESS = 8_000
"""Characters of a whole address that browsers, mail programs and servers pass on."""

TITLE, ID, NOTE = "titel", "stuk", "notitie"
"""The parameters that hold a dossier: a note belongs to the id before it."""

_READABLE = "/:,@()!*'"
"""What may stand in a query string as it is, beside letters and digits: notes take less room that way."""

_READING = "bij"
"""The parameter of a reading page that names the place to read on."""

_PLACE = re.compile(r"/beleid/(?P<policy>[^/]+)/(?P<version>[^/]+)(?:/(?P<name>[^/]+))?/?$")
_BY_ID = re.compile(r"/id/(?P<id>.+)$")
_ROW = re.compile(r"/(?:clauses|questions)/(?P<key>[^/]+?)(?:\.json)?$")
_ID = re.compile(r"[^/\s]+/[^/\s]+")
_DOSSIER = re.compile(r"/dossier(?:\.(?:docx|odt|md))?$")

_UNSEEN = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Marks that nobody sees and that can turn the order of letters around."""


class Place(NamedTuple):
    """A clause or question as the address of its page names it; `version` may be `nu`."""

    policy: str
    version: str
    name: str


def dossier_of(query: str) -> Dossier:
    """Return the dossier that a query string holds; other parameters are passed over.

    What stands in it twice is one entry with both notes.
    """
    title = ""
    notes: dict[str, str] = {}
    last = ""
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == TITLE:
            title = " ".join(cleaned(value).split())
        elif name == ID and (last := cleaned(value).strip()):
            notes.setdefault(last, "")
        elif name == NOTE and last:
            notes[last] = joined(notes[last], cleaned(value).strip())
    return Dossier(title, tuple(Entry(id_, note) for id_, note in notes.items()))


def query_of(dossier: Dossier) -> str:
    """Return the query string that holds a dossier, in as few characters as can be; empty for an empty one."""
    pairs = [(TITLE, dossier.title)]
    for entry in dossier.entries:
        pairs += [(ID, entry.id), (NOTE, entry.note)]
    return "&".join(f"{name}={quote_plus(value, safe=_READABLE)}" for name, value in pairs if value)


def address_of(path: str, dossier: Dossier) -> str:
    """Return the address at `path` that holds a dossier."""
    query = query_of(dossier)
    return f"{path}?{query}" if query else path


def meant_by(pasted: str) -> tuple[Entry | Place, ...]:
    """Return what a visitor means who pastes an address of the site, whole or from its path on, or an id.

    An id is returned as an entry, the address of a page as the place that it names, and the address of a dossier as
    the entries in it. The name of the site in an address is not looked at: one site can have several.
    """
    text = cleaned(pasted).strip()
    parts = urlsplit(_without_bad_brackets(text))
    if _DOSSIER.search(parts.path):
        return dossier_of(parts.query).entries
    if by_id := _BY_ID.search(parts.path):
        return (Entry(unquote(by_id["id"])),)
    if place := _PLACE.search(parts.path):
        name = place["name"] or parts.fragment or dict(parse_qsl(parts.query)).get(_READING, "")
        return (Place(unquote(place["policy"]), unquote(place["version"]), unquote(name)),) if name else ()
    if row := _ROW.search(parts.path):
        return (Entry(tilde_decode(row["key"])),)
    return (Entry(text),) if _ID.fullmatch(text) and not parts.scheme else ()


def cleaned(text: str) -> str:
    """Return what a visitor typed with line feeds as line ends, and without signs that are no text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        sign
        for sign in lines
        if sign == "\n" or (unicodedata.category(sign) not in ("Cc", "Cs") and sign not in _UNSEEN)
    )


def _without_bad_brackets(address: str) -> str:
    """Escape what the standard library takes for a broken IPv6 address."""
    return quote(address, safe="%/:?#&=+@!$'()*,;~")
