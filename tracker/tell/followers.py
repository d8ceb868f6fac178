"""Who is told what."""

from dataclasses import dataclass

from tracker.tell.news import EVERYTHING, Interest

REPORT = "verslag"
"""The follower that every check has: its report on standard output."""


@dataclass(frozen=True)
class Follower:
    """Somebody who is told: where (`to`, addresses of Apprise) and what."""

    id: str
    to: tuple[str, ...] = ()
    interest: Interest = EVERYTHING
    news: bool = True
    maintenance: bool = False


@dataclass(frozen=True)
class Followers:
    """All who are told, and how; `site` is without a slash at its end."""

    followers: tuple[Follower, ...] = ()
    site: str = ""
    failing_checks: int = 3
    failing_hours: float = 24
