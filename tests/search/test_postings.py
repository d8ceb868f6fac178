"""The lists of texts with a term."""

import sqlite3

import pytest

from tracker.search.postings import Postings


@pytest.fixture
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search_fts USING fts5(words, content='')")
    texts = ["plein en buurt" if number % 3 else "plein" for number in range(1, 2001)]
    connection.executemany("INSERT INTO search_fts (rowid, words) VALUES (?, ?)", enumerate(texts, 1))
    yield connection
    connection.close()


def test_a_long_list_is_read_whatever_the_limit_for_visitors_is(index):
    index.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1000)
    assert len(Postings().of(index, '"plein"')) == 2000
    assert index.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, -1) == 1000, "the limit stays for visitors"


def test_any_of_several(index):
    postings = Postings()
    assert postings.of_any(index, ['"buurt"', '"niets"'], 2001).tolist() == postings.of(index, '"buurt"').tolist()
    either = postings.of_any(index, ['"buurt"', '"plein"'], 2001).tolist()
    assert either == list(range(1, 2001))
    assert postings.of_any(index, ['"niets"'], 2001).tolist() == []


def test_the_longest_unused_answers_go_first(index):
    postings = Postings(most=3000)
    kept = postings.of(index, '"plein"')
    postings.of(index, '"buurt"')
    assert postings.of(index, '"buurt"') is postings.of(index, '"buurt"')
    again = postings.of(index, '"plein"')
    assert again is not kept
    assert again.tolist() == kept.tolist()
