"""Every entry of the taxonomy does what its examples say, no two say the same, and none is of no use."""

import re
import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.tag import FORMS, Tagger
from tracker.tag.notation import fold
from tracker.tag.taxonomy import Trigger, lists_named, read_taxonomy
from tracker.tag.triggers import KEY

TAXONOMY = read_taxonomy(corpus_file("taxonomy"))
EXAMPLES = [(trigger, example) for trigger in TAXONOMY.triggers for example in trigger.match]
COUNTEREXAMPLES = [(trigger, example) for trigger in TAXONOMY.triggers for example in trigger.counterexamples]


def plain(example: str) -> str:
    return example.replace("[", "").replace("]", "")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture(scope="module")
def read(tagger):
    """Every example and counter-example, read once by the pipeline without the components of the tags."""
    texts = sorted({plain(example) for _, example in EXAMPLES + COUNTEREXAMPLES})
    with tagger.language.select_pipes(disable=[name for name in tagger.language.pipe_names if "control" in name]):
        return dict(zip(texts, tagger.language.pipe(texts), strict=True))


@pytest.mark.parametrize("trigger", TAXONOMY.triggers, ids=lambda trigger: trigger.name)
def test_examples(tagger, read, trigger: Trigger) -> None:
    for example in trigger.match:
        bracketed = re.search(r"\[(.+?)\]", example)
        assert bracketed, f"put the trigger in brackets: {example}"
        found = tagger.triggers.found_by(trigger.name, read[plain(example)])
        expected = (bracketed.start(), bracketed.end() - 2)
        words = [plain(example)[start:end] for start, end in found]
        assert expected in found, f"{trigger.name} should find [{bracketed[1]}] in {plain(example)!r}; it finds {words}"


@pytest.mark.parametrize("trigger", TAXONOMY.triggers, ids=lambda trigger: trigger.name)
def test_counterexamples(tagger, read, trigger: Trigger) -> None:
    for example in trigger.counterexamples:
        words = [example[start:end] for start, end in tagger.triggers.found_by(trigger.name, read[example])]
        assert not words, f"{trigger.name} should find nothing in {example!r}; it finds {words}"


@pytest.mark.parametrize("trigger", TAXONOMY.triggers, ids=lambda trigger: trigger.name)
def test_no_rule_of_another_form_takes_an_example(tagger, read, trigger: Trigger) -> None:
    """With all rules at work: where two overlap, the example says which of them should have it."""
    for example in trigger.match:
        doc = tagger.triggers(read[plain(example)].copy())
        start, end = example.index("["), example.index("]") - 1
        forms = {span.label_: span.id_ for span in doc.spans[KEY] if span.start_char < end and start < span.end_char}
        assert trigger.form in forms, f"{example!r} of {trigger.name} is taken by {forms}"


@pytest.mark.parametrize("trigger", TAXONOMY.triggers, ids=lambda trigger: trigger.name)
def test_the_quick_look_lets_every_example_through(trigger: Trigger) -> None:
    """Without one of its stems in the text a rule is not tried at all."""
    for example in trigger.match:
        assert any(stem in fold(plain(example)) for stem in trigger.stems), f"no stem of {trigger.name} in {example!r}"
    assert all(stem == fold(stem) for stem in trigger.stems), "stems are written without capitals and accents"


def test_every_form_has_a_trigger() -> None:
    assert {trigger.form for trigger in TAXONOMY.triggers} == set(FORMS)


def test_every_form_has_a_sure_trigger() -> None:
    assert {trigger.form for trigger in TAXONOMY.triggers if trigger.sure} == set(FORMS)


def test_no_pattern_stands_in_two_triggers() -> None:
    patterns = Counter(pattern for trigger in TAXONOMY.triggers for pattern in (*trigger.rows, *trigger.trees))
    assert [pattern for pattern, times in patterns.items() if times > 1] == []


def test_no_example_stands_twice() -> None:
    for trigger in TAXONOMY.triggers:
        doubles = [text for text, times in Counter(trigger.match + trigger.counterexamples).items() if times > 1]
        assert not doubles, f"{trigger.name}: {doubles}"


def test_every_word_list_is_used_and_holds_no_word_twice() -> None:
    used = set().union(*(lists_named(trigger) for trigger in TAXONOMY.triggers))
    holders = read_taxonomy_words("holders.toml")
    assert set(TAXONOMY.words) - set(holders) <= used, "a list that no trigger asks for"
    for name, entries in TAXONOMY.words.items():
        doubles = [entry for entry, times in Counter(entries).items() if times > 1]
        assert not doubles, f"words.{name}: {doubles}"


def read_taxonomy_words(name: str) -> dict:
    return tomllib.loads((corpus_file("taxonomy") / name).read_text(encoding="utf-8")).get("words", {})


GOOD = """
[[triggers]]
name = "zeggenschap"
form = "zeggenschap"
stems = ["zeggenschap"]
rows = ["zeggenschap"]
match = ["De buurt heeft [zeggenschap]."]
not = ["Niets."]
"""


def folder_with(tmp_path: Path, content: str) -> Path:
    """Ours, with the triggers replaced."""
    folder = tmp_path / "taxonomy"
    shutil.copytree(corpus_file("taxonomy"), folder)
    shutil.rmtree(folder / "triggers")
    (folder / "triggers").mkdir()
    (folder / "triggers" / "zeggenschap.toml").write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[triggers", "cannot be read as a taxonomy"),
        (GOOD.replace('name = "zeggenschap"', ""), "name: Field required"),
        (GOOD.replace('form = "zeggenschap"', 'form = "macht"'), "form: Input should be 'regie'"),
        (GOOD.replace('rows = ["zeggenschap"]', 'rows = ["{geesten}"]'), "there is no word list 'geesten'"),
        (GOOD.replace('rows = ["zeggenschap"]', ""), "give at least one pattern"),
        (GOOD.replace('rows = ["zeggenschap"]', 'trees = ["[zeggenschap] van"]'), "'van' is no relation"),
        (GOOD.replace('rows = ["zeggenschap"]', 'trees = ["[zeggenschap] >nmod"]'), "ends with a relation"),
        (GOOD.replace('not = ["Niets."]', ""), "not: Field required"),
        (GOOD.replace("stems", "stammen"), "stammen: Extra inputs are not permitted"),
        (GOOD + GOOD, "another one has this name"),
        ("", "triggers: Tuple should have at least 1 item"),
    ],
)
def test_broken_taxonomy(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(TrackerError) as raised:
        read_taxonomy(folder_with(tmp_path, content))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_without_a_taxonomy(tmp_path: Path) -> None:
    with pytest.raises(TrackerError, match="no taxonomy here; it needs files triggers"):
        read_taxonomy(tmp_path)
