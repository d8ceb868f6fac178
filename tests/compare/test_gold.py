"""The aligner against what a person said, in real pairs of versions."""

import pytest

from tracker.quality import Score
from training.alignments import LABELS, read_labels, score


@pytest.fixture(scope="module")
def labels(shared):
    return read_labels(LABELS, shared / "real")


def test_the_aim_is_met(labels):
    measured = sum((score(pair) for pair in labels), Score(0, 0, 0))
    assert measured.labelled > 1400
    assert measured.precision >= 0.97
    assert measured.recall >= 0.97


def test_the_hard_links_too(labels):
    measured = sum((score(pair, hard=True) for pair in labels), Score(0, 0, 0))
    assert measured.labelled > 300
    assert measured.precision >= 0.95
    assert measured.recall >= 0.95


def test_a_wrong_label_is_noticed(labels):
    pair = labels[0]
    wrong = type(pair)(**vars(pair) | {"links": pair.links | {("art_1.1", "art_1.2")}})
    assert score(wrong).recall < score(pair).recall
