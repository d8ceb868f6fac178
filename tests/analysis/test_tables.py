"""The tables: complete, joined, with types and in order; choosing from them; citing a row."""

import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from support.serving import plain_datasette, running

from tracker.analysis import cite, codebook, load
from tracker.analysis.columns import TABLES, Kind, columns
from tracker.model import TrackerError

OLD, NEW = "https://example.org/regeling/1", "https://example.org/regeling/2"


def rows(database: Path, question: str) -> list[tuple]:
    with sqlite3.connect(database) as db:
        return db.execute(question).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_there_once(database, tables, table):
    frame = tables.frames()[table]
    assert len(frame) == rows(database, f'SELECT count(*) FROM "{table}"')[0][0]
    assert len(frame) > 0, f"{table} is empty: the test says nothing of it"
    if "id" in frame:
        assert sorted(frame["id"]) == [id_ for (id_,) in rows(database, f'SELECT id FROM "{table}" ORDER BY id')]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_the_type_that_the_dictionary_tells(tables, table):
    frame = tables.frames()[table]
    assert list(frame) == [column.name for column in columns(table)]
    kinds = {
        Kind.TEXT: "str",
        Kind.CATEGORY: "category",
        Kind.DATE: "datetime64[ms]",
        Kind.MOMENT: "datetime64[ms, UTC]",
        Kind.WHOLE: "Int64",
        Kind.NUMBER: "float64",
        Kind.FLAG: "bool",
    }
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        column.name: kinds[column.kind] for column in columns(table)
    }
    for column in columns(table):
        assert column.meaning, f"{table}.{column.name} is not explained"
        if column.scale:
            scale = codebook()[column.scale]
            assert list(frame[column.name].cat.categories) == scale.names
            assert frame[column.name].cat.ordered == scale.ordered


def test_the_ladder_has_its_order(tables):
    rung = tables.mentions["rung"]
    assert list(rung.cat.categories)[1:] == [
        "informeren", "raadplegen", "adviseren", "coproduceren", "meebeslissen", "zelf",
    ]  # fmt: skip
    assert not (rung >= "informeren").any(), "the small database says of no mention on which rung it stands"


def test_a_mention_knows_its_text_place_version_and_policy(tables):
    mentions = tables.mentions
    assert [text[start:end] for text, start, end in zip(mentions["text"], mentions["start"], mentions["end"])] == list(
        mentions["trigger"]
    )
    asked = mentions[mentions["question"].notna()].iloc[0]
    assert (asked["text"], asked["place"], asked["page"]) == ("Wie heeft zeggenschap over het plein?", "Vraag 1", 1)
    assert (asked["role"], asked["policy"], asked["municipality"]) == ("vragen", "buurtkracht", "Polderveen")
    softer = mentions[(mentions["trigger"] == "advies")].iloc[0]
    assert (softer["place"], softer["valid_from"], softer["found_at"]) == ("artikel 1", pd.Timestamp("2021-07-01"), NEW)
    assert softer["residents"]
    assert 0 < softer["share"] < 0.5


def test_changes_have_both_texts_and_both_sources(tables):
    change = tables.changes[tables.changes["place"] == "artikel 1"].iloc[0]
    assert change["kind"] == "gewijzigd"
    assert "zeggenschap" in change["old_text"]
    assert "advies" in change["new_text"]
    assert (change["old_found_at"], change["found_at"]) == (OLD, NEW)
    assert change["old_valid_from"] == pd.Timestamp("2018-01-30")
    came = tables.changes[tables.changes["kind"] == "toegevoegd"].iloc[0]
    assert pd.isna(came["old_text"])
    assert came["place"] == "artikel 4"


def test_questions_know_what_they_are_about_and_policies_what_they_replace(tables):
    assert tables.questions.set_index("name")["about"]["Vraag 1"] == "artikel 1"
    assert tables.questions.set_index("name")["about"]["Vraag 2"] == ""
    assert tables.policies.set_index("id")["succeeds"].to_dict() == {
        "buurtkracht": "", "speelplek": "", "voorbeeld-buurthuis": "buurtkracht",
    }  # fmt: skip


