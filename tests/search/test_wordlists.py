"""What the search knows of single words, with the examples that stand beside it."""

import pytest

from tracker.model import TrackerError
from tracker.search.lexicon import load_lexicon
from tracker.search.wordlists import read_word_lists, word_lists
from tracker.search.words import words_of

GROUPS = word_lists().same


def forms(text: str) -> set[str]:
    return {form for word in words_of(text) for form in load_lexicon().read(word.key).lemmas}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.words[0])
def test_words_alike_find_what_their_example_says(shelf, group):
    typed, text = group.found
    assert not forms(typed) & forms(text), "the example has the word itself"
    assert shelf("Dit gaat over iets heel anders.", text).places(typed) == ["artikel 2"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.words[0])
def test_words_alike_do_not_find_what_only_looks_like_it(shelf, group):
    typed, text = group.not_found
    assert shelf(text).places(typed) == []


def test_a_word_is_named_once_in_a_group():
    for group in GROUPS:
        assert len(set(group.words)) == len(group.words) > 1, group.words


def test_words_that_say_little_are_dictionary_forms():
    light = word_lists().light
    assert {word for word in light if not light.issuperset(load_lexicon().read(word).lemmas)} == set()


@pytest.mark.parametrize(
    "content",
    ["", 'ignored = "de"\nlight = "lang"', 'ignored = "de"\nlight = "lang"\n[[same]]\nwords = "a b"', "ignored = ["],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "search.toml"
    path.write_text(content)
    with pytest.raises(TrackerError, match=r"search\.toml: cannot be read as the words of the search"):
        read_word_lists(path)
