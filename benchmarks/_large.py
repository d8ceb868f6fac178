"""A database of a million clauses, to measure on.

The texts are those of `../shared/real/corpus_text`, repeated with other words put in, until there are enough clauses.
`CLAUSES` and `LARGE_DATABASE` in the environment choose how many, and a database that is made once and kept.
"""

import os
import random
import re
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tracker.archive import Archive
from tracker.codebook import codebook
from tracker.model import Clause, ClauseKind, Document, Extraction, Fetched, Mention, Policy, Source, SplitDocument
from tracker.store import Store

TEXTS = Path(__file__).resolve().parent.parent.parent / "shared" / "real" / "corpus_text"
CLAUSES = int(os.environ.get("CLAUSES", "1000000"))
PER_VERSION = 400
PER_CHAPTER = 40
PER_POLICY = 6
THEMES = tuple(f"thema {number}" for number in range(1, 13))
KINDS = (ClauseKind.ARTICLE, ClauseKind.MEMBER, ClauseKind.MEMBER, ClauseKind.ITEM, ClauseKind.PARAGRAPH)
SCALES = tuple(codebook()[name].names for name in ("form", "holder", "rung", "force", "polarity"))
MENTIONED = 0.15
"""The share of clauses that name control."""

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORD = re.compile(r"\b[a-zéëïöü]{5,}\b")


@contextmanager
def large_database(texts: Sequence[str]) -> Iterator[Path]:
    """Give the database that the environment names, made first where it is not there, or one for this once."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(os.environ.get("LARGE_DATABASE") or Path(folder) / "large.db")
        if not database.exists():
            build(database, texts, CLAUSES)
        yield database


def clauses_in(database: Path) -> int:
    """Return how many clauses a database has."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return int(db.execute("SELECT count(*) FROM clauses").fetchone()[0])


def paragraphs(folder: Path) -> Iterator[str]:
    """Give the paragraphs of the texts in the archives, without headings and lines that are hardly text."""
    for archive in sorted(folder.glob("*.tar.xz")):
        with tarfile.open(archive) as files:
            for member in files:
                content = files.extractfile(member) if member.name.endswith(".md") else None
                if content is not None:
                    lines = (line.strip() for line in content.read().decode(errors="replace").splitlines())
                    yield from (line[:1200] for line in lines if len(line) > 40 and line[0] != "#")


def build(database: Path, texts: Sequence[str], clauses: int) -> None:
    """Make a database of so many clauses: the texts in turn, and from the second round on with words changed."""
    chance = random.Random(1)
    words = sorted({word for text in texts[::50] for word in WORD.findall(text)})
    archive = Archive(database.parent / f"{database.stem}-archive")
    versions = -(-clauses // PER_VERSION)
    policies = [_policy(number) for number in range(-(-versions // PER_POLICY))]
    with Store(database) as store:
        store.save_register(policies)
        for version in range(versions):
            first = version * PER_VERSION
            numbers = range(first, min(clauses, first + PER_VERSION))
            source = policies[version // PER_POLICY].sources[0]
            extraction = _extraction([_changed(texts, number, words, chance) for number in numbers], chance)
            kept = archive.put(f"{version}".encode())
            store.save_snapshot(kept.sha256, "", 1, NOW, str(kept.path))
            fetched = Fetched(f"stuk-{version}", b"", metadata=(("valid_from", "2020-01-01"),))
            store.save_version(source, fetched, kept.sha256, extraction, retrieved=NOW, extractor="benchmark")


def _policy(number: int) -> Policy:
    id_ = f"beleid-{number}"
    source = Source(f"bron-{number}", id_, "folder", f"{number}.xml")
    return Policy(id_, f"Beleidsregel {number}", THEMES[number % len(THEMES)], "beleidsregel", "Polderveen", (source,))


def _changed(texts: Sequence[str], number: int, words: Sequence[str], chance: random.Random) -> str:
    text = texts[number % len(texts)]
    if number < len(texts):
        return text
    return WORD.sub(lambda word: chance.choice(words) if chance.random() < 0.1 else word[0], text)


def _extraction(texts: Sequence[str], chance: random.Random) -> Extraction:
    clauses = tuple(_clause(position, text) for position, text in enumerate(texts))
    mentions = tuple(() if clause.kind is ClauseKind.CHAPTER else _mentions(clause.text, chance) for clause in clauses)
    return Extraction(Document("stuk", "text", ()), SplitDocument(clauses, ()), clause_mentions=mentions)


def _clause(position: int, text: str) -> Clause:
    """Make the clause at a place of a version: now and then a chapter with a heading, the others under the last one."""
    chapter, number = position // PER_CHAPTER + 1, str(position + 1)
    above = f"chp_{chapter}"
    if position % PER_CHAPTER == 0:
        heading = " ".join(text.split()[:6])
        return Clause(above, None, ClauseKind.CHAPTER, f"Hoofdstuk {chapter}", str(chapter), f"hoofdstuk {chapter}",
                      heading, "", None, position)  # fmt: skip
    kind = KINDS[position % len(KINDS)]
    return Clause(f"{above}__art_{number}", above, kind, f"Artikel {number}", number, f"artikel {number}", "", text,
                  None, position)  # fmt: skip


def _mentions(text: str, chance: random.Random) -> tuple[Mention, ...]:
    word = WORD.search(text)
    if word is None or chance.random() > MENTIONED:
        return ()
    return (Mention(word.start(), word.end(), word[0], *(chance.choice(values) for values in SCALES)),)
