"""Drawing charts for visitors: one at a time, in a process of its own, and each chart once."""

import asyncio
import hashlib
import json
import subprocess
import sys
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from tracker.model import TrackerError
from tracker.publish.charts.model import Chart, Kind
from tracker.publish.charts.spec import VERSION, WIDE, Size, specification
from tracker.publish.charts.svg import clean_svg

KEPT = 256
"""Charts that are kept, of some 30 kB each."""

WAITING = 12
"""Charts that are drawn or wait for it at one time; whoever asks for another one does without."""

PATIENCE = 10.0
"""Seconds that drawing a chart may take."""

_PROGRAM = Path(__file__).with_name("vega.py")


class Drawing:
    """Draws charts in a process that is started at the first one, and anew when it has ended or hangs."""

    def __init__(self, patience: float = PATIENCE, waiting: int = WAITING, kept: int = KEPT) -> None:
        self._patience, self._most_waiting, self._most_kept = patience, waiting, kept
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting = 0
        self._process: subprocess.Popen[str] | None = None
        self._one_by_one = ThreadPoolExecutor(1, thread_name_prefix="drawing")

    async def svg(self, chart: Chart, size: Size, *, alone: bool = False) -> str:
        """Return a chart as SVG, with the names of the site's colours in it.

        Raises TrackerError when it cannot be drawn now: Vega refuses, takes too long, or too many charts are asked for.
        """
        spec = specification(chart, size, alone=alone)
        key = _key(spec, chart)
        if drawn := self._found(key):
            return drawn
        if self._waiting >= self._most_waiting:
            raise TrackerError(f"chart {chart.title}: not drawn, {self._waiting} others wait; ask again later")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._one_by_one, self._drawn, key, spec, chart)
        finally:
            self._waiting -= 1

    def _drawn(self, key: str, spec: dict[str, Any], chart: Chart) -> str:
        drawn = self._found(key)  # another visitor may have asked for it while this one waited
        return drawn or self._keep(key, clean_svg(self._ask(spec, chart.title), chart.cells, title=chart.title))

    def _found(self, key: str) -> str | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, drawn: str) -> str:
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        return drawn

    def _ask(self, spec: dict[str, Any], title: str) -> str:
        """Let the process draw; one that does not answer in time is ended."""
        process = self._running()
        too_late = threading.Timer(self._patience, process.kill)
        too_late.start()
        try:
            line = _answer(process, json.dumps({"spec": spec, "version": VERSION}))
        finally:
            too_late.cancel()
        if not line:
            self._end(process)
            raise TrackerError(f"chart {title}: Vega ended, or took over {self._patience:g} s; it is started again")
        answer = json.loads(line)
        if "svg" not in answer:
            raise TrackerError(f"chart {title}: Vega cannot draw it ({answer['error']}); report this")
        return str(answer["svg"])

    def _end(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        process.communicate()  # closes its pipes, whatever is still in them
        self._process = None

    def _running(self) -> subprocess.Popen[str]:
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


def _key(spec: dict[str, Any], chart: Chart) -> str:
    drawn = json.dumps([spec, [(cell.address, cell.words) for cell in chart.cells]], ensure_ascii=False)
    return hashlib.sha256(drawn.encode()).hexdigest()


def _answer(process: subprocess.Popen[str], asked: str) -> str:
    """Return the line that the process answers with; nothing when it has ended."""
    if process.stdin is None or process.stdout is None:
        raise TypeError("the process has no pipes")
    with suppress(BrokenPipeError):
        process.stdin.write(asked + "\n")
        process.stdin.flush()
        return process.stdout.readline()
    return ""


drawing = Drawing()
"""What draws the charts of this site."""


async def make_ready() -> None:
    """Start what draws, so that the first visitor does not wait for it. Nothing is wrong when that fails: a page that
    has no chart says so.
    """
    with suppress(TrackerError):
        await drawing.svg(Chart(Kind.HEAT, "", (), ()), WIDE)
