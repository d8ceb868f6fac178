"""Markers at the start of a line."""

import pytest

from tracker.parse.markers import RULES, find_marker, split_marker

EXAMPLES = [(rule, line, marker, rest) for rule in RULES for line, marker, rest in rule.examples]
COUNTEREXAMPLES = [(rule, line) for rule in RULES for line in rule.counterexamples]


@pytest.mark.parametrize(("rule", "line", "marker", "rest"), EXAMPLES, ids=[line for _, line, _, _ in EXAMPLES])
def test_example_of_rule(rule, line, marker, rest):
    found = find_marker(line, doubtful=rule.doubtful)
    assert found is not None, f"no marker in {line!r}"
    assert (found.kind, found.text, found.rest) == (rule.kind, marker, rest)


@pytest.mark.parametrize(("rule", "line"), COUNTEREXAMPLES, ids=[line for _, line in COUNTEREXAMPLES])
def test_counterexample_of_rule(rule, line):
    found = find_marker(line, doubtful=rule.doubtful)
    assert found is None or rule.doubtful, f"{found} in {line!r}"
    assert found is None or found.kind != rule.kind, f"{rule.kind} took {line!r}"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.doubtful], ids=lambda rule: rule.kind)
def test_doubtful_marker_needs_to_be_asked_for(rule):
    for line, _, _ in rule.examples:
        assert split_marker(line) == ("", line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # whitespace is normalised, in the marker too
        ("  Artikel  3   Toegang ", ("Artikel 3", "Toegang")),
        ("1.\tDe\u00a0bewoner", ("1.", "De bewoner")),
        # only the first marker is split off
        ("1. a. het doel", ("1.", "a. het doel")),
        # no marker: the line itself
        ("De bewoner  beslist.", ("", "De bewoner beslist.")),
        ("", ("", "")),
        ("   ", ("", "")),
        # the rest can be quoted or bracketed
        ("Artikel 3 (Toegang)", ("Artikel 3", "(Toegang)")),
        ("a. ‘bewoner’: wie er woont", ("a.", "‘bewoner’: wie er woont")),
    ],
)
def test_split_marker(line, expected):
    assert split_marker(line) == expected


def test_no_character_is_lost():
    for _, line, _, _ in EXAMPLES:
        marker, rest = split_marker(line, doubtful=True)
        assert (marker + rest).replace(" ", "") == line.replace(" ", "")
