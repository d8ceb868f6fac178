"""Count how good the tags are and write it where readers are told: `python -m training.quality --labels dev.jsonl`.

Writes `corpus/tag-quality.toml`, from which the site, the database and the notebooks take their numbers.
"""

from __future__ import annotations

from pathlib import Path

import click

from tracker.paths import corpus_file
from tracker.quality import FILE, Quality, Score
from tracker.tag import FORMS, Tagger
from tracker.tag.evaluation import VALUES, Evaluation, evaluate, read_labelled

HEADER = """\
# How good the tags are, as the site tells its readers. Written by `python -m training.quality`; a test counts again.
#
# labelled  marked by the people who labelled      found  marked by the program      right  marked by both
# A mention is right when it overlaps a labelled one of the same form; holder, rung, force and polarity are counted on
# the mentions that are right. A clause is counted when it speaks of control by residents or their groups.
"""


def counted(labels: Path, tagger: Tagger | None = None) -> Quality:
    """Count on a file of labelled clauses."""
    clauses = read_labelled(labels)
    return quality(evaluate(clauses, (tagger or Tagger.load()).tag_many(clause.text for clause in clauses)))


def quality(scores: Evaluation) -> Quality:
    """What readers are told of an evaluation."""
    nothing = Score(0, 0, 0)
    return Quality(
        labelled_clauses=scores.clauses,
        documents=scores.documents,
        clauses=scores.speaks,
        mentions=scores.overlapping,
        forms={form: scores.values["form"].get(form, nothing) for form in FORMS},
        values={name: Score(scores.matched, scores.matched, scores.agreeing[name]) for name in VALUES},
        empty_clauses=scores.empty,
        false_alarms=scores.false_alarms,
    )


def written(counts: Quality) -> str:
    """The counts as TOML."""
    lines = [
        HEADER,
        f"labelled_clauses = {counts.labelled_clauses}",
        f"documents = {counts.documents}",
        f"empty_clauses = {counts.empty_clauses}",
        f"false_alarms = {counts.false_alarms}",
        "",
        f"clauses = {_inline(counts.clauses)}",
        f"mentions = {_inline(counts.mentions)}",
    ]
    for name, scores in (("forms", counts.forms), ("values", counts.values)):
        lines += ["", f"[{name}]", *(f"{value} = {_inline(score)}" for value, score in scores.items())]
    return "\n".join(lines) + "\n"


def _inline(score: Score) -> str:
    return f"{{ labelled = {score.labelled}, found = {score.found}, right = {score.right} }}"


@click.command()
@click.option("--labels", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
def main(labels: Path) -> None:
    """Count on LABELS and write corpus/tag-quality.toml."""
    corpus_file(FILE).write_text(written(counted(labels)), encoding="utf-8")


if __name__ == "__main__":
    main()
