"""Compare variants of the pipeline on the same budget: `python -m training.compare`.

Writes one JSON file a variant, so that a run that was cut goes on where it stopped; `training.card` makes a table of
them.
"""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import spacy
import srsly
from spacy.cli.train import train

import training.arithmetic  # noqa: F401  chooses the faster arithmetic
from training.evaluate import MEASURES, development, evaluate
from training.treebank import write_development, write_training

HERE = Path(__file__).parent
RECORDS = HERE / "records"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Inputs:
    """What all variants are trained from: treebank, vectors, the pretrained encoder, and a folder to work in."""

    treebank: Path
    vectors: Path
    pretrained: Path
    work: Path


def run(variant: dict[str, Any], budget: dict[str, Any], inputs: Inputs) -> dict[str, Any]:
    """Train one variant and score it on the development set; returns its record for the table."""
    folder = inputs.work / variant["name"]
    folder.mkdir(parents=True, exist_ok=True)
    data = variant.get("data", {})
    write_training(inputs.treebank, folder / "train", regroupings=1, **data)
    development_set = inputs.treebank / "nl-dev.conllu.xz"
    write_development(development_set, folder / "dev.spacy", subtypes=data.get("subtypes", False))
    paths = {
        "paths.train": str(folder / "train"),
        "paths.dev": str(folder / "dev.spacy"),
        "paths.vectors": str(inputs.vectors),
        "paths.init_tok2vec": str(inputs.pretrained) if variant.get("pretrained") else None,
    }
    overrides = paths | budget | variant.get("config", {})
    overrides = {name: None if value == "" else value for name, value in overrides.items()}
    started = time.process_time()
    train(HERE / "configs" / "pipeline.cfg", folder / "model", overrides=overrides)
    seconds = time.process_time() - started
    scores = evaluate(spacy.load(folder / "model" / "model-last"), development(inputs.treebank))
    record = {"name": variant["name"], "what": variant["what"], "seconds": round(seconds)}
    return record | {name: round(scores[name], 4) for name in MEASURES}


@click.command()
@click.option("--treebank", type=FOLDER, required=True, help="Folder with nl-train.conllu.xz and its neighbours.")
@click.option("--vectors", type=FOLDER, required=True, help="What `spacy init vectors` wrote.")
@click.option(
    "--work", type=click.Path(file_okay=False, path_type=Path), required=True, help="For data, models and records."
)
@click.option("--pretrained", type=FILE, required=True, help="The encoder that `spacy pretrain` wrote.")
@click.option("--only", multiple=True, help="Name of a variant; without it all that have no record yet.")
def main(treebank: Path, vectors: Path, work: Path, pretrained: Path, only: tuple[str, ...]) -> None:
    """Train and score every variant of variants.toml that has no record yet."""
    plan = tomllib.loads((HERE / "variants.toml").read_text(encoding="utf-8"))
    for variant in plan["variants"]:
        record = RECORDS / f"{variant['name']}.json"
        if record.exists() or (only and variant["name"] not in only):
            continue
        srsly.write_json(record, run(variant, plan["budget"], Inputs(treebank, vectors, pretrained, work)))


if __name__ == "__main__":
    main()
