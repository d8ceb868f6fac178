"""What a scheduled check adds to the database: texts that are held back, rules that may belong in the register."""

COLUMNS = """
ALTER TABLE sources ADD COLUMN followed_since TEXT;
ALTER TABLE sources ADD COLUMN first_read INTEGER;
ALTER TABLE versions ADD COLUMN baseline INTEGER NOT NULL DEFAULT 0 CHECK (baseline IN (0, 1));
ALTER TABLE versions ADD COLUMN ended_since TEXT;
"""
"""`followed_since` is when a source had been read for the first time, `first_read` the last check of that reading.

What was there then is `baseline`: no news. The number of the check counts, for a clock may be set back. `ended_since`
is when a source said of a text that it had given before that it ends.
"""

MARK_WHAT_IS_THERE = """
UPDATE versions SET baseline = 1;
UPDATE sources SET followed_since = (SELECT max(at) FROM checks WHERE source = sources.id),
    first_read = (SELECT max(id) FROM checks WHERE source = sources.id)
WHERE EXISTS (SELECT 1 FROM versions WHERE source = sources.id);
"""
"""Of a database of an earlier release nobody knows what is news: all that it holds is taken for known."""

TABLES = """
CREATE TABLE held (
    id TEXT PRIMARY KEY NOT NULL,
    source TEXT NOT NULL REFERENCES sources(id),
    address TEXT NOT NULL,
    snapshot TEXT NOT NULL REFERENCES snapshots(sha256),
    text_sha256 TEXT NOT NULL,
    extractor TEXT NOT NULL,
    doubt TEXT NOT NULL,
    why TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    seen INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('vastgehouden', 'vrijgegeven', 'vervallen')),
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    metadata TEXT NOT NULL
) STRICT;

CREATE TABLE candidates (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('regel', 'opvolger', 'intrekking')),
    municipality TEXT NOT NULL,
    theme TEXT NOT NULL,
    policy TEXT REFERENCES policies(id),
    adapter TEXT NOT NULL,
    locator TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    page TEXT NOT NULL,
    why TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    followed INTEGER NOT NULL DEFAULT 0 CHECK (followed IN (0, 1))
) STRICT;

CREATE TABLE searches (
    id TEXT PRIMARY KEY NOT NULL,
    at TEXT NOT NULL,
    found INTEGER,
    error TEXT NOT NULL
) STRICT;
"""

STOOD = "ALTER TABLE held ADD COLUMN stood INTEGER NOT NULL DEFAULT 0;"
"""Seconds that a held text has stood, counted from look to look: two moments alone would trust a clock that jumps."""

INDEXES = """
CREATE INDEX held_source ON held(source, address);
CREATE INDEX held_snapshot ON held(snapshot);
CREATE INDEX candidates_policy ON candidates(policy);
CREATE INDEX versions_address ON versions(source, address);
"""

OUTCOMES = "CREATE INDEX checks_outcome ON checks(outcome, source);"
"""How a source fares is asked for every page of sources: its last success and its failures, among years of looks."""
