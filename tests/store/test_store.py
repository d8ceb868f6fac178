"""The store: what a run writes, what it reads back, and the promises about versions."""

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from support.extractions import START, article, build, extraction, fetched, member, policy, save, source

from tracker.model import Clause, Mention, Question, Reference, SetApart, TrackerError
from tracker.store import KnownDocument, Store, has_versions

CONTRACT = {
    "policies": "id title theme kind municipality",
    "sources": "id policy adapter locator role",
    "checks": "id source at outcome http_status etag last_modified snapshot error",
    "snapshots": "sha256 media_type bytes first_seen path",
    "versions": "id policy source snapshot label valid_from valid_to published retrieved extractor reason",
    "clauses": "id version eid parent kind number citation heading text page position lineage",
    "questions": "id version number question answer page position",
    "question_clauses": "question clause how score",
    "citations": "id clause question start end target_clause target_policy target_uri",
    "mentions": "id clause question start end trigger form holder rung force polarity rule",
    "changes": "id policy old_version new_version kind old_clause new_clause similarity",
}


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "tracker.db") as store:
        store.save_register([policy("buurtkracht", source(), source(role="vragen"))])
        yield store


def rows(store: Store, sql: str, *parameters: object) -> list[dict]:
    return list(store.db.query(sql, parameters))


# ------------------------------------------------------------------ the tables


@pytest.mark.parametrize("table", CONTRACT)
def test_the_contract_columns_are_there(store, table):
    columns = {column.name for column in store.db.table(table).columns}
    assert set(CONTRACT[table].split()) <= columns
    assert store.db.table(table).strict


def test_every_foreign_key_is_declared_and_indexed(store):
    for table in CONTRACT:
        indexed = {index.columns[0] for index in store.db.table(table).indexes}
        for key in store.db.table(table).foreign_keys:
            # A look-up from the other side must not read the whole table; small tables of settings may.
            assert key.column in indexed | {"policy"}, f"{table}.{key.column} has no index"
    assert {key.other_table for key in store.db.table("mentions").foreign_keys} == {"clauses", "questions"}
    assert store.db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_what_refers_to_nothing_is_refused(store):
    with pytest.raises(TrackerError, match="FOREIGN KEY"):
        store.record_check("no-such-source", START, "new")
    with pytest.raises(TrackerError, match="FOREIGN KEY"):
        store.record_check("buurtkracht", START, "new", snapshot="0" * 64)
    with pytest.raises(TrackerError, match="CHECK"):
        store.record_check("buurtkracht", START, "fine")
    assert rows(store, "SELECT * FROM checks") == []


# ------------------------------------------------------------------ register


def test_the_register_is_updated_and_forgets_nothing(store):
    store.save_register(
        [
            policy("buurtkracht", source(), title="Beleidsregel Buurtkracht 2", note="nieuw"),
            policy("opvolger", source("opvolger", valid_from=date(2026, 1, 1)), succeeds=("buurtkracht",)),
        ]
    )
    assert [
        (row["id"], row["title"], row["note"], row["followed"]) for row in rows(store, "SELECT * FROM policies")
    ] == [
        ("buurtkracht", "Beleidsregel Buurtkracht 2", "nieuw", 1),
        ("opvolger", "Beleidsregel Buurtkracht", "", 1),
    ]
    followed = {row["id"]: row["followed"] for row in rows(store, "SELECT * FROM sources")}
    assert followed == {"buurtkracht": 1, "buurtkracht-vragen": 0, "opvolger": 1}
    assert rows(store, "SELECT * FROM successions") == [{"policy": "opvolger", "succeeds": "buurtkracht"}]
    store.save_register([policy("opvolger", source("opvolger"))])
    assert {row["id"]: row["followed"] for row in rows(store, "SELECT * FROM policies")} == {
        "buurtkracht": 0,
        "opvolger": 1,
    }


