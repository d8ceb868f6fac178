"""Comparisons as JSON: for programs, and for whoever wants to count."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from tracker.diff.report import Report


def as_json(reports: Sequence[Report]) -> str:
    """Return an array of comparisons.

    `old` and `new` are versions, `changes` has what became of every clause that did not stay as it was; a piece of a
    difference is [operation, text], with `=` for what stayed, `-` for what went and `+` for what came.
    """
    shown = [asdict(replace(report, unchanged=())) for report in reports]
    for each in shown:
        del each["unchanged"]
    return json.dumps(shown, ensure_ascii=False, indent=2)
