"""What the judge does with weights, and how weights are learned from examples made for these tests."""

from pathlib import Path

import numpy as np
import pytest

from tracker.model import Mention, TrackerError
from tracker.tag import Tagger
from tracker.tag.evaluation import LabelledClause
from tracker.tag.features import features
from tracker.tag.judge import VALUES, WEIGHTS, Judge, Weights
from tracker.tag.triggers import KEY
from training.judge import Learner, cross_validate, examples, judged, measure

OUTPUTS = {
    "keep": ("yes",),
    "holder": ("bewoners", "gemeente"),
    "rung": ("meebeslissen", "zelf"),
    "force": ("plicht", "recht"),
    "polarity": ("ja", "nee"),
}


def weights(**of_features: list[float]) -> Weights:
    """Weights with a row of nine numbers a feature; `_` stands for `=` in its name."""
    rows = {name.replace("_", "="): row for row, name in enumerate(of_features)}
    return Weights(rows, np.array(list(of_features.values()), dtype=np.float32), OUTPUTS, 0.5)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.fixture
def doc(tagger):
    with tagger.language.select_pipes(disable=["control_judge"]):
        (found, _), *_ = tagger.read(["De bewoners hebben zeggenschap en de gemeente heeft de regie."])
    return found


def test_what_is_kept_and_what_it_becomes(doc) -> None:
    judge = Judge(weights(form_zeggenschap=[3, 0, 1, 0, 2, 1, 0, 0, 1], form_regie=[-3, 1, 0, 1, 0, 1, 0, 1, 0]))
    (span,) = judge(doc).spans[KEY]
    assert span.text == "zeggenschap"
    assert [span._.get(name) for name in VALUES] == ["gemeente", "zelf", "plicht", "nee"]


def test_the_threshold_is_a_probability(doc) -> None:
    always = weights(always=[0.0, 1, 0, 1, 0, 1, 0, 1, 0])  # one in two
    assert len(Judge(always)(doc).spans[KEY]) == 2
    strict = Weights(always.rows, always.matrix, always.outputs, threshold=0.51)
    assert list(Judge(strict)(doc).spans[KEY]) == []


def test_reasons_the_heaviest_first(doc) -> None:
    judge = Judge(weights(always=[0.5] + [0.0] * 8, form_zeggenschap=[-2.0] + [0.0] * 8, unseen_x=[9.0] + [0.0] * 8))
    assert judge.reasons(doc.spans[KEY][0]) == [("form=zeggenschap", -2.0), ("always", 0.5)]


def test_features_tell_of_trigger_tree_neighbours_and_sentence(doc) -> None:
    found = features(doc.spans[KEY][0])
    assert {"form=zeggenschap", "lemma=zeggenschap", "head=hebben", "-1=hebben", "in=bewoner", "beside=regie"} <= {
        *found
    }


def test_weights_are_stored_and_read_again(tmp_path: Path) -> None:
    stored = weights(always=[0.5] * 9, form_regie=[-1.25] * 9)
    stored.save(tmp_path / "one.npz")
    stored.save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    read = Weights.load(tmp_path / "one.npz")
    assert (read.rows, read.outputs, read.threshold) == (stored.rows, stored.outputs, stored.threshold)
    assert (read.matrix == stored.matrix).all()


@pytest.mark.parametrize("content", [None, b"", b"no weights"])
def test_weights_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "judge.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TrackerError, match="no weights of the judge"):
        Weights.load(path)


def test_the_shipped_weights_are_small_and_whole() -> None:
    shipped = Weights.load(WEIGHTS)
    assert WEIGHTS.stat().st_size < 2_000_000
    assert np.isfinite(shipped.matrix).all()
    assert set(shipped.outputs) == {"keep", *VALUES}
    assert shipped.matrix.shape == (len(shipped.rows), sum(map(len, shipped.outputs.values())))


def labelled(text: str, number: int) -> LabelledClause:
    """A clause of an invented document: control is named where residents stand, and not where a company does."""
    name = "zeggenschap"
    start = text.index(name)
    right = Mention(start, start + len(name), name, name, "bewoners", "meebeslissen", "recht", "ja")
    return LabelledClause(str(number), text, (right,) if "wijk" in text else (), f"document {number % 10}")


def test_learning_from_examples(tagger: Tagger) -> None:
    subjects = ["De bewoners van de wijk hebben", "De aandeelhouders van de firma hebben"]
    objects = ["het plein", "het plan", "de begroting", "het gebouw", "de agenda", "de inrichting"]
    texts = [f"{subject} zeggenschap over {thing}." for thing in objects for subject in subjects]
    clauses = [labelled(text, number) for number, text in enumerate(texts)]
    proposed = list(examples(tagger, clauses))
    assert sum(each.labelled is None for each in proposed) > 0, "nothing to learn: every proposal is right"
    weights = Learner(proposed).weights()
    unseen = [
        labelled("De bewoners van de wijk hebben zeggenschap over de tuin.", 100),
        labelled("De aandeelhouders van de firma hebben zeggenschap over de winst.", 101),
    ]
    scores = measure(weights, unseen, list(examples(tagger, unseen)))
    assert (scores.overlapping.labelled, scores.overlapping.found, scores.overlapping.right) == (1, 1, 1)
    assert cross_validate(clauses, proposed).overlapping.f1 == 1.0


def test_shown_weights_judge_examples(tagger: Tagger) -> None:
    clause = labelled("De bewoners van de wijk hebben zeggenschap over het plein.", 0)
    proposed = list(examples(tagger, [clause]))
    always = weights(always=[1.0, 1, 0, 1, 0, 0, 1, 1, 0])
    assert [judged(always, each).holder for each in proposed] == ["bewoners"]
    scores = measure(always, [clause], proposed)
    assert (scores.overlapping.f1, scores.agreement("force")) == (1.0, 1.0)
    never = weights(always=[-1.0, 1, 0, 1, 0, 0, 1, 1, 0])
    assert judged(never, proposed[0]) is None
