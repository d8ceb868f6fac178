"""The command line as a user meets it: exit status, what is on which stream, one line for what went wrong."""

import json
import subprocess
import sys

import pytest
from support.regulations import cvdr


def tracker(*arguments: str, stdin: str = "", cwd=None) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    command = [sys.executable, "-m", "tracker", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=cwd, timeout=120, check=False)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A folder with a register, one rule and the database that a run made of them."""
    folder = tmp_path_factory.mktemp("town")
    (folder / "regel.xml").write_bytes(cvdr(["Bewoners beslissen mee over het buurthuis.", "Het college besluit."]))
    (folder / "sources.toml").write_text(
        '[[policies]]\nid = "regel"\ntitle = "Regel"\ntheme = "buurt"\nkind = "beleidsregel"\nmunicipality = "Stad"\n'
        '[[policies.sources]]\nadapter = "folder"\nlocator = "regel.xml"\nrole = "tekst"\n',
        encoding="utf-8",
    )
    done = tracker("run", "--sources", "sources.toml", "--db", "town.db", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_run_says_what_it_did_on_stderr_and_nothing_on_stdout(town):
    done = tracker("run", "--sources", "sources.toml", "--db", "town.db", cwd=town)
    assert (done.stdout, "0 new, 1 unchanged, 0 failed" in done.stderr) == ("", True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["run", "--sources", "weg.toml"], 1, "weg.toml"),
        (["run", "--jobs", "0"], 2, "--jobs"),
        (["run", "--nonsense"], 2, "--nonsense"),
        (["nonsense"], 2, "nonsense"),
        (["export", "--format", "xls", "out"], 2, "xls"),
        (["status", "--db", "weg.db"], 1, "weg.db"),
        (["serve", "--db", "weg.db"], 1, "weg.db"),
        (["inspect", "weg.pdf"], 2, "weg.pdf"),
        (["add", "zomaar iets", "--sources", "nieuw.toml"], 1, "not an address"),
    ],
)
def test_wrong_use_and_failures_have_their_status_and_name_what_is_wrong(tmp_path, arguments, status, says):
    done = tracker(*arguments, cwd=tmp_path)
    assert (done.returncode, says in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_status_names_every_source(town):
    done = tracker("status", "--db", "town.db", cwd=town)
    assert (done.returncode, "regel-regel-xml" in done.stdout) == (0, True), done.stdout + done.stderr


def test_export_writes_every_table_and_names_the_files(town, tmp_path):
    done = tracker("export", "--db", "town.db", "--format", "json", str(tmp_path / "uit"), cwd=town)
    assert done.returncode == 0, done.stderr
    clauses = json.loads((tmp_path / "uit" / "clauses.json").read_text(encoding="utf-8"))
    assert [clause["citation"] for clause in clauses if clause["text"]] == ["artikel 1", "artikel 2"]
    assert "clauses.json" in done.stdout


def test_tag_reads_lines_and_writes_lines():
    lines = ['{"id": 1, "text": "Bewoners hebben zeggenschap."}', "", '{"id": "b", "text": "Het regent."}']
    done = tracker("tag", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "b"], done.stderr
    (mention,) = answers[0]["mentions"]
    assert (mention["trigger"], mention["form"], mention["start"], mention["end"]) == (
        "zeggenschap",
        "zeggenschap",
        16,
        27,
    )
    assert answers[1]["mentions"] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("geen json", "line 2: this is no JSON; each line must be"),
        ('{"id": 2}', 'line 2: there is no "text"; each line must be'),
        ('{"id": 2, "text": 3}', 'line 2: "text" is not a string; each line must be'),
        ('["a"]', 'line 2: there is no "id"; each line must be'),
    ],
)
def test_a_line_that_cannot_be_tagged_is_named_and_the_others_are_tagged(line, wrong):
    good = '{"id": 1, "text": "Bewoners hebben zeggenschap."}'
    done = tracker("tag", stdin=f"{good}\n{line}\n{good}\n")
    assert (done.returncode, wrong in done.stderr, len(done.stdout.splitlines())) == (1, True, 2), done.stderr


def test_inspect_shows_what_a_file_gives_or_why_not(town, tmp_path):
    (tmp_path / "leeg.xml").write_bytes(b"")
    done = tracker("inspect", "--markdown", str(town / "regel.xml"), str(tmp_path / "leeg.xml"))
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if ".xml" in line]
    assert any("| cvdr |" in row and "| 3 |" in row for row in rows), done.stdout
    assert any("empty: " in row for row in rows), done.stdout


def test_inspect_names_files_whole_in_a_log(town, tmp_path):
    name = f"{'een-lange-naam-' * 5}.xml"
    (tmp_path / name).write_bytes((town / "regel.xml").read_bytes())
    done = tracker("inspect", str(tmp_path / name))
    assert name in done.stdout


def test_add_writes_an_entry_that_a_run_can_follow(town, tmp_path):
    register = tmp_path / "sources.toml"
    register.write_text("# mijn gemeente\n", encoding="utf-8")
    (tmp_path / "regel.xml").write_bytes((town / "regel.xml").read_bytes())
    done = tracker(
        "add", "regel.xml", "--sources", "sources.toml", "--theme", "buurt", "--municipality", "Stad", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert register.read_text(encoding="utf-8").startswith("# mijn gemeente\n"), "comments must stay"
    follow = tracker("run", "--sources", "sources.toml", "--db", "t.db", cwd=tmp_path)
    assert (follow.returncode, "1 new" in follow.stderr) == (0, True), follow.stderr
