"""The notebooks run from start to end, and what is stored in them is what they give."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from support.extractions import build, policy

from tracker.store import Store

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


def execute(path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> nbformat.NotebookNode:
    """Run a notebook on a database; fails at the first cell that does."""
    monkeypatch.setenv("TRACKER_DB", str(database))
    notebook = nbformat.read(path, as_version=4)
    return NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()


def outputs(notebook: nbformat.NotebookNode) -> list[dict]:
    return [
        output.get("data", {})
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.get("outputs", [])
    ]


def figures(notebook: nbformat.NotebookNode) -> list[dict]:
    return [
        data
        for data in outputs(notebook)
        if any(kind.startswith(("image/svg", "application/vnd.vega")) for kind in data)
    ]


@pytest.fixture(params=NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def notebook(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_is_one():
    assert [path.name for path in NOTEBOOKS] == ["01-eerste-blik.ipynb"]


def test_it_runs_and_draws_a_figure(notebook, tmp_path, monkeypatch):
    done = execute(notebook, build(tmp_path / "tracker.db"), monkeypatch)
    assert len(figures(done)) == 1
    said = "".join(str(data) for data in outputs(done))
    assert "In 2 stukken staan 5 vermeldingen van zeggenschap" in said
    assert "Beleid waarvan wij nog geen tekst hebben: Beleidsregel Speelplekken" in said
    assert "VOORBEELD" in said


def test_it_runs_on_a_database_without_a_version(notebook, tmp_path, monkeypatch):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
    done = execute(notebook, tmp_path / "tracker.db", monkeypatch)
    assert "geen enkele vermelding" in str(outputs(done))


def test_it_opens_with_its_question_and_closes_with_its_limits(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    assert "**De vraag.**" in cells[0].source
    headings = [cell.source.splitlines()[0] for cell in cells if cell.cell_type == "markdown"]
    assert "## Het antwoord" in headings
    assert headings[-1] == "## Wat dit niet zegt"


def test_its_output_is_stored(notebook):
    stored = nbformat.read(notebook, as_version=4)
    cells = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run it again from start to end"
    assert len(figures(stored)) == 1
    assert not [output for cell in cells for output in cell.outputs if output.output_type in ("error", "stream")]
    assert str(Path.home()) not in notebook.read_text(encoding="utf-8")
