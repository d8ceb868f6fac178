"""A real server in a process of its own, on a free port of this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from support.example import example_database
from support.extractions import build
from support.serving import running


@pytest.fixture(scope="session")
def serving() -> Callable:
    """The context manager that serves a database."""
    return running


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small database under a name that is not `tracker`, with an archive beside it."""
    path = build(tmp_path_factory.mktemp("site") / "klein.db")
    content = b"1"
    name = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    (path.parent / "archive" / name[:2]).mkdir(parents=True)
    (path.parent / "archive" / name[:2] / name).write_bytes(content)
    return path


@pytest.fixture(scope="session")
def site(database: Path) -> Iterator[httpx.Client]:
    """A client of a server on the small database."""
    with running(database) as client:
        yield client


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the example corpus: the texts of Vlietmonde, a municipality that does not exist."""
    return example_database(tmp_path_factory)


@pytest.fixture(scope="session")
def village_site(village: Path) -> Iterator[httpx.Client]:
    """A client of a server on the example corpus."""
    with running(village) as client:
        yield client
