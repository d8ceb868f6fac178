"""The labelled changes of `corpus/gold/effects.jsonl` and `effects-invented.toml`, with the texts that they are about.

Texts of real documents stay beside the checkout; the files hold eids, ids, hashes, and words of ours.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.model import Clause, ClauseKind, TrackerError
from tracker.parse import parse
from tracker.paths import corpus_file
from tracker.split import split
from training.labels import read_files
from training.labels import read_labels as read_labelled_clauses

LABELS = corpus_file("gold/effects.jsonl")
INVENTED = corpus_file("gold/effects-invented.toml")

REAL_SETS = ("versions", "beside", "same")
"""Sets of which both texts are real."""

Record = dict[str, Any]
Key = tuple[str | None, str | None]
"""A change of a clause: its eid in the older and in the newer text, None where there is none."""


@dataclass(frozen=True)
class LabelledPair:
    """Two texts and, of some clauses, what the change does to residents' say.

    kind: one of the sets in `corpus/gold/README.md`. half: `seen` where rules were improved on its errors, `held out`,
    or `afterwards` where it was labelled when the rules were there. same_rule: as in `compare`. hashes: of both texts
    of a clause together; empty where the texts are ours.
    """

    kind: str
    name: str
    half: str
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    effects: Mapping[Key, str]
    hashes: Mapping[Key, str]

    @property
    def same_rule(self) -> bool:
        """Whether both are versions of one rule."""
        return self.kind != "beside"


def read_labels(shared: Path | None, labels: Path = LABELS, invented: Path = INVENTED) -> Iterator[LabelledPair]:
    """Give the labelled pairs, those of `invented` last.

    shared: the folder that holds `gold` and `real`; without it only what is invented. Raises TrackerError when a text
    is not there or has changed.
    """
    if shared is not None:
        records = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
        yield from _real_pairs([each for each in records if each["set"] in REAL_SETS], shared / "real")
        yield from _edited(labels, [each for each in records if each["set"] == "edited"], shared)
    for rules in tomllib.loads(invented.read_text(encoding="utf-8"))["rules"]:
        yield _invented(rules)


def texts_hash(old: Clause | None, new: Clause | None) -> str:
    """Return the hash that a label has of both texts of a clause."""
    return hashlib.sha256("\0".join("" if each is None else each.text for each in (old, new)).encode()).hexdigest()


def _real_pairs(records: Sequence[Record], real: Path) -> Iterator[LabelledPair]:
    names = {record[side] for record in records for side in ("old", "new")}
    texts = {name: _clauses(name, content) for name, content in read_files(real, names)}
    if missing := names - texts.keys():
        raise TrackerError(f"{real}: {min(missing)} is not there; put it back, or take its labels out")
    pairs: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        pairs[record["old"], record["new"]].append(record)
    for (old, new), found in pairs.items():
        effects = {_key(record["clauses"]): record["effect"] for record in found}
        hashes = {_key(record["clauses"]): record["sha256"] for record in found}
        name, half = f"{old} -> {new}", found[0]["half"]
        yield LabelledPair(found[0]["set"], name, half, texts[old], texts[new], effects, hashes)


def _clauses(name: str, content: bytes) -> tuple[Clause, ...]:
    return split(parse(content, name=Path(name).name)).clauses


def _key(clauses: Iterable[str | None]) -> Key:
    old, new = clauses
    return old, new


# -------------------------------------------------------------------- clauses that were edited


def _edited(labels: Path, records: Sequence[Record], shared: Path) -> Iterator[LabelledPair]:
    ids = {record["id"] for record in records}
    texts = {each.id: each.text for each in read_labelled_clauses(shared, ids=ids)}
    for record in records:
        if record["id"] not in texts:
            raise TrackerError(f"{labels}: {record['id']} is no labelled clause any more; take its label out")
        text = texts[record["id"]]
        old, new = text, None if record["edits"] is None else _with_edits(text, record["edits"])
        yield _of_one_clause(record, *((new, old) if record["back"] else (old, new)))


def _with_edits(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Put our words in the place of others, the last first, so that the places stay right."""
    for start, length, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[start + length :]
    return text


def _of_one_clause(record: Record, old: str | None, new: str | None) -> LabelledPair:
    sides = [() if text is None else (_clause(text),) for text in (old, new)]
    key = _key(side[0].eid if side else None for side in sides)
    return LabelledPair("edited", record["id"], record["half"], sides[0], sides[1], {key: record["effect"]}, {})


def _clause(text: str) -> Clause:
    return Clause("art_1", None, ClauseKind.ARTICLE, "Artikel 1", "1", "artikel 1", "", text, None, 0)


# -------------------------------------------------------------------- invented rules


def _invented(rules: Record) -> LabelledPair:
    old, new = (_rule(rules["articles"], side) for side in ("old", "new"))
    effects = {}
    for number, article in enumerate(rules["articles"], 1):
        eid = f"art_{number}"
        effects[(eid if "old" in article else None, eid if "new" in article else None)] = article["effect"]
    return LabelledPair("invented", rules["name"], rules["half"], old, new, effects, {})


def _rule(articles: Iterable[Record], side: str) -> tuple[Clause, ...]:
    """Return one side of the articles as clauses; an article that is not on it leaves its number unused."""
    texts = ((number, article[side]) for number, article in enumerate(articles, 1) if side in article)
    return tuple(
        Clause(f"art_{number}", None, ClauseKind.ARTICLE, f"Artikel {number}", str(number), f"artikel {number}", "",
               text, None, position)
        for position, (number, text) in enumerate(texts)
    )  # fmt: skip
