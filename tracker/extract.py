"""From the bytes of one document to all that can be known of it alone: parse, split, refer, tag.

Pure: no network, no clock, no database. One document is one call, so that it runs the same in this process, in
a pool of processes or on a cluster's executor.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.model import Extraction, Policy
from tracker.paths import corpus_file

if TYPE_CHECKING:
    from tracker.tag import Tagger

_STEPS = ("model.py", "extract.py", "parse", "split", "refer", "language", "tag")
_DATA = ("laws.toml", "taxonomy")
_LIBRARIES = ("lxml", "pdfplumber", "pdfminer.six", "python-docx", "markdown-it-py", "spacy")


@dataclass(frozen=True)
class ExtractionTask:
    """One document to read: its bytes and the little that is needed beside them."""

    content: bytes
    media_type: str = ""
    name: str = ""
    policies: tuple[Policy, ...] = ()  # what a text may refer to by title
    jobs: int = 1  # processes for one large PDF


def extract(task: ExtractionTask) -> Extraction:
    """Parse, split and tag one document.

    The steps are imported here: a run that finds nothing new reads nothing and need not load them.

    Raises ReadError with the named reason when it holds no text that can be used.
    """
    from tracker.parse import parse
    from tracker.refer import references_of_clauses, references_of_texts
    from tracker.split import split

    document = parse(task.content, media_type=task.media_type, name=task.name, jobs=task.jobs)
    pieces = split(document)
    tagger = _tagger()
    questions = [question.question for question in pieces.questions]
    answers = [question.answer for question in pieces.questions]
    return Extraction(
        document=document,
        split=pieces,
        clause_references=references_of_clauses(pieces.clauses, task.policies),
        question_references=references_of_texts(questions, task.policies),
        answer_references=references_of_texts(answers, task.policies),
        clause_mentions=tuple(tagger.tag_clauses(pieces.clauses)),
        question_mentions=tuple(tagger.tag_many(questions)),
        answer_mentions=tuple(tagger.tag_many(answers)),
    )


@cache
def _tagger() -> "Tagger":
    """The tagger of this process, imported and loaded when there is something to tag: that takes seconds."""
    from tracker.tag import Tagger

    return Tagger.load()


@cache
def extractor_id() -> str:
    """Name the code and the rules that make an extraction: same name, same result from the same bytes.

    The name changes with the source of the steps, the rules in the corpus and the libraries that read files, so
    that a better parser gives a version with reason `extractie` and never passes for a change in the policy.
    """
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parent
    for step in _STEPS:
        path = package / step
        for file in _files(path):
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    for name in _DATA:
        for file in _files(corpus_file(name)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}=={version(library)}".encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _files(path: Path) -> list[Path]:
    """The file, or the files of the folder that decide a result: documentation and compiled code do not."""
    if path.is_file():
        return [path]
    return [file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix not in (".md", ".pyc")]
