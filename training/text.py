"""The legal texts without labels: paragraphs for the word vectors and for the pretraining of the encoder."""

from __future__ import annotations

import random
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import spacy
import srsly

MARKUP = re.compile(r"[#*_>|]+")
SHORTEST = 20
LONGEST = 1200


def paragraphs(folder: Path) -> Iterator[str]:
    """The paragraphs of all Markdown files in the tar archives of a folder, without markup, in order of name.

    Raises FileNotFoundError when the folder holds no archive.
    """
    archives = sorted(folder.glob("*.tar*"))
    if not archives:
        raise FileNotFoundError(f"{folder}: no .tar archive with Markdown texts in it; name the folder that has them.")
    for path in archives:
        with tarfile.open(path) as archive:
            members = sorted(
                (member for member in archive if member.name.endswith(".md")), key=lambda member: member.name
            )
            for member in members:
                content = archive.extractfile(member)
                if content is not None:
                    yield from _paragraphs_of(content.read().decode("utf-8", errors="replace"))


def _paragraphs_of(markdown: str) -> Iterator[str]:
    for line in MARKUP.sub(" ", markdown).splitlines():
        paragraph = " ".join(line.split())
        if len(paragraph) > SHORTEST:
            yield paragraph


def write_tokens(folder: Path, output: Path) -> int:
    """Write a paragraph a line, tokens apart by a space, for the training of vectors; returns the number of tokens."""
    tokenizer = spacy.blank("nl").tokenizer
    count = 0
    with output.open("w", encoding="utf-8") as lines:
        for paragraph in paragraphs(folder):
            tokens = [token.text for token in tokenizer(paragraph)]
            count += len(tokens)
            lines.write(" ".join(tokens) + "\n")
    return count


def write_pretraining(folder: Path, output: Path, *, seed: int = 0) -> int:
    """Write the paragraphs as JSON lines {"text"} in a drawn order; returns how many."""
    texts = [paragraph for paragraph in paragraphs(folder) if len(paragraph) < LONGEST]
    random.Random(seed).shuffle(texts)
    srsly.write_jsonl(output, ({"text": text} for text in texts))
    return len(texts)
