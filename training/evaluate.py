"""Scores of a pipeline on treebank sentences: given tokens, everything else predicted, sentence boundaries included.

Source of the measures: spaCy's scorer (https://spacy.io/api/scorer). Relations are compared without their subtypes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from training.treebank import Sentence, consecutive, document, read, without_subtypes

MEASURES = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_p", "sents_r", "sents_f")
PUNCTUATION = "PUNCT"


def evaluate(nlp: Language, sentences: list[Sentence], longest: int = 8) -> dict[str, Any]:
    """Scores of `nlp` on sentences of the treebank, read in documents of up to `longest` neighbours.

    Returns the measures (0 to 1) by spaCy's names and, under `per_tag`, `per_pos` and `per_relation`, precision,
    recall and F1 a label with the number of cases. Punctuation counts for tags, not for relations, as in spaCy's own
    evaluation.
    """
    groups = list(consecutive([without_subtypes(sentence) for sentence in sentences], longest))
    references = [document(group, nlp.vocab) for group in groups]
    predictions = [cut_subtypes(doc) for doc in nlp.pipe(bare(reference) for reference in references)]
    examples = [Example(prediction, reference) for prediction, reference in zip(predictions, references, strict=True)]
    scorer = Scorer(
        default_pipeline=("senter", "tagger", "morphologizer", "parser", "trainable_lemmatizer"), default_lang="nl"
    )
    scores = scorer.score(examples)
    return {name: scores[name] for name in MEASURES} | {
        "words": sum(map(len, references)),
        "sentences": len(sentences),
        "per_tag": per_label(examples, "tag_"),
        "per_pos": per_label(examples, "pos_"),
        "per_relation": _with_counts(scores["dep_las_per_type"], references),
    }


def _with_counts(rates: dict[str, dict[str, float]], references: list[Doc]) -> dict[str, dict[str, float]]:
    """The rates of the relations with the number of gold cases; spaCy gives relations in small letters."""
    counts = Counter(token.dep_.lower() for reference in references for token in reference)
    return {label: rate | {"n": counts[label.lower()]} for label, rate in rates.items()}


def bare(reference: Doc) -> Doc:
    """The tokens of a document without any annotation."""
    return Doc(
        reference.vocab,
        words=[token.text for token in reference],
        spaces=[bool(token.whitespace_) for token in reference],
    )


def cut_subtypes(doc: Doc) -> Doc:
    """The same document, relations without subtypes (`nsubj:pass` becomes `nsubj`)."""
    for token in doc:
        if ":" in token.dep_:
            token.dep_ = token.dep_.split(":")[0]
    return doc


def per_label(examples: list[Example], attribute: str) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and number of gold cases for every value of a token attribute."""
    right: dict[str, int] = {}
    gold: dict[str, int] = {}
    predicted: dict[str, int] = {}
    for example in examples:
        for expected, found in zip(example.reference, example.predicted, strict=True):
            value, guess = getattr(expected, attribute), getattr(found, attribute)
            gold[value] = gold.get(value, 0) + 1
            predicted[guess] = predicted.get(guess, 0) + 1
            right[value] = right.get(value, 0) + (value == guess)
    return {value: _rates(right[value], predicted.get(value, 0), count) for value, count in sorted(gold.items())}


def _rates(right: int, predicted: int, gold: int) -> dict[str, float]:
    precision = right / predicted if predicted else 0.0
    recall = right / gold
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"p": precision, "r": recall, "f": f1, "n": gold}


def development(treebank: Path) -> list[Sentence]:
    """The sentences to measure on, from the folder of the treebank."""
    return read(treebank / "nl-dev.conllu.xz")
