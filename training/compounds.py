"""The data of the compounds component: built from the treebank and from texts, and measured.

    python -m training.compounds build --treebank nl-train.conllu.xz --text FOLDER --output compounds.bin
    python -m training.compounds evaluate --treebank nl-dev.conllu.xz
    python -m training.compounds curve --treebank nl-train.conllu.xz --text FOLDER

`curve` shows thresholds on a tenth of the running text that was left out of building. No word of the development set
is in the data (but see docs/compounds.md on what was decided after looking at its scores).
"""

import hashlib
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Adam, Linear, Model, Optimizer, Relu, chain, fix_random_seed
from thinc.types import Floats2d

from tracker.language import load
from tracker.language.compounds import (
    CLASSES,
    CLOSED,
    FEATURES,
    LENGTHS,
    RARE,
    Candidate,
    CompoundSplitter,
    Vocabulary,
    Word,
    candidates,
    features,
    group_of,
    pieces_of,
    singulars,
)
from training.treebank import Sentence, consecutive, read
from training.treebank import Word as TreebankWord

UNANNOTATED = re.compile(r"alpino-(LassySample|medfail)")
"""Sub-corpora without a single split: they say nothing about which words are whole."""

RUNNING = re.compile(r"alpino-cdb|lassy")
"""Running text, from which the held-out sentences come."""

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
MOST_OFTEN = 5
"""Only words that the treebank has as often teach the network: like a new word, they are rare."""

HIDDEN = 16
EPOCHS = 30
BATCH = 512
THRESHOLD = -2.0
"""Log-odds; on held-out sentences of the training set 6 in 1,000 of the other words are then split (see `curve`)."""

Parts = tuple[str, ...]


# ---------------------------------------------------------------------------- counts


def count_texts(folder: Path) -> Counter[str]:
    """How often each word in lower case stands in the Markdown files of a folder, those in .tar.xz archives included.

    Raises FileNotFoundError when the folder has neither.
    """
    counts: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.md")):
        counts.update(WORD.findall(path.read_text(encoding="utf-8", errors="replace").lower()))
    for path in sorted(folder.glob("*.tar.xz")):
        with tarfile.open(path) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.name.endswith(".md") else None
                if content:
                    counts.update(WORD.findall(content.read().decode("utf-8", errors="replace").lower()))
    if not counts:
        raise FileNotFoundError(
            f"{folder} has no Markdown files and no .tar.xz archives with them. Name the folder of the texts."
        )
    return counts


@dataclass
class Counts:
    """What the treebank says: lemmas with their splits, forms with their lemmas, and how names are written."""

    words: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    spelling: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    splits: defaultdict[tuple[str, str], Counter[Parts]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, word: TreebankWord) -> None:
        """Count one word of the treebank."""
        lemma = word.lemma.lower()
        self.words[lemma] += 1
        self.classes[lemma] |= CLASSES.get(word.pos, 0)
        self.spelling[lemma][word.lemma] += 1
        for part in word.compound:
            self.spelling[part.lower()][part] += 1
        self.splits[lemma, word.pos][word.compound] += 1
        apart = is_apart(word)
        self.forms[f"{word.form.lower()}/{group_of(word.pos)}"][word.compound[-1] if apart else lemma] += 1
        if word.pos == "VERB":
            stem = singulars((word.compound[-1] if word.compound else lemma).lower().removesuffix("en"))[-1]
            self.classes[stem] |= CLASSES["STEM"] if len(stem) > 2 else 0

    def split(self, lemma: str, pos: str) -> Parts:
        """The most frequent split of a lemma with this part of speech; empty when it is mostly whole."""
        return self.splits[lemma, pos].most_common(1)[0][0]


def is_apart(word: TreebankWord) -> bool:
    """Whether a verb stands apart from its particle: neemt with Compound=toe_nemen."""
    return word.pos == "VERB" and len(word.compound) > 1 and not word.form.lower().startswith(word.compound[0].lower())


