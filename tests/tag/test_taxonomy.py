"""Every rule of the taxonomy does what its examples say, and no two rules say the same."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.tag import FORMS, Tagger
from tracker.tag.lexicon import Rule, read_lexicon

LEXICON = read_lexicon(corpus_file("taxonomy.toml"))
EXAMPLES = [(rule, example) for rule in LEXICON.rules for example in rule.match]
COUNTEREXAMPLES = [(rule, example) for rule in LEXICON.rules for example in rule.counterexamples]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def _name(value: Rule | str) -> str:
    return value.name if isinstance(value, Rule) else value


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_name)
def test_example(tagger: Tagger, rule: Rule, example: str) -> None:
    bracketed = re.search(r"\[(.+?)\]", example)
    assert bracketed, f"put the trigger in brackets: {example}"
    text = example.replace("[", "").replace("]", "")
    found = [
        (mention.start, mention.trigger, mention.form) for mention in tagger.tag(text) if mention.rule == rule.name
    ]
    assert (bracketed.start(), bracketed[1], rule.form) in found, f"{rule.name} finds {found} in {text!r}"


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES, ids=_name)
def test_counterexample(tagger: Tagger, rule: Rule, example: str) -> None:
    found = [mention.trigger for mention in tagger.tag(example) if mention.rule == rule.name]
    assert not found, f"{rule.name} should find nothing in {example!r}"


def test_every_form_has_a_rule() -> None:
    assert {rule.form for rule in LEXICON.rules} == set(FORMS)


def test_no_pattern_stands_in_two_rules() -> None:
    patterns = Counter(pattern for rule in LEXICON.rules for pattern in rule.patterns)
    assert [pattern for pattern, times in patterns.items() if times > 1] == []


def test_every_word_list_is_used() -> None:
    used = {name for rule in LEXICON.rules for name in rule.near}
    used |= {name for rule in LEXICON.rules for pattern in rule.patterns for name in re.findall(r"\{(\w+)\}", pattern)}
    assert set(LEXICON.words) == used


GOOD = """
[[rules]]
name = "zeggenschap"
form = "zeggenschap"
patterns = ["zeggenschap"]
match = ["De buurt heeft [zeggenschap]."]
not = ["Niets."]
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[rules", "cannot be read as a taxonomy"),
        ("[words]\nx = []", "cannot be read as a taxonomy: 'rules'"),
        (GOOD.replace('name = "zeggenschap"', ""), "'name'"),
        (GOOD.replace('form = "zeggenschap"', 'form = "macht"'), "form 'macht' does not exist; choose one of regie"),
        (GOOD.replace('patterns = ["zeggenschap"]', 'patterns = ["{bewoners}"]'), "there is no word list 'bewoners'"),
        (GOOD.replace('not = ["Niets."]', ""), "one counter-example"),
        (GOOD + GOOD, "another rule has this name"),
    ],
)
def test_broken_taxonomy(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrackerError, match=re.escape(message)):
        Tagger.load(path)


def test_own_taxonomy(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [mention.trigger for mention in Tagger.load(path).tag("Zeggenschap en inspraak.")] == ["Zeggenschap"]
