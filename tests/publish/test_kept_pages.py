"""Finished pages are kept, within their bounds, and never longer than what they were read from stays as it is."""

import asyncio
import sqlite3

import httpx
import pytest
from datasette.utils.asgi import Response

from tracker.publish import kept_pages
from tracker.publish.database import state_of
from tracker.publish.kept_pages import KeptPages


class Counting:
    """An application that numbers its answers."""

    def __init__(self, **answer) -> None:
        self.asked = 0
        self.answer = answer
        self.before_it_answers = lambda: None

    async def __call__(self, scope, receive, send) -> None:
        self.asked += 1
        self.before_it_answers()
        kind = {"content_type": "text/html; charset=utf-8"} | self.answer
        await Response(kind.pop("body", f"answer {self.asked}"), **kind).asgi_send(send)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode=wal")
        db.execute("CREATE TABLE t (x)")
    db.close()
    return path


def change(file) -> None:
    with sqlite3.connect(file) as db:
        db.execute("INSERT INTO t VALUES (1)")
    db.close()


def kept_pages_of(application, file, **more) -> KeptPages:
    return KeptPages(application, lambda: state_of(file), **more)


def ask(application, *addresses, method="GET", **headers) -> list[str]:
    """Ask one after the other, and return what was answered."""

    async def visit() -> list[str]:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://site.example", headers=headers) as client:
            return [(await client.request(method, address)).text for address in addresses]

    return asyncio.run(visit())


@pytest.mark.parametrize("address", ["/", "/zoek?q=plein", "/beleid/iac", "/matrix", "/matrix.csv", "/over"])
def test_a_page_is_made_once_until_the_database_changes(file, address):
    kept = kept_pages_of(Counting(), file)
    assert ask(kept, address, address) == ["answer 1", "answer 1"]
    change(file)
    assert ask(kept, address, address) == ["answer 2", "answer 2"]


def test_another_file_in_its_place_is_another_database(file, tmp_path):
    kept = kept_pages_of(Counting(), file)
    ask(kept, "/")
    other = tmp_path / "other.db"
    other.write_bytes(file.read_bytes())
    other.replace(file)
    assert ask(kept, "/") == ["answer 2"]


def test_what_changes_while_a_page_is_made_is_on_the_next_one(file):
    counting = Counting()
    kept = kept_pages_of(counting, file)
    counting.before_it_answers = lambda: change(file)
    ask(kept, "/")
    counting.before_it_answers = lambda: None
    assert ask(kept, "/", "/") == ["answer 2", "answer 2"]


@pytest.mark.parametrize(("changes", "asked"), [(0, 1), (2, 3), (99, 5)])
def test_a_page_that_fails_while_the_database_changes_is_made_again(file, changes, asked):
    counting = Counting(status=500)

    def change_a_few_times() -> None:
        if counting.asked <= changes:
            change(file)
        counting.answer["status"] = 500 if counting.asked <= changes or not changes else 200

    counting.before_it_answers = change_a_few_times
    assert ask(kept_pages_of(counting, file), "/over") == [f"answer {asked}"]
    assert counting.asked == asked


@pytest.mark.parametrize("address", ["/dossier?notitie=geheim", "/klopt-niet", "/tracker/clauses", "/-/static/app.css"])
def test_what_may_hold_something_of_one_visitor_and_what_is_not_ours_is_not_kept(file, address):
    assert ask(kept_pages_of(Counting(), file), address, address) == ["answer 1", "answer 2"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 404},
        {"status": 503},
        {"headers": {"set-cookie": "a=b"}},
        {"headers": {"cache-control": "no-store"}},
        {"content_type": "application/octet-stream"},
    ],
    ids=str,
)
def test_an_answer_that_is_not_for_everybody_is_not_kept(file, answer):
    counting = Counting(**answer)
    ask(kept_pages_of(counting, file), "/over", "/over")
    assert counting.asked == 2


def test_a_page_names_its_own_address_so_each_has_its_own(file):
    kept = kept_pages_of(Counting(), file)
    assert ask(kept, "/over", "/over?a=1", "/ov%65r") == ["answer 1", "answer 2", "answer 3"]
    assert ask(kept, "/over", host="elders.example") == ["answer 4"]
    assert ask(kept, "https://site.example/over") == ["answer 5"]
    assert ask(kept, "/over") == ["answer 1"]


def test_only_what_is_read_is_kept(file):
    counting = Counting()
    ask(kept_pages_of(counting, file), "/over", "/over", method="HEAD")
    assert counting.asked == 2


def test_behind_a_prefix_the_same_pages_are_kept(file):
    kept = kept_pages_of(Counting(), file, prefix="/beleid-in-de-buurt/")
    assert ask(kept, *["/beleid-in-de-buurt/zoek"] * 2, *["/beleid-in-de-buurt/"] * 2) == [
        "answer 1",
        "answer 1",
        "answer 2",
        "answer 2",
    ]
    assert ask(kept, "/zoek", "/zoek") == ["answer 3", "answer 4"]


def test_the_longest_unused_go_first_and_a_page_that_is_too_large_is_not_kept(file):
    counting = Counting(body="x" * 700)
    kept = kept_pages_of(counting, file, most_bytes=4_000)
    ask(kept, "/over?a", "/over?b", "/over?a", "/over?c")
    assert counting.asked == 3
    ask(kept, "/over?a")
    assert counting.asked == 3, "the one that was used again is still there"
    ask(kept, "/over?b")
    assert counting.asked == 4, "there is room for two"
    counting.answer["body"] = "x" * 5_000
    ask(kept, "/over?d", "/over?d")
    assert counting.asked == 6


def test_a_page_is_kept_for_some_minutes_at_most(file, monkeypatch):
    monkeypatch.setattr(kept_pages, "SECONDS", 0.0)
    assert ask(kept_pages_of(Counting(), file), "/bronnen", "/bronnen") == ["answer 1", "answer 2"]


def test_a_page_from_memory_is_the_same_answer_to_the_last_header(site):
    first, second = site.get("/over?nog-niet-gevraagd"), site.get("/over?nog-niet-gevraagd")
    assert second.content == first.content
    varies = {"date", "server"}
    assert {k: v for k, v in second.headers.items() if k not in varies} == {
        k: v for k, v in first.headers.items() if k not in varies
    }
    assert "content-security-policy" in second.headers
