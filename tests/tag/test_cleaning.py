"""The way back from the cleaned text to the text as it was given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.tag.cleaning import clean
from tracker.tag.passages import LONGEST, cut


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("Bewoners beslissen.", "Bewoners beslissen."),
        ("zeg\u00adgen\u00adschap", "zeggenschap"),  # soft hyphens
        ("\u200fzeggenschap\u200e", "zeggenschap"),  # marks of direction
        ("regie\x00\x07", "regie  "),  # control characters
        ("een\tregel\n", "een\tregel\n"),
        (unicodedata.normalize("NFD", "geïnformeerd"), "geïnformeerd"),
        ("q\u0307", "q\u0307"),  # no composed letter exists
    ],
)
def test_cleaned(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


def test_where_words_stood() -> None:
    text = "\u200fDe zeg\u00adgen\u00adschap van cli" + "e\u0308" + "nten."
    cleaned = clean(text)
    for word, as_given in (("zeggenschap", "zeg\u00adgen\u00adschap"), ("cliënten", "clie\u0308nten"), ("De", "De")):
        start = cleaned.text.index(word)
        begin, end = cleaned.original(start, start + len(word))
        assert text[begin:end] == as_given


@given(st.text(alphabet=st.sampled_from("ae\u0301\u0308\u00ad\u200f\x07 \n😀b"), max_size=60))
def test_every_character_has_a_place_in_order(text: str) -> None:
    cleaned = clean(text)
    places = [cleaned.original(place, place + 1) for place in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@pytest.mark.parametrize("piece", ["Bewoners beslissen mee. ", "een regel zonder punt\n", "woord ", "x"])
def test_a_long_text_is_cut_and_whole(piece: str) -> None:
    text = piece * (3 * LONGEST // len(piece))
    parts = list(cut(text))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= LONGEST for start, end in parts)
    assert all(text[start:end].endswith(piece[-2:]) for start, end in parts[:-1])
