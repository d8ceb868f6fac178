"""What the page of a policy shows of one text, read from the database."""

import sqlite3
from dataclasses import dataclass

from tracker.codebook import codebook
from tracker.publish.profile.pieces import Pieces, pieces_of
from tracker.publish.profile.strip import Border, Row, borders_of, places_of, rows_of
from tracker.publish.profile.toc import Contents, contents_of
from tracker.publish.reading import rows as read
from tracker.publish.reading.outline import QUESTION, Outline


@dataclass(frozen=True)
class Profile:
    """A text: the rows of its strip, what divides it, its contents, and how many clauses and places it has."""

    rows: tuple[Row, ...]
    borders: tuple[Border, ...]
    pieces: Pieces | None
    contents: Contents
    clauses: int
    places: int


def profile_of(connection: sqlite3.Connection, version: str) -> Profile | None:
    """Return what is shown of a version; None where it has no clauses."""
    mentions = read.mentions_in(connection, version)
    entries = read.entries_of(connection, version, mentions, {}, {})
    outline = Outline(tuple(entry for entry in entries if entry.kind != QUESTION))
    if not outline.entries:
        return None
    places = places_of(outline.entries, mentions)
    pieces = pieces_of(outline, mentions)
    return Profile(
        rows=tuple(rows_of(places, codebook()["rung"].names)),
        borders=tuple(borders_of(outline.entries, pieces.all if pieces else ())),
        pieces=pieces,
        contents=contents_of(outline, mentions),
        clauses=len(outline.entries),
        places=len(places),
    )
