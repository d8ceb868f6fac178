"""What the store keeps of a change: rows, lineages, whatever the order in which versions come."""

import itertools
import json

import pytest
from support.extractions import article, extraction, fetched, policy, save, source
from support.versions import mention, version

from tracker.compare.text import Piece, new_text, old_text
from tracker.model import Document, Extraction, Question, SplitDocument
from tracker.store import Store


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy("buurtkracht", source(), source(role="vragen"))])
        yield store


def rows(store: Store, sql: str, *parameters: object) -> list[dict]:
    return list(store.db.query(sql, parameters))


def read(outline: str, **mentions: list[tuple[str, dict]]) -> Extraction:
    """An extraction of an outline with mentions by eid."""
    clauses = version(outline)
    found = tuple(
        tuple(mention(clause, word, **values) for word, values in mentions.get(clause.eid, ())) for clause in clauses
    )
    return Extraction(Document("Regel", "cvdr", ()), SplitDocument(clauses, ()), clause_mentions=found)


FIRST = read("artikel 1 | De buurt beslist over het plein.\nartikel 2 | Het college betaalt.", art_1=[("beslist", {})])
SOFTER = read(
    "artikel 1 | Dit is een nieuw begin.\nartikel 2 | De buurt kan adviseren over het plein.\n"
    "artikel 3 | Het college betaalt.",
    art_2=[("adviseren", {"form": "advies", "rung": "adviseren", "force": "recht"})],
)
LATER = read("artikel 2 | De buurt kan adviseren over het hele plein.\nartikel 3 | Het college betaalt.")
TEXTS = {"2018": FIRST, "2020": SOFTER, "2022": LATER}


def keep(store: Store, year: str, extraction_: Extraction, content: bytes = b"", extractor: str = "x1") -> str:
    document = fetched(content or year.encode(), f"CVDR900001_{year}", valid_from=f"{year}-01-01")
    return save(store, source(), document, extraction_, extractor=extractor).id


def told(store: Store) -> list[tuple]:
    """All that is told of changes, whatever versions are called."""
    found = rows(
        store,
        """
        SELECT changes.id, old.valid_from AS old, new.valid_from AS new, changes.kind, old_clause, new_clause,
            similarity, changes.position, moved, renumbered, split_from, merged_into, differences, changes.effect,
            changes.sentence, mention_changes.id AS mention, old_mention, new_mention, what
        FROM changes
        JOIN versions AS old ON old.id = old_version JOIN versions AS new ON new.id = new_version
        LEFT JOIN mention_changes ON mention_changes.change = changes.id
        ORDER BY new.valid_from, changes.position, mention_changes.id
        """,
    )
    return [tuple(row.values()) for row in found]


def test_a_change_is_told_in_full(store):
    first, second = keep(store, "2018", FIRST), keep(store, "2020", SOFTER)
    changes = rows(store, "SELECT * FROM changes ORDER BY position")
    assert [(row["id"], row["position"]) for row in changes] == [(f"{second}/w{at + 1}", at) for at in range(3)]
    columns = ("kind", "old_clause", "new_clause", "moved", "renumbered")
    assert [tuple(row[column] for column in columns) for row in changes] == [
        ("toegevoegd", None, f"{second}/art_1", 0, 0),
        ("gewijzigd", f"{first}/art_1", f"{second}/art_2", 0, 1),
        ("hernummerd", f"{first}/art_2", f"{second}/art_3", 0, 1),
    ]
    changed = changes[1]
    pieces = [Piece(*each) for each in json.loads(changed["differences"])["text"]]
    assert (old_text(pieces), new_text(pieces)) == (
        "De buurt beslist over het plein.",
        "De buurt kan adviseren over het plein.",
    )
    assert changed["effect"] == "verzwakking"
    assert changed["sentence"] == (
        "In artikel 2 (eerst artikel 1) staat nu ‘kan adviseren’. Eerst stond er ‘beslist’. "
        "Zwakker voor bewoners: van meebeslissen werd het advies geven."
    )
    assert rows(store, "SELECT * FROM mention_changes") == [
        {
            "id": f"{second}/w2/v1",
            "change": f"{second}/w2",
            "kind": "gewijzigd",
            "old_mention": f"{first}/art_1/m1",
            "new_mention": f"{second}/art_2/m1",
            "effect": "verzwakking",
            "what": "vorm, trede, kracht",
            "sentence": "Zwakker voor bewoners: van meebeslissen werd het advies geven.",
        }
    ]
    assert [row["effect"] for row in changes] == ["", "verzwakking", ""]


