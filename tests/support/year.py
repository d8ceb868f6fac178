"""A year of a register in minutes: sources that change, fail, flip and lie, checks that are killed, clocks that jump.

The script of events is made from a seed, so that a year can be played again. What the publisher really decided is kept
apart from what its server answers; at the end the database must say the first, whatever the second was.
"""

import os
import random
import signal
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from sqlite_utils import Database
from support.publisher import Expression, Reply, Request
from support.receiver import Receiver
from support.regulations import cvdr
from support.village import DAY, HOUR, Village, page

from tracker.tell.followers import Follower, Followers
from tracker.tell.outbox import outbox_path

QUIET_DAYS = 12  # at the end, so that what is held back can come out
_GAP = 4  # days between two events of one source, at least
_SECONDS_OF_A_KILLED_RUN = 20

_WHO = "bewoners|de wijkraad|het college|de raad|de beheerder|een bewonersgroep|de gemeente|het buurtteam".split("|")
_DOES = "beslist mee over|geeft advies over|stelt regels voor|betaalt mee aan|wordt gehoord over|zorgt voor".split("|")
_WHAT = "het plein|de speeltuin|het buurthuis|de begroting|het groen|de sleutel|de bibliotheek|de tuin".split("|")
_WHEN = "elk jaar|in het voorjaar|na overleg|op verzoek|binnen zes weken|voor de zomer|met elkaar".split("|")


@dataclass
class Written:
    """A source: what its publisher really decided (`texts`, the last one holds now) and how its server behaves.

    mode: `goed`, or the way in which the server fails. dress: a number that changes the bytes and not the text.
    """

    name: str
    kind: str  # web, pdf, cvdr, folder
    texts: list[tuple[str, ...]]
    mode: str = "goed"
    dress: int = 0
    asked: int = 0
    other: tuple[str, ...] = ()  # what a flipping server also gives
    checks_validators: bool = True

    @property
    def text(self) -> tuple[str, ...]:
        return self.texts[-1]


@dataclass(frozen=True)
class Event:
    """Something that happens to a source on a day, and lasts."""

    day: int
    kind: str
    source: int
    lasts: int = 0


