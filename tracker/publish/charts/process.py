"""Vega in a process of its own, which is started when there is something to draw and ends when it has rested."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from tracker.model import TrackerError
from tracker.publish.charts.spec import VERSION

PATIENCE = 10.0
"""Seconds that drawing a chart may take."""

REST = 60.0
"""Seconds without a chart to draw after which the process ends; it takes some 75 MB."""

_PROGRAM = Path(__file__).with_name("vega.py")


class Vega:
    """Draws one specification at a time; a process that ends or hangs is replaced for the next one."""

    def __init__(self, patience: float = PATIENCE, rest: float = REST) -> None:
        self.patience, self._rest = patience, rest
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._ending: threading.Timer | None = None

    def svg(self, spec: dict[str, Any], title: str) -> str:
        """Return what Vega draws of a specification, as it is.

        Raises TrackerError when Vega refuses, ends, or takes longer than its patience.
        """
        with self._one_at_a_time:
            line = self._answer(json.dumps({"spec": spec, "version": VERSION}))
        if not line:
            raise TrackerError(f"chart {title}: Vega ended, or took over {self.patience:g} s; it is started again")
        answer = json.loads(line)
        if "svg" not in answer:
            raise TrackerError(f"chart {title}: Vega cannot draw it ({answer['error']}); report this")
        return str(answer["svg"])

    def end(self) -> None:
        """End the process, when it is not drawing."""
        with self._one_at_a_time:
            self._end()

    def _answer(self, asked: str) -> str:
        """Return the line that the process answers with; nothing when it has ended, or had to be ended."""
        process = self._running()
        too_late = threading.Timer(self.patience, process.kill)
        too_late.start()
        try:
            line = _written_and_read(process, asked)
        finally:
            too_late.cancel()
        if line:
            self._end_later()
        else:
            self._end()
        return line

    def _running(self) -> subprocess.Popen[str]:
        if self._ending is not None:
            self._ending.cancel()
        if self._process is None:
            # In a session of its own Ctrl-C does not reach it; it ends when the server no longer writes to it.
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                start_new_session=True,
            )
        return self._process

    def _end_later(self) -> None:
        self._ending = threading.Timer(self._rest, self.end)
        self._ending.daemon = True
        self._ending.start()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()  # closes its pipes, whatever is still in them
            self._process = None


def _written_and_read(process: subprocess.Popen[str], asked: str) -> str:
    if process.stdin is None or process.stdout is None:
        raise TypeError("the process has no pipes")
    with suppress(BrokenPipeError):
        process.stdin.write(asked + "\n")
        process.stdin.flush()
        return process.stdout.readline()
    return ""
