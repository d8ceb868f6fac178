"""What Datasette is told: the descriptions in `datasette-metadata.json` and the limits of the server."""

import json
from pathlib import Path

from tracker.model import TrackerError

DATABASE = "tracker"
"""Under which name the database is served, whatever its file is called."""

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
    "default_facet_size": 20,
    "facet_time_limit_ms": 500,
    "facet_suggest_time_limit_ms": 50,
    "suggest_facets": False,
    "allow_download": True,
    "default_cache_ttl": 0,
    "truncate_cells_html": 600,
}
"""Datasette's settings: enough for a visitor, too little to keep a small server busy."""


def load_metadata(path: Path) -> dict:
    """Return Datasette's metadata from a JSON file.

    Raises TrackerError when the file cannot be read or is no JSON, with the line.
    """
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TrackerError(f"{path}: cannot be read ({error.strerror}); put it back") from error
    except ValueError as error:
        raise TrackerError(f"{path}: is no JSON ({error}); correct it") from error
    return dict(metadata)
