"""Documents per second for the publishers' XML, against a bare parse of the same bytes in the same run."""

import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tracker.model import ReadError
from tracker.parse import parse

TITLE = "Reading XML"

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT.parent / "shared" / "real", ROOT / "corpus" / "example")
REPEATS = 5


def documents() -> dict[str, list[bytes]]:
    """Return the XML documents with text that are on this machine, by format."""
    found: dict[str, list[bytes]] = {}
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.xml")):
            content = path.read_bytes()
            try:
                found.setdefault(parse(content, name=path.name).format, []).append(content)
            except ReadError:
                continue  # a record or a list, no document
    return found


def bare(content: bytes) -> str:
    """Return all the text in a document, without looking at what it is."""
    return "".join(map(str, etree.fromstring(content).itertext()))


def seconds(read: Callable[[bytes], object], contents: list[bytes]) -> float:
    """Return how long reading all documents takes: the best of some rounds."""
    rounds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        for content in contents:
            read(content)
        rounds.append(time.perf_counter() - started)
    return min(rounds)


def measure() -> str:
    """Return the table, in Markdown."""
    lines = [
        "| format | documents | kB each | documents a second | bare lxml parse and itertext | times |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, contents in sorted(documents().items()):
        ours, theirs = seconds(parse, contents), seconds(bare, contents)
        size = sum(map(len, contents)) / len(contents) / 1000
        lines.append(
            f"| {name} | {len(contents)} | {size:.0f} | {len(contents) / ours:.0f} | {len(contents) / theirs:.0f} | "
            f"{ours / theirs:.1f} |"
        )
    return "\n".join(lines)
