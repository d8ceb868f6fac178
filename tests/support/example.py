"""The example corpus as a database, made once a test run, whatever the number of processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent.parent


def example_database(folders: pytest.TempPathFactory) -> Path:
    """Return `data/voorbeeld.db` in a folder that all processes of this test run share."""
    shared = folders.getbasetemp() if "PYTEST_XDIST_WORKER" not in os.environ else folders.getbasetemp().parent
    database = shared / "example" / "data" / "voorbeeld.db"
    database.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(database.with_suffix(".making")):
        if not database.exists():
            _make(database)
    return database


def _make(database: Path) -> None:
    unfinished = database.with_name("unfinished.db")
    register = ROOT / "corpus" / "example" / "sources.toml"
    command = [sys.executable, "-m", "tracker", "run", "--sources", str(register), "--db", str(unfinished)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    unfinished.replace(database)
