"""The model card and docs/language.md: every number in them is measured here, now: `python -m training.card`."""

from __future__ import annotations

import string
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import srsly
from spacy.language import Language

from tracker.language import load
from tracker.language.pipeline import FOLDER
from training import compounds, policy
from training.compare import HERE, RECORDS
from training.evaluate import development, evaluate
from training.treebank import read, training_files

DOCS = HERE.parent / "docs" / "language.md"
FEWEST = 20
"""Labels with fewer cases in the development set are left out of the tables of labels."""

INPUT = click.Path(exists=True, file_okay=False, path_type=Path)

Row = tuple[str, ...]


def measured(treebank: Path, real: Path) -> dict[str, str]:
    """All that the templates name: tables in Markdown, by name."""
    nlp = load()
    sentences = development(treebank)
    scores = evaluate(nlp, sentences)
    known = {
        word.lemma.lower() for sentence in read(training_files(treebank)[0]) for word in sentence.words if word.compound
    }
    tallies = compounds.tallies(compounds.predicted(nlp, sentences), known)
    return {
        "scores": table(["", "must", "aim", "measured"], score_rows(scores, tallies["all words"])),
        "words": f"{scores['words']:,}",
        "sentences": f"{scores['sentences']:,}",
        "parts_of_speech": label_table("part of speech", scores["per_pos"]),
        "tags": label_table("tag", scores["per_tag"]),
        "relations": label_table("relation", scores["per_relation"]),
        "compounds": table(
            ["words", "compounds", "split exactly", "other words", "split wrongly"], compound_rows(tallies)
        ),
        "policy": table(["", "right", "precision", "recall", "F or share"], policy_rows(nlp, real)),
        "speed": measured_apart(),
        "comparison": comparison_table(evaluate(trained_parts(), sentences)),
    }


def measured_apart() -> str:
    """The table of `benchmarks.language`, made in a process of its own: this one has other arithmetic for training."""
    script = "from benchmarks import language; print(language.measure())"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HERE.parent)
    return run.stdout.strip()


def trained_parts() -> Language:
    """The pipeline without rules, lexicon and compounds, as the variants are."""
    parts = load()
    for name in ("legal_boundaries", "lemma_lexicon", "compounds"):
        parts.remove_pipe(name)
    return parts


def score_rows(scores: dict[str, Any], tally: compounds.Tally) -> list[Row]:
    """Rows of measure, must, aim and what was measured."""
    return [
        ("UAS, unlabelled attachment", ".85", ".88", number(scores["dep_uas"])),
        ("LAS, labelled attachment", ".80", ".84", number(scores["dep_las"])),
        ("TAG, fine tag (CGN)", ".94", ".955", number(scores["tag_acc"])),
        ("UPOS, part of speech", ".955", ".967", number(scores["pos_acc"])),
        ("morphology", "", "", number(scores["morph_acc"])),
        ("lemma", ".955", ".97", number(scores["lemma_acc"])),
        ("sentences F", ".87", ".93", number(scores["sents_f"])),
        ("compounds split exactly", ".85", ".95", number(tally.exact / tally.compounds)),
        ("other words split", ".02", ".005", number(tally.wrong / tally.others)),
        ("on disk", "25 MB", "15 MB", f"{megabytes(FOLDER):.1f} MB"),
    ]


def compound_rows(tallies: dict[str, compounds.Tally]) -> list[Row]:
    """Rows of the compounds: all words, parts of speech, known and unknown words."""
    return [
        (
            name,
            str(tally.compounds),
            number(tally.exact / tally.compounds) if tally.compounds else "",
            str(tally.others),
            number(tally.wrong / tally.others) if tally.others else "",
        )
        for name, tally in tallies.items()
    ]


def policy_rows(nlp: Any, real: Path) -> list[Row]:
    """Rows of the marked clauses of real documents."""
    found = policy.evaluate(nlp, policy.read_records(), real)
    return list(policy.rows(found))


def label_table(name: str, labels: dict[str, dict[str, float]]) -> str:
    """Precision, recall and F1 of the labels with enough cases, the commonest first."""
    frequent = sorted(
        (label for label in labels if labels[label]["n"] >= FEWEST), key=lambda label: -labels[label]["n"]
    )
    rows = [
        (
            f"`{label}`".replace("|", "\\|"),
            str(labels[label]["n"]),
            *(number(labels[label][key]) for key in ("p", "r", "f")),
        )
        for label in frequent
    ]
    return table([name, "cases", "precision", "recall", "F1"], rows)


def comparison_table(shipped: dict[str, Any]) -> str:
    """The variants that `training.compare` trained, in the order of variants.toml, and what is shipped."""
    plan = tomllib.loads((HERE / "variants.toml").read_text(encoding="utf-8"))
    records = [srsly.read_json(RECORDS / f"{variant['name']}.json") for variant in plan["variants"]]
    keys = ("dep_uas", "dep_las", "tag_acc", "pos_acc", "lemma_acc", "sents_f")
    rows = [
        (record["name"], record["what"], *(number(record[key]) for key in keys), f"{record['seconds'] / 60:.1f}")
        for record in records
    ]
    rows.append(("shipped", "see below", *(number(shipped[key]) for key in keys), ""))
    return table(["variant", "what differs", "UAS", "LAS", "TAG", "UPOS", "lemma", "sentences F", "minutes"], rows)


def table(head: list[str], rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def number(value: float) -> str:
    """A score as the field writes it: .874."""
    return f"{value:.3f}".removeprefix("0")


def megabytes(folder: Path) -> float:
    """The size of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


@click.command()
@click.option("--treebank", type=INPUT, required=True, help="Folder with nl-dev.conllu.xz and its neighbours.")
@click.option("--real", type=INPUT, required=True, help="Folder of real documents, for the marked clauses.")
def main(treebank: Path, real: Path) -> None:
    """Measure the shipped pipeline and write its model card and the page of the docs."""
    values = measured(treebank, real)
    for template, target in (("card.md", FOLDER / "README.md"), ("language.md", DOCS)):
        text = string.Template((HERE / "templates" / template).read_text(encoding="utf-8"))
        target.write_text(text.substitute(values), encoding="utf-8")
        click.echo(target.name)


if __name__ == "__main__":
    main()
