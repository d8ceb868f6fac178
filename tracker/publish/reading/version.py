"""What every page for reading says of the version that it shows: what it is, how it stands, where it comes from."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.publish.reading import rows as read
from tracker.publish.reading.standing import Dated, VersionStanding, standing_of

_SUCCESSORS = """
SELECT policies.id, policies.name FROM successions JOIN policies ON policies.id = successions.policy
WHERE successions.succeeds = :policy ORDER BY policies.position LIMIT 5
"""


@dataclass(frozen=True)
class AboutVersion:
    """A version as a page shows it.

    entry: what is stored of it, by the names that templates use. newer: the newest version of the same text (`id`,
    `valid_from`), None where this is it. successors: policies that came in its place. pieces: the policy has more
    texts.
    """

    entry: Mapping[str, Any]
    standing: VersionStanding
    newer: read.Row | None
    successors: Sequence[read.Row]
    pieces: bool

    @property
    def policy(self) -> str:
        """The id of the policy."""
        return str(self.entry["beleid_id"])

    @property
    def id(self) -> str:
        """The id of the version."""
        return str(self.entry["versie_id"])

    @property
    def publisher_page(self) -> str:
        """The publisher's page for readers; empty where there is none, and of what is made up."""
        page = str(self.entry["pagina_uitgever"])
        return "" if self.entry["voorbeeld"] or not page.startswith(("http://", "https://")) else page


def about_version(connection: sqlite3.Connection, policy: str, version: str, today: str) -> AboutVersion | None:
    """Return what pages say of a version, by its id or `nu`; None where the policy has no such version."""
    row = read.version_row(connection, policy, version, today)
    if row is None:
        return None
    newer = read.newer_version(connection, row)
    dated = Dated(
        row["soort"],
        row["rol"],
        (row["titel"], row["versie"]),
        row["geldig_vanaf"] or "",
        row["geldig_tot"] or "",
        row["gepubliceerd"] or "",
        newer is not None and not row["nieuwste"],
    )
    return AboutVersion(
        {**dict(row), "bladzijde": None},
        standing_of(dated, today),
        newer if dated.replaced else None,
        read.all_rows(connection, _SUCCESSORS, policy=row["beleid_id"]),
        read.has_other_pieces(connection, row),
    )
