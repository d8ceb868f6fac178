"""Comparing any two versions, and finding which clauses resemble a demand."""

import pandas as pd
import pytest

from tracker.analysis import alike, compared
from tracker.model import TrackerError


def test_two_versions_of_a_rule_give_what_the_database_has(tables):
    one, two = tables.versions.query("policy == 'buurtkracht' and role == 'tekst'")["id"]
    found, stored = compared(tables, one, two), tables.changes
    columns = ["kind", "effect", "place", "old_place", "new_place", "old_text", "new_text", "sentence"]
    pd.testing.assert_frame_equal(found[columns], stored[columns])


def test_a_rule_and_its_successor(tables):
    texts = tables.newest().versions.query("role == 'tekst'").set_index("policy")["id"]
    found = compared(tables, texts["buurtkracht"], texts["voorbeeld-buurthuis"])
    assert set(found["kind"]) <= {"toegevoegd", "vervallen", "gewijzigd", "verplaatst", "hernummerd"}
    assert found["sentence"].str.len().min() > 0
    assert found["new_text"].str.contains("Het buurthuis is in zelfbeheer").any()


def test_a_version_without_clauses_is_named(tables):
    with pytest.raises(TrackerError, match="geen-versie: has no clauses in"):
        compared(tables, "geen-versie", "geen-versie")


def test_a_demand_leads_to_the_clause_that_speaks_of_it(tables):
    newest = tables.newest()
    clauses = newest.clauses[newest.clauses["policy"] == "buurtkracht"]
    asked = pd.DataFrame(
        {
            "heading": ["Een gebouw", "Iets anders"],
            "text": ["Wij willen dat een vereniging een gebouw zelf kan nemen, in zelfbeheer.", "Fietsen stallen."],
        },
        index=["gebouw", "fiets"],
    )
    found = alike(asked, clauses)
    assert set(found["of"]) == {"gebouw"}
    assert found.iloc[0]["place"] == "artikel 4"
    assert found.iloc[0]["id"] in set(clauses["id"])
    assert found["score"].between(0, 1).all()