def count_treebank(sentences: Iterable[Sentence]) -> Counts:
    """Count the words of the sentences that have annotated compounds."""
    counts = Counts()
    for sentence in sentences:
        if not UNANNOTATED.match(sentence.id):
            for word in sentence.words:
                counts.add(word)
    return counts


# ---------------------------------------------------------------------------- vocabulary


@dataclass
class Shares:
    """What one lemma adds to the counts of parts, so that it can be taken out again."""

    modifier: set[str] = field(default_factory=set)
    head: set[str] = field(default_factory=set)
    unsplit_modifier: set[str] = field(default_factory=set)
    unsplit_head: set[str] = field(default_factory=set)
    pieces: set[tuple[str, str]] = field(default_factory=set)
    treebank: int = 0


KINDS = ("modifier", "head", "unsplit_modifier", "unsplit_head")


def _changed(counts: tuple[int, ...], kind: str, by: int) -> Word:
    word = Word._make(counts)
    return word._replace(**{kind: getattr(word, kind) + by})


class Builder:
    """A vocabulary together with what each lemma added to it."""

    def __init__(self, counts: Counts, texts: Counter[str]) -> None:
        self.counts = counts
        self.shares: defaultdict[str, Shares] = defaultdict(Shares)
        self.vocabulary = Vocabulary(threshold=THRESHOLD)
        self._add_words(texts)
        for lemma, pos in counts.splits:
            self._add_split(lemma, counts.split(lemma, pos))
        for lemma, pos in counts.splits:
            if pos not in CLOSED and len(lemma) in LENGTHS and not self.shares[lemma].head:
                self._add_unsplit(lemma)

    def _add_words(self, texts: Counter[str]) -> None:
        counts = self.counts
        parts = {part.lower() for splits in counts.splits.values() for split in splits for part in split}
        often = {word for word, count in texts.items() if count >= RARE}
        self.vocabulary.words = {
            word: Word(counts.words[word], texts[word], classes=counts.classes[word])
            for word in sorted(parts | often | set(counts.words) | set(counts.classes))
        }
        for lemma, count in counts.words.items():
            self.shares[lemma].treebank = count

    def _add_split(self, lemma: str, parts: Parts) -> None:
        shares = self.shares[lemma]
        if not parts or shares.head:
            return
        low = [part.lower() for part in parts]
        shares.modifier.update(low[:-1])
        shares.head.add(low[-1])
        pieces = pieces_of(lemma, parts)
        shares.pieces.update((piece.rstrip("-"), base) for piece, base in zip(pieces[:-1], low))
        self._count(shares, 1)

    def _add_unsplit(self, lemma: str) -> None:
        shares, words = self.shares[lemma], self.vocabulary.words
        for candidate in candidates(lemma, self.vocabulary):
            shares.unsplit_modifier.update({candidate.base} if self.vocabulary.word(candidate.base).treebank else ())
            shares.unsplit_head.update({candidate.head} if self.vocabulary.word(candidate.head).treebank else ())
        for kind in ("unsplit_modifier", "unsplit_head"):
            for part in getattr(shares, kind):
                words[part] = _changed(words[part], kind, 1)

    def _count(self, shares: Shares, sign: int) -> None:
        words, pieces = self.vocabulary.words, self.vocabulary.pieces
        for kind in KINDS:
            for part in getattr(shares, kind):
                words[part] = _changed(words[part], kind, sign)
        for piece, base in sorted(shares.pieces):
            bases = pieces.setdefault(piece, {})
            bases[base] = bases.get(base, 0) + sign

    @contextmanager
    def without(self, lemma: str) -> Iterator[None]:
        """Inside, the vocabulary is as if the treebank did not have this lemma: so it looks to a new word."""
        shares, words = self.shares[lemma], self.vocabulary.words
        self._count(shares, -1)
        words[lemma] = _changed(words[lemma], "treebank", -shares.treebank)
        yield
        self._count(shares, 1)
        words[lemma] = _changed(words[lemma], "treebank", shares.treebank)

    def add_lookups(self) -> None:
        """Fill the tables of splits, forms and spelling, with what the model would not find by itself."""
        counts, vocabulary = self.counts, self.vocabulary
        by_group: defaultdict[tuple[str, str], Counter[Parts]] = defaultdict(Counter)
        for (lemma, pos), splits in counts.splits.items():
            by_group[lemma, group_of(pos)].update(splits)
        split = {lemma for (lemma, _), splits in by_group.items() if splits.most_common(1)[0][0]}
        vocabulary.splits = {
            f"{lemma}/{group}": "_".join(splits.most_common(1)[0][0])
            for (lemma, group), splits in sorted(by_group.items())
            if lemma in split
        }
        most = {form: lemmas.most_common(1)[0][0] for form, lemmas in sorted(counts.forms.items())}
        vocabulary.forms = {form: lemma for form, lemma in most.items() if form.rsplit("/", 1)[0] != lemma}
        spelled = {word: spellings.most_common(1)[0][0] for word, spellings in sorted(counts.spelling.items())}
        vocabulary.spelling = {word: spelling for word, spelling in spelled.items() if word != spelling}


