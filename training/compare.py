"""Compare variants of the pipeline on the same budget: `python -m training.compare`.

Writes one JSON file a variant, so that a run that was cut goes on where it stopped; `training.card` makes a table of
them.
"""

from __future__ import annotations

import time
import tomllib
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


def run(variant: dict[str, Any], budget: dict[str, Any], treebank: Path, vectors: Path, work: Path) -> dict[str, Any]:
    """Train one variant and score it on the development set; returns its record for the table."""
    folder = work / variant["name"]
    folder.mkdir(parents=True, exist_ok=True)
    data = variant.get("data", {})
    write_training(treebank, folder / "train", regroupings=1, **data)
    write_development(treebank / "nl-dev.conllu.xz", folder / "dev.spacy", subtypes=data.get("subtypes", False))
    paths = {
        "paths.train": str(folder / "train"),
        "paths.dev": str(folder / "dev.spacy"),
        "paths.vectors": str(vectors),
    }
    overrides = {name: value or None for name, value in (paths | budget | variant.get("config", {})).items()}
    overrides |= {name: value for name, value in variant.get("config", {}).items() if value is False}
    started = time.process_time()
    train(HERE / "configs" / "pipeline.cfg", folder / "model", overrides=overrides)
    seconds = time.process_time() - started
    scores = evaluate(spacy.load(folder / "model" / "model-last"), development(treebank))
    record = {"name": variant["name"], "what": variant["what"], "seconds": round(seconds)}
    return record | {name: round(scores[name], 4) for name in MEASURES}


@click.command()
@click.option("--treebank", type=FOLDER, required=True, help="Folder with nl-train.conllu.xz and its neighbours.")
@click.option("--vectors", type=FOLDER, required=True, help="What `spacy init vectors` wrote.")
@click.option(
    "--work", type=click.Path(file_okay=False, path_type=Path), required=True, help="For data, models and records."
)
@click.option("--only", multiple=True, help="Name of a variant; without it all that have no record yet.")
def main(treebank: Path, vectors: Path, work: Path, only: tuple[str, ...]) -> None:
    """Train and score every variant of variants.toml that has no record yet."""
    plan = tomllib.loads((HERE / "variants.toml").read_text(encoding="utf-8"))
    for variant in plan["variants"]:
        record = RECORDS / f"{variant['name']}.json"
        if record.exists() or (only and variant["name"] not in only):
            continue
        srsly.write_json(record, run(variant, plan["budget"], treebank, vectors, work))


if __name__ == "__main__":
    main()
