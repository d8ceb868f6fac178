"""The scores of the tagger as tables for a terminal, side by side with a plain keyword search, and as JSON."""

import json
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tracker.quality import Score
from tracker.tag.evaluation import VALUES, Evaluation, LabelledClause, Miss
from tracker.tag.gains import in_context

Row = tuple[str, float, float]


def headline(ours: Evaluation, keywords: Evaluation) -> list[Row]:
    """Name, our score and that of the keyword search, 0 to 1; of false alarms less is better."""
    rows = [
        ("clause speaks of control by residents or their groups, F1", ours.speaks.f1, keywords.speaks.f1),
        ("mention with the right form, overlapping span, F1", ours.overlapping.f1, keywords.overlapping.f1),
        ("mention with the right form, the same span, F1", ours.strict.f1, keywords.strict.f1),
    ]
    rows += [(f"{name}, among matched mentions", ours.agreement(name), keywords.agreement(name)) for name in VALUES]
    return [*rows, ("false alarms on clauses without any mention", ours.false_alarm_rate, keywords.false_alarm_rate)]


def print_report(
    ours: Evaluation, keywords: Evaluation, clauses: list[LabelledClause], console: Console, most: int
) -> None:
    """Print the scores, those of every value, what is confused with what, and up to `most` misses."""
    table = Table(
        "", "tagger", "keyword search", title=f"{ours.clauses} labelled clauses, {ours.matched} matched mentions"
    )
    for name, mine, theirs in headline(ours, keywords):
        table.add_row(name, f"{mine:.3f}", f"{theirs:.3f}")
    console.print(table)
    for name, scores in ours.values.items():
        console.print(_value_table(name, scores))
    confused = Table("", "labelled", "found", "times", title="confused")
    for (name, labelled, found), times in ours.confusion.items():
        confused.add_row(name, labelled, found, str(times))
    console.print(confused)
    texts = {clause.id: clause.text for clause in clauses}
    for miss in ours.misses[:most]:
        console.print(Text(f"{miss.what}  {miss.id}  {_words(miss, texts[miss.id])}"))


def _value_table(name: str, scores: dict[str, Score]) -> Table:
    table = Table(name, "labelled", "found", "right", "precision", "recall", "F1")
    for value, score in scores.items():
        counts = (str(score.labelled), str(score.found), str(score.right))
        table.add_row(value, *counts, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
    return table


def _words(miss: Miss, text: str) -> str:
    mention = miss.labelled or miss.found
    assert mention is not None
    said = ""
    if miss.labelled and miss.found:
        said = f"{getattr(miss.labelled, miss.what)}, found {getattr(miss.found, miss.what)}: "
    rule = f" [{miss.found.rule}]" if miss.found else ""
    return f"{mention.form}{rule}  {said}{in_context(mention, text)}"


def as_json(ours: Evaluation, keywords: Evaluation) -> str:
    """The scores of both as JSON, with counts."""
    return json.dumps(
        {"tagger": dict(_plain(ours)), "keyword search": dict(_plain(keywords))}, ensure_ascii=False, indent=1
    )


def _plain(evaluation: Evaluation) -> Iterator[tuple[str, object]]:
    yield "clauses", evaluation.clauses
    for name in ("speaks", "overlapping", "strict"):
        yield name, _score(getattr(evaluation, name))
    yield "matched", evaluation.matched
    yield "agreement", {name: evaluation.agreement(name) for name in VALUES}
    yield (
        "false alarms",
        {"clauses": evaluation.false_alarms, "of": evaluation.empty, "rate": evaluation.false_alarm_rate},
    )
    yield (
        "values",
        {name: {value: _score(score) for value, score in scores.items()} for name, scores in evaluation.values.items()},
    )


def _score(score: Score) -> dict[str, float]:
    counts = {"labelled": score.labelled, "found": score.found, "right": score.right}
    return counts | {"precision": score.precision, "recall": score.recall, "f1": score.f1}
