"""Drawing charts for visitors: one at a time, and each chart once."""

import asyncio
import hashlib
import json
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tracker.model import TrackerError
from tracker.publish.charts.model import Chart
from tracker.publish.charts.process import Vega
from tracker.publish.charts.spec import Size, specification
from tracker.publish.charts.svg import clean_svg

KEPT = 256
"""Charts that are kept, of some 30 kB each."""

WAITING = 40
"""Charts that are drawn or wait for it at one time; whoever asks for another one does without."""


class Drawing:
    """Draws charts and keeps those that were asked for last."""

    def __init__(self, vega: Vega | None = None, waiting: int = WAITING, kept: int = KEPT) -> None:
        self._vega, self._most_waiting, self._most_kept = vega or Vega(), waiting, kept
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting = 0
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
        return drawn or self._keep(key, clean_svg(self._vega.svg(spec, chart.title), chart.cells, title=chart.title))

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


def _key(spec: dict[str, Any], chart: Chart) -> str:
    drawn = json.dumps([spec, [(cell.address, cell.words) for cell in chart.cells]], ensure_ascii=False)
    return hashlib.sha256(drawn.encode()).hexdigest()


drawing = Drawing()
"""What draws the charts of this site."""
