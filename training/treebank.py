"""From the treebank (CoNLL-U) to documents that spaCy trains on.

Running text becomes documents of one to eight neighbouring sentences, so that the pipeline learns where sentences end;
loose sentences (test suites, quiz questions, dictionary examples) have no neighbours and become documents of their own,
or chance groups. The grouping is drawn several times, so that a sentence meets its neighbours at different places.

Source of the format: https://universaldependencies.org/format.html
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click
import spacy
from conllu import parse_incr
from conllu.models import TokenList
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]
FLAT_ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "SENT_START"]
LONGEST_DOCUMENT = 8

LEFT_OUT = re.compile(r"alpino-(i_suite|j_suite|qtleap|medfail|ntv)")
"""Sub-corpora without use here: wrong sentences on purpose, translated help-desk chats, single typing errors."""

LOOSE = re.compile(r"alpino-(qa|wpspel|eans|cgn_exs|leuven|\w*_suite)")
"""Sub-corpora of sentences that did not follow each other in a text."""

PARAGRAPH = re.compile(r"\.?p\.\d+.*$")
NUMBER = re.compile(r"[\d.]+$")


@dataclass(frozen=True)
class Word:
    """One word of the treebank; `head` counts from the first word of its sentence, the root points at itself."""

    form: str
    space_after: bool
    pos: str
    tag: str
    morph: str
    lemma: str
    head: int
    dep: str
    compound: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence with the text that it comes from; `text` is the same for the neighbours in one text."""

    id: str
    text: str
    loose: bool
    words: tuple[Word, ...]


