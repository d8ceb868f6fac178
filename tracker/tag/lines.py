"""JSON lines in, JSON lines out: the tagger as a filter, in constant memory."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice

from tracker.model import TrackerError
from tracker.tag import Tagger

BATCH = 500


def tag_lines(lines: Iterable[str], tagger: Tagger | None = None) -> Iterator[str]:
    """Turn lines `{"id", "text"}` into lines `{"id", "mentions": [...]}` in the same order.

    Empty lines are skipped. A line that cannot be read does not stop the others: after the last one a TrackerError
    names every such line by its number, what is wrong with it and what it should look like.
    """
    tagger = tagger or Tagger.load()
    problems: list[str] = []
    records = _records(lines, problems)
    while batch := list(islice(records, BATCH)):
        for (identifier, _), mentions in zip(batch, tagger.tag_many(text for _, text in batch)):
            yield json.dumps({"id": identifier, "mentions": [asdict(each) for each in mentions]}, ensure_ascii=False)
    if problems:
        raise TrackerError("\n".join(problems))


def read_texts(lines: Iterable[str]) -> Iterator[tuple[object, str]]:
    """Give id and text of the lines; raises TrackerError after the last one where some cannot be read."""
    problems: list[str] = []
    yield from _records(lines, problems)
    if problems:
        raise TrackerError("\n".join(problems))


def _records(lines: Iterable[str], problems: list[str]) -> Iterator[tuple[object, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = _record(line)
        except (ValueError, TypeError) as error:
            problems.append(
                f"line {number}: {error}; "
                'each line must be a JSON object like {"id": "a1", "text": "Bewoners beslissen mee."}'
            )
        else:
            yield record


def _record(line: str) -> tuple[object, str]:
    """Return the id and the text in a line; raises ValueError or TypeError, which say what is wrong."""
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ValueError("this is no JSON") from error
    for key in ("id", "text"):
        if not isinstance(record, dict) or key not in record:
            raise ValueError(f'there is no "{key}"')
    if not isinstance(record["text"], str):
        raise TypeError('"text" is not a string')
    return record["id"], record["text"]
