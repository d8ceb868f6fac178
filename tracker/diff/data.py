"""Comparisons as JSON: for programs, and for whoever wants to count."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from tracker.diff.report import Report


def as_json(reports: Sequence[Report]) -> str:
    """Return an array of comparisons.

    `old` and `new` are versions, `changes` has what became of every clause; a piece of a difference is [operation,
    text], with `=` for what stayed, `-` for what went and `+` for what came.
    """
    return json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=2)
