"""How long the pages of the site take on a large database, with twenty visitors at once, beside Datasette's own pages
with the same rows.
"""

import os
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote, urlencode

from datasette.utils import tilde_encode

from benchmarks._large import TEXTS, clauses_in, large_database, paragraphs
from benchmarks._visitors import (
    DATASETTE,
    OURS,
    READING,
    VISITORS,
    WORKERS,
    Server,
    milliseconds,
    serving,
    visit,
)
from tracker.addresses import place_address, policy_address, version_address

TITLE = "Pages of the site on a million clauses with twenty visitors at once"

PAGES = 10
"""Pages of each kind for each visitor, a round."""

_COUNTED = """
SELECT versions.policy, form, count(*) FROM mentions
JOIN clauses ON clauses.id = mentions.clause JOIN versions ON versions.id = clauses.version
GROUP BY versions.policy, form
"""

_EARLIER = ("/", "/matrix", "/zoek?q=bewoners")
"""Pages before the clock runs: what a server does once is no visit."""


@dataclass(frozen=True)
class Kind:
    """A kind of page: addresses of it on our site, all different where there are so many, and the like on Datasette.

    `limit`: what the median and the 95th percentile may be, in milliseconds, where something was promised.
    """

    name: str
    ours: Sequence[str]
    datasettes: Sequence[str]
    limit: str = ""


def measure() -> str:
    """Return the table, in Markdown."""
    if not TEXTS.is_dir():
        return "Not measured: ../shared/real is not here."
    with large_database(list(paragraphs(TEXTS))) as database:
        return table(database)


def table(database: Path) -> str:
    """Measure a database that is there."""
    kinds = list(_kinds(database))
    lines = [
        f"{clauses_in(database):,} clauses, {VISITORS} visitors, each {PAGES} pages of a kind, no page twice where "
        "there are so many; milliseconds, median and 95th percentile. Reading: visitors wait half a second to one and "
        "a half between two pages. Hasty: they do not wait. Beside Datasette's: the medians of those who read.",
        "",
        "| page | limit | reading | | hasty | | Datasette's, reading | | beside Datasette's | processor time "
        "| largest page (kB) |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with serving([*OURS, str(database)]) as ours, serving([*DATASETTE, str(database)]) as theirs:
        visit(ours, _EARLIER * VISITORS)
        lines += [_line(kind, ours, theirs) for kind in kinds]
    load = f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} processors"
    after = f"{WORKERS} processes serve our site. Load of the machine meanwhile, these programs included: {load}."
    return "\n".join([*lines, "", after])


def _line(kind: Kind, ours: Server, theirs: Server) -> str:
    many = VISITORS * PAGES
    reading = visit(ours, kind.ours[:many], READING)
    hasty = visit(ours, kind.ours[many:] or kind.ours[:many])
    datasettes = visit(theirs, kind.datasettes[: many // 2], READING)
    cells = [
        kind.name,
        kind.limit,
        milliseconds(reading.median, reading.most),
        milliseconds(hasty.median, hasty.most),
        milliseconds(datasettes.median, datasettes.most),
        f"{reading.median / datasettes.median:.2f}",
        milliseconds(hasty.processor),
        f"{max(reading.largest, hasty.largest) / 1000:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def _kinds(database: Path) -> Iterator[Kind]:
    """Give the kinds of pages with addresses of what the database has, in an order that chance decided once."""
    many = 2 * VISITORS * PAGES
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        versions = _shuffled(db.execute("SELECT policy, id FROM versions ORDER BY id"))
        clauses = _shuffled(
            (policy, *row) for policy, version in versions[:many] for row in db.execute(
                "SELECT version, eid, id FROM clauses WHERE version = ? AND parent IS NOT NULL LIMIT 1 OFFSET 17",
                [version],
            )
        )  # fmt: skip
        themes = _shuffled(db.execute("SELECT DISTINCT theme FROM policies ORDER BY theme"))
    name = database.stem
    policies = list(dict.fromkeys(policy for policy, _ in versions))
    yield Kind(
        "reading page",
        [version_address(policy, version) for policy, version in versions][:many],
        [f"/{name}/clauses?{urlencode({'version': version, '_sort': 'position'})}" for _, version in versions],
        "100, 300",
    )
    yield Kind(
        "clause",
        [place_address(policy, version, eid) for policy, version, eid, _ in clauses],
        [f"/{name}/clauses/{tilde_encode(id_)}" for *_, id_ in clauses],
    )
    yield Kind(
        "policy",
        [policy_address(policy) for policy in policies][:many],
        [f"/{name}/versions?{urlencode({'policy': policy})}" for policy in policies],
    )
    yield Kind("home", ["/"] * many, [f"/{name}/policies?_sort=theme"] * many)
    choices = ["/matrix", *(f"/matrix?thema={quote(theme)}" for (theme,) in themes)]
    counted = f"/{name}?{urlencode({'sql': _COUNTED})}"
    yield Kind("overview", _repeated(choices, many), [counted] * many)


def _shuffled(rows: Iterator[tuple] | sqlite3.Cursor) -> list[tuple]:
    listed = list(rows)
    random.Random(3).shuffle(listed)
    return listed


def _repeated(pages: Sequence[str], many: int) -> list[str]:
    return list(islice((page for _ in range(many) for page in pages), many))
