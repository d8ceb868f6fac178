"""How a database of an earlier release becomes one of this release: sqlite-utils migrations, applied in order.

A migration that has been released is never edited: what comes later is a new function below it.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tracker.store import check_schema, schema, search_schema

MIGRATIONS = Migrations("tracker")


@MIGRATIONS()
def create_tables(db: Database) -> None:
    """Make the tables of the contract, their indexes and the views for readers."""
    db.executescript(schema.TABLES)
    db.executescript(schema.INDEXES)
    db.executescript(schema.VIEWS)


@MIGRATIONS()
def create_search(db: Database) -> None:
    """Make the full-text search on clauses and questions; it follows its table through triggers."""
    for table, columns in schema.SEARCHED.items():
        db.table(table).enable_fts(columns, create_triggers=True, tokenize=schema.TOKENIZER)


@MIGRATIONS()
def add_comparison(db: Database) -> None:
    """Make room for what a change is in words, which words differ, and what it does to who has the say."""
    db.executescript(schema.COMPARISON)


@MIGRATIONS()
def watch_for_news(db: Database) -> None:
    """Tell news from what was there already; make the tables of what a check holds back and finds."""
    db.executescript(check_schema.COLUMNS)
    db.executescript(check_schema.MARK_WHAT_IS_THERE)
    db.executescript(check_schema.TABLES)
    db.executescript(check_schema.INDEXES)


@MIGRATIONS()
def add_tag_scores(db: Database) -> None:
    """Make room for how good the tags are, so that whoever has the database has that too."""
    db.executescript(schema.SCORES)


@MIGRATIONS()
def add_dutch_search(db: Database) -> None:
    """Make the index of the search that knows Dutch, and put all that is stored into it."""
    from tracker.store import indexing  # with all that it takes to read a text

    db.executescript(search_schema.TABLES)
    versions = db.execute("SELECT id FROM versions ORDER BY rowid").fetchall()
    indexing.index_versions(db, (version for (version,) in versions))


@MIGRATIONS()
def count_how_long_held_texts_stood(db: Database) -> None:
    """Count from look to look how long a held text has stood."""
    db.executescript(check_schema.STOOD)


@MIGRATIONS()
def find_failures_at_once(db: Database) -> None:
    """Let the state of every source be read without reading all that was ever looked at."""
    db.executescript(check_schema.OUTCOMES)