# ---------------------------------------------------------------------------- network


@dataclass
class Examples:
    """Candidates of words, one row each: their features, whether they are right, and the rows of each word."""

    rows: np.ndarray
    right: np.ndarray
    bounds: list[tuple[int, int]]


def is_right(candidate: Candidate, lemma: str, parts: Parts) -> bool:
    """Whether a candidate is the annotated split, or of more than two parts the split between two of them."""
    low = tuple(part.lower() for part in parts)
    if len(low) < 3:
        return (candidate.base, candidate.head) == low
    pieces = pieces_of(lemma, parts)
    return any(
        candidate.piece == "".join(pieces[:at]).rstrip("-") and (candidate.base == low[0] or candidate.head == low[-1])
        for at in range(1, len(pieces))
    )


def examples(builder: Builder) -> Examples:
    """The candidates of the rare lemmas of the treebank, each as it looks without that lemma."""
    rows: list[list[float]] = []
    right: list[bool] = []
    bounds: list[tuple[int, int]] = []
    for lemma, pos in builder.counts.splits:
        parts = builder.counts.split(lemma, pos)
        if builder.counts.words[lemma] > MOST_OFTEN or pos in CLOSED or len(lemma) not in LENGTHS:
            continue
        start = len(rows)
        with builder.without(lemma):
            for candidate in candidates(lemma, builder.vocabulary):
                rows.append(features(lemma, pos, candidate, builder.vocabulary))
                right.append(is_right(candidate, lemma, parts))
        if len(rows) > start:
            bounds.append((start, len(rows)))
    return Examples(np.array(rows, dtype="f4"), np.array(right), bounds)


def gradient(values: np.ndarray, right: np.ndarray, bounds: list[tuple[int, int]]) -> np.ndarray:
    """Gradient of the cross-entropy of each word's candidates, with "whole" among them at score 0."""
    result = np.zeros_like(values)
    for start, end in bounds:
        odds = np.exp(np.clip(values[start:end], -30, 30))
        wanted = odds * right[start:end]
        result[start:end] = odds / (1 + odds.sum())
        if wanted.sum():
            result[start:end] -= wanted / wanted.sum()
    return result / len(bounds)


