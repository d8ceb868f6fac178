"""Put the trained parts together to the pipeline that is shipped: `python -m training.assemble`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import spacy
import srsly
from spacy.language import Language
from spacy.strings import StringStore

from tracker.language import boundaries, compounds, lemmas, storage  # noqa: F401  the components register themselves
from tracker.language.pipeline import FOLDER, OURS
from tracker.language.tokenizer import customize
from training import lemmas as lexicon

INPUT = click.Path(exists=True, path_type=Path)
LICENSE = "CC BY-SA 4.0"


def averaged(trained: Sequence[Path]) -> Language:
    """One pipeline whose weights are the mean of those of pipelines from one training run.

    Source: Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models improves accuracy".
    """
    pipelines = [spacy.load(path) for path in trained]
    nlp = pipelines[0]
    for components in zip(*(pipeline.components for pipeline in pipelines), strict=True):
        for nodes in zip(*(component.model.walk() for _, component in components), strict=True):
            for name in nodes[0].param_names:
                if nodes[0].has_param(name):
                    nodes[0].set_param(name, sum(node.get_param(name) for node in nodes) / len(nodes))
    return nlp


def assemble(trained: Sequence[Path], splitter: Path, treebank: Path) -> Language:
    """The whole pipeline: the trained components, our tokenizer, sentence rules, lemma lexicon and compounds.

    trained: pipelines that one `spacy train` wrote, to be averaged; splitter: what `training.compounds build` wrote.
    """
    nlp = averaged(trained)
    customize(nlp)
    first = "senter" if "senter" in nlp.pipe_names else "parser"
    nlp.add_pipe("legal_boundaries", before=first)
    nlp.add_pipe("lemma_lexicon").from_bytes(lexicon.build(treebank).to_bytes())  # type: ignore[attr-defined]
    nlp.add_pipe("compounds").from_bytes(splitter.read_bytes())  # type: ignore[attr-defined]
    nlp.meta.update(name=OURS.removeprefix("nl_"), license=LICENSE)
    for made_by_training in ("performance", "sources", "parent_package"):
        nlp.meta.pop(made_by_training, None)
    return nlp


def ship(nlp: Language, folder: Path = FOLDER) -> None:
    """Write the pipeline as package data, at half precision and with no strings but those of its labels and edit trees.

    The strings that training saw are not kept: a pipeline with floret vectors needs none of them. The model card, which
    `training.card` writes, is left as it is.
    """
    card = folder / "README.md"
    kept = card.read_text(encoding="utf-8") if card.exists() else ""
    shutil.rmtree(folder, ignore_errors=True)
    storage.save(nlp, folder)
    StringStore([*_labels(nlp), *_edits(nlp)]).to_disk(folder / "vocab" / "strings.json")
    card.write_text(kept, encoding="utf-8")
    shutil.copy(Path(__file__).parent / "templates" / "LICENSE", folder)


def _labels(nlp: Language) -> Iterator[str]:
    for labels in nlp.pipe_labels.values():
        yield from map(str, labels)


def _edits(nlp: Language) -> Iterator[str]:
    """The letters that the edit trees of the lemmatizer take away and put in their place."""
    packed = srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())  # type: ignore[attr-defined]
    for tree in packed["trees"]:
        yield from (nlp.vocab.strings[tree[side]] for side in ("orig", "subst") if side in tree)


@click.command()
@click.option(
    "--trained", type=INPUT, multiple=True, required=True, help="Folder of a trained pipeline; several are averaged."
)
@click.option("--compounds", "splitter", type=INPUT, required=True, help="What `training.compounds build` wrote.")
@click.option("--treebank", type=INPUT, required=True, help="Folder with nl-train.conllu.xz and its neighbours.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, help="Folder to ship it in."
)
def main(trained: tuple[Path, ...], splitter: Path, treebank: Path, output: Path) -> None:
    """Put the parts together and write the package data."""
    ship(assemble(trained, splitter, treebank), output)


if __name__ == "__main__":
    main()
