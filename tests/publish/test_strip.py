"""Where in a text control is named: places, ticks, pieces and contents, without a database."""

from itertools import pairwise

import pytest

from tracker.publish.profile.pieces import pieces_of
from tracker.publish.profile.strip import GAP, Place, borders_of, places_of, rows_of
from tracker.publish.profile.toc import FOLDED, MOST, contents_of
from tracker.publish.reading.outline import Entry, Outline

RUNGS = ("onbepaald", "adviseren", "zelf")


def entry(id_: str, kind: str = "artikel", parent: str | None = None, letters: int = 100, **more: str) -> Entry:
    """An entry of which the words are not needed."""
    known = {"label": "", "heading": "", "place": id_} | more
    return Entry(f"v/{id_}", id_, kind, parent and f"v/{parent}", position=0, letters=letters, **known)


def mention(start: int = 0, rung: str = "zelf", polarity: str = "ja") -> dict:
    return {"start": start, "form": "initiatief", "holder": "bewoners", "rung": rung, "polarity": polarity}


def at(*positions: float, rung: str = "zelf", denied: bool = False) -> list[Place]:
    return [
        Place(each, entry(f"art_{number}"), rung, "advies", "bewoners", denied) for number, each in enumerate(positions)
    ]


# ------------------------------------------------------------------ places in proportion to characters


def test_a_place_stands_in_proportion_to_the_characters_before_it():
    entries = [entry("a", letters=300), entry("b", letters=0), entry("c", letters=100)]
    places = places_of(entries, {"v/a": [mention(150), mention(0)], "v/c": [mention(50, "adviseren", "nee")]})
    assert [(place.at, place.entry.name, place.rung, place.is_denied) for place in places] == [
        (0.0, "a", "zelf", False),
        (0.375, "a", "zelf", False),
        (0.875, "c", "adviseren", True),
    ]


def test_labels_and_headings_take_their_place_too():
    entries = [entry("a", letters=0, label="12345", heading="12345"), entry("b", letters=10)]
    (place,) = places_of(entries, {"v/b": [mention(5)]})
    assert place.at == 0.75


def test_a_text_without_a_character_has_its_places_at_its_begin():
    assert [place.at for place in places_of([entry("a", letters=0)], {"v/a": [mention()]})] == [0.0]


# ------------------------------------------------------------------ ticks


def test_rows_go_from_the_highest_rung_down_and_none_is_left_out():
    rows = rows_of([*at(0.5), *at(0.1, 0.9, rung="onbepaald")], RUNGS)
    assert [(row.rung, row.count) for row in rows] == [("zelf", 1), ("adviseren", 0), ("onbepaald", 2)]


@pytest.mark.parametrize(
    ("positions", "groups", "lanes"),
    [
        ((), [], []),
        ((0.5,), [1], [0]),
        # Near each other: one tick. A little further: two, on two lines. Far apart: all on the first line.
        ((0.1, 0.1 + GAP / 2), [2], [0]),
        ((0.1, 0.1 + 1.01 * GAP), [1, 1], [0, 1]),
        ((0.1, 0.1 + 2.01 * GAP), [1, 1], [0, 0]),
        # A group is as wide as GAP at most, from where it begins: a long run is no single tick.
        ((0, 0.5 * GAP, 1.01 * GAP, 1.5 * GAP, 2.02 * GAP), [2, 2, 1], [0, 1, 0]),
    ],
)
def test_ticks_that_would_touch_are_taken_together(positions, groups, lanes):
    (row,) = rows_of(at(*positions), ("zelf",))
    assert [len(tick.places) for tick in row.ticks] == groups
    assert [tick.lane for tick in row.ticks] == lanes
    assert row.has_lanes is (1 in lanes)


def test_no_place_is_lost_and_no_two_ticks_touch_however_many_there_are():
    (row,) = rows_of(at(*(number / 5000 for number in range(5000))), ("zelf",))
    assert sum(len(tick.places) for tick in row.ticks) == row.count == 5000
    for lane in (0, 1):
        starts = [tick.at for tick in row.ticks if tick.lane == lane]
        assert all(after - before >= 2 * GAP - 1e-9 for before, after in pairwise(starts))


def test_a_tick_is_denied_only_where_all_its_places_are():
    places = [*at(0.5, denied=True), *at(0.5 + GAP / 3)]
    assert [tick.is_denied for tick in rows_of(places, ("zelf",))[0].ticks] == [False]
    assert [tick.is_denied for tick in rows_of(places[:1], ("zelf",))[0].ticks] == [True]