def train(data: Examples, seed: int = 0) -> list[list[list[float]]]:
    """Train the network; returns its layers for `Vocabulary.layers`, with the scaling of the features worked in."""
    fix_random_seed(seed)
    mean = data.rows.mean(axis=0)
    scale = np.maximum(data.rows.std(axis=0), 1e-3)
    scaled = (data.rows - mean) / scale
    hidden, output = Relu(HIDDEN, len(FEATURES)), Linear(1, HIDDEN)
    network: Model[Floats2d, Floats2d] = chain(hidden, output)
    network.initialize()
    order = np.random.default_rng(seed)
    optimizer = Adam(0.01, L2=0.0)
    for epoch in range(EPOCHS):
        optimizer.learn_rate = 0.01 * (1 - epoch / EPOCHS)
        shuffled = order.permutation(len(data.bounds))
        for first in range(0, len(shuffled), BATCH):
            _update(network, scaled, data, [data.bounds[word] for word in shuffled[first : first + BATCH]], optimizer)
    first_weights, first_bias, last_weights, last_bias = (
        np.asarray(layer.get_param(name)) for layer in (hidden, output) for name in ("W", "b")
    )
    weights = first_weights.T / scale[:, None]
    layers = [weights, (first_bias - mean @ weights)[np.newaxis], last_weights.T, last_bias[np.newaxis]]
    return [np.round(layer.astype("f8"), 5).tolist() for layer in layers]


def _update(
    network: Model, scaled: np.ndarray, data: Examples, words: list[tuple[int, int]], optimizer: Optimizer
) -> None:
    rows = np.concatenate([np.arange(start, end) for start, end in words])
    ends = np.cumsum([end - start for start, end in words]).tolist()
    bounds = list(zip([0, *ends[:-1]], ends))
    values, backpropagate = network.begin_update(np.ascontiguousarray(scaled[rows], dtype="f4"))
    backpropagate(gradient(values[:, 0], data.right[rows], bounds)[:, None].astype("f4"))
    network.finish_update(optimizer)


def build_vocabulary(sentences: Iterable[Sentence], texts: Counter[str]) -> Vocabulary:
    """Everything the component needs, from annotated sentences and the word counts of texts."""
    builder = Builder(count_treebank(sentences), texts)
    builder.vocabulary.layers = train(examples(builder))
    builder.add_lookups()
    return builder.vocabulary


# ---------------------------------------------------------------------------- measuring


@dataclass
class Tally:
    """Words with annotated splits, how many are split so, other words, and how many of those are split."""

    compounds: int = 0
    exact: int = 0
    others: int = 0
    wrong: int = 0

    def add(self, wanted: Parts, found: Parts) -> None:
        """Count one word."""
        if wanted:
            self.compounds += 1
            self.exact += found == wanted
        else:
            self.others += 1
            self.wrong += bool(found)


def tallies(words: Iterable[tuple[TreebankWord, Parts]], known: set[str]) -> dict[str, Tally]:
    """Tally words with the parts that were found: all, per part of speech, and known from the training set or not."""
    result: defaultdict[str, Tally] = defaultdict(Tally)
    for word, found in words:
        kind = word.pos.lower() if word.pos in ("NOUN", "VERB", "ADJ", "PROPN") else "other part of speech"
        content = word.form.replace("-", "").isalpha() and word.pos in ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM")
        names = ["all words", kind, "known" if word.lemma.lower() in known else "unknown"]
        names += ["verb apart" if is_apart(word) else "in one piece"] if word.compound else []
        names += ["content words"] if content else []
        for name in names:
            result[name].add(word.compound, found)
    return dict(sorted(result.items()))


def predicted(nlp: Language, sentences: Iterable[Sentence]) -> Iterator[tuple[TreebankWord, Parts]]:
    """Each word with the parts that a pipeline finds in documents of the treebank's tokens."""
    for group in consecutive(list(sentences)):
        words = [word for sentence in group for word in sentence.words]
        doc = Doc(nlp.vocab, words=[word.form for word in words], spaces=[word.space_after for word in words])
        for _, component in nlp.pipeline:
            doc = component(doc)
        yield from ((word, token._.compound) for word, token in zip(words, doc))


def annotated(splitter: CompoundSplitter, sentences: Iterable[Sentence]) -> Iterator[tuple[TreebankWord, Parts]]:
    """Each word with the parts that a splitter finds with the treebank's own tags and lemmas."""
    for sentence in sentences:
        for word in sentence.words:
            if is_apart(word):
                found = splitter.split_apart(word.form, word.lemma, word.compound[0])
            else:
                found = splitter.split(word.form, word.lemma, word.pos)
            yield word, found.parts


