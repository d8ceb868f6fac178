"""The one place that writes the database: policies, checks, snapshots, versions and all that belongs to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.store import light  # noqa: F401  before anything that imports sqlite-utils

# isort: split
from tracker.model import Clause, Extraction, Fetched, Policy, Question, Source, TrackerError
from tracker.quality import Quality
from tracker.store import connection, finds, hold, read, write
from tracker.store.finds import Candidate
from tracker.store.hold import Held
from tracker.store.read import KnownDocument, TextBefore
from tracker.store.rows import check_row, moment
from tracker.store.write import SavedVersion

__all__ = ["Candidate", "Held", "KnownDocument", "SavedVersion", "Store", "TextBefore", "has_versions"]


class Store:
    """The database of one register, open for writing (or, with `readonly`, for reading).

    Every method is kept whole or not at all; `transaction` makes several of them one. Used as a context manager it is
    closed at the end, after which the file alone holds everything.

    Raises TrackerError when the file is no database of tracker, is newer than this release, is damaged, cannot be
    written, or is being written by another process for longer than `patience` seconds.
    """

    def __init__(self, path: Path, *, readonly: bool = False, patience: float = connection.PATIENCE) -> None:
        self.path = path
        self.readonly = readonly
        self.db = connection.connect(path, readonly=readonly, patience=patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; nothing is lost without it, but only then does the file alone hold everything."""
        connection.close(self.db, readonly=self.readonly)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that happens inside one: kept at the end, or, after any error, nothing of it."""
        with connection.transaction(self.db, self.path):
            yield

    # ---------------------------------------------------------------- register and checks

    def save_register(self, policies: Iterable[Policy]) -> None:
        """Store the policies and sources of the register; those that left it stay, with `followed` 0."""
        with self.transaction():
            write.write_register(self.db, tuple(policies))

    def save_scores(self, quality: Quality) -> None:
        """Store how good the tags are; the scores of before make way."""
        with self.transaction():
            write.write_scores(self.db, quality)

    def record_check(
        self,
        source_id: str,
        at: datetime,
        outcome: str,
        *,
        address: str = "",
        http_status: int | None = None,
        etag: str = "",
        last_modified: str = "",
        snapshot: str | None = None,
        error: str = "",
        step: str = "",
    ) -> None:
        """Record one look at a source: `new`, `unchanged`, `error` or `gone`; of a failure in which step and why.

        `snapshot` must have been saved before. Raises TrackerError for an unknown source, snapshot or outcome.
        """
        row = check_row(
            source_id,
            at,
            outcome,
            address=address,
            http_status=http_status,
            etag=etag,
            last_modified=last_modified,
            snapshot=snapshot,
            error=error,
            step=step,
        )
        self.record_checks([row])

    def record_checks(self, rows: Sequence[Mapping[str, str | int | None]]) -> None:
        """Record many looks at once, each a row of `checks` without its number (see `rows.check_row`)."""
        with self.transaction():
            self.db.conn.executemany(write.INSERT_CHECK, rows)

    def known(self, source_id: str) -> dict[str, KnownDocument]:
        """Return for each address of a source what is known of it, from the last check that went well."""
        with connection.explained(self.path):
            return read.known_documents(self.db, source_id)

    def is_read(self, source_id: str, address: str, snapshot: str, extractor: str) -> bool:
        """Return whether these bytes are what the address held last and this extractor has read them."""
        with connection.explained(self.path):
            return read.is_read(self.db, source_id, address, snapshot, extractor)

    def save_snapshot(self, sha256: str, media_type: str, size: int, first_seen: datetime, path: str) -> None:
        """Record that the archive holds `size` bytes under `path`; what is known already stays as it was."""
        row = {
            "sha256": sha256,
            "media_type": media_type,
            "bytes": size,
            "first_seen": moment(first_seen),
            "path": path,
        }
        with self.transaction():
            self.db.table("snapshots").insert(row, pk="sha256", ignore=True)

    def mark_followed(self, source_id: str, at: datetime) -> None:
        """Say that a source has been read for the first time: what it gives from now on is news."""
        with self.transaction():
            write.mark_followed(self.db, source_id, moment(at))

    def is_followed(self, source_id: str) -> bool:
        """Return whether a source has been read before, so that what is new in it is news."""
        with connection.explained(self.path):
            return read.is_followed(self.db, source_id)

    # ---------------------------------------------------------------- what is held back

    def open_holds(self) -> dict[tuple[str, str], Held]:
        """Return the texts that are held back now, by source and address."""
        with connection.explained(self.path):
            return hold.open_holds(self.db)

    def next_hold_id(self, source_id: str, address: str) -> str:
        """Return the identifier for a new hold of a document."""
        with connection.explained(self.path):
            return hold.next_hold_id(self.db, source_id, address)

    def save_hold(self, held: Held) -> None:
        """Store a hold, new or seen again; its snapshot must have been saved before."""
        with self.transaction():
            hold.write_hold(self.db, held)

    def close_hold(self, held: Held, state: str) -> None:
        """Say how a hold ended: `vrijgegeven` (taken as the text) or `vervallen` (the source gives another text)."""
        with self.transaction():
            hold.close_hold(self.db, held.id, state)

    def swings(self, source_id: str, address: str, since: datetime) -> int:
        """Return how often a text of the address was held for flipping since a moment."""
        with connection.explained(self.path):
            return hold.swings(self.db, source_id, address, since)

    def text_before(self, source_id: str, address: str) -> TextBefore | None:
        """Return the text that an address gave last, with what is needed to judge a new one by it."""
        with connection.explained(self.path):
            return read.text_before(self.db, source_id, address)

    def gave_before(self, source_id: str, address: str, snapshot: str, text_sha256: str) -> bool:
        """Return whether an address has had this text before, by its bytes or by its words."""
        with connection.explained(self.path):
            return read.gave_before(self.db, source_id, address, snapshot, text_sha256)

    def media_type(self, snapshot: str) -> str:
        """Return what a snapshot was announced as. Raises TrackerError for one that is not known."""
        with connection.explained(self.path):
            row = self.db.execute("SELECT media_type FROM snapshots WHERE sha256 = ?", [snapshot]).fetchone()
        if row is None:
            raise TrackerError(f"{snapshot}: no such snapshot in {self.path}; run again")
        return str(row[0])

    # ---------------------------------------------------------------- what is not followed yet

    def save_candidates(self, candidates: Iterable[Candidate]) -> None:
        """Store rules that may belong in the register; one that was found before stays as it was."""
        with self.transaction():
            finds.write_candidates(self.db, candidates)

    def save_search(self, search: str, at: datetime, found: int | None, error: str = "") -> None:
        """Record a search for such rules: how many it found, or why it failed."""
        with self.transaction():
            row = {"id": search, "at": moment(at), "found": found, "error": error}
            self.db.table("searches").upsert(row, pk="id")

    def searches(self) -> dict[str, tuple[datetime, bool]]:
        """Return of each search when it was last done and whether it went well."""
        with connection.explained(self.path):
            return finds.searches(self.db)

    def candidates(self) -> set[str]:
        """Return the identifiers of the rules that were found before."""
        with connection.explained(self.path):
            return {row["id"] for row in self.db.query("SELECT id FROM candidates")}

    def followed_identifiers(self) -> dict[str, str]:
        """Return the works, addresses and locators that the register leads to, each with its policy."""
        with connection.explained(self.path):
            return finds.followed_identifiers(self.db)

    # ---------------------------------------------------------------- versions

    def save_version(
        self,
        source: Source,
        fetched: Fetched,
        snapshot_sha256: str,
        extraction: Extraction,
        *,
        retrieved: datetime,
        extractor: str,
    ) -> SavedVersion:
        """Store what was made from a document, with what changed since the version before it, in one transaction.

        It is a version when its text differs from what the address gave last (reason `inhoud`), or when the same bytes
        or the same text are read differently than before (reason `extractie`: a change of ours). Otherwise nothing
        but the reading itself is recorded.

        Raises ReadError when there are no clauses and no questions, TrackerError when a mention is not where it says.
        """
        with self.transaction():
            return write.write_version(
                self.db, source, fetched, snapshot_sha256, extraction, moment(retrieved), extractor
            )

    def keep_up(self, source_id: str, address: str, metadata: Sequence[tuple[str, str]], at: datetime) -> None:
        """Keep up with what a source says beside a text that did not change: a repeal gives it an end, say."""
        with self.transaction():
            write.write_told(self.db, source_id, address, dict(metadata), moment(at))

    def latest_versions(self, policy_id: str) -> list[str]:
        """Return the ids of the newest version of each text and each Q&A of a policy, in the order of the register."""
        with connection.explained(self.path):
            return read.newest_versions(self.db, policy_id)

    def clauses_of(self, version_id: str) -> list[tuple[str, Clause]]:
        """Return the clauses of a version with their ids, in reading order (without the publisher's links)."""
        with connection.explained(self.path):
            return read.clauses_of(self.db, version_id)

    def latest_clauses(self, policy_id: str) -> list[tuple[str, Clause]]:
        """Return the clauses, with their ids, of the text of a policy that started last; none when none is stored.

        Where several sources give a text that starts on the same day, it is that of the first in the register.
        """
        with connection.explained(self.path):
            version = read.newest_text(self.db, policy_id)
            return read.clauses_of(self.db, version) if version else []

    def questions_of(self, version_id: str) -> list[tuple[str, Question]]:
        """Return the questions of a version with their ids, in reading order."""
        with connection.explained(self.path):
            return read.questions_of(self.db, version_id)

    def lead_citations(self, targets: Sequence[tuple[str, str, int, str, str, str]]) -> None:
        """Lead what questions and answers cite to the clauses of the policy that they are about.

        targets: question id, field (`question` or `answer`), start of the citation, policy id, eid, clause id.
        """
        with self.transaction():
            write.write_targets(self.db, targets)

    def link_questions(self, links: Sequence[tuple[str, str, str, float]]) -> None:
        """Store which clause a question is about: (question id, clause id, `verwijzing` or `gelijkenis`, score).

        Earlier links of these questions to the same versions are replaced.
        """
        with self.transaction():
            write.write_links(self.db, links)


def has_versions(path: Path) -> bool:
    """Return whether there is a database at `path` with at least one version in it.

    One of an earlier release may be asked too. Raises TrackerError when the file is no database.
    """
    if not path.exists():
        return False
    return connection.holds_rows(path, "versions")
