"""The component that finds triggers: rows, trees, and what a trigger may not overlap, on sentences of our own."""

import pytest
from spacy.language import Language

from tracker.language import load
from tracker.tag.taxonomy import Taxonomy, Trigger
from tracker.tag.triggers import KEY, Triggers

PEOPLE = ("bewoner*", "buurt")


@pytest.fixture(scope="module")
def language() -> Language:
    return load()


def found(language: Language, text: str, **patterns: tuple[str, ...]) -> list[str]:
    """The triggers that one rule with these patterns finds."""
    rule = Trigger.model_validate(
        {"name": "rule", "form": "samenspraak", "stems": ("betr", "denk"), "match": ("x",), "not": ("y",)} | patterns
    )
    doc = Triggers(Taxonomy(words={"people": PEOPLE}, triggers=(rule,)))(language(text))
    return [span.text for span in doc.spans[KEY]]


@pytest.mark.parametrize(
    ("text", "patterns", "triggers"),
    [
        ("Bewoners worden betrokken bij het plan.", {"rows": ("betrekken",)}, ["betrokken"]),
        ("De bewoners denken mee over het plein.", {"rows": ("meedenken",)}, ["denken mee"]),
        ("De bewoners denken graag mee.", {"rows": ("meedenken",)}, ["denken"]),
        ("Wij betrekken de hele buurt.", {"rows": ("[betrekken] ... {people}",)}, ["betrekken"]),
        ("Wij betrekken de hele buurt.", {"rows": ("[betrekken] ...:DET|ADJ {people}",)}, ["betrekken"]),
        ("Wij betrekken winkels en bewoners.", {"rows": ("[betrekken] ...:DET|ADJ {people}",)}, []),
        ("Wij willen betrekken. Bewoners wachten.", {"rows": ("[betrekken] ... {people}",)}, []),
        ("Wij betrekken de buurt.", {"trees": ("betrekken >obj {people}",)}, ["betrekken"]),
        ("Wij betrekken bedrijven.", {"trees": ("betrekken >obj {people}",)}, []),
        ("Wij betrekken winkels en bewoners.", {"trees": ("betrekken >>conj {people}",)}, ["betrekken"]),
    ],
)
def test_rows_and_trees(language: Language, text: str, patterns: dict, triggers: list[str]) -> None:
    assert found(language, text, **patterns) == triggers


@pytest.mark.parametrize(
    ("text", "triggers"),
    [("De betrokken partijen tekenen.", ["betrokken"]), ("De partijen worden betrokken.", [])],
)
def test_upward_relation_is_that_of_the_lower_word(language: Language, text: str, triggers: list[str]) -> None:
    assert found(language, text, trees=("betrekken <amod *",)) == triggers


@pytest.mark.parametrize(
    ("unless", "triggers"),
    [
        ({}, ["betrokken"]),
        ({"unless": ("betrokken partijen",)}, []),
        ({"unless_trees": ("betrekken <amod *",)}, []),
        ({"unless_trees": ("betrekken <acl *",)}, ["betrokken"]),
    ],
)
def test_a_trigger_overlaps_nothing_that_is_excepted(language: Language, unless: dict, triggers: list[str]) -> None:
    assert found(language, "De betrokken partijen tekenen.", rows=("betrekken",), **unless) == triggers


def test_a_list_holds_the_words_of_the_lists_that_it_names() -> None:
    rule = {"name": "rule", "form": "budget", "stems": ("a",), "rows": ("{all}",), "match": ("x",), "not": ("y",)}
    taxonomy = Taxonomy(words={"all": ("{people}", "dorp"), "people": PEOPLE}, triggers=(Trigger(**rule),))
    assert taxonomy.entries("all") == ("bewoner*", "buurt", "dorp")


def test_a_list_that_names_an_unknown_list_is_refused() -> None:
    rule = {"name": "rule", "form": "budget", "stems": ("a",), "rows": ("{all}",), "match": ("x",), "not": ("y",)}
    with pytest.raises(ValueError, match=r"word list 'all': there is no word list \{people\}"):
        Taxonomy(words={"all": ("{people}",)}, triggers=(Trigger(**rule),))


@pytest.mark.parametrize("word", ["bewonersorganisatie(s)", "bewoners/huurders"])
def test_an_open_end_takes_in_brackets_and_slashes(language: Language, word: str) -> None:
    assert found(language, f"Wij betrekken de {word} erbij.", rows=("bewoner*",)) == [word]
