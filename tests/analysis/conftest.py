"""A small database with a rule in two versions, its Q&A and a successor, and its tables."""

from pathlib import Path

import pytest
from support.extractions import build

from tracker.analysis import Tables, load


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("analysis") / "klein.db")


@pytest.fixture(scope="session")
def tables(database: Path) -> Tables:
    return load(database)
