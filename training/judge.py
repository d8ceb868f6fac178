"""Train the judge of the tagger on labelled clauses: `python -m training.judge`.

Every trigger that the rules propose in a clause of part `train` is an example: it names control when it overlaps a
labelled mention of the same form. Holder, rung, force and polarity are learned from the labelled mentions that were
proposed; force also from sentences of our own (`training.sentences`). `--validate` tells by cross-validation over whole
documents what the settings give.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from tracker.model import Mention
from tracker.tag import Tagger
from tracker.tag.evaluation import Evaluation, LabelledClause, evaluate, pairs
from tracker.tag.features import ALWAYS, features
from tracker.tag.judge import FACTORY, KEEP, VALUES, WEIGHTS, Weights
from tracker.tag.triggers import KEY
from training.labels import read_labels
from training.sentences import Forced, forced, read_sentences

STRENGTH = {KEEP: 0.15, "holder": 0.1, "rung": 0.3, "force": 0.3, "polarity": 0.3}
"""How freely each task follows its examples: scikit-learn's C, chosen by cross-validation."""

LEXICAL = frozenset({"in", "near", "-1", "+1", "-2", "+2", "child", "verb's"})
"""Kinds of features that tell which words stand around a mention: many, and each in few examples."""

CONTEXT = 0.5
"""How much such a feature counts in learning, beside 1 for the others; cross-validation gave .854 against .847
(average precision of what is kept)."""

OWN = 0.3
"""How much a sentence of our own counts in learning force, beside 1 for a labelled clause of a real document."""

FEWEST = 2
"""A feature counts when it stands in as many examples."""

THRESHOLD = 0.45
"""The probability from which a mention is kept: in cross-validation the best for clauses (speaks .806)."""

FOLDS = 5


@dataclass(frozen=True)
class Example:
    """A proposed mention with its features, and the labelled one that it matches, or None."""

    clause: LabelledClause
    proposed: Mention
    features: tuple[str, ...]
    labelled: Mention | None


def examples(tagger: Tagger, clauses: Sequence[LabelledClause]) -> Iterator[Example]:
    """Give all that the rules propose in the clauses, before any judgement."""
    with tagger.language.select_pipes(disable=[FACTORY]):
        for clause, (doc, proposed) in zip(clauses, tagger.read(clause.text for clause in clauses), strict=True):
            matched = {id(found): labelled for labelled, found in pairs(clause.mentions, proposed)[0]}
            for span, mention in zip(doc.spans[KEY], proposed, strict=True):
                yield Example(clause, mention, tuple(features(span)), matched.get(id(mention)))


class Learner:
    """The features of the examples as a matrix, and the models that are learned from it.

    own: mentions in sentences of our own, from which force alone is learned.
    """

    def __init__(self, learned_from: Sequence[Example], own: Sequence[Forced] = ()) -> None:
        self._vectorizer = DictVectorizer(dtype=np.float32)
        counts = self._vectorizer.fit_transform([dict.fromkeys(each.features, 1) for each in (*learned_from, *own)])
        frequent = np.asarray(counts.sum(axis=0)).ravel() >= FEWEST
        self._vectorizer.restrict(np.flatnonzero(frequent), indices=True)
        self.names = list(self._vectorizer.get_feature_names_out())
        self._weight = np.array([CONTEXT if kind_of(name) in LEXICAL else 1.0 for name in self.names], dtype=np.float32)
        self.matrix = csr_matrix(counts[:, frequent].multiply(self._weight))
        self._examples = learned_from
        self._own = own

    def weights(self) -> Weights:
        """Learn every task."""
        columns, outputs = [], {}
        for task in (KEEP, *VALUES):
            chosen, answers = self._answers(task)
            labels = tuple(sorted(set(answers)))
            outputs[task] = ("yes",) if task == KEEP else labels
            columns.append(self._learned(task, chosen, answers) if len(labels) > 1 else self._nothing(1))
        rows = {name: row for row, name in enumerate(self.names)}
        return Weights(rows, np.hstack(columns).astype(np.float32), outputs, THRESHOLD)

    def _learned(self, task: str, chosen: list[int], answers: list[str]) -> np.ndarray:
        """The weights for a task, a column an output; two labels share one row in scikit-learn."""
        counted = [1.0 if row < len(self._examples) else OWN for row in chosen]
        model = LogisticRegression(C=STRENGTH[task], max_iter=1000).fit(self.matrix[chosen], answers, counted)
        columns = model.coef_.T.copy()
        columns *= self._weight[:, None]
        columns[self.names.index(ALWAYS)] += model.intercept_
        if task != KEEP and len(model.classes_) == 2:
            return np.hstack([-columns / 2, columns / 2])
        return columns

    def _nothing(self, outputs: int) -> np.ndarray:
        """The weights of a task in which every example has the same answer."""
        return np.zeros((len(self.names), outputs), dtype=np.float32)

    def _answers(self, task: str) -> tuple[list[int], list[str]]:
        """The rows that a task learns from, and what is right in them."""
        if task == KEEP:
            return list(range(len(self._examples))), ["yes" if each.labelled else "no" for each in self._examples]
        right = {row: getattr(each.labelled, task) for row, each in enumerate(self._examples) if each.labelled}
        if task == "force":
            right |= {row: each.force for row, each in enumerate(self._own, start=len(self._examples))}
        return list(right), list(right.values())


