"""How well the search finds what it should, beside Datasette's own search in a table."""

import asyncio
import itertools
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from datasette.app import Datasette

from tracker.archive import Archive
from tracker.model import Extraction, Fetched, Policy, ReadError, Source
from tracker.parse import parse
from tracker.paths import corpus_file
from tracker.register import load_register
from tracker.search.catalogue import read_catalogue
from tracker.search.engine import ranked_texts
from tracker.search.evaluation import DEPTH, Expected, Quality, Search, digest, evaluate, read_searches
from tracker.split import split
from tracker.store import Store

TITLE = "Finding what should be found: 122 searches"

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "real"
REAL_DOCUMENTS = (
    "cvdr/*.xml",
    "officielebekendmakingen/*.xml",
    "pdf/denhaag/*.pdf",
    "pdf/gmb-*.pdf",
    "pdf/amsterdam_koersbesluit*.pdf",
    "qa/kamervragen_docx/*.docx",
    "stop/gemeentestad__opdracht*.xml",
    "versions_md/*/v1_*.md",
)
"""Those that searches should find something in, and others that the same words stand in."""

MORE_REAL_DOCUMENTS = (
    *REAL_DOCUMENTS,
    "cvdr/*.yaml",
    "pdf/amsterdam_collegevoordracht*.pdf",
    "pdf/ori_*.pdf",
    "pdf/wassenaar/*.pdf",
    "stop/opdracht_Utrecht__*.xml",
    "stop/programma_waterbeheerplan_resultaat.xml",
)
"""Those that the searches written afterwards are done in."""

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SearchSet:
    """Searches that are measured together: their file in `corpus/gold`, and how what they are done in is stored.

    `store` writes a database at a path and returns that, or None where the documents are absent.
    """

    name: str
    file: str
    corpus: str
    store: Callable[[Path], Path | None]

    def searches(self) -> list[Search]:
        """Read the searches of this set."""
        return [search for search in read_searches(corpus_file(f"gold/{self.file}")) if search.corpus == self.corpus]


def measure() -> str:
    """Return the tables, in Markdown; the real documents are left out where they are absent."""
    lines = [
        "| documents | searches | search | recall at 10 | mean reciprocal rank |",
        "| --- | ---: | --- | ---: | ---: |",
    ]
    kinds, missed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, each in enumerate(SEARCH_SETS):
            chosen = each.searches()
            database = each.store(Path(folder) / f"set{number}.db")
            if database is None:
                lines.append(f"| {each.name} | {len(chosen)} | not measured: ../shared/real is not here | | |")
                continue
            found = measured(database, chosen)
            lines += [
                f"| {each.name} | {quality.searches} | {name} | {_two(quality)} |" for name, quality in found.items()
            ]
            kinds += _of_kinds(database, chosen)
            missed.append(f"{each.name}: {'; '.join(found['ours'].missed) or 'none'}.")
    lines += ["", "| kind | searches | recall at 10 | mean reciprocal rank |", "| --- | ---: | ---: | ---: |", *kinds]
    return "\n".join([*lines, "", "Not all among the first ten. " + " ".join(missed)])


def _of_kinds(database: Path, searches: Sequence[Search]) -> list[str]:
    """Return a row for every kind of search, of our search, the kinds with most searches first."""
    counted = Counter(search.kind for search in searches if search.kind)
    rows = []
    for kind, count in counted.most_common():
        quality = measured(database, [search for search in searches if search.kind == kind])["ours"]
        rows.append(f"| {kind} | {count} | {_two(quality)} |")
    return rows


def _two(quality: Quality) -> str:
    return f"{quality.recall:.3f} | {quality.reciprocal_rank:.3f}"


