"""The whole run on the example corpus: the first one, and a second one in which nothing is new."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TITLE = "The whole run on the example corpus"

ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "corpus" / "example" / "sources.toml"


def timed_run(database: Path, jobs: int) -> tuple[float, float]:
    """Run the pipeline in a process of its own; return its wall-clock seconds and its peak memory in MB."""
    command = [sys.executable, "-m", "tracker", "run", "--sources", REGISTER, "--db", database, "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"tracker run on the example corpus ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def measure() -> str:
    """Return the table, in Markdown."""
    lines = ["| run | processes | seconds | peak memory (MB) |", "| --- | ---: | ---: | ---: |"]
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            for what in ("first", "second, nothing new"):
                seconds, megabytes = timed_run(Path(folder) / "example.db", jobs)
                lines.append(f"| {what} | {jobs} | {seconds:.1f} | {megabytes:.0f} |")
    return "\n".join(lines)