def test_the_clauses_of_a_row_are_named_once_with_their_number_of_places():
    entries = [entry("a"), entry("b")]
    places = places_of(entries, {"v/a": [mention(1), mention(90)], "v/b": [mention(2)]})
    assert [(clause.name, number) for clause, number in rows_of(places, ("zelf",))[0].clauses] == [("a", 2), ("b", 1)]


def test_borders_that_are_near_keep_their_line_and_lose_their_number():
    entries = [
        entry("chp_1", "hoofdstuk", letters=0, label="Hoofdstuk 1"),
        entry("chp_2", "hoofdstuk", letters=1000, label="Hoofdstuk 2"),
        entry("chp_3", "hoofdstuk", letters=1000, label="III."),
        entry("chp_4", "hoofdstuk", letters=0, heading="Slot"),
    ]
    borders = borders_of(entries, entries)
    assert [border.number for border in borders] == ["1", "", "III", ""]
    assert [round(border.at, 2) for border in borders] == [0.0, 0.01, 0.5, 1.0]


# ------------------------------------------------------------------ pieces without a mention


def outline(*entries: Entry) -> Outline:
    return Outline(entries)


def test_a_chapter_speaks_where_anything_under_it_does():
    text = outline(
        entry("chp_1", "hoofdstuk", letters=0),
        entry("chp_1__art_1", "artikel", "chp_1"),
        entry("chp_1__art_1__para_1", "lid", "chp_1__art_1"),
        entry("chp_2", "hoofdstuk", letters=0),
        entry("chp_2__art_2", "artikel", "chp_2"),
        entry("chp_3", "hoofdstuk", letters=0),
        entry("cmp_1", "bijlage"),
    )
    pieces = pieces_of(text, ["v/chp_1__art_1__para_1"])
    assert [piece.name for piece in pieces.all] == ["chp_1", "chp_2", "chp_3"]
    assert [piece.name for piece in pieces.silent] == ["chp_2"]
    assert [piece.name for piece in pieces.empty] == ["chp_3"], "without a text nobody knows that it is silent"
    assert (pieces.one, pieces.more) == ("hoofdstuk", "hoofdstukken")


def test_articles_where_there_are_no_chapters_and_nothing_where_there_are_no_articles():
    articles = outline(entry("art_1"), entry("art_2"), entry("art_2__para_1", "lid", "art_2"))
    assert [piece.name for piece in pieces_of(articles, ["v/art_2__para_1"]).silent] == ["art_1"]
    one_chapter = outline(entry("chp_1", "hoofdstuk"), entry("art_1"), entry("art_2"))
    assert pieces_of(one_chapter, []).one == "artikel"
    assert pieces_of(outline(entry("a", "alinea"), entry("b", "alinea")), []) is None
    assert pieces_of(outline(), []) is None


def test_chapters_in_chapters_belong_to_the_outer_one():
    text = outline(
        entry("chp_1", "hoofdstuk", letters=0, heading="Een"),
        entry("chp_1__chp_1", "hoofdstuk", "chp_1", heading="Een-een"),
        entry("chp_2", "hoofdstuk", heading="Twee"),
    )
    pieces = pieces_of(text, ["v/chp_1__chp_1"])
    assert [piece.name for piece in pieces.all] == ["chp_1", "chp_2"]
    assert [piece.name for piece in pieces.silent] == ["chp_2"]


# ------------------------------------------------------------------ contents


def test_contents_have_two_layers_with_the_mentions_under_each():
    text = outline(
        entry("chp_1", "hoofdstuk", letters=0, heading="Algemeen"),
        entry("chp_1__art_1", "artikel", "chp_1", label="Artikel 1"),
        entry("chp_1__art_1__para_1", "lid", "chp_1__art_1"),
        entry("chp_2", "hoofdstuk", heading="Slot"),
    )
    contents = contents_of(text, {"v/chp_1__art_1__para_1": [1, 2], "v/chp_2": [3]})
    assert [(head.entry.title, head.mentions) for head in contents.headings] == [("Algemeen", 2), ("Slot", 1)]
    assert [(head.entry.title, head.mentions) for head in contents.headings[0].below] == [("Artikel 1", 2)]
    assert (contents.left_out, contents.is_folded) == (0, False)


def test_long_contents_are_folded_and_very_long_ones_end():
    headings = [entry(f"art_{number}", label=f"Artikel {number}") for number in range(MOST + 7)]
    contents = contents_of(outline(*headings), {})
    assert contents.is_folded
    assert contents.left_out == 7
    assert not contents_of(outline(*headings[:FOLDED]), {}).is_folded
    assert contents_of(outline(), {}).headings == ()
