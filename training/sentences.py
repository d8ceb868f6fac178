"""Sentences of our own with the force of what they say about control, beside the clauses of real documents.

`corpus/gold/force.toml` holds them by the kind of text that they could stand in; `[words|force]` marks a mention.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.model import TrackerError
from tracker.paths import corpus_file
from tracker.tag import Tagger
from tracker.tag.features import features
from tracker.tag.force import FORCES
from tracker.tag.judge import FACTORY
from tracker.tag.triggers import KEY

SENTENCES = corpus_file("gold/force.toml")
_MARK = re.compile(r"\[([^\]|]*)\|([^\]|]*)\]")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and of every mark (first character, the one after the last, force)."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Forced:
    """The features of a mention in a sentence of our own, and its force."""

    features: tuple[str, ...]
    force: str


def read_sentences(path: Path = SENTENCES) -> list[Sentence]:
    """Read the sentences; raises TrackerError where one has no mark, or a mark a force that is not there."""
    kinds = tomllib.loads(path.read_text(encoding="utf-8"))["kinds"]
    return [_sentence(marked, path) for kind in kinds for marked in kind["sentences"]]


def _sentence(marked: str, path: Path) -> Sentence:
    text, marks, read = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[read : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        read = mark.end()
    if not marks or any(force not in FORCES for _, _, force in marks):
        raise TrackerError(f"{path}: {marked!r} has no mark, or one of no force; write [words|{'|'.join(FORCES)}]")
    return Sentence(text + marked[read:], tuple(marks))


def forced(tagger: Tagger, sentences: Iterable[Sentence]) -> Iterator[Forced]:
    """Give an example for every mark; raises TrackerError where the rules propose nothing at one."""
    sentences = list(sentences)
    with tagger.language.select_pipes(disable=[FACTORY]):
        for sentence, (doc, _) in zip(sentences, tagger.read(each.text for each in sentences), strict=True):
            for start, end, force in sentence.marks:
                span = next((s for s in doc.spans[KEY] if s.start_char < end and start < s.end_char), None)
                if span is None:
                    raise TrackerError(
                        f"{SENTENCES}: no rule proposes {sentence.text[start:end]!r} in {sentence.text!r}; "
                        "mark other words or add a rule"
                    )
                yield Forced(tuple(features(span)), force)
