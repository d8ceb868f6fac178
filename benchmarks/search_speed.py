"""How long a search takes on a large database, with twenty visitors at once, beside Datasette's own table page.

The texts are those of `../shared/real/corpus_text`, repeated with other words put in, until there are enough clauses.
`CLAUSES` and `SEARCH_DATABASE` in the environment choose how many, and a database that is made once and kept.
"""

import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from tracker.archive import Archive
from tracker.model import Clause, ClauseKind, Document, Extraction, Fetched, Mention, Policy, Source, SplitDocument
from tracker.store import Store

TITLE = "Searching among a million clauses with twenty visitors at once"

TEXTS = Path(__file__).resolve().parent.parent.parent / "shared" / "real" / "corpus_text"
CLAUSES = int(os.environ.get("CLAUSES", "1000000"))
PER_VERSION = 400
PER_POLICY = 6
THEMES = tuple(f"thema {number}" for number in range(1, 13))
KINDS = (ClauseKind.ARTICLE, ClauseKind.MEMBER, ClauseKind.MEMBER, ClauseKind.ITEM, ClauseKind.PARAGRAPH)
FORMS = (
    "regie",
    "zeggenschap",
    "zelfbeheer",
    "initiatief",
    "inspraak",
    "advies",
    "samenspraak",
    "budget",
    "informatie",
)
HOLDERS = ("bewoners", "bewonersgroep", "gemeente", "onbepaald")
NOW = datetime(2026, 1, 1, tzinfo=UTC)

VISITORS = 20
SEARCHES = 30
PAUSE = (0.5, 1.5)
"""Seconds that a visitor looks at a page before the next search."""

_SERVE = "import pathlib, sys, tracker.publish as site; site.serve(pathlib.Path(sys.argv[1]), '127.0.0.1', 0)"
_DATASETTE = ["--setting", "sql_time_limit_ms", "20000", "--port", "0"]
_WORD = re.compile(r"\b[a-zéëïöü]{5,}\b")


@dataclass(frozen=True)
class Sought:
    """A search with two filters: for our page, and the like for the page of the table `clauses`.

    Our page is asked for a theme, which is a twelfth of the texts. The table has no themes: it is asked for the
    policies whose number begins with a digit, a ninth of the texts.
    """

    words: str
    theme: str
    digit: int
    kind: str

    def ours(self) -> str:
        """The address on our site."""
        return str(httpx.URL("/zoek", params={"q": self.words, "thema": self.theme, "soort": self.kind}))

    def datasettes(self, database: str) -> str:
        """The address on Datasette: a version's name begins with that of its policy."""
        filters = {"_search": self.words, "version__startswith": f"beleid-{self.digit}", "kind": self.kind}
        return str(httpx.URL(f"/{database}/clauses", params=filters))


def measure() -> str:
    """Return the table, in Markdown."""
    if not TEXTS.is_dir():
        return "Not measured: ../shared/real is not here."
    with tempfile.TemporaryDirectory() as folder:
        database = Path(os.environ.get("SEARCH_DATABASE") or Path(folder) / "large.db")
        texts = list(paragraphs(TEXTS))
        if not database.exists():
            build(database, texts, CLAUSES)
        return table(database, texts)


