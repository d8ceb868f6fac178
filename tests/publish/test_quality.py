"""What readers are told of the tags: counted again on the labelled clauses."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tracker.model import Mention, TrackerError
from tracker.paths import corpus_file
from tracker.publish.dutch import percent
from tracker.publish.quality import Quality, Score, load_quality
from tracker.tag import FORMS, Tagger

SAID = load_quality(corpus_file("tag-quality.toml"))


def right_forms(labelled: list[dict], mentions: tuple[Mention, ...]) -> list[str]:
    """The form of every mention that overlaps a labelled one of the same form, each labelled one once."""
    left, forms = list(labelled), []
    for mention in mentions:
        same = (each for each in left if each["form"] == mention.form)
        if hit := next((each for each in same if each["start"] < mention.end and mention.start < each["end"]), None):
            left.remove(hit)
            forms.append(mention.form)
    return forms


def counted(rows: list[dict]) -> Quality:
    """The scores of the tagger on labelled clauses."""
    tagged = list(Tagger.load().tag_many(row["text"] for row in rows))
    pairs = [(row["mentions"], mentions) for row, mentions in zip(rows, tagged, strict=True)]
    labelled = Counter(each["form"] for marked, _ in pairs for each in marked)
    found = Counter(each.form for _, mentions in pairs for each in mentions)
    right = Counter(form for marked, mentions in pairs for form in right_forms(marked, mentions))
    return Quality(
        labelled_clauses=len(rows),
        documents=len({row["source"] for row in rows}),
        clauses=Score(
            sum(bool(marked) for marked, _ in pairs),
            sum(bool(mentions) for _, mentions in pairs),
            sum(bool(marked and mentions) for marked, mentions in pairs),
        ),
        mentions=Score(labelled.total(), found.total(), right.total()),
        forms={form: Score(labelled[form], found[form], right[form]) for form in FORMS},
    )


def test_the_scores_are_those_of_the_tagger(shared: Path) -> None:
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert counted([json.loads(line) for line in lines]) == SAID, "write the new counts in corpus/tag-quality.toml"


def test_every_form_has_a_score_and_together_they_are_all_mentions() -> None:
    assert set(SAID.forms) == set(FORMS)
    for count in ("labelled", "found", "right"):
        assert sum(getattr(score, count) for score in SAID.forms.values()) == getattr(SAID.mentions, count)


@pytest.mark.parametrize("name", ["README.md", "notebooks/01-eerste-blik.ipynb"])
def test_the_same_scores_are_said_elsewhere(name: str) -> None:
    text = (corpus_file("tag-quality.toml").parent.parent / name).read_text(encoding="utf-8")
    for share in (SAID.clauses.precision, SAID.clauses.recall):
        assert percent(share) in text, f"{name} must say {percent(share)}"
    assert str(SAID.labelled_clauses) in text


@pytest.mark.parametrize(
    ("score", "precision", "recall"),
    [(Score(8, 5, 4), 0.8, 0.5), (Score(3, 0, 0), 0.0, 0.0), (Score(0, 3, 0), 0.0, 0.0)],
)
def test_precision_and_recall(score: Score, precision: float, recall: float) -> None:
    assert (score.precision, score.recall) == (precision, recall)


@pytest.mark.parametrize("text", [None, "[clauses", "labelled_clauses = 1", "[clauses]\nlabeled = 1"])
def test_a_file_that_is_not_right_is_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "scores.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(TrackerError, match=r"scores\.toml: the scores of the tags cannot be read"):
        load_quality(path)
