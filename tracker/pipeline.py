"""Follow a register: fetch what is new, read it, store it.

The order of the work is fixed by the register and never by the network, so that the same input gives the same database:
sources are fetched side by side in threads (one request at a time per host), documents are read in a pool of
processes, and only this process writes, one transaction a version.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tracker.archive import Archive
from tracker.check.holding import HeldBackError, Holding
from tracker.extract import ExtractionTask, extractor_id
from tracker.fetch import Absent, Client, FetchFailed, Known, Outcome, Unchanged, fetch
from tracker.model import (
    Extraction,
    Failure,
    Fetched,
    FetchError,
    Policy,
    ReadError,
    RunReport,
    Source,
    TrackerError,
)
from tracker.quality import load_quality
from tracker.readers import Readers
from tracker.store import KnownDocument, Store
from tracker.store.rows import check_row, text_sha256

FETCH_THREADS = 8  # hosts are few and each is asked one thing at a time
FETCH_AHEAD = 256  # sources that are asked before the first of them is dealt with: what a run holds at once
READ_AHEAD = 8  # sources whose documents are being read while an earlier one is stored
CHECKS_AT_ONCE = 200  # looks that found nothing new, written in one transaction

Progress = Callable[[str, int], None]
"""Called after each source with its id and how many there are."""

_Documents = Mapping[str, KnownDocument]
"""What is known of the documents of a source, by address."""


@dataclass(frozen=True)
class Pipeline:
    """What a run needs besides the register. `clock` is the only place where the time comes in."""

    store: Store
    archive: Archive
    client: Client
    jobs: int = 1
    offline: bool = False
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    progress: Progress = field(default=lambda _source, _total: None)


def run(policies: Sequence[Policy], pipeline: Pipeline, only: Sequence[str] = ()) -> RunReport:
    """Fetch, read and store every source of the policies (those named in `only`, when given).

    A source or a document that fails is recorded in `checks` and in the report, and the others go on.

    Raises TrackerError for what stops the whole run: an unknown policy in `only`, a full disk, a database in use.
    """
    chosen = _choose(policies, only)
    pipeline.store.save_register(policies)
    pipeline.store.save_scores(load_quality())
    sources = [source for policy in chosen for source in policy.sources]
    with closing(Readers(pipeline.jobs)) as readers, ThreadPoolExecutor(FETCH_THREADS) as threads:
        work = _Run(pipeline, tuple(policies), readers)
        begun: deque[tuple[Source, list[_Reading]]] = deque()
        for source, known, answer in _answers(pipeline, sources, threads):
            begun.append((source, work.begin(source, known, answer)))
            if len(begun) > READ_AHEAD:
                work.finish(*begun.popleft())
            pipeline.progress(source.id, len(sources))
        while begun:
            work.finish(*begun.popleft())
        work.write_checks()
    _tie(pipeline.store, policies, [policy for policy in chosen if policy.id in work.renewed])
    return work.report


def _tie(store: Store, policies: Sequence[Policy], renewed: Sequence[Policy]) -> None:
    """Tie questions to clauses where something was read; without that what it takes is not even loaded."""
    if renewed:
        from tracker.tie import tie_questions

        for policy in renewed:
            tie_questions(store, policies, policy)


def _answers(
    pipeline: Pipeline, sources: Sequence[Source], threads: ThreadPoolExecutor
) -> Iterator[tuple[Source, _Documents, Future[list[Outcome]]]]:
    """Ask the sources side by side; give each with what is known of it and its answer, in the order of the register."""
    asked: deque[tuple[Source, _Documents, Future[list[Outcome]]]] = deque()
    for source in sources:
        known = pipeline.store.known(source.id)
        asked.append((source, known, threads.submit(_ask, pipeline, source, known)))
        if len(asked) > FETCH_AHEAD:
            yield asked.popleft()
    while asked:
        yield asked.popleft()


@dataclass(frozen=True)
class _Reading:
    """A document that is being read, and where its bytes are kept."""

    fetched: Fetched
    snapshot: str
    task: ExtractionTask
    extraction: Future[Extraction]


class _Run:
    """One run over the sources: what it has done so far, and how each answer of a source is dealt with."""

    def __init__(self, pipeline: Pipeline, policies: tuple[Policy, ...], readers: Readers) -> None:
        self.store = pipeline.store
        self.archive = pipeline.archive
        self.clock = pipeline.clock
        self.policies = policies
        self.readers = readers
        self.holding = Holding(pipeline.store, pipeline.archive, pipeline.client, readers, pipeline.clock)
        self.report = RunReport()
        self.renewed: set[str] = set()  # policies of which something was read
        self._checks: list[dict[str, str | int | None]] = []  # looks that found nothing new, not yet written

    def begin(self, source: Source, known: _Documents, answer: Future[list[Outcome]]) -> list[_Reading]:
        """Archive what the source gave and start reading what has not been read before."""
        try:
            answers = answer.result()
        except FetchError as error:
            self._fail(source, "fetch", error, http_status=error.http_status)
            return []
        return [reading for each in answers for reading in self._begin_one(source, each, known)]

    def _begin_one(self, source: Source, answer: Outcome, known: _Documents) -> list[_Reading]:
        if isinstance(answer, Absent):
            self.store.record_check(source.id, self.clock(), "unchanged", address=answer.address, error=answer.note)
            return []
        if isinstance(answer, FetchFailed):
            outcome = "gone" if answer.error.gone else "error"
            status = answer.error.http_status
            self._fail(source, "fetch", answer.error, address=answer.address, outcome=outcome, http_status=status)
            return []
        try:
            return self._begin_document(source, answer, known.get(answer.address))
        except TrackerError as error:
            self._fail(source, "archive", error, address=answer.address)
            return []

    def _begin_document(
        self, source: Source, answer: Fetched | Unchanged, known: KnownDocument | None
    ) -> list[_Reading]:
        if isinstance(answer, Unchanged) and known and self._is_at_hand(known):
            self._count_unchanged(source, _without_bytes(answer, known), known.snapshot, known)
            return []
        fetched = self._kept(source, answer) if isinstance(answer, Unchanged) else answer
        snapshot = self._keep(fetched, known)
        if self.store.is_read(source.id, fetched.address, snapshot, extractor_id()):
            self._count_unchanged(source, fetched, snapshot, known)
            return []
        if held := self.holding.seen_again(source, fetched.address, snapshot):
            self._fail(source, "hold", HeldBackError(held), address=fetched.address, snapshot=snapshot)
            return []
        return [*self._earlier(source, fetched.address, snapshot), self._read(fetched, snapshot)]

    def _is_at_hand(self, known: KnownDocument) -> bool:
        """Tell whether there is nothing to do for a document that the source has not changed."""
        return known.extractor == extractor_id() and known.snapshot in self.archive

    def _earlier(self, source: Source, address: str, snapshot: str) -> list[_Reading]:
        """Read the bytes before these again, where other code has read them: what that changes is ours, not theirs."""
        document = self.store.known(source.id).get(address)
        if document is None or document.snapshot == snapshot:
            return []
        if self.store.is_read(source.id, address, document.snapshot, extractor_id()):
            return []
        return [self._read(self._kept(source, Unchanged(address)), document.snapshot)]

    def _read(self, fetched: Fetched, snapshot: str) -> _Reading:
        task = ExtractionTask(fetched.content, fetched.media_type, fetched.address, self.policies)
        return _Reading(fetched, snapshot, task, self.readers.submit(task))

    def _kept(self, source: Source, answer: Unchanged) -> Fetched:
        """Take from the archive what the source says it has not changed."""
        document = self.store.known(source.id)[answer.address]
        return Fetched(
            address=answer.address,
            content=self.archive.get(document.snapshot),
            http_status=answer.http_status,
            etag=answer.etag or document.etag,
            last_modified=answer.last_modified or document.last_modified,
            metadata=answer.metadata or document.metadata,
        )

    def _keep(self, fetched: Fetched, known: KnownDocument | None) -> str:
        """Archive the bytes; those that the source gave last time are there."""
        sha256 = hashlib.sha256(fetched.content).hexdigest()
        if known and known.snapshot == sha256 and sha256 in self.archive:
            return sha256
        stored = self.archive.put(fetched.content)
        self.store.save_snapshot(
            stored.sha256, fetched.media_type, len(fetched.content), first_seen=self.clock(), path=str(stored.path)
        )
        return stored.sha256

    def finish(self, source: Source, readings: Sequence[_Reading]) -> None:
        """Store what was read, in the order in which the source gave it."""
        for reading in readings:
            self.renewed.add(source.policy)
            address, snapshot, step = reading.fetched.address, reading.snapshot, "read"
            try:
                extraction = self.readers.result(reading.task, reading.extraction)
                step = "store"
                self._store(source, reading, extraction)
            except HeldBackError as error:
                self._fail(source, "hold", error, address=address, snapshot=snapshot)
            except Exception as error:  # one document, whatever is wrong with it, never stops the others
                self._fail(source, step, _as_expected(error), address=address, snapshot=snapshot)
        if readings:
            self.write_checks()
            self.store.mark_followed(source.id, self.clock())

    def _store(self, source: Source, reading: _Reading, extraction: Extraction) -> None:
        """Store a version and the look that found it as one, unless there is a doubt about it.

        Raises HeldBackError when it is held back, TrackerError when it cannot be stored.
        """
        fetched, snapshot = reading.fetched, reading.snapshot
        if held := self.holding.hold(source, fetched, snapshot, extraction, reading.task):
            raise HeldBackError(held)
        with self.store.transaction():
            saved = self.store.save_version(
                source, fetched, snapshot, extraction, retrieved=self.clock(), extractor=extractor_id()
            )
            if saved.outcome == "new":
                self.holding.settle(source, fetched.address, text_sha256(extraction))
                self.store.record_checks([self._check(source, "new", fetched, snapshot)])
        if saved.outcome == "new":
            self.report.new += 1
        else:
            self._count_unchanged(source, fetched, snapshot)

    def _count_unchanged(
        self, source: Source, fetched: Fetched, snapshot: str, known: KnownDocument | None = None
    ) -> None:
        self.report.unchanged += 1
        if known and fetched.metadata and dict(fetched.metadata) != dict(known.metadata):
            self.store.keep_up(source.id, fetched.address, fetched.metadata, self.clock())
        self.holding.settle(source, fetched.address)
        self._checks.append(self._check(source, "unchanged", fetched, snapshot))
        if len(self._checks) >= CHECKS_AT_ONCE:
            self.write_checks()

    def write_checks(self) -> None:
        """Write the looks that found nothing new."""
        checks, self._checks = self._checks, []
        if checks:
            self.store.record_checks(checks)

    def _check(self, source: Source, outcome: str, fetched: Fetched, snapshot: str) -> dict[str, str | int | None]:
        return check_row(
            source.id,
            self.clock(),
            outcome,
            address=fetched.address,
            http_status=fetched.http_status,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            snapshot=snapshot,
        )

    def _fail(
        self,
        source: Source,
        step: str,
        error: TrackerError,
        *,
        address: str = "",
        outcome: str = "error",
        http_status: int | None = None,
        snapshot: str | None = None,
    ) -> None:
        self.write_checks()
        unreachable = error.unreachable if isinstance(error, FetchError) else ""
        self.report.failures.append(Failure(source.id, step, str(error), address, unreachable))
        self.store.record_check(
            source.id,
            self.clock(),
            outcome,
            address=address,
            http_status=http_status,
            snapshot=snapshot,
            error=str(error),
            step=step,
        )


def _without_bytes(answer: Unchanged, known: KnownDocument) -> Fetched:
    """Say what a source tells of a document that it has not changed."""
    return Fetched(
        answer.address,
        b"",
        http_status=answer.http_status,
        etag=answer.etag or known.etag,
        last_modified=answer.last_modified or known.last_modified,
        metadata=answer.metadata,
    )


def _as_expected(error: Exception) -> TrackerError:
    """Turn what no parser foresaw into one line as well; its cause is kept for a debugger."""
    if isinstance(error, TrackerError):
        return error
    unforeseen = ReadError("unforeseen", f"unforeseen {type(error).__name__}: {error}; please report this document")
    unforeseen.__cause__ = error
    return unforeseen


def _choose(policies: Sequence[Policy], only: Sequence[str]) -> list[Policy]:
    unknown = sorted(set(only) - {policy.id for policy in policies})
    if unknown:
        known = ", ".join(policy.id for policy in policies)
        raise TrackerError(f"--only {unknown[0]}: not a policy in the register; it has: {known}")
    return [policy for policy in policies if not only or policy.id in only]


def _ask(pipeline: Pipeline, source: Source, known: _Documents) -> list[Outcome]:
    """Return what the source answers now, or what the archive holds of it when there is to be no network."""
    if pipeline.offline and source.adapter != "folder":
        return [Unchanged(address, None, document.etag, document.last_modified) for address, document in known.items()]
    validators = {address: Known(document.etag, document.last_modified) for address, document in known.items()}
    return list(fetch(source, pipeline.client, validators))
