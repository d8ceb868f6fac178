"""What `tracker export` writes is what the notebooks use, and what goes with it tells the truth about it."""

import csv

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

from tracker.analysis import codebook
from tracker.analysis.columns import TABLES, columns
from tracker.analysis.package import DICTIONARY, PAPERS, write_package
from tracker.cli import main
from tracker.compare.rules import rules
from tracker.model import ClauseKind, TrackerError
from tracker.tag import FORMS


@pytest.fixture(scope="module")
def package(database, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    write_package(database, folder)
    return folder


def test_every_table_is_there_twice_with_its_papers(package):
    tables = {f"{table}.{format_}" for table in TABLES for format_ in ("parquet", "csv")}
    assert {path.name for path in package.iterdir()} == tables | {DICTIONARY, *PAPERS}


@pytest.mark.parametrize("table", TABLES)
def test_parquet_gives_exactly_what_the_notebooks_have(package, tables, table):
    pd.testing.assert_frame_equal(pd.read_parquet(package / f"{table}.parquet"), tables.frames()[table])


@pytest.mark.parametrize("table", TABLES)
def test_csv_says_the_same_in_text(package, tables, table):
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    frame = tables.frames()[table]
    assert len(found) == len(frame)
    assert list(found[0]) == [column.name for column in columns(table)]
    for name in [column.name for column in columns(table) if str(column.kind) in ("tekst", "categorie")]:
        assert [row[name] for row in found] == frame[name].astype("str").fillna("").tolist()


def test_days_and_moments_are_iso(package):
    versions = pd.read_csv(package / "versions.csv", dtype=str)
    assert versions["valid_from"].dropna().str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert versions["retrieved"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").all()


def test_the_dictionary_has_every_column(package):
    with (package / DICTIONARY).open(encoding="utf-8", newline="") as file:
        found = [(row["tabel"], row["kolom"]) for row in csv.DictReader(file) if row["betekenis"]]
    assert found == [(table, column.name) for table in TABLES for column in columns(table)]
    page = (package / "gegevenswoordenboek.md").read_text(encoding="utf-8")
    assert "| `rung` | categorie, op volgorde |" in page


def test_the_citation_file_is_one(package):
    record = yaml.safe_load((package / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(record), "required by the Citation File Format 1.2.0"
    assert record["type"] == "dataset"
    assert record["date-released"] == "2026-04-01", "the day of the last reading, not that of the export"
    assert "Polderveen" in record["title"]


def test_the_data_sheet_counts_and_warns(package):
    sheet = (package / "gegevensblad.md").read_text(encoding="utf-8")
    assert "3 beleidsstukken, 4 versies, 8 bepalingen, 2 vragen met antwoord, 7 vermeldingen en 2 wijzigingen" in sheet
    assert "beleid met VOORBEELD ervoor is verzonnen" in sheet
    assert "| VOORBEELD: Nadere regel Buurthuis | Polderveen | beleidsregel | 1 |" in sheet


def test_the_codebook_has_the_values_of_the_tagger_and_the_comparison():
    orders = rules().orders
    assert tuple(codebook()["form"].names) == FORMS
    for name in ("rung", "force", "polarity"):
        assert [value for value in reversed(codebook()[name].names) if value != "onbepaald"] == list(orders[name])
    assert set(codebook()["holder"].names) == set(rules().names["holder"])
    assert set(codebook()["effect"].names) == set(rules().names["effect"])
    assert len(set(ClauseKind)) == len(ClauseKind)


def test_every_example_in_the_codebook_has_its_words_in_brackets():
    for value in codebook()["form"].values:
        assert "[" in value.example, value
        assert value.counterexample, value


def test_the_same_database_gives_the_same_files(package, database, tmp_path):
    for path in write_package(database, tmp_path):
        assert path.read_bytes() == (package / path.name).read_bytes()


def test_the_command_writes_it_and_names_the_files(database, tmp_path):
    done = CliRunner().invoke(main, ["export", "--db", str(database), str(tmp_path / "uit")])
    assert done.exit_code == 0, done.output
    assert sorted(done.output.split()) == sorted(str(path) for path in (tmp_path / "uit").iterdir())


def test_a_folder_that_cannot_be_written_is_named(database, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TrackerError, match="cannot be written"):
        write_package(database, tmp_path / "file")
