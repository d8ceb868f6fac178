"""The catalogue of all texts that the pages of the site share, read again only when the database has changed."""

from tracker.search.catalogue import Catalogues

catalogue_of = Catalogues().of
"""Return the catalogue of what a connection sees now."""
