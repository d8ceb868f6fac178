"""The whole run: what it stores, what it says when something fails, and that one failure never spoils the rest."""

import os
import re
import resource
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.publisher import Expression, Publisher, Reply, redirect
from support.regulations import cvdr

GOOD = ("Bewoners beslissen mee over het buurthuis.", "De gemeente voert de regie.")


@dataclass
class Outcome:
    """What a run of the command gave."""

    status: int
    stderr: str


@dataclass
class Town:
    """A register, a database and a publisher of its own; `run` is the real command in a process of its own."""

    folder: Path
    publisher: Publisher
    policies: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "town.db"

    def follow(self, policy: str, adapter: str, locator: str, role: str = "tekst") -> None:
        self.policies.append(
            f'[[policies]]\nid = "{policy}"\ntitle = "Beleidsregel {policy}"\ntheme = "buurt"\nkind = "beleidsregel"\n'
            f'municipality = "Voorbeeldstad"\n[[policies.sources]]\nadapter = "{adapter}"\nlocator = "{locator}"\n'
            f'role = "{role}"\n'
        )

    def run(self, *more: str, limit: int | None = None) -> Outcome:
        (self.folder / "sources.toml").write_text("\n".join(self.policies), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "tracker",
            "run",
            "--sources",
            "sources.toml",
            "--db",
            str(self.database),
            *more,
        ]
        settings = self.publisher.settings()
        environment = os.environ | self.environment | {
            "TRACKER_SRU_CVDR": settings.sru_cvdr,
            "TRACKER_REPOSITORY_CVDR": settings.repository_cvdr,
            "TRACKER_SRU_PUBLICATIONS": settings.sru_publications,
            "TRACKER_REPOSITORY_PUBLICATIONS": settings.repository_publications,
            "TRACKER_PAUSE": "0",
            "TRACKER_TIMEOUT": "1",
            "TRACKER_CONNECT_TIMEOUT": "1",
            "TRACKER_FIRST_WAIT": "0.01",
        }  # fmt: skip
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={key: value for key, value in environment.items() if "proxy" not in key.lower()},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None,
        )
        return Outcome(done.returncode, done.stderr)

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            return connection.execute(query).fetchall()

    def texts(self, policy: str) -> list[str]:
        return [
            text
            for (text,) in self.rows(
                "select clauses.text from clauses join versions on versions.id = clauses.version "
                f"where versions.policy = '{policy}' and clauses.text != '' order by versions.rowid, clauses.position"
            )
        ]


@pytest.fixture
def town(tmp_path):
    with Publisher() as publisher:
        yield Town(tmp_path, publisher)


def test_a_run_stores_clauses_mentions_and_the_archived_bytes(town):
    xml = cvdr(GOOD)
    town.publisher.add_regulation("CVDR900001", Expression(1, "Beleidsregel Buurthuizen", xml, "2018-01-30"))
    town.follow("buurthuizen", "cvdr", "CVDR900001")

    outcome = town.run()

    assert (outcome.status, town.texts("buurthuizen")) == (0, list(GOOD)), outcome.stderr
    assert town.rows("select outcome, http_status from checks") == [("new", 200)]
    assert {form for (form,) in town.rows("select form from mentions")} >= {"zeggenschap", "regie"}
    (path, size), = town.rows("select path, bytes from snapshots")  # fmt: skip
    kept = (town.folder / "archive" / path).read_bytes()
    assert (kept, size) == (xml, len(xml)), "the archive must hold the bytes as they were sent"


def test_a_second_run_finds_nothing_new_and_reads_nothing_again(town):
    town.publisher.add_regulation("CVDR900001", Expression(1, "Beleidsregel Buurthuizen", cvdr(GOOD), "2018-01-30"))
    town.follow("buurthuizen", "cvdr", "CVDR900001")
    town.run()
    before = town.rows("select id, extractor from versions")

    outcome = town.run()

    assert (outcome.status, "0 new, 1 unchanged, 0 failed" in outcome.stderr) == (0, True), outcome.stderr
    assert town.rows("select id, extractor from versions") == before
    assert town.rows("select outcome, http_status from checks order by at") == [("new", 200), ("unchanged", 304)]


def test_a_new_expression_is_a_new_version_with_its_changes(town):
    town.publisher.add_regulation("CVDR900001", Expression(1, "Regel", cvdr(GOOD), "2018-01-30"))
    town.follow("buurthuizen", "cvdr", "CVDR900001")
    town.run()
    changed = (GOOD[0], "De bewoners voeren de regie.", "Bewoners mogen advies geven.")
    town.publisher.add_regulation("CVDR900001", Expression(2, "Regel", cvdr(changed), "2021-01-01"))

    outcome = town.run()

    assert outcome.status == 0, outcome.stderr
    assert [valid for (valid,) in town.rows("select valid_from from versions order by valid_from")] == [
        "2018-01-30",
        "2021-01-01",
    ]
    kinds = sorted(kind for (kind,) in town.rows("select kind from changes"))
    assert kinds == ["gewijzigd", "toegevoegd"], "article 2 changed and article 3 is new"


