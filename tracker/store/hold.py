"""Texts that are held back: kept in the archive and in view, not yet taken as the text of a source."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from tracker.model import Fetched
from tracker.store.rows import moment

HELD, RELEASED, LAPSED = "vastgehouden", "vrijgegeven", "vervallen"


@dataclass(frozen=True)
class Held:
    """A text that is held back.

    doubt: what is odd about it, a code of `tracker.check.doubt`; why: the same in a sentence for a maintainer.
    seen: the looks at the source, one after another, that gave this text; stood: the seconds between the first and the
    last of them, of which a gap counts for a little more than a day at most. text_sha256: as in `versions`.
    """

    id: str
    source: str
    address: str
    snapshot: str
    text_sha256: str
    extractor: str
    doubt: str
    why: str
    first_seen: datetime
    last_seen: datetime
    seen: int
    state: str = HELD
    etag: str = ""
    last_modified: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    stood: int = 0

    def as_fetched(self, content: bytes, media_type: str) -> Fetched:
        """Return the document as the source gave it, from its bytes in the archive."""
        return Fetched(self.address, content, media_type, None, self.etag, self.last_modified, metadata=self.metadata)


def open_holds(db: Database) -> dict[tuple[str, str], Held]:
    """Return what is held back now, by source and address."""
    rows = db.query("SELECT * FROM held WHERE state = ? ORDER BY first_seen, id", [HELD])
    return {(row["source"], row["address"]): _held(row) for row in rows}


def _held(row: dict) -> Held:
    moments = {name: datetime.fromisoformat(row[name]) for name in ("first_seen", "last_seen")}
    return Held(**(row | moments | {"metadata": tuple(json.loads(row["metadata"]).items())}))


def write_hold(db: Database, held: Held) -> None:
    """Store a hold, new or seen again."""
    row = vars(held) | {
        "first_seen": moment(held.first_seen),
        "last_seen": moment(held.last_seen),
        "metadata": json.dumps(dict(held.metadata), ensure_ascii=False, sort_keys=True),
    }
    db.table("held").upsert(row, pk="id")


def next_hold_id(db: Database, source: str, address: str) -> str:
    """Return the identifier of a new hold: the source, the address and a number."""
    (count,) = db.execute("SELECT count(*) FROM held WHERE source = ? AND address = ?", [source, address]).fetchone()
    return f"{source}/{address}/{count + 1}"


def close_hold(db: Database, id_: str, state: str) -> None:
    """Say how a hold ended: `vrijgegeven` (taken as the text) or `vervallen` (the source gives another text)."""
    db.table("held").update(id_, {"state": state})


def swings(db: Database, source: str, address: str, since: datetime) -> int:
    """Return how often a text of the address was held for flipping since a moment."""
    found = db.execute(
        "SELECT count(*) FROM held WHERE source = ? AND address = ? AND doubt = 'wisselt' AND last_seen >= ?",
        [source, address, moment(since)],
    )
    return int(found.fetchone()[0])
