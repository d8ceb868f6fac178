"""A village of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.publisher import Publisher
from support.village import Village


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    with Publisher() as publisher:
        yield Village(tmp_path, publisher)
