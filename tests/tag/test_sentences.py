"""The sentences of our own from which force is learned: marks, forces, and no place that the rules miss."""

from collections import Counter
from pathlib import Path

import pytest

from tracker.model import TrackerError
from tracker.tag import Tagger
from tracker.tag.force import FORCES
from training.sentences import Sentence, forced, read_sentences

SENTENCES = read_sentences()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def written(tmp_path: Path, *sentences: str) -> Path:
    path = tmp_path / "force.toml"
    path.write_text(f'[[kinds]]\nkind = "brief"\nsentences = {list(sentences)}\n', encoding="utf-8")
    return path


def test_marks_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "Wij [horen|voornemen] u graag; u mag [meedenken|recht].")
    assert read_sentences(path) == [
        Sentence("Wij horen u graag; u mag meedenken.", ((4, 9, "voornemen"), (25, 34, "recht")))
    ]


@pytest.mark.parametrize("sentence", ["Wij horen u graag.", "Wij [horen|soms] u graag."])
def test_a_sentence_without_mark_or_with_another_force(tmp_path: Path, sentence: str) -> None:
    with pytest.raises(TrackerError, match="has no mark, or one of no force"):
        read_sentences(written(tmp_path, sentence))


def test_no_sentence_twice() -> None:
    assert [text for text, times in Counter(each.text for each in SENTENCES).items() if times > 1] == []


def test_the_rules_propose_every_mark(tagger: Tagger) -> None:
    examples = list(forced(tagger, SENTENCES))
    assert len(examples) == sum(len(each.marks) for each in SENTENCES)
    assert {each.force for each in examples} == set(FORCES)


def test_a_mark_where_the_rules_propose_nothing(tagger: Tagger) -> None:
    with pytest.raises(TrackerError, match="no rule proposes 'bankje'"):
        list(forced(tagger, [Sentence("Het bankje staat er.", ((4, 10, "plicht"),))]))
