"""Compact word vectors from the legal texts: `python -m training.vectors`.

Floret hashes words and the letter groups in them into one small table, so that 20,000 rows serve any word, seen or not.
Source: https://github.com/explosion/floret
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from training.text import write_pretraining, write_tokens

NEW_FILE = click.Path(dir_okay=False, path_type=Path)

PARAMETERS = {
    "model": "cbow",
    "mode": "floret",
    "hashCount": 2,
    "bucket": 20_000,
    "dim": 96,
    "minn": 4,
    "maxn": 5,
    "minCount": 20,
    "epoch": 6,
    "thread": 1,  # more threads would not give the same vectors twice
}


def train(folder: Path, output: Path) -> int:
    """Train on the texts of `folder` and write a .floret file; returns the number of tokens that were read."""
    import floret  # comes with the extra "training"; the other commands of this folder do without

    with tempfile.TemporaryDirectory() as scratch:
        tokens = Path(scratch) / "tokens.txt"
        count = write_tokens(folder, tokens)
        floret.train_unsupervised(str(tokens), **PARAMETERS).save_floret_vectors(str(output))
    return count


@click.command()
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Archives of Markdown.",
)
@click.option("--vectors", type=NEW_FILE, required=True, help="The .floret file to write.")
@click.option("--paragraphs", type=NEW_FILE, required=True, help="The JSON lines to write, for pretraining.")
def main(texts: Path, vectors: Path, paragraphs: Path) -> None:
    """Write the vectors of the legal texts, and the texts for the pretraining of the encoder."""
    click.echo(f"{train(texts, vectors):,} tokens read")
    click.echo(f"{write_pretraining(texts, paragraphs):,} paragraphs for pretraining")


if __name__ == "__main__":
    main()
