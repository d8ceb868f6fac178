"""Small databases to search in, written by the store."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.extractions import article, extraction, fetched, policy, save, source

from tracker.model import Clause, Question
from tracker.search.catalogue import read_catalogue
from tracker.search.engine import Results, search
from tracker.store import Store

DAY = "2026-01-01"


class Library:
    """Texts in a database, and the search among them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection: sqlite3.Connection | None = None

    def add(
        self,
        *clauses: Clause,
        questions: Sequence[Question] = (),
        id_: str = "buurtkracht",
        content: bytes = b"1",
        **told,
    ) -> None:
        """Store clauses as a version of a policy."""
        policies = [policy("buurtkracht"), policy("speelplek", title="Beleidsregel Speelplekken")]
        with Store(self.path) as store:
            store.save_register(policies)
            document = fetched(content, told.pop("address", "CVDR900001_1"), **told)
            save(store, source(id_), document, extraction(*clauses, questions=tuple(questions)))

    def search(self, text: str, page: int = 1, **filters: str) -> Results:
        """Search as the site does."""
        connection = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
        try:
            return search(connection, read_catalogue(connection), text, filters, page, DAY)
        finally:
            connection.close()

    def places(self, text: str, **filters: str) -> list[str]:
        """Return how the texts that a search finds are cited, the best first."""
        return [str(hit.row["place"]) for hit in self.search(text, **filters).hits]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "tracker.db")


@pytest.fixture
def shelf(library: Library) -> Callable[..., Library]:
    """A library with one text an article: `shelf("text 1", "text 2")`, to search in with the same object."""

    def fill(*texts: str) -> Library:
        library.add(*(article(number, text) for number, text in enumerate(texts, start=1)))
        return library

    return fill