def test_a_successor_of_nothing_known_is_named(store):
    with pytest.raises(TrackerError, match="policy later: succeeds nobody"):
        store.save_register([policy("later", source("later"), succeeds=("nobody",))])
    assert [row["id"] for row in rows(store, "SELECT id FROM policies")] == ["buurtkracht"]


def test_a_made_up_policy_is_marked(store):
    store.save_register([policy("x", source("x"), title="Nadere regel", example=True)])
    assert rows(store, "SELECT name, title, example FROM policies WHERE id = 'x'") == [
        {"name": "VOORBEELD: Nadere regel", "title": "Nadere regel", "example": 1}
    ]


# ------------------------------------------------------------------ checks and what is known


def test_known_is_what_the_last_good_check_said(store):
    text = source()
    save(store, text, fetched(b"1", "a.xml", title="Titel"), extraction(article(1, "Een.")))
    first = rows(store, "SELECT snapshot FROM checks")[0]["snapshot"]
    store.record_check(
        "buurtkracht", START, "unchanged", address="a.xml", snapshot=first, etag='"e2"', last_modified="gisteren"
    )
    store.record_check("buurtkracht", START, "unchanged", address="a.xml", http_status=304)  # no bytes to point to
    store.record_check(
        "buurtkracht", START, "error", address="a.xml", http_status=500, error="answered 500", step="fetch"
    )
    store.record_check("buurtkracht", START, "error", address="b.xml", error="no such host", step="fetch")
    assert store.known("buurtkracht") == {
        "a.xml": KnownDocument('"e2"', "gisteren", first, (("title", "Titel"),), "x1")
    }
    assert store.known("buurtkracht-vragen") == {}


def test_moments_are_utc_to_the_second(store):
    amsterdam = timezone(timedelta(hours=1))
    store.record_check("buurtkracht", datetime(2026, 3, 1, 0, 30, 5, 999, amsterdam), "error", error="x")
    assert rows(store, "SELECT at FROM checks") == [{"at": "2026-02-28T23:30:05Z"}]
    with pytest.raises(ValueError, match="time zone"):
        store.record_check("buurtkracht", datetime(2026, 3, 1), "error")


def test_a_snapshot_keeps_when_it_was_first_seen(store):
    for day in (1, 2):
        store.save_snapshot("a" * 64, "text/html", 10, datetime(2026, 3, day, tzinfo=UTC), f"aa/{day}")
    assert rows(store, "SELECT * FROM snapshots") == [
        {
            "sha256": "a" * 64,
            "media_type": "text/html",
            "bytes": 10,
            "first_seen": "2026-03-01T00:00:00Z",
            "path": "aa/1",
        }
    ]


# ------------------------------------------------------------------ when is it a version?

FIRST = extraction(article(1, "De buurt heeft zeggenschap."))
SPACED = extraction(article(1, "De buurt  heeft\nzeggenschap."))
PAGED = extraction(article(1, "De buurt heeft zeggenschap.", page=2))
OTHER = extraction(article(1, "De buurt geeft advies."))
UNTAGGED = extraction(article(1, "De buurt heeft zeggenschap."), tagged=False)
RENUMBERED = extraction(article(2, "De buurt heeft zeggenschap."))


