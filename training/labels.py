"""The labelled clauses of `corpus/gold/mentions.jsonl`, with their texts from the documents beside the checkout.

The file holds ids, hashes and offsets only; the texts are official documents that stay where they are.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.model import ReadError, TrackerError
from tracker.parse import parse
from tracker.paths import corpus_file
from tracker.split import split
from training.text import MARKUP

BLANK_LINE = re.compile(r"\n\s*\n")
LABELS = corpus_file("gold/mentions.jsonl")


@dataclass(frozen=True)
class Labelled:
    """A clause with its labels: mentions as in the labelling guide (`start`, `end`, `trigger`, `form`, ...)."""

    id: str
    part: str
    source: str
    text: str
    mentions: tuple[dict[str, Any], ...]

    def line(self) -> str:
        """The clause as a line of JSON, as `tracker evaluate` reads it."""
        record = {
            "id": self.id,
            "part": self.part,
            "source": self.source,
            "text": self.text,
            "mentions": list(self.mentions),
        }
        return json.dumps(record, ensure_ascii=False)


def read_labels(shared: Path, labels: Path = LABELS, ids: Container[str] | None = None) -> Iterator[Labelled]:
    """Give the labelled clauses whose text is found, in the order of the file.

    shared: the folder that holds `gold` and `real`. ids: only these. Raises TrackerError when a text is not there or
    has changed.
    """
    records = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    records = [record for record in records if ids is None or record["id"] in ids]
    found = _unlabelled(shared) | _clauses(shared / "real", records)
    for record in records:
        source, text = found.get(record["id"], ("", ""))
        if not text:
            raise TrackerError(
                f"{labels}: the text of {record['id']} ({record.get('file', 'unlabelled')}) is not in {shared}; "
                "it has changed or gone: take the label out or mark it anew"
            )
        mentions = tuple(each | {"trigger": text[each["start"] : each["end"]]} for each in record["mentions"])
        yield Labelled(record["id"], record["part"], source, text, mentions)


def _unlabelled(shared: Path) -> dict[str, tuple[str, str]]:
    lines = (shared / "gold" / "unlabelled.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: (record["source"], record["text"]) for record in map(json.loads, lines)}


def _clauses(real: Path, records: Iterable[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """File and text of the records that name a file, looked for among its clauses, questions and answers by hash."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for record in records:
        if "file" in record:
            wanted[record["file"]][record["sha256"]] = record["id"]
    found: dict[str, tuple[str, str]] = {}
    for name, content in read_files(real, set(wanted)):
        for text in texts_in(name, content):
            if identifier := wanted[name].get(hashlib.sha256(text.encode()).hexdigest()):
                found[identifier] = (name, text)
    return found


def read_files(real: Path, names: set[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """Give name and bytes of documents under `real`; a member of an archive is named `archive!member`."""
    for path in sorted(path for path in real.rglob("*") if path.is_file()):
        name = path.relative_to(real).as_posix()
        if ".tar" in path.name:
            if names is None or any(each.startswith(f"{name}!") for each in names):
                yield from _members(path, name, names)
        elif names is None or name in names:
            yield name, path.read_bytes()


def _members(path: Path, name: str, names: set[str] | None) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            full = f"{name}!{member.name}"
            if member.isfile() and member.name.endswith(".md") and (names is None or full in names):
                content = archive.extractfile(member)
                if content is not None:
                    yield full, content.read()


def texts_in(name: str, content: bytes) -> Iterator[str]:
    """Give the texts that can be labelled in a document: clauses, questions and answers, with and without their marker.

    Of Markdown also every line and paragraph without its marks. Nothing where the document cannot be read.
    """
    try:
        document = parse(content, name=Path(name).name)
        pieces = split(document)
    except ReadError:
        return
    for clause in pieces.clauses:
        yield from (clause.text, f"{clause.label} {clause.text}", clause.heading)
    for question in pieces.questions:
        yield from (question.question, question.answer)
    yield from (f"{block.marker} {block.text}" for block in document.blocks)
    if name.endswith(".md"):
        text = content.decode("utf-8", errors="replace")
        for piece in (*text.splitlines(), *BLANK_LINE.split(text)):
            yield " ".join(MARKUP.sub(" ", piece).split())
