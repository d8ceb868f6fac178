"""How long a search takes on a large database, with twenty visitors at once, beside Datasette's own table page."""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks._large import KINDS, TEXTS, THEMES, WORD, clauses_in, large_database, paragraphs
from benchmarks._visitors import (
    DATASETTE,
    OURS,
    READING,
    VISITORS,
    WORKERS,
    Times,
    milliseconds,
    serving,
    visit,
)

TITLE = "Searching among a million clauses with twenty visitors at once"

SEARCHES = 30
"""Searches of each visitor."""

POPULAR = 60
"""Searches that many visitors do, where they do not all search for something else."""

EARLIER = 400
"""Other searches before the clock runs: a site that has been up for some time has seen most words."""


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
    texts = list(paragraphs(TEXTS))
    with large_database(texts) as database:
        return table(database, texts)


def table(database: Path, texts: Sequence[str]) -> str:
    """Measure a database that is there, with words of these texts; no search is done twice."""
    many = VISITORS * SEARCHES
    sought = searches(texts, EARLIER + 2 * many)
    first, second = sought[EARLIER : EARLIER + many], sought[EARLIER + many :]
    with serving([*OURS, str(database)]) as server:
        visit(server, [each.ours() for each in sought[:EARLIER]])
        reading = visit(server, [each.ours() for each in first], READING)
        hasty = visit(server, [each.ours() for each in second])
        chance = random.Random(11)
        popular = visit(server, [chance.choice(first[:POPULAR]).ours() for _ in range(many)])
        memory = server.memory()
    with serving([*DATASETTE, str(database)]) as server:
        theirs = visit(server, [each.datasettes(database.stem) for each in first[: many // 5]], READING)
    lines = [
        f"{clauses_in(database):,} clauses, {VISITORS} visitors, each {SEARCHES} searches with two filters, none "
        "twice but in the third row; milliseconds.",
        "",
        "| page | between two searches | median | 95th percentile | beside Datasette's | processor time a page "
        "| largest page (kB) |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        _line("ours", "0.5 to 1.5 s", reading, theirs),
        _line("ours", "nothing", hasty, theirs),
        _line(f"ours, all for the same {POPULAR}", "nothing", popular, theirs),
        _line("Datasette's table", "0.5 to 1.5 s", theirs, theirs),
        "",
        f"{WORKERS} processes serve our site; they take {memory / 1e6:.0f} MB of memory in all, the largest part of it "
        f"what a search keeps. Load of the machine meanwhile, these programs included: {os.getloadavg()[1]:.1f} on "
        f"{os.cpu_count()} processors.",
    ]
    return "\n".join(lines)


def _line(name: str, words: str, times: Times, theirs: Times) -> str:
    cells = f"{milliseconds(times.median, times.most)} | {times.median / theirs.median:.3f}"
    return f"| {name} | {words} | {cells} | {milliseconds(times.processor)} | {times.largest / 1000:.0f} |"


def searches(texts: Sequence[str], many: int) -> list[Sought]:
    """Return searches for one to three words that stand near each other in a text, with two filters."""
    chance = random.Random(7)
    found: list[Sought] = []
    while len(found) < many:
        words = list(dict.fromkeys(WORD.findall(chance.choice(texts))))
        if len(words) >= 3:
            at = chance.randrange(len(words) - 2)
            sought = " ".join(words[at : at + chance.choice((1, 1, 2, 2, 3))])
            found.append(Sought(sought, chance.choice(THEMES), chance.randrange(1, 10), str(chance.choice(KINDS))))
    return found