@pytest.mark.parametrize(
    ("content", "read", "extractor", "outcome", "reason"),
    [
        (b"1", FIRST, "x1", "unchanged", ""),  # nothing at all is new
        (b"2", FIRST, "x1", "unchanged", ""),  # other bytes, the same text
        (b"2", SPACED, "x1", "unchanged", ""),  # other white space
        (b"2", PAGED, "x1", "unchanged", ""),  # on another page
        (b"2", OTHER, "x1", "new", "inhoud"),  # other words
        (b"2", RENUMBERED, "x1", "new", "inhoud"),  # another number before the same words
        (b"2", OTHER, "x2", "new", "inhoud"),  # other bytes and words, and another extractor
        (b"1", OTHER, "x2", "new", "extractie"),  # the same bytes read otherwise: a change of ours
        (b"1", UNTAGGED, "x2", "new", "extractie"),  # the same text with other tags
        (b"1", UNTAGGED, "x1", "new", "extractie"),  # also when the extractor kept its name
        (b"2", UNTAGGED, "x2", "new", "extractie"),  # the same text, other bytes, other tags by another extractor
        (b"1", FIRST, "x2", "unchanged", ""),  # another extractor that reads the same
    ],
)
def test_when_it_is_a_version(store, content, read, extractor, outcome, reason):
    first = save(store, source(), fetched(b"1"), FIRST, extractor="x1")
    assert (first.outcome, first.reason) == ("new", "inhoud")
    second = save(store, source(), fetched(content), read, extractor=extractor, day=1)
    assert (second.outcome, second.reason) == (outcome, reason)
    stored = [row["id"] for row in rows(store, "SELECT id FROM versions ORDER BY rowid")]
    assert stored == ([first.id] if outcome == "unchanged" else [first.id, second.id])
    if reason != "inhoud":
        assert rows(store, "SELECT * FROM changes") == [], "a change of ours is shown as a change of theirs"


def test_a_text_that_comes_back_is_a_version_again(store):
    saved = [
        save(store, source(), fetched(content), read, day=day)
        for day, (content, read) in enumerate([(b"1", FIRST), (b"2", OTHER), (b"1", FIRST), (b"1", FIRST)])
    ]
    assert [each.outcome for each in saved] == ["new", "new", "new", "unchanged"]
    assert saved[2].id == f"{saved[0].id}-2"
    assert saved[3].id == saved[2].id
    newest = rows(store, "SELECT id FROM versions WHERE newest")
    assert newest == [{"id": saved[2].id}]


def test_what_was_read_is_not_read_again(store):
    snapshot = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"  # SHA-256 of "0"
    save(store, source(), fetched(b"0", "a"), FIRST, extractor="x1")
    assert store.is_read("buurtkracht", "a", snapshot, "x1")
    assert not store.is_read("buurtkracht", "a", snapshot, "x2"), "another extractor has to read it again"
    assert not store.is_read("buurtkracht", "b", snapshot, "x1"), "another address has not been read"
    save(store, source(), fetched(b"9", "a"), FIRST, extractor="x1")
    assert not store.is_read("buurtkracht", "a", snapshot, "x1"), "the address has held other bytes since"


def test_a_document_without_clauses_and_questions_is_not_stored(store):
    with pytest.raises(TrackerError, match=r"buurtkracht \(leeg.pdf\): holds no clauses and no questions"):
        save(store, source(), fetched(b"1", "leeg.pdf"), extraction())
    assert rows(store, "SELECT * FROM versions") == []


# ------------------------------------------------------------------ what a version holds


def test_ids_say_what_they_name(store):
    lid_of = article(2, "")
    text = extraction(
        article(1, "Zeggenschap en zeggenschap."), lid_of, member(1, lid_of, "De buurt heeft zeggenschap.")
    )
    answers = extraction(questions=(Question("1", "Is er advies?", "Ja, advies en zelfbeheer."),))
    rule, qa = (
        save(store, source(), fetched(b"1"), text),
        save(store, source(role="vragen"), fetched(b"2", "v"), answers),
    )
    assert rule.id.rsplit("-", 1)[0] == "buurtkracht"
    assert qa.id.rsplit("-", 1)[0] == "buurtkracht-vragen"
    assert len(rule.id.rsplit("-", 1)[1]) == 8
    clauses = [(row["id"], row["parent"]) for row in rows(store, "SELECT id, parent FROM clauses ORDER BY rowid")]
    assert clauses == [
        (f"{rule.id}/art_1", None),
        (f"{rule.id}/art_2", None),
        (f"{rule.id}/art_2__para_1", f"{rule.id}/art_2"),
    ]
    assert [row["id"] for row in rows(store, "SELECT id FROM questions")] == [f"{qa.id}/vraag_1"]
    assert [(row["id"], row["field"]) for row in rows(store, "SELECT id, field FROM mentions ORDER BY rowid")] == [
        (f"{rule.id}/art_1/m1", "text"),
        (f"{rule.id}/art_2__para_1/m1", "text"),
        (f"{qa.id}/vraag_1/question/m1", "question"),
        (f"{qa.id}/vraag_1/answer/m1", "answer"),
        (f"{qa.id}/vraag_1/answer/m2", "answer"),
    ]


