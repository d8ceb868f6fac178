"""Compare variants of the pipeline on the same budget: `python -m training.compare`.

Writes one JSON file a variant, so that a run that was cut goes on where it stopped; docs/make.py makes the table of them.
"""

from __future__ import annotations

import argparse
import time
import tomllib
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.cli.train import train

from training.evaluate import MEASURES, development, evaluate
from training.treebank import write_development, write_training

HERE = Path(__file__).parent


def run(variant: dict[str, Any], budget: dict[str, Any], treebank: Path, vectors: Path, work: Path) -> dict[str, Any]:
    """Train one variant and score it on the development set; returns its record for the table."""
    folder = work / variant["name"]
    folder.mkdir(parents=True, exist_ok=True)
    data = variant.get("data", {})
    write_training(treebank, folder / "train", regroupings=1, **data)
    write_development(treebank / "nl-dev.conllu.xz", folder / "dev.spacy", subtypes=data.get("subtypes", False))
    paths = {"paths.train": str(folder / "train"), "paths.dev": str(folder / "dev.spacy"), "paths.vectors": str(vectors)}
    overrides = {name: value or None for name, value in (paths | budget | variant.get("config", {})).items()}
    overrides |= {name: value for name, value in variant.get("config", {}).items() if value is False}
    started = time.process_time()
    train(HERE / "configs" / "pipeline.cfg", folder / "model", overrides=overrides)
    seconds = time.process_time() - started
    scores = evaluate(spacy.load(folder / "model" / "model-last"), development(treebank))
    record = {"name": variant["name"], "what": variant["what"], "seconds": round(seconds)}
    return record | {name: round(scores[name], 4) for name in MEASURES}


def main() -> None:
    """Run the variants that have no record yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="folder with nl-train.conllu.xz and its neighbours")
    parser.add_argument("--vectors", type=Path, required=True, help="folder made by `spacy init vectors`")
    parser.add_argument("--work", type=Path, required=True, help="folder for data, models and records")
    parser.add_argument("--only", nargs="*", help="names of variants; all that have no record when left out")
    arguments = parser.parse_args()
    plan = tomllib.loads((HERE / "variants.toml").read_text(encoding="utf-8"))
    for variant in plan["variants"]:
        record = arguments.work / f"{variant['name']}.json"
        if record.exists() or (arguments.only and variant["name"] not in arguments.only):
            continue
        srsly.write_json(record, run(variant, plan["budget"], arguments.treebank, arguments.vectors, arguments.work))


if __name__ == "__main__":
    main()