def print_tallies(title: str, found: dict[str, Tally]) -> None:
    """Print a table of tallies."""
    table = Table("words", "compounds", "split exactly", "other words", "split wrongly", title=title)
    for name, tally in found.items():
        exact = f"{tally.exact / tally.compounds:.4f}" if tally.compounds else ""
        wrong = f"{tally.wrong / tally.others:.4f}" if tally.others else ""
        table.add_row(name, str(tally.compounds), exact, str(tally.others), wrong)
    Console(width=110).print(table)


def is_held_out(sentence: Sentence, fold: int) -> bool:
    """Whether a sentence of running text is in one tenth of it, drawn by its name."""
    return bool(RUNNING.match(sentence.id)) and hashlib.md5(sentence.id.encode()).digest()[0] % 10 == fold


# ---------------------------------------------------------------------------- commands

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Build and measure the data of the compounds component."""


@main.command()
@click.option("--treebank", type=FILE, required=True, help="Training set with Compound= (CoNLL-U, plain or .xz).")
@click.option("--text", "folder", type=FOLDER, required=True, help="Folder of texts to count words in.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
def build(treebank: Path, folder: Path, output: Path) -> None:
    """Build the data of the component."""
    vocabulary = build_vocabulary(read(treebank), count_texts(folder))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(vocabulary.to_bytes())
    click.echo(
        f"{output}: {output.stat().st_size:,} bytes, {len(vocabulary.words):,} parts, {len(vocabulary.splits):,} lemmas"
    )


@main.command()
@click.option("--treebank", type=FILE, required=True, help="Sentences to measure on.")
@click.option("--data", type=FILE, help="What `build` wrote; without it, the data of the pipeline.")
@click.option("--pipeline", default="", help="Folder or name of a pipeline; without it, ours.")
@click.option("--annotated-tags", is_flag=True, help="Take tags and lemmas from the treebank, not from the pipeline.")
def evaluate(treebank: Path, data: Path | None, pipeline: str, annotated_tags: bool) -> None:
    """Measure the splits of a treebank that has Compound=."""
    sentences = read(treebank)
    nlp = load(pipeline or None)
    if data:
        nlp.get_pipe("compounds").from_disk(data)  # type: ignore[attr-defined]
    splitter: CompoundSplitter = nlp.get_pipe("compounds").splitter  # type: ignore[attr-defined]
    known = {lemma.rsplit("/", 1)[0] for lemma, parts in splitter.vocabulary.splits.items() if parts}
    found = annotated(splitter, sentences) if annotated_tags else predicted(nlp, sentences)
    title = "tags and lemmas of the treebank" if annotated_tags else f"tags and lemmas of {nlp.meta['name']}"
    print_tallies(f"{treebank.name}, {title}", tallies(found, known))


@main.command()
@click.option("--treebank", type=FILE, required=True, help="Training set with Compound=.")
@click.option("--text", "folder", type=FOLDER, required=True, help="Folder of texts to count words in.")
@click.option("--folds", type=click.IntRange(1, 10), default=3, help="How many tenths are held out in turn.")
def curve(treebank: Path, folder: Path, folds: int) -> None:
    """Measure thresholds on held-out running text of the training set."""
    sentences, texts = read(treebank), count_texts(folder)
    totals: defaultdict[str, Tally] = defaultdict(Tally)
    for fold in range(folds):
        held_out = [sentence for sentence in sentences if is_held_out(sentence, fold)]
        vocabulary = build_vocabulary((sentence for sentence in sentences if not is_held_out(sentence, fold)), texts)
        for threshold in np.arange(-3.0, 1.5, 0.5):
            vocabulary.threshold = float(threshold)
            for word, found in annotated(CompoundSplitter(vocabulary), held_out):
                totals[f"threshold {threshold:+.1f}"].add(word.compound, found)
    print_tallies("held-out sentences of the training set, tags and lemmas of the treebank", totals)


if __name__ == "__main__":
    main()