def table(database: Path, texts: Sequence[str]) -> str:
    """Measure a database that is there, with words of these texts."""
    sought = searches(texts)
    lines = [
        f"{CLAUSES:,} clauses, {VISITORS} visitors, each {SEARCHES} searches with two filters; milliseconds.",
        "",
        "| page | between two searches | median | 95th percentile | processor time a page | largest page (kB) |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    with _serving([sys.executable, "-c", _SERVE, str(database)]) as server:
        warm_up(server.address, sought[:5])
        for pause, words in ((PAUSE, "0.5 to 1.5 s"), ((0.0, 0.0), "nothing")):
            lines.append(_line("ours", words, server, [each.ours() for each in sought], pause))
    with _serving([sys.executable, "-m", "datasette", "serve", str(database), *_DATASETTE]) as server:
        theirs = [each.datasettes(database.stem) for each in sought[: len(sought) // 5]]
        lines.append(_line("Datasette's table", "0.5 to 1.5 s", server, theirs, PAUSE))
    load = f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} processors"
    busy = f"Load of the machine meanwhile, these programs included: {load}."
    return "\n".join([*lines, "", busy])


def _line(name: str, words: str, server: "Server", pages: Sequence[str], pause: tuple[float, float]) -> str:
    before = server.processor_time()
    visits = asyncio.run(visit(server.address, pages, pause))
    spent = (server.processor_time() - before) / len(pages)
    ordered = sorted(visits.seconds)
    times = statistics.median(ordered), ordered[int(len(ordered) * 0.95)], spent
    return f"| {name} | {words} | {' | '.join(f'{each * 1000:.0f}' for each in times)} | {visits.largest / 1000:.0f} |"


# ---------------------------------------------------------------------------- the visitors


@dataclass(frozen=True)
class Visits:
    """How long each page took, in seconds, and how many bytes the largest one had."""

    seconds: list[float]
    largest: int


async def visit(address: str, pages: Sequence[str], pause: tuple[float, float]) -> Visits:
    """Let the visitors share the pages out, all at the same time, each waiting between two pages."""
    seconds: list[float] = []
    sizes: list[int] = []

    async def one(number: int) -> None:
        chance = random.Random(number)
        async with httpx.AsyncClient(base_url=address, timeout=120) as client:
            await asyncio.sleep(chance.uniform(0, pause[1]))
            for page in pages[number::VISITORS]:
                started = time.perf_counter()
                answer = await client.get(page)
                seconds.append(time.perf_counter() - started)
                sizes.append(len(answer.content))
                if answer.status_code not in (200, 400):
                    raise RuntimeError(f"{page}: answered {answer.status_code}")
                await asyncio.sleep(chance.uniform(*pause))

    await asyncio.gather(*(one(number) for number in range(VISITORS)))
    return Visits(seconds, max(sizes))


def warm_up(address: str, sought: Sequence[Sought]) -> None:
    """Ask a few pages before the clock runs: what a server does once is no search."""
    with httpx.Client(base_url=address, timeout=300) as client:
        for each in sought:
            client.get(each.ours())


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    address: str
    process: int

    def processor_time(self) -> float:
        """Return the seconds that processors have worked for it."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _serving(command: Sequence[str]) -> Iterator[Server]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in process.stdout or ():
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield Server(found[0], process.pid)
                break
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def searches(texts: Sequence[str]) -> list[Sought]:
    """Return searches for one to three words that stand near each other in a text, with two filters."""
    chance = random.Random(7)
    found: list[Sought] = []
    while len(found) < VISITORS * SEARCHES:
        words = list(dict.fromkeys(_WORD.findall(chance.choice(texts))))
        if len(words) >= 3:
            at = chance.randrange(len(words) - 2)
            sought = " ".join(words[at : at + chance.choice((1, 1, 2, 2, 3))])
            found.append(Sought(sought, chance.choice(THEMES), chance.randrange(1, 10), str(chance.choice(KINDS))))
    return found


# ---------------------------------------------------------------------------- the database


def paragraphs(folder: Path) -> Iterator[str]:
    """Give the paragraphs of the texts in the archives, without headings and lines that are hardly text."""
    for archive in sorted(folder.glob("*.tar.xz")):
        with tarfile.open(archive) as files:
            for member in files:
                content = files.extractfile(member) if member.name.endswith(".md") else None
                if content is not None:
                    lines = (line.strip() for line in content.read().decode(errors="replace").splitlines())
                    yield from (line[:1200] for line in lines if len(line) > 40 and line[0] != "#")


def build(database: Path, texts: Sequence[str], clauses: int) -> None:
    """Make a database of so many clauses: the texts in turn, and from the second round on with words changed."""
    chance = random.Random(1)
    words = sorted({word for text in texts[::50] for word in _WORD.findall(text)})
    archive = Archive(database.parent / f"{database.stem}-archive")
    versions = -(-clauses // PER_VERSION)
    policies = [_policy(number) for number in range(-(-versions // PER_POLICY))]
    with Store(database) as store:
        store.save_register(policies)
        for version in range(versions):
            first = version * PER_VERSION
            numbers = range(first, min(clauses, first + PER_VERSION))
            source = policies[version // PER_POLICY].sources[0]
            extraction = _extraction([_changed(texts, number, words, chance) for number in numbers], chance)
            kept = archive.put(f"{version}".encode())
            store.save_snapshot(kept.sha256, "", 1, NOW, str(kept.path))
            fetched = Fetched(f"stuk-{version}", b"", metadata=(("valid_from", "2020-01-01"),))
            store.save_version(source, fetched, kept.sha256, extraction, retrieved=NOW, extractor="benchmark")


def _policy(number: int) -> Policy:
    id_ = f"beleid-{number}"
    source = Source(f"bron-{number}", id_, "folder", f"{number}.xml")
    return Policy(id_, f"Beleidsregel {number}", THEMES[number % len(THEMES)], "beleidsregel", "Polderveen", (source,))


def _changed(texts: Sequence[str], number: int, words: Sequence[str], chance: random.Random) -> str:
    text = texts[number % len(texts)]
    if number < len(texts):
        return text
    return _WORD.sub(lambda word: chance.choice(words) if chance.random() < 0.1 else word[0], text)


def _extraction(texts: Sequence[str], chance: random.Random) -> Extraction:
    clauses = tuple(_clause(position, text) for position, text in enumerate(texts))
    mentions = tuple(_mentions(text, chance) for text in texts)
    return Extraction(Document("stuk", "text", ()), SplitDocument(clauses, ()), clause_mentions=mentions)


def _clause(position: int, text: str) -> Clause:
    number = str(position + 1)
    kind = KINDS[position % len(KINDS)]
    return Clause(f"art_{number}", None, kind, number, number, f"artikel {number}", "", text, None, position)


def _mentions(text: str, chance: random.Random) -> tuple[Mention, ...]:
    if chance.random() > 0.15:
        return ()
    word = _WORD.search(text)
    if word is None:
        return ()
    holder = chance.choice(HOLDERS)
    return (Mention(word.start(), word.end(), word[0], chance.choice(FORMS), holder, "raadplegen", "plicht"),)
