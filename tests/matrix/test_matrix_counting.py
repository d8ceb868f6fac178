"""Numbers against counts in plain SQL, and against what anyone can count in a text by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from support.extractions import START, article, build, extraction, fetched, policy, save, source

from tracker.matrix.choice import ANSWERS, RESIDENTS, RULES, Choice, choice_of
from tracker.matrix.counting import AXES, POLICY, Matrix, count
from tracker.matrix.mentions import Counted, LatestCounted, mentions_in, texts_in
from tracker.matrix.places import in_reading_order, places_at, sentence_around
from tracker.matrix.reading import Failing, State, readings
from tracker.model import Question
from tracker.search.catalogue import read_catalogue
from tracker.search.filters import ALL, IN_FORCE, NEWEST
from tracker.store import Store

DAY = "2026-03-01"
YEARS = ("2018-01-01", "2022-01-01", "2099-01-01")


@contextmanager
def opened(path: Path) -> Iterator[tuple[sqlite3.Connection, Counted]]:
    connection = sqlite3.connect(path)
    try:
        yield connection, Counted(connection, read_catalogue(connection))
    finally:
        connection.close()


def counted(path: Path, choice: Choice, rows: str = POLICY, columns: str = "form") -> Matrix:
    with opened(path) as (_, all_):
        return count(all_, all_.texts(choice.versions, DAY), choice, rows, columns)


def cells(matrix: Matrix) -> dict[tuple[str, str], int]:
    """The numbers that are not 0."""
    return {
        (row, column): int(number)
        for row, numbers in zip(matrix.rows, matrix.counts)
        for column, number in zip(matrix.columns, numbers)
        if number
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("matrix") / "tracker.db")


# ------------------------------------------------------------------ which texts


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (
            Choice(),
            {
                ("buurtkracht", "zeggenschap"): 1,  # in a question
                ("buurtkracht", "samenspraak"): 1,
                ("buurtkracht", "advies"): 1,
                ("buurtkracht", "zelfbeheer"): 1,
                ("voorbeeld-buurthuis", "zelfbeheer"): 1,
            },
        ),
        (
            Choice(versions=ALL, policy="buurtkracht"),  # what the first version said too, what stayed equal once
            {
                ("buurtkracht", "zeggenschap"): 2,
                ("buurtkracht", "samenspraak"): 1,
                ("buurtkracht", "advies"): 1,
                ("buurtkracht", "zelfbeheer"): 1,
            },
        ),
        (Choice(role=ANSWERS), {("buurtkracht", "zeggenschap"): 1}),
        (Choice(role=RULES, form="zeggenschap"), {}),
        (Choice(role=RULES, form="zeggenschap", versions=ALL), {("buurtkracht", "zeggenschap"): 1}),
        (Choice(policy="voorbeeld-buurthuis"), {("voorbeeld-buurthuis", "zelfbeheer"): 1}),
        (Choice(theme="er is geen thema zoals dit"), {}),
        (Choice(holder="gemeente"), {}),
        (Choice(holder=RESIDENTS, form="advies"), {("buurtkracht", "advies"): 1}),
    ],
)
def test_what_is_chosen_is_counted(small, choice, expected):
    assert cells(counted(small, choice)) == expected


def test_every_pair_of_sides_counts_as_plain_sql_does(village):
    columns = {POLICY: "versions.policy"}
    for rows in AXES:
        for across in AXES:
            if across in (rows, POLICY):
                continue
            one, other = columns.get(rows, f"mentions.{rows}"), columns.get(across, f"mentions.{across}")
            sql = f"""
                SELECT {one}, {other}, count(*) FROM mentions
                LEFT JOIN clauses ON clauses.id = mentions.clause
                LEFT JOIN questions ON questions.id = mentions.question
                JOIN versions ON versions.id = coalesce(clauses.version, questions.version)
                WHERE newest = 1 GROUP BY 1, 2"""
            with sqlite3.connect(village) as db:
                expected = {(row, column): number for row, column, number in db.execute(sql)}
            matrix = counted(village, Choice(), rows, across)
            assert cells(matrix) == expected, (rows, across)
            assert matrix.total == sum(expected.values())
            assert matrix.row_totals.sum() == matrix.column_totals.sum() == matrix.total


def versions_over_time(path: Path, *texts: str) -> Path:
    """A rule that says each text from the first day of a year of YEARS."""
    with Store(path) as store:
        store.save_register([policy()])
        for number, (text, begin) in enumerate(zip(texts, YEARS)):
            document = fetched(f"{number}".encode(), f"CVDR900001_{number}", valid_from=begin)
            save(store, source(), document, extraction(article(1, text)), day=number)
    return path


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        (NEWEST, {"zelfbeheer": 1}),  # from 2099
        (IN_FORCE, {"advies": 1}),
        (ALL, {"zeggenschap": 1, "advies": 1, "zelfbeheer": 1}),
    ],
)
def test_what_holds_today_is_neither_over_nor_still_to_come(tmp_path, versions, expected):
    path = versions_over_time(
        tmp_path / "tracker.db", "De buurt heeft zeggenschap.", "De buurt geeft advies.", "Het plein is in zelfbeheer."
    )
    assert {form: n for (_, form), n in cells(counted(path, Choice(versions=versions))).items()} == expected


def test_words_that_stay_equal_hold_today_also_when_a_later_version_has_them(tmp_path):
    path = versions_over_time(tmp_path / "tracker.db", "De buurt geeft advies.", "De buurt geeft advies.", "Anders.")
    assert counted(path, Choice(versions=IN_FORCE)).total == 1
    same = versions_over_time(tmp_path / "same.db", "Eerst.", "De buurt geeft advies.", "De buurt geeft advies.")
    assert counted(same, Choice(versions=IN_FORCE)).total == 1


def test_the_same_words_from_two_sources_count_once(tmp_path):
    with Store(tmp_path / "tracker.db") as store:
        one, other = source(), source(id="buurtkracht-blad")
        store.save_register([policy("buurtkracht", one, other)])
        for number, each in enumerate((one, other)):
            document = fetched(f"{number}".encode(), f"{number}")
            save(store, each, document, extraction(article(1, "De buurt geeft advies."), article(2, "Meer advies.")))
    for versions in (NEWEST, IN_FORCE, ALL):
        assert counted(tmp_path / "tracker.db", Choice(versions=versions)).total == 2, versions


def test_words_are_counted_of_the_texts_that_are_chosen(tmp_path):
    with Store(tmp_path / "tracker.db") as store:
        text, answers = source(), source(role="vragen")
        store.save_register([policy("buurtkracht", text, answers)])
        save(store, text, fetched(), extraction(article(1, "De buurt geeft het college advies."), article(2, "Klaar.")))
        asked = Question("1", "Wie geeft advies?", "De buurt.")
        save(store, answers, fetched(b"2", "vragen"), extraction(questions=(asked,)))
    assert counted(tmp_path / "tracker.db", Choice(role=RULES)).words.tolist() == [7]
    assert counted(tmp_path / "tracker.db", Choice(role=ANSWERS)).words.tolist() == [5]
    both = counted(tmp_path / "tracker.db", Choice(), "form", "holder")
    assert both.all_words == 12
    assert set(both.words.tolist()) == {12}


def test_an_empty_database_has_nothing_to_count(tmp_path):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy()])
    for versions in (NEWEST, IN_FORCE, ALL):
        matrix = counted(tmp_path / "tracker.db", Choice(versions=versions))
        assert (matrix.total, matrix.all_words, matrix.rows) == (0, 0, ("buurtkracht",))


def test_unknown_values_are_named_and_not_used(small):
    with opened(small) as (_, all_):
        wanted = {
            "form": "x",
            "theme": "zelfbeheer",
            "versions": "ooit",
            "holder": RESIDENTS,
            "role": "",
            "nonsense": "y",
        }
        choice, unknown = choice_of(wanted, all_.catalogue)
    assert choice == Choice(theme="zelfbeheer", holder=RESIDENTS)
    assert unknown == ("versions", "form")


# ------------------------------------------------------------------ read or not


def states(path: Path, choice: Choice) -> dict[str, State]:
    with opened(path) as (connection, all_):
        texts = all_.texts(choice.versions, DAY)
        return {id_: each.state for id_, each in readings(connection, all_, texts, choice, Failing()).items()}


def test_a_source_that_fails_is_not_a_text_without_mentions(small):
    assert states(small, Choice()) == {
        "buurtkracht": State.READ,
        "speelplek": State.UNREAD,
        "voorbeeld-buurthuis": State.READ,
    }


def test_who_has_no_answers_has_none_and_was_read(small):
    assert states(small, Choice(role=ANSWERS))["voorbeeld-buurthuis"] is State.ABSENT
    assert states(small, Choice(role=ANSWERS))["buurtkracht"] is State.READ


def test_a_document_of_a_source_that_was_never_read_leaves_the_policy_partly_read(tmp_path):
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        store.save_register([policy("buurtkracht"), policy("speelplek")])
        for id_ in ("buurtkracht", "speelplek"):
            save(store, source(id_), fetched(id_.encode(), f"{id_}.xml"), extraction(article(1, "De buurt.")))
        store.record_check("buurtkracht", START, "error", address="scan.pdf", error="no text", step="read")
        store.record_check("speelplek", START, "error", address="speelplek.xml", error="no answer", step="fetch")
        store.record_check("speelplek", START, "error", address="", error="no answer", step="fetch")
    assert states(path, Choice()) == {"buurtkracht": State.PARTLY, "speelplek": State.READ}
    with Store(path) as store:
        save(store, source(), fetched(b"9", "scan.pdf"), extraction(article(2, "Gelezen.")))
    assert states(path, Choice())["buurtkracht"] is State.READ


def test_what_fails_is_looked_up_again_after_a_check(tmp_path):
    path, failing = tmp_path / "tracker.db", Failing()
    with Store(path) as store:
        store.save_register([policy()])
        save(store, source(), fetched(), extraction(article(1, "De buurt geeft advies.")))
        with opened(path) as (connection, all_):
            assert failing.of(connection, all_.catalogue) == {}
            store.record_check("buurtkracht", START, "error", address="scan.pdf", error="no text", step="read")
            assert failing.of(connection, all_.catalogue) == {"buurtkracht": {RULES}}


def test_a_policy_without_answers_of_which_the_answers_fail_was_not_read(tmp_path):
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        text, answers = source(), source(role="vragen")
        store.save_register([policy("buurtkracht", text, answers)])
        save(store, text, fetched(), extraction(article(1, "De buurt geeft advies.")))
    assert states(path, Choice(role=RULES)) == {"buurtkracht": State.READ}
    assert states(path, Choice(role=ANSWERS)) == {"buurtkracht": State.UNREAD}
    assert states(path, Choice()) == {"buurtkracht": State.PARTLY}


# ------------------------------------------------------------------ the places


def test_places_are_read_from_the_newest_version_down(small):
    with opened(small) as (connection, all_):
        choice = Choice(versions=ALL, policy="buurtkracht")
        texts = texts_in(all_, all_.texts(ALL, DAY), choice)
        ordered = in_reading_order(all_, mentions_in(all_, texts, choice))
        found = places_at(connection, all_, ordered)
    assert [(place.row["valid_from"], place.row["place"], place.sentence.trigger) for place in found] == [
        ("2021-07-01", "artikel 1", "advies"),
        ("2021-07-01", "artikel 2, eerste lid", "meedenken"),
        ("2021-07-01", "artikel 4", "zelfbeheer"),
        (None, "Vraag 1", "zeggenschap"),
        ("2018-01-30", "artikel 1", "zeggenschap"),
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "Eerst dit. De buurt geeft advies over het plein. Dan dat.",
            "advies",
            "De buurt geeft |advies| over het plein.",
        ),
        ("De buurt geeft advies", "advies", "De buurt geeft |advies|"),
        (
            "Zie art. 5 van de regel: de buurt geeft advies.",
            "advies",
            "Zie art. 5 van de regel: de buurt geeft |advies|.",
        ),
        ("Regel een\nDe buurt geeft advies\nRegel drie", "advies", "De buurt geeft |advies|"),
        ("Is er advies? ‘Ja.’ Dat is er.", "advies", "Is er |advies|?"),
        ("advies", "advies", "|advies|"),
    ],
)
def test_a_mention_stands_in_its_sentence(text, trigger, expected):
    start = text.index(trigger)
    assert "|".join(sentence_around(text, start, start + len(trigger))) == expected


def test_a_long_sentence_is_cut_between_words():
    text = "woord " * 100 + "advies" + " woord" * 100
    start = text.index("advies")
    before, trigger, after = sentence_around(text, start, start + 6, longest=60)
    assert trigger == "advies"
    assert before.startswith("… woord ")
    assert after.endswith(" woord …")
    assert len(before) < 70
    assert len(after) < 70


# ------------------------------------------------------------------ read once


def test_what_is_counted_from_is_read_again_only_for_another_catalogue(small):
    with opened(small) as (connection, all_):
        latest = LatestCounted()
        first = latest.of(connection, all_.catalogue)
        assert latest.of(connection, all_.catalogue) is first
        assert latest.of(connection, read_catalogue(connection)) is not first
        assert np.array_equal(first.mentions.row, all_.mentions.row)
