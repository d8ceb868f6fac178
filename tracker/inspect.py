"""Read files and show what each one gives: the way to try a document before it is followed."""

import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tracker.model import ReadError
from tracker.parse import parse
from tracker.split import split


@dataclass(frozen=True)
class Inspection:
    """What one file gave. `reason` is the code and the message of the ReadError where it gave nothing."""

    path: Path
    parser: str = ""
    pages: int | None = None
    clauses: int = 0
    questions: int = 0
    apart: int = 0  # characters set apart
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    reason: str = ""


COLUMNS = ("file", "parser", "pages", "clauses", "questions", "set apart", "reason or note")
_LOG_WIDTH = 200


def inspect(paths: Iterable[Path]) -> list[Inspection]:
    """Read every file, and every file under every folder, in the order of their names."""
    return [_inspect_file(path) for root in paths for path in _files(root)]


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    else:
        yield from sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))


def _inspect_file(path: Path) -> Inspection:
    started = time.perf_counter()
    try:
        document = parse(path.read_bytes(), name=path.name)
        pieces = split(document)
    except ReadError as error:
        return Inspection(path, reason=f"{error.reason}: {error}", seconds=time.perf_counter() - started)
    return Inspection(
        path,
        parser=document.format,
        pages=document.pages,
        clauses=len(pieces.clauses),
        questions=len(pieces.questions),
        apart=sum(len(each.text) for each in document.apart + pieces.apart),
        seconds=time.perf_counter() - started,
        notes=document.notes,
    )


def rows(results: Sequence[Inspection]) -> list[tuple[str, ...]]:
    """Return the cells of the table, a row a file, with paths relative to what the files share."""
    shared = _shared_folder([result.path for result in results])
    return [
        (
            result.path.relative_to(shared).as_posix(),
            result.parser,
            str(result.pages or ""),
            str(result.clauses or ""),
            str(result.questions or ""),
            str(result.apart or ""),
            result.reason or "; ".join(result.notes),
        )
        for result in results
    ]


def _shared_folder(paths: Sequence[Path]) -> Path:
    parents = [path.parent for path in paths]
    shared = parents[0] if parents else Path()
    while not all(parent.is_relative_to(shared) for parent in parents):
        shared = shared.parent
    return shared


def markdown_table(results: Sequence[Inspection]) -> str:
    """Return the table as Markdown, for the docs."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "| --- | --- | ---: | ---: | ---: | ---: | --- |"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows(results)]
    return "\n".join(lines)


def print_table(results: Sequence[Inspection], console: Console) -> None:
    """Print the table, and a line with the totals; in a log every row is a line, however long."""
    if not console.is_terminal:
        console = Console(file=console.file, width=_LOG_WIDTH, highlight=False)
    table = Table(*COLUMNS, box=None, header_style="bold")
    for column in table.columns[2:6]:
        column.justify = "right"
    for row in rows(results):
        table.add_row(*row)
    console.print(table)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(
        f"{len(results)} files, {sum(result.clauses for result in results)} clauses, "
        f"{sum(result.questions for result in results)} questions, "
        f"{sum(bool(result.reason) for result in results)} not read, "
        f"{sum(result.seconds for result in results):.1f} s, at most {megabytes:.0f} MB"
    )