def read(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file (plain or .xz), in its order.

    Raises ValueError when a sentence has no sent_id, FileNotFoundError when there is no such file.
    """
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_sentence(tokens, path) for tokens in parse_incr(lines)]


def _sentence(tokens: TokenList, path: Path) -> Sentence:
    name = tokens.metadata.get("sent_id")
    if not name:
        raise ValueError(f"{path}: a sentence without '# sent_id'; it begins with {tokens[0]['form']!r}. Give it one.")
    loose = bool(LOOSE.match(name))
    return Sentence(name, name if loose else text_of(name), loose, tuple(_words(tokens)))


def _words(tokens: TokenList) -> Iterator[Word]:
    for token in tokens.filter(id=lambda number: isinstance(number, int)):
        misc = token["misc"] or {}
        position = token["id"] - 1
        yield Word(
            form=token["form"],
            space_after=misc.get("SpaceAfter") != "No",
            pos=token["upos"],
            tag=token["xpos"] or "",
            morph="|".join(f"{name}={value}" for name, value in sorted((token["feats"] or {}).items())),
            lemma=token["lemma"],
            head=token["head"] - 1 if token["head"] else position,
            dep=token["deprel"] if token["head"] else "ROOT",
            compound=tuple((misc.get("Compound") or "").split("_")) if misc.get("Compound") else (),
        )


def text_of(sentence_id: str) -> str:
    """Name of the text that a sentence of running text belongs to.

    >>> text_of("lassy_dev-wiki-1181.p.12.s.3")
    'lassy_dev-wiki-1181'
    >>> text_of("alpino-cdb-412")
    'alpino-cdb-'
    """
    shortened = PARAGRAPH.sub("", sentence_id)
    return shortened if shortened != sentence_id else NUMBER.sub("", sentence_id)


def without_subtypes(sentence: Sentence) -> Sentence:
    """The same sentence with universal relations only (`obl:arg` becomes `obl`)."""
    return replace(sentence, words=tuple(replace(word, dep=word.dep.split(":")[0]) for word in sentence.words))


def with_bare_verbs(sentence: Sentence) -> Sentence:
    """The same sentence; a verb whose particle stands apart ("neemt ... toe") has the lemma of the bare verb ("nemen").

    The form alone cannot show the particle: the pipeline adds it from the tree (`tracker.language.lemmas`).
    """
    particles = {(word.head, word.form.lower()) for word in sentence.words if word.dep.startswith("compound")}
    return replace(
        sentence,
        words=tuple(
            replace(word, lemma=word.compound[1])
            if len(word.compound) == 2 and word.pos == "VERB" and (position, word.compound[0].lower()) in particles
            else word
            for position, word in enumerate(sentence.words)
        ),
    )


def groups(
    sentences: Iterable[Sentence], rng: random.Random, longest: int = LONGEST_DOCUMENT, *, loose_alone: bool = True
) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of a text in documents of 1 to `longest` sentences, the lengths drawn from `rng`."""
    document: list[Sentence] = []
    size = 0
    for sentence in sentences:
        alone = sentence.loose and loose_alone
        parted = bool(document) and not sentence.loose and document[-1].text != sentence.text
        if document and (alone or parted or len(document) >= size):
            yield document
            document = []
        if not document:
            size = 1 if alone else rng.randint(1, longest)
        document.append(sentence)
    if document:
        yield document


def consecutive(sentences: Iterable[Sentence], longest: int = LONGEST_DOCUMENT) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of a text in documents of `longest` sentences: nothing is drawn, for measuring."""
    document: list[Sentence] = []
    for sentence in sentences:
        if document and (document[-1].text != sentence.text or len(document) >= longest):
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document


def without_full_stop(sentence: Sentence, rng: random.Random, share: float) -> Sentence:
    """In a `share` of the sentences the closing mark is gone, as in headings and list items."""
    *body, last = sentence.words
    if not body or last.pos != "PUNCT" or any(word.head == len(body) for word in body) or rng.random() >= share:
        return sentence
    return replace(sentence, words=(*body[:-1], replace(body[-1], space_after=True)))


def document(sentences: list[Sentence], vocab: Vocab) -> Doc:
    """One spaCy document with the annotations of its sentences."""
    words = [word for sentence in sentences for word in sentence.words]
    heads: list[int] = []
    for sentence in sentences:
        start = len(heads)
        heads.extend(start + word.head for word in sentence.words)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=_spaces(sentences),
        pos=[word.pos for word in words],
        tags=[word.tag for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
    )


def _spaces(sentences: list[Sentence]) -> list[bool]:
    """A space after every sentence but the last, whatever the file says of its last word."""
    spaces: list[bool] = []
    for sentence in sentences:
        spaces.extend(word.space_after for word in sentence.words)
        spaces[-1] = True
    spaces[-1] = False
    return spaces


def write_training(
    treebank: Path,
    folder: Path,
    *,
    seed: int = 0,
    regroupings: int = 4,
    subtypes: bool = False,
    loose_alone: bool = True,
    unstopped: float = 0.0,
    extra: str = "trees",
) -> None:
    """Write the training documents of the treebank folder: one .spacy file for each of its files, in `folder`.

    regroupings: how often the sentences are grouped anew; unstopped: share of the sentences without their closing mark.
    extra: what the material in another year's annotation is used for: "trees", "flat" (all but its trees) or "none".
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    annotated, differing = training_files(treebank)
    plan = [(annotated, True)] if extra == "none" else [(annotated, True), (differing, extra == "trees")]
    for path, trees in plan:
        sentences = [with_bare_verbs(sentence) for sentence in read(path) if not LEFT_OUT.match(sentence.id)]
        if not subtypes:
            sentences = [without_subtypes(sentence) for sentence in sentences]
        vocab = spacy.blank("nl").vocab
        documents = DocBin(attrs=ATTRIBUTES if trees else FLAT_ATTRIBUTES)
        for _ in range(regroupings):
            for group in groups(sentences, rng, loose_alone=loose_alone):
                documents.add(document([without_full_stop(sentence, rng, unstopped) for sentence in group], vocab))
        documents.to_disk(folder / f"{path.name.split('.')[0]}.spacy")


def write_development(path: Path, output: Path, *, subtypes: bool = False) -> int:
    """Write the documents to measure on: consecutive sentences, eight a document; returns how many documents."""
    sentences = [sentence if subtypes else without_subtypes(sentence) for sentence in read(path)]
    vocab = spacy.blank("nl").vocab
    documents = DocBin(attrs=ATTRIBUTES, docs=[document(group, vocab) for group in consecutive(sentences)])
    documents.to_disk(output)
    return len(documents)


def training_files(treebank: Path) -> list[Path]:
    """The files to train on, from the folder of the treebank."""
    return [treebank / "nl-train.conllu.xz", treebank / "nl-extra-lassy2017.conllu.xz"]


@click.command()
@click.option("--treebank", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--train", "train_folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--dev", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--extra", type=click.Choice(["trees", "flat", "none"]), default="trees", help="What the 2017 material is used for."
)
@click.option("--loose-together", is_flag=True, help="Loose sentences in groups as well.")
@click.option("--unstopped", type=float, default=0.0, help="Share of sentences whose closing mark is left out.")
def main(treebank: Path, train_folder: Path, dev: Path, extra: str, loose_together: bool, unstopped: float) -> None:
    """Write the documents to train on and to measure on."""
    write_training(treebank, train_folder, extra=extra, loose_alone=not loose_together, unstopped=unstopped)
    click.echo(f"{write_development(treebank / 'nl-dev.conllu.xz', dev)} documents to measure on")


if __name__ == "__main__":
    main()