def test_offline_reads_the_archive_and_asks_nobody(town):
    town.publisher.add_regulation("CVDR900001", Expression(1, "Regel", cvdr(GOOD), "2018-01-30"))
    town.follow("buurthuizen", "cvdr", "CVDR900001")
    town.run()
    asked = len(town.publisher.requests)

    outcome = town.run("--offline")

    assert (outcome.status, len(town.publisher.requests) - asked) == (0, 0), outcome.stderr


def test_two_processes_give_the_same_database_as_one(town, tmp_path):
    for number in range(4):
        work = f"CVDR90000{number}"
        texts = (f"Bewoners beslissen mee over plek {number}.", "De raad hoort de bewoners.")
        town.publisher.add_regulation(work, Expression(1, "Regel", cvdr(texts, identifier=f"{work}_1"), "2018-01-30"))
        town.follow(f"regel-{number}", "cvdr", work)
    content = "select id, version, eid, text from clauses"
    town.run()
    one = town.rows(content)
    town.database.unlink()

    outcome = town.run("--jobs", "2")

    assert (outcome.status, town.rows(content)) == (0, one), outcome.stderr


def test_a_document_that_cannot_be_read_does_not_stop_two_processes(town):
    town.follow("slecht", "folder", "slecht.xml")
    town.follow("goed", "folder", "goed.xml")
    (town.folder / "slecht.xml").write_bytes(BROKEN_XML)
    (town.folder / "goed.xml").write_bytes(cvdr(GOOD))

    outcome = town.run("--jobs", "2")

    assert (outcome.status, town.texts("goed")) == (1, list(GOOD)), outcome.stderr
    assert "not well-formed" in outcome.stderr


def test_only_follows_what_is_named_and_refuses_what_is_unknown(town):
    town.publisher.add_regulation("CVDR900001", Expression(1, "Regel", cvdr(GOOD), "2018-01-30"))
    town.follow("buurthuizen", "cvdr", "CVDR900001")
    town.follow("ander", "cvdr", "CVDR900002")

    named = town.run("--only", "buurthuizen")
    unknown = town.run("--only", "buurthuis")

    assert (named.status, unknown.status) == (0, 1), named.stderr
    assert "buurthuis" in unknown.stderr
    assert "buurthuizen, ander" in unknown.stderr


BROKEN_XML = cvdr(GOOD)[:-40]
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><cvdr><body>&c;</body></cvdr>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><cvdr><body>&x;</body></cvdr>'
ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>Fout 404</title></head><body><h1>Pagina niet gevonden</h1></body></html>"
)

# what is sent, the step that fails, and a word that the one line must hold
BAD_ANSWERS = {
    "broken XML": (Reply(BROKEN_XML, media_type="text/xml"), "read", "XML"),
    "an entity bomb": (Reply(BOMB, media_type="text/xml"), "read", "entit"),
    "an external entity": (Reply(OUTSIDE, media_type="text/xml"), "read", "entit"),
    "an empty file": (Reply(b"", media_type="text/xml"), "read", "empty"),
    "an error page sent as PDF": (Reply(ERROR_PAGE, media_type="application/pdf"), "read", "error or login page"),
    "a PDF without an end": (Reply(b"%PDF-1.7\n1 0 obj\n", media_type="application/pdf"), "read", "PDF"),
    "404": (Reply(b"weg", status=404), "fetch", "404"),
    "410": (Reply(b"weg", status=410), "fetch", "410"),
    "500": (Reply(b"stuk", status=500), "fetch", "500"),
    "a timeout half-way": (Reply(cvdr(GOOD), stall=3), "fetch", "second"),
    "a redirect loop": (redirect("/regel"), "fetch", "redirect"),
    "a body shorter than announced": (Reply(cvdr(GOOD), announce=3_000), "fetch", "shorter"),
    "a body above the cap": (Reply(b"x" * 5000, media_type="text/html"), "fetch", "larger"),
}


