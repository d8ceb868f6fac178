"""Measure a pipeline on policy text: sentence boundaries, and root, subject and negation of the main verb.

The marks are made by hand in clauses of real documents; they hold offsets, no text (`corpus/gold/sentences-guide.md`).
`python -m training.policy --pipeline NAME --real FOLDER` measures; `--select` shows which clauses the choice falls on.
"""

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import click
import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc, Token

from tracker.model import ReadError, TrackerError
from tracker.parse import parse
from tracker.split import split

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "sentences.jsonl"
SEED = 2018
COUNT = 100
SHARES = {"pdf": 34, "qa": 16, "stop": 14, "bwb": 12, "versions_md": 8, "officielebekendmakingen": 8, "cvdr": 8}
"""Folders of real documents, and how many clauses come from each."""
LEFT_OUT = re.compile(r"notulen|scan|garble|wetsuite_image|pdflab_toezeggingen|wob_bestuurlijk|\.zip$|opmeta|manifest")
"""Minutes of a debate, and what is read by OCR: its text depends on the OCR that a machine has."""
WORDS = range(8, 111)
NEGATED = re.compile(r"\b(?:niet|geen|zonder|nooit|noch|niemand)\b", re.IGNORECASE)
SEVERAL = re.compile(r"[.?!:;]['\"”’)]?\s+['\"“‘(]?[A-Z]|\n")
"""Looks as if there were more than one sentence; only decides what is chosen, never where a boundary is."""

NEGATIONS = {"niet", "geen", "nooit", "nimmer", "noch", "niemand", "niets", "nergens"}
LIMITING = {"alleen", "slechts", "enkel", "uitsluitend"}
"""After `niet` these limit the main clause and do not negate it."""
SUBJECTS = {"nsubj", "csubj"}
OF_MAIN_CLAUSE = {"nsubj", "obj", "iobj", "obl", "xcomp", "advmod", "det", "fixed"}
"""Relations from the root down to the words of its own clause: its arguments, adjuncts and their determiners."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A clause, a question or an answer of a document; `offset` counts from the first character of all passages."""

    file: str
    part: str  # `clause`, `question`, `answer`
    key: str  # eid of the clause, number of the question
    text: str
    offset: int


@dataclass(frozen=True)
class Main:
    """What is marked in one sentence; offsets count characters of the clause's text."""

    sentence: int
    verb: Span
    root: Span
    subject: Span | None
    negation: tuple[Span, ...]


@dataclass(frozen=True)
class Record:
    """The marks in one clause or answer. `sha256` is that of its text with line ends as spaces (see `digest`)."""

    file: str
    part: str
    key: str
    offset: int
    length: int
    sha256: str
    sentences: tuple[Span, ...]
    main: tuple[Main, ...]


