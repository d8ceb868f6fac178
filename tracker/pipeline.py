"""Follow a register: fetch what is new, read it, store it.

The order of the work is fixed by the register and never by the network, so that the same input gives the same database:
sources are fetched side by side in threads (one request at a time per host), documents are read in a pool of
processes, and only this process writes, one transaction a version.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context

from tracker.archive import Archive
from tracker.extract import ExtractionTask, extract, extractor_id
from tracker.fetch import Absent, Client, FetchFailed, Known, Outcome, Unchanged, fetch
from tracker.model import (
    Clause,
    Extraction,
    Failure,
    Fetched,
    FetchError,
    Policy,
    Question,
    ReadError,
    RunReport,
    Source,
    TrackerError,
)
from tracker.refer import match_questions, references_of_texts
from tracker.store import KnownDocument, Store

FETCH_THREADS = 8  # hosts are few and each is asked one thing at a time
READ_AHEAD = 8  # sources whose documents are being read while an earlier one is stored

Progress = Callable[[str, int], None]
"""Called after each source with its id and how many there are."""


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
    sources = [source for policy in chosen for source in policy.sources]
    with closing(_Readers(pipeline.jobs)) as readers, ThreadPoolExecutor(FETCH_THREADS) as threads:
        work = _Run(pipeline, tuple(policies), readers)
        answers = [threads.submit(_ask, pipeline, source, pipeline.store.known(source.id)) for source in sources]
        begun: deque[tuple[Source, list[_Reading]]] = deque()
        for source, answer in zip(sources, answers):
            begun.append((source, work.begin(source, answer)))
            if len(begun) > READ_AHEAD:
                work.finish(*begun.popleft())
            pipeline.progress(source.id, len(sources))
        while begun:
            work.finish(*begun.popleft())
    for policy in (policy for policy in chosen if policy.id in work.renewed):
        _tie_questions(pipeline.store, policies, policy)
    return work.report


@dataclass(frozen=True)
class _Reading:
    """A document that is being read, and where its bytes are kept."""

    fetched: Fetched
    snapshot: str
    task: ExtractionTask
    extraction: Future[Extraction]


class _Readers:
    """The processes that read documents; for one job a thread of this process, which starts at once.

    Processes come from a fork server: a plain fork beside the threads that fetch could copy a lock that is held.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor = self._start()

    def _start(self) -> Executor:
        if self._jobs > 1:
            return ProcessPoolExecutor(self._jobs, mp_context=get_context("forkserver"))
        return ThreadPoolExecutor(1)

    def submit(self, task: ExtractionTask) -> Future[Extraction]:
        """Start reading a document."""
        try:
            return self._executor.submit(extract, task)
        except BrokenExecutor:
            self._executor = self._start()
            return self._executor.submit(extract, task)

    def result(self, task: ExtractionTask, reading: Future[Extraction]) -> Extraction:
        """Wait for a document. A process that was killed takes all that was being read along: those are read again.

        Raises ReadError when the document cannot be read, or takes its process down a second time.
        """
        try:
            return reading.result()
        except BrokenExecutor:
            self.close()
            self._executor = self._start()
        try:
            return self._executor.submit(extract, task).result()
        except BrokenExecutor as error:
            message = "reading it ended the process, perhaps for lack of memory; try it alone with `tracker inspect`"
            raise ReadError("process-ended", message) from error

    def close(self) -> None:
        """End the processes; what has not begun is not read."""
        self._executor.shutdown(cancel_futures=True)


