"""A real server in a process of its own, on a free port of this machine."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from support.extractions import build

SERVE = (
    "import sys; from pathlib import Path; from tracker.publish import serve; serve(Path(sys.argv[1]), '127.0.0.1', 0)"
)


@contextmanager
def running(db: Path) -> Iterator[httpx.Client]:
    """Serve a database until the end of the block; fails when the server does not stop as asked."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(db)], stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        assert "is served at http://127.0.0.1:" in line, line
        with httpx.Client(base_url=line.split(" served at ")[1].split()[0], timeout=30) as client:
            yield client
        server.send_signal(signal.SIGINT)
        assert server.wait(15) == 0
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


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