@dataclass
class Year:
    """Play a script of events against real checks."""

    village: Village
    sources: int
    events: int
    kills: int
    days: int = 365
    seed: int = 2018
    written: list[Written] = field(default_factory=list)
    happened: Counter = field(default_factory=Counter)
    killed_at: list[float] = field(default_factory=list)
    receiver: Receiver | None = None  # who is told of everything

    def __post_init__(self) -> None:
        if self.receiver:
            follower = Follower("iedereen", (self.receiver.address,))
            self.village.followers = Followers((follower,), site="https://volg.example")
        self._dice = random.Random(self.seed)
        self._clause = 0
        kinds = ["web"] * 6 + ["pdf"] + ["cvdr"] + ["folder"] * 2
        for number in range(self.sources):
            kind = kinds[number % len(kinds)]
            articles = tuple(self._article() for _ in range(9))
            self.written.append(Written(f"regel-{number}", kind, [articles], checks_validators=number % 3 > 0))
        for written in self.written:
            self._publish(written)

    def play(self, told: Callable[[str], None] = lambda _line: None) -> None:
        """Play the whole year: a check a day, some killed half-way and done again an hour later."""
        script = self._script()
        killed = set(self._dice.sample(range(1, self.days), self.kills))
        ends: dict[int, list[Event]] = {}
        duration = 1.0
        for day in range(self.days + QUIET_DAYS):
            for event in ends.pop(day, []):
                self._end(event)
            for event in script.get(day, []):
                self._begin(event)
                ends.setdefault(day + event.lasts, []).append(event)
            skew = timedelta(days=self._dice.randint(-3, 5)) if self._is_skewed(script, day) else timedelta(0)
            self.village.now += skew
            if day in killed:
                self._check_and_kill(self._dice.uniform(0, 0.9 * duration))
                self.village.now += HOUR
            began = time.perf_counter()
            self.village.check()
            duration = time.perf_counter() - began
            self.village.now += DAY - skew - (HOUR if day in killed else timedelta(0))
            if day % 30 == 0:
                told(f"day {day}: {len(self.village.news)} news, a check takes {duration:.1f} s")

    # ------------------------------------------------------------------ the script

    def _script(self) -> dict[int, list[Event]]:
        """Spread the events over the year, never two at once at one source."""
        free = [1 + self._dice.randint(0, _GAP) for _ in self.written]
        script: dict[int, list[Event]] = {}
        room = self.days * self.sources / self.events
        for number in range(self.events):
            source = number % self.sources
            kind = self._kind_of_event(self.written[source].kind)
            lasts = _LASTS.get(kind, lambda _dice: 0)(self._dice)
            day = min(self.days - 1, free[source] + self._dice.randint(0, max(0, int(1.5 * room) - 12)))
            free[source] = day + lasts + _GAP
            script.setdefault(day, []).append(Event(day, kind, source, lasts))
        return script

    def _kind_of_event(self, kind: str) -> str:
        possible = [event for event, kinds in _EVENTS.items() if kind in kinds]
        return self._dice.choices(possible, [3 if event in ("versie", "hernummerd") else 1 for event in possible])[0]

    def _is_skewed(self, script: dict[int, list[Event]], day: int) -> bool:
        return any(event.kind == "klok" for event in script.get(day, []))

    def _begin(self, event: Event) -> None:
        written = self.written[event.source]
        self.happened[event.kind] += 1
        if event.kind in ("versie", "hernummerd"):
            written.texts.append(self._next_text(written.text, event.kind))
        elif event.kind == "versie tijdens storing":
            written.texts.append(self._next_text(written.text, "versie"))
            written.mode = "storing"
        elif event.kind == "opmaak":
            written.dress += 1
        elif event.kind == "oude kopie":
            written.mode, written.other = "oude kopie", written.texts[max(0, len(written.texts) - 2)]
        elif event.kind == "wisselt":
            written.mode, written.other = "wisselt", self._next_text(written.text, "versie")
        elif event.kind != "klok":
            written.mode = event.kind
        self._publish(written, new_expression=event.kind in ("versie", "hernummerd", "versie tijdens storing"))

    def _end(self, event: Event) -> None:
        written = self.written[event.source]
        written.mode = "goed"
        self._publish(written)

    def _next_text(self, text: Sequence[str], how: str) -> tuple[str, ...]:
        """Give another text: one article changed, one repealed, or a new one in front, which renumbers the rest."""
        place = self._dice.randrange(len(text))
        if how == "hernummerd":
            return (self._article(), *text)
        if len(text) > 10:
            return (*text[:place], *text[place + 1 :])
        return (*text[:place], self._article(), *text[place + 1 :])

    def _article(self) -> str:
        self._clause += 1
        who, does, what, when = (self._dice.choice(words) for words in (_WHO, _DOES, _WHAT, _WHEN))
        return f"{who[0].upper()}{who[1:]} {does} {what} {when}, onder nummer {self._clause}."

    # ------------------------------------------------------------------ the publisher

    def _publish(self, written: Written, new_expression: bool = False) -> None:
        publisher, village, name = self.village.publisher, self.village, written.name
        known = {policy.id for policy in village.policies}
        if written.kind == "folder":
            _put(village.folder / f"{name}.xml", _folder_content(written))
            if name not in known:
                village.follow(name, "folder", f"{name}.xml")
        elif written.kind == "cvdr":
            work = f"CVDR{900000 + self.written.index(written)}" if name in known or written in self.written else ""
            self._publish_expressions(written, work, new=name not in known or new_expression)
            if name not in known:
                village.follow(name, "cvdr", work)
        else:
            address = publisher.reply(f"/{name}", partial(_answer, written))
            if name not in known:
                village.follow(name, "web", address)

    def _publish_expressions(self, written: Written, work: str, new: bool) -> None:
        """A real new text is a new expression; its document is served as the mode says."""
        publisher = self.village.publisher
        if new:
            number = len(written.texts)
            since = (self.village.now + DAY).date().isoformat()
            publisher.add_regulation(work, Expression(number, f"Regel {written.name}", b"", since))
        for number, text in enumerate(written.texts, 1):
            path = f"/cvdr/{work}/{number}/xml/{work}_{number}.xml"
            publisher.reply(path, partial(_answer, written, text=text))

    # ------------------------------------------------------------------ a kill

    def _check_and_kill(self, after: float) -> None:
        """Run a check in a process of its own and end it without a word, `after` so many seconds."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that the server's threads are not copied is meant
            child = os.fork()
        if child == 0:
            try:
                self.village.check()
            finally:
                os._exit(0)
        time.sleep(min(after, _SECONDS_OF_A_KILLED_RUN))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        self.killed_at.append(after if os.WIFSIGNALED(status) else -1.0)

    # ------------------------------------------------------------------ what must hold

    def wrong(self) -> list[str]:
        """Return what the database says that did not happen, and what happened that it does not say."""
        found = []
        for written in self.written:
            expected = [tuple(text) for text in written.texts[1:]]
            told = [self._text_of(version) for version in self._versions(written.name)]
            if told != expected:
                missing = [text for text in expected if text not in told]
                false = [text for text in told if text not in expected]
                found.append(
                    f"{written.name} ({written.kind}): {len(expected)} changes, {len(told)} told; "
                    f"missing {missing[:1]}, false {false[:1]}"
                )
        return found

    def wrongly_told(self) -> list[str]:
        """Return the changes that the follower was not told exactly once.

        One whose message was being sent when the check was killed may have been told, and is named in another message.
        """
        posted = [each["message"] for each in self.receiver.posted] if self.receiver else []
        named = self._named_as_uncertain()
        found = []
        for written in self.written:
            for version in self._versions(written.name):
                times = sum(f"/{version}\n" in f"{message}\n" for message in posted)
                if times != 1 and not (times == 0 and version in named):
                    found.append(f"{version}: told {times} times")
        return found

    def _named_as_uncertain(self) -> set[str]:
        """Return the versions of which the message broke off and was named in a later one."""
        outbox = Database(outbox_path(self.village.database))
        rows = outbox.execute(
            """
            SELECT told.subject FROM told JOIN sendings ON sendings.message = told.message
            WHERE sendings.state = 'onzeker' AND EXISTS (
                SELECT 1 FROM told AS notice JOIN sendings AS sent ON sent.message = notice.message
                WHERE notice.subject = 'onzeker:' || told.message AND notice.follower = told.follower
                AND sent.state = 'verzonden')
            """
        ).fetchall()
        outbox.close()
        return {subject.removeprefix("versie:") for (subject,) in rows}

    def _versions(self, policy: str) -> list[str]:
        rows = self.village.rows(
            f"SELECT id FROM versions WHERE policy = '{policy}' AND reason = 'inhoud' AND baseline = 0 ORDER BY rowid"
        )
        return [version for (version,) in rows]

    def _text_of(self, version: str) -> tuple[str, ...]:
        rows = self.village.rows(
            f"SELECT text FROM clauses WHERE version = '{version}' AND text <> '' ORDER BY position, rowid"
        )
        return tuple(text for (text,) in rows)


_EVENTS = {
    "versie": ("web", "pdf", "cvdr", "folder"),
    "hernummerd": ("web", "pdf", "cvdr", "folder"),
    "versie tijdens storing": ("web", "pdf", "cvdr"),
    "opmaak": ("web", "cvdr", "folder"),
    "storing": ("web", "pdf", "cvdr"),
    "404": ("web", "pdf", "cvdr", "folder"),
    "wisselt": ("web",),
    "oude kopie": ("web",),
    "inlogpagina": ("web", "pdf", "cvdr"),
    "gekrompen": ("web",),
    "leeg": ("web", "pdf", "folder"),
    "halve PDF": ("pdf",),
    "klok": ("web", "pdf", "cvdr", "folder"),
}
"""What can happen, and to which sources."""

_LASTS: dict[str, Callable[[random.Random], int]] = {
    "versie tijdens storing": lambda _dice: 7,
    "storing": lambda _dice: 7,
    "404": lambda dice: dice.randint(1, 4),
    "wisselt": lambda dice: dice.randint(1, 4),
    "oude kopie": lambda dice: dice.randint(1, 2),
    "inlogpagina": lambda dice: dice.randint(1, 9),
    "gekrompen": lambda dice: dice.randint(1, 3),
    "leeg": lambda dice: dice.randint(1, 3),
    "halve PDF": lambda dice: dice.randint(1, 3),
}
"""Days that it lasts, where it does."""


def _answer(written: Written, request: Request, text: tuple[str, ...] = ()) -> Reply:
    """Answer for a source as its server does now, with a text of before where one is asked for."""
    written.asked += 1
    if written.mode in ("storing", "404"):
        return Reply(status=404) if written.mode == "404" else Reply(status=503)
    if written.mode == "leeg":
        return Reply(b"")
    if written.mode == "inlogpagina":
        return Reply(_login().encode())
    if written.mode == "gekrompen":
        return Reply(page(("Kort.",)).encode())
    text = text or written.text
    if written.mode == "oude kopie" or (written.mode == "wisselt" and written.asked % 2):
        text = written.other
    body, media_type = _document(written, text)
    if written.mode == "halve PDF":
        return Reply(body[: len(body) * 2 // 3], media_type=media_type)
    etag = f'"{hash(body):x}"'
    if not written.checks_validators:
        return Reply(body, media_type=media_type)
    if request.headers.get("if-none-match") == etag:
        return Reply(status=304, headers={"ETag": etag})
    return Reply(body, media_type=media_type, headers={"ETag": etag})


def _document(written: Written, text: Sequence[str]) -> tuple[bytes, str]:
    if written.kind == "pdf":
        return _pdf(text), "application/pdf"
    if written.kind == "cvdr":
        return cvdr(text).replace(b"<body>", b"<body>" + b"\n" * written.dress), "text/xml"
    return page(text, extra=f"<a href='/{written.dress}'>Bericht {written.dress}</a>").encode(), "text/html"


def _folder_content(written: Written) -> bytes | None:
    if written.mode == "404":
        return None
    return b"" if written.mode == "leeg" else _document(Written("", "cvdr", [], dress=written.dress), written.text)[0]


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)


def _login() -> str:
    words = "Log in om verder te gaan. Vul uw naam en uw wachtwoord in. "
    return page((words * 40,), "Mijn gemeente").replace("</main>", "<form><input type='password'></form></main>")


def _pdf(text: Sequence[str]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for number, article in enumerate(text):
        at = 780 - 50 * (number % 14)
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72, at, f"Artikel {number + 1}")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, at - 16, article)
        if number % 14 == 13:
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()
