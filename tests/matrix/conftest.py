"""The example corpus, for numbers that can be checked."""

from pathlib import Path

import pytest
from support.example import example_database


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the example corpus."""
    return example_database(tmp_path_factory)
