"""The Dutch pipeline against the published French one, which has the same architecture."""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import spacy
from spacy.language import Language

from tracker.extract import ExtractionTask, extract
from tracker.language import load
from tracker.paths import corpus_file

TITLE = "Words per second of the Dutch pipeline, on one core"

PUBLISHED = "fr_core_news_sm"
TOKENS = 25_000
ROUNDS = 5


def measure() -> str:
    """Return the table; the pipelines take turns on the same texts, process time is counted."""
    try:
        published = spacy.load(PUBLISHED)
    except OSError:
        return f"Not measured: {PUBLISHED} is not installed (`pip install '.[training]'` has it)."
    pipelines = {"ours": load(), PUBLISHED: published}
    texts = _texts(published)
    speeds: dict[str, list[float]] = {name: [] for name in pipelines}
    for nlp in pipelines.values():
        _words_per_second(nlp, texts[: len(texts) // 5])
    for _ in range(ROUNDS):
        for name, nlp in pipelines.items():
            speeds[name].append(_words_per_second(nlp, texts))
    ours, theirs = (statistics.median(speeds[name]) for name in pipelines)
    ratio = statistics.median(mine / other for mine, other in zip(*speeds.values(), strict=True))
    rows = [
        "| pipeline | words per second | ratio |",
        "| --- | --- | --- |",
        f"| ours | {ours:,.0f} | {ratio:.2f} |",
        f"| {PUBLISHED} | {theirs:,.0f} | 1.00 |",
        "",
        f"Medians of {ROUNDS} rounds over {TOKENS:,} tokens of the example corpus. "
        f"Our pipeline loads in {_load_seconds():.2f} s in a fresh process that has spaCy imported.",
    ]
    return "\n".join(rows)


def _texts(nlp: Language) -> list[str]:
    """Clauses of the example corpus, as often as it takes to have enough tokens."""
    texts: list[str] = []
    tokens = 0
    while tokens < TOKENS:
        for text in clauses_of_example():
            texts.append(text)
            tokens += len(nlp.make_doc(text))
            if tokens >= TOKENS:
                break
    return texts


def clauses_of_example() -> Iterator[str]:
    """The clauses of the example corpus that have words of their own."""
    for path in sorted(corpus_file("example").rglob("*.xml")):
        for clause in extract(ExtractionTask(path.read_bytes(), name=path.name)).split.clauses:
            if clause.text:
                yield clause.text


def _words_per_second(nlp: Language, texts: list[str]) -> float:
    gc.collect()
    started = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens / (time.process_time() - started)


def _load_seconds() -> float:
    script = (
        "import time, spacy, tracker.language as l; s = time.perf_counter(); l.load(); print(time.perf_counter() - s)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)
