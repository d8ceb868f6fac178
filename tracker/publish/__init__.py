"""The database as a site: Datasette with Dutch pages, descriptions and prepared queries."""

from tracker.publish.serve import publication, serve

__all__ = ["publication", "serve"]
