"""Pages per second and peak memory of the PDF parser, against bare pdfplumber on the same pages in the same run.

    python -m benchmarks pdf
    python -m benchmarks.pdf [FOLDER_OR_FILE ...]

Without arguments: the PDFs of ../shared/real, where that folder is. Gives a table in Markdown. Every figure comes from
a process of its own. Time / bare is processor time, the shortest of the rounds; one core / two is time on the clock,
which says little on a machine that is busy with something else: one document is read by two processes page by page,
several documents are shared out between them. Memory is the peak resident set of the largest process, in MB (10^6
bytes). Scans and garbled files are left out: there OCR is what takes time.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from tracker.model import ReadError
from tracker.parse.pdf import parse_pdf
from tracker.parse.pdf.pages import count_pages, read_pages
from tracker.parse.pdf.quality import numbers
from tracker.parse.pdf.records import State

TITLE = "PDF: pages per second and peak memory"
ROUNDS = 3
LONG_NOTE = "amsterdam_koersbesluit_maatschappelijke_opvang_2016-2020.pdf"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "real"


def bare(path: Path) -> None:
    """Read every page as pdfplumber does by default."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def one(path: Path) -> None:
    """Read the document on one core."""
    parse_pdf(path.read_bytes())


def read_bare(paths: list[Path]) -> None:
    """Read all files as pdfplumber does by default."""
    for path in paths:
        bare(path)


def read_on_one(paths: list[Path]) -> None:
    """Read all files on one core."""
    for path in paths:
        one(path)


def read_on_two(paths: list[Path]) -> None:
    """Read one file with two processes, several files on two cores at the same time, the largest first."""
    if len(paths) == 1:
        parse_pdf(paths[0].read_bytes(), jobs=2)
        return
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(one, sorted(paths, key=lambda path: path.stat().st_size, reverse=True)))


MEASURED: dict[str, Callable[[list[Path]], None]] = {"bare": read_bare, "one": read_on_one, "two": read_on_two}


class Figures(NamedTuple):
    """Shortest time on the clock and of the processor, in seconds, and peak memory, in bytes."""

    clock: float
    processor: float
    peak: float


def time_reading(name: str, paths: list[Path]) -> None:
    """Print the figures of reading all files in this process."""
    clock, processor = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter(), time.process_time()
        MEASURED[name](paths)
        clock.append(time.perf_counter() - started[0])
        processor.append(time.process_time() - started[1])
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(min(clock), min(processor), max(peaks) * 1024)


def in_own_process(name: str, paths: list[Path]) -> Figures:
    """Return what `time_reading` finds in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.pdf", "--measure", name, *map(str, paths)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Figures(*map(float, output.split()))


def with_text(path: Path) -> int:
    """Return the number of pages of a PDF that can be read without OCR, 0 for another one."""
    content = path.read_bytes()
    try:
        count = count_pages(content)
    except ReadError:
        return 0
    unreadable = numbers(read_pages(content, range(1, count + 1)), State.SCAN, State.STAMPED, State.GARBLED)
    return 0 if unreadable else count


def row(name: str, pages: int, paths: list[Path]) -> str:
    """Return a row of the table for these files."""
    plain, own, twice = (in_own_process(kind, paths) for kind in MEASURED)
    return (
        f"| {name} | {pages} | {pages / plain.processor:.1f} | {pages / own.processor:.1f} "
        f"| {own.processor / plain.processor:.2f} | {own.clock / twice.clock:.2f} "
        f"| {own.peak / 1e6:.0f} | {plain.peak / 1e6:.0f} |"
    )


def measure(roots: Sequence[Path] = (SHARED,)) -> str:
    """Return the table for the PDFs in these folders, or why there is none."""
    files = sorted(path for root in roots for path in ([root] if root.is_file() else root.rglob("*.pdf")))
    if not files:
        return (
            f"Skipped: no PDFs in {', '.join(root.name for root in roots)}; the real documents are not on this machine."
        )
    pages = {path: count for path in files if (count := with_text(path))}
    lines = [
        "| PDF | pages | bare pages/s | pages/s | time / bare | one core / two | peak MB | bare peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        row(f"all {len(pages)} with text", sum(pages.values()), list(pages)),
    ]
    longest = sorted(pages, key=lambda path: pages[path], reverse=True)[:3]
    lines.extend(row(path.name[:60], pages[path], [path]) for path in longest)
    for path in pages:
        if path.name == LONG_NOTE:
            peak = in_own_process("two", [path]).peak
            lines.append(f"\nPeak memory on the {pages[path]}-page note: {peak / 1e6:.0f} MB (limit 400 MB)")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the table for the given files and folders."""
    if arguments[:1] == ["--measure"]:
        time_reading(arguments[1], [Path(argument) for argument in arguments[2:]])
    else:
        print(measure([Path(argument) for argument in arguments] or [SHARED]))


if __name__ == "__main__":
    main(sys.argv[1:])
