"""Tell each follower what is new, once: make the messages, write them down, send them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tracker.tell import upkeep
from tracker.tell.followers import REPORT, Follower, Followers
from tracker.tell.news import News, read_news, subjects
from tracker.tell.outbox import Outbox, Sending, outbox_path, target_of
from tracker.tell.send import sender
from tracker.tell.words import Message, news_in_words, title_of

_STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Telling:
    """Who is told of what changes in a database. `show` prints the report of a run; `clock` gives the time."""

    database: Path
    followers: Followers
    show: Callable[[str], None]
    clock: Callable[[], datetime]
    report: Follower = field(default=Follower(REPORT, (_STANDARD_OUTPUT,), maintenance=True))

    @property
    def everyone(self) -> tuple[Follower, ...]:
        """All who are told, the report first."""
        return (self.report, *self.followers.followers)

    def begin(self) -> None:
        """Before a run: note new followers, to whom all that is there already is no news."""
        with Outbox(outbox_path(self.database)) as outbox:
            outbox.recover()
            with _read(self.database) as db:
                there = _subjects_there(db, self.followers) if db else ()
            for follower in self.everyone:
                outbox.welcome(follower.id, there, self.clock())

    def finish(self) -> list[Sending]:
        """After a run: write down what each follower is to be told, and send it.

        Returns what could not be sent; it is sent in a next run. A message is sent at most once, see
        `tracker.tell.outbox`.
        """
        with Outbox(outbox_path(self.database)) as outbox:
            with _read(self.database) as db:
                if db:
                    for follower in self.everyone:
                        self._write_down(outbox, db, follower)
            return outbox.send(self._send(), self._targets(), self.clock)

    def _write_down(self, outbox: Outbox, db: sqlite3.Connection, follower: Follower) -> None:
        told = outbox.told(follower.id)
        new = {subject: version for subject, version in subjects(db).items() if subject not in told}
        news = read_news(db, new, follower.interest) if follower.news else []
        remarks = []
        if follower.maintenance:
            remarks = [each for each in upkeep.remarks(db, self.followers) if each.subject not in told]
            remarks += upkeep.recoveries(db, told)
        missed = outbox.uncertain(follower.id)
        outbox.pass_over(follower.id, new.keys() - {each.subject for each in news})
        if news or remarks or missed:
            about = [each.subject for each in news] + [each.subject for each in remarks]
            about += [f"onzeker:{message}" for message, _ in missed]
            targets = [target_of(follower.id, address) for address in follower.to]
            message = _message(news, remarks, [title for _, title in missed], self.followers.site)
            outbox.put(follower.id, targets, about, message, self.clock())

    def _targets(self) -> dict[str, str]:
        return {target_of(each.id, address): address for each in self.everyone for address in each.to}

    def _send(self) -> Callable[[Sending], str]:
        by_service = sender(self._targets())

        def send(sending: Sending) -> str:
            if sending.follower != REPORT:
                return by_service(sending)
            self.show(f"{sending.title}\n\n{sending.body}")
            return ""

        return send


def _subjects_there(db: sqlite3.Connection, followers: Followers) -> list[str]:
    return [*subjects(db), *(each.subject for each in upkeep.remarks(db, followers))]


def _message(news: Sequence[News], remarks: Sequence[upkeep.Remark], missed: Sequence[str], site: str) -> Message:
    parts = [news_in_words(news, site), upkeep.in_words(remarks), _missed(missed)]
    if news:
        title = title_of(news)
    else:
        title = "Beleidsvolger: bericht over de bronnen" if remarks else "Beleidsvolger: misschien een bericht gemist"
    return Message(title, "\n\n".join(filter(None, parts)))


def _missed(titles: Iterable[str]) -> str:
    lines = [f"- {title}" for title in titles]
    if not lines:
        return ""
    return "\n".join(["Het versturen brak af. Misschien hebt u dit bericht niet gekregen:", "", *lines])


@contextmanager
def _read(database: Path) -> Iterator[sqlite3.Connection | None]:
    """Open the database for reading; None when there is none yet."""
    if not database.exists():
        yield None
        return
    db = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield db
    finally:
        db.close()
