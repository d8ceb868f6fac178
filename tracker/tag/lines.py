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


def _records(lines: Iterable[str], problems: list[str]) -> Iterator[tuple[object, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            identifier, text = record["id"], record["text"]
            if not isinstance(text, str):
                raise TypeError("text is not a string")
        except (ValueError, KeyError, TypeError) as error:
            problems.append(
                f"line {number}: {type(error).__name__}: {error}; "
                'each line must be a JSON object like {"id": "a1", "text": "Bewoners beslissen mee."}'
            )
        else:
            yield identifier, text