def measured(database: Path, searches: Sequence[Search]) -> dict[str, Quality]:
    """Return the quality of our search and of Datasette's on one database."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        id_of = partial(_id_of, connection)
        ours = partial(_ours, connection)
        return {
            "ours": evaluate(searches, ours, id_of),
            "Datasette's own": evaluate(searches, _datasettes(database), id_of),
        }
    finally:
        connection.close()


def _ours(connection: sqlite3.Connection, query: str) -> list[str]:
    return ranked_texts(connection, read_catalogue(connection), query, DEPTH)


def _datasettes(database: Path) -> Callable[[str], list[str]]:
    """Return the search of the pages of the tables `clauses` and `questions`, a row of each in turn."""
    site = Datasette(files=[str(database)])

    async def found(query: str) -> list[str]:
        rows = []
        for table in ("clauses", "questions"):
            parameters = {"_search": query, "_shape": "array", "_size": str(DEPTH)}
            answer = await site.client.get(f"/{database.stem}/{table}.json", params=parameters)
            rows.append([row["id"] for row in answer.json()] if answer.status_code == 200 else [])
        return [id_ for pair in itertools.zip_longest(*rows) for id_ in pair if id_]

    return lambda query: asyncio.run(found(query))


def _id_of(connection: sqlite3.Connection, expected: Expected) -> str:
    """Return the id of a text: by its address, or where that has become another one by its words."""
    if expected.part == "question":
        sql = "SELECT questions.id, question FROM questions JOIN versions ON versions.id = version WHERE address = ?"
        keys = {f"{expected.key}"}
    else:
        sql = "SELECT clauses.id, text, eid FROM clauses JOIN versions ON versions.id = version WHERE address = ?"
        keys = {expected.key}
    rows = connection.execute(sql, [expected.file]).fetchall()
    equal = [row for row in rows if digest(row[1]) == expected.sha256]
    exact = [row for row in equal if len(row) > 2 and row[2] in keys]
    if not equal:
        raise SystemExit(f"{expected.file}: {expected.part} {expected.key} reads differently; mark it anew")
    return str((exact or equal)[0][0])


def store_example(database: Path) -> Path:
    """Store the example corpus without tags."""
    register = corpus_file("example/sources.toml")
    policies = load_register(register).policies
    folder = register.parent
    documents = (
        (source, path.relative_to(folder).as_posix(), path)
        for policy in policies
        for source in policy.sources
        for path in sorted(folder.glob(source.locator))
    )
    return _store(database, policies, documents)


def store_real(database: Path, documents: Sequence[str] = REAL_DOCUMENTS) -> Path | None:
    """Store real documents, each as a policy of its own, without tags; None where they are absent."""
    if not REAL.is_dir():
        return None
    paths = [path for pattern in documents for path in sorted(REAL.glob(pattern))]
    policies, found = [], []
    for number, path in enumerate(paths, start=1):
        source = Source(f"s{number}", f"p{number}", "folder", path.name)
        policies.append(Policy(f"p{number}", path.stem, "echt", "stuk", "", (source,)))
        found.append((source, path.relative_to(REAL).as_posix(), path))
    return _store(database, policies, found)


SEARCH_SETS = (
    SearchSet("example", "searches.jsonl", "example", store_example),
    SearchSet("real", "searches.jsonl", "real", store_real),
    SearchSet(
        "real, written afterwards",
        "searches-afterwards.jsonl",
        "real",
        partial(store_real, documents=MORE_REAL_DOCUMENTS),
    ),
)


def _store(database: Path, policies: Sequence[Policy], documents: Iterator[tuple[Source, str, Path]] | list) -> Path:
    archive = Archive(database.parent / "archive")
    with Store(database) as store:
        store.save_register(policies)
        for source, address, path in documents:
            content = path.read_bytes()
            try:
                document = parse(content, name=path.name)
            except ReadError:
                continue  # scans and broken files, which the real documents have on purpose
            pieces = split(document)
            if not pieces.clauses and not pieces.questions:
                continue
            kept = archive.put(content)
            store.save_snapshot(kept.sha256, "", len(content), NOW, str(kept.path))
            fetched = Fetched(address, content)
            extraction = Extraction(replace(document, blocks=()), pieces)
            store.save_version(source, fetched, kept.sha256, extraction, retrieved=NOW, extractor="benchmark")
    return database