@dataclass(frozen=True)
class Rate:
    """Right answers and how many there were to be given."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share that is right; 0 where nothing was asked."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True)
class Found:
    """What was found against what was marked."""

    right: int
    found: int
    marked: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was marked that was found."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else 0.0


@dataclass(frozen=True)
class Scores:
    """What a pipeline reaches on the marked clauses.

    boundaries: starts of sentences inside a clause, its first sentence left out. sentences: whole sentences, both ends
    right, as spaCy's `sents_f`. root, verb, subject: of every marked sentence with a finite main verb; verb is measured
    only where the pipeline gives morphology. negated: whether the main clause is negated, agreed or not; negation: the
    words that negate it. missing: marked clauses whose text is in the documents no more.
    """

    clauses: int
    boundaries: Found
    sentences: Found
    root: Rate
    verb: Rate
    subject: Rate
    negated: Rate
    negation: Found
    missing: tuple[str, ...] = ()


# ---------------------------------------------------------------------------- reading


@cache
def read_passages(path: Path, real: Path) -> tuple[Passage, ...]:
    """Read the clauses, questions and answers of a document, in reading order, each one character after the last.

    Raises ReadError when the document gives no text.
    """
    pieces = split(parse(path.read_bytes(), name=path.name))
    texts = [("clause", clause.eid, clause.text) for clause in pieces.clauses]
    for question in pieces.questions:
        texts += [("question", question.number, question.question), ("answer", question.number, question.answer)]
    passages, offset = [], 0
    for part, key, text in texts:
        passages.append(Passage(path.relative_to(real).as_posix(), part, key, text, offset))
        offset += len(text) + 1
    return tuple(passages)


def digest(text: str) -> str:
    """Name a text, whether its paragraphs are one clause or two: line ends count as spaces."""
    return hashlib.sha256(text.replace("\n", " ").encode()).hexdigest()


def read_records(path: Path = GOLD) -> tuple[Record, ...]:
    """Read the marks, a JSON object a line."""
    return tuple(_record(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _record(line: dict) -> Record:
    part = line.get("part", "clause")
    return Record(
        file=line["file"],
        part=part,
        key=line["clause" if part == "clause" else "question"],
        offset=line["offset"],
        length=line["length"],
        sha256=line["sha256"],
        sentences=tuple((start, end) for start, end in line["sentences"]),
        main=tuple(
            Main(
                sentence=main["sentence"],
                verb=(main["verb"][0], main["verb"][1]),
                root=(main["root"][0], main["root"][1]),
                subject=(main["subject"][0], main["subject"][1]) if main["subject"] else None,
                negation=tuple((start, end) for start, end in main["negation"]),
            )
            for main in line["main"]
        ),
    )


def find_text(record: Record, passages: Sequence[Passage]) -> str | None:
    """Return the text that was marked, or None where the document as it is read now does not hold it.

    A reader that gives other eids or cuts clauses elsewhere moves a text without changing it: it is looked for under
    its key, then in every passage, then at every place of the whole document, the nearest to where it stood first.
    """
    named = [passage for passage in passages if (passage.part, passage.key) == (record.part, record.key)]
    for passage in [*named, *passages]:
        if len(passage.text) == record.length and digest(passage.text) == record.sha256:
            return passage.text
    whole = "\n".join(passage.text for passage in passages)
    starts = sorted(range(len(whole) - record.length + 1), key=lambda start: abs(start - record.offset))
    windows = (whole[start : start + record.length] for start in starts)
    return next((text for text in windows if digest(text) == record.sha256), None)


# ---------------------------------------------------------------------------- selection


def select(real: Path, count: int = COUNT, seed: int = SEED) -> list[Passage]:
    """Choose clauses and answers at random, over as many folders and documents as there are.

    Of every five, two are chosen among those with a word of negation and two among those that look like several
    sentences. A text that several documents of a folder share is chosen once.
    """
    chooser = random.Random(seed)
    chosen: list[Passage] = []
    for folder, share in SHARES.items():
        pools = _pools(real, folder)
        chooser.shuffle(pools)
        seen: set[str] = set()
        for turn in range(round(share * count / sum(SHARES.values()))):
            wanted = (NEGATED, SEVERAL, NEGATED, SEVERAL, None)[turn % 5]
            picked = _pick(pools, wanted, seen, chooser) or _pick(pools, None, seen, chooser)
            if picked is None:
                break
            chosen.append(picked)
            seen.add(picked.text)
    return chosen


def _pools(real: Path, folder: str) -> list[tuple[Passage, ...]]:
    """Return the passages of every readable document of a folder that are long and short enough."""
    pools = []
    for path in sorted((real / folder).rglob("*")):
        if not path.is_file() or LEFT_OUT.search(path.name):
            continue
        try:
            passages = read_passages(path, real)
        except ReadError:
            continue  # not a document, or not to be read: nothing to choose from
        pools.append(tuple(each for each in passages if each.part != "question" and len(each.text.split()) in WORDS))
    return pools


def _pick(
    pools: list[tuple[Passage, ...]], wanted: re.Pattern[str] | None, seen: set[str], chooser: random.Random
) -> Passage | None:
    """Pick from the first document that has a passage as wanted, and put that document last."""
    for pool in pools:
        fit = [each for each in pool if each.text not in seen and (wanted is None or wanted.search(each.text))]
        if fit:
            pools.append(pools.pop(pools.index(pool)))
            return chooser.choice(fit)
    return None


# ---------------------------------------------------------------------------- measuring


def evaluate(nlp: Language, records: Iterable[Record], real: Path) -> Scores:
    """Measure a pipeline on the marked clauses of the documents in the folder `real`."""
    counts: Counter[str] = Counter()
    missing = []
    for record in records:
        text = _text_of(record, real)
        if text is None:
            missing.append(f"{record.file}: {record.part} {record.key}")
        else:
            counts += compare(nlp(text), record)
    return scores(counts, tuple(missing))


def _text_of(record: Record, real: Path) -> str | None:
    path = real / record.file
    return find_text(record, read_passages(path, real)) if path.is_file() else None


def compare(doc: Doc, record: Record) -> Counter[str]:
    """Count what a parsed text has in common with its marks; the counts of several texts add up for `scores`."""
    found = [_trimmed(sentence.start_char, sentence.text) for sentence in doc.sents if sentence.text.strip()]
    marked = list(record.sentences)
    starts, marked_starts = {start for start, _ in found[1:]}, {start for start, _ in marked[1:]}
    counts = Counter(
        {
            "clauses": 1,
            "boundaries right": len(starts & marked_starts),
            "boundaries found": len(starts),
            "boundaries marked": len(marked_starts),
            "sentences right": len(set(found) & set(marked)),
            "sentences found": len(found),
            "sentences marked": len(marked),
        }
    )
    for main in record.main:
        counts += _compare_main(doc, main)
    return counts


def _trimmed(start: int, text: str) -> Span:
    bare = text.strip()
    start += text.index(bare)
    return start, start + len(bare)


def _compare_main(doc: Doc, main: Main) -> Counter[str]:
    """Count what is right of one main clause: that of the sentence in which the pipeline has the marked root."""
    token = next(token for token in doc if _overlaps(token, main.root))
    root = token.sent.root
    verb, subjects, negation = finite_verb(root), subjects_of(root), negations_of(root)
    right_words = [word for word in negation if any(_overlaps(word, span) for span in main.negation)]
    return Counter(
        {
            "root asked": 1,
            "verb asked": int(doc.has_annotation("MORPH")),
            "subject asked": 1,
            "negated asked": 1,
            "root right": int(_overlaps(root, main.root)),
            "verb right": int(verb is not None and _overlaps(verb, main.verb)),
            "subject right": int(_agree(subjects, main.subject)),
            "negated right": int(bool(negation) == bool(main.negation)),
            "negation right": len(right_words),
            "negation found": len(negation),
            "negation marked": len(main.negation),
        }
    )


def _overlaps(token: Token, span: Span) -> bool:
    return token.idx < span[1] and span[0] < token.idx + len(token)


def _agree(subjects: list[Token], marked: Span | None) -> bool:
    """Whether the marked subject is among those found: a pipeline may give `het` and the clause that it stands for."""
    if marked is None:
        return not subjects
    return any(_overlaps(token, marked) for token in subjects)


def finite_verb(root: Token) -> Token | None:
    """Return the finite verb of a main clause: the root itself, or the auxiliary or copula that goes with it."""
    helpers = [child for child in root.children if _relation(child) in {"aux", "cop"}]
    return next((token for token in [root, *helpers] if "Fin" in token.morph.get("VerbForm", [])), None)


def subjects_of(root: Token) -> list[Token]:
    """Return the head word of the subject of a main clause, and of the clause that is its subject."""
    return [child for child in root.children if _relation(child) in SUBJECTS]


def negations_of(root: Token) -> list[Token]:
    """Return the words that negate a main clause or one of its arguments, not what is within a part of these."""
    negations = [root] if _negates(root) else []
    waiting = [root]
    while waiting:
        token = waiting.pop()
        negations.extend(child for child in token.children if _negates(child))
        waiting.extend(child for child in token.children if _relation(child) in OF_MAIN_CLAUSE)
    return sorted(negations, key=lambda token: token.i)


def _negates(token: Token) -> bool:
    """Whether a word negates; `niet alleen` and `al dan niet` do not."""
    doc, i = token.doc, token.i
    before, after = doc[max(0, i - 2) : i].text.lower(), doc[i + 1 : i + 2].text.lower()
    return token.lower_ in NEGATIONS and before != "al dan" and after not in LIMITING


def _relation(token: Token) -> str:
    """Return the universal relation, without the subtype that some pipelines give."""
    return token.dep_.partition(":")[0]


def scores(counts: Counter[str], missing: tuple[str, ...] = ()) -> Scores:
    """Turn the counts of `compare` into scores."""

    def found(name: str) -> Found:
        return Found(counts[f"{name} right"], counts[f"{name} found"], counts[f"{name} marked"])

    def rate(name: str) -> Rate:
        return Rate(counts[f"{name} right"], counts[f"{name} asked"])

    return Scores(
        clauses=counts["clauses"],
        boundaries=found("boundaries"),
        sentences=found("sentences"),
        root=rate("root"),
        verb=rate("verb"),
        subject=rate("subject"),
        negated=rate("negated"),
        negation=found("negation"),
        missing=missing,
    )


# ---------------------------------------------------------------------------- command


def rows(result: Scores) -> Iterator[tuple[str, ...]]:
    """Rows of name, right of how many, precision, recall, F or share, for a table."""
    for name in ("boundaries", "sentences", "negation"):
        found: Found = getattr(result, name)
        shares = (f"{share:.3f}" for share in (found.precision, found.recall, found.f))
        yield (name, f"{found.right} of {found.marked}", *shares)
    for name in ("root", "verb", "subject", "negated"):
        rate: Rate = getattr(result, name)
        yield name, f"{rate.right} of {rate.total}", "", "", f"{rate.value:.3f}" if rate.total else "not measured"


def print_scores(result: Scores, console: Console) -> None:
    """Print the scores as a table, and the marked clauses that were not found."""
    table = Table("measure", "right", "precision", "recall", "F or share", box=None)
    for row in rows(result):
        table.add_row(*row)
    console.print(table)
    console.print(f"{result.clauses} clauses measured")
    for place in result.missing:
        console.print(f"not found: {place}: its text has changed or its file is absent; mark it anew")


def as_json(result: Scores) -> str:
    """Return the scores with their counts and shares, for the model card."""
    values = asdict(result)
    for name, value in vars(result).items():
        if isinstance(value, Found):
            values[name] |= {"precision": value.precision, "recall": value.recall, "f": value.f}
        elif isinstance(value, Rate):
            values[name] |= {"value": value.value}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def load_pipeline(name: str) -> Language:
    """Load an installed pipeline or a folder. Raises TrackerError when there is none of that name."""
    try:
        return spacy.load(name)
    except OSError as error:
        raise TrackerError(
            f"{name}: no such pipeline: give the folder of a trained one or the name of a package"
        ) from error


@click.command()
@click.option("--pipeline", help="Folder or name of a spaCy pipeline.")
@click.option("--real", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True)
@click.option("--gold", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=GOLD, show_default=False)
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Also write the scores here."
)
@click.option("--select", "selecting", is_flag=True, help="List the clauses that the random choice falls on.")
def main(pipeline: str | None, real: Path, gold: Path, json_file: Path | None, selecting: bool) -> None:
    """Measure a pipeline on the hand-marked clauses of the real documents in the folder --real."""
    if selecting:
        for passage in select(real):
            click.echo(f"{passage.file}\t{passage.part}\t{passage.key}\t{passage.offset}\t{len(passage.text)}")
        return
    if pipeline is None:
        raise click.UsageError("give --pipeline, or --select to see the choice of clauses")
    try:
        result = evaluate(load_pipeline(pipeline), read_records(gold), real)
    except TrackerError as error:
        raise click.ClickException(str(error)) from error
    print_scores(result, Console())
    if json_file:
        json_file.write_text(as_json(result), encoding="utf-8")


if __name__ == "__main__":
    main()
