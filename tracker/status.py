"""How every source fares, as a table for whoever minds the tracker."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tracker.source_status import SourceStatus, source_statuses
from tracker.store import Store
from tracker.store.connection import explained

_LOG_WIDTH = 200


def status(db: Path, now: datetime | None = None) -> list[SourceStatus]:
    """Return the state of every source in the order of the register; `now` is the moment that ages are counted to.

    Raises TrackerError when there is no database at `db`.
    """
    now = now or datetime.now(UTC)
    with Store(db, readonly=True) as store, explained(db):
        return source_statuses(store.db.conn, now)


def print_status(statuses: Sequence[SourceStatus], console: Console) -> None:
    """Print a table of the sources, below it why some fail or failed, and what to do about it."""
    if not console.is_terminal:  # a log has no width; one line a source is easier to search
        console = Console(file=console.file, width=_LOG_WIDTH, highlight=False)
    table = Table(box=SIMPLE)
    for heading in ("state", "versions", "last success", "age", "last failure"):
        table.add_column(heading, no_wrap=True, justify="right" if heading in ("versions", "age") else "left")
    table.add_column("source", overflow="fold")
    for each in statuses:
        table.add_row(
            _state(each),
            str(each.versions),
            _day(each.last_success),
            _age(each.age),
            _day(each.last_failure),
            Text(each.source),
        )
    console.print(table)
    for each in statuses:
        if each.last_failure:
            now = "fails" if each.failing else "failed before"
            console.print(Text(f"{each.source} {now}: {each.step}: {each.reason}"), soft_wrap=True)
    failing = sum(each.failing > 0 and each.followed for each in statuses)
    never = sum(each.followed and each.last_success is None and not each.failing for each in statuses)
    console.print(f"{len(statuses)} sources, {failing} failing, {never} never looked at")
    if failing or never:
        console.print("`tracker run --only POLICY` tries again the sources of one policy")


def _state(each: SourceStatus) -> Text:
    if not each.followed:
        return Text("not followed", style="dim")
    if each.failing:
        return Text("failing", style="red")
    return Text("good", style="green") if each.last_success else Text("never looked at", style="yellow")


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at else ""


def _age(age: timedelta | None) -> str:
    """Return an age in its largest whole unit."""
    if age is None:
        return ""
    for name, unit in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1))):
        if age >= unit:
            return f"{age // unit} {name}"
    return "now"