def test_counts_are_those_of_the_rows(tables):
    for table in ("clauses", "questions", "mentions"):
        assert tables.versions[table].sum() == len(tables.frames()[table])
    assert tables.clauses["mentions"].sum() + tables.questions["mentions"].sum() == len(tables.mentions)
    assert tables.policies.set_index("id")["versions"]["speelplek"] == 0


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2017-12-31", set()),
        ("2018-01-30", {OLD}),
        (date(2021, 6, 30), {OLD, "vragen.pdf"}),
        ("2021-07-01", {NEW, "vragen.pdf"}),
        (pd.Timestamp("2025-06-01"), {NEW, "vragen.pdf", "buurthuis.xml"}),
    ],
)
def test_choosing_what_was_in_force_on_a_day(tables, day, found):
    chosen = tables.in_force(day)
    assert set(chosen.versions["found_at"]) == found
    for table in ("clauses", "questions", "mentions"):
        assert set(chosen.frames()[table]["found_at"]) <= found
    assert len(chosen.changes) == (len(tables.changes) if NEW in found else 0)


def test_choosing_the_newest_and_by_policy(tables):
    assert OLD not in set(tables.newest().clauses["found_at"])
    only = tables.of("voorbeeld-buurthuis")
    assert list(only.policies["id"]) == ["voorbeeld-buurthuis"]
    assert set(only.clauses["policy"]) == {"voorbeeld-buurthuis"}
    assert only.questions.empty


def test_what_cannot_be_chosen_is_named(tables):
    with pytest.raises(TrackerError, match="has no policy park; choose from buurtkracht, speelplek"):
        tables.of("park")
    with pytest.raises(TrackerError, match="32 maart: is no day; write for instance"):
        tables.in_force("32 maart")


def test_a_row_is_cited_with_all_that_it_takes(tables):
    mention = tables.mentions[tables.mentions["trigger"] == "advies"].iloc[0]
    citation = cite(mention)
    assert (citation.place, citation.version_date, citation.address) == ("artikel 1", "2021-07-01", NEW)
    assert len(citation.sha256) == 64
    assert str(citation) == (
        f"Beleidsregel Buurtkracht (Polderveen), artikel 1, versie van 1 juli 2021, {NEW}, bestand {citation.sha256}"
    )
    change = cite(tables.changes[tables.changes["place"] == "artikel 1"].iloc[0])
    assert str(change.before).startswith("Beleidsregel Buurtkracht (Polderveen), artikel 1, versie van 30 januari 2018")
    assert str(change).endswith(f"; eerst: {change.before}")
    assert change.before.address == OLD


@pytest.mark.parametrize("table", ["versions", "clauses", "questions", "mentions", "changes", "mention_changes"])
def test_every_row_can_be_cited(tables, table):
    frame = tables.frames()[table]
    cited = cite(frame)
    assert list(cited.index) == list(frame.index)
    assert all(len(citation.sha256) == 64 and citation.address for citation in cited)


def test_a_row_without_its_place_is_not_cited(tables):
    with pytest.raises(TrackerError, match="a row without municipality cannot be cited"):
        cite(tables.mentions[["policy_name", "text"]])


def test_a_published_database_gives_the_same_tables(database, tables):
    with running(database) as client:
        published = load(str(client.base_url))
        again = load(f"{str(client.base_url).rstrip('/')}/tracker")
    for name, frame in tables.frames().items():
        pd.testing.assert_frame_equal(published.frames()[name], frame)
        pd.testing.assert_frame_equal(again.frames()[name], frame)


def test_a_datasette_without_our_pages_gives_them_too_page_by_page(database, tables, tmp_path):
    many = tmp_path / "veel.db"
    many.write_bytes(database.read_bytes())
    with sqlite3.connect(many) as db:
        db.execute(
            """
            INSERT INTO successions WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
            SELECT 'p' || i, 'p' || (i - 1) FROM n
            """
        )
    with plain_datasette(many) as address:
        published = load(address)
    assert len(published.successions) == 121, "more than two pages of fifty"
    pd.testing.assert_frame_equal(published.mentions, tables.mentions)


def test_without_a_name_it_is_the_database_of_this_folder(database, tables, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "voorbeeld.db").write_bytes(database.read_bytes())
    (tmp_path / "notebooks").mkdir()
    monkeypatch.delenv("TRACKER_DB", raising=False)
    monkeypatch.chdir(tmp_path / "notebooks")
    assert load().origin == str(tmp_path / "data" / "voorbeeld.db")
    monkeypatch.setenv("TRACKER_DB", str(database))
    assert load().origin == str(database)
