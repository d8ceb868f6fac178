"""What mentions say in plain words: the examples of the file, and that no value is without words."""

import tomllib

import pytest

from tracker.codebook import codebook
from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.publish.reading.said import Values, load_mention_words, mention_words

FILE = corpus_file("mentions-in-words.toml")
EXAMPLES = [
    (form, example) for form, each in tomllib.loads(FILE.read_text())["form"].items() for example in each["examples"]
]


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[example["sentence"] for _, example in EXAMPLES])
def test_the_examples(form: str, example: dict) -> None:
    values = Values(
        form, example["holder"], example.get("rung", "onbepaald"), example["force"], example.get("polarity", "ja")
    )
    assert mention_words().sentence(values) == example["sentence"]


def test_every_combination_of_values_has_a_whole_sentence() -> None:
    scales = [codebook()[name].names for name in ("form", "holder", "rung", "force", "polarity")]
    for form in scales[0]:
        for holder in scales[1]:
            for rung in scales[2]:
                for force in scales[3]:
                    for polarity in scales[4]:
                        said = mention_words().sentence(Values(form, holder, rung, force, polarity))
                        assert said.endswith(".")
                        assert said[0].isupper()
                        assert not set("{}|") & set(said), said


@pytest.mark.parametrize("force", codebook()["force"].names)
def test_every_force_has_a_label_of_its_own(force: str) -> None:
    labels = [mention_words().force_label(each) for each in codebook()["force"].names]
    assert mention_words().force_label(force)
    assert len(set(labels)) == len(labels)


def test_a_value_of_an_older_database_is_no_error() -> None:
    words = mention_words()
    assert words.sentence(Values("advies", "bewoners", "", "", "")) == "Bewoners geven advies."
    assert words.sentence(Values("loting", "wijkbaas", "", "", "")) == "Dit gaat over loting."
    assert words.holder_label("wijkbaas") == "wijkbaas"


def test_a_file_that_lacks_a_part_is_named(tmp_path) -> None:
    broken = tmp_path / "words.toml"
    broken.write_text("[holder]\n")
    with pytest.raises(TrackerError, match=r"words\.toml: cannot be used \('form'\); put back"):
        load_mention_words(broken)
