"""What a change is said to do to residents' say against what a person said."""

import json
from dataclasses import replace

import pytest

from tracker.compare.weighing import STRONGER, WEAKER
from tracker.model import TrackerError
from tracker.tag import Tagger
from training.effect_labels import INVENTED, LABELS, read_labels
from training.effects import EFFECTS, HALVES, SEEN, WAYS, confusions, outcomes, score, selected, table


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load()


@pytest.fixture(scope="module")
def invented(tagger):
    return list(outcomes(read_labels(None), tagger))


@pytest.fixture(scope="module")
def measured(shared, tagger):
    return list(outcomes(read_labels(shared), tagger))


@pytest.mark.parametrize("half", HALVES[:2])
def test_invented_rules(invented, half):
    found = selected(invented, "invented", half)
    assert len(found) == 32
    assert score(found, EFFECTS).recall >= 0.6
    assert score(found, [STRONGER, WEAKER]).precision >= 0.8, "what is named must be right"


def test_weighing_does_better_than_counting(invented):
    right = {way: score(invented, EFFECTS, way).recall for way in WAYS}
    assert right["weighed"] > right["mentions"] + 0.1
    assert right["weighed"] > right["keywords"] + 0.1


def test_every_effect_is_counted_once(invented):
    assert sum(confusions(invented).values()) == len(invented) == 64
    assert len([line for line in table(invented) if line.startswith("| invented")]) == 2 * len(WAYS)


def test_a_wrong_label_is_noticed(invented):
    right = next(each for each in invented if each.labelled == each.found["weighed"])
    other = next(effect for effect in EFFECTS if effect != right.labelled)
    wrong = replace(right, pair=replace(right.pair, effects={right.key: other}))
    assert score([right], EFFECTS).recall == 1
    assert score([wrong], EFFECTS).recall == 0


# Somewhat below what docs/comparing.md tells, for better tags move these few labels a little up and down.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("group", "half", "right", "stronger", "weaker"),
    [
        ("real", SEEN, 0.74, (0.15, 0.5), (0.55, 0.85)),
        ("real", "held out", 0.8, (0.4, 0.8), (0.1, 0.4)),
        ("edited", SEEN, 0.7, (0.85, 0.7), (0.7, 0.7)),
        ("edited", "held out", 0.56, (0.85, 0.45), (0.62, 0.62)),
        ("edited", "afterwards", 0.5, (0.75, 0.3), (0.62, 0.55)),
    ],
)
def test_what_was_measured_stays(measured, group, half, right, stronger, weaker):
    found = selected(measured, group, half)
    assert score(found, EFFECTS).recall >= right
    for effect, (precision, recall) in ((STRONGER, stronger), (WEAKER, weaker)):
        assert score(found, [effect]).precision >= precision
        assert score(found, [effect]).recall >= recall


@pytest.mark.slow
def test_a_text_that_changed_is_named(shared, tagger, tmp_path):
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    label = next(each for each in map(json.loads, lines) if each["old"].startswith("pdf/"))
    labels = tmp_path / "effects.jsonl"
    labels.write_text(json.dumps(label | {"sha256": "0"}), encoding="utf-8")
    with pytest.raises(TrackerError, match="has other texts than when it was labelled"):
        list(outcomes(read_labels(shared, labels, INVENTED), tagger))
