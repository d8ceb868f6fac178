"""Which two versions are laid side by side."""

from datetime import UTC, date, datetime

import pytest
from support.extractions import fetched, policy, save, source
from support.versions import version

from tracker.diff import between, between_policies, since
from tracker.diff.choice import Pair, pair_of_policy, texts_of
from tracker.model import Document, Extraction, SplitDocument, TrackerError
from tracker.store import Store


def read(text: str) -> Extraction:
    return Extraction(Document("Regel", "cvdr", ()), SplitDocument(version(text), ()))


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A rule in three versions, the last read twice; its draft from another source; another rule; one without text."""
    path = tmp_path_factory.mktemp("town") / "town.db"
    rule, draft, other, empty = source("regel"), source("regel", id="concept"), source("ander"), source("leeg")
    texts = {
        2018: "artikel 1 | De buurt adviseert over het plein.",
        2020: "artikel 1 | De buurt beslist mee over het plein.",
        2022: "artikel 1 | De buurt beslist over het plein.\nartikel 2 | Het college betaalt.",
    }
    with Store(path) as store:
        store.save_register([policy("regel", rule, draft), policy("ander", other), policy("leeg", empty)])
        document = fetched(b"0", "concept.pdf", valid_from="2017-06-01")
        save(store, draft, document, read("alinea | De buurt adviseert over het plein."))
        for year, text in texts.items():
            save(store, rule, fetched(str(year).encode(), f"CVDR900001_{year}", valid_from=f"{year}-01-01"), read(text))
        again = fetched(b"2022", "CVDR900001_2022", valid_from="2022-01-01")
        save(store, rule, again, read(f"{texts[2022]} Elk jaar."), extractor="x2", day=9)
        document = fetched(b"9", "ander", valid_from="2024-01-01")
        save(store, other, document, read("artikel 7 | De buurt beslist over het geld."))
    return path


def ids(path, policy_id: str) -> list[str]:
    with Store(path, readonly=True) as store:
        found = store.db.execute("SELECT id FROM versions WHERE policy = ? ORDER BY rowid", [policy_id])
        return [row[0] for row in found.fetchall()]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("", "", (2, 4)),  # the newest reading, with the version before it
        ("2018-06-01", "", (1, 4)),  # what held on a day
        ("2018-01-01", "2021-12-31", (1, 2)),
        ("", "2018-12-31", (0, 1)),  # before the first version of the rule there was its draft
        ("2017-07-01", "2020-02-02", (0, 2)),
    ],
)
def test_versions_by_day(town, start, end, expected):
    found = between(town, "regel", start, end)
    known = ids(town, "regel")
    assert (found.old.id, found.new.id) == tuple(known[at] for at in expected)


def test_versions_by_name(town):
    draft, first, _, third, again = ids(town, "regel")
    assert between(town, "regel", first, third).new.id == third
    assert between(town, "regel", third, again).changes, "two readings can be laid side by side when they are asked for"
    assert between(town, "regel", draft, first).old.id == draft


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("regeltje",), "regeltje: no policy of this database; did you mean regel?"),
        (("iets heel anders",), "there are: regel, ander, leeg"),
        (("leeg",), "leeg: has no text in this database"),
        (("ander",), "there is no version before ander-"),
        (("regel", "2001-01-01"), "no version held on 2001-01-01; the first is of 2017-06-01"),
        (("regel", "geen-versie"), "regel: geen-versie is no version of it, and no day"),
        (("leeg", "2020-01-01", "2021-01-01"), "no version held on 2021-01-01; there is none"),
    ],
)
def test_what_is_not_there_is_named(town, arguments, says):
    with pytest.raises(TrackerError, match=says.replace("?", r"\?")):
        between(town, *arguments)


def test_a_version_of_another_policy_is_none_of_this_one(town):
    with pytest.raises(TrackerError, match=r"regel: ander-.* is no version of it"):
        between(town, "regel", ids(town, "ander")[0])


def test_two_policies(town):
    found = between_policies(town, "regel", "ander")
    assert (found.old.policy, found.new.policy) == ("regel", "ander")
    assert {change.kind for change in found.changes} == {"gewijzigd", "vervallen"}
    moved = next(change for change in found.changes if change.kind == "gewijzigd")
    assert (moved.old_place, moved.new_place) == ("artikel 1", "artikel 7")


def test_since_a_day(town):
    everything = since(town, date(2019, 1, 1))
    assert [(found.old and found.old.since, found.new.since) for found in everything] == [
        ("2018-01-01", "2022-01-01"),
        (None, "2024-01-01"),
    ]
    assert [found.new.policy for found in since(town, date(2019, 1, 1), "ander")] == ["ander"]
    assert since(town, date(2025, 1, 1)) == []
    with pytest.raises(TrackerError, match="no policy"):
        since(town, date(2019, 1, 1), "geen")


@pytest.mark.parametrize("example", [True, False])
def test_what_is_made_up_leads_to_no_publisher(tmp_path, example):
    rule = source("regel")
    with Store(tmp_path / "town.db") as store:
        store.save_register([policy("regel", rule, example=example)])
        for year, verb in ((2018, "adviseert"), (2020, "beslist")):
            document = fetched(
                str(year).encode(), f"v{year}", valid_from=f"{year}-01-01", page="https://uitgever.example/regel"
            )
            save(store, rule, document, read(f"artikel 1 | De buurt {verb} over het plein."))
        assert (store.db.execute("SELECT count(*) FROM versions WHERE publisher_page <> ''").fetchone()[0]) == 2
    path = tmp_path / "town.db"
    for found in (between(path, "regel"), between(path, "regel", *ids(path, "regel"))):
        pages = {found.old.page, found.new.page}
        assert pages == ({""} if example else {"https://uitgever.example/regel"})


# ------------------------------------------------------------------ what is asked for, before anything is compared


def texts(path, policy_id: str = "regel"):
    with Store(path, readonly=True) as store:
        return texts_of(store.db, policy_id)


def test_a_reading_that_was_done_again_is_known_as_such(town):
    assert [text.is_last_reading for text in texts(town)] == [True, True, True, False, True]
    assert Pair(*texts(town)[3:]).is_ours
    assert not Pair(*texts(town)[1:3]).is_ours


def test_before_a_better_reading_comes_the_version_before_not_the_reading_before(town):
    second, better = texts(town)[2], texts(town)[4]
    assert pair_of_policy(texts(town), "regel", end=better.id).old == second


def test_a_better_reading_alone_is_no_change_since_a_day(tmp_path):
    rule = source("regel")
    with Store(tmp_path / "town.db") as store:
        store.save_register([policy("regel", rule)])
        for extractor, content in (("x1", b"1"), ("x2", b"2")):  # other bytes, the same words, cut otherwise
            text = "artikel 1 | De buurt beslist." if extractor == "x1" else "artikel 1 De buurt | beslist."
            document = fetched(content, "v1", valid_from="2024-01-01")
            save(store, rule, document, read(text), extractor=extractor, day=1 if extractor == "x1" else 9)
        store.db.execute("UPDATE versions SET baseline = 0, valid_from = NULL, text_sha256 = 'same'")
        store.db.conn.commit()
    assert since(tmp_path / "town.db", date(2026, 3, 5)) == []


@pytest.mark.parametrize(("is_news", "expected"), [(True, 1), (False, 0)])
def test_what_holds_since_before_a_day_but_was_found_after_it_is_a_change(tmp_path, is_news, expected):
    rule = source("regel")
    with Store(tmp_path / "town.db") as store:
        store.save_register([policy("regel", rule)])
        save(store, rule, fetched(b"1", "v1", valid_from="2024-01-01"), read("artikel 1 | De buurt adviseert."))
        if is_news:
            store.mark_followed("regel", datetime(2026, 3, 2, tzinfo=UTC))
        late = fetched(b"2", "v1", valid_from="2024-02-01")
        save(store, rule, late, read("artikel 1 | De buurt beslist."), day=20)
    found = since(tmp_path / "town.db", date(2026, 3, 10))
    assert len(found) == expected
    assert all(each.old is not None for each in found)


def test_a_text_that_two_sources_publish_is_one_change(tmp_path):
    gazette, collection = source("regel", id="krant"), source("regel")
    with Store(tmp_path / "town.db") as store:
        store.save_register([policy("regel", gazette, collection)])
        save(store, collection, fetched(b"1", "r1", valid_from="2018-01-01"), read("artikel 1 | De buurt adviseert."))
        for number, each in enumerate((gazette, collection)):
            document = fetched(b"2%d" % number, f"r{number}", valid_from="2020-01-01")
            save(store, each, document, read("artikel 1 | De buurt beslist."))
    found = since(tmp_path / "town.db", date(2019, 1, 1))
    assert [each.old and each.old.since for each in found] == ["2018-01-01"]