def kind_of(feature: str) -> str:
    """The kind of a feature: what stands before the first `=` or space."""
    return re.split("[= ]", feature, maxsplit=1)[0]


def judged(weights: Weights, example: Example) -> Mention | None:
    """What the judge makes of a proposed mention: the mention with its values, or None."""
    verdict = weights.verdict(example.features)
    return replace(example.proposed, **verdict.values) if verdict.kept else None


def measure(weights: Weights, clauses: Sequence[LabelledClause], proposed: Sequence[Example]) -> Evaluation:
    """Score the judge on clauses with what the rules propose in them."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for example in proposed:
        if mention := judged(weights, example):
            found[example.clause.id].append(mention)
    return evaluate(clauses, [found[clause.id] for clause in clauses])


def cross_validate(
    clauses: Sequence[LabelledClause], proposed: Sequence[Example], own: Sequence[Forced] = ()
) -> Evaluation:
    """Score on every clause a judge that has not seen its document."""
    found: dict[str, list[Mention]] = defaultdict(list)
    groups = [example.clause.source for example in proposed]
    for learned, held in GroupKFold(FOLDS).split(proposed, groups=groups):
        weights = Learner([proposed[row] for row in learned], own).weights()
        for row in held:
            if mention := judged(weights, proposed[row]):
                found[proposed[row].clause.id].append(mention)
    return evaluate(clauses, [found[clause.id] for clause in clauses])


def line(name: str, scores: Evaluation) -> str:
    """One line of scores."""
    values = "  ".join(f"{each} {scores.agreement(each):.3f}" for each in VALUES)
    return (
        f"{name:16}  speaks {scores.speaks.f1:.3f}  mention {scores.overlapping.f1:.3f}  {values}"
        f"  false alarms {scores.false_alarm_rate:.3f}"
    )


@click.command()
@click.option("--shared", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--validate", is_flag=True, help="Cross-validate on the clauses to learn from; write nothing.")
def main(shared: Path, validate: bool) -> None:
    """Measure on part `heldout` what part `train` teaches; then learn from both and write the weights."""
    parts = by_part(shared)
    tagger = Tagger.load()
    proposed = list(examples(tagger, parts["train"]))
    own = list(forced(tagger, read_sentences()))
    if validate:
        click.echo(line("cross-validation", cross_validate(parts["train"], proposed, own)))
        return
    held = list(examples(tagger, parts["heldout"]))
    click.echo(line("heldout", measure(Learner(proposed, own).weights(), parts["heldout"], held)))
    Learner(proposed + held, own).weights().save(WEIGHTS)


def by_part(shared: Path) -> dict[str, list[LabelledClause]]:
    """The labelled clauses of `corpus/gold/mentions.jsonl`, by part."""
    parts: dict[str, list[LabelledClause]] = defaultdict(list)
    for each in read_labels(shared):
        mentions = tuple(Mention(**label) for label in each.mentions)
        parts[each.part].append(LabelledClause(each.id, each.text, mentions, each.source))
    return parts


if __name__ == "__main__":
    main()
