"""The notebooks run from start to end on the example corpus, and what is stored in them is what they give."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from support.example import example_database

from docs.run_notebooks import MARK, code_hash

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.name for path in NOTEBOOKS]
NEED_SHARED = ("04-hoe-goed-is-het-programma.ipynb", "05-landelijke-vergelijking.ipynb")
SAMPLES = ("05-landelijke-vergelijking.ipynb",)
"""Those that take minutes: they run here on a smaller sample, so their numbers differ from what is stored."""


@dataclass(frozen=True)
class Executed:
    path: Path
    notebook: nbformat.NotebookNode


def execute(path: Path, folder: Path, database: Path, shared: Path) -> nbformat.NotebookNode:
    """Run a copy of a notebook with nbmake, from start to end; fails at the first cell that does."""
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbmake",
        "--overwrite",
        "--nbmake-timeout=300",
        "-q",
        "-p",
        "no:xdist",
    ]
    environment = {"TRACKER_DB": str(database), "TRACKER_SHARED": str(shared), "TRACKER_STEP": "400"}
    done = subprocess.run(
        [*command, "--rootdir", str(folder), "-c", os.devnull, str(copy)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return nbformat.read(copy, as_version=4)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_database(tmp_path_factory)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=NAMES)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, database: Path) -> Executed:
    if request.param.name in NEED_SHARED and not SHARED.is_dir():
        pytest.skip("the real documents (../shared) are not on this machine")
    folder = tmp_path_factory.mktemp("notebook")
    return Executed(request.param, execute(request.param, folder, database, SHARED))


def outputs(notebook: nbformat.NotebookNode) -> list[dict]:
    return [
        output.get("data", {})
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.get("outputs", [])
    ]


def said(data: dict) -> str | list[str]:
    """What an output tells a reader: of a figure the labels of its marks, which do not depend on fonts."""
    if picture := data.get("image/svg+xml"):
        return sorted(re.findall(r'aria-label="([^"]*)"', picture))
    return data.get("text/markdown") or data.get("text/plain", "")


def figures(notebook: nbformat.NotebookNode) -> list[str]:
    return [data["image/svg+xml"] for data in outputs(notebook) if "image/svg+xml" in data]


def test_each_question_has_a_notebook():
    assert NAMES == [
        "01-zeggenschap-in-de-regels.ipynb",
        "02-manifest-en-brief.ipynb",
        "03-regel-en-opvolger.ipynb",
        "04-hoe-goed-is-het-programma.ipynb",
        "05-landelijke-vergelijking.ipynb",
    ]


def test_it_runs_and_draws(executed):
    stored = nbformat.read(executed.path, as_version=4)
    assert len(figures(executed.notebook)) == len(figures(stored)) > 0


def test_what_is_stored_is_what_it_gives(executed):
    stored = nbformat.read(executed.path, as_version=4)
    assert stored.metadata[MARK] == code_hash(stored), "its code has changed; run `python -m docs.run_notebooks`"
    if executed.path.name in SAMPLES:
        return
    found = [said(data) for data in outputs(executed.notebook)]
    assert [said(data) for data in outputs(stored)] == found, (
        "the tags or the example corpus have changed since it ran; run `python -m docs.run_notebooks` and read what it "
        "says now"
    )


@pytest.mark.parametrize("name", NEED_SHARED)
def test_without_the_real_documents_it_says_so_and_goes_on(name, tmp_path, database):
    done = execute(ROOT / "notebooks" / name, tmp_path, database, tmp_path / "absent")
    told = " ".join(map(str, map(said, outputs(done))))
    assert "**Overgeslagen:**" in told
    assert "staan niet op deze computer" in told
    assert not figures(done)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_opens_with_its_question_and_closes_with_its_answer_and_limits(path):
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].source.splitlines()[0].endswith(("?", "beleidsregels"))
    assert "**De vraag.**" in cells[0].source
    headings = [cell.source.splitlines()[0] for cell in cells if cell.cell_type == "markdown"]
    assert headings[-2:] == ["## Het antwoord", "## Wat dit niet zegt"]
    answer = outputs(nbformat.v4.new_notebook(cells=cells[-2:-1]))[-1]["text/markdown"]
    assert re.search(r"\d", answer), "the answer has its numbers"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_its_output_is_stored_and_tells_nothing_of_the_machine(path):
    stored = nbformat.read(path, as_version=4)
    cells = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run it again from start to end"
    assert not [output for cell in cells for output in cell.outputs if output.output_type in ("error", "stream")]
    text = path.read_text(encoding="utf-8")
    assert str(Path.home()) not in text
    assert str(ROOT) not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_figure_has_an_alternative_text(path):
    for picture in figures(nbformat.read(path, as_version=4)):
        assert re.search(r'aria-label="[A-Z][^"]{30,}"', picture), picture[:500]


def test_no_sentence_of_others_is_stored():
    """The notebook about the tagger shows words and places; the sentences stay where they are."""
    stored = nbformat.read(ROOT / "notebooks" / NEED_SHARED[0], as_version=4)
    assert "SHOW_TEXT = False" in "".join(cell.source for cell in stored.cells)
    labels = SHARED / "gold" / "dev.jsonl"
    if not labels.exists():
        pytest.skip("the real documents (../shared) are not on this machine")
    from tracker.tag.evaluation import read_labelled

    told = " ".join(map(str, map(said, outputs(stored))))
    assert not [clause.id for clause in read_labelled(labels) if len(clause.text) > 40 and clause.text[:40] in told]
