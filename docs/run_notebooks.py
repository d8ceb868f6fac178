"""Run the notebooks on a database and keep their output: `python -m docs.run_notebooks DATABASE`."""

import argparse
import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def run(path: Path, db: Path) -> None:
    """Run one notebook from start to end on the database and store it with its output.

    Raises nbclient's CellExecutionError at the first cell that fails; the file then stays as it was.
    """
    os.environ["TRACKER_DB"] = str(db.resolve())
    notebook = nbformat.read(path, as_version=4)
    # Without the moments at which cells ran, the same database gives the same file.
    NotebookClient(notebook, record_timing=False, resources={"metadata": {"path": str(path.parent)}}).execute()
    nbformat.write(notebook, path)


def main() -> None:
    """Run all notebooks from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    arguments = parser.parse_args()
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        run(path, arguments.database)
        print(path)


if __name__ == "__main__":
    main()
