"""The form in which a reader says that something is wrong, against a real server."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import httpx
import pytest
from support.extractions import build
from support.serving import running

from tracker.corrections import (
    MOST_A_DAY,
    WHAT,
    Correction,
    Corrections,
    corrections_path,
    received_corrections,
    waiting_corrections,
)

VISITORS = count(1)
FILLED = {"over": "buurtkracht", "wat": "gemist", "woorden": "Artikel 1 gaat over de buurt.\r\nDat is gemist."}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A database of which nobody else reads the corrections."""
    return build(tmp_path_factory.mktemp("corrections") / "tracker.db")


@pytest.fixture(scope="module")
def site(own):
    with running(own) as client:
        yield client


@pytest.fixture
def visitor(site):
    """A browser of somebody who was not here before, at an address of their own."""
    with httpx.Client(
        base_url=site.base_url, timeout=30, headers={"X-Forwarded-For": f"198.51.100.{next(VISITORS)}"}
    ) as client:
        yield client


def form_of(visitor, over=""):
    """The hidden fields of the form as this visitor gets it."""
    page = visitor.get("/klopt-niet", params={"over": over})
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))


def send(visitor, **fields):
    return visitor.post("/klopt-niet", data=FILLED | form_of(visitor, "buurtkracht") | fields)


def newest(own):
    return waiting_corrections(own)[0].correction


# ------------------------------------------------------------------ what is sent is kept


def test_what_a_reader_says_is_kept_and_the_reader_is_thanked(own, visitor):
    answer = send(visitor, email="bewoner@example.org")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/klopt-niet?over=buurtkracht&verstuurd=ja"
    thanks = visitor.get(answer.headers["location"]).text
    assert "Dank u wel" in thanks
    assert 'href="/id/buurtkracht">Terug naar Beleidsregel Buurtkracht</a>' in thanks
    assert newest(own) == Correction(
        "buurtkracht", "gemist", "Artikel 1 gaat over de buurt.\nDat is gemist.", "bewoner@example.org"
    )


def test_the_form_shows_what_it_is_about(site, visitor):
    clause = site.get("/tracker/clauses.json?_shape=array").json()[0]
    question = site.get("/tracker/questions.json?_shape=array").json()[0]
    version = site.get("/tracker/versions.json?_shape=array").json()[0]
    for id_, words in (
        (clause["id"], clause["citation"]),
        (question["id"], question["name"]),
        (version["id"], version["title"]),
        ("buurtkracht", "Beleidsregel Buurtkracht"),
    ):
        page = visitor.get("/klopt-niet", params={"over": id_}).text
        assert f"<bdi>{words}</bdi>" in page, id_
        assert f'name="over" value="{id_}"' in page
    for what in WHAT.values():
        assert what in page


@pytest.mark.parametrize("over", ["", "bestaat-niet", "<script>alert(1)</script>", "x" * 10_000, "\u202egnp.fdp"])
def test_it_works_for_the_whole_site_and_for_what_is_not_there(own, visitor, over):
    page = visitor.get("/klopt-niet", params={"over": over})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert send(visitor, over=over).status_code == 303
    assert newest(own).about == over[:300]


def test_it_says_nothing_about_the_visitor(own, visitor):
    send(visitor)
    with closing(sqlite3.connect(corrections_path(own))) as db:
        kept = " ".join(map(str, db.execute("SELECT * FROM corrections ORDER BY id DESC LIMIT 1").fetchone()))
    assert "198.51" not in kept
    assert "127.0" not in kept


# ------------------------------------------------------------------ what is not filled in well comes back


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wat": ""}, "Kies wat er niet klopt."),
        ({"wat": "verzonnen"}, "Kies wat er niet klopt."),
        ({"woorden": " \r\n "}, "Schrijf op wat er niet klopt."),
        ({"woorden": "w" * 2001}, "Dit zijn 2001 tekens. Maak er hoogstens 2000 van."),
        ({"email": "geen adres"}, "Dit is geen e-mailadres."),
        ({"email": f"{'a' * 250}@example.org"}, "Dit is geen e-mailadres."),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "Dit is geen e-mailadres."),
        ({"website": "https://example.org"}, "Het veld dat leeg moest blijven, is ingevuld."),
    ],
)
def test_nothing_is_lost_of_what_is_not_filled_in_well(own, visitor, fields, said):
    before = len(received_corrections(own))
    answer = send(visitor, **fields)
    assert answer.status_code == 400
    assert said in answer.text
    assert 'role="alert"' in answer.text
    for value in ({"woorden": "Dat is gemist."} | fields).values():
        assert value.strip()[:200].splitlines()[0] in answer.text if value.strip() else True
    assert len(received_corrections(own)) == before


