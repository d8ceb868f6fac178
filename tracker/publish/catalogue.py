"""The catalogue of all texts that the pages of the site share, read again only when the database has changed."""

import sqlite3

from tracker.search.catalogue import Catalogue, Catalogues

_catalogues = Catalogues()
_NO_LIMIT = 2**31 - 1


def catalogue_of(connection: sqlite3.Connection) -> Catalogue:
    """Return the catalogue of what a connection sees now."""
    # It is read as a few very long texts, of a length that is refused to visitors who write SQL.
    limit = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _NO_LIMIT)
    try:
        return _catalogues.of(connection)
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)
