"""Twenty visitors at once, and the servers that they visit."""

import http.client
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

VISITORS = 20
READING = (0.5, 1.5)
"""Seconds that a visitor looks at a page before the next one; real ones look longer."""

WORKERS = int(os.environ.get("WORKERS", "2"))
_SERVE = "import pathlib, sys, tracker.publish as site; site.serve(pathlib.Path(sys.argv[1]), port=0, processes={})"
OURS = (sys.executable, "-c", _SERVE.format(WORKERS))
DATASETTE = (sys.executable, "-m", "datasette", "serve", "--setting", "sql_time_limit_ms", "20000", "--port", "0")
"""Commands that serve the database whose path comes after them."""

_STARTED = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True)
class Times:
    """How long pages took, in seconds; how much processors worked for each, in seconds; the largest in bytes."""

    seconds: tuple[float, ...]
    processor: float
    largest: int

    @property
    def median(self) -> float:
        """Half of the pages took no longer."""
        return statistics.median(self.seconds)

    @property
    def most(self) -> float:
        """95 of 100 pages took no longer."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


@dataclass(frozen=True)
class Server:
    """A server in processes of its own."""

    address: str
    process: int

    def processor_time(self) -> float:
        """Return the seconds that processors have worked for it and for the processes that it started."""
        return sum(_processor_time(process) for process in _family(self.process))

    def memory(self) -> int:
        """Return the bytes of memory that it and its processes have; what they share is counted once."""
        return sum(_memory(process) for process in _family(self.process))


@contextmanager
def serving(command: Sequence[str]) -> Iterator[Server]:
    """Start a server, wait for the line with its address, and stop it afterwards."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        found = next(filter(None, map(_STARTED.search, process.stdout or ())), None)
        if found is None:
            raise RuntimeError(f"{' '.join(command)} ended with {process.wait()}")
        yield Server(found[0], process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def visit(server: Server, pages: Sequence[str], pause: tuple[float, float] = (0.0, 0.0)) -> Times:
    """Let the visitors share the pages out, all at the same time, each waiting between two pages.

    Every page is asked for over a connection of its own: a visitor who reads for some seconds has lost the last one.
    """
    host = urlsplit(server.address).netloc
    before = server.processor_time()
    with ThreadPoolExecutor(VISITORS) as executor:
        visits = executor.map(
            lambda number: _one(host, pages[number::VISITORS], pause, random.Random(number)), range(VISITORS)
        )
        seen = [each for visited in visits for each in visited]
    spent = (server.processor_time() - before) / len(seen)
    return Times(tuple(seconds for seconds, _ in seen), spent, max(size for _, size in seen))


def _one(host: str, pages: Sequence[str], pause: tuple[float, float], chance: random.Random) -> list[tuple[float, int]]:
    """Visit pages one after the other; return of each the seconds that it took and its bytes."""
    seen = []
    time.sleep(chance.uniform(0, pause[1]))
    for page in pages:
        started = time.perf_counter()
        status, content = fetch(host, page)
        seen.append((time.perf_counter() - started, len(content)))
        if status not in (200, 400):  # Datasette gives up on a query with 400
            raise RuntimeError(f"{page}: answered {status}")
        time.sleep(chance.uniform(*pause))
    return seen


def fetch(host: str, page: str) -> tuple[int, bytes]:
    """Return the status and the content of a page."""
    connection = http.client.HTTPConnection(host, timeout=120)
    try:
        connection.request("GET", page)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def milliseconds(*times: float) -> str:
    """Return times in seconds as cells of a table."""
    return " | ".join(f"{each * 1000:.0f}" for each in times)


def _family(process: int) -> list[int]:
    """Return a process and those that descend from it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(each for child in children for each in _family(int(child)))]


def _processor_time(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(r"Pss:\s+(\d+) kB", rollup)
    return int(found[1]) * 1024 if found else 0
