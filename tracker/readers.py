"""The workers that read documents: one thread, or a pool of processes that outlives the death of one of them."""

from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

from tracker.extract import ExtractionTask, extract
from tracker.model import Extraction, ReadError


class Readers:
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
