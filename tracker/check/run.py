"""What the timer runs: look at every source, look for rules that are not followed yet, tell who follows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tracker import heartbeat
from tracker.archive import Archive
from tracker.check.search import search
from tracker.fetch import Client
from tracker.lock import exclusive
from tracker.model import Failure, Policy, RunReport, TrackerError
from tracker.pipeline import Pipeline, Progress, run
from tracker.store import Store
from tracker.tell.followers import Followers
from tracker.tell.telling import Telling


@dataclass(frozen=True)
class Check:
    """What a check needs besides the policies. `show` prints the report; `clock` is the only place of the time."""

    database: Path
    client: Client
    followers: Followers = field(default_factory=Followers)
    jobs: int = 1
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    progress: Progress = field(default=lambda _source, _total: None)
    show: Callable[[str], None] = print


def check(policies: tuple[Policy, ...], settings: Check, only: tuple[str, ...] = ()) -> RunReport:
    """Look at the sources of the policies (those named in `only`, when given), and tell what is new.

    Raises TrackerError for what stops the whole check: another run at work, a full disk, an unknown policy.
    """
    telling = Telling(settings.database, settings.followers, settings.show, settings.clock)
    with exclusive(settings.database):
        with Store(settings.database) as store:
            telling.begin()
            archive = Archive(settings.database.parent / "archive")
            pipeline = Pipeline(
                store, archive, settings.client, settings.jobs, clock=settings.clock, progress=settings.progress
            )
            report = run(policies, pipeline, only)
            report.failures += [] if only else search(policies, store, settings.client, settings.clock)
        report.failures += [
            Failure(f"message to {each.follower}", "tell", f"{each.title}: {each.error}") for each in telling.finish()
        ]
        heartbeat.beat(settings.database, settings.clock(), report.new, report.unchanged, len(report.failures))
    try:
        heartbeat.call()
    except TrackerError as error:
        report.failures.append(Failure("heartbeat", "call", str(error)))
    return report
