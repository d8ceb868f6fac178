"""How every source fares: when it last went well, when it last failed and why, and how old what we have is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tracker.store import Store
from tracker.store.connection import explained

_SOURCES = """
SELECT sources.id, sources.policy, sources.adapter, sources.locator, sources.role, sources.followed,
    (SELECT at FROM checks WHERE source = sources.id AND outcome IN ('new', 'unchanged') ORDER BY id DESC LIMIT 1)
        AS last_success,
    (SELECT count(*) FROM versions WHERE source = sources.id) AS versions
FROM sources ORDER BY sources.position, sources.id
"""

_FAILURE = """
SELECT at, step, error, address FROM checks
WHERE source = ? AND outcome IN ('error', 'gone') ORDER BY id DESC LIMIT 1
"""

# A failure is over when its address went well later; one of the source as a whole, when any of its addresses did.
_FAILING = """
SELECT count(*) FROM checks AS failed
WHERE failed.source = ? AND failed.outcome IN ('error', 'gone') AND NOT EXISTS (
    SELECT 1 FROM checks AS later WHERE later.source = failed.source AND later.id > failed.id
    AND later.outcome IN ('new', 'unchanged') AND failed.address IN ('', later.address))
"""


_LOG_WIDTH = 200


@dataclass(frozen=True)
class SourceStatus:
    """One source. `age` is the time since it last went well; moments are UTC, None where it never happened.

    `failing` says that the last failure has not been followed by a success; `reason` is why, `step` in which step.
    """

    source: str
    policy: str
    adapter: str
    locator: str
    role: str
    followed: bool
    versions: int
    last_success: datetime | None
    last_failure: datetime | None
    failing: bool
    step: str
    reason: str
    age: timedelta | None


def status(db: Path, now: datetime | None = None) -> list[SourceStatus]:
    """Return the state of every source in the order of the register; `now` is the moment that ages are counted to.

    Raises TrackerError when there is no database at `db`.
    """
    now = now or datetime.now(UTC)
    with Store(db, readonly=True) as store, explained(db):
        return [_source_status(store, row, now) for row in store.db.query(_SOURCES)]


def _source_status(store: Store, row: dict, now: datetime) -> SourceStatus:
    failure = next(iter(store.db.query(_FAILURE, [row["id"]])), None)
    success = _moment(row["last_success"])
    return SourceStatus(
        source=row["id"],
        policy=row["policy"],
        adapter=row["adapter"],
        locator=row["locator"],
        role=row["role"],
        followed=bool(row["followed"]),
        versions=row["versions"],
        last_success=success,
        last_failure=_moment(failure["at"]) if failure else None,
        failing=store.db.execute(_FAILING, [row["id"]]).fetchone()[0] > 0,
        step=failure["step"] if failure else "",
        reason=failure["error"] if failure else "",
        age=now - success if success else None,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


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
    failing = sum(each.failing and each.followed for each in statuses)
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
