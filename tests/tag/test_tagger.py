"""Offsets, order and odd text; what the rules find is tested with the taxonomy."""

import json
import pickle
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Mention
from tracker.tag import Tagger
from tracker.tag.pattern import fold, read_pattern

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
        ("De buurt heeft (mede)zeggenschap.", ["zeggenschap"]),
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


def test_a_mention_has_form_and_rule_and_leaves_the_rest_open() -> None:
    assert TAGGER.tag("De buurt heeft zeggenschap.") == (
        Mention(15, 26, "zeggenschap", "zeggenschap", "onbepaald", "onbepaald", "", "", rule="zeggenschap"),
    )


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


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Regie", "regie"),
        ("geïnformeerd", "geinformeerd"),
        ("ge\u00adregeld", "geregeld"),
        ("ÉÉN", "een"),
        ("", ""),
        ("\u200f", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_read_pattern() -> None:
    assert [(each.words, each.triggers) for each in read_pattern("{bewoners} ... [denken/denkt mee] over")] == [
        ("{bewoners}", False),
        ("...", False),
        ("denken/denkt", True),
        ("mee", True),
        ("over", False),
    ]
    assert all(each.triggers for each in read_pattern("right to challenge"))


def test_better_than_a_keyword_search(shared: Path) -> None:
    """The labelled clauses: a plain keyword search reaches .51 (clause) and .56 (mention), says their README."""
    rows = [json.loads(line) for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    tagged = list(TAGGER.tag_many(row["text"] for row in rows))
    right = sum(bool(row["mentions"]) and bool(mentions) for row, mentions in zip(rows, tagged))
    clause_f1 = 2 * right / (sum(bool(row["mentions"]) for row in rows) + sum(bool(mentions) for mentions in tagged))
    hits = sum(_hits(row["mentions"], mentions) for row, mentions in zip(rows, tagged))
    mention_f1 = 2 * hits / (sum(len(row["mentions"]) for row in rows) + sum(map(len, tagged)))
    assert clause_f1 > 0.51
    assert mention_f1 > 0.56


def _hits(labelled: list[dict], mentions: tuple[Mention, ...]) -> int:
    """Count the mentions that overlap a labelled one of the same form, each labelled one once."""
    left = list(labelled)
    for mention in mentions:
        same = (each for each in left if each["form"] == mention.form)
        if hit := next((each for each in same if each["start"] < mention.end and mention.start < each["end"]), None):
            left.remove(hit)
    return len(labelled) - len(left)