@pytest.mark.parametrize("what", BAD_ANSWERS)
def test_a_bad_answer_is_one_line_and_a_check_and_the_rest_goes_on(town, what):
    reply, step, word = BAD_ANSWERS[what]
    town.environment["TRACKER_CAP"] = "4000"
    town.follow(
        "goed", "web", town.publisher.page("/goed", "<main><h1>Regel</h1><p>Bewoners beslissen mee.</p></main>")
    )
    town.follow("slecht", "web", town.publisher.page("/regel", "<main><h1>Regel</h1><p>Bewoners stemmen.</p></main>"))
    town.run()
    good_before = town.texts("slecht")
    assert good_before, "the good version must be there before it goes wrong"
    town.publisher.reply("/regel", reply)

    outcome = town.run()

    lines = [line for line in outcome.stderr.splitlines() if line.startswith("slecht")]
    assert (outcome.status, len(lines)) == (1, 1), outcome.stderr
    assert f" {step}: " in lines[0]
    assert word.lower() in lines[0].lower()
    assert "Traceback" not in outcome.stderr
    kinds = "gone" if what in ("404", "410") else "error"
    (last,) = town.rows(
        "select outcome, step, error from checks where source like 'slecht%' order by rowid desc limit 1"
    )
    assert last[:2] == (kinds, step)
    assert last[2] in lines[0], "the check must say the same as the line"
    assert town.texts("slecht") == good_before, "the last good version stays"
    assert town.rows("select outcome from checks where source like 'goed%' order by rowid desc limit 1") == [
        ("unchanged",)
    ]


def test_a_host_that_does_not_exist_is_named(town):
    town.follow("weg", "web", "http://nergens.invalid/regel")

    outcome = town.run()

    assert (outcome.status, "nergens.invalid" in outcome.stderr) == (1, True), outcome.stderr
    assert town.rows("select outcome, step from checks") == [("error", "fetch")]


def test_what_to_do_about_a_host_is_said_once_for_all_its_sources(town):
    town.follow("weg", "web", "http://nergens.invalid/regel")
    town.follow("ook-weg", "web", "http://nergens.invalid/ander")

    *lines, once, _ = town.run().stderr.splitlines()

    for line, source in zip(lines, ("weg", "ook-weg"), strict=True):
        assert re.fullmatch(rf"{source}\S*: fetch: the host nergens\.invalid cannot be found \([^;]+\)", line), line
    assert re.fullmatch(
        r"2 not reached: the host nergens\.invalid .+; is the name right, and is there a network\?", once
    )
    for (reason,) in town.rows("select error from checks"):
        assert reason.startswith("http://nergens.invalid/robots.txt: the host nergens.invalid"), "whole in the check"


def test_a_full_disk_is_said_and_the_last_good_version_stays(town):
    town.follow("buurthuizen", "folder", "regel.xml")
    (town.folder / "regel.xml").write_bytes(cvdr(GOOD))
    town.run()
    long = tuple(f"Bewoners beslissen mee over onderdeel {number} van het plan." for number in range(9000))
    (town.folder / "regel.xml").write_bytes(cvdr(long))
    limit = max(path.stat().st_size for path in town.folder.rglob("*") if path.is_file() and path.suffix == ".db")

    outcome = town.run(limit=limit + 50_000)  # no file may grow beyond: the system's own refusal, as on a full disk

    assert outcome.status == 1
    assert "Traceback" not in outcome.stderr, outcome.stderr
    assert town.texts("buurthuizen") == list(GOOD)
    assert town.rows("pragma integrity_check") == [("ok",)]


def test_without_any_source_the_example_is_taken_and_said(town):
    town.follow("weg", "web", "http://nergens.invalid/regel")

    outcome = town.run("--or-example")

    assert outcome.status == 0, outcome.stderr
    assert "taking the example corpus" in outcome.stderr
    with sqlite3.connect(town.folder / "data" / "voorbeeld.db") as connection:
        (clauses,) = connection.execute("select count(*) from clauses").fetchone()
    assert clauses > 500, "the example corpus has three rules, a draft, a manifesto and a letter"


def test_a_better_parser_and_a_new_text_at_once_are_two_versions(town):
    town.publisher.add_regulation("CVDR900001", Expression(1, "Regel", cvdr(GOOD), "2018-01-30"))
    town.follow("buurthuizen", "cvdr", "CVDR900001")
    town.run()
    with sqlite3.connect(town.database) as database:  # as if other code had read it, and other words came of it
        database.execute("update readings set extractor = 'older'")
        database.execute("update versions set extractor = 'older', text_sha256 = 'older'")
        database.execute("update clauses set text = 'Zo las de oude code het.' where eid = 'art_1'")
    changed = (GOOD[0], "De bewoners voeren de regie.")
    town.publisher.page("/cvdr/CVDR900001/1/xml/CVDR900001_1.xml", cvdr(changed), "text/xml")

    outcome = town.run()

    assert outcome.status == 0, outcome.stderr
    assert [reason for (reason,) in town.rows("select reason from versions order by rowid")] == [
        "inhoud",
        "extractie",
        "inhoud",
    ]
    assert town.rows("select kind, old_clause like '%art_2' from changes") == [("gewijzigd", 1)], (
        "only what they changed"
    )
