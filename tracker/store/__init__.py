"""The one place that writes the database: policies, checks, snapshots, versions and all that belongs to them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.model import Clause, Extraction, Fetched, Policy, Question, Source
from tracker.store import connection, read, write
from tracker.store.read import KnownDocument
from tracker.store.rows import moment
from tracker.store.write import SavedVersion

__all__ = ["KnownDocument", "SavedVersion", "Store", "has_versions"]


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
        row = {
            "source": source_id,
            "address": address,
            "at": moment(at),
            "outcome": outcome,
            "step": step,
            "http_status": http_status,
            "etag": etag,
            "last_modified": last_modified,
            "snapshot": snapshot,
            "error": error,
        }
        with self.transaction():
            self.db.table("checks").insert(row)

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
