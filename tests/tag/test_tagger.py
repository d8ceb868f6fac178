"""Offsets, order and odd text; what the rules find is tested with the taxonomy."""

import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Clause, ClauseKind, Mention
from tracker.tag import Tagger

TAGGER = Tagger.load()
WORDS = [
    "Bewoners",
    "hebben",
    "zeggenschap",
    "regie",
    "geïnformeerd",
    "\u200f",
    "e\u0301",
    "\x07",
    "\n",
    "\t",
    ". ",
    "🏘️",
    " ",
    ",",
]


def assert_offsets(text: str) -> tuple[Mention, ...]:
    mentions = TAGGER.tag(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.trigger
        assert mention.trigger
    assert [each.start for each in mentions] == sorted(each.start for each in mentions)
    return mentions


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("", []),
        (" \n\t", []),
        ("Bewoners hebben zeggenschap.", ["zeggenschap"]),
        ("BEWONERS HEBBEN ZEGGENSCHAP", ["ZEGGENSCHAP"]),
        ("🏘️ Bewoners hebben\nzeggenschap\x00.", ["zeggenschap"]),
        ("Bewoners hebben \u200fzeggenschap\u200e over het plein.", ["zeggenschap"]),
        (unicodedata.normalize("NFD", "Bewoners worden geïnformeerd."), [unicodedata.normalize("NFD", "geïnformeerd")]),
        ("Bewoners hebben «zeggenschap».", ["zeggenschap"]),
        ("De buurt heeft (mede)zeggenschap.", ["(mede)zeggenschap"]),
        ("Zeggenschap. Zeggenschap.", ["Zeggenschap", "Zeggenschap"]),  # two sentences
        ("Zeggenschap en nog eens zeggenschap.", ["Zeggenschap"]),  # repeated in one sentence: the first only
        ("Bewoners hebben zeggenschap en regie.", ["zeggenschap", "regie"]),
        ("Eigen regie is meer dan regie.", ["Eigen regie"]),
    ],
)
def test_triggers_in_odd_text(text: str, triggers: list[str]) -> None:
    assert [mention.trigger for mention in assert_offsets(text)] == triggers


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=40))
def test_offsets_hold_in_any_text(words: list[str]) -> None:
    assert_offsets(" ".join(words))
    assert_offsets("".join(words))


def test_every_value_of_a_mention() -> None:
    (mention,) = TAGGER.tag("De bewoners hebben geen zeggenschap over het plein.")
    assert mention == Mention(
        24, 35, "zeggenschap", "zeggenschap", "bewoners", "meebeslissen", mention.force, "nee", rule=mention.rule
    )
    assert mention.force in ("plicht", "recht", "voornemen", "beschrijving")
    assert mention.rule


def test_an_item_is_read_with_what_introduces_its_list() -> None:
    item = "de bewoners van de wijk te betrekken bij het plan;"
    alone, introduced = TAGGER.tag(item), TAGGER.tag(item, introduction="Het college is verplicht om:")
    assert [(each.start, each.trigger) for each in introduced] == [(each.start, each.trigger) for each in alone]
    assert [each.force for each in introduced] == ["plicht"]


def test_items_of_a_document_take_what_introduces_their_list() -> None:
    clauses = [
        clause("art_1", None, "De aanbieder moet:"),
        clause("art_1__list_1__item_a", "art_1", "bewoners betrekken bij het plan;"),
        clause("art_2", None, "Het college beslist."),
    ]
    mentions = list(TAGGER.tag_clauses(clauses))
    assert [[(each.trigger, each.force) for each in of_clause] for of_clause in mentions] == [
        [],
        [("betrekken", "plicht")],
        [],
    ]


def clause(eid: str, parent: str | None, text: str) -> Clause:
    kind = ClauseKind.ITEM if parent else ClauseKind.ARTICLE
    return Clause(eid, parent, kind, "", "", "", "", text, None, 0)


def test_many_texts_in_order_and_lazily() -> None:
    texts = ["Geen woord.", "Bewoners hebben zeggenschap.", "", "Eigen regie."] * 3
    endless = (texts[number % 4] for number in range(10**9))
    tagged = TAGGER.tag_many(endless, batch_size=2)
    assert [next(tagged) for _ in range(12)] == [TAGGER.tag(text) for text in texts]


def test_a_pickled_tagger_tags_the_same() -> None:
    text = "Bewoners denken mee en houden de regie."
    assert pickle.loads(pickle.dumps(TAGGER)).tag(text) == TAGGER.tag(text)


def test_hundred_thousand_words() -> None:
    text = "De bewoners van de wijk hebben zeggenschap over het plein. " * 10_000
    assert len(assert_offsets(text)) == 10_000


def test_long_text_without_spaces() -> None:
    assert assert_offsets("zeggenschap" * 50_000 + " zeggenschap")[-1].trigger == "zeggenschap"


def test_a_text_in_another_language() -> None:
    assert_offsets("The residents decide together with the council. Les habitants sont consultés. Мешканці вирішують.")


def test_the_texts_in_which_nothing_can_be_found_are_not_read() -> None:
    assert TAGGER.triggers.can_match("De lantaarn staat in de tuin.") == []
    assert TAGGER.triggers.can_match("De ZEGGENSCHAP")
