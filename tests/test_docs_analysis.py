"""Every code example in the docs for analysts runs, in order, as a reader would run them."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.example import example_database

from tracker.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")
DATABASE_PAGE = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")


def examples(page: str, language: str = "python") -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)


@pytest.fixture
def folder(tmp_path_factory, tmp_path, monkeypatch):
    """An empty folder with the example database where the docs have it made."""
    (tmp_path / "data").mkdir()
    for name in ("voorbeeld.db", "tracker.db"):
        (tmp_path / "data" / name).write_bytes(example_database(tmp_path_factory).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_run_from_first_to_last(folder, capsys):
    names: dict = {}
    for example in examples(PAGE):
        exec(compile(example, "docs/analysis.md", "exec"), names)
    said = capsys.readouterr().out
    assert "policies 7" in said
    assert "bestand " in said, "the citations are printed"
    for file in ("ladder.html", "mijn-figuur.html"):
        assert "vega" in (folder / file).read_text(encoding="utf-8")


def test_only_the_address_of_nobody_is_not_run():
    assert examples(PAGE, "python no-run") == ['tables = analysis.load("https://beleid.example.org")\n']


def test_the_commands_are_ones_that_there_are(folder):
    commands = [line for block in examples(PAGE, "console") for line in block.splitlines() if "/tracker " in line]
    assert [line.split("/tracker ")[1].split()[0] for line in commands] == ["run", "export"]
    done = CliRunner().invoke(main, commands[1].split("/tracker ")[1].split())
    assert done.exit_code == 0, done.output
    assert (folder / "uit" / "codeboek.md").is_file()


def test_the_example_of_the_page_on_the_database_runs(folder, capsys):
    for example in examples(DATABASE_PAGE):
        exec(compile(example, "docs/database.md", "exec"), {})
    assert "zeggenschap" in capsys.readouterr().out


def test_every_figure_is_on_the_page():
    from tracker.analysis import figures

    assert {name for name in figures.__all__ if name != "LADDER"} == set(re.findall(r"`figures\.(\w+)\(", PAGE))
