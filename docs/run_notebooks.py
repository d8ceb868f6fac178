"""Run the notebooks and keep their output: `python -m docs.run_notebooks [--db DATABASE] [NOTEBOOK ...]`.

Without a database they run on the example corpus, as what is in the repository did, with the real documents (../shared)
beside the checkout. Needed after every change of the tags; all of them take some minutes.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
MARK = "made_from"
"""Under which name a notebook keeps the hash of the code that its output was made from."""


def code_hash(notebook: nbformat.NotebookNode) -> str:
    """Return the SHA-256 of the code cells, which tells whether the output is of an earlier state of them."""
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return hashlib.sha256("\0".join(cells).encode()).hexdigest()


def run(path: Path, db: Path) -> None:
    """Run one notebook from start to end on the database and store it with its output.

    Raises nbclient's CellExecutionError at the first cell that fails; the file then stays as it was.
    """
    os.environ["TRACKER_DB"] = str(db.resolve())
    notebook = nbformat.read(path, as_version=4)
    # Without the moments at which cells ran, the same database gives the same file.
    client = NotebookClient(
        notebook, timeout=3600, record_timing=False, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    notebook.metadata[MARK] = code_hash(notebook)
    nbformat.write(notebook, path)


def make_example(folder: Path) -> Path:
    """Make the database of the example corpus; raises CalledProcessError when a source fails."""
    database = folder / "voorbeeld.db"
    register = ROOT / "corpus" / "example" / "sources.toml"
    command = [sys.executable, "-m", "tracker", "run", "--sources", str(register), "--db", str(database)]
    subprocess.run(command, cwd=ROOT, check=True)
    return database


def main() -> None:
    """Run the notebooks that are named, or all of them, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path)
    parser.add_argument("notebooks", type=Path, nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = arguments.db or make_example(Path(folder))
        for path in arguments.notebooks or sorted(NOTEBOOKS.glob("*.ipynb")):
            run(path, database)
            print(path)


if __name__ == "__main__":
    main()