def test_the_longest_words_fit(own, visitor):
    words = "\N{SLIGHTLY SMILING FACE}" * 2000
    assert send(visitor, woorden=words).status_code == 303
    assert newest(own).words == words


# ------------------------------------------------------------------ only from a page of this site


def with_cookie_of_nobody(visitor):
    visitor.cookies.clear()
    visitor.cookies.set("ds_csrftoken", "verzonnen", domain="127.0.0.1")


def with_cookie_of_another(visitor):
    visitor.cookies.clear()
    form_of(visitor)


@pytest.mark.parametrize(
    ("spoil", "headers"),
    [
        (lambda visitor: visitor.cookies.clear(), {}),
        (lambda visitor: visitor.cookies.clear(), {"Authorization": "Bearer x"}),
        (with_cookie_of_nobody, {}),
        (with_cookie_of_another, {}),
    ],
)
def test_another_site_cannot_send_the_form(own, visitor, spoil, headers):
    """A cookie of the visitor does not go along from elsewhere, and one that is made up is not signed."""
    fields = FILLED | form_of(visitor)
    before = len(received_corrections(own))
    spoil(visitor)
    answer = visitor.post("/klopt-niet", data=fields, headers=headers)
    assert answer.status_code == 403
    assert "Dat is gemist." in answer.text
    assert len(received_corrections(own)) == before
    # The page that comes back has a token that goes with the cookie: sending again is enough.
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert visitor.post("/klopt-niet", data=FILLED | again).status_code == 303


def test_a_token_is_needed(visitor):
    form_of(visitor)
    assert visitor.post("/klopt-niet", data=FILLED).status_code == 403
    assert visitor.post("/klopt-niet", data=FILLED | {"csrftoken": ""}).status_code == 403


def test_the_cookie_is_there_only_for_the_form_and_for_this_site(site, visitor):
    cookie = visitor.get("/klopt-niet").headers["set-cookie"]
    assert "SameSite=Lax" in cookie
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()
    for path in ("/", "/over", "/zoek?q=plein", "/tracker", "/tracker/clauses", "/beleid/buurtkracht"):
        assert "set-cookie" not in httpx.get(f"{site.base_url}{path}").headers, path


# ------------------------------------------------------------------ the one thing that is written


@pytest.mark.parametrize(
    "path",
    ["/", "/over", "/klopt-niet/", "/klopt-niet.json", "/klopt%2Dniet", "//klopt-niet", "/klopt-niet/x", "/tracker",
     "/tracker/clauses", "/-/create", "/-/messages", "/-/permissions", "/-/logout", "/tracker/clauses/-/insert"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_else_is_written(visitor, method, path):
    answer = visitor.request(method, path, data=FILLED | form_of(visitor))
    assert answer.status_code == 405
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "PROPFIND"])
def test_the_form_is_only_sent(visitor, method):
    answer = visitor.request(method, "/klopt-niet")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_the_corrections_are_nowhere_to_be_read(own, visitor):
    send(visitor, woorden="Dit leest niemand anders.")
    for path in (
        "/tracker.corrections.db", "/corrections.db", "/tracker/corrections", "/corrections",
        "/archief/../tracker.corrections.db", "/beleidsvolger/../tracker.corrections.db",
        "/beleidsvolger/%2e%2e/%2e%2e/tracker.corrections.db",
    ):  # fmt: skip
        assert visitor.get(path).status_code == 404, path
    assert [each["name"] for each in visitor.get("/-/databases.json").json()] == ["tracker"]
    attach = f"ATTACH '{corrections_path(own)}' AS c"
    assert visitor.get("/tracker.json", params={"sql": attach}).status_code == 400
    tables = visitor.get("/tracker.json", params={"sql": "select name from sqlite_master", "_shape": "array"}).json()
    assert "corrections" not in {row["name"] for row in tables}
    assert b"Dit leest niemand anders." not in visitor.get("/tracker.db").content