@pytest.mark.parametrize(
    "text",
    ["zeggenschap", "Cliënten: zeggenschap", "cafe\u0301 zeggenschap", "👩‍👩‍👧 zeggenschap", "\u200fzeggenschap"],
)
def test_sqlite_cuts_the_trigger_out_of_the_text(store, text):
    save(store, source(), fetched(), extraction(article(1, text)))
    cut = """SELECT substr(text, start + 1, "end" - start) AS cut, "trigger" FROM mentions
             JOIN clauses ON clauses.id = mentions.clause"""
    assert rows(store, cut) == [{"cut": "zeggenschap", "trigger": "zeggenschap"}]


@pytest.mark.parametrize(
    ("mention", "message"),
    [
        (Mention(0, 5, "beurt", "advies"), "says 'beurt', the text there 'Buurt'"),
        (Mention(3, 99, "rt", "advies"), "found at 3-99 in a text of 6 characters"),
        (Mention(2, 2, "", "advies"), "found at 2-2"),
        (Mention(-1, 2, "Bu", "advies"), "found at -1-2"),
    ],
)
def test_a_mention_out_of_place_is_refused(store, mention, message):
    wrong = extraction(article(1, "Buurt."))
    wrong = type(wrong)(wrong.document, wrong.split, clause_mentions=((mention,),))
    with pytest.raises(TrackerError, match=message):
        save(store, source(), fetched(), wrong)
    assert rows(store, "SELECT * FROM versions") == []


def test_what_was_set_apart_is_kept_in_order(store):
    pieces = (SetApart("header", "Kop", 1), SetApart("page_number", "1", 1), SetApart("header", "Kop", 2))
    saved = save(store, source(), fetched(), extraction(article(1, "Tekst."), apart=pieces))
    kept = rows(store, "SELECT kind, text, page FROM set_apart WHERE version = ? ORDER BY position", saved.id)
    assert [SetApart(**row) for row in kept] == list(pieces)


def test_what_is_stored_is_read_back(store):
    parent = article(1, "")
    clauses = (
        parent,
        member(1, parent, "Een."),
        Clause(**{**vars(article(2, "Wijk: buurt.")), "term": "Wijk", "page": 3}),
    )
    questions = (
        Question("2", "Wat?", "Dat.", "Kop", 4, 0, "Vraag 2", "Antwoord"),
        Question("", "Wie?", "Zij.", position=1, label="Vraag"),
    )
    rule = save(store, source(), fetched(b"1"), extraction(*clauses))
    qa = save(store, source(role="vragen"), fetched(b"2", "v"), extraction(questions=questions))
    assert store.clauses_of(rule.id) == [(f"{rule.id}/{clause.eid}", clause) for clause in clauses]
    assert store.latest_clauses("buurtkracht") == store.clauses_of(rule.id)
    assert store.questions_of(qa.id) == [(f"{qa.id}/vraag_1", questions[0]), (f"{qa.id}/vraag_2", questions[1])]
    assert store.latest_versions("buurtkracht") == [rule.id, qa.id]
    assert store.latest_clauses("nobody") == []