def test_the_lineage_goes_through_renumbering_splitting_and_merging(store):
    whole = "De buurt beslist over het plein en het park. Het college stelt ieder jaar een budget vast voor de wijk."
    pieces = whole.replace(". H", ".\n  lid 2 | H")
    first = keep(store, "2018", read(f"artikel 1 | {whole}"))
    second = keep(store, "2020", read(f"artikel 2\n  lid 1 | {pieces}"))
    third = keep(store, "2022", read(f"artikel 2 | {whole}"))
    lineages = {row["id"]: row["lineage"] for row in rows(store, "SELECT id, lineage FROM clauses")}
    assert set(lineages.values()) == {f"{first}/art_1"}
    splits = rows(store, "SELECT new_clause, split_from FROM changes WHERE split_from IS NOT NULL ORDER BY position")
    assert [tuple(row.values()) for row in splits] == [
        (f"{second}/art_2__para_{number}", f"{first}/art_1") for number in (1, 2)
    ]
    merges = rows(store, "SELECT old_clause, merged_into FROM changes WHERE merged_into IS NOT NULL ORDER BY position")
    assert [tuple(row.values()) for row in merges] == [
        (f"{second}/art_2__para_{number}", f"{third}/art_2") for number in (1, 2)
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(TEXTS)))
def test_the_order_in_which_versions_come_does_not_matter(tmp_path, order):
    kept = []
    for name, years in (("in-order", sorted(TEXTS)), ("otherwise", order)):
        with Store(tmp_path / f"{name}.db") as store:
            store.save_register([policy("buurtkracht", source())])
            for year in years:
                keep(store, year, TEXTS[year])
            lineages = rows(store, "SELECT id, lineage FROM clauses ORDER BY id")
            kept.append((told(store), lineages))
            assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert kept[0] == kept[1]
    assert kept[0][0], "nothing is told at all"


def test_a_change_of_ours_is_never_shown_as_theirs(store):
    keep(store, "2018", FIRST)
    other_tags = read("artikel 1 | De buurt beslist over het plein.\nartikel 2 | Het college betaalt.")
    other_clauses = read("artikel 1\n  lid 1 | De buurt beslist over het plein.\n  lid 2 | Het college betaalt.")
    for extractor, extraction_ in (("x2", other_tags), ("x3", other_clauses)):
        keep(store, "2018", extraction_, extractor=extractor)
    assert [row["reason"] for row in rows(store, "SELECT reason FROM versions ORDER BY rowid")] == [
        "inhoud",
        "extractie",
        "extractie",
    ]
    assert told(store) == []
    assert rows(store, "SELECT * FROM mention_changes") == []


def test_a_new_text_is_compared_with_the_reading_by_the_same_code(store):
    first = keep(store, "2018", FIRST)
    otherwise = read("artikel 1 | De buurt beslist over het plein. Het college betaalt.")
    again = keep(store, "2018", otherwise, extractor="x2")
    assert first != again
    by_old_code = keep(store, "2020", SOFTER, extractor="x1")
    by_new_code = keep(store, "2022", LATER, extractor="x2")
    pairs = dict(store.db.execute("SELECT new_version, old_version FROM changes").fetchall())
    assert pairs == {by_old_code: first, by_new_code: by_old_code}


def test_questions_alone_are_no_clauses_to_compare(store):
    answers = extraction(questions=(Question("1", "Wat?", "Dat."),))
    others = extraction(questions=(Question("1", "Wat?", "Iets anders."),))
    save(store, source(role="vragen"), fetched(b"1", "v"), answers)
    save(store, source(role="vragen"), fetched(b"2", "v"), others)
    assert told(store) == []


def test_a_database_of_before_gets_the_new_columns(tmp_path):
    path = tmp_path / "tracker.db"
    with Store(path) as store:
        store.save_register([policy("buurtkracht", source())])
        save(store, source(), fetched(b"1", "a"), extraction(article(1, "Een.")))
        save(store, source(), fetched(b"2", "a"), extraction(article(1, "Twee.")))
        # Back to the release before: without the columns and the table that this one adds.
        for index in ("changes_effect", "changes_split_from", "changes_merged_into"):
            store.db.execute(f"DROP INDEX {index}")
        columns = "sentence effect differences merged_into split_from renumbered moved position"
        for column in columns.split():
            store.db.execute(f"ALTER TABLE changes DROP COLUMN {column}")
        store.db.execute("DROP TABLE mention_changes")
        store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'add_comparison'")
    with Store(path) as store:
        assert [(row["kind"], row["sentence"]) for row in rows(store, "SELECT * FROM changes")] == [("gewijzigd", "")]
        assert rows(store, "SELECT * FROM mention_changes") == []
        save(store, source(), fetched(b"3", "a"), extraction(article(1, "Drie.")))
        assert rows(store, "SELECT sentence FROM changes ORDER BY rowid DESC LIMIT 1")[0]["sentence"]
