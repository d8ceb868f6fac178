"""Tagging against the bare pipeline on the same texts, and a large collection in one go."""

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator

from benchmarks.language import clauses_of_example
from tracker.tag import Tagger

TITLE = "Tagging, beside the bare pipeline, on one core"

TOKENS = 15_000
ROUNDS = 3


def measure() -> str:
    """Return the table; the ways take turns on the same texts, process time is counted."""
    tagger = Tagger.load()
    texts = list(_texts(tagger))
    components = [name for name in tagger.language.pipe_names if name.startswith("control_")]

    def bare() -> None:
        with tagger.language.select_pipes(disable=components):
            for _ in tagger.language.pipe(texts):
                pass

    def all_texts() -> None:
        for _ in tagger.read(texts):
            pass

    def as_used() -> None:
        for _ in tagger.tag_many(texts):
            pass

    ways: dict[str, Callable[[], None]] = {
        "the bare pipeline on every text": bare,
        "pipeline and tags on every text": all_texts,
        "as it is used: texts in which nothing can be found are not read": as_used,
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            seconds[name].append(_seconds(way))
    first = statistics.median(seconds["the bare pipeline on every text"])
    lines = ["| way | words per second | time, beside the bare pipeline |", "| --- | ---: | ---: |"]
    for name, taken in seconds.items():
        median = statistics.median(taken)
        lines.append(f"| {name} | {TOKENS / median:,.0f} | {median / first:.2f} |")
    lines += ["", f"Medians of {ROUNDS} rounds over {TOKENS:,} tokens of the example corpus. {_memory(tagger, texts)}"]
    return "\n".join(lines)


def _texts(tagger: Tagger) -> Iterator[str]:
    """Clauses of the example corpus, as often as it takes to have enough tokens."""
    tokens = 0
    while tokens < TOKENS:
        for text in clauses_of_example():
            tokens += len(tagger.language.make_doc(text))
            yield text
            if tokens >= TOKENS:
                return


def _seconds(way: Callable[[], None]) -> float:
    gc.collect()
    started = time.process_time()
    way()
    return time.process_time() - started


def _memory(tagger: Tagger, texts: list[str]) -> str:
    """What tagging the texts once and five times takes at its peak: the same, for nothing is kept."""
    peaks = []
    for times in (1, 5):
        tracemalloc.start()
        for _ in tagger.tag_many(text for _ in range(times) for text in texts):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
    return f"Python's memory at its peak: {peaks[0]:.0f} MB for these texts, {peaks[1]:.0f} MB for five times as many."
