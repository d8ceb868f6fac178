"""What readers are told of the tags: counted again on the labelled clauses."""

from pathlib import Path

import pytest

from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.publish.dutch import percent
from tracker.quality import FILE, Score, load_quality
from tracker.tag import FORMS
from training.quality import counted, written

SAID = load_quality()


def test_the_scores_are_those_of_the_tagger(shared: Path) -> None:
    counts = counted(shared / "gold" / "dev.jsonl")
    assert counts == SAID, "the tags have changed: run python -m training.quality --labels ../shared/gold/dev.jsonl"


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(written(SAID), encoding="utf-8")
    assert load_quality(tmp_path / FILE) == SAID
    assert corpus_file(FILE).read_text(encoding="utf-8") == written(SAID)


def test_every_form_has_a_score_and_together_they_are_all_mentions() -> None:
    assert set(SAID.forms) == set(FORMS)
    for count in ("labelled", "found", "right"):
        assert sum(getattr(score, count) for score in SAID.forms.values()) == getattr(SAID.mentions, count)


def test_the_readme_says_the_same() -> None:
    text = (corpus_file(FILE).parent.parent / "README.md").read_text(encoding="utf-8")
    for share in (SAID.clauses.precision, SAID.clauses.recall):
        assert percent(share) in text, f"README.md must say {percent(share)}"
    assert str(SAID.labelled_clauses) in text


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [(Score(8, 5, 4), 0.8, 0.5, 8 / 13), (Score(3, 0, 0), 0.0, 0.0, 0.0), (Score(0, 3, 0), 0.0, 0.0, 0.0)],
)
def test_precision_recall_and_f1(score: Score, precision: float, recall: float, f1: float) -> None:
    assert (score.precision, score.recall, score.f1) == (precision, recall, f1)


@pytest.mark.parametrize("content", ["", "labelled_clauses = 3", "geen toml"])
def test_a_file_without_scores(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(TrackerError, match="the scores of the tags cannot be read"):
        load_quality(tmp_path / FILE)