@pytest.mark.parametrize(
    ("label", "number", "name"),
    [
        ("Vraag 4", "4", "Vraag 4"),
        ("Vraag:", "", "Vraag:"),
        ("4.", "4", "Vraag 4"),
        ("", "4a", "Vraag 4a"),
        ("", "", "Vraag 1"),
    ],
)
def test_a_question_is_called_something(store, label, number, name):
    answers = extraction(questions=(Question(number, "Wat?", "Dat.", label=label),))
    save(store, source(role="vragen"), fetched(b"2", "v"), answers)
    assert rows(store, "SELECT name, label, number FROM questions") == [
        {"name": name, "label": label, "number": number}
    ]


# ------------------------------------------------------------------ what is known of a version


def test_the_source_is_believed_before_the_register_before_the_document(store):
    of_document = (("valid_from", "2018-01-01"), ("valid_to", "2020-01-01"), ("published", "2017-12-01"))
    of_register = source(valid_from=date(2019, 1, 1), label="Uit het register")
    cases = [
        (fetched(b"1", "1"), source(), ("2018-01-01", "2020-01-01", "2017-12-01", "Beleidsregel Buurtkracht")),
        (fetched(b"1", "2"), of_register, ("2019-01-01", "2020-01-01", "2017-12-01", "Uit het register")),
        (fetched(b"1", "3", valid_from="2020-02-02", published="2020-01-01", label="Van de bron"), of_register,
         ("2020-02-02", "2020-01-01", "2020-01-01", "Van de bron")),
    ]  # fmt: skip
    for document, from_, expected in cases:
        saved = save(store, from_, document, extraction(article(1, "Een."), metadata=of_document))
        row = rows(store, "SELECT valid_from, valid_to, published, label FROM versions WHERE id = ?", saved.id)[0]
        assert tuple(row.values()) == expected


def test_metadata_of_the_source_is_kept(store):
    save(store, source(), fetched(title="Titel", page="https://example.org/1"), FIRST)
    row = rows(store, "SELECT title, publisher_page, metadata, name FROM versions")[0]
    assert row["publisher_page"] == "https://example.org/1"
    assert json.loads(row["metadata"]) == {"title": "Titel", "page": "https://example.org/1"}
    assert row["title"] == "Titel"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # A version ends where the next one starts.
        ([("2018-01-01", ""), ("2020-01-01", ""), ("2022-01-01", "")], ["2020-01-01", "2022-01-01", None]),
        # In whatever order they come.
        ([("2022-01-01", ""), ("2018-01-01", ""), ("2020-01-01", "")], [None, "2020-01-01", "2022-01-01"]),
        # What the publisher says stays.
        ([("2018-01-01", "2019-06-01"), ("2020-01-01", "")], ["2019-06-01", None]),
        # Without a start nothing is known.
        ([("", ""), ("", "")], [None, None]),
    ],
)
def test_a_version_ends_where_the_next_starts(store, given, expected):
    ids = []
    for number, (start, end) in enumerate(given, 1):
        document = fetched(str(number).encode(), f"CVDR900001_{number}", valid_from=start, valid_to=end)
        ids.append(save(store, source(), document, extraction(article(1, f"Tekst {number}."))).id)
    ends = {row["id"]: row["valid_to"] for row in rows(store, "SELECT id, valid_to FROM versions")}
    assert [ends[id_] for id_ in ids] == expected
    last = max(range(len(given)), key=lambda at: (given[at][0], at))
    assert rows(store, "SELECT id FROM versions WHERE newest") == [{"id": ids[last]}]


def test_a_repeal_reaches_a_text_that_did_not_change(store):
    first = fetched(b"1", "CVDR900001_1", valid_from="2018-01-01", title="Regel")
    repealed = fetched(b"2", "CVDR900001_1", valid_from="2018-01-01", valid_to="2026-01-01", title="Regel (vervallen)")
    for document in (first, repealed, repealed):
        save(store, source(), document, FIRST)
    versions = rows(store, "SELECT valid_to, title, metadata, newest FROM versions")
    assert [(row["valid_to"], row["title"], row["newest"]) for row in versions] == [
        ("2026-01-01", "Regel (vervallen)", 1)
    ]
    assert store.known("buurtkracht")["CVDR900001_1"].metadata == tuple(sorted(repealed.metadata))


