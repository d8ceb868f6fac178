"""What a visitor types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.search.expression import NOTHING, expression_of
from tracker.search.query import MOST_WORDS, parse_query


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded"),
    [
        ("bewoners zeggenschap", ["bewoners", "zeggenschap"], [], []),
        ("wie beslist over het plein", ["beslist", "plein"], [], []),  # a question in whole words
        ("wie is er", ["wie", "is", "er"], [], []),  # nothing else: then these
        ('"eigen beheer" plein', ["plein"], ["eigen beheer"], []),
        ("„eigen beheer”", [], ["eigen beheer"], []),
        ('"niet gesloten', [], ["niet gesloten"], []),
        ("zelfbeheer -subsidie", ["zelfbeheer"], [], ["subsidie"]),
        ("mede-eigenaar", ["mede-eigenaar"], [], []),  # a hyphen inside excludes nothing
        ("plein - buurt", ["plein", "buurt"], [], []),
        ("plein en/of buurt", ["plein", "buurt"], [], []),
        ("plein PLEIN Plein", ["plein"], [], []),
        ('""', [], [], []),
        ("  ", [], [], []),
        ("AND OR NOT", ["AND", "OR", "NOT"], [], []),  # operators are words
        ("NEAR(a b)", ["NEAR", "a", "b"], [], []),
    ],
)
def test_reading_a_search(text, words, phrases, excluded):
    query = parse_query(text)
    assert [word.printed for word in query.words] == words
    assert [phrase.printed for phrase in query.phrases] == phrases
    assert [word.printed for word in query.excluded] == excluded


def test_a_search_for_a_numbered_place():
    query = parse_query("artikel 12 derde lid termijn")
    assert [place.key for place in query.places] == ["artikel_12", "derde_lid"]
    assert [word.printed for word in query.words] == ["termijn"]


@pytest.mark.parametrize(
    ("text", "printed", "lemma"),
    [
        ("subsidie aan te vragen", "aan te vragen", "aanvragen"),
        ("hoe vraag ik subsidie aan", "vraag … aan", "aanvragen"),
        ("wie voert het plan uit", "voert … uit", "uitvoeren"),
    ],
)
def test_a_verb_in_pieces_is_one_word(text, printed, lemma):
    found = {word.printed: word.reading.lemmas for word in parse_query(text).words}
    assert lemma in found[printed]
    assert len(found) <= 2


@pytest.mark.parametrize("text", ["plein aan te wijken", "huis aan", "aan te", "te aan", "uit"])
def test_what_is_no_verb_in_pieces_is_left_as_it_is(text):
    assert not any(" " in word.printed for word in parse_query(text).words)


@pytest.mark.parametrize(
    ("text", "light"), [("hoe lang mag dat", ["lang"]), ("wie krijgt een vergunning", ["krijgt"]), ("plein", [])]
)
def test_words_that_say_little(text, light):
    assert [word.printed for word in parse_query(text).words if word.is_light] == light


def test_what_must_not_be_there_alone_is_no_search():
    assert parse_query("-subsidie").is_empty
    assert not parse_query("-subsidie plein").is_empty


def test_a_long_search_is_cut_and_says_so():
    query = parse_query(" ".join(f"woord{number}" for number in range(3000)))
    assert query.cut
    assert len(query.words) == MOST_WORDS
    assert not parse_query("kort").cut


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=500))
def test_anything_can_be_typed(text):
    query = parse_query(text)
    assert len(query.words) + len(query.phrases) <= MOST_WORDS


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("bewoners", '({lemmas parts heading} : ("bewoner"))'),
        ('"eigen beheer"', '(words : "eigen beheer")'),
        ("hoe lang bewoners", '({lemmas parts heading} : ("bewoner"))'),  # what says little need not be there
        ('lang "eigen beheer"', '(words : "eigen beheer")'),
        ("", NOTHING),
        (None, NOTHING),
    ],
)
def test_a_search_as_an_expression_for_sql(text, expression):
    assert expression_of(text) == expression
