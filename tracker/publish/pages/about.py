"""The page about the site: what it is and is not, how good the tags are, the words, feeds, licence and contact."""

import re
from typing import NamedTuple

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from tracker import __version__
from tracker.codebook import Scale, codebook
from tracker.publish.answer import database, page, rows

_WORDS = {
    "form": "vorm",
    "holder": "houder",
    "rung": "trede",
    "force": "kracht",
    "polarity": "ja-of-nee",
    "change": "wijziging",
    "effect": "gevolg",
}
"""Scales of the codebook in the order of the page, and how the address of each begins."""

_MOST_POLICIES = 100

_THEMES = "SELECT DISTINCT theme FROM policies ORDER BY theme"
_POLICIES = "SELECT id, name FROM policies ORDER BY theme, position LIMIT :most"

_NAMES_CONTROL = re.compile(r"\[([^\]]*)\]")


class Words(NamedTuple):
    """The words of a scale and the name that the place of each begins with: `#vorm-zelfbeheer`."""

    name: str
    scale: Scale


class Contact(NamedTuple):
    """Who minds this site and the address to write to or to read more at; both empty where that is not told."""

    who: str
    address: str


async def show(request: Request, datasette: Datasette) -> Response:
    """Show what the site is, how good it is, what its words mean and how to follow and take away what is in it."""
    db = database(datasette)
    policies = await rows(db, _POLICIES, most=_MOST_POLICIES + 1)
    context = {
        "words": [Words(name, codebook()[scale]) for scale, name in _WORDS.items()],
        "example_marked": example_marked,
        "themes": [row["theme"] for row in await rows(db, _THEMES)],
        "policies": policies[:_MOST_POLICIES],
        "more_policies": len(policies) > _MOST_POLICIES,
        "contact": contact(datasette),
        "licence": datasette.metadata("license"),
        "licence_address": datasette.metadata("license_url"),
        "release": __version__,
    }
    return await page(datasette, request, "about", context)


def example_marked(example: str) -> Markup:
    """Return an example of the codebook, with the words that name control, there in brackets, as a mark."""
    return Markup(_NAMES_CONTROL.sub(r"<mark>\1</mark>", str(escape(example))))


def contact(datasette: Datasette) -> Contact:
    """Return who minds the site, as Datasette's own keys `about` and `about_url` of the metadata say it."""
    return Contact(datasette.metadata("about") or "", datasette.metadata("about_url") or "")
