"""The component `control_judge`: what labelled clauses taught about mentions.

Rules propose; the judge decides which proposals name control, and weighs what the rules say of holder, rung, force and
polarity with the words around the mention. It is linear: every feature (`tracker.tag.features`) adds its weights, so
that `Judge.reasons` can tell why a mention was kept or not. `training.judge` makes the weights.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from tracker.model import TrackerError
from tracker.tag.features import ALONE, INTRODUCED, features
from tracker.tag.triggers import KEY

FACTORY = "control_judge"
WEIGHTS = Path(__file__).resolve().parent / "judge.npz"
KEEP = "keep"
VALUES = ("holder", "rung", "force", "polarity")


@dataclass(frozen=True)
class Verdict:
    """Whether a mention is kept, and the values that were learned; what is not in `values` stays as the rules said."""

    kept: bool
    values: dict[str, str]


@dataclass(frozen=True)
class Weights:
    """Linear models over the same features.

    rows: the row of each feature. matrix: (features, outputs) with the outputs of all tasks side by side. outputs: of
    each task its labels in the order of its columns; `keep` has one. threshold: the probability from which a mention
    is kept.
    """

    rows: dict[str, int]
    matrix: np.ndarray
    outputs: dict[str, tuple[str, ...]]
    threshold: float

    def save(self, path: Path) -> None:
        """Write the weights, at half precision; the same weights give the same bytes."""
        names = json.dumps({"features": list(self.rows), "outputs": self.outputs}, ensure_ascii=False)
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                names=np.frombuffer(names.encode(), dtype=np.uint8),
                matrix=self.matrix.astype(np.float16),
                threshold=np.float32(self.threshold),
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read weights; raises TrackerError where the file is not there or holds something else."""
        try:
            with np.load(path) as stored:
                names = json.loads(stored["names"].tobytes())
                rows = {name: row for row, name in enumerate(names["features"])}
                outputs = {task: tuple(labels) for task, labels in names["outputs"].items()}
                matrix = stored["matrix"].astype(np.float32)
                threshold = float(stored["threshold"])
        except (OSError, EOFError, KeyError, ValueError) as error:
            raise TrackerError(f"{path}: no weights of the judge ({error}); make them with training.judge") from error
        return cls(rows, matrix, outputs, threshold)

    def scores(self, names: Iterable[str]) -> dict[str, np.ndarray]:
        """Return of every task the sum of the weights of these features, a number a label."""
        known = [self.rows[name] for name in names if name in self.rows]
        summed = self.matrix[known].sum(axis=0)
        places = np.cumsum([len(labels) for labels in self.outputs.values()])[:-1]
        return dict(zip(self.outputs, np.split(summed, places), strict=True))

    def verdict(self, names: Sequence[str]) -> Verdict:
        """Return what a mention with these features is."""
        scores = self.scores(names)
        probability = 1 / (1 + np.exp(-float(scores[KEEP][0])))
        learned = {name: self.outputs[name][int(scores[name].argmax())] for name in VALUES}
        if INTRODUCED in names:
            del learned["force"]
        return Verdict(ALONE in names or probability >= self.threshold, learned)


class Judge:
    """Keeps the mentions that name control and sets their values."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def __call__(self, doc: Doc) -> Doc:
        """Judge the mentions of a document."""
        spans = list(doc.spans.get(KEY, ()))
        verdicts = [self.weights.verdict(features(span)) for span in spans]
        doc.spans[KEY] = [span for span, verdict in zip(spans, verdicts, strict=True) if verdict.kept]
        for span, verdict in zip(spans, verdicts, strict=True):
            for name, value in verdict.values.items():
                span._.set(name, value)
        return doc

    def reasons(self, span: Span, task: str = KEEP, label: str = "yes") -> list[tuple[str, float]]:
        """Return the features of a mention with what each adds for a label, the heaviest first."""
        column = [(name, each) for name, labels in self.weights.outputs.items() for each in labels].index((task, label))
        known = [name for name in features(span) if name in self.weights.rows]
        found = [(name, float(self.weights.matrix[self.weights.rows[name], column])) for name in known]
        return sorted(found, key=lambda each: -abs(each[1]))


@Language.factory(FACTORY, default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Judge:
    """Make the component with the weights that are shipped."""
    return Judge(Weights.load(WEIGHTS))
