"""The cues of the taxonomy: every example and counter-example, no doubles, and files with mistakes."""

from pathlib import Path

import pytest
from marked import TAXONOMY, mention

from tracker.model import TrackerError
from tracker.tag import force, polarity, rungs
from tracker.tag.cues import Cue, read_cues
from tracker.tag.surroundings import BINDINGS

FILES = {"force": force.FORCES, "polarity": polarity.POLARITIES, "rungs": rungs.RUNGS}
CUES = [(name, cue) for name, values in FILES.items() for cue in read_cues(TAXONOMY / f"{name}.toml", values, BINDINGS)]
IDS = [f"{name}: {cue.name}" for name, cue in CUES]


def gives(name: str, cue: Cue, marked: str) -> tuple[bool, str]:
    """Whether the cue is the one that gives its value to the mention in brackets, and what that value is."""
    form = cue.forms[0] if cue.forms else "samenspraak"
    found = mention(marked, form, cue.holders[0] if cue.holders else "bewoners")
    if name == "force":
        return found._.force_cues[0] == cue.name, f"{found._.force} by {found._.force_cues}"
    if name == "polarity":
        return found._.polarity_cue == cue.name, f"{found._.polarity} by {found._.polarity_cue or 'no cue'}"
    return found._.rung == cue.value, found._.rung


@pytest.mark.parametrize(("name", "cue"), CUES, ids=IDS)
def test_examples(name: str, cue: Cue) -> None:
    for example in cue.match:
        right, found = gives(name, cue, example)
        assert right, f"{name}.toml, {cue.name!r} gives no {cue.value} to {example!r}: found {found}"


@pytest.mark.parametrize(("name", "cue"), CUES, ids=IDS)
def test_counterexamples(name: str, cue: Cue) -> None:
    for example in cue.counterexamples:
        wrong, found = gives(name, cue, example)
        assert not wrong, f"{name}.toml, {cue.name!r} should say nothing of {example!r}: found {found}"


@pytest.mark.parametrize("name", FILES)
def test_no_doubles(name: str) -> None:
    cues = [cue for file, cue in CUES if file == name]
    names = [cue.name for cue in cues]
    assert len(names) == len(set(names)), f"{name}.toml: two cues have the same name"
    for cue in cues:
        assert len(cue.rows) == len(set(cue.rows)), f"{name}.toml, {cue.name!r}: a row stands there twice"


@pytest.mark.parametrize("style", read_cues(TAXONOMY / "force.toml", force.STYLES, ("text",), "styles"))
def test_styles(style: Cue) -> None:
    finder = force.CueFinder([style])
    for example in style.match:
        assert finder.find(mention(f"[{example}]").doc), f"style {style.name!r} is not found in {example!r}"
    for example in style.counterexamples:
        assert not finder.find(mention(f"[{example}]").doc), f"style {style.name!r} is found in {example!r}"


CUE = '[[cues]]\nname = "x"\nvalue = "{value}"\nbinds = "{binds}"\nrows = ["{row}"]\nmatch = ["x"]\nnot = ["y"]\n'


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (CUE.format(value="soms", binds="near", row="a"), "gives 'soms'"),
        (CUE.format(value="ja", binds="ergens", row="a"), "binds 'ergens'"),
        (CUE.format(value="ja", binds="near", row="a:b"), "no word of a pattern"),
        ('[[cues]]\nname = "x"\n', "Field required"),
        ("[[cues", "cannot be read"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "polarity.toml"
    file.write_text(content)
    with pytest.raises(TrackerError, match=problem) as raised:
        read_cues(file, polarity.POLARITIES, BINDINGS)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)
