"""What counts as right, and what is reported, on clauses labelled for these tests."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.cli import main
from tracker.model import Mention, TrackerError
from tracker.quality import Score
from tracker.tag import keywords
from tracker.tag.evaluation import LabelledClause, evaluate, pairs, read_labelled
from tracker.tag.gains import shifts

SAY = Mention(12, 23, "zeggenschap", "zeggenschap", "bewoners", "meebeslissen", "recht", "ja")
HEARD = Mention(30, 38, "inspraak", "inspraak", "bewoners", "raadplegen", "plicht", "ja")


@pytest.mark.parametrize(
    ("found", "overlapping", "strict"),
    [
        (SAY, True, True),
        (replace(SAY, end=20), True, False),  # a part of it
        (replace(SAY, start=23, end=30), False, False),  # right behind it
        (replace(SAY, form="regie"), False, False),  # another form
        (replace(SAY, holder="gemeente"), True, True),  # values do not decide on a match
    ],
)
def test_what_matches(found: Mention, overlapping: bool, strict: bool) -> None:
    assert bool(pairs([SAY], [found])[0]) is overlapping
    assert bool(pairs([SAY], [found], strict=True)[0]) is strict


def test_a_labelled_mention_is_matched_once() -> None:
    matched, missed, false = pairs([SAY], [replace(SAY, end=20), SAY])
    assert (len(matched), len(missed), len(false)) == (1, 0, 1)


def test_scores() -> None:
    clauses = [
        LabelledClause("a", "x" * 40, (SAY, HEARD), "een"),
        LabelledClause("b", "x" * 40, (replace(SAY, holder="gemeente"),), "een"),
        LabelledClause("c", "x" * 40, (), "twee"),
        LabelledClause("d", "x" * 40, (), "twee"),
    ]
    found = [[SAY], [replace(SAY, holder="bewoners", force="plicht")], [HEARD], []]
    scores = evaluate(clauses, found)
    assert (scores.clauses, scores.documents) == (4, 2)
    assert scores.speaks == Score(labelled=1, found=3, right=1)  # the holder decides whose control it is
    assert scores.overlapping == Score(labelled=3, found=3, right=2)
    assert scores.overlapping.f1 == pytest.approx(2 / 3)
    assert (scores.matched, scores.agreement("holder"), scores.agreement("polarity")) == (2, 0.5, 1.0)
    assert scores.false_alarm_rate == 0.5
    assert scores.values["form"]["inspraak"] == Score(1, 1, 0)
    assert scores.confusion == {("holder", "gemeente", "bewoners"): 1, ("force", "recht", "plicht"): 1}
    assert [(miss.id, miss.what) for miss in scores.misses] == [
        ("a", "missed"),
        ("b", "holder"),
        ("b", "force"),
        ("c", "false"),
    ]


def line(**changes: object) -> str:
    label = {"start": 19, "end": 30, "form": "zeggenschap", "holder": "bewoners", "rung": "meebeslissen"}
    label |= {"force": "recht", "polarity": "ja"}
    return json.dumps({"id": "a", "text": "De bewoners hebben zeggenschap.", "mentions": [label]} | changes)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no labelled clause"),
        ("{", "line 1"),
        (line() + "\n" + line(text="kort"), "line 2.*not in the text of 4 characters"),
        (line(mentions=[{"start": 0, "end": 2}]), "line 1.*'form'"),
        ('{"id": "a"}', "line 1.*'text'"),
    ],
)
def test_labels_that_cannot_be_read(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "labels.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(TrackerError, match=message):
        read_labelled(tmp_path / "labels.jsonl")


def test_the_command_shows_scores_beside_a_keyword_search(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text(
        line() + "\n" + line(text="Het overleg met de gemeente gaat door.", mentions=[]), encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["evaluate", str(labels), "--json"])
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["tagger"]["overlapping"]["right"] == 1
    assert scores["keyword search"]["false alarms"] == {"clauses": 1, "of": 1, "rate": 1.0}
    shown = CliRunner().invoke(main, ["evaluate", str(labels), "--misses", "5"]).stdout
    assert "keyword search" in shown
    assert "zeggenschap" in shown


def test_keyword_search() -> None:
    (mention,) = keywords.search("Wij vragen de bewoners om advies.")
    assert (mention.trigger, mention.form, mention.holder, mention.rung) == (
        "advies",
        "advies",
        "bewoners",
        "adviseren",
    )
    assert keywords.search("Niets.") == ()


def test_gains_and_losses() -> None:
    before = {"a": [SAY], "b": [HEARD], "c": [SAY], "only before": [SAY]}
    after = {"a": [SAY], "b": [], "c": [replace(SAY, force="plicht"), HEARD]}
    assert [(each.id, each.what) for each in shifts(before, after)] == [
        ("b", "lost"),
        ("c", "gained"),
        ("c", "altered"),
    ]


def test_the_command_shows_gains_and_losses(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"id": "a", "text": "De bewoners hebben zeggenschap."}\n', encoding="utf-8")
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    before.write_text('{"id": "a", "mentions": []}\n', encoding="utf-8")
    after.write_text(CliRunner().invoke(main, ["tag", str(texts)]).stdout, encoding="utf-8")
    shown = CliRunner().invoke(main, ["gains", str(before), str(after), "--texts", str(texts)]).stdout
    assert "1 tags changed" in shown
    assert "De bewoners hebben [zeggenschap]." in shown


def test_a_file_that_holds_no_tags(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["gains", str(tmp_path / "x.jsonl"), str(tmp_path / "x.jsonl")])
    assert result.exit_code == 1
    assert "line 1" in result.stderr
