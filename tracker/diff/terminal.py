"""Comparisons on a terminal: readable in 80 columns, and without colour."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tracker.compare import Difference
from tracker.diff.report import Report, ShownChange
from tracker.diff.words import EFFECTS, KINDS, PARTS, printable, summary, version_name

AROUND = 60
"""Signs that are shown of what stayed, on either side of what changed."""

_STYLES = {"=": "", "-": "red strike", "+": "green underline"}
_MARKS = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
_EFFECT_STYLES = {"versterking": "bold green", "verzwakking": "bold red", "veranderd": "bold yellow"}


def print_reports(reports: Sequence[Report], console: Console) -> None:
    """Print comparisons; what went stands in [-...-] and what came in {+...+}, in colour where the terminal has it."""
    if not reports:
        console.print("Er is niets veranderd.")
    for number, report in enumerate(reports):
        if number:
            console.print()
        _print_report(report, console)


def _print_report(report: Report, console: Console) -> None:
    if report.old is not None:
        console.print(Text(f"van   {version_name(report.old)}", style="bold"))
    console.print(Text(f"naar  {version_name(report.new)}", style="bold"))
    console.print(Text(summary(report)))
    for number, change in enumerate(report.changes, 1):
        console.print()
        _print_change(number, change, console)


def _print_change(number: int, change: ShownChange, console: Console) -> None:
    title = Text(f"{number}. {KINDS[change.kind]}", style="bold")
    if change.effect:
        title.append(f" ({EFFECTS[change.effect]})", style=_EFFECT_STYLES[change.effect])
    console.print(title)
    console.print(Padding(Text(printable(change.sentence)), (0, 0, 0, 3), expand=False))
    for mention in change.mentions[1:]:
        console.print(Padding(Text(printable(f"- {mention.sentence}")), (0, 0, 0, 3), expand=False))
    if change.kind == "gewijzigd":
        for part in change.parts:
            console.print(Padding(_difference(part), (0, 0, 0, 6), expand=False))


def _difference(difference: Difference) -> Text:
    text = Text(f"{PARTS[difference.part]}: ", style="dim")
    for operation, words in _shortened(difference):
        before, after = _MARKS[operation]
        text.append(f"{before}{printable(words)}{after}", style=_STYLES[operation] or "not dim")
    return text


def _shortened(difference: Difference) -> Iterator[tuple[str, str]]:
    """Leave out the middle of what stayed, but for what stands around a change."""
    last = len(difference.pieces) - 1
    for place, (operation, words) in enumerate(difference.pieces):
        before = words[:AROUND] if place > 0 else ""
        after = words[-AROUND:] if place < last else ""
        if operation == "=" and len(words) > len(before) + len(after) + AROUND:
            yield "=", f"{before} … {after}"
        else:
            yield operation, words
