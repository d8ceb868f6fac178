"""Keeping a pipeline small on disk and fast in memory.

On disk weights and vectors are at half precision, in memory at single precision.
A half has 11 significant bits; the scores of our pipeline are the same with it, and the package is half as large.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits


def save(nlp: Language, folder: Path) -> None:
    """Write a pipeline with its weights and vectors at half precision; the pipeline in memory stays as it was."""
    weights = [(node, name, node.get_param(name)) for node, name in _weights(nlp)]
    vectors = nlp.vocab.vectors.data
    for node, name, single in weights:
        node.set_param(name, _as(single, np.float16))
    nlp.vocab.vectors.data = vectors.astype(np.float16)
    try:
        nlp.to_disk(folder)
    finally:
        nlp.vocab.vectors.data = vectors
        for node, name, single in weights:
            node.set_param(name, single)


def load(folder: Path) -> Language:
    """Read a pipeline that `save` wrote.

    Raises OSError when the folder holds no pipeline.
    """
    nlp = spacy.load(folder)
    for node, name in _weights(nlp):
        node.set_param(name, _as(node.get_param(name), np.float32))
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float32)
    use_numpy_products(nlp)
    return nlp


def use_numpy_products(nlp: Language) -> None:
    """Let the trained components multiply matrices with numpy's BLAS, two to three times as fast as blis.

    On one thread, and that for the whole process: on matrices of this size more threads wait for each other, and
    documents are shared out over processes.
    """
    threadpool_limits(limits=1, user_api="blas")
    operations = NumpyOps(use_blis=False)
    for model in _models(nlp):
        for node in model.walk():
            node.ops = operations


def _weights(nlp: Language) -> Iterator[tuple[Model, str]]:
    """Every weight of every trained component, as the layer that has it and its name there."""
    for model in _models(nlp):
        for node in model.walk():
            yield from ((node, name) for name in node.param_names if node.has_param(name))


def _models(nlp: Language) -> Iterator[Model]:
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            yield model


def _as(numbers: Any, precision: type[np.floating]) -> Any:
    return numbers.astype(precision)  # thinc's types know single precision only
