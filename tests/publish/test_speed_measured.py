"""The measurements of speed run on a small database: not how fast pages are, but that every one is answered."""

import pytest

from benchmarks import _large, _visitors, page_speed, search_speed

TEXTS = [f"De buurt beslist over het plein met nummer {number} samen." for number in range(40)]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("speed") / "large.db"
    _large.build(path, TEXTS, 900)
    return path


@pytest.fixture(autouse=True)
def in_haste(monkeypatch):
    monkeypatch.setattr(_visitors, "VISITORS", 2)
    for module in (page_speed, search_speed):
        monkeypatch.setattr(module, "VISITORS", 2)
        monkeypatch.setattr(module, "READING", (0.0, 0.0))
    monkeypatch.setattr(search_speed, "SEARCHES", 5)
    monkeypatch.setattr(search_speed, "EARLIER", 2)
    monkeypatch.setattr(page_speed, "PAGES", 2)


def names(table: str) -> list[str]:
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    return rows[2:]  # without the head and the line under it


def test_searching(small):
    assert names(search_speed.table(small, TEXTS)) == ["ours", "ours", "ours, all for the same 60", "Datasette's table"]


def test_pages(small):
    assert names(page_speed.table(small)) == ["reading page", "clause", "policy", "home", "overview"]


def test_a_page_that_fails_is_named(small):
    with (
        _visitors.serving([*_visitors.OURS, str(small)]) as server,
        pytest.raises(RuntimeError, match="/bestaat-niet: answered 404"),
    ):
        _visitors.visit(server, ["/", "/bestaat-niet"])
