"""Comparisons on a terminal: readable in 80 columns, and without colour."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tracker.compare.changes import Difference
from tracker.diff.excerpt import excerpt
from tracker.diff.report import Report, ShownChange
from tracker.diff.words import EFFECTS, PARTS, kind_label, printable, summary, version_name

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
        _print_change(number, kind_label(report, change), change, console)


def _print_change(number: int, label: str, change: ShownChange, console: Console) -> None:
    title = Text(f"{number}. {label}", style="bold")
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
    for operation, words in excerpt(difference.pieces):
        before, after = _MARKS[operation]
        text.append(f"{before}{printable(words)}{after}", style=_STYLES[operation] or "not dim")
    return text