def test_documents_of_one_source_do_not_end_one_another(store):
    for name, start in (("a.pdf", "2018-01-01"), ("b.pdf", "2020-01-01")):
        save(store, source(), fetched(name.encode(), name, valid_from=start), extraction(article(1, name)))
    assert [row["valid_to"] for row in rows(store, "SELECT valid_to FROM versions")] == [None, None]
    assert len(store.latest_versions("buurtkracht")) == 2


def test_the_text_of_now_is_the_last_to_start(store):
    earlier, later = source(id="eerst"), source(id="later")
    store.save_register([policy("buurtkracht", earlier, later)])
    save(store, later, fetched(b"1", "l", valid_from="2022-01-01"), extraction(article(1, "Later.")))
    save(store, earlier, fetched(b"2", "e", valid_from="2018-01-01"), extraction(article(1, "Eerst.")))
    assert [clause.text for _, clause in store.latest_clauses("buurtkracht")] == ["Later."]
    save(store, earlier, fetched(b"3", "e", valid_from="2022-01-01"), extraction(article(1, "Ook later.")))
    assert [clause.text for _, clause in store.latest_clauses("buurtkracht")] == ["Ook later."], (
        "the first source goes first"
    )


# ------------------------------------------------------------------ through the versions


def test_a_clause_keeps_its_lineage(store):
    ids = [
        save(store, source(), fetched(str(at).encode(), f"CVDR900001_{at}", valid_from=f"20{at}-01-01"), read).id
        for at, read in (
            (18, extraction(article(1, "Een."), article(2, "Twee."))),
            (20, extraction(article(1, "Een anders."), article(3, "Drie."))),
            (22, extraction(article(1, "Een weer anders."), article(2, "Twee terug."), article(3, "Drie."))),
        )
    ]
    lineages = {row["id"]: row["lineage"] for row in rows(store, "SELECT id, lineage FROM clauses")}
    first, second, third = ids
    assert lineages == {
        f"{first}/art_1": f"{first}/art_1",
        f"{first}/art_2": f"{first}/art_2",
        f"{second}/art_1": f"{first}/art_1",
        f"{second}/art_3": f"{second}/art_3",
        f"{third}/art_1": f"{first}/art_1",
        f"{third}/art_2": f"{third}/art_2",
        f"{third}/art_3": f"{second}/art_3",
    }
    changes = rows(
        store, "SELECT id, kind, old_version, old_clause, new_clause FROM changes WHERE new_version = ?", second
    )
    assert [tuple(row.values()) for row in changes] == [
        (f"{second}/w1", "gewijzigd", first, f"{first}/art_1", f"{second}/art_1"),
        (f"{second}/w2", "toegevoegd", first, None, f"{second}/art_3"),
        (f"{second}/w3", "vervallen", first, f"{first}/art_2", None),
    ]


# ------------------------------------------------------------------ references and links


def test_references_lead_to_the_newest_text_whatever_was_stored_first(store):
    store.save_register([policy("buurtkracht", source()), policy("ander", source("ander"))])
    refers = Reference(0, 4, target_clause="art_2", target_policy="ander")
    lost = Reference(0, 4, target_clause="art_9", target_policy="ander")
    within = Reference(5, 7, target_clause="art_1")
    law = Reference(8, 10, target_uri="jci1.3:c:BWBR0005537&artikel=4:81")
    text = extraction(article(1, "Zie artikel twee."), references={"art_1": (refers, lost, within, law)})
    here = save(store, source(), fetched(b"1"), text).id
    targets = "SELECT target_clause, target_eid, target_uri FROM citations ORDER BY rowid"
    assert [row["target_clause"] for row in rows(store, targets)] == [None, None, f"{here}/art_1", None]
    for at, start in (("1", "2018-01-01"), ("2", "2020-01-01")):
        document = fetched(at.encode() * 2, f"CVDR900002_{at}", valid_from=start)
        there = save(store, source("ander"), document, extraction(article(1, at), article(2, at))).id
        assert [row["target_clause"] for row in rows(store, targets)] == [f"{there}/art_2", None, f"{here}/art_1", None]
    assert [row["target_eid"] for row in rows(store, targets)] == ["art_2", "art_9", "art_1", ""]
    assert rows(store, targets)[3]["target_uri"] == law.target_uri


