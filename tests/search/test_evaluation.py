"""How good the search is, and how that is counted."""

import pytest

from benchmarks import search_quality
from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.search.evaluation import Expected, Search, evaluate, read_searches


def one(key: str) -> Expected:
    return Expected("a.xml", "clause", key, 0, "")


@pytest.mark.parametrize(
    ("found", "expected", "recall", "rank"),
    [
        (["a", "b"], ["a"], 1.0, 1.0),
        (["b", "a"], ["a"], 1.0, 0.5),
        (["b", "a"], ["a", "c"], 0.5, 0.5),
        ([], ["a"], 0.0, 0.0),
        ([*"bcdefghijk", "a"], ["a"], 0.0, 1 / 11),  # too late to count for recall
    ],
)
def test_recall_and_rank(found, expected, recall, rank):
    searches = [Search("x", "example", tuple(one(key) for key in expected))]
    quality = evaluate(searches, lambda query: found, lambda each: each.key)
    assert (quality.recall, quality.reciprocal_rank) == (recall, pytest.approx(rank))
    assert quality.missed == (() if recall == 1 else ("x",))


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "searches.jsonl"
    path.write_text('{"query": "plein", "corpus": "example", "expected": [{"file": "a"}]}\n')
    with pytest.raises(TrackerError, match="line 1: cannot be read as a search"):
        read_searches(path)


SEARCHES = read_searches(corpus_file("gold/searches.jsonl"))


AFTERWARDS = read_searches(corpus_file("gold/searches-afterwards.jsonl"))


@pytest.mark.parametrize(("searches", "count", "longest"), [(SEARCHES, 60, 6), (AFTERWARDS, 62, 9)])
def test_there_are_as_many_searches_as_is_told_without_text_of_others(searches, count, longest):
    assert len({search.query for search in searches}) == count
    assert all(search.expected for search in searches)
    assert all(len(search.query.split()) <= longest for search in searches)


def test_the_searches_written_afterwards_look_in_other_documents():
    first, later = ({each.file for search in group for each in search.expected} for group in (SEARCHES, AFTERWARDS))
    assert len(later - first) == 35
    assert len(later & first) == 1


@pytest.mark.parametrize(
    ("number", "recall", "rank"),
    [
        (0, 0.95, 0.85),
        pytest.param(1, 0.95, 0.85, marks=pytest.mark.slow),
        pytest.param(2, 0.80, 0.75, marks=pytest.mark.slow),  # nothing was chosen for these
    ],
    ids=[each.name for each in search_quality.SEARCH_SETS],
)
def test_searches_find_what_they_should_and_more_than_datasettes_own(tmp_path, number, recall, rank):
    group = search_quality.SEARCH_SETS[number]
    database = group.store(tmp_path / "tracker.db")
    if database is None:
        pytest.skip("the real documents (../shared) are not on this machine")
    quality = search_quality.measured(database, group.searches())
    ours, theirs = quality["ours"], quality["Datasette's own"]
    assert ours.recall >= recall, ours.missed
    assert ours.reciprocal_rank >= rank
    assert ours.recall > theirs.recall
    assert ours.reciprocal_rank > theirs.reciprocal_rank