# ------------------------------------------------------------------ size, pace, and what cannot be kept


def test_what_is_much_too_long_gets_an_answer(own, visitor):
    before = len(received_corrections(own))
    answer = send(visitor, woorden="w" * 100_000)
    assert answer.status_code == 413
    assert "Dat is te lang" in answer.text
    assert len(received_corrections(own)) == before


@pytest.mark.parametrize(
    ("content", "type_"),
    [
        (b'{"wat": "gemist"}', "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"wat=gemist", ""),
        (b"\xff\xfe=\xff", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % number for number in range(999)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_gets_an_answer(visitor, content, type_):
    form_of(visitor)
    answer = visitor.post("/klopt-niet", content=content, headers={"Content-Type": type_})
    assert answer.status_code == 400
    assert "geen ingevuld formulier" in answer.text


def test_one_visitor_sends_five_an_hour(own, visitor):
    assert [send(visitor).status_code for _ in range(5)] == [303] * 5
    before = len(received_corrections(own))
    answer = send(visitor)
    assert answer.status_code == 429
    assert "Probeer het over een uur." in answer.text
    assert "Dat is gemist." in answer.text
    visitor.headers["X-Forwarded-For"] = f"198.51.100.{next(VISITORS)}"
    assert send(visitor).status_code == 303, "somebody else is not held up"
    assert len(received_corrections(own)) == before + 1


def test_all_visitors_together_send_so_many_a_day(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Corrections(corrections_path(path)) as box:
        for _ in range(MOST_A_DAY):
            box.add(Correction("", "anders", "vol"), datetime.now(UTC))
    with running(path) as client:
        answer = send(client)
    assert answer.status_code == 429
    assert "Probeer het morgen nog eens." in answer.text
    assert "Dat is gemist." in answer.text
    assert len(received_corrections(path)) == MOST_A_DAY


_NO_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"


def test_a_full_disk_is_said_and_the_words_come_back(tmp_path):
    path = build(tmp_path / "tracker.db")
    with running(path, before=_NO_ROOM) as client:
        answer = send(client)
        assert answer.status_code == 503
        assert "Het bewaren is niet gelukt." in answer.text
        assert "Dat is gemist." in answer.text
        assert client.get("/over").status_code == 200


def test_a_file_in_use_is_said_and_the_words_come_back(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Corrections(corrections_path(path)), running(path) as client:
        with closing(sqlite3.connect(corrections_path(path), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            answer = send(client)
            assert answer.status_code == 503
            assert "Dat is gemist." in answer.text
            assert client.get("/over").status_code == 200, "the rest of the site goes on"
        assert "Dank u wel" in send(client).text


def test_a_damaged_file_is_said_and_left_as_it_is(tmp_path):
    path = build(tmp_path / "tracker.db")
    corrections_path(path).write_bytes(b"geen database " * 100)
    with running(path) as client:
        answer = send(client)
    assert answer.status_code == 503
    assert corrections_path(path).read_bytes() == b"geen database " * 100


_TWO_PROCESSES = "import functools, tracker.publish as p; p.serve = functools.partial(p.serve, processes=2)"


def test_processes_that_answer_together_take_each_others_forms(tmp_path):
    path = build(tmp_path / "tracker.db")
    with running(path, before=_TWO_PROCESSES) as client:
        for number in range(8):
            with httpx.Client(base_url=client.base_url, headers={"X-Forwarded-For": f"203.0.113.{number}"}) as visitor:
                fields = FILLED | form_of(visitor)
            with httpx.Client(base_url=client.base_url, cookies=visitor.cookies) as again:  # perhaps another process
                again.headers["X-Forwarded-For"] = f"203.0.113.{number}"
                assert again.post("/klopt-niet", data=fields).status_code == 303
    assert len(waiting_corrections(path)) == 8
