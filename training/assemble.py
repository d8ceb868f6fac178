"""Put the trained parts together to the pipeline that is shipped: `python -m training.assemble`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.strings import StringStore

from tracker.language import boundaries, compounds, lemmas, storage  # noqa: F401  the components register themselves
from tracker.language.pipeline import FOLDER, OURS
from tracker.language.tokenizer import customize
from training import lemmas as lexicon

LICENSE = "CC BY-SA 4.0"


def assemble(trained: Path, splitter: Path, treebank: Path) -> Language:
    """The whole pipeline: the trained components, our tokenizer, sentence rules, lemma lexicon and compounds.

    trained: a pipeline that `spacy train` wrote; splitter: the compound data that `training.compounds build` wrote.
    """
    nlp = spacy.load(trained)
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
    """Write the pipeline as package data, at half precision and with no strings but those of its labels.

    The strings that training saw are not kept: a pipeline with floret vectors needs none of them.
    """
    card = folder / "README.md"
    kept = card.read_text(encoding="utf-8") if card.exists() else None
    shutil.rmtree(folder, ignore_errors=True)
    storage.save(nlp, folder)
    slim = spacy.load(folder)
    StringStore(label for labels in slim.pipe_labels.values() for label in labels).to_disk(folder / "vocab" / "strings.json")
    if kept is not None:
        card.write_text(kept, encoding="utf-8")


def main() -> None:
    """Assemble and ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True, help="folder of the trained pipeline")
    parser.add_argument("--compounds", type=Path, required=True, help="file of the compound splitter")
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    ship(assemble(arguments.trained, arguments.compounds, arguments.treebank), arguments.output)


if __name__ == "__main__":
    main()