def test_links_of_questions_are_replaced(store):
    rule = save(store, source(), fetched(b"1"), extraction(article(1, "Een."), article(2, "Twee."))).id
    answers = extraction(questions=(Question("1", "Wat?", "Dat."), Question("2", "Wie?", "Zij.", position=1)))
    (one, _), (two, _) = store.questions_of(save(store, source(role="vragen"), fetched(b"2", "v"), answers).id)
    store.link_questions([(one, f"{rule}/art_1", "gelijkenis", 0.4), (two, f"{rule}/art_1", "verwijzing", 1.0)])
    store.link_questions([(one, f"{rule}/art_2", "verwijzing", 1.0), (one, f"{rule}/art_2", "gelijkenis", 0.5)])
    links = rows(store, "SELECT * FROM question_clauses ORDER BY question, clause, how")
    assert [tuple(row.values()) for row in links] == [
        (one, f"{rule}/art_2", "gelijkenis", 0.5),
        (one, f"{rule}/art_2", "verwijzing", 1.0),
        (two, f"{rule}/art_1", "verwijzing", 1.0),
    ]
    store.link_questions([])


# ------------------------------------------------------------------ search


@pytest.mark.parametrize(
    ("table", "words", "expected"),
    [
        ("clauses", "clientondersteuning", ["art_1"]),
        ("clauses", "CLIËNTONDERSTEUNING", ["art_1"]),
        ("clauses", "clie\u0308ntondersteuning", ["art_1"]),
        ("clauses", "cafe", ["art_2"]),
        ("clauses", "plein", ["art_2"]),  # only in the heading
        ("clauses", '"artikel 2"', ["art_2"]),  # the citation
        ("clauses", "niets", []),
        ("questions", "financien", ["vraag_1"]),  # in the answer
        ("questions", "geld", ["vraag_1"]),  # in the heading above
    ],
)
def test_search_folds_diacritics(store, table, words, expected):
    text = extraction(article(1, "Onafhankelijke cliëntondersteuning."), article(2, "Een café.", "Het plein"))
    answers = extraction(questions=(Question("1", "Wat kost het?", "Zie financiën.", "Geld"),))
    save(store, source(), fetched(b"1"), text)
    save(store, source(role="vragen"), fetched(b"2", "v"), answers)
    query = f"SELECT id FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    assert [row["id"].split("/")[1] for row in rows(store, query, words)] == expected
    store.db.conn.execute("VACUUM")
    assert [row["id"].split("/")[1] for row in rows(store, query, words)] == expected, "lost by VACUUM"


# ------------------------------------------------------------------ is there anything?


def test_has_versions(tmp_path):
    assert not has_versions(tmp_path / "absent.db")
    Store(tmp_path / "empty.db").close()
    assert not has_versions(tmp_path / "empty.db")
    assert has_versions(build(tmp_path / "full.db"))
    (tmp_path / "other.db").write_bytes(b"")
    assert not has_versions(tmp_path / "other.db")
    (tmp_path / "text.db").write_text("geen database, maar een tekst")
    with pytest.raises(TrackerError, match="is not an SQLite database"):
        has_versions(tmp_path / "text.db")


def test_readonly_cannot_write(tmp_path):
    path = build(tmp_path / "tracker.db")
    with Store(path, readonly=True) as store:
        with pytest.raises(TrackerError, match="cannot be written"):
            store.save_register([])
        assert store.latest_versions("buurtkracht")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM policies WHERE followed").fetchone() == (3,)
