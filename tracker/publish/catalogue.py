"""The catalogue of all texts that the pages of the site share, read again only when the database has changed."""

import sqlite3

from tracker.search.catalogue import Catalogue, Catalogues
from tracker.search.postings import long_values

_catalogues = Catalogues()


def catalogue_of(connection: sqlite3.Connection) -> Catalogue:
    """Return the catalogue of what a connection sees now."""
    with long_values(connection):  # it is read as a few very long texts
        return _catalogues.of(connection)
