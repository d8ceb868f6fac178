"""The documentation says what is true: generated pages are fresh, links lead somewhere, named commands exist."""

import re
from pathlib import Path

import click
import pytest

from docs.make import PAGES, commands
from tracker.cli import main

ROOT = Path(__file__).resolve().parent.parent
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("corpus/**/*.md")])


def test_the_page_of_commands_is_fresh():
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == commands(), (
        "docs/commands.md differs from the help of the commands; run `python docs/make.py commands`"
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_measured_page_is_there(page):
    assert (ROOT / "docs" / f"{page}.md").is_file(), f"run `python docs/make.py {page}`"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []


def test_the_readme_names_every_command_and_no_other():
    named = set(re.findall(r"`tracker (\w+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named == set(main.commands), "the table of commands in README.md differs from `tracker --help`"


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_has_help(name):
    command = main.commands[name]
    assert command.help, f"tracker {name} says nothing of itself"
    mute = [each.name for each in command.params if isinstance(each, click.Option) and not each.help]
    assert mute == [], f"options of tracker {name} without help"