class _Run:
    """One run over the sources: what it has done so far, and how each answer of a source is dealt with."""

    def __init__(self, pipeline: Pipeline, policies: tuple[Policy, ...], readers: _Readers) -> None:
        self.store = pipeline.store
        self.archive = pipeline.archive
        self.clock = pipeline.clock
        self.policies = policies
        self.readers = readers
        self.report = RunReport()
        self.renewed: set[str] = set()  # policies of which something was read

    def begin(self, source: Source, answer: Future[list[Outcome]]) -> list[_Reading]:
        """Archive what the source gave and start reading what has not been read before."""
        try:
            answers = answer.result()
        except FetchError as error:
            self._fail(source, "fetch", error, http_status=error.http_status)
            return []
        return [reading for each in answers for reading in self._begin_one(source, each)]

    def _begin_one(self, source: Source, answer: Outcome) -> list[_Reading]:
        if isinstance(answer, Absent):
            self.store.record_check(source.id, self.clock(), "unchanged", address=answer.address, error=answer.note)
            return []
        if isinstance(answer, FetchFailed):
            outcome = "gone" if answer.error.gone else "error"
            status = answer.error.http_status
            self._fail(source, "fetch", answer.error, address=answer.address, outcome=outcome, http_status=status)
            return []
        try:
            fetched = self._kept(source, answer) if isinstance(answer, Unchanged) else answer
            snapshot = self._keep(fetched)
            if self.store.is_read(source.id, fetched.address, snapshot, extractor_id()):
                self._count_unchanged(source, fetched, snapshot)
                return []
            return [*self._earlier(source, fetched.address, snapshot), self._read(fetched, snapshot)]
        except TrackerError as error:
            self._fail(source, "archive", error, address=answer.address)
            return []

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
            metadata=document.metadata,
        )

    def _keep(self, fetched: Fetched) -> str:
        stored = self.archive.put(fetched.content)
        self.store.save_snapshot(
            stored.sha256, fetched.media_type, len(fetched.content), first_seen=self.clock(), path=str(stored.path)
        )
        return stored.sha256

    def finish(self, source: Source, readings: Sequence[_Reading]) -> None:
        """Store what was read, in the order in which the source gave it."""
        for reading in readings:
            address, snapshot = reading.fetched.address, reading.snapshot
            self.renewed.add(source.policy)
            try:
                extraction = self.readers.result(reading.task, reading.extraction)
            except Exception as error:  # one document, whatever is wrong with it, never stops the others
                self._fail(source, "read", _as_expected(error), address=address, snapshot=snapshot)
                continue
            try:
                saved = self.store.save_version(
                    source, reading.fetched, snapshot, extraction, retrieved=self.clock(), extractor=extractor_id()
                )
            except TrackerError as error:
                self._fail(source, "store", error, address=address, snapshot=snapshot)
                continue
            if saved.outcome == "unchanged":
                self._count_unchanged(source, reading.fetched, snapshot)
            else:
                self.report.new += 1
                self._record(source, "new", reading.fetched, snapshot)

    def _count_unchanged(self, source: Source, fetched: Fetched, snapshot: str) -> None:
        self.report.unchanged += 1
        self._record(source, "unchanged", fetched, snapshot)

    def _record(self, source: Source, outcome: str, fetched: Fetched, snapshot: str) -> None:
        self.store.record_check(
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


def _ask(pipeline: Pipeline, source: Source, known: Mapping[str, KnownDocument]) -> list[Outcome]:
    """Return what the source answers now, or what the archive holds of it when there is to be no network."""
    if pipeline.offline and source.adapter != "folder":
        return [Unchanged(address, None, document.etag, document.last_modified) for address, document in known.items()]
    validators = {address: Known(document.etag, document.last_modified) for address, document in known.items()}
    return list(fetch(source, pipeline.client, validators))


def _tie_questions(store: Store, policies: Sequence[Policy], policy: Policy) -> None:
    """Say of every question about a policy which clauses of its newest text it is about, and which it cites."""
    identified = store.latest_clauses(policy.id)
    clauses = [clause for _, clause in identified]
    for version in store.latest_versions(policy.id):
        if questions := store.questions_of(version):
            links = match_questions([question for _, question in questions], clauses)
            store.link_questions(
                [(questions[link.question][0], identified[link.clause][0], link.how, link.score) for link in links]
            )
            store.lead_citations(_cited(questions, identified, policies, policy.id))


def _cited(
    questions: Sequence[tuple[str, Question]],
    identified: Sequence[tuple[str, Clause]],
    policies: Sequence[Policy],
    policy: str,
) -> list[tuple[str, str, int, str, str, str]]:
    """Read "artikel 3" in a question or answer as the article of the policy that it is about."""
    clauses = [clause for _, clause in identified]
    ids = {clause.eid: identifier for identifier, clause in identified}
    found = []
    for part in ("question", "answer"):
        texts = [getattr(question, part) for _, question in questions]
        for (question_id, _), references in zip(questions, references_of_texts(texts, policies, clauses)):
            found += [
                (question_id, part, each.start, policy, each.target_clause, ids[each.target_clause])
                for each in references
                if each.target_clause in ids and not each.target_policy
            ]
    return found
